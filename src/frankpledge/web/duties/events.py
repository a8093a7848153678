"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    RECORDED = "duties.recorded", "recorded how a duty was met"
    WITHDRAWN = "duties.withdrawn", "took back what was recorded of a duty"
