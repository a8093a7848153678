"""Own areas, which lie somewhere from a day on, and premises, whose conditions hold from a day to a day."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_scopes import ScopedManager


class OwnArea(models.Model):
    """An area that a partnership made for itself: it has a name, and lies where its extents say."""

    class Kind(models.TextChoices):
        NEIGHBOURHOOD = "neighbourhood", "police neighbourhood"
        TOWN_CENTRE = "town_centre", "town centre"
        BOARD = "board", "community board"
        OTHER = "other", "other area"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="own_areas")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=13, choices=Kind)
    note = models.TextField("where its boundary comes from", blank=True, max_length=1000)
    ended_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                F("partnership"),
                models.functions.Lower("name"),
                name="places_own_area_once",
                violation_error_message="There is an area of this name already.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("own_area", args=[self.partnership.slug, self.pk])

    @property
    def code(self) -> str:
        """By which assessments and questions know it."""
        return f"own-{self.pk}"

    def extent_on(self, day: date) -> "Extent | None":
        """Where it lay on that day; before the first day, where it lay first. None where nobody said."""
        extents = sorted(self.extents.all(), key=lambda extent: extent.from_on)
        begun = [extent for extent in extents if extent.from_on <= day]
        return begun[-1] if begun else extents[0] if extents else None


class Extent(models.Model):
    """
    Where an own area lies from a day on. A change of boundary is a new extent; earlier ones stay.

    `shape` is a GeoJSON geometry (WGS84), None where LSOAs were chosen from a list. `lsoas` are those that count for
    it; `fit` says how much of each LSOA that it touches lies inside, and by what that was worked out.
    """

    class How(models.TextChoices):
        DRAWN = "drawn", "drawn on the map"
        GIVEN = "given", "given as GeoJSON"
        CHOSEN = "chosen", "LSOAs chosen from a list"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    area = models.ForeignKey(OwnArea, models.PROTECT, related_name="extents")
    from_on = models.DateField("from")
    how = models.CharField(max_length=6, choices=How)
    shape = models.JSONField(null=True, blank=True)
    lsoas = models.JSONField("LSOAs that count for it", default=list, blank=True)
    fit = models.JSONField("share of each LSOA inside", default=list, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-from_on",)
        constraints = (
            models.UniqueConstraint(
                fields=("area", "from_on"),
                name="places_one_extent_from_a_day",
                violation_error_message="There is a boundary from that day already. Choose another day.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.area} from {self.from_on}"


class PremisesQuerySet(models.QuerySet["Premises"]):
    def public(self, today: date) -> "PremisesQuerySet":
        """Those that may be shown to anybody: flagged, and not closed."""
        return self.filter(published=True).filter(Q(closed_on=None) | Q(closed_on__gt=today))


class Premises(models.Model):
    """A place that people go to, such as a public house, with the conditions that it works under."""

    class Kind(models.TextChoices):
        LICENSED = "licensed", "licensed premises"
        TAKEAWAY = "takeaway", "late-night refreshment"
        SHOP = "shop", "shop"
        HOTEL = "hotel", "hotel or hostel"
        SCHOOL = "school", "school or college"
        TRANSPORT = "transport", "station or car park"
        OTHER = "other", "other premises"

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="premises")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=9, choices=Kind)
    address = models.CharField(max_length=300, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    note = models.TextField("for the partnership alone", blank=True, max_length=2000)
    published = models.BooleanField("public", default=False)
    closed_on = models.DateField(null=True, blank=True)

    objects: Any = ScopedManager(models.Manager.from_queryset(PremisesQuerySet), partnership="partnership")

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "premises"
        constraints = (
            models.UniqueConstraint(
                F("partnership"),
                models.functions.Lower("name"),
                models.functions.Lower("address"),
                name="places_premises_once",
                violation_error_message="Premises of this name and address are held already.",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                | Q(longitude__isnull=False, latitude__isnull=False)  # what is unknown passes a check
                & Q(longitude__range=(-9, 2.5), latitude__range=(49, 61.5)),
                name="places_premises_in_britain",
                violation_error_message="Give both longitude and latitude, of a place in Great Britain, or neither.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("premises_page", args=[self.partnership.slug, self.pk])


class Condition(models.Model):
    """One condition of premises, as whoever imposed it worded it. It is never edited: it ends, and another begins."""

    partnership = models.ForeignKey("accounts.Partnership", models.PROTECT, related_name="+")
    premises = models.ForeignKey(Premises, models.PROTECT, related_name="conditions")
    text = models.TextField(max_length=2000)
    source = models.CharField("imposed by", max_length=200, blank=True)
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)

    objects = ScopedManager(partnership="partnership")

    class Meta:
        ordering = ("-from_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="places_condition_ends_after_it_begins",
                violation_error_message="A condition cannot end before it begins.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.text[:60]} ({self.premises})"
