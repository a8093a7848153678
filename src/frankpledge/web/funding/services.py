"""Commissioned services and pilots: what was bought from whom, what it reached, and whether it goes on."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager


class Service(models.Model):
    """Something that the partnership has a provider do, for a term; a pilot is one that is tried out.

    With a service agreement it is the partnership that does it, and `provider` is for whom.
    """

    class Kind(models.TextChoices):
        SERVICE = "service", "Commissioned service"
        PILOT = "pilot", "Pilot"
        OURS = "ours", "Service agreement: we do it for somebody"

    class Decision(models.TextChoices):
        EXTEND = "extend", "Extend it"
        CHANGE = "change", "Go on with changes"
        STOP = "stop", "Stop it"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200)
    specification = models.TextField("what is to be done")
    eligibility = models.TextField("who it is for", blank=True)
    capacity = models.PositiveIntegerField("people it can take", null=True, blank=True)
    pot = models.ForeignKey("funding.Pot", models.PROTECT, null=True, blank=True, related_name="services")
    action = models.ForeignKey("plans.Action", models.PROTECT, null=True, blank=True, related_name="services")
    pence = models.PositiveBigIntegerField("price for the term")
    first_day = models.DateField()
    last_day = models.DateField()
    review_on = models.DateField()
    decision = models.CharField(max_length=6, choices=Decision, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_because = models.TextField(blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-last_day", "title")
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gt=F("first_day")),
                name="funding_service_ends_after",
                violation_error_message="A service has to end after it begins.",
            ),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("first_day")) & Q(review_on__lte=F("last_day")),
                name="funding_service_reviewed_in_time",
                violation_error_message="Review it within its term, so that there is time to decide.",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on=None)
                | (~Q(decision="") & Q(decided_on__isnull=False) & ~Q(decided_because="")),
                name="funding_service_decided_has_reason",
                violation_error_message="Say why.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("service", args=[self.partnership.slug, self.pk])


class ServiceResult(models.Model):
    """What a service reached in some months. A newer one of the same months takes its place."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="results")
    first_day = models.DateField()
    last_day = models.DateField()
    reached = models.PositiveIntegerField("people it took in")
    succeeded = models.PositiveIntegerField("of them, those it helped as meant", null=True, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("first_day", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(succeeded=None) | Q(succeeded__lte=F("reached")),
                name="funding_no_more_helped_than_reached",
                violation_error_message="It cannot have helped more people than it took in.",
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="funding_result_ends_after"),
        )

    def __str__(self) -> str:
        return f"{self.service}, {self.first_day} to {self.last_day}: {self.reached}"
