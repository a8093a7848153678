"""Who signs in, and who fails to, goes into the record."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db import transaction

from frankpledge.web.accounts.events import Event
from frankpledge.web.accounts.models import Person
from frankpledge.web.audit.record import record


def listen() -> None:
    """Called once when the app is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    user_login_failed.connect(_failed, dispatch_uid="accounts.sign_in_failed")


def _signed_in(sender: Any, user: Person, **kwargs: Any) -> None:
    with transaction.atomic():
        record(Event.SIGNED_IN, subject=user, person=user)


def _failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """Only of somebody who has an account: an address that was typed wrongly is nobody's business."""
    person = Person.objects.filter(email__iexact=str(credentials.get("email") or "")).first()
    if person:
        with transaction.atomic():
            record(Event.SIGN_IN_FAILED, subject=person)
