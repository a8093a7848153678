"""
Keeping accounts of lived experience, and letting them go: each in one transaction.

No event holds a word of what was told: numbers and codes alone.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.consultation.events import Event
from frankpledge.web.consultation.models import LivedAccount, LivedQuote
from frankpledge.web.consultation.permissions import reason_not_to_keep_accounts, reason_not_to_read_accounts
from frankpledge.web.consultation.saving import keep, put


@transaction.atomic
def take_down(*, by: Viewer, today: date, **facts: Any) -> LivedAccount:
    """What somebody told, with what they agreed to and until when."""
    permissions.require(reason_not_to_keep_accounts(by))
    last = LivedAccount.objects.filter(partnership=by.partnership).aggregate(last=Max("number"))["last"] or 0
    held = LivedAccount(partnership=by.partnership, number=last + 1, kept_by=by.person)
    put(held, facts)
    if held.given_on > today:
        raise ValidationError({"given_on": "That day has not come yet."})
    if held.ends_on < today:
        raise ValidationError({"ends_on": "Consent that has ended keeps nothing."})
    if not held.text:
        raise ValidationError({"text": "Write what they told."})
    return keep(held, Event.ACCOUNT_KEPT, by, purposes=held.purposes, ends_on=str(held.ends_on))


@transaction.atomic
def change_consent(
    *, account: LivedAccount, purposes: list[str], ends_on: date, how: str, by: Viewer, today: date
) -> LivedAccount:
    """They agree to something else, or until another day. Quotes go where they no longer agree to be quoted."""
    permissions.require(reason_not_to_keep_accounts(by))
    held: LivedAccount = LivedAccount.objects.select_for_update().get(pk=account.pk)
    if not held.stands(today):
        raise ValidationError("Consent no longer stands. Ask them again, and take the account down anew.")
    if ends_on < today:
        raise ValidationError({"ends_on": "To end it now, erase the account."})
    held.purposes, held.ends_on, held.consent_how = purposes, ends_on, how.strip()
    if "quote" not in purposes:
        held.quotes.update(text="")
    return keep(held, Event.CONSENT_CHANGED, by, purposes=purposes, ends_on=str(ends_on))


@transaction.atomic
def pick_quote(*, account: LivedAccount, text: str, by: Viewer, today: date) -> LivedQuote:
    """A few of their own words, to be quoted while they agree to it. Raises ValidationError where they are not theirs."""
    permissions.require(reason_not_to_keep_accounts(by))
    held: LivedAccount = LivedAccount.objects.select_for_update().get(pk=account.pk)
    if not held.stands(today) or "quote" not in held.purposes:
        raise ValidationError("They did not agree to be quoted.")
    words = " ".join(text.split())
    if not words or words not in " ".join(held.text.split()):
        raise ValidationError({"text": "Copy their own words: this is not in the account."})
    made = LivedQuote(partnership=by.partnership, account=held, text=words, by=by.person)
    return keep(made, Event.QUOTE_PICKED, by, subject=held)


@transaction.atomic
def withdraw(*, account: LivedAccount, by: Viewer, today: date) -> LivedAccount:
    """
    Consent is withdrawn: the words and every quote from them go now. That there was an account stays.

    Said again, it changes nothing.
    """
    permissions.require(reason_not_to_read_accounts(by))
    held: LivedAccount = LivedAccount.objects.select_for_update().get(pk=account.pk)
    if held.withdrawn_on:
        return held
    held.withdrawn_on = today
    _erase(held, today)
    record(Event.CONSENT_WITHDRAWN, subject=held, by=by)
    return held


def erase_ended(today: date) -> int:
    """Erase every account whose consent has ended, in every partnership; the worker does it once a day."""
    with scopes_disabled():
        ended = LivedAccount.objects.filter(erased_on=None, ends_on__lt=today).values("partnership")
        partnerships = list(Partnership.objects.filter(pk__in=ended))
    erased = 0
    for partnership in partnerships:
        with scope(partnership=partnership), transaction.atomic():
            for held in LivedAccount.objects.select_for_update().filter(erased_on=None, ends_on__lt=today):
                _erase(held, today)
                record(Event.CONSENT_ENDED, subject=held, partnership=partnership)
                erased += 1
    return erased


def _erase(held: LivedAccount, today: date) -> None:
    held.text, held.about, held.erased_on = "", "erased", held.erased_on or today
    held.full_clean()
    held.save()
    held.quotes.update(text="")
