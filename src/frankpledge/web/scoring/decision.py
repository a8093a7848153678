"""What was decided of each theme and each standing priority, and what the public was told of it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_scopes import ScopedManager

UNDO = timedelta(minutes=10)


class Decision(models.Model):
    """
    What became of a theme, and why. It is only ever added to: a newer one takes its place, and the older stays.

    A theme that was chosen, or added because the law asks for it, is a `priority`; one that was merged went `into`
    another.
    """

    class Outcome(models.TextChoices):
        CHOSEN = "chosen", "chosen"
        BY_LAW = "by_law", "added because the law asks for it"
        NOT_CHOSEN = "not_chosen", "not chosen"
        DROPPED = "dropped", "dropped before the choice"
        MERGED = "merged", "made part of another theme"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    theme = models.ForeignKey("scoring.Theme", models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField()
    law = models.CharField("which law", max_length=200, blank=True)
    into = models.ForeignKey("scoring.Theme", models.PROTECT, null=True, blank=True, related_name="merged")
    priority = models.ForeignKey("priorities.Priority", models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    minute = models.CharField("minute of the meeting", max_length=200, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("theme", "-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="scoring_decided_has_reason",
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="merged", into__isnull=False) | (~Q(outcome="merged") & Q(into=None)),
                name="scoring_merged_into_one",
                violation_error_message="Say into which theme it was merged.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="by_law") & ~Q(law="") | ~Q(outcome="by_law") & Q(law=""),
                name="scoring_by_law_names_it",
                violation_error_message="Name the law that asks for it.",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=("chosen", "by_law")) | Q(priority=None),
                name="scoring_priority_was_chosen",
            ),
        )

    def __str__(self) -> str:
        return f"{self.theme}: {self.get_outcome_display()}"

    def get_absolute_url(self) -> str:
        return f"{self.theme.get_absolute_url()}#decision"

    @property
    def was_taken(self) -> bool:
        return self.outcome in (self.Outcome.CHOSEN, self.Outcome.BY_LAW)


class StandingReview(models.Model):
    """What the year's choosing made of a priority that stood already. Only ever added to: the newest holds."""

    class Verdict(models.TextChoices):
        KEEP = "keep", "keep it as it is"
        CHANGE = "change", "keep it, changed"
        DROP = "drop", "drop it"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    exercise = models.ForeignKey("scoring.Exercise", models.PROTECT, related_name="reviews")
    priority = models.ForeignKey("priorities.Priority", models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=6, choices=Verdict)
    reason = models.TextField()
    on = models.DateField()
    minute = models.CharField("minute of the meeting", max_length=200, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("priority", "-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="scoring_reviewed_has_reason",
                violation_error_message="Say why.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.priority}: {self.get_verdict_display()}"


class Publication(models.Model):
    """
    How the priorities were chosen, for anybody, as it was when the first of two people asked for its release.

    `content` is frozen then, so that the second agrees to what the first saw.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    exercise = models.ForeignKey("scoring.Exercise", models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    released_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("exercise", "number"), name="scoring_publication_number_once"),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=models.F("asked_by")),
                name="scoring_released_by_two",
                violation_error_message="A second person has to agree.",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None, released_at=None)
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="scoring_released_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.exercise}, publication {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("published_choosing", args=[self.partnership.slug])

    def can_be_undone(self, now: datetime) -> bool:
        return self.released_at is not None and now - self.released_at < UNDO
