"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    SENT_AGAIN = "mail.sent_again", "had an e-mail sent again"
