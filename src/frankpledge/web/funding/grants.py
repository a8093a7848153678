"""Grants: money that was awarded, for a purpose and on conditions."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager

from frankpledge.web.funding.bids import Way


class Grant(models.Model):
    """
    Money that a funder gave the partnership (`in`), or that it gave somebody from a pot (`out`).

    One that is in the open data (`open_from`) can be read by anybody; a person's never is.
    """

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        ENDED = "ended", "Ended"
        LOST = "lost", "Lost"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    way = models.CharField(max_length=3, choices=Way)
    bid = models.OneToOneField("funding.Bid", models.PROTECT, null=True, blank=True, related_name="grant")
    pot = models.ForeignKey("funding.Pot", models.PROTECT, null=True, blank=True, related_name="grants")
    organisation = models.CharField(max_length=200)
    organisation_number = models.CharField("charity or company number", max_length=40, blank=True)
    individual = models.BooleanField("to one person", default=False)
    title = models.CharField(max_length=140)
    purpose = models.TextField()
    conditions = models.TextField(blank=True)
    pence = models.PositiveBigIntegerField()
    awarded_on = models.DateField()
    first_day = models.DateField("from", null=True, blank=True)
    last_day = models.DateField("until", null=True, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.RUNNING)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)
    open_from = models.DateField("in the open data since", null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-awarded_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(pence__gt=0), name="funding_grant_is_something"),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(first_day=None) | Q(last_day__gte=F("first_day")),
                name="funding_grant_ends_after_it_begins",
                violation_error_message="A grant cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_on=None)
                | (Q(state="ended") & Q(ended_on__isnull=False))
                | (Q(state="lost") & Q(ended_on__isnull=False) & ~Q(ended_because="")),
                name="funding_lost_has_reason",
                violation_error_message="Say why the grant was lost.",
            ),
            models.CheckConstraint(
                condition=Q(open_from=None) | Q(way=Way.OUT, individual=False),
                name="funding_open_grants_are_given_to_bodies",
                violation_error_message="Only grants that the partnership gave to organisations are open data.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("grant", args=[self.partnership.slug, self.pk])


class GrantAction(models.Model):
    """That a grant pays for an action: what is said of the action is what its funder is told."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="pays_for")
    action = models.ForeignKey("plans.Action", models.PROTECT, related_name="paid_by")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("action__number",)
        constraints = (models.UniqueConstraint(fields=("partnership", "grant", "action"), name="funding_action_once"),)

    def __str__(self) -> str:
        return f"{self.grant} pays for {self.action}"


class GrantRisk(models.Model):
    """That a risk has to be looked at again if the grant is lost."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="bears_on")
    risk = models.ForeignKey("risks.Risk", models.PROTECT, related_name="hangs_on")

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("risk__number",)
        constraints = (models.UniqueConstraint(fields=("partnership", "grant", "risk"), name="funding_risk_once"),)

    def __str__(self) -> str:
        return f"{self.risk} hangs on {self.grant}"
