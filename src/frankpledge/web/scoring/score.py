"""Scores: what figures filled in, what each member said, and what was settled on."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class Filled(models.Model):
    """
    What a figure says of a theme on a criterion: the figure with its range, and the levels that these fall in.

    `cited` and `cited_id` lead to what it was taken from, and `base` says of what it is. A theme without such a row
    is not known on the criterion: that is never a zero. `level` is None where only a range is known.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    theme = models.ForeignKey("scoring.Theme", models.PROTECT, related_name="filled")
    criterion = models.SlugField(max_length=40)
    value = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    base = models.CharField(max_length=300)
    level = models.SmallIntegerField(null=True, blank=True)
    low_level = models.SmallIntegerField()
    high_level = models.SmallIntegerField()
    cited = models.SlugField(max_length=40, blank=True)
    cited_id = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("theme", "criterion")
        constraints = (models.UniqueConstraint(fields=("theme", "criterion"), name="scoring_filled_once"),)

    def __str__(self) -> str:
        return f"{self.theme}: {self.criterion} {self.value}"


class Score(models.Model):
    """
    What one member said of one theme on one criterion in one round. Before the round is `closed` it is theirs alone
    to see; from then on it does not change, whatever is settled on later.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    theme = models.ForeignKey("scoring.Theme", models.PROTECT, related_name="scores")
    panellist = models.ForeignKey("scoring.Panellist", models.PROTECT, related_name="scores")
    round = models.PositiveSmallIntegerField()
    criterion = models.SlugField(max_length=40)
    level = models.SmallIntegerField()
    reason = models.TextField(blank=True)
    closed = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("theme", "round", "criterion", "panellist")
        constraints = (
            models.UniqueConstraint(fields=("theme", "panellist", "round", "criterion"), name="scoring_scored_once"),
            models.CheckConstraint(condition=Q(round__in=(1, 2)), name="scoring_two_rounds"),
        )

    def __str__(self) -> str:
        return f"{self.theme}: {self.criterion}, round {self.round}"


class Settled(models.Model):
    """What was settled on for a theme on a criterion in place of the panel's middle, with the reason."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    theme = models.ForeignKey("scoring.Theme", models.PROTECT, related_name="settled")
    criterion = models.SlugField(max_length=40)
    level = models.SmallIntegerField()
    reason = models.TextField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("theme", "criterion", "-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="scoring_settled_has_reason",
                violation_error_message="Say why.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.theme}: {self.criterion} settled at {self.level}"


class Note(models.Model):
    """What was said of a theme when it was discussed."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    theme = models.ForeignKey("scoring.Theme", models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text[:60]
