"""What the worker does once an hour."""

from django.utils import timezone
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.surveys.models import SavedAnswers


def purge_saved_answers() -> int:
    """Delete, in every partnership, sealed answers that were never sent and are past their day; how many."""
    now = timezone.now()
    with scopes_disabled():
        expired = SavedAnswers.objects.filter(kept_until__lte=now).order_by().values("partnership")
        partnerships = list(Partnership.objects.filter(pk__in=expired))
    gone = 0
    for partnership in partnerships:
        with scope(partnership=partnership):
            gone += SavedAnswers.objects.filter(partnership=partnership, kept_until__lte=now).delete()[0]
    return gone
