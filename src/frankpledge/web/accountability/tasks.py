"""What the worker does for the account."""

from django.utils.timezone import localdate
from django_scopes import scope

from frankpledge.web.accountability import changes
from frankpledge.web.accountability.due import remind_everywhere
from frankpledge.web.accounts.models import Partnership


def prepare_packs() -> int:
    """A draft of the quarter that ended, in every partnership with a running plan, once. Called each day."""
    made = 0
    for partnership in Partnership.objects.going_on(localdate()):
        with scope(partnership=partnership):
            made += len(changes.prepare(partnership=partnership, today=localdate()))
    return made


def remind_of_what_is_due() -> int:
    """One e-mail a week to each person for whom something waits. Called each day."""
    return remind_everywhere(localdate())
