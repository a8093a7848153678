"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    SAVED = "questions.saved", "saved a question"
    ANSWERED = "questions.answered", "asked a saved question again"
    RESTRICTED = "questions.restricted", "a question became restricted, because its source did"
    PUT_AWAY = "questions.put_away", "put a question away"
