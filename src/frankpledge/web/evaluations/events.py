"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    PLACE_SAID = "evaluations.place_said", "said where an action was done, and since when"
    PLACE_ENDED = "evaluations.place_ended", "ended the evaluation of an action"
    EVALUATED = "evaluations.evaluated", "worked out whether an action made a difference"
