"""Monitoring returns: what a funder is told of a grant, again and again."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager


class Return(models.Model):
    """
    What is told of a grant for some months. A draft shows what was said of its actions, and its money, as of today;
    one that was sent is kept as it was printed, and one that was skipped says why.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        SKIPPED = "skipped", "Skipped"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    grant = models.ForeignKey("funding.Grant", models.PROTECT, related_name="returns")
    first_day = models.DateField()
    last_day = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=7, choices=State, default=State.DRAFT)
    words = models.TextField("what the funder should know beside that", blank=True)
    version = models.PositiveIntegerField(default=0)
    skipped_because = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    html = models.TextField(blank=True)
    pdf = models.BinaryField(null=True)
    word = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("first_day",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "grant", "first_day"), name="funding_return_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="funding_return_ends_after"),
            models.CheckConstraint(
                condition=~Q(state="skipped") | ~Q(skipped_because=""),
                name="funding_skipped_has_reason",
                violation_error_message="Say why this return is skipped.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_day:%-d %B %Y} to {self.last_day:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("return", args=[self.partnership.slug, self.pk])
