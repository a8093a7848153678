"""A partner's ready-made counts in a layout of its own, read through its mapping into ours."""

import re
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from frankpledge.month import Month
from frankpledge.sources.identifiers import shape
from frankpledge.sources.opened import Reading
from frankpledge.sources.partner_counts import COUNTS
from frankpledge.sources.partner_extract_columns import take_column
from frankpledge.sources.partner_extract_table import ExtractTable, as_text
from frankpledge.sources.partner_mapping import Column, Feed
from frankpledge.sources.rejected import Rejected


def read_counts(table: ExtractTable, feed: Feed, file: str) -> Reading:
    """Rows of `counts_extract`; a row without an LSOA is a count that has no place."""
    taken: dict[str, list[Any]] = {}
    faults: dict[int, tuple[str, str]] = {}
    for column in feed.columns:
        name = column.field.name
        if name in ("month", "count"):
            read = _months if name == "month" else _counts
            values, wrong = read(table, column)
        else:
            done = take_column(table, column, lambda text: text)
            values, wrong = done.values, done.faults
            if name == "category":
                wrong = wrong | {index: "blank" for index, value in enumerate(values) if value is None}
        taken[name] = values
        for index, reason in wrong.items():
            faults.setdefault(index, (column.heading, reason))
    lsoas = taken.get("lsoa21", [None] * len(table.rows))
    seen: set[tuple[Any, ...]] = set()
    for index, key in enumerate(zip(taken["month"], lsoas, taken["category"], strict=True)):
        if index not in faults and key in seen:
            faults[index] = ("", "a second row for the same month, LSOA and category")
        seen.add(key)
    good = [index for index in range(len(table.rows)) if index not in faults]
    rows = pa.table(
        {
            "dataset": pa.array([feed.name] * len(good), pa.string()),
            "publisher": pa.array([feed.sender] * len(good), pa.string()),
            "sensitivity": pa.array([feed.sensitivity] * len(good), pa.string()),
            "month": pa.array([str(taken["month"][index]) for index in good], pa.string()),
            "month_ix": pa.array([taken["month"][index].index for index in good], pa.int32()),
            "lsoa": pa.array([lsoas[index] for index in good], pa.string()),
            "category": pa.array([taken["category"][index] for index in good], pa.string()),
            "count": pa.array([taken["count"][index] for index in good], pa.int64()),
        }
    )
    rejected = list(table.rejected)
    for index, (heading, reason) in sorted(faults.items()):
        value = shape(as_text(table.rows[index][table.columns.index(heading)])) if heading else ""
        rejected.append(Rejected(file, table.lines[index], heading, value, reason))
    return Reading(COUNTS, rows, rejected, tuple(table.notes))


def _months(table: ExtractTable, column: Column) -> tuple[list[Month | None], dict[int, str]]:
    found: list[Month | None] = []
    faults = {}
    for index, value in enumerate(table.values(column.heading)):
        month = _month(value, column) if isinstance(value, date) else _month(as_text(value), column)
        if month is None:
            faults[index] = "not a month as agreed"
        found.append(month)
    return found, faults


def _month(value: date | str, column: Column) -> Month | None:
    if isinstance(value, date):
        return Month(value.year * 12 + value.month - 1)
    for form in column.formats or ("%Y-%m",):
        try:
            read = datetime.strptime(value, form)
        except ValueError:
            continue
        return Month(read.year * 12 + read.month - 1)
    return None


def _counts(table: ExtractTable, column: Column) -> tuple[list[int | None], dict[int, str]]:
    found: list[int | None] = []
    faults = {}
    for index, value in enumerate(table.values(column.heading)):
        text = as_text(value).replace(",", "")
        found.append(int(text) if re.fullmatch(r"\d{1,12}", text) else None)
        if found[-1] is None:
            # A hidden number ("<5", "*") is not zero; the sender must say what it stands for.
            faults[index] = "not a whole number, 0 or more"
    return found, faults
