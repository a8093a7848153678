"""What others have set out to do, which the partnership has regard to, and which of its priorities serves which."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager


class ExternalPlan(models.Model):
    """
    A plan of another body in one version: the police and crime plan, the county's, the council's.

    A new version is a row of its own that `follows` the one before, so that what was aligned to which stays known.
    """

    class Kind(models.TextChoices):
        POLICE_AND_CRIME = "police_and_crime", "police and crime plan"
        COUNTY = "county", "county priorities"
        COUNCIL = "council", "council plan"
        NATIONAL = "national", "national priorities"
        OTHER = "other", "another plan"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.POLICE_AND_CRIME)
    name = models.CharField(max_length=200)
    body = models.CharField("whose plan it is", max_length=200)
    version = models.CharField(max_length=60)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    source = models.URLField("where it is published", blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("kind", "name", "-from_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "name", "version"),
                name="scoring_external_version_once",
                violation_error_message="This version of the plan is here already.",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="scoring_external_ends_after_it_begins",
                violation_error_message="A plan cannot end before it begins.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("external_plan", args=[self.partnership.slug, self.pk])

    def in_force(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


class ExternalObjective(models.Model):
    """One thing that another body has set out to do, in its own words."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    plan = models.ForeignKey(ExternalPlan, models.PROTECT, related_name="objectives")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("plan", "number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="scoring_objective_number_once"),
            models.UniqueConstraint(
                fields=("plan", "words"),
                name="scoring_objective_words_once",
                violation_error_message="This objective is in the list already.",
            ),
        )

    def __str__(self) -> str:
        return self.words


class Alignment(models.Model):
    """That a priority of the partnership serves another body's objective, how closely, and how. None is a gap."""

    class Strength(models.IntegerChoices):
        TOUCHES = 1, "touches on it"
        SUPPORTS = 2, "supports it"
        SAME = 3, "sets out to do the same"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    priority = models.ForeignKey("priorities.Priority", models.PROTECT, related_name="alignments")
    objective = models.ForeignKey(ExternalObjective, models.PROTECT, related_name="alignments")
    strength = models.PositiveSmallIntegerField(choices=Strength)
    note = models.CharField("how", max_length=300, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("objective", "-strength", "pk")
        constraints = (
            models.UniqueConstraint(fields=("priority", "objective"), name="scoring_aligned_once"),
            models.CheckConstraint(condition=Q(strength__in=(1, 2, 3)), name="scoring_strength_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.priority}: {self.get_strength_display()}, {self.objective}"
