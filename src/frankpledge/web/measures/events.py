"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    ADDED = "measures.added", "added a measure"
    REDEFINED = "measures.redefined", "defined a measure anew"
    RETIRED = "measures.retired", "ended a measure"
    FILLED = "measures.filled", "filled a measure from the evidence"
    READ = "measures.read", "entered a figure of a measure"
    SIGNED = "measures.signed", "signed a figure of a measure off"
    LINKED = "measures.linked", "said which action a measure belongs to"
