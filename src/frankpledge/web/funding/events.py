"""What this app writes into the record of who did what, with the words for it."""

from django.db import models


class Event(models.TextChoices):
    POT_ADDED = "funding.pot_added", "added a pot of money"
    COMMITTED = "funding.committed", "committed money to a priority"
    UNCOMMITTED = "funding.uncommitted", "took a commitment of money back"
    ASKED = "funding.asked", "recorded a bid"
    CONFLICT_DECLARED = "funding.conflict_declared", "recorded a conflict of interest"
    CONFLICTS_ASKED = "funding.conflicts_asked", "recorded that everybody was asked for conflicts of interest"
    DECIDED = "funding.decided", "recorded what became of a bid"
    GRANTED = "funding.granted", "recorded a grant"
    GRANT_CHANGED = "funding.grant_changed", "changed a grant"
    GRANT_LINKED = "funding.grant_linked", "said what a grant pays for or bears on"
    GRANT_LOST = "funding.grant_lost", "recorded that a grant was lost"
    GRANT_ENDED = "funding.grant_ended", "recorded that a grant ended"
    OPENED_UP = "funding.opened_up", "put a grant into the open data"
    MONEY_RECORDED = "funding.money_recorded", "recorded spending or a contribution"
    MONEY_CORRECTED = "funding.money_corrected", "corrected spending or a contribution"
    RETURNS_SET = "funding.returns_set", "set when a grant is reported on"
    PREFIX_SET = "funding.prefix_set", "said as whom grants are published"
    RETURN_WRITTEN = "funding.return_written", "wrote in a monitoring return"
    RETURN_SENT = "funding.return_sent", "signed a monitoring return as sent"
    RETURN_SKIPPED = "funding.return_skipped", "skipped a monitoring return"
    SERVICE_ADDED = "funding.service_added", "recorded a commissioned service"
    SERVICE_RESULT = "funding.service_result", "recorded what a commissioned service reached"
    SERVICE_DECIDED = "funding.service_decided", "decided whether a commissioned service goes on"
