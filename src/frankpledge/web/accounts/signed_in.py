"""Who signs in, and who fails to, goes into the record; who just proved who they are is not asked again at once."""

from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.contrib.auth import login
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db import transaction
from django.http import HttpRequest

from frankpledge.web.accounts.events import Event
from frankpledge.web.accounts.models import Person
from frankpledge.web.audit.record import record

BY_AGENCY = "socialaccount"  # allauth's word for single sign-on


def listen() -> None:
    """Called once when the app is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    user_login_failed.connect(_failed, dispatch_uid="accounts.sign_in_failed")


def sign_in(request: HttpRequest, person: Person) -> None:
    """
    Sign in whoever came by a link that works once. Their session is among those that they can see and end; who just
    chose a password has proved who they are.
    """
    from allauth.usersessions.models import UserSession

    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    if person.has_usable_password():
        reauthenticate_by_password(request)
    UserSession.objects.create_from_request(request)


def _signed_in(sender: Any, user: Person, request: HttpRequest | None = None, **kwargs: Any) -> None:
    with transaction.atomic():
        record(Event.SIGNED_IN, subject=user, person=user)
    proofs = list(get_authentication_records(request, user)) if request else []
    if request and proofs and proofs[-1]["method"] != BY_AGENCY:
        # allauth asks for the password again right after it was given; here signing in is a proof like any other. Not
        # an agency's word alone: whoever sits at a screen left open is signed in by it without being asked anything.
        proofs[-1] = {**proofs[-1], "reauthenticated": True}
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = proofs


def _failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """Only of somebody who has an account: an address that was typed wrongly is nobody's business."""
    person = Person.objects.filter(email__iexact=str(credentials.get("email") or "")).first()
    if person:
        with transaction.atomic():
            record(Event.SIGN_IN_FAILED, subject=person)
