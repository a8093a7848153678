"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    TOKEN_MADE = "api.token_made", "made a token for a program"
    TOKEN_ENDED = "api.token_ended", "ended a token"
    ROWS_READ = "api.rows_read", "read rows of evidence with a token"
    RESTRICTED_READ = "api.restricted_read", "read figures from restricted data with a token"
    SUBSCRIBED = "api.subscribed", "had another system told of publications"
    SECRET_CHANGED = "api.secret_changed", "gave another system a new secret"
    UNSUBSCRIBED = "api.unsubscribed", "had another system no longer told of publications"
    REPLAYED = "api.replayed", "had a message sent again"
