"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    ADDED = "priorities.added", "added a priority"
    CHANGED = "priorities.changed", "changed a priority"
    ENDED = "priorities.ended", "ended a priority"
    RESTRICTED = "priorities.restricted", "said who alone may see a plan or a part of one"
    LIFTED = "priorities.lifted", "let everybody see a plan or a part of one again"
