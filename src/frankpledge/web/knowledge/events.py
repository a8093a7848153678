"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    ADDED = "knowledge.added", "added something known or not known"
    CHANGED = "knowledge.changed", "changed something known or not known"
