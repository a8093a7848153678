"""One person at one machine: everything works as in a shared workspace, and a printed link is the way in."""

import secrets
from datetime import date, timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts.confirming import confirmed_until
from frankpledge.web.accounts.events import Event
from frankpledge.web.accounts.links import OneTimeLink, fingerprint
from frankpledge.web.accounts.models import Agency, Membership, Partner, Partnership, Person
from frankpledge.web.accounts.signed_in import sign_in
from frankpledge.web.audit.record import record

EMAIL, SLUG = "you@localhost.invalid", "mine"
ROLES = ("administrator", "coordinator", "analyst", "chair")
LASTS = timedelta(hours=24)


@transaction.atomic
def link_alone(today: date) -> str:
    """The secret of a link that lets this machine's one person in, once. Earlier ones stop working."""
    partnership = _partnership(today)
    OneTimeLink.objects.filter(purpose=OneTimeLink.Purpose.ALONE, used_at=None).delete()
    secret = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        purpose=OneTimeLink.Purpose.ALONE,
        fingerprint=fingerprint(secret),
        partnership=partnership,
        expires_at=timezone.now() + LASTS,
    )
    return secret


@transaction.atomic
def let_in(request: HttpRequest, secret: str) -> Partnership | None:
    """Sign the one person in with such a link; None where it is not open."""
    links = OneTimeLink.objects.select_for_update().open(timezone.now())
    link = links.filter(purpose=OneTimeLink.Purpose.ALONE, fingerprint=fingerprint(secret)).first()
    if link is None:
        return None
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    sign_in(request, Person.objects.get(email=EMAIL))
    return link.partnership


def _partnership(today: date) -> Partnership:
    """The one person's own, made at the first start; its access never lapses, for there is nobody to confirm it."""
    partnership, made = Partnership.objects.get_or_create(slug=SLUG, defaults={"name": "My workspace"})
    if made:
        person = Person.objects.create_user(email=EMAIL, name="You")
        agency, _ = Agency.objects.get_or_create(name="My organisation")
        record(Event.PARTNERSHIP_MADE, subject=partnership, person=person)
        with scope(partnership=partnership):
            Partner.objects.create(partnership=partnership, agency=agency, liaison=person)
            for role in ROLES:
                Membership.objects.create(
                    partnership=partnership,
                    person=person,
                    agency=agency,
                    role=role,
                    from_on=today,
                    confirmed_until=confirmed_until(today),
                )
    with scope(partnership=partnership):
        for membership in Membership.objects.filter(confirmed_until__lt=confirmed_until(today), until_on=None):
            membership.confirmed_until = confirmed_until(today)
            membership.save(update_fields=["confirmed_until"])
    return partnership
