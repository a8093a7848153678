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
from frankpledge.web.accounts.middleware import viewer_in
from frankpledge.web.accounts.models import Membership, Person
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.mail import outbox
from frankpledge.web.plans import queries
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Action, Asked, AskedAbout, Status, UpdateLink

LASTS = timedelta(days=21)
ASK_AFTER_DAYS = 30  # a word younger than this is not asked for again
ASK_HIGHER_AFTER = 2  # times asked in vain


MOST_UPDATES = 20  # by one link


class LinkNotOpen(Exception):
    """An update link that was ended, has run out, or never was."""


@dataclass(frozen=True)
class Waiting:
    """
    The actions that wait for a word of one person. `person` is None where the agency has named nobody.

    `higher` are the ids of those that the agency's liaison is asked for, since who leads was asked twice in vain.
    """

    agency: str
    person: Person | None
    rows: list[queries.Row]
    times: dict[int, int]
    higher: set[int]


def waiting(viewer: Viewer, today: date, every: list[queries.Row] | None = None) -> list[Waiting]:
    """
    Actions that nobody has said anything of for a month, by whom to ask: the person named, else the liaison. `every`
    are the rows of all open actions, where they are at hand.

    Nobody is asked of a plan that has not begun, whatever was said of its actions in the plan before.
    """
    if every is None:
        every = queries.rows(viewer, queries.open_actions(viewer), today)
    here = set(Membership.objects.live(today).filter(partnership=viewer.partnership).values_list("person", flat=True))
    liaisons = {agency: person for agency, person in queries.liaisons(viewer).items() if person and person.pk in here}
    rows = [row for row in every if row.action.plan.first_day <= today and _waits(row)]
    times = _times_asked(viewer, rows)
    found: dict[tuple[str, int | None], Waiting] = {}
    for row in rows:
        liaison = liaisons.get(row.action.lead_id or 0)
        named = row.action.lead_person if row.action.lead_person_id in here else None
        higher = times[row.action.pk] >= ASK_HIGHER_AFTER and liaison not in (None, named)
        person = liaison if higher else named or liaison
        agency = str(row.action.lead) if row.action.lead else "Nobody leads these"
        each = found.setdefault((agency, person.pk if person else None), Waiting(agency, person, [], times, set()))
        each.rows.append(row)
        if higher:
            each.higher.add(row.action.pk)
    return sorted(found.values(), key=lambda each: (each.agency, each.person.name if each.person else ""))


def _waits(row: queries.Row) -> bool:
    age = row.standing.age
    return row.standing.said != Status.COMPLETE and age is not None and age > ASK_AFTER_DAYS


def _times_asked(viewer: Viewer, rows: list[queries.Row]) -> dict[int, int]:
    """How often each action was asked about since its newest word."""
    since = {row.action.pk: row.word.on if row.word else date.min for row in rows}
    times = dict.fromkeys(since, 0)
    asked = AskedAbout.objects.filter(action__in=since, partnership=viewer.partnership)
    for action, on in asked.values_list("action", "asked__on"):
        times[action] += on >= since[action]
    return times


@transaction.atomic
def ask(*, by: Viewer, today: date) -> int:
    """
    One e-mail to each person whose actions wait for a word; returns how many people are asked.

    Who was asked today is not asked again. None is sent without a mail server: the links are then made by hand.
    """
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    people: dict[int, list[Waiting]] = {}
    for each in waiting(by, today):
        if each.person:
            people.setdefault(each.person.pk, []).append(each)
    before = set(Asked.objects.filter(on=today).values_list("person", flat=True))
    count = 0
    for pk, theirs in people.items():
        person = theirs[0].person
        if pk in before or person is None:
            continue
        asked = Asked.objects.create(partnership=by.partnership, person=person, by=by.person, on=today)
        AskedAbout.objects.bulk_create(
            AskedAbout(partnership=by.partnership, asked=asked, action=row.action, higher=row.action.pk in each.higher)
            for each in theirs
            for row in each.rows
        )
        outbox.put("plans.asked", to=person.email, about=asked, partnership=by.partnership)
        record(Event.ASKED, subject=asked, by=by, person_asked=pk, actions=sum(len(each.rows) for each in theirs))
        count += 1
    return count


@transaction.atomic
def make_link(*, action: Action, person: Person, by: Viewer, now: datetime) -> str:
    """A link by which `person` says how `action` goes; returns its secret, which is kept nowhere."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    return link_for(action=action, person=person, made_by=by.person, now=now)


def link_for(*, action: Action, person: Person, made_by: Person, now: datetime) -> str:
    """The same, for an e-mail that is being written on behalf of whoever asked."""
    secret = secrets.token_urlsafe(32)
    link = UpdateLink(
        partnership_id=action.partnership_id,
        action=action,
        person=person,
        period=period(timezone.localtime(now).date()),
        fingerprint=_fingerprint(secret),
        expires_at=now + LASTS,
    )
    link.full_clean()
    link.save()
    record(
        Event.LINK_MADE,
        subject=link,
        person=made_by,
        partnership=action.partnership,
        action=action.pk,
        person_asked=person.pk,
    )
    return secret


def open_links(viewer: Viewer, action: Action, now: datetime) -> list[UpdateLink]:
    """The links of an action that still work, the newest first, with the person whom each is for."""
    mine = UpdateLink.objects.open(now).filter(partnership=viewer.partnership, action=action)
    return list(mine.select_related("person"))


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

    Raises LinkNotOpen where the link, the person's role or the plan has ended, or the link was used very often.
    """
    with scopes_disabled():
        found = UpdateLink.objects.open(now).filter(fingerprint=_fingerprint(secret))
        link = found.select_related("action__plan", "action__lead", "person", "partnership").first()
        if link is None or not link.action.plan.can_be_written:
            raise LinkNotOpen
        viewer = viewer_in(link.person, link.partnership, today)
        # A role that was given after the link does not bring it to life again.
        before = [each for each in viewer.memberships if each.from_on <= link.made_at.date()] if viewer else []
        if viewer is None or not before or link.updates.count() >= MOST_UPDATES:
            raise LinkNotOpen
        if not queries.actions(viewer).filter(pk=link.action_id).exists():  # it was restricted since
            raise LinkNotOpen
        return link, viewer


def period(day: date) -> str:
    """What an update of this day is about: the quarter of the financial year, as in "July to September 2026"."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = date(day.year, first.month + 2, 1)
    return f"{first:%B} to {last:%B} {day.year}"


def _fingerprint(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
