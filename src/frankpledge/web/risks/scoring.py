"""How likely and how bad a risk was said to be, and when it was looked at again."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from frankpledge.web.risks.levels import SCALES, Level, level, spelt


class Scoring(models.Model):
    """
    How likely and how bad a risk was said to be on a day. It is only ever added to: a newer one takes its place.

    The database refuses to change or remove one, but for those that a register which is taken back had brought.

    *Inherent* is without anything done about it, *current* with what is done now, *target* what is meant to be reached.
    """

    class Kind(models.TextChoices):
        INHERENT = "inherent", "Inherent: with nothing done about it"
        CURRENT = "current", "Current: with what is done now"
        TARGET = "target", "Target: what is meant to be reached"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    risk = models.ForeignKey("risks.Risk", models.PROTECT, related_name="scorings")
    kind = models.CharField(max_length=8, choices=Kind)
    scale = models.PositiveSmallIntegerField(choices=SCALES)
    likelihood = models.PositiveSmallIntegerField()
    severity = models.PositiveSmallIntegerField()
    because = models.TextField(blank=True)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    register_list = models.ForeignKey(
        "risks.RegisterList", models.PROTECT, null=True, blank=True, related_name="scorings"
    )

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=("partnership", "risk", "kind", "on", "id"), name="risks_newest_scoring"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, F("scale"))) & Q(severity__range=(1, F("scale"))),
                name="risks_scored_on_the_scale",
                violation_error_message="Likelihood and severity have to be on the scale.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.risk.ref}, {self.kind} on {self.on}: {self.words}"

    @property
    def score(self) -> int:
        return self.likelihood * self.severity

    @property
    def level(self) -> Level:
        return level(self.scale, self.likelihood, self.severity)

    @property
    def words(self) -> str:
        return spelt(self.scale, self.likelihood, self.severity)


class Review(models.Model):
    """That something happened for which a risk has to be looked at again, and what came of the look."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    risk = models.ForeignKey("risks.Risk", models.PROTECT, related_name="reviews")
    because = models.CharField(max_length=400)
    opened_on = models.DateField()
    opened_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-opened_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(done_on=None) | ~Q(outcome=""),
                name="risks_reviewed_has_outcome",
                violation_error_message="Say what came of the review.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.risk.ref}: {self.because}"
