"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    CITED = "citations.cited", "said what something rests on"
    UNCITED = "citations.uncited", "said that something no longer rests on it"
