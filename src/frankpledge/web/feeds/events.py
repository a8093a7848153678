"""What this app writes into the record of who did what, with the words for it. The feeds have a log of their own too."""

from django.db import models


class Event(models.TextChoices):
    DESCRIBED = "feeds.described", "described a partner's feed"
    SENT_IN = "feeds.sent_in", "sent a partner's extract in"
    REQUESTED = "feeds.requested", "logged a request for a partner's data"
    PURGED = "feeds.purged", "removed partners' data past their retention"
