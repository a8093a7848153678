"""Asking people how their actions go: links that need no sign-in, one e-mail a person, and who is asked next."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Person
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.audit.record import record
from frankpledge.web.plans import queries
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Action, Plan, UpdateLink

LASTS = timedelta(days=21)
ASK_AFTER_DAYS = 30  # a word younger than this is not asked for again


class LinkNotOpen(Exception):
    """An update link that was ended, has run out, or never was."""


@dataclass(frozen=True)
class Waiting:
    """The actions that wait for a word of one person. `person` is None where the agency has named nobody."""

    agency: str
    person: Person | None
    rows: list[queries.Row]


def waiting(viewer: Viewer, today: date) -> list[Waiting]:
    """Actions that nobody has said anything of for a month, by whom to ask: the person named, else the liaison."""
    asked = queries.actions(viewer).filter(dropped_on=None).exclude(plan__stage=Plan.Stage.SUPERSEDED)
    liaisons = queries.liaisons(viewer)
    found: dict[tuple[str, int | None], Waiting] = {}
    for row in queries.rows(viewer, asked, today):
        if row.standing.said == "complete" or row.standing.age is None or row.standing.age <= ASK_AFTER_DAYS:
            continue
        person = row.action.lead_person or liaisons.get(row.action.lead_id or 0)
        agency = str(row.action.lead) if row.action.lead else "Nobody leads these"
        key = (agency, person.pk if person else None)
        found.setdefault(key, Waiting(agency, person, [])).rows.append(row)
    return sorted(found.values(), key=lambda each: (each.agency, each.person.name if each.person else ""))


@transaction.atomic
def make_link(*, action: Action, person: Person, by: Viewer, now: datetime) -> str:
    """A link by which `person` says how `action` goes; returns its secret, which is kept nowhere."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    secret = secrets.token_urlsafe(32)
    link = UpdateLink(
        partnership=by.partnership,
        action=action,
        person=person,
        period=period(timezone.localtime(now).date()),
        fingerprint=_fingerprint(secret),
        expires_at=now + LASTS,
    )
    link.full_clean()
    link.save()
    record(Event.LINK_MADE, subject=link, by=by, action=action.pk, person_asked=person.pk)
    return secret


@transaction.atomic
def end_links(*, links: Iterable[UpdateLink], by: Viewer, now: datetime) -> int:
    """Links stop working from now; returns how many did."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    ended = 0
    for link in links:
        link.ended_at = now
        link.save(update_fields=["ended_at"])
        record(Event.LINK_ENDED, subject=link, by=by, action=link.action_id)
        ended += 1
    return ended


def open_link(secret: str, now: datetime, today: date) -> tuple[UpdateLink, Viewer]:
    """
    The link with this secret, and the person it is for as they are today; reading it changes nothing.

    Raises LinkNotOpen where the link, the person's role or the plan has ended.
    """
    with scopes_disabled():
        found = UpdateLink.objects.open(now).filter(fingerprint=_fingerprint(secret))
        link = found.select_related("action__plan", "action__lead", "person", "partnership").first()
        if link is None or not link.action.plan.can_be_written:
            raise LinkNotOpen
        viewer = viewer_of(link.person, link.partnership, today)
        if viewer is None:
            raise LinkNotOpen
        return link, viewer


def period(day: date) -> str:
    """What an update of this day is about: the quarter of the financial year, as in "July to September 2026"."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = date(day.year, first.month + 2, 1)
    return f"{first:%B} to {last:%B} {day.year}"


def _fingerprint(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
