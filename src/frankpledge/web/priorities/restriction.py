"""A plan, a priority or an action that only some of the partnership's people may see."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class Restriction(models.Model):
    """
    What is kept to a group, by its kind and number: like citations, it names what later apps hold.

    A plan that is restricted takes its priorities' chapters and its actions with it; a priority takes its chapters and
    their actions in every plan. Whoever restricts is one of the group.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", "plan"
        PRIORITY = "priority", "priority"
        ACTION = "action", "action"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.PositiveBigIntegerField()
    because = models.CharField("why not everybody may see it", max_length=300)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    lifted_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "kind", "number"),
                condition=Q(lifted_on=None),
                name="priorities_restricted_once",
                violation_error_message="It is restricted already.",
            ),
            models.CheckConstraint(
                condition=~Q(because=""),
                name="priorities_restriction_has_reason",
                violation_error_message="Say why not everybody may see it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}, for some people only"


class MaySee(models.Model):
    """One of the group of a restriction: a person, or everybody who works here for an agency."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    restriction = models.ForeignKey(Restriction, models.CASCADE, related_name="group")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("restriction", "person"), name="priorities_person_sees_once"),
            models.UniqueConstraint(fields=("restriction", "agency"), name="priorities_agency_sees_once"),
            models.CheckConstraint(
                condition=Q(person=None, agency__isnull=False) | Q(person__isnull=False, agency=None),
                name="priorities_person_or_agency",
            ),
        )

    def __str__(self) -> str:
        return str(self.person or self.agency)
