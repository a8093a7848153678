"""What this app writes into the record of who did what, with the words for it. No event holds a score."""

from django.db import models


class Event(models.TextChoices):
    EXTERNAL_PLAN_ADDED = "scoring.external_plan_added", "entered another body's objectives"
    ALIGNED = "scoring.aligned", "said which of others' objectives a priority serves"
