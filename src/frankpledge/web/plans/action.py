"""Actions: what will be done, by whom, by when."""

from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.functional import cached_property
from django_scopes import ScopedManager

from frankpledge.web.plans.progress import ProgressUpdate


class ActionQuerySet(models.QuerySet["Action"]):
    def going_on(self) -> "ActionQuerySet":
        """Those that were not dropped."""
        return self.filter(dropped_on=None)

    def with_word(self) -> "ActionQuerySet":
        """Each with `said_pk`, the newest word about it that no other corrects; null where there is none."""
        words = ProgressUpdate.objects.filter(action=OuterRef("pk"), corrected_by=None)
        return self.annotate(said_pk=Subquery(words.order_by("-on", "-pk").values("pk")[:1]))


class Action(models.Model):
    """
    Something an agency will do. One agency answers for it; others help.

    Who leads is an agency, so that it outlives a person's move. `lead_words` is what the paper said that it came
    from, kept where it says more than the agency's name.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="actions")
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="actions")
    chapter = models.ForeignKey("plans.Chapter", models.PROTECT, related_name="actions")
    objective = models.ForeignKey("plans.Objective", models.PROTECT, null=True, blank=True, related_name="actions")
    number = models.PositiveIntegerField()
    text = models.TextField("what will be done")
    public_sentence = models.CharField("in one sentence for residents", max_length=300, blank=True)
    not_public_because = models.CharField(max_length=300, blank=True)
    lead = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    lead_person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    lead_words = models.CharField("lead, as written", max_length=300, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    dropped_on = models.DateField(null=True, blank=True)
    dropped_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: Any = ScopedManager(models.Manager.from_queryset(ActionQuerySet), partnership="partnership")

    class Meta:
        ordering = ("chapter__position", "number")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "plan", "number"), name="plans_action_number_once"),
            models.CheckConstraint(
                condition=Q(dropped_on=None) | ~Q(dropped_because=""),
                name="plans_dropped_has_reason",
                violation_error_message="Say why this action is dropped.",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(starts_on=None) | Q(due_on__gte=F("starts_on")),
                name="plans_action_due_after_it_starts",
                violation_error_message="An action cannot be due before it starts.",
            ),
        )

    def __str__(self) -> str:
        return f"Action {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("action", args=[self.partnership.slug, self.pk])

    @cached_property
    def helpers(self) -> "list[ActionAgency]":
        """The agencies that help, by name; lists read them for all their actions at once."""
        return list(self.helping.select_related("agency"))


class ActionAgency(models.Model):
    """An agency that helps with an action, beside the one that answers for it."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, models.PROTECT, related_name="helping")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="+")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("agency__name",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "action", "agency"), name="plans_helping_agency_once"),
        )

    def __str__(self) -> str:
        return str(self.agency)


class Milestone(models.Model):
    """A step of an action by a day."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, models.PROTECT, related_name="milestones")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    reached_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.text
