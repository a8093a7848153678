"""Tactics that the partnership knows, beside those of the library that comes with the program."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from frankpledge.web.plans.registers.kept import Kept


class Tactic(Kept):
    """A way to deal with a problem: what it is for, how well it is known to work, and where that is said."""

    class Evidence(models.TextChoices):
        STRONG = "strong", "strong: several good studies agree"
        SOME = "some", "some: studies point the same way, and have weak spots"
        MIXED = "mixed", "mixed: some studies find that it works, others that it does not"
        NONE = "none", "none that we know of"
        HARM = "harm", "it can do harm"

    title = models.CharField("what it is called", max_length=120)
    what_for = models.CharField("what it is for", max_length=300)
    evidence = models.CharField("how well it is known to work", max_length=6, choices=Evidence, default=Evidence.NONE)
    source = models.CharField("where that is said", max_length=300, blank=True)
    mind = models.CharField("what to mind", max_length=300, blank=True)

    objects = ScopedManager(partnership="partnership")
    REGISTER = "tactics"

    class Meta:
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(evidence="none") | ~Q(source=""),
                name="plans_tactic_has_source",
                violation_error_message="Say where it is said how well it works, or say that nobody knows.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> str:
        return f"{self.what_for} Evidence: {self.get_evidence_display()}"


class UsedTactic(models.Model):
    """That an action uses a tactic: one of the library's, by its code, or one of the partnership's own."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    action = models.ForeignKey("plans.Action", models.CASCADE, related_name="tactics")
    code = models.SlugField(max_length=60, blank=True)
    own = models.ForeignKey(Tactic, models.PROTECT, null=True, blank=True, related_name="uses")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("action", "code", "own"), name="plans_tactic_used_once"),
            models.CheckConstraint(
                condition=(Q(code="") & Q(own__isnull=False)) | (~Q(code="") & Q(own=None)),
                name="plans_tactic_of_one_kind",
            ),
        )

    def __str__(self) -> str:
        return self.code or str(self.own)
