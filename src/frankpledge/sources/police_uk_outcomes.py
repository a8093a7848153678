"""data.police.uk outcomes: what came of crimes, by the month in which it did."""

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.sources.dataset import OGL, Dataset
from frankpledge.sources.opened import Head, Opened, Reading
from frankpledge.sources.police_uk import ATTRIBUTION, PUBLISHER, Whose, whose
from frankpledge.sources.police_uk_csv import parse
from frankpledge.sources.police_uk_street import check_month_and_force, check_place, common_columns

OUTCOMES = Dataset(
    name="police_uk_outcomes",
    title="Outcomes of crimes",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=ATTRIBUTION,
    caveats=("The month is that of the outcome, not of the crime.", "Most rows carry no location."),
)

COLUMNS = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Outcome type",
)


def recognise(head: Head) -> Dataset | None:
    return OUTCOMES if head.kind == "csv" and head.columns == COLUMNS else None


def of(head: Head) -> Whose:
    """The force and month of the file."""
    return whose(head, force_column="Falls within", month_column="Month")


def read(opened: Opened, dataset: Dataset) -> Reading:
    """The rows; a row of another month or force than the file's own is rejected."""
    data = opened.read()
    lines = parse(data, COLUMNS, opened.name)
    if not data.endswith(b"\n"):
        # The outcome is the last value, so a line cut inside it still has every value: only its words can tell.
        outcome = lines.table["Outcome type"]
        complete = pc.is_in(outcome, value_set=outcome.slice(0, max(len(outcome) - 1, 0)))
        last = pc.equal(lines.line, pc.max(lines.line))
        lines.drop(pc.and_(last, pc.invert(complete)), "Outcome type", "the last line has no end, and may be cut short")
    own = of(opened.head)
    check_month_and_force(lines, own)
    lines.drop(pc.equal(lines.table["Outcome type"], ""), "Outcome type", "no outcome")
    lon, lat = check_place(lines)
    rows = pa.table(
        {
            **common_columns(lines, own, lon, lat),
            "outcome_type": lines.table["Outcome type"],
            "source_row": lines.line,
        }
    )
    return Reading(dataset, rows, sorted(lines.rejected, key=lambda bad: bad.row))
