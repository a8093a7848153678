"""Neighbourhoods, the priorities their residents set, and what was done and told about each."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager

SIX_WEEKS = 42


class Neighbourhood(models.Model):
    """A place whose residents set priorities with their group: a ward, or an area that the partnership made."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    name = models.CharField("what it is called", max_length=200)
    group = models.CharField("group that meets there", max_length=200, blank=True)
    own_area = models.ForeignKey("places.OwnArea", models.PROTECT, null=True, blank=True, related_name="+")
    ward_code = models.CharField("ONS code of the ward", max_length=9, blank=True)
    ward_name = models.CharField("ward", max_length=200, blank=True)
    every_days = models.PositiveSmallIntegerField("days from one look at its priorities to the next", default=SIX_WEEKS)
    ended_on = models.DateField(null=True, blank=True)

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                F("partnership"),
                models.functions.Lower("name"),
                name="consultation_neighbourhood_once",
                violation_error_message="There is a neighbourhood of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(own_area=None) | Q(ward_name=""),
                name="consultation_neighbourhood_is_one_place",
                violation_error_message="Choose a ward or one of your own areas, not both.",
            ),
            models.CheckConstraint(condition=Q(every_days__gte=1), name="consultation_cycle_is_days"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("neighbourhood", args=[self.partnership.slug, self.pk])

    @property
    def where(self) -> str:
        """Where it lies, in words; "" where nobody said."""
        if self.own_area is not None:
            return f"{self.own_area}, {self.own_area.get_kind_display()}"
        return f"{self.ward_name} ward" if self.ward_name else ""


class NeighbourhoodPriority(models.Model):
    """What residents of a neighbourhood want done. How it stands is what its newest step says."""

    class RaisedAs(models.TextChoices):
        MEETING = "meeting", "a meeting"
        SURVEY = "survey", "a survey"
        COUNCILLOR = "councillor", "a councillor"
        PARISH = "parish", "a parish or town council"
        BOARD = "board", "a community board"
        GROUP = "group", "a community group"
        RESIDENTS = "residents", "residents who got in touch"
        AGENCY = "agency", "an agency"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="priorities")
    title = models.CharField("what residents want done", max_length=200)
    detail = models.TextField("more about it", max_length=2000, blank=True)
    raised_on = models.DateField()
    raised_as = models.CharField("raised by", max_length=10, choices=RaisedAs)
    published = models.BooleanField("public", default=False)

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-raised_on", "-pk")
        verbose_name_plural = "neighbourhood priorities"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("neighbourhood_priority", args=[self.partnership.slug, self.pk])


class Step(models.Model):
    """What happened to a neighbourhood priority on a day, in words that residents may read. It is never edited."""

    class Kind(models.TextChoices):
        AGREED = "agreed", "agreed as a priority"
        ACTED = "acted", "something was done"
        FED_BACK = "fed_back", "residents were told"
        NOT_TAKEN = "not_taken", "not taken up"
        DONE = "done", "finished"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    priority = models.ForeignKey(NeighbourhoodPriority, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=9, choices=Kind)
    on = models.DateField()
    words = models.TextField("what happened", max_length=2000, blank=True)
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="agreed") | ~Q(words=""),
                name="consultation_step_has_words",
                violation_error_message="Say in a few words what happened, or why it is not taken up.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"


LABELS = {
    None: "Raised",
    Step.Kind.AGREED: "Agreed",
    Step.Kind.ACTED: "Being acted on",
    Step.Kind.FED_BACK: "Residents told",
    Step.Kind.NOT_TAKEN: "Not taken up",
    Step.Kind.DONE: "Finished",
}
ENDED = (Step.Kind.NOT_TAKEN, Step.Kind.DONE)
COLOURS = {
    "Raised": "blue",
    "Agreed": "yellow",
    "Being acted on": "turquoise",
    "Residents told": "green",
    "Not taken up": "grey",
    "Finished": "grey",
}


class Standing:
    """How a neighbourhood priority stands on a day, of its steps in order."""

    def __init__(self, priority: NeighbourhoodPriority, steps: list[Step], today: date):
        self.priority, self.steps = priority, steps
        newest = steps[-1] if steps else None
        self.label = LABELS[Step.Kind(newest.kind) if newest else None]
        self.colour = COLOURS[self.label]
        self.ended = newest is not None and newest.kind in ENDED
        self.last_word_on = newest.on if newest else priority.raised_on
        self.days_quiet = (today - self.last_word_on).days
        told = [step.on for step in steps if step.kind in (Step.Kind.FED_BACK, *ENDED)]
        self.told_on = told[-1] if told else None
        due = self.last_word_on + timedelta(days=priority.neighbourhood.every_days)
        self.due_on = None if self.ended else due
        self.overdue = self.due_on is not None and self.due_on < today

    @property
    def done(self) -> list[Step]:
        """What was done, in order."""
        return [step for step in self.steps if step.kind in (Step.Kind.ACTED, Step.Kind.DONE)]

    @property
    def told(self) -> list[Step]:
        """What residents were told, in order; also why it was not taken up."""
        return [step for step in self.steps if step.kind in (Step.Kind.FED_BACK, Step.Kind.NOT_TAKEN)]
