"""The e-mails by which the demonstration would have asked how actions go, the last time higher up."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.mail.models import Message
from frankpledge.web.plans import asking
from frankpledge.web.plans.models import Asked

ASKED_DAYS_AGO = (33, 19, 5)  # the third time whoever speaks for the agency is asked


@transaction.atomic
def invent_asking(partnership: Partnership, manager: Viewer, today: date) -> None:
    """Three rounds of asking, made once. Nothing is sent; the page of e-mails shows them."""
    with scope(partnership=partnership):
        if Asked.objects.exists():
            return
        for days in ASKED_DAYS_AGO:
            before = set(Message.objects.values_list("pk", flat=True))
            asking.ask(by=manager, today=today)  # the invented people are here since today
            Asked.objects.filter(on=today).update(on=today - timedelta(days=days))
            then = timezone.now() - timedelta(days=days)
            Message.objects.exclude(pk__in=before).update(put_at=then, due_at=then, ended_at=then)
