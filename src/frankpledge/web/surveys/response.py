"""What people answered. Nothing in a response says who somebody is, and nothing leads to them."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class Response(models.Model):
    """
    One person's answers, once they sent them.

    No name, e-mail, network address, browser or postcode, and no time of day: the day alone. Its number is random, so
    that it says nothing about who came before whom. Answers to pages off the way were left out
    (`routing.clear_unreached`), and so was the postcode: where it led stands in `lsoa`, `ward` and `decile`.
    """

    class Mode(models.TextChoices):
        WEB = "web", "on the web"
        PAPER = "paper", "on paper"
        PHONE = "phone", "by telephone"
        STALL = "stall", "at a stall or event"

    class Place(models.TextChoices):
        """What came of the postcode. Results say for how many the area is not known."""

        NOT_ASKED = "not_asked", "not asked"
        LEFT_EMPTY = "left_empty", "left empty"
        FOUND = "found", "found"
        UNKNOWN = "unknown", "not a postcode that is held"
        OUTSIDE = "outside", "outside the survey’s area"

    class LeftOut(models.TextChoices):
        """Sorts of reason to leave one out. None is about what somebody thinks: nobody is left out for an opinion."""

        TWICE = "twice", "the same person had answered before"
        KEYED = "keyed", "one paper was keyed in twice"
        TEST = "test", "it was a test, and nobody’s answer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="responses")
    version = models.ForeignKey("surveys.SurveyVersion", models.PROTECT, related_name="responses")
    reference = models.CharField(max_length=12)  # what the person is shown at the end
    sending = models.UUIDField(default=uuid.uuid4)  # made when they begin: sent twice, it is kept once
    answers = models.JSONField(default=dict)  # {page key: value}, see `questionnaire`; never a postcode
    mode = models.CharField(max_length=5, choices=Mode, default=Mode.WEB)
    language = models.CharField(max_length=2, default="en")
    submitted_on = models.DateField()
    minutes = models.PositiveSmallIntegerField("how long it took", null=True, blank=True)
    place = models.CharField(max_length=10, choices=Place, default=Place.NOT_ASKED)
    lsoa = models.CharField("LSOA", max_length=9, blank=True)
    ward = models.CharField("ward", max_length=9, blank=True)  # ONS code
    ward_name = models.CharField(max_length=100, blank=True)
    decile = models.PositiveSmallIntegerField("deprivation decile, 1 the most deprived", null=True, blank=True)
    decile_of = models.CharField("which index", max_length=60, blank=True)
    entered_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    batch = models.CharField("pile of papers or event that it came from", max_length=100, blank=True)
    # Duplicates. `mark` is a keyed hash of a random number that the browser keeps while the survey is open; it is
    # emptied when the survey closes, and says nothing outside this survey.
    mark = models.CharField(max_length=64, blank=True)
    perhaps_again = models.BooleanField("perhaps answered before", default=False)
    # Judged by somebody (`doubles_changes`): left out of results, which print the sort of reason, or kept in them.
    left_out_as = models.CharField("sort of reason", max_length=10, choices=LeftOut, blank=True)
    left_out_because = models.CharField("why results leave it out", max_length=300, blank=True)
    left_out_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    kept_because = models.CharField("why it counts all the same", max_length=300, blank=True)
    kept_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("survey", "id")
        indexes = (
            models.Index(fields=("partnership", "survey", "submitted_on"), name="surveys_answered_on"),
            models.Index(fields=("partnership", "survey", "mark"), name="surveys_mark"),
        )
        constraints = (
            models.UniqueConstraint(fields=("partnership", "reference"), name="surveys_reference_once"),
            models.UniqueConstraint(fields=("partnership", "survey", "sending"), name="surveys_sent_once"),
            models.CheckConstraint(
                condition=Q(mode="web", entered_by=None) | (~Q(mode="web") & Q(entered_by__isnull=False)),
                name="surveys_keyed_by_somebody",
                violation_error_message="What came on paper, by telephone or at a stall was keyed in by somebody.",
            ),
            models.CheckConstraint(
                condition=Q(place="found") | Q(lsoa="", ward="", decile=None),
                name="surveys_place_was_found",
            ),
            models.CheckConstraint(
                condition=Q(left_out_because="") | Q(kept_because=""),
                name="surveys_left_out_or_kept",
                violation_error_message="A response is left out or kept, not both.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} ({self.get_mode_display()})"


class SavedAnswers(models.Model):
    """
    Answers that were not sent yet, sealed with a key that is made from a code in the answering browser, or on the
    paper of somebody who wrote it down, and nowhere here (`saving`): nobody else can read them, whoever has the
    database. Deleted when they are sent, or once `kept_until` is past.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="saved_answers")
    version = models.ForeignKey("surveys.SurveyVersion", models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64)
    sealed = models.BinaryField()
    kept_until = models.DateTimeField(db_index=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("survey", "id")
        constraints = (models.UniqueConstraint(fields=("partnership", "code_hash"), name="surveys_code_once"),)

    def __str__(self) -> str:
        return f"Saved answers to {self.survey}"


def any_number() -> int:
    """A number for a row that is not to show when it was written: SQLite keeps rows in the order of such numbers."""
    return secrets.randbelow(2**62) + 1


class ResultsWanted(models.Model):
    """
    An address to write to when the results are published, if somebody left one.

    Nothing leads from here to a response: no key, no reference, no time, and a random number, by which the rows are
    also ordered. The rows are deleted once the results were sent.
    """

    id = models.BigAutoField(primary_key=True, default=any_number, editable=False)
    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="results_wanted")
    email = models.EmailField()
    language = models.CharField(max_length=2, default="en")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "results wanted"
        constraints = (models.UniqueConstraint(fields=("partnership", "survey", "email"), name="surveys_wanted_once"),)

    def __str__(self) -> str:
        return f"Somebody wants the results of {self.survey}"
