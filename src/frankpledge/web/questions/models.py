"""Questions that were saved, and what was answered when."""

from django.db import models
from django.urls import reverse
from django_scopes import ScopedManager


class Question(models.Model):
    """
    What is asked: rows of a source, in an area, over some months, counted by one thing.

    `latest` months up to the newest held, where it is given; else those from `first_month` to `last_month`.
    `restricted` questions ask what a partner sent on terms: they are shown to those alone who may see such figures.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="questions")
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=250)
    area_code = models.CharField(max_length=9)
    area_name = models.CharField(max_length=200)
    counted_by = models.CharField(max_length=6)
    crime_type = models.CharField("type or category", max_length=200, blank=True)
    breakdown = models.CharField(max_length=7)
    first_month = models.CharField(max_length=7, blank=True)
    last_month = models.CharField(max_length=7, blank=True)
    latest = models.PositiveSmallIntegerField("newest months", null=True, blank=True)
    restricted = models.BooleanField(default=False)
    put_away = models.BooleanField(default=False)
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("question", args=[self.partnership.slug, self.pk])


class Answer(models.Model):
    """
    What was answered on one day, as it can be cited. It no longer changes; asking again makes another.

    `content` is {"columns", "rows", "total", "months", "not_held", "filter", "editions", "left_out"}; a hidden
    number in it is None among `rows`, and is nowhere else. `digest` is its fingerprint. `restricted` says how its source
    was when it was answered; ask `is_restricted`, which knows its question too.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    versions = models.JSONField("versions of the archive's tables", default=dict)
    restricted = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("question", "number"), name="questions_answer_once"),)

    def __str__(self) -> str:
        return f"{self.question}, answer {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("answer", args=[self.question.partnership.slug, self.question_id, self.number])

    @property
    def is_restricted(self) -> bool:
        return self.restricted or self.question.restricted
