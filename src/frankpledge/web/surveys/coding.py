"""What people wrote in their own words, put into a codebook by two people apart from each other."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class CommentCode(models.Model):
    """One theme of a survey's codebook, with what belongs to it and what does not."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="codes")
    name = models.CharField(max_length=80)
    name_cy = models.CharField("name in Welsh", max_length=80, blank=True)
    definition = models.TextField("what belongs to it, and what does not")
    retired_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "survey", "name"),
                name="surveys_code_name_once",
                violation_error_message="The codebook has a code of this name already.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Coder(models.Model):
    """One of the two who code a survey's comments. Neither sees what the other chose before both are done."""

    class Place(models.IntegerChoices):
        FIRST = 1, "first coder"
        SECOND = 2, "second coder"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="coders")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(choices=Place)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "survey", "place"),
                name="surveys_coder_place_once",
                violation_error_message="There is somebody in this place already.",
            ),
            models.UniqueConstraint(
                fields=("partnership", "survey", "person"),
                name="surveys_coder_once",
                violation_error_message="Two people code: choose somebody else.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.get_place_display()}"


class CommentCoding(models.Model):
    """The codes that one coder gave one comment: numbers of CommentCode; empty where none fits."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    coder = models.ForeignKey(Coder, models.PROTECT, related_name="codings")
    response = models.ForeignKey("surveys.Response", models.CASCADE, related_name="codings")
    page = models.CharField(max_length=100)
    codes = models.JSONField(default=list)
    on = models.DateField()

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "coder", "response", "page"), name="surveys_coded_once"),
        )

    def __str__(self) -> str:
        return f"{self.coder}: {self.page}"


class SettledCoding(models.Model):
    """The codes that a comment has in the end, where two coders chose differently, and who settled it."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    response = models.ForeignKey("surveys.Response", models.CASCADE, related_name="settled_codings")
    page = models.CharField(max_length=100)
    codes = models.JSONField(default=list)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    on = models.DateField()

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "response", "page"), name="surveys_settled_once"),
        )

    def __str__(self) -> str:
        return f"Settled: {self.page}"


class Quote(models.Model):
    """
    Words out of one comment that may be printed, after somebody read them for what says who wrote or is meant.

    `text` is what is printed, never the comment itself. `kept` are the flagged words that were kept, with a reason.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="quotes")
    response = models.ForeignKey("surveys.Response", models.CASCADE, related_name="quotes")
    page = models.CharField(max_length=100)
    text = models.TextField("words to print")
    kept_because = models.CharField("why flagged words were kept", max_length=300, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(text=""),
                name="surveys_quote_has_words",
                violation_error_message="Write the words to print.",
            ),
            models.UniqueConstraint(
                fields=("partnership", "response", "page"),
                condition=Q(withdrawn_on=None),
                name="surveys_quoted_once",
                violation_error_message="This comment is quoted already.",
            ),
        )

    def __str__(self) -> str:
        return self.text
