"""
Who may see a restricted plan, priority or action: one question for every list, and the changes of it.

Whatever shows plans or actions asks `hidden` for a viewer, or `restricted` for what everybody reads.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Agency, Person
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.priorities.events import Event
from frankpledge.web.priorities.restriction import MaySee, Restriction

Kind = Restriction.Kind


def hidden(viewer: Viewer, kind: str) -> Any:
    """
    The numbers of this kind that `viewer` may not see, as a question within another; while a page is only read, the
    numbers themselves, which are nearly always none.
    """
    if viewer.hidden is None:
        return _hidden(viewer).filter(kind=kind).values("number")
    if not viewer.hidden:
        viewer.hidden.update({each: [] for each in Kind.values})
        for of_kind, number in _hidden(viewer).values_list("kind", "number"):
            viewer.hidden[of_kind].append(number)
    return viewer.hidden[kind]


def _hidden(viewer: Viewer) -> "QuerySet[Restriction]":
    agencies = [agency.pk for agency in viewer.agencies]
    seen = MaySee.objects.filter(Q(person=viewer.person) | Q(agency__in=agencies), partnership=viewer.partnership)
    mine: QuerySet[Restriction] = Restriction.objects.filter(partnership=viewer.partnership, lifted_on=None).order_by()
    return mine.exclude(pk__in=seen.values("restriction"))


def restricted(kind: str) -> "QuerySet[Restriction]":
    """The numbers of this kind that not everybody may see; in the scope it is called in."""
    mine: QuerySet[Restriction] = Restriction.objects.filter(kind=kind, lifted_on=None)
    return mine.order_by().values("number")  # type: ignore[return-value]


def on(viewer: Viewer, kind: str, numbers: Collection[int]) -> dict[int, Restriction]:
    """Number → its restriction with its group, of those that the viewer may see."""
    return {number: held for (_, number), held in on_any(viewer, {kind: numbers}).items()}


def on_any(viewer: Viewer, numbers: Mapping[str, Collection[int]]) -> dict[tuple[str, int], Restriction]:
    """The same of several kinds: kind and number → the restriction."""
    asked = Q()
    for kind, those in numbers.items():
        asked |= Q(kind=kind, number__in=those) & ~Q(number__in=hidden(viewer, kind))
    held = Restriction.objects.filter(asked, partnership=viewer.partnership, lifted_on=None)
    return {(each.kind, each.number): each for each in held.prefetch_related("group__person", "group__agency")}


def carried(kind: str, number: int) -> Restriction | None:
    """The restriction on this, to put on what is made of it."""
    return Restriction.objects.filter(kind=kind, number=number, lifted_on=None).first()


@transaction.atomic
def restrict(
    *,
    kind: str,
    number: int,
    because: str,
    people: Iterable[Person],
    agencies: Iterable[Agency],
    by: Viewer,
) -> Restriction:
    """
    Keep it to these people, to everybody of these agencies, and to `by`; in place of an earlier group.

    Call it with what `by` may see: the pages fetch it on their behalf first.
    """
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    held = Restriction.objects.filter(partnership=by.partnership, kind=kind, number=number, lifted_on=None).first()
    if held is None:
        held = Restriction(partnership=by.partnership, kind=kind, number=number, by=by.person)
    held.because = because.strip()
    held.full_clean()
    held.save()
    _set_group(held, {person.pk for person in people} | {by.person.pk}, {agency.pk for agency in agencies})
    record(Event.RESTRICTED, subject=held, by=by, thing=kind, number=number)
    return held


@transaction.atomic
def restrict_like(*, other: Restriction, kind: str, number: int, by: Viewer) -> Restriction:
    """The same group for another thing: a part of a restricted plan, or what was carried over from it."""
    group = list(other.group.select_related("person", "agency"))
    return restrict(
        kind=kind,
        number=number,
        because=other.because,
        people=[each.person for each in group if each.person],
        agencies=[each.agency for each in group if each.agency],
        by=by,
    )


@transaction.atomic
def lift(*, restriction: Restriction, by: Viewer, today: date) -> None:
    """Everybody of the partnership may see it again."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    if restriction.lifted_on:
        raise ValidationError("It was lifted already.")
    restriction.lifted_on = today
    restriction.save(update_fields=["lifted_on"])
    record(Event.LIFTED, subject=restriction, by=by, thing=restriction.kind, number=restriction.number)


def _set_group(held: Restriction, people: set[int], agencies: set[int]) -> None:
    held.group.all().delete()
    MaySee.objects.bulk_create(
        [MaySee(partnership_id=held.partnership_id, restriction=held, person_id=pk) for pk in sorted(people)]
        + [MaySee(partnership_id=held.partnership_id, restriction=held, agency_id=pk) for pk in sorted(agencies)]
    )
