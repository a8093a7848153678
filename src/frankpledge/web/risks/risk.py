"""Risks: what could go wrong, what is done so that it does not, and who answers for it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_scopes import ScopedManager

from frankpledge.web.risks.levels import SCALES, THREE


class RegisterSettings(models.Model):
    """How a partnership scores its risks from now on. Scores of before keep the scale that they were given on."""

    partnership = models.OneToOneField("accounts.Partnership", models.PROTECT, related_name="+")
    scale = models.PositiveSmallIntegerField(choices=SCALES, default=THREE)

    objects = ScopedManager(partnership="partnership")

    def __str__(self) -> str:
        return f"{self.partnership}: {self.get_scale_display()}"


class Risk(models.Model):
    """
    Something that could keep the partnership from what it means to reach.

    How likely and how bad it is lies in its scorings, the newest of which holds.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    description = models.CharField("what could happen", max_length=300)
    impact = models.TextField("what that would do", blank=True)
    preventive = models.TextField("what keeps it from happening", blank=True)
    contingent = models.TextField("what is done if it happens", blank=True)
    opened_on = models.DateField()
    review_on = models.DateField("to be reviewed by", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "number"), name="risks_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(closed_because=""),
                name="risks_closed_has_reason",
                violation_error_message="Say why this risk is closed.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref}. {self.description}"

    def get_absolute_url(self) -> str:
        return reverse("risk", args=[self.partnership.slug, self.pk])

    @property
    def ref(self) -> str:
        return f"R{self.number}"


class RiskOwner(models.Model):
    """Who answers for a risk: an agency, a person, or a role in words where neither says it."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    risk = models.ForeignKey(Risk, models.PROTECT, related_name="owners")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=(Q(agency__isnull=False) & Q(person=None) & Q(role=""))
                | (Q(agency=None) & Q(person__isnull=False) & Q(role=""))
                | (Q(agency=None) & Q(person=None) & ~Q(role="")),
                name="risks_owner_is_one_thing",
                violation_error_message="An owner is an agency, a person or a role.",
            ),
        )

    def __str__(self) -> str:
        return str(self.agency or self.person or self.role)


class RiskLink(models.Model):
    """That a risk bears on an action or a measure: it would stop it, or shows in it."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    risk = models.ForeignKey(Risk, models.PROTECT, related_name="links")
    action = models.ForeignKey("plans.Action", models.PROTECT, null=True, blank=True, related_name="risk_links")
    measure = models.ForeignKey("measures.Measure", models.PROTECT, null=True, blank=True, related_name="risk_links")

    objects: Any = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "risk", "action"), name="risks_action_once"),
            models.UniqueConstraint(fields=("partnership", "risk", "measure"), name="risks_measure_once"),
            models.CheckConstraint(
                condition=Q(action=None, measure__isnull=False) | Q(action__isnull=False, measure=None),
                name="risks_link_leads_to_one_thing",
                violation_error_message="Choose an action or a measure.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.risk.ref}: {self.action or self.measure}"
