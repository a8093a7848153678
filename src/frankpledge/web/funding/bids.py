"""Bids: what was asked for, by whom, what became of it, and who had an interest in that."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager


class Way(models.TextChoices):
    """Which way the money goes."""

    IN = "in", "The partnership asks a funder"
    OUT = "out", "Somebody asks the partnership"


class Bid(models.Model):
    """Money asked for. `organisation` is the other side: the funder, or who asks the partnership."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        AWARDED = "awarded", "Awarded in full"
        PART = "part", "Awarded in part"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    way = models.CharField(max_length=3, choices=Way)
    pot = models.ForeignKey("funding.Pot", models.PROTECT, null=True, blank=True, related_name="bids")
    priority = models.ForeignKey("priorities.Priority", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.CharField(max_length=200)
    organisation_number = models.CharField("charity or company number", max_length=40, blank=True)
    individual = models.BooleanField("who asks is one person", default=False)
    title = models.CharField(max_length=140)
    purpose = models.TextField("what the money is for")
    asked_pence = models.PositiveBigIntegerField()
    asked_on = models.DateField()
    small = models.BooleanField("recorded on one page", default=False)
    conflicts_asked_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    awarded_pence = models.PositiveBigIntegerField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_because = models.TextField(blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-asked_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(asked_pence__gt=0),
                name="funding_bid_asks_for_something",
                violation_error_message="Say how much is asked for.",
            ),
            models.CheckConstraint(
                condition=Q(way=Way.IN) | Q(pot__isnull=False),
                name="funding_bid_to_us_is_for_a_pot",
                violation_error_message="Choose the pot that would pay for it.",
            ),
            models.CheckConstraint(
                condition=Q(state="awarded", awarded_pence__isnull=False, awarded_pence=F("asked_pence"))
                | Q(state="part", awarded_pence__isnull=False, awarded_pence__gt=0, awarded_pence__lt=F("asked_pence"))
                | Q(state__in=("asked", "refused", "withdrawn"), awarded_pence=None),
                name="funding_award_fits_what_was_asked",
                violation_error_message="A part award is more than nothing and less than what was asked.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("part", "refused", "withdrawn")) | ~Q(decided_because=""),
                name="funding_bid_not_in_full_has_reason",
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_on=None) | (~Q(state="asked") & Q(decided_on__isnull=False)),
                name="funding_decided_bid_has_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("bid", args=[self.partnership.slug, self.pk])


class Conflict(models.Model):
    """That somebody had an interest in a bid, and what was done about it. Declared once, it stays."""

    class Handled(models.TextChoices):
        LEFT = "left", "left while it was decided"
        SILENT = "silent", "stayed, and took no part"
        STAYED = "stayed", "took part, with the others' consent"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="conflicts")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("somebody without an account here", max_length=200, blank=True)
    interest = models.CharField(max_length=300)
    handled = models.CharField(max_length=6, choices=Handled)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=(Q(person=None) & ~Q(name="")) | (Q(person__isnull=False) & Q(name="")),
                name="funding_conflict_is_somebodys",
                violation_error_message="Say whose interest it is.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person or self.name}: {self.interest}"
