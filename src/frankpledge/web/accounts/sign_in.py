"""How people sign in here: nobody signs up by themselves, and every try is on record."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]
    """People come in by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An agency's own sign-in lets in people who were invited, by their e-mail address, and makes no new ones."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """An agency vouches for its own people's addresses, and for nobody else's: else it could be anybody here."""
        domains = login.provider.app.settings.get("domains", []) if login.provider.app else []
        return email.rpartition("@")[2].lower() in domains
