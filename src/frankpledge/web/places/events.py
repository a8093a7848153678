"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    AREA_MADE = "places.area_made", "made an own area"
    EXTENT_GIVEN = "places.extent_given", "said where an own area lies from a day on"
    AREA_ENDED = "places.area_ended", "ended an own area"
    PREMISES_ADDED = "places.premises_added", "added premises"
    PREMISES_CHANGED = "places.premises_changed", "changed what is held of premises"
    CONDITION_ADDED = "places.condition_added", "added a condition of premises"
    CONDITION_ENDED = "places.condition_ended", "ended a condition of premises"
    PREMISES_PUBLISHED = "places.premises_published", "made premises public"
    PREMISES_WITHDRAWN = "places.premises_withdrawn", "took premises out of public view"
