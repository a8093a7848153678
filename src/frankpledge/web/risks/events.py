"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    SCALE_CHOSEN = "risks.scale_chosen", "chose how risks are scored"
    ADDED = "risks.added", "added a risk"
    CHANGED = "risks.changed", "changed a risk"
    SCORED = "risks.scored", "scored a risk"
    CLOSED = "risks.closed", "closed a risk"
    OPENED_AGAIN = "risks.opened_again", "opened a risk again"
    REVIEW_OPENED = "risks.review_opened", "opened a review of a risk"
    REVIEWED = "risks.reviewed", "reviewed a risk"
    LINKED = "risks.linked", "said what belongs to a risk"
    UNLINKED = "risks.unlinked", "said what no longer belongs to a risk"
    ESCALATED = "risks.escalated", "escalated a risk to the parent partnership"
    ESCALATED_AGAIN = "risks.escalated_again", "told the parent partnership anew of a risk"
    TAKEN_BACK = "risks.taken_back", "ended the escalation of a risk"
    ANSWERED = "risks.answered", "answered a risk that a district escalated"
    LIST_READ = "risks.list_read", "read a risk register in, to look at"
    NAMES_ANSWERED = "risks.names_answered", "said who the names of a risk register are"
    LIST_TAKEN_IN = "risks.list_taken_in", "took a risk register in"
    LIST_TAKEN_BACK = "risks.list_taken_back", "took a risk register back"
