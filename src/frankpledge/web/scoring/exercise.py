"""A year's choosing: its themes, and who scores them."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_scopes import ScopedManager


class Exercise(models.Model):
    """
    One choosing of priorities: themes are scored by a panel against a template, discussed, scored again and decided.

    `residents` is the stated weight, in percent, of what residents say; the evidence has the rest.
    """

    class Stage(models.TextChoices):
        PREPARING = "preparing", "being prepared"
        FIRST = "first", "first round: each scores alone"
        DISCUSSION = "discussion", "being discussed"
        SECOND = "second", "second round: each scores again"
        CHOOSING = "choosing", "being decided"
        DECIDED = "decided", "decided"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    template = models.ForeignKey("scoring.Template", models.PROTECT, related_name="exercises")
    assessment = models.ForeignKey("assessments.Assessment", models.PROTECT, null=True, blank=True, related_name="+")
    places = models.PositiveSmallIntegerField("how many are to be chosen, about", default=5)
    residents = models.PositiveSmallIntegerField(
        "weight of what residents say, in percent", default=20, validators=[MaxValueValidator(100)]
    )
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PREPARING)
    begun_on = models.DateField()
    begun_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    score_by = models.DateField("scores are wanted by", null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-begun_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "title"),
                name="scoring_exercise_title_once",
                violation_error_message="There is a choosing of this name already.",
            ),
            models.CheckConstraint(condition=Q(residents__lte=100), name="scoring_residents_are_a_share"),
            models.CheckConstraint(condition=Q(places__gte=1), name="scoring_chooses_something"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("exercise", args=[self.partnership.slug, self.pk])

    @property
    def next_stages(self) -> list["Exercise.Stage"]:
        """What may come next. A discussion may go straight to the choice, where nobody wants a second round."""
        stage = Exercise.Stage
        order = {
            stage.PREPARING: [stage.FIRST],
            stage.FIRST: [stage.DISCUSSION],
            stage.DISCUSSION: [stage.SECOND, stage.CHOOSING],
            stage.SECOND: [stage.CHOOSING],
            stage.CHOOSING: [stage.DECIDED],
            stage.DECIDED: [stage.CHOOSING],
        }
        return order[stage(self.stage)]

    @property
    def round(self) -> int | None:
        """The round in which members score now."""
        return {self.Stage.FIRST: 1, self.Stage.SECOND: 2}.get(self.Stage(self.stage))

    @property
    def opened(self) -> bool:
        """Whether members were ever asked: themes, template and filled figures no longer change."""
        return self.stage != self.Stage.PREPARING

    @property
    def seen(self) -> bool:
        """Whether a round was closed, so that there is a result to look at."""
        return self.stage not in (self.Stage.PREPARING, self.Stage.FIRST)

    @property
    def evidence_weight(self) -> int:
        """What is left of 100 percent when residents have their weight."""
        return 100 - self.residents

    @property
    def can_be_decided(self) -> bool:
        return self.stage == self.Stage.CHOOSING


class Theme(models.Model):
    """Something that could become a priority. What it rests on is said by citations, and by the figures that fill it."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="themes")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    what = models.TextField("what it is about", blank=True)
    crime_type = models.CharField("type of crime whose figures fill it", max_length=60, blank=True)
    priority = models.ForeignKey("priorities.Priority", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("exercise", "number")
        constraints = (
            models.UniqueConstraint(fields=("exercise", "number"), name="scoring_theme_number_once"),
            models.UniqueConstraint(
                fields=("exercise", "title"),
                name="scoring_theme_title_once",
                violation_error_message="There is a theme of this name already.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.partnership.slug, self.exercise_id, self.pk])


class Panellist(models.Model):
    """Somebody who was asked to score. Their scores stay when they leave the panel, and count no longer."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="panel")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    finished = models.PositiveSmallIntegerField("the last round that they said they had finished", default=0)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("exercise", "person"), name="scoring_on_the_panel_once"),)

    def __str__(self) -> str:
        return str(self.person)
