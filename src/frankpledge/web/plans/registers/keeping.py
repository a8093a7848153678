"""What is kept in a register, asked on a viewer's behalf; and every change to it, checked, made and recorded."""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Agency, Person
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans import queries, seeing
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Achievement, Plan
from frankpledge.web.plans.registers.kept import Kept
from frankpledge.web.plans.registers.register import REGISTERS, Register
from frankpledge.web.priorities import restricting

Thing = TypeVar("Thing", bound=Kept)


def kept(viewer: Viewer, register: Register) -> "QuerySet[Any]":
    """Everything in a register that this viewer may see; nothing of a plan or an action that is kept from them."""
    mine: QuerySet[Any] = register.rows.filter(partnership=viewer.partnership)
    if _has(register, "plan"):
        mine = mine.exclude(plan__isnull=False, plan__in=restricting.hidden(viewer, restricting.Kind.PLAN))
    if register.model is Achievement:
        mine = seeing.seen_by(mine, viewer, "update__action__")
    return mine.select_related("partnership", "by", *register.ahead)


def current(viewer: Viewer, register: Register) -> "QuerySet[Any]":
    """The same, without what was retired."""
    return kept(viewer, register).filter(retired_on=None)


def offered(viewer: Viewer, field: "models.Field[Any, Any]", thing: Kept | None = None) -> "QuerySet[Any] | None":
    """
    What a field of a register can point at: the partnership's own, as far as the viewer sees it. An agency that left
    stays on a `thing` that is changed.
    """
    target: Any = field.related_model
    if target is Agency:
        held = thing is not None and thing.pk is not None
        return queries.agencies(viewer, also=[getattr(thing, field.attname)] if held else [])
    if target is Person:
        return queries.people(viewer)
    if target is Plan:
        return queries.plans(viewer)
    found = [each for each in REGISTERS.values() if each.model is target]
    return current(viewer, found[0]) if found else None


def reason_not_to_change(viewer: Viewer) -> str:
    """Why `viewer` may not change what the registers hold, in words for them to read; else ""."""
    return permissions.reason_not_to(viewer, Permission.WRITE_PLAN)


@transaction.atomic
def add(*, register: Register, thing: Thing, by: Viewer) -> Thing:
    """Keep something new."""
    permissions.require(reason_not_to_change(by))
    thing.partnership, thing.by = by.partnership, by.person
    _check(register, thing, by)
    thing.save()
    record(Event.KEPT, subject=thing, by=by, register=register.name)
    return thing


@transaction.atomic
def change(*, register: Register, thing: Kept, by: Viewer) -> Kept:
    """Keep what changed about something; the record names the fields, not what they held."""
    permissions.require(reason_not_to_change(by))
    held = kept(by, register).select_related(None).select_for_update(of=("self",)).get(pk=thing.pk)
    fields = [name for name in register.fields if getattr(held, name) != getattr(thing, name)]
    if fields:
        _check(register, thing, by)
        thing.save(update_fields=fields)
        record(Event.KEPT_CHANGED, subject=thing, by=by, register=register.name, fields=fields)
    return thing


@transaction.atomic
def retire(*, register: Register, thing: Kept, by: Viewer, today: date) -> Kept:
    """It is no longer used; what was printed with it stays as it was. Done again, it is used again."""
    permissions.require(reason_not_to_change(by))
    thing.retired_on = None if thing.retired_on else today
    thing.full_clean()
    thing.save(update_fields=["retired_on"])
    record(Event.KEPT_RETIRED, subject=thing, by=by, register=register.name, retired=thing.retired_on is not None)
    return thing


def _check(register: Register, thing: Kept, by: Viewer) -> None:
    """What the database demands, and that what it points at is this partnership's and seen by who points."""
    thing.full_clean()
    for name in register.fields:
        field = thing._meta.get_field(name)
        if not isinstance(field, models.ForeignKey):
            continue
        choices, chosen = offered(by, field, thing), getattr(thing, f"{name}_id")
        if chosen and choices is not None and not choices.filter(pk=chosen).exists():
            raise ValidationError({name: "There is no such thing here."})


def _has(register: Register, name: str) -> bool:
    return any(field.name == name for field in register.model._meta.get_fields())
