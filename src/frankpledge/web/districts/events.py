"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    COMPUTED = "districts.computed", "worked out the extract of a district"
