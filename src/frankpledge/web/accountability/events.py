"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    PREPARED = "accountability.prepared", "prepared a quarterly pack"
    WRITTEN = "accountability.written", "wrote in a quarterly pack"
    SIGNED = "accountability.signed", "signed a quarterly pack off"
