"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    BEGUN = "surveys.begun", "began a survey"
    WRITTEN = "surveys.written", "changed what a survey asks"
    SETTINGS_CHANGED = "surveys.settings_changed", "changed a survey’s days, area or languages"
    OPENED = "surveys.opened", "opened a survey"
    PUT_RIGHT = "surveys.put_right", "changed what an open survey asks"
    CLOSED = "surveys.closed", "closed a survey"
