"""
An agency's own sign-in, by OpenID Connect: it lets in people who were invited, and makes no new ones.

The agency vouches for its own people's e-mail addresses and for nobody else's. The first time somebody is found by the
address, from then on by the number (`sub`) that the agency has for them.
"""

import logging
import re
import ssl
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string
from requests import Session
from requests.adapters import HTTPAdapter

from frankpledge.web.mail.handing_over import ADDRESS

logger = logging.getLogger(__name__)
# Why somebody is not signed in: a word for the log, which names nobody, and what they read.
REASONS = {
    "silent": "The sign-in of {agency} does not answer, or not in a way that can be understood. Try again later.",
    "refused": "The sign-in of {agency} did not say who you are. Tell whoever looks after this installation: why is in its log.",
    "not begun": "This sign-in was begun too long ago, or in another browser. Begin again.",
    "by hand": "A sign-in is not added to an account by hand. Sign out, and sign in through {agency}.",
    "two people": "The sign-in of {agency} named two people at once.",
    "no address": "The sign-in of {agency} did not say what your e-mail address is.",
    "unchecked": "The sign-in of {agency} did not say that it has checked your e-mail address.",
    "elsewhere": "The e-mail address is not one that {agency} speaks for.",
    "unknown": "Nobody here has the e-mail address that {agency} has for you. People come in by invitation: "
    "ask whoever runs your partnership for one, and open its link first.",
    "another": "Somebody else at {agency} has signed in here with this e-mail address.",
}
KEPT = ("nonce", "email", "email_verified")  # of what a provider tells of somebody, beside its number for them
ERROR = re.compile(r'"error"\s*:\s*"([a-z_]+)"')  # of an answer by OAuth 2


class TrustsTheMachine(HTTPAdapter):  # type: ignore[misc]
    """Trusts whom the machine trusts (or SSL_CERT_FILE says), as e-mail and messages to other systems do."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, ssl_context=ssl.create_default_context(), **options)


class AgencyProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """One agency's provider."""

    def redirect(self, request: HttpRequest, process: str, *where: Any, **options: Any) -> HttpResponse:
        """With a nonce, which the token has to bring back. Some providers refuse to answer without one."""
        nonce = get_random_string(32)
        options["auth_params"] = {**(options.get("auth_params") or {}), "nonce": nonce}
        answer: HttpResponse = super().redirect(request, process, *where, nonce=nonce, **options)
        return answer

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        """What is asked of the agency is settled here, and by no link that somebody sends round."""
        params: dict[str, Any] = self.get_auth_params()
        return params

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        scope: list[str] = self.get_scope()
        return scope

    def serialize(self) -> dict[str, Any]:
        """Its own id is kept while a second factor is asked for. Two agencies may have given us the same client_id."""
        return {**super().serialize(), "id": self.sub_id}

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is looked at when somebody signs in, and kept with their account: whatever else a provider tells is not."""
        parts = {part: data[part] for part in ("userinfo", "id_token") if data.get(part)}
        return {
            part: {"sub": told.get("sub")} | {name: told[name] for name in KEPT if name in told}
            for part, told in parts.items()
        }

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """From the token where it is not in the answer about the person: some providers have it there alone."""
        found: list[EmailAddress] = super().extract_email_addresses(_all_claims(data))
        return found


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """What allauth asks about it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> AgencyProvider:
        return AgencyProvider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """An agency vouches for its own people's addresses, and for nobody else's: else it could be anybody here."""
        return _checked(login) and _speaks_for(login, email)

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        reason = reason_not_to_sign_in(sociallogin)
        if reason:
            raise ImmediateHttpResponse(not_signed_in(request, sociallogin.provider, reason, status=403))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        if error == AuthError.CANCELLED:
            return
        if exception:
            raise ImmediateHttpResponse(failed(request, provider, exception))
        state = (extra_context or {}).get("state")
        if not state:
            raise ImmediateHttpResponse(not_signed_in(request, provider, "not begun", status=401))
        said = " ".join(request.GET.get(name, "") for name in ("error", "error_description"))
        raise ImmediateHttpResponse(not_signed_in(request, provider, "refused", _nameless(said), status=401))

    def get_requests_session(self) -> Session:
        """Asks providers over TLS alone, wherever their description leads."""
        session: Session = super().get_requests_session()
        session.mount("https://", TrustsTheMachine())
        del session.adapters["http://"]
        return session


def reason_not_to_sign_in(login: Any) -> str:
    """Which of REASONS keeps this person out, whom their agency has named; "" where none does."""
    if login.state.get("process", AuthProcess.LOGIN) != AuthProcess.LOGIN:
        return "by hand"
    told = login.account.extra_data
    if (told.get("id_token") or {}).get("nonce") != login.state.get("nonce"):
        return "not begun"
    subjects = {told[part].get("sub") for part in ("userinfo", "id_token") if told.get(part)}
    if len(subjects) > 1:
        return "two people"
    if login.is_existing:
        if not _speaks_for(login, login.user.email):
            return "elsewhere"
        # An address may pass to somebody new at the agency. They are not the person who had it.
        others = SocialAccount.objects.filter(user=login.user, provider=login.account.provider)
        return "another" if others.exclude(uid=login.account.uid).exists() else ""
    address = str(_all_claims(told).get("email") or "")
    if not address:
        return "no address"
    if not _checked(login):
        return "unchecked"
    return "unknown" if _speaks_for(login, address) else "elsewhere"


def failed(request: HttpRequest, provider: Any, fault: Exception) -> HttpResponse:
    """The page for a provider that is away, or that answers what cannot be used; the log says which."""
    if isinstance(fault, OAuth2Error):
        said = ERROR.search(str(fault).replace("\\", ""))
        what = said[1] if said else type(fault.__cause__ or fault).__name__
        return not_signed_in(request, provider, "refused", what, status=401)
    return not_signed_in(request, provider, "silent", f"{type(fault).__name__}: {fault}"[:300], status=502)


def not_signed_in(request: HttpRequest, provider: Any, reason: str, detail: str = "", *, status: int) -> HttpResponse:
    logger.warning("Single sign-on by %s: %s %s", provider.app.provider_id, reason, detail and f"({detail})")
    context = {"agency": provider.app.name, "reason": REASONS[reason].format(agency=provider.app.name)}
    return render(request, "accounts/not_signed_in.html", context, status=status)


def _nameless(said: str) -> str:
    """What a provider said, in one line and without anybody's address."""
    return re.sub(r"[^\w .,:'-]+", " ", ADDRESS.sub("(address)", said))[:200].strip()


def _all_claims(told: dict[str, Any]) -> dict[str, Any]:
    """
    What the agency says about the person, in its token and when asked about them. Where the two name different
    addresses, having checked the one says nothing of the other.
    """
    token, asked = told.get("id_token") or {}, told.get("userinfo") or {}
    named = {str(part["email"]).lower() for part in (token, asked) if part.get("email")}
    return {**token, **asked} if len(named) < 2 else dict(asked)


def _checked(login: Any) -> bool:
    """Whether the agency has checked the address. Some say so in letters; `addresses_checked` speaks for the silent."""
    said = _all_claims(login.account.extra_data).get("email_verified")
    if said is None:
        return bool(login.provider.app.settings.get("verified_email"))
    return said is True or said == "true"


def _speaks_for(login: Any, address: str) -> bool:
    domains = login.provider.app.settings.get("domains", []) if login.provider.app else []
    return address.rpartition("@")[2].lower() in domains
