"""Spending and contributions, line by line."""

from typing import Any

from django.db import models
from django.db.models import Q, Sum
from django_scopes import ScopedManager


class LineQuerySet(models.QuerySet["Line"]):
    def that_count(self) -> "LineQuerySet":
        """Those that no other corrects."""
        return self.filter(corrected_by=None)

    def pence(self) -> int:
        return int(self.aggregate(pence=Sum("pence"))["pence"] or 0)


class Line(models.Model):
    """
    Money spent, or something that an agency gave: money or the worth of its time.

    It is only ever added to: a correction is a new line that names the old; with no money it takes the old one back.
    """

    class Kind(models.TextChoices):
        SPENT = "spent", "Spent"
        GIVEN = "given", "Contributed"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    pence = models.PositiveBigIntegerField()
    in_kind = models.BooleanField("the worth of time or things, not money", default=False)
    on = models.DateField()
    words = models.CharField("what for", max_length=300)
    pot = models.ForeignKey("funding.Pot", models.PROTECT, null=True, blank=True, related_name="lines")
    grant = models.ForeignKey("funding.Grant", models.PROTECT, null=True, blank=True, related_name="lines")
    action = models.ForeignKey("plans.Action", models.PROTECT, null=True, blank=True, related_name="lines")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: Any = ScopedManager(models.Manager.from_queryset(LineQuerySet), partnership="partnership")

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(pence__gt=0) | Q(corrects__isnull=False),
                name="funding_line_is_something",
                violation_error_message="Say how much.",
            ),
            models.CheckConstraint(
                condition=Q(kind="given") | Q(pot__isnull=False) | Q(grant__isnull=False),
                name="funding_spent_from_somewhere",
                violation_error_message="Say which pot or grant it was spent from.",
            ),
            models.CheckConstraint(
                condition=Q(kind="spent") | Q(agency__isnull=False),
                name="funding_given_by_somebody",
                violation_error_message="Say which agency contributed it.",
            ),
            models.CheckConstraint(
                condition=Q(kind="given") | Q(in_kind=False),
                name="funding_time_is_not_spent",
                violation_error_message="Only a contribution can be the worth of time or things.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}: {self.words}"
