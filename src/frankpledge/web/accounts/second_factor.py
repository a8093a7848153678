"""A second factor beside the password: a code from a phone, or a passkey."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from frankpledge.web.accounts.models import Person


def has_second_factor(person: Person) -> bool:
    """Whether this person signs in with an authenticator or a passkey as well as a password."""
    return bool(is_mfa_enabled(person))


Page = TypeVar("Page", bound=Callable[..., HttpResponse])


def asked_again(page: Page) -> Page:
    """
    Mark a page whose sending is a risk: who has not proved for a quarter of an hour who they are does so first.

    They are asked when they open the page, so that nothing typed is lost. Where no second factor is needed, nobody
    is asked again.
    """
    return _guarded(page, reading=True)


def asked_again_to_send(page: Page) -> Page:
    """The same for a page that may be read without: who sends is asked, and comes back to where they were."""
    return _guarded(page, reading=False)


def _guarded(page: Page, *, reading: bool) -> Page:
    @wraps(page)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        sending = request.method not in ("GET", "HEAD")
        if (sending or reading) and _at_risk(request):
            back = request.headers.get("Referer", "") if sending else request.get_full_path()
            ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
            return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back if ours else '/'})}")
        return page(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]


def _at_risk(request: Any) -> bool:
    from frankpledge.web.accounts.middleware import needs_second_factor

    return needs_second_factor(request.viewer) and not did_recently_reauthenticate(request)
