"""What is said of a partnership itself: further ones, what they are part of, when, and which areas they cover."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django_scopes import scope

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.changes import first_role
from frankpledge.web.accounts.events import Event
from frankpledge.web.accounts.models import Agency, AgencyAlias, Partner, Partnership, PartnershipArea
from frankpledge.web.accounts.queries import managed
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record

NOT_YOURS = "Choose a partnership in which you manage people too: both have to agree."


def reason_not_to_change(viewer: Viewer) -> str:
    """Why `viewer` may not say what their partnership is, in words for them to read; else ""."""
    return permissions.reason_not_to(viewer, Permission.MANAGE_PEOPLE)


@transaction.atomic
def make_partnership(
    *, name: str, kind: str, agency: Agency, parent: Partnership | None, by: Viewer, today: date
) -> Partnership:
    """
    A further partnership on this installation; whoever makes it becomes its administrator, for one of their agencies.

    It is invented where the one it is made from is: nobody invented comes into a real one.
    """
    permissions.require(reason_not_to_change(by))
    if agency not in by.agencies:
        raise ValidationError("Choose an agency that you work for.")
    _check_managed(by, parent, today)
    partnership = Partnership(
        name=name.strip(), slug=address_of(name), kind=kind, parent=parent, demonstration=by.partnership.demonstration
    )
    partnership.full_clean()
    partnership.save()
    record(Event.PARTNERSHIP_MADE, subject=partnership, person=by.person)
    with scope(partnership=partnership):
        Partner.objects.create(partnership=partnership, agency=agency, liaison=by.person)
        membership = first_role(partnership, by.person, agency, "administrator", today)
        record(Event.ROLE_GIVEN, subject=membership, person=by.person, partnership=partnership, role="administrator")
    return partnership


def address_of(name: str) -> str:
    """What stands in its addresses: the name in small letters; another number is put behind where that is taken."""
    wanted = str(slugify(name))[:56] or "partnership"
    taken = set(Partnership.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if slug not in taken)


@transaction.atomic
def change_partnership(
    *,
    name: str,
    kind: str,
    parent: Partnership | None,
    duties_held_by: str,
    began_on: date | None,
    ended_on: date | None,
    succeeded_by: Partnership | None,
    by: Viewer,
    today: date,
) -> Partnership:
    """
    Say what the viewer's partnership is. Its address stays, so that links to it hold.

    It can be put below, or be followed by, only a partnership in which the viewer manages people too: a board sees
    which areas are below it, and what they share. Raises ValidationError.
    """
    permissions.require(reason_not_to_change(by))
    held = Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    for before, chosen in ((held.parent, parent), (held.succeeded_by, succeeded_by)):
        if chosen != before:
            _check_managed(by, chosen, today)
    _check_above(held, parent)
    facts = {
        "name": name.strip(),
        "kind": kind,
        "parent": parent,
        "duties_held_by": duties_held_by.strip(),
        "began_on": began_on,
        "ended_on": ended_on,
        "succeeded_by": succeeded_by,
    }
    changed = [field for field, value in facts.items() if getattr(held, field) != value]
    for field, value in facts.items():
        setattr(held, field, value)
    held.full_clean()
    if changed:
        held.save(update_fields=changed)
        record(Event.PARTNERSHIP_CHANGED, subject=held, by=by, changed=changed)
    return held


@transaction.atomic
def put_area(
    *,
    area: PartnershipArea | None,
    code: str,
    name: str,
    from_on: date | None,
    until_on: date | None,
    by: Viewer,
) -> PartnershipArea:
    """An area that the partnership covers, or covered, between two days; None makes one. Raises ValidationError."""
    permissions.require(reason_not_to_change(by))
    held = area or PartnershipArea(partnership=by.partnership)
    held.code, held.name, held.from_on, held.until_on = code.strip().upper(), name.strip(), from_on, until_on
    if from_on and until_on and until_on <= from_on:
        raise ValidationError("It cannot leave on or before the day it came.")
    others = PartnershipArea.objects.filter(partnership=by.partnership, code=held.code).exclude(pk=held.pk)
    if from_on:
        others = others.filter(Q(until_on=None) | Q(until_on__gt=from_on))
    if until_on:
        others = others.filter(Q(from_on=None) | Q(from_on__lt=until_on))
    if others.exists():
        raise ValidationError(f"{held.name} ({held.code}) belongs here already in that time.")
    held.full_clean()
    held.save()
    record(Event.AREA_CHANGED if area else Event.AREA_TAKEN_IN, subject=held, by=by, code=held.code)
    return held


@transaction.atomic
def change_agency(*, partner: Partner, standing: str, aliases: Collection[str], by: Viewer) -> Partner:
    """An agency's place here, and all the short names it has here. Raises ValidationError where one means another."""
    permissions.require(reason_not_to_change(by))
    if partner.standing != standing:
        partner.standing = standing
        partner.full_clean()
        partner.save(update_fields=["standing"])
        record(Event.STANDING_CHANGED, subject=partner, by=by, standing=standing)
    held = {each.alias.lower(): each for each in AgencyAlias.objects.filter(agency=partner.agency)}
    wanted = {alias.strip().lower(): alias.strip() for alias in aliases if alias.strip()}
    for short in held.keys() - wanted.keys():
        record(Event.ALIAS_TAKEN_BACK, subject=held[short], by=by, agency=partner.agency_id)
        held[short].delete()
    for short in sorted(wanted.keys() - held.keys()):
        given = AgencyAlias(partnership=by.partnership, agency=partner.agency, alias=wanted[short])
        given.full_clean()
        given.save()
        record(Event.ALIAS_GIVEN, subject=given, by=by, agency=partner.agency_id)
    return partner


def _check_managed(by: Viewer, chosen: Partnership | None, today: date) -> None:
    if chosen is not None and chosen != by.partnership and chosen not in managed(by, today):
        raise ValidationError(NOT_YOURS)


def _check_above(partnership: Partnership, parent: Partnership | None) -> None:
    """Nothing is above itself, however far up."""
    above = parent
    while above is not None:
        if above == partnership:
            raise ValidationError(f"{parent} is below {partnership} already, or is the same.")
        above = above.parent
