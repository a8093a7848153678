"""Results as they were made ready for the public, and what the partnership does because of them."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager

UNDO = timedelta(minutes=10)


class ResultsEdition(models.Model):
    """
    A survey's results as they were on some day, with small numbers hidden once and for all; they no longer change.

    `content` is made by `results_content` and guarded by `results_guard`. Public once two people released it.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    release_asked_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    public_from = models.DateTimeField("embargo until", null=True, blank=True)
    released_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "survey", "number"), name="surveys_results_edition_once"),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("release_asked_by")),
                name="surveys_two_people_release",
                violation_error_message="A second person has to release it.",
            ),
        )

    def __str__(self) -> str:
        return f"Results of {self.survey}, edition {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("survey_publishing", args=[self.partnership.slug, self.survey_id])

    def is_public(self, now: datetime) -> bool:
        return self.released_at is not None and self.public_from is not None and self.public_from <= now

    def can_be_undone(self, now: datetime) -> bool:
        return self.released_at is not None and now < self.released_at + UNDO


class BecauseOfYou(models.Model):
    """
    What the partnership does because of what residents said, for one of its priorities, in words for residents.

    The results that moved the priority are those that it rests on (`citations`). Public once a second person agreed.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="because_of_you")
    priority = models.ForeignKey("priorities.Priority", models.PROTECT, related_name="because_of_you")
    text = models.TextField("what we do because of what you said")
    text_cy = models.TextField("the same in Welsh", blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    released_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    released_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "survey", "priority"),
                name="surveys_because_once",
                violation_error_message="This is said for the priority already.",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("by")),
                name="surveys_two_people_say_because",
                violation_error_message="A second person has to agree.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.priority}: {self.text}"
