"""Every change to own areas and premises: checked, made and recorded in one transaction."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.archive import own_areas
from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.archive.own_areas import NotAShape
from frankpledge.archive.places import all_places
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.places.events import Event
from frankpledge.web.places.models import Condition, Extent, OwnArea, Premises

WRITE, RELEASE = Permission.WRITE_ASSESSMENT, Permission.RELEASE
DECIMALS = 6  # of a degree, about 10 cm


@transaction.atomic
def make_area(
    *, name: str, kind: str, note: str, from_on: date, how: str, shape: str, lsoas: Sequence[str], snapshot: Snapshot,
    by: Viewer,
) -> OwnArea:  # fmt: skip
    """An own area that lies, from a day on, where `shape` (GeoJSON) or `lsoas` (codes) say. Raises ValidationError."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    area = OwnArea(partnership=by.partnership, name=name.strip(), kind=kind, note=note.strip())
    area.full_clean()
    area.save()
    record(Event.AREA_MADE, subject=area, by=by, area_kind=kind)
    give_extent(area=area, from_on=from_on, how=how, shape=shape, lsoas=lsoas, snapshot=snapshot, by=by)
    return area


@transaction.atomic
def give_extent(
    *, area: OwnArea, from_on: date, how: str, shape: str, lsoas: Sequence[str], snapshot: Snapshot, by: Viewer
) -> Extent:
    """Where the area lies from a day on; where it lay before stays as it was. Raises ValidationError."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    extent = Extent(partnership=by.partnership, area=area, from_on=from_on, how=how, by=by.person)
    if how == Extent.How.CHOSEN:
        extent.lsoas = _known(snapshot, lsoas)
    else:
        extent.shape, extent.fit = _fitted(snapshot, shape)
        extent.lsoas = sorted(fit["lsoa"] for fit in extent.fit if fit["share"] > own_areas.MORE_THAN)
    extent.full_clean()
    extent.save()
    record(Event.EXTENT_GIVEN, subject=area, by=by, from_on=str(from_on), how=how, lsoas=len(extent.lsoas))
    return extent


def _known(snapshot: Snapshot, lsoas: Sequence[str]) -> list[str]:
    chosen = sorted({code.strip().upper() for code in lsoas if code.strip()})
    if not chosen:
        raise ValidationError("Choose at least one LSOA.")
    try:
        strange = sorted(set(chosen) - set(all_places(snapshot)["lsoa"]))
    except NothingHeld as nothing:
        raise ValidationError(str(nothing)) from None
    if strange:
        raise ValidationError(f"No look-up held knows {', '.join(strange[:5])} as an LSOA of 2021.")
    return chosen


def _fitted(snapshot: Snapshot, text: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    import numpy as np
    import shapely
    from shapely.geometry import mapping

    try:
        shape = own_areas.shape_of(text)
        fits = own_areas.fits(snapshot, shape)
    except (NotAShape, NothingHeld) as fault:
        raise ValidationError(str(fault)) from None
    if not fits:
        raise ValidationError("No LSOA that is held lies in this shape. Is it in the right place?")
    rounded = shapely.transform(shape, lambda corners: np.round(corners, DECIMALS))
    return json.loads(json.dumps(mapping(rounded))), [asdict(fit) for fit in fits]


@transaction.atomic
def end_area(*, area: OwnArea, on: date, by: Viewer) -> OwnArea:
    """From that day on it is offered no more; what was made with it stays."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    area.ended_on = on
    area.save(update_fields=["ended_on"])
    record(Event.AREA_ENDED, subject=area, by=by, on=str(on))
    return area


@transaction.atomic
def put_premises(*, premises: Premises | None, by: Viewer, **said: Any) -> Premises:
    """Add premises, or change what is held of them: name, kind, address, longitude, latitude, note, closed_on."""
    permissions.require(reason_not_to_change(by, premises))
    held = premises or Premises(partnership=by.partnership)
    for name, value in said.items():
        setattr(held, name, value)
    held.full_clean()
    held.save(update_fields=sorted(said) if premises else None)  # whether they are public is not said here
    record(Event.PREMISES_CHANGED if premises else Event.PREMISES_ADDED, subject=held, by=by, fields=sorted(said))
    return held


def reason_not_to_change(viewer: Viewer, premises: Premises | None) -> str:
    """
    Why `viewer` may not change these premises or their conditions, in words for them to read; else "". What is shown to
    anybody is changed by whom it takes to show it.
    """
    if reason := permissions.reason_not_to(viewer, WRITE):
        return reason
    public = premises is not None and Premises.objects.filter(pk=premises.pk, published=True).exists()
    if public and (reason := permissions.reason_not_to(viewer, RELEASE)):
        return f"These premises are public, and so is what is changed about them. {reason}"
    return ""


@transaction.atomic
def add_condition(
    *, premises: Premises, text: str, source: str, from_on: date, until_on: date | None, by: Viewer
) -> Condition:
    permissions.require(reason_not_to_change(by, premises))
    condition = Condition(
        partnership=by.partnership, premises=premises, text=text.strip(), source=source, from_on=from_on, until_on=until_on
    )  # fmt: skip
    condition.full_clean()
    condition.save()
    record(Event.CONDITION_ADDED, subject=premises, by=by, condition=condition.pk)
    return condition


@transaction.atomic
def end_condition(*, condition: Condition, on: date, by: Viewer) -> Condition:
    """It holds until that day; one that had not begun never holds."""
    permissions.require(reason_not_to_change(by, condition.premises))
    condition.until_on = max(on, condition.from_on)
    condition.save(update_fields=["until_on"])
    record(Event.CONDITION_ENDED, subject=condition.premises, by=by, condition=condition.pk)
    return condition


def reason_not_to_publish(viewer: Viewer, premises: Premises) -> str:
    """Why `viewer` may not make these premises public, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, RELEASE)
    if reason:
        return reason
    if premises.closed_on:
        return "These premises are closed."
    return ""


@transaction.atomic
def publish(*, premises: Premises, public: bool, by: Viewer) -> Premises:
    """Show name, kind, address and conditions to anybody, or no longer. The note is never shown."""
    reason = reason_not_to_publish(by, premises) if public else permissions.reason_not_to(by, RELEASE)
    permissions.require(reason)
    premises.published = public
    premises.save(update_fields=["published"])
    record(Event.PREMISES_PUBLISHED if public else Event.PREMISES_WITHDRAWN, subject=premises, by=by)
    return premises
