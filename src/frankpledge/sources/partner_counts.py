"""Ready-made monthly counts that a partner sends, in a format of our own."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.sources.column_checks import check_codes, check_once, check_whole_numbers, lines_of, whole_numbers
from frankpledge.sources.dataset import Dataset
from frankpledge.sources.opened import Head, Opened, Reading
from frankpledge.sources.police_uk_csv import Lines

COUNTS = Dataset(
    name="counts_extract",
    title="Counts sent by a partner",
    publisher="The partner named in the file",
    licence="As agreed with the partner",
    attribution="Counts supplied by the partner named in the file.",
    caveats=("Counted by the partner, by rules of its own.",),
    sensitivity="restricted",
    # A file brings whole months: what it no longer counts in a month is gone.
    key=("dataset", "month"),
)
COLUMNS = ("Dataset", "Publisher", "Sensitivity", "Month", "LSOA code", "Category", "Count")
SENSITIVITIES = ("open", "restricted")
MONTH = re.compile(r"^[0-9]{4}-(0[1-9]|1[0-2])$")


def recognise(head: Head) -> Dataset | None:
    return COUNTS if head.kind == "csv" and head.columns == COLUMNS else None


def read(opened: Opened, dataset: Dataset) -> Reading:
    """One row for each dataset, month, LSOA and category. A blank LSOA code is a count that has no place."""
    lines = lines_of(opened)
    _check_text(lines, "Dataset")
    _check_text(lines, "Publisher")
    sensitivity = pc.utf8_lower(lines.table["Sensitivity"])
    lines.drop(
        pc.invert(pc.is_in(sensitivity, value_set=pa.array(SENSITIVITIES))), "Sensitivity", "not open or restricted"
    )
    lines.drop(pc.invert(pc.match_substring_regex(lines.table["Month"], MONTH.pattern)), "Month", "not YYYY-MM")
    check_codes(lines, "LSOA code", blank=True)
    _check_text(lines, "Category")
    check_whole_numbers(lines, "Count")
    check_once(lines, ("Dataset", "Month", "LSOA code", "Category"))
    months = lines.table["Month"]
    year = pc.cast(pc.utf8_slice_codeunits(months, 0, 4), pa.int32())
    number = pc.cast(pc.utf8_slice_codeunits(months, 5, 7), pa.int32())
    rows = pa.table(
        {
            "dataset": lines.table["Dataset"],
            "publisher": lines.table["Publisher"],
            "sensitivity": pc.utf8_lower(lines.table["Sensitivity"]),
            "month": months,
            "month_ix": pc.add(
                pc.multiply(year, pa.scalar(12, pa.int32())), pc.subtract(number, pa.scalar(1, pa.int32()))
            ),
            "lsoa": lines.text_or_null("LSOA code"),
            "category": lines.table["Category"],
            "count": whole_numbers(lines, "Count"),
        }
    )
    return Reading(dataset, rows, lines.rejected)


def _check_text(lines: Lines, column: str) -> None:
    lines.drop(pc.equal(lines.table[column], ""), column, "blank")
