"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    BEGUN = "surveys.begun", "began a survey"
    WRITTEN = "surveys.written", "changed what a survey asks"
    SETTINGS_CHANGED = "surveys.settings_changed", "changed a survey’s days, area or languages"
    OPENED = "surveys.opened", "opened a survey"
    PUT_RIGHT = "surveys.put_right", "changed what an open survey asks"
    CLOSED = "surveys.closed", "closed a survey"
    KEYED = "surveys.keyed", "keyed in answers that came on paper, by telephone or at a stall"
    WEIGHTED = "surveys.weighted", "chose how a survey is weighted"
    CODE_ADDED = "surveys.code_added", "added a code to a survey’s codebook"
    CODE_CHANGED = "surveys.code_changed", "changed a code of a survey’s codebook"
    CODERS_NAMED = "surveys.coders_named", "named who codes a survey’s comments"
    CODED = "surveys.coded", "coded comments"
    CODING_SETTLED = "surveys.coding_settled", "settled how a comment is coded"
    QUOTED = "surveys.quoted", "chose words of a comment to print"
    QUOTE_WITHDRAWN = "surveys.quote_withdrawn", "withdrew words of a comment"
    RESULTS_MADE = "surveys.results_made", "made a survey’s results ready"
    RESULTS_RELEASE_ASKED = "surveys.results_release_asked", "asked for a release of a survey’s results"
    RESULTS_RELEASED = "surveys.results_released", "released a survey’s results"
    RESULTS_RELEASE_UNDONE = "surveys.results_release_undone", "took a release of a survey’s results back"
    BECAUSE_WRITTEN = "surveys.because_written", "wrote what is done because of what residents said"
    BECAUSE_RELEASED = "surveys.because_released", "agreed to what is said to residents"
