"""Addresses of calendars: made with a secret, read without signing in, ended."""

import secrets
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scopes_disabled

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import viewer_in
from frankpledge.web.accounts.models import Agency
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import CalendarLink


class CalendarNotOpen(Exception):
    """An address that was ended, whose maker has left, or that never was."""


@transaction.atomic
def make(*, agency: Agency | None, by: Viewer) -> str:
    """A new address, of one agency's days or of everybody's; returns its secret, which is kept nowhere."""
    permissions.require(reason_not_to_make(by))
    secret = secrets.token_urlsafe(32)
    link = CalendarLink(partnership=by.partnership, agency=agency, person=by.person, fingerprint=_fingerprint(secret))
    link.full_clean()
    link.save()
    record(Event.CALENDAR_MADE, subject=link, by=by, agency=agency.pk if agency else None)
    return secret


@transaction.atomic
def end(*, link: CalendarLink, by: Viewer, now: datetime) -> CalendarLink:
    """The address shows nothing from now on. Ended once: a second time changes nothing."""
    permissions.require(reason_not_to_end(by, link))
    if link.ended_at is None:
        link.ended_at = now
        link.save(update_fields=["ended_at"])
        record(Event.CALENDAR_ENDED, subject=link, by=by)
    return link


def reason_not_to_make(viewer: Viewer) -> str:
    """Whoever says how actions go, or writes the plan, may take the days along; else why not."""
    if not permissions.reason_not_to(viewer, Permission.WRITE_PLAN):
        return ""
    return permissions.reason_not_to(viewer, Permission.UPDATE_ACTION)


def reason_not_to_end(viewer: Viewer, link: CalendarLink) -> str:
    if link.person_id == viewer.person.pk:
        return ""
    return permissions.reason_not_to(viewer, Permission.WRITE_PLAN)


def open_ones(viewer: Viewer) -> QuerySet[CalendarLink]:
    """Addresses that were not ended, newest first: the viewer's own, or all of them for who writes the plan."""
    mine: QuerySet[CalendarLink] = CalendarLink.objects.filter(partnership=viewer.partnership, ended_at=None)
    if not viewer.may(Permission.WRITE_PLAN):
        mine = mine.filter(person=viewer.person)
    return mine.select_related("agency", "person", "partnership")


def opened(secret: str, today: date) -> CalendarLink:
    """The address with this secret; reading it changes nothing. Raises CalendarNotOpen."""
    with scopes_disabled():
        found = CalendarLink.objects.filter(fingerprint=_fingerprint(secret), ended_at=None)
        link = found.select_related("agency", "person", "partnership").first()
        if link is None:
            raise CalendarNotOpen
        viewer = viewer_in(link.person, link.partnership, today)
        # A role that was given after the address was made does not bring it to life again.
        before = [each for each in viewer.memberships if each.from_on <= link.made_at.date()] if viewer else []
        if viewer is None or not before or reason_not_to_make(viewer):
            raise CalendarNotOpen
        return link


def _fingerprint(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
