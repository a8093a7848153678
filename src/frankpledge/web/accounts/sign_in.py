"""How people sign in here: nobody signs up by themselves, and every try is on record."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.http import HttpRequest
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.models import Membership, Partnership, Person
from frankpledge.web.mail import outbox


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]
    """People come in by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    LETTERS: ClassVar[dict[str, str]] = {
        "account/email/password_reset_key": "accounts.password_reset",
        "account/email/email_confirmation": "accounts.address_confirmation",
    }
    NOBODY = "account/email/unknown_account"

    @transaction.atomic
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """
        E-mails of signing in are written down like all others, in a partnership that the person belongs to.

        Whoever belongs nowhere is not written to. Ringing all the same takes about as long, so that the time it takes
        does not tell who is known here.
        """
        person: Person | None = context.get("user")
        partnership = home_of(person) if person else None
        if template_prefix == self.NOBODY or person is None or partnership is None:
            outbox.ring_for_nobody()
            return
        code = self.LETTERS[template_prefix]
        about: models.Model = person
        if code == "accounts.address_confirmation":
            about = EmailAddress.objects.get(user=person, email__iexact=email)
        with scope(partnership=partnership):
            outbox.put(code, to=email, about=about, partnership=partnership)


def home_of(person: Person) -> Partnership | None:
    """The partnership that a person came to first, whether or not they still have access."""
    with scopes_disabled():
        first = Membership.objects.filter(person=person).select_related("partnership").order_by("pk").first()
    return first.partnership if first else None
