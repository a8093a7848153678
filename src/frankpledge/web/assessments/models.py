"""The living assessment: findings that are computed, words that people write, and the editions that are signed."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager

from frankpledge.month import Month
from frankpledge.web.assessments import then_now
from frankpledge.web.assessments.frozen_json import FrozenJSONField
from frankpledge.web.assessments.then_now import FigureThenNow

UNDO = timedelta(minutes=10)


class Assessment(models.Model):
    """
    A partnership's assessment of an area over some months. Its findings change with the data; its words do not.

    A profile of one problem is written, signed and released in the same way; it rests on findings of assessments.
    One that is `restricted` is for those who may see restricted data, and is not released.
    """

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment", "assessment"
        PROFILE = "profile", "problem profile"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ASSESSMENT)
    restricted = models.BooleanField(default=False)
    review_on = models.DateField("to be looked at again on", null=True, blank=True)
    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="assessments")
    title = models.CharField(max_length=200)
    area_code = models.CharField(max_length=9)
    area_name = models.CharField(max_length=200)
    last_month = models.CharField(max_length=7)
    months = models.PositiveSmallIntegerField(default=12)
    begun_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    job = models.CharField("work that computes its findings", max_length=60, blank=True)
    computed_at = models.DateTimeField(null=True, blank=True)
    versions = models.JSONField("versions of the archive's tables", default=dict, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-begun_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(restricted=False) | Q(kind="profile"),
                name="assessments_only_a_profile_is_restricted",
                violation_error_message="An assessment is for the whole partnership; only a profile is restricted.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("living_assessment", args=[self.partnership.slug, self.pk])

    @property
    def is_profile(self) -> bool:
        return self.kind == self.Kind.PROFILE

    @property
    def last(self) -> Month:
        return Month.parse(self.last_month)

    @property
    def first(self) -> Month:
        return self.last.minus(self.months - 1)


class WithoutPictures(models.Manager["Any"]):
    """Rows without their pictures, which weigh more than all else and are read when a document is printed."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().defer("pictures")


class Found(models.Model):
    """
    A finding in an assessment, as it was last computed. `before` is what it said before its figures moved.

    One that the data no longer bear is kept with `gone`, so that words about it are not lost. One that is
    `restricted` rests on what a partner sent on terms, and is shown to those alone who may see such figures.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="findings")
    key = models.SlugField("the finding's own name", max_length=120)
    kind = models.CharField(max_length=20)
    strength = models.CharField(max_length=10)
    data = models.JSONField()
    html = models.TextField()
    digest = models.CharField("fingerprint of statement and figures", max_length=64)
    before = models.JSONField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveIntegerField()
    included = models.BooleanField(default=True)
    reason = models.TextField("why it is left out", blank=True)
    gone = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    pictures = models.JSONField("its charts and maps as data", default=dict, blank=True)

    objects = ScopedManager(partnership="partnership", _manager_class=WithoutPictures)

    class Meta:
        ordering = ("position", "pk")
        # What is asked of many findings without their figures and text, which fill pages of the database each.
        indexes = (
            models.Index(
                fields=("assessment", "key", "digest", "position", "included", "gone", "restricted"),
                name="assessments_found_brief",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("assessment", "key"), name="assessments_finding_once"),
            models.CheckConstraint(
                condition=Q(included=True) | ~Q(reason=""),
                name="assessments_left_out_has_reason",
                violation_error_message="Say why this finding is left out.",
            ),
        )

    def __str__(self) -> str:
        return str(self.data["title"])

    @property
    def moved(self) -> list[FigureThenNow]:
        """The figures that are not what they were."""
        return then_now.moved(self.before, self.data) if self.before else []


class Passage(models.Model):
    """
    What people write around a finding, or as the opening (with an empty `about`). Every version is kept.

    `read` is the finding's fingerprint when the words were last written or read again. Words that were `carried` over
    from the assessment before are nobody's yet: somebody changes them, or says that they still hold.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="passages")
    about = models.SlugField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    read = models.CharField(max_length=64, blank=True)
    carried = models.BooleanField("last year's words, not read again yet", default=False)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("assessment", "about"), name="assessments_passage_once"),)

    def __str__(self) -> str:
        return f"{self.about or 'opening'} of {self.assessment}"

    def is_stale(self, found: Found | None) -> bool:
        """Whether somebody has to read the words again beside the finding that they are about (None: the opening)."""
        if not self.text or (self.about and (found is None or found.gone)):
            return False
        return self.carried or (found is not None and self.read != found.digest)


class PassageVersion(models.Model):
    """
    What somebody wrote. `based_on` is the version they had before them. One without a number was not taken, because
    another came first; it is shown beside the others' words until somebody puts it away.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="versions")
    based_on = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    put_away = models.BooleanField("taken account of, though it was not taken", default=False)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.passage}, version {self.number or 'not taken'}"


class Review(models.Model):
    """
    An assessment or profile handed to those who may sign it. It is open until one of them signs, or gives it back with
    words on what is missing.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="reviews")
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    missing = models.TextField("what is missing", blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment",), condition=Q(answered_at=None), name="assessments_one_open_review"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment}, to be read and signed"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None


class Edition(models.Model):
    """
    An assessment as it was signed: words, figures and the versions of the data, which no longer change.

    `restricted` are the keys of its findings that rest on restricted data; `open_html` is the text without them,
    for those of the partnership who do not see such figures, and for everybody outside unless both people who
    released it said that the senders agree (`shows_restricted`); small numbers are hidden in either.
    `pictures` are the charts and maps as data, by their finding.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    content = FrozenJSONField()
    html = models.TextField()
    open_html = models.TextField(blank=True)
    restricted = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=60)
    signed_at = models.DateTimeField()
    release_asked_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    released_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    public_from = models.DateTimeField("embargo until", null=True, blank=True)
    shows_restricted = models.BooleanField("anybody may see what came on terms", default=False)
    pictures = models.JSONField("charts and maps as data", default=dict, blank=True)

    objects = ScopedManager(partnership="partnership", _manager_class=WithoutPictures)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("assessment", "number"), name="assessments_edition_once"),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("release_asked_by")),
                name="assessments_two_people_release",
                violation_error_message="A second person has to release it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment}, edition {self.number}"

    def is_public(self, now: datetime) -> bool:
        return self.released_at is not None and self.public_from is not None and self.public_from <= now

    def can_be_undone(self, now: datetime) -> bool:
        return self.released_at is not None and now < self.released_at + UNDO


class EditionFile(models.Model):
    """An edition printed for `readers`, from what it holds, when somebody first asked; kept as it was printed."""

    class Readers(models.TextChoices):
        WHOLE = "whole", "members who see restricted figures"
        OPEN = "open", "other members"
        PUBLIC = "public", "anybody"

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    readers = models.CharField(max_length=6, choices=Readers)
    format = models.CharField(max_length=4, choices=Format)
    data = models.BinaryField()

    objects = ScopedManager(partnership="partnership")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("edition", "readers", "format"), name="assessments_edition_file_once"),
        )

    def __str__(self) -> str:
        return f"{self.edition}, {self.get_format_display()} for {self.get_readers_display()}"


class Correction(models.Model):
    """
    What was found wrong in a released edition, and what is right: said to everybody at once, and never unsaid.

    The edition itself stays as it was signed; figures that are corrected come with the next one.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="corrections")
    wrong = models.TextField("what is wrong")
    right = models.TextField("what is right")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"Correction of {self.edition}"
