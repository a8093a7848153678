"""Surveys, and the versions of what they ask."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager

from frankpledge.web.accounts.partnerships import AREA_CODE
from frankpledge.web.surveys.questionnaire import Questionnaire, from_json


class Survey(models.Model):
    """
    A set of questions that a partnership puts to people between two days.

    `questionnaire` is what is being written; what people are asked is that of the newest `SurveyVersion`. From
    `opens_on` to `closes_on`, both included, anybody may answer while it is open (`takes_answers`). After that day
    staff may still key in what came on paper, until somebody closes it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        OPEN = "open", "open"
        CLOSED = "closed", "closed"

    class Sampling(models.TextChoices):
        """Who is asked. Only a random sample may be given an interval: results say so of the others."""

        OPEN = "open", "anyone may answer"
        RANDOM = "random", "a random sample was invited"
        QUOTA = "quota", "people were invited until each group was large enough"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    slug = models.SlugField("address", max_length=60, help_text="The last part of its public address.")
    title = models.CharField(max_length=200)  # the questionnaire's, in English, for lists
    questionnaire = models.JSONField(default=dict)  # questionnaire.from_json
    version = models.PositiveIntegerField(default=1)  # of the draft: who saves an older one is told
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField("last day to answer", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    area_code = models.CharField("area it is about", max_length=9, blank=True, validators=[AREA_CODE])
    area_name = models.CharField(max_length=200, blank=True)
    sampling = models.CharField("who is asked", max_length=6, choices=Sampling, default=Sampling.OPEN)
    compared_with = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    in_welsh = models.BooleanField("in Welsh too", default=False)
    salt = models.CharField(max_length=64, blank=True)  # of `Response.mark`; emptied when it closes (`duplicates`)
    results_published_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-opens_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "slug"),
                name="surveys_address_once",
                violation_error_message="Another survey of this partnership has this address.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(opens_on__isnull=False) & Q(closes_on__isnull=False)),
                name="surveys_open_has_days",
                violation_error_message="Say from which day to which day it can be answered.",
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="surveys_closes_after_it_opens",
                violation_error_message="The last day to answer cannot be before the first.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("survey", args=[self.partnership.slug, self.pk])

    @property
    def asks(self) -> Questionnaire:
        """What is being written: the draft's questions."""
        return from_json(self.questionnaire)

    @property
    def languages(self) -> tuple[str, ...]:
        return ("en", "cy") if self.in_welsh else ("en",)

    def takes_answers(self, today: date) -> bool:
        """Whether the public may answer on this day."""
        if self.state != Survey.State.OPEN or self.opens_on is None or self.closes_on is None:
            return False
        return self.opens_on <= today <= self.closes_on

    @property
    def takes_paper(self) -> bool:
        """Whether staff may key in an answer that came on paper, by telephone or at a stall."""
        return bool(self.state == Survey.State.OPEN)


class SurveyVersion(models.Model):
    """
    What a survey asked from some day on. Frozen: a change after opening makes the next number, and each response
    keeps the version that it answered. `digest` is `Questionnaire.digest`, by which a change would show.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    questionnaire = models.JSONField()
    digest = models.CharField(max_length=64)
    because = models.CharField("why it was changed", max_length=400, blank=True)
    made_on = models.DateField()
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("survey", "-number")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "survey", "number"), name="surveys_version_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(because=""),
                name="surveys_version_has_reason",
                violation_error_message="Say why the questions change.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.survey}, version {self.number}"

    @property
    def asks(self) -> Questionnaire:
        return from_json(self.questionnaire)
