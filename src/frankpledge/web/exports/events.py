"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    MADE = "exports.made", "made an export of restricted or personal data"
    TAKEN = "exports.taken", "took an export away"
    DESTROYED = "exports.destroyed", "destroyed an export"
