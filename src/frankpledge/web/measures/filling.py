"""Filling measures month by month: from recorded crime in the partnership's area, and from apps' named counters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from frankpledge.archive import crimes
from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import find_area, force_names_covering
from frankpledge.month import Month
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.measures import counters
from frankpledge.web.measures.events import Event
from frankpledge.web.measures.models import Definition, Measure, Reading
from frankpledge.web.plans.models import Plan
from frankpledge.web.plans.permissions import reason_not_to_write

if TYPE_CHECKING:
    import pandas as pd

ALL_CRIME, ANTI_SOCIAL = "all", "Anti-social behaviour"
MONTHS_BACK = 36
MOST_WORDS = 300  # as a reading holds
COUNTED = "Counted from the published street-level rows whose LSOA lies in the area."


@dataclass(frozen=True)
class Figure:
    """A month's value, out of how many where it is a share, and where it is from."""

    value: float
    base: float | None
    words: str


def fill(*, plan: Plan, archive: Path, today: date, by: Viewer | None = None) -> int:
    """
    Count what is held for each measure that fills itself; returns how many figures are new or changed.

    A month that is not held in whole by every force of the area gets no figure. One whose count is the same gets
    none either, so that filling again changes nothing; one that the publisher restated is revised. `by` is None where
    the worker does it on schedule.
    """
    if by is not None:
        permissions.require(reason_not_to_write(by, plan))
    open_ones = Measure.objects.filter(plan=plan, retired_on=None).prefetch_related("definitions")
    newest = [(each, each.definitions.all()[0]) for each in open_ones]
    made = sum(
        _put(each, _of_counter(defined, plan.partnership, today), {}, by) for each, defined in newest if defined.counter
    )
    return made + _fill_from_archive([each for each, defined in newest if defined.crime_type], plan, archive, by, today)


def _of_counter(definition: Definition, partnership: Partnership, today: date) -> dict[Month, Figure]:
    """What the app says of every whole month since the definition; nothing where its counter is no longer there."""
    counter = counters.find(definition.counter)
    first, last = Month.parse(definition.from_month), Month.parse(f"{today:%Y-%m}").minus(1)
    if counter is None or last < first:
        return {}
    months = [month for month in first.to(last) if month >= last.minus(MONTHS_BACK)]
    found = counters.figures(counter, partnership, months)
    words = f"Counted by Frankpledge: {counter.words}."
    return {
        month: Figure(value, of, _cut(f"{found.words.get(month, '')} {words}".strip()))
        for month, (value, of) in found.values.items()
    }


def _cut(words: str) -> str:
    return words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1]}…"


def _fill_from_archive(measures: list[Measure], plan: Plan, archive: Path, by: Viewer | None, today: date) -> int:
    if not measures:
        return 0
    partnership = plan.partnership
    snapshot = Archive(archive).snapshot()
    if not snapshot.holds(crimes.STREET):
        return 0
    codes = partnership.areas.filter(until_on=None).values_list("code", flat=True)
    areas = [find_area(snapshot, code) for code in codes]
    lsoas = sorted({lsoa for area in areas for lsoa in area.lsoas})
    forces = sorted({name for area in areas for name in force_names_covering(snapshot, area)})
    last = Month.parse(f"{today:%Y-%m}")
    held_by_force = crimes.months_held(snapshot, forces)
    held = [
        month
        for month in last.minus(MONTHS_BACK).to(last)
        if all(month in held_by_force[name] for name in held_by_force)
    ]
    if not held or not held_by_force:
        return 0
    counts = crimes.area_counts(snapshot, lsoas, held).groupby(["month_ix", "crime_type"])["n"].sum()
    table = counts.unstack(fill_value=0)
    return sum(_put(each, _of_crime(each, table, held), snapshot.versions, by) for each in measures)


def _of_crime(measure: Measure, counts: "pd.DataFrame", held: list[Month]) -> dict[Month, Figure]:
    import pandas as pd

    wanted = measure.definitions.all()[0].crime_type
    if wanted == ALL_CRIME:
        column = counts.drop(columns=ANTI_SOCIAL, errors="ignore").sum(axis=1)
    else:
        column = counts[wanted] if wanted in counts else pd.Series(0, index=counts.index)
    return {month: Figure(float(column.get(month.index, 0)), None, COUNTED) for month in held}


@transaction.atomic
def _put(measure: Measure, figures: dict[Month, Figure], versions: Mapping[str, int], by: Viewer | None) -> int:
    """New readings for those figures that are not what was last known."""
    definition = measure.definitions.all()[0]
    known: dict[str, tuple[float, float | None]] = {}
    for reading in measure.readings.filter(definition=definition).order_by("pk"):
        known[reading.month] = (reading.value, reading.base)
    new = [
        Reading(
            partnership_id=measure.partnership_id,
            measure=measure,
            definition=definition,
            month=str(month),
            value=figure.value,
            base=figure.base,
            state=Reading.State.REVISED if str(month) in known else Reading.State.PROVISIONAL,
            words=figure.words,
            versions=dict(versions),
        )
        for month, figure in sorted(figures.items())
        if str(month) >= definition.from_month and known.get(str(month)) != (figure.value, figure.base)
    ]
    Reading.objects.bulk_create(new)
    if new:
        record(Event.FILLED, subject=measure, by=by, partnership=measure.partnership, figures=len(new))
    return len(new)
