"""Plans: which priorities a partnership works on over some years, and what it means to reach."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager


class Plan(models.Model):
    """A partnership's plan for some time. Its stages go one way; next year's plan follows it."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draft"
        CONSULTED = "consulted", "Out for consultation"
        AGREED = "agreed", "Agreed"
        PUBLISHED = "published", "Published"
        SUPERSEDED = "superseded", "Replaced"

    class Layout(models.TextChoices):
        AIMS = "aims", "Background, aims, objectives, measures, resources"
        WHY_WHAT = "why_what", "Why this matters, what we will do"
        TARGET = "target", "Target, definition, examples, outcomes, problem, actions"
        FOCUS = "focus", "A page in focus for each priority"
        THEMES = "themes", "Themes, with priorities below them"

    class Part(models.TextChoices):
        WORDS = "words", "What is written under the headings of each priority"
        OBJECTIVES = "objectives", "Objectives"
        ACHIEVEMENTS = "achievements", "What we reached"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="plans")
    title = models.CharField(max_length=200)
    first_day = models.DateField("from")
    last_day = models.DateField("until")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    layout = models.CharField("page for each priority", max_length=8, choices=Layout, default=Layout.AIMS)
    foreword = models.TextField(blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    agreed_considering = models.TextField("what was considered of its effect on crime and disorder", blank=True)
    published_on = models.DateField(null=True, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    # What residents read beside the public sentences: nothing that nobody chose.
    public_parts = models.JSONField("parts that residents read", default=list, blank=True)
    public_measures = models.JSONField("measures that residents read", default=list, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-first_day", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "title"),
                name="plans_title_once",
                violation_error_message="There is a plan of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gt=F("first_day")),
                name="plans_plan_ends_after_it_begins",
                violation_error_message="A plan has to end after it begins.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.partnership.slug, self.pk])

    def year_index(self, today: date) -> int:
        """Which year of the plan a day is in, from 1; its last one for days after it."""
        day = min(today, self.last_day)
        whole = day.year - self.first_day.year
        begun = (day.month, day.day) >= (self.first_day.month, self.first_day.day)
        return max(1, whole + (1 if begun else 0))

    @property
    def can_be_written(self) -> bool:
        return self.stage != self.Stage.SUPERSEDED


class Chapter(models.Model):
    """A priority's place in a plan, with what the plan says of it under the headings of its layout."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="chapters")
    priority = models.ForeignKey("priorities.Priority", models.PROTECT, related_name="chapters")
    theme = models.CharField(max_length=200, blank=True)
    words = models.JSONField("heading → text", default=dict, blank=True)
    position = models.PositiveIntegerField()

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "plan", "priority"),
                name="plans_chapter_once",
                violation_error_message="This priority is in the plan already.",
            ),
        )

    def __str__(self) -> str:
        return str(self.priority)


class Objective(models.Model):
    """What a plan means to reach for one of its priorities."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="objectives")
    text = models.CharField(max_length=400)
    position = models.PositiveIntegerField()

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text
