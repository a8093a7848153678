"""Where an action was done and since when, and what the evidence said of it, each time that it said something new."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager

from frankpledge.month import Month


class ActionPlace(models.Model):
    """
    Where an action was done, since when and until when, and which recorded crime it was to lessen.

    `places` and `comparison` are lists of {"code", "name"}: LSOAs, wards, districts or own areas. Without a
    comparison one is chosen by a fixed rule (see `areas.py`). `stamp` names this version and the versions of the
    archive's tables that were last judged, so that nothing is judged twice.
    """

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    action = models.OneToOneField("plans.Action", models.PROTECT, related_name="place")
    places = models.JSONField()
    comparison = models.JSONField(default=list, blank=True)
    crime_types = models.JSONField(default=list, blank=True)
    since = models.DateField("in place since")
    until = models.DateField("in place until", null=True, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    stamp = models.CharField(max_length=80, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="evaluations_until_after_since",
                violation_error_message="It cannot end before it begins.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.action} in {self.words}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation", args=[self.partnership.slug, self.action_id])

    @property
    def words(self) -> str:
        """The places by name."""
        return ", ".join(place["name"] for place in self.places)

    @property
    def start(self) -> Month:
        """The first whole month with it in place."""
        begun = Month.parse(f"{self.since:%Y-%m}")
        return begun if self.since.day == 1 else begun.plus(1)

    @property
    def end(self) -> Month | None:
        """The last whole month with it in place; None where it goes on."""
        if self.until is None:
            return None
        month = Month.parse(f"{self.until:%Y-%m}")
        return month if self.until.day == month.days else month.minus(1)


class Evaluated(models.Model):
    """
    What was judged at one time. Kept as it was; a newer one stands beside it, and the newest is what holds.

    `said` is the verdict in a sentence or two, or why there is none; `against` what it was set beside. `judged` is
    the place, its version and its dates; `versions` those of the archive's tables. `entry` and `pictures` are the
    finding as data (`documents.frozen`), `html` as printed; all three are empty where nothing could be judged.
    """

    class Answer(models.TextChoices):
        WORKED = "worked", "It worked"
        NO_EVIDENCE = "no evidence either way", "No evidence either way"
        WORSE = "got worse", "It got worse"
        CANNOT_TELL = "cannot tell", "Cannot tell"
        NOT_YET = "not yet", "Not judged yet"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    place = models.ForeignKey(ActionPlace, models.PROTECT, related_name="evaluated")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=22, choices=Answer)
    said = models.TextField()
    against = models.TextField(blank=True)
    first_month = models.CharField(max_length=7, blank=True)
    last_month = models.CharField(max_length=7, blank=True)
    judged = models.JSONField()
    versions = models.JSONField(default=dict)
    entry = models.JSONField(default=dict, blank=True)
    pictures = models.JSONField(default=dict, blank=True)
    html = models.TextField(blank=True)
    digest = models.CharField("fingerprint of what was said and of the figures", max_length=64)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.place.action}: {self.get_answer_display()}"

    @property
    def months(self) -> str:
        """The months judged, in words; "" where none were."""
        if not self.first_month:
            return ""
        return f"{Month.parse(self.first_month).label} to {Month.parse(self.last_month).label}"
