"""data.police.uk stop and search: one row for each search, as the force recorded it."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.sources.dataset import OGL, Dataset
from frankpledge.sources.opened import Head, Opened, Reading
from frankpledge.sources.police_uk import ATTRIBUTION, NUMBER, PUBLISHER, Whose, whose
from frankpledge.sources.police_uk_csv import Lines, parse
from frankpledge.sources.police_uk_street import month_columns

STOP_AND_SEARCH = Dataset(
    name="police_uk_stop_and_search",
    title="Stop and search",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=ATTRIBUTION,
    caveats=("Many values are left blank by forces, and some searches have no location.",),
)

COLUMNS = (
    "Type",
    "Date",
    "Part of a policing operation",
    "Policing operation",
    "Latitude",
    "Longitude",
    "Gender",
    "Age range",
    "Self-defined ethnicity",
    "Officer-defined ethnicity",
    "Legislation",
    "Object of search",
    "Outcome",
    "Outcome linked to object of search",
    "Removal of more than just outer clothing",
)
NUMBERS = ("Latitude", "Longitude")
YES_OR_NO = (
    "Part of a policing operation",
    "Outcome linked to object of search",
    "Removal of more than just outer clothing",
)
DATE = r"^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T[0-2]\d:[0-5]\d:[0-5]\d(Z|[+-]\d\d:\d\d)?$"


def recognise(head: Head) -> Dataset | None:
    return STOP_AND_SEARCH if head.kind == "csv" and head.columns == COLUMNS else None


def of(head: Head) -> Whose:
    """The month by the dates, the force by the file's name, for no row states it."""
    return whose(head, force_column=None, month_column="Date")


def read(opened: Opened, dataset: Dataset) -> Reading:
    """The rows; times are kept as the publisher writes them, and the month is the file's."""
    lines = parse(opened.read(), COLUMNS, opened.name)
    own = of(opened.head)
    lines.drop(pc.invert(pc.match_substring_regex(lines.table["Date"], DATE)), "Date", "not a date and time")
    # Times are in UTC: in summer the first hour of a month is the last of the month before.
    first = pc.starts_with(lines.table["Date"], str(own.month))
    eve = pc.match_substring_regex(lines.table["Date"], rf"^{own.month.minus(1)}-{own.month.minus(1).days}T23:")
    lines.drop(pc.invert(pc.or_(first, eve)), "Date", f"another month than the file's ({own.month})")
    for column in NUMBERS:
        text = lines.table[column]
        malformed = pc.and_(pc.not_equal(text, ""), pc.invert(pc.match_substring_regex(text, NUMBER)))
        lines.drop(malformed, column, "not a number of degrees")
    for column in YES_OR_NO:
        known = pc.is_in(lines.table[column], value_set=pa.array(["", "True", "False"]))
        lines.drop(pc.invert(known), column, "neither True nor False")
    rows = pa.table(
        {
            **month_columns(own.month, len(lines.table)),
            "force": pa.repeat(pa.scalar(own.force), len(lines.table)),
            **{snake_case(column): _typed(lines, column) for column in COLUMNS},
            "source_row": lines.line,
        }
    )
    return Reading(dataset, rows, sorted(lines.rejected, key=lambda bad: bad.row))


def _typed(lines: Lines, column: str) -> pa.ChunkedArray:
    text = lines.text_or_null(column)
    if column in NUMBERS:
        return text.cast(pa.float64())
    if column in YES_OR_NO:
        return pc.equal(text, "True")
    return text


def snake_case(column: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", column.lower())
