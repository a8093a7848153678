"""Every change to partnerships, agencies and memberships: checked, made and recorded in one transaction."""

import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.confirming import confirmed_until
from frankpledge.web.accounts.events import Event
from frankpledge.web.accounts.links import fingerprint
from frankpledge.web.accounts.models import (
    Agency,
    AgencyAlias,
    Membership,
    OneTimeLink,
    Partner,
    Partnership,
    PartnershipArea,
    Person,
)
from frankpledge.web.accounts.roles import ROLES, Permission
from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.audit.record import record
from frankpledge.web.mail.outbox import put

FIRST_LINK_LASTS = timedelta(hours=24)
INVITATION_LASTS = timedelta(days=14)
MANAGING = tuple(role.code for role in ROLES.values() if Permission.MANAGE_PEOPLE in role.permissions)
LAST_ONE = "This is the last person who can manage people here. Give somebody else that role first."


class LinkNotOpen(Exception):
    """A one-time link that was used, has run out, or never was."""


@transaction.atomic
def first_link() -> str | None:
    """
    The secret of a link that makes the first administrator; None where somebody can sign in already.

    An earlier link stops working, so that only the newest one printed is good.
    """
    if Person.objects.exists():
        return None
    OneTimeLink.objects.filter(purpose=OneTimeLink.Purpose.FIRST_ADMINISTRATOR, used_at=None).delete()
    secret = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        purpose=OneTimeLink.Purpose.FIRST_ADMINISTRATOR,
        fingerprint=fingerprint(secret),
        expires_at=timezone.now() + FIRST_LINK_LASTS,
    )
    return secret


@transaction.atomic
def install(
    *,
    secret: str,
    name: str,
    email: str,
    password: str,
    partnership_name: str,
    slug: str,
    agency_name: str,
    areas: Iterable[tuple[str, str]],
    today: date,
) -> Membership:
    """Use the first link: make the first partnership, its first agency, and its administrator, who also runs it."""
    link = _open_link(secret, OneTimeLink.Purpose.FIRST_ADMINISTRATOR)
    if Person.objects.exists():
        raise LinkNotOpen
    person = Person.objects.create_user(email=email, password=password, name=name)
    partnership = Partnership(name=partnership_name, slug=slug)
    partnership.full_clean()
    partnership.save()
    record(Event.INSTALLED, subject=person, person=person)
    record(Event.PARTNERSHIP_MADE, subject=partnership, person=person)
    agency, _ = Agency.objects.get_or_create(name=agency_name)
    with scope(partnership=partnership):
        _add_areas(partnership, areas)
        Partner.objects.create(partnership=partnership, agency=agency, liaison=person)
        membership = first_role(partnership, person, agency, "administrator", today)
        first_role(partnership, person, agency, "coordinator", today)
        record(Event.ROLE_GIVEN, subject=membership, person=person, partnership=partnership, role="administrator")
    _use(link)
    return membership


@transaction.atomic
def take_in_agency(*, name: str, standing: str, by: Viewer) -> Partner:
    """An agency becomes a partner; one that is known elsewhere by this name is the same agency."""
    permissions.require(permissions.reason_not_to(by, Permission.MANAGE_PEOPLE))
    agency = Agency.objects.filter(name__iexact=name.strip()).first() or Agency(name=name.strip())
    agency.full_clean()
    agency.save()
    if Partner.objects.filter(agency=agency).exclude(left_on=None).exists():
        raise ValidationError(f"{agency} was here before and left. Take it back from the list of agencies that left.")
    partner = Partner(partnership=by.partnership, agency=agency, standing=standing)
    partner.full_clean()
    partner.save()
    record(Event.AGENCY_JOINED, subject=partner, by=by, agency=agency.pk, standing=standing)
    return partner


@transaction.atomic
def give_alias(*, agency: Agency, alias: str, by: Viewer) -> AgencyAlias:
    """What this partnership's papers call an agency."""
    permissions.require(permissions.reason_not_to(by, Permission.MANAGE_PEOPLE))
    given = AgencyAlias(partnership=by.partnership, agency=agency, alias=alias.strip())
    given.full_clean()
    given.save()
    record(Event.ALIAS_GIVEN, subject=given, by=by, agency=agency.pk)
    return given


@transaction.atomic
def name_liaison(*, partner: Partner, person: Person | None, by: Viewer) -> Partner:
    """The person who speaks for an agency here, and confirms its people; None leaves the place open."""
    permissions.require(permissions.reason_not_to(by, Permission.MANAGE_PEOPLE))
    if person and not Membership.objects.filter(person=person, agency=partner.agency, until_on=None).exists():
        raise ValidationError("The liaison officer has to be one of the agency's people here.")
    partner.liaison = person
    partner.save(update_fields=["liaison"])
    record(Event.LIAISON_NAMED, subject=partner, by=by, person_named=person.pk if person else None)
    return partner


@transaction.atomic
def invite(*, email: str, agency: Agency, role: str, by: Viewer) -> str:
    """
    Make an invitation, and have it sent where there is a mail server.

    Returns the secret of its link, which is kept nowhere, for a person to pass on; "" where the e-mail carries it.
    """
    permissions.require(permissions.reason_not_to(by, Permission.MANAGE_PEOPLE))
    _check_role(role)
    if not Partner.objects.here().filter(agency=agency).exists():
        raise ValidationError("Choose one of the partnership's agencies.")
    secret = secrets.token_urlsafe(32)
    link = OneTimeLink(
        purpose=OneTimeLink.Purpose.INVITATION,
        fingerprint=fingerprint(secret),
        email=email.strip().lower(),
        partnership=by.partnership,
        agency=agency,
        role=role,
        invited_by=by.person,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    link.full_clean(exclude=["used_at"])
    same = Membership.objects.filter(person__email__iexact=link.email, agency=agency, role=role, until_on=None)
    if same.exists():
        raise ValidationError("Whoever has this address has this role already.")
    link.save()
    record(Event.INVITED, subject=link, by=by, agency=agency.pk, role=role)
    sent = put("accounts.invitation", to=link.email, about=link, partnership=by.partnership)
    return "" if sent else secret


@transaction.atomic
def take_up_invitation(*, secret: str, name: str, password: str, today: date) -> Membership:
    """
    Use an invitation. Somebody new gets an account; somebody known gets the role, and keeps name and password.

    Whoever is known already must be signed in before this is called: the page sees to it. Raises LinkNotOpen, also where
    the invitation no longer stands, and ValidationError.
    """
    link = _open_link(secret, OneTimeLink.Purpose.INVITATION)
    if not still_stands(link, today):
        raise LinkNotOpen
    assert link.partnership
    assert link.agency
    person = Person.objects.filter(email__iexact=link.email).first()
    if person and password:
        raise ValidationError("An account with this address was made meanwhile. Sign in, and open the link again.")
    if person is None:
        person = Person.objects.create_user(email=link.email, password=password, name=name)
    with scope(partnership=link.partnership):
        membership = first_role(link.partnership, person, link.agency, link.role, today)
        record(
            Event.JOINED, subject=membership, person=person, partnership=link.partnership, role=link.role, link=link.pk
        )
    _use(link)
    return membership


def still_stands(link: OneTimeLink, today: date) -> bool:
    """Whether who invited still manages people there, and the agency is still a partner: else it gives nothing."""
    if link.partnership is None or link.invited_by is None:
        return False
    inviter = viewer_of(link.invited_by, link.partnership, today)
    with scope(partnership=link.partnership):
        partner = Partner.objects.here().filter(partnership=link.partnership, agency=link.agency).exists()
    return partner and inviter is not None and inviter.may(Permission.MANAGE_PEOPLE)


@transaction.atomic
def withdraw_invitation(*, link: OneTimeLink, by: Viewer) -> OneTimeLink:
    """An invitation that nobody has taken up yet stops working now."""
    permissions.require(permissions.reason_not_to(by, Permission.MANAGE_PEOPLE))
    open_ones = OneTimeLink.objects.select_for_update().open(timezone.now())
    held = open_ones.get(pk=link.pk, partnership=by.partnership, purpose=OneTimeLink.Purpose.INVITATION)
    held.expires_at = timezone.now()
    held.save(update_fields=["expires_at"])
    record(Event.INVITATION_WITHDRAWN, subject=held, by=by, agency=held.agency_id, role=held.role)
    return held


@transaction.atomic
def give_role(*, person: Person, agency: Agency, role: str, by: Viewer, today: date) -> Membership:
    """A further role for somebody who has one here already."""
    permissions.require(permissions.reason_not_to(by, Permission.MANAGE_PEOPLE))
    _check_role(role)
    if not Membership.objects.filter(person=person, until_on=None).exists():
        raise ValidationError("Invite this person first.")
    if not Partner.objects.here().filter(agency=agency).exists():
        raise ValidationError("Choose one of the partnership's agencies.")
    membership = first_role(by.partnership, person, agency, role, today)
    record(Event.ROLE_GIVEN, subject=membership, by=by, role=role, agency=agency.pk)
    return membership


@transaction.atomic
def end_role(
    *, membership: Membership, by: Viewer, today: date, reason: str = "", until: date | None = None
) -> Membership:
    """
    End a role from today; `until` is another first day without it, where that was earlier.

    Nobody ends the last administrator's: the partnership would be locked out.
    """
    permissions.require(reason_not_to_end(by, membership, today))
    membership.until_on = until or today
    membership.save(update_fields=["until_on"])
    record(Event.ROLE_ENDED, subject=membership, by=by, reason=reason, role=membership.role)
    _free_liaison(by, membership.agency)
    return membership


@transaction.atomic
def end_every_role(*, person: Person, by: Viewer, today: date, reason: str = "") -> int:
    """
    Somebody has left: all their roles here end today, and invitations of theirs that are still open with them; returns
    how many roles. Refused where nobody could manage people.
    """
    permissions.require(permissions.reason_not_to(by, Permission.MANAGE_PEOPLE))
    held = list(Membership.objects.filter(person=person, until_on=None).order_by("pk"))
    others = Membership.objects.live(today).filter(role__in=MANAGING).exclude(person=person)
    if any(membership.role in MANAGING for membership in held) and not others.exists():
        raise ValidationError(LAST_ONE)
    for membership in held:
        end_role(membership=membership, by=by, today=today, reason=reason)
    invited = OneTimeLink.objects.open(timezone.now()).filter(partnership=by.partnership, email__iexact=person.email)
    for link in invited.filter(purpose=OneTimeLink.Purpose.INVITATION):
        withdraw_invitation(link=link, by=by)
    return len(held)


def reason_not_to_end(viewer: Viewer, membership: Membership, today: date) -> str:
    """Why `viewer` may not end this role, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, Permission.MANAGE_PEOPLE)
    if reason:
        return reason
    others = Membership.objects.live(today).filter(role__in=MANAGING).exclude(pk=membership.pk)
    return LAST_ONE if membership.role in MANAGING and not others.exists() else ""


@transaction.atomic
def confirm_people(*, partner: Partner, staying: Iterable[Membership], by: Viewer, today: date) -> int:
    """
    An agency's liaison officer says who still works for it. The others' access ends today; returns how many did.

    Raises ValidationError, and ends nothing, where nobody who can manage people here would be left.
    """
    permissions.require(reason_not_to_confirm(by, partner))
    stay = {membership.pk for membership in staying}
    current = Membership.objects.select_for_update().filter(agency=partner.agency, until_on=None)
    ended = 0
    for membership in current:
        if membership.pk in stay:
            membership.confirmed_until = confirmed_until(today)
        else:
            membership.until_on = today
            ended += 1
        membership.save(update_fields=["confirmed_until", "until_on"])
    if ended and not Membership.objects.live(today).filter(role__in=MANAGING).exists():
        raise ValidationError(LAST_ONE)
    record(Event.PEOPLE_CONFIRMED, subject=partner, by=by, stayed=sorted(stay & {m.pk for m in current}), ended=ended)
    _free_liaison(by, partner.agency)
    return ended


def reason_not_to_confirm(viewer: Viewer, partner: Partner) -> str:
    """Why `viewer` may not confirm this agency's people, in words for them to read; else ""."""
    speaks = partner.liaison_id == viewer.person.pk and partner.agency in viewer.agencies
    if speaks or viewer.may(Permission.MANAGE_PEOPLE):
        return ""
    return f"The liaison officer of {partner.agency} confirms its people, or whoever manages people here."


def _free_liaison(by: Viewer, agency: Agency) -> None:
    """Who works for an agency here no longer does not speak for it."""
    partner = Partner.objects.filter(agency=agency).exclude(liaison=None).first()
    if partner and not Membership.objects.filter(person=partner.liaison, agency=agency, until_on=None).exists():
        partner.liaison = None
        partner.save(update_fields=["liaison"])
        record(Event.LIAISON_NAMED, subject=partner, by=by, person_named=None)


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise ValidationError("Choose one of the roles.")


def _add_areas(partnership: Partnership, areas: Iterable[tuple[str, str]]) -> None:
    for code, name in areas:
        area = PartnershipArea(partnership=partnership, code=code, name=name)
        area.full_clean()
        area.save()


def first_role(partnership: Partnership, person: Person, agency: Agency, role: str, today: date) -> Membership:
    """A role as it begins, for the functions that check and record it."""
    membership = Membership(
        partnership=partnership,
        person=person,
        agency=agency,
        role=role,
        from_on=today,
        confirmed_until=confirmed_until(today),
    )
    membership.full_clean()
    membership.save()
    return membership


def _open_link(secret: str, purpose: str) -> OneTimeLink:
    link = (
        OneTimeLink.objects.select_for_update()
        .open(timezone.now())
        .filter(purpose=purpose, fingerprint=fingerprint(secret))
        .first()
    )
    if link is None:
        raise LinkNotOpen
    return link


def _use(link: OneTimeLink) -> None:
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
