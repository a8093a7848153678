"""Going to one's agency to sign in, and coming back: allauth's pages, with an answer for whatever goes wrong there."""

from collections.abc import Callable

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

from frankpledge.web.accounts.agency_sign_in import failed


@login_not_required
def go(request: HttpRequest, provider_id: str) -> HttpResponse:
    """
    To the agency, from a link: a form could not lead there, because the pages' Content-Security-Policy keeps what is
    sent to this installation.
    """
    return _answered(views.login, request, provider_id)


@login_not_required
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answered(views.callback, request, provider_id)


def none_by_hand(request: HttpRequest) -> HttpResponse:
    """An agency's sign-in joins an account by its e-mail address; nobody adds one, or takes one away, by hand."""
    raise Http404


def _answered(step: Callable[..., HttpResponse], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return step(request, provider_id)
    except (RequestException, OAuth2Error, KeyError) as fault:  # a KeyError: its answer is without what has to be in it
        provider = get_adapter(request).get_provider(request, provider=provider_id)
        return failed(request, provider, fault)
