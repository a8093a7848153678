"""The five ways in which an action can go."""

from django.db import models


class Status(models.TextChoices):
    """How an action is going. Nothing said is *not rated*, which is no status and never green."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    COMPLETE = "complete", "Complete"
