"""The e-mails about people and access. Each names nobody: it is a sentence and a link."""

import secrets
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from frankpledge.web.accounts.confirming import REMIND_DAYS
from frankpledge.web.accounts.links import OneTimeLink, fingerprint
from frankpledge.web.accounts.models import Membership, Partner, Person
from frankpledge.web.accounts.roles import ROLES
from frankpledge.web.mail.kinds import Kind, NoLongerNeeded


def invitation(link_id: int) -> dict[str, object]:
    """The link gets its secret now, so that it is nowhere but in the e-mail; an earlier one stops working."""
    link = OneTimeLink.objects.select_for_update().open(timezone.now()).filter(pk=link_id).first()
    if link is None:
        raise NoLongerNeeded("The invitation was taken up, or has run out.")
    secret = secrets.token_urlsafe(32)
    link.fingerprint = fingerprint(secret)
    link.save(update_fields=["fingerprint"])
    return {
        "path": reverse("invitation", args=[secret]),
        "partnership": link.partnership,
        "agency": link.agency,
        "role": ROLES[link.role].name,
        "until": link.expires_at,
    }


def confirm_people(partner_id: int) -> dict[str, object]:
    """Asks for a look at the agency's people; the page asks who the reader is."""
    partner = Partner.objects.select_related("partnership", "agency").get(pk=partner_id)
    today: date = localdate()
    soon = today + timedelta(days=REMIND_DAYS)
    lapsing = Membership.objects.live(today).filter(agency=partner.agency, until_on=None, confirmed_until__lte=soon)
    first = lapsing.order_by("confirmed_until").first()
    if first is None:
        raise NoLongerNeeded("The agency's people were confirmed meanwhile.")
    return {
        "path": reverse("confirm_people", args=[partner.partnership.slug, partner.pk]),
        "partnership": partner.partnership,
        "agency": partner.agency,
        "until": first.confirmed_until,
    }


def password_reset(person_id: int) -> dict[str, object]:
    """The link works once: a new password makes it invalid."""
    from allauth.account import app_settings
    from allauth.account.utils import user_pk_to_url_str

    person = Person.objects.get(pk=person_id)
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    key = {"uidb36": user_pk_to_url_str(person), "key": token}
    return {"path": reverse("account_reset_password_from_key", kwargs=key)}


def address_confirmation(address_id: int) -> dict[str, object]:
    """The link works until the address is confirmed."""
    from allauth.account.models import EmailAddress, EmailConfirmationHMAC

    address = EmailAddress.objects.filter(pk=address_id, verified=False).first()
    if address is None:
        raise NoLongerNeeded("The address was confirmed, or taken away.")
    return {"path": reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])}


LETTERS = (
    Kind(
        "accounts.invitation",
        "an invitation",
        "An invitation to a community safety partnership",
        "accounts/mail/invitation.txt",
        invitation,
        after_the_end=True,
    ),
    Kind(
        "accounts.confirm_people",
        "confirming an agency’s people",
        "Who still works for your agency? Access lapses soon",
        "accounts/mail/confirm_people.txt",
        confirm_people,
        after_the_end=True,
    ),
    Kind(
        "accounts.password_reset",
        "a forgotten password",
        "A new password for Frankpledge",
        "accounts/mail/password_reset.txt",
        password_reset,
        in_a_file_at_least=True,
        after_the_end=True,
    ),
    Kind(
        "accounts.address_confirmation",
        "confirming an e-mail address",
        "Is this your e-mail address?",
        "accounts/mail/address_confirmation.txt",
        address_confirmation,
        in_a_file_at_least=True,
        after_the_end=True,
    ),
)
