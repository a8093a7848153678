"""Facts about measures: what they are, how they are defined, and what was read."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_scopes import ScopedManager

from frankpledge.month import Month


class Measure(models.Model):
    """Something a plan watches or means to change. What it counts is in its definitions, of which the newest holds."""

    class Polarity(models.TextChoices):
        DOWN = "down", "Lower is better"
        UP = "up", "Higher is better"
        MAINTAIN = "maintain", "Stays as it is"
        CEILING = "ceiling", "Not above the target"
        WATCH = "watch", "Watched only"

    class Unit(models.TextChoices):
        COUNT = "count", "A count, added up over the year"
        PERCENT = "percent", "A percentage"
        NUMBER = "number", "Another number, such as days or a mark"
        MILESTONE = "milestone", "A milestone: reached or not yet"
        WORDS = "words", "A judgement in words, where nothing can be counted"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="measures")
    chapter = models.ForeignKey("plans.Chapter", models.PROTECT, related_name="measures")
    title = models.CharField(max_length=200)
    polarity = models.CharField(max_length=8, choices=Polarity)
    unit = models.CharField(max_length=9, choices=Unit)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    retired_on = models.DateField(null=True, blank=True)
    retired_because = models.TextField(blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("chapter__position", "title")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "plan", "title"),
                name="measures_title_once",
                violation_error_message="There is a measure of this name in the plan already.",
            ),
            models.CheckConstraint(
                condition=Q(retired_on=None) | ~Q(retired_because=""),
                name="measures_retired_has_reason",
                violation_error_message="Say why this measure ends.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("measure", args=[self.partnership.slug, self.pk])


class Definition(models.Model):
    """
    What a measure counts from a month on, and what it should reach. A new one breaks the line on the chart.

    `crime_type` is what it fills itself with from recorded crime in the partnership's area ("all" for all crime),
    `counter` the named counter of an app that fills it (`counters.py`); both "" for a figure that somebody enters. The
    target is for the plan's year where the unit is a count, else for each reading; with a `second_target` both have to
    be met. `profile` is the share of the year's target that each month of the plan's year has, twelve numbers, or
    empty. `tolerance` is in percent of the target, `reach_by` the day of a milestone.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="definitions")
    version = models.PositiveIntegerField()
    numerator = models.CharField("what is counted", max_length=300)
    denominator = models.CharField("of what", max_length=300, blank=True)
    source = models.CharField("where it is from", max_length=300, blank=True)
    crime_type = models.CharField("recorded crime that fills it", max_length=60, blank=True)
    counter = models.CharField("counter that fills it", max_length=200, blank=True)
    from_month = models.CharField(max_length=7)
    baseline = models.FloatField("where it began", null=True, blank=True)
    baseline_words = models.CharField("what that is", max_length=200, blank=True)
    target = models.FloatField(null=True, blank=True)
    target_words = models.CharField("what the target is", max_length=200, blank=True)
    second_target = models.FloatField("second target", null=True, blank=True)
    second_words = models.CharField("what the second target is", max_length=200, blank=True)
    profile = models.JSONField("share of each month", default=list, blank=True)
    tolerance = models.FloatField("tolerance in percent", default=5)
    reach_by = models.DateField("milestone to be reached by", null=True, blank=True)
    because = models.CharField("why it was defined anew", max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "measure", "version"), name="measures_definition_once"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(because=""),
                name="measures_redefined_has_reason",
                violation_error_message="Say why it is defined anew.",
            ),
            models.CheckConstraint(
                condition=Q(crime_type="") | Q(counter=""),
                name="measures_filled_by_one_thing",
                violation_error_message="Choose recorded crime or a counter, not both.",
            ),
            models.CheckConstraint(
                condition=Q(second_target=None) | Q(target__isnull=False),
                name="measures_second_target_beside_a_first",
                violation_error_message="Give the first target too.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure}, definition {self.version}"

    @property
    def fills_itself(self) -> bool:
        return bool(self.crime_type or self.counter)


class Reading(models.Model):
    """
    A figure of a month, or of the period that ends with it. It is only ever added to: a newer one takes its place.

    One from the evidence keeps the versions of the archive's tables that it was counted from. Of a milestone the value
    is 1 where it was reached, else 0; of a judgement in words, 2 as hoped, 1 partly, 0 not, with the words beside.
    """

    class State(models.TextChoices):
        PROVISIONAL = "provisional", "provisional"
        REVISED = "revised", "revised"
        FINAL = "final", "final"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="readings")
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="readings")
    month = models.CharField(max_length=7)
    value = models.FloatField()
    base = models.FloatField("out of how many", null=True, blank=True)
    state = models.CharField(max_length=11, choices=State, default=State.PROVISIONAL)
    words = models.CharField("what to know of it", max_length=300, blank=True)
    versions = models.JSONField("versions of the archive's tables", default=dict, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    signed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("month", "pk")
        indexes = (models.Index(fields=("measure", "month", "id"), name="measures_newest"),)

    def __str__(self) -> str:
        return f"{self.measure}, {self.month}: {self.value:g}"

    @property
    def period(self) -> Month:
        return Month.parse(self.month)


class MeasuredAction(models.Model):
    """That an action is meant to move a measure."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="measured")
    action = models.ForeignKey("plans.Action", models.PROTECT, related_name="measured")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("partnership", "measure", "action"), name="measures_action_once"),
        )

    def __str__(self) -> str:
        return f"{self.action}: {self.measure}"
