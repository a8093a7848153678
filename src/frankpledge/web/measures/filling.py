"""Filling measures from the evidence: recorded crime in the partnership's area, month by month."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from frankpledge.archive import crimes
from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import find_area, force_names_covering
from frankpledge.month import Month
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.measures.events import Event
from frankpledge.web.measures.models import Measure, Reading
from frankpledge.web.plans.models import Plan
from frankpledge.web.plans.permissions import reason_not_to_write

if TYPE_CHECKING:
    import pandas as pd

ALL_CRIME, ANTI_SOCIAL = "all", "Anti-social behaviour"
MONTHS_BACK = 36
COUNTED = "Counted from the published street-level rows whose LSOA lies in the area."


def fill(*, plan: Plan, archive: Path, by: Viewer, today: date) -> int:
    """
    Count what is held for each measure that fills itself; returns how many figures are new or changed.

    A month that is not held in whole by every force of the area gets no figure. One whose count is the same gets
    none either, so that filling again changes nothing; one that the publisher restated is revised.
    """
    permissions.require(reason_not_to_write(by, plan))
    open_ones = Measure.objects.filter(plan=plan, retired_on=None).prefetch_related("definitions")
    measures = [each for each in open_ones if each.definitions.all()[0].crime_type]
    if not measures:
        return 0
    snapshot = Archive(archive).snapshot()
    if not snapshot.holds(crimes.STREET):
        return 0
    codes = by.partnership.areas.filter(until_on=None).values_list("code", flat=True)
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
    return sum(_put(each, counts.unstack(fill_value=0), held, snapshot.versions, by) for each in measures)


@transaction.atomic
def _put(measure: Measure, counts: "pd.DataFrame", held: list[Month], versions: Mapping[str, int], by: Viewer) -> int:
    import pandas as pd

    definition = measure.definitions.all()[0]
    wanted = definition.crime_type
    if wanted == ALL_CRIME:
        column = counts.drop(columns=ANTI_SOCIAL, errors="ignore").sum(axis=1)
    else:
        column = counts[wanted] if wanted in counts else pd.Series(0, index=counts.index)
    known: dict[str, float] = {}
    for reading in measure.readings.filter(definition=definition).order_by("pk"):
        known[reading.month] = reading.value
    new = []
    for month in held:
        value = float(column.get(month.index, 0))
        if str(month) >= definition.from_month and known.get(str(month)) != value:
            new.append(
                Reading(
                    partnership=by.partnership,
                    measure=measure,
                    definition=definition,
                    month=str(month),
                    value=value,
                    state=Reading.State.REVISED if str(month) in known else Reading.State.PROVISIONAL,
                    words=COUNTED,
                    versions=dict(versions),
                )
            )
    Reading.objects.bulk_create(new)
    if new:
        record(Event.FILLED, subject=measure, by=by, figures=len(new))
    return len(new)
