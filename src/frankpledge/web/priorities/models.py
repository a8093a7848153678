"""What the partnership has chosen to work on, and why."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager

from frankpledge.web.priorities.restriction import MaySee, Restriction

__all__ = ["MaySee", "Priority", "Restriction", "Strategy"]


class Strategy(models.TextChoices):
    """What section 6 of the Crime and Disorder Act 1998 asks the partnership to have strategies for."""

    CRIME = "crime", "reduce crime and disorder"
    SUBSTANCES = "substances", "combat the misuse of drugs, alcohol and other substances"
    REOFFENDING = "reoffending", "reduce reoffending"
    SERIOUS_VIOLENCE = "serious_violence", "prevent and reduce serious violence"


class Priority(models.Model):
    """
    Something the partnership has chosen to work on.

    It outlives the plans that carry it: next year's plan takes it up again, with what was said of it.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="priorities")
    title = models.CharField(max_length=200)
    why = models.TextField("why it was chosen", blank=True)
    public_sentence = models.CharField("in one sentence for residents", max_length=300, blank=True)
    strategies = models.JSONField("strategies that it serves", default=list, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("title",)
        verbose_name_plural = "priorities"
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "title"),
                condition=Q(until_on=None),
                name="priorities_title_once",
                violation_error_message="There is a priority of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="priorities_ends_after_it_begins",
                violation_error_message="A priority cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | ~Q(ended_because=""),
                name="priorities_ended_has_reason",
                violation_error_message="Say why this priority ends.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("priority", args=[self.partnership.slug, self.pk])
