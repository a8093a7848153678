"""Residents of LSOAs by sex and by ethnic group: Census 2021, tables TS008 and TS021 as the ONS publishes them."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.sources.column_checks import check_codes, check_once, check_whole_numbers, lines_of, whole_numbers
from frankpledge.sources.dataset import OGL, Dataset
from frankpledge.sources.ons import ATTRIBUTION, PUBLISHER
from frankpledge.sources.opened import Head, Opened, Reading, UnreadableFile
from frankpledge.sources.population import CENSUS_CAVEATS

GROUPS = Dataset(
    name="census2021_groups",
    title="Census 2021: usual residents by sex and by ethnic group",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=ATTRIBUTION,
    caveats=CENSUS_CAVEATS,
    key=("lsoa", "characteristic"),
)
LSOA = "geography code"
# Characteristic → how its columns begin, and what the column of everybody is called after that.
TABLES = {"sex": ("Sex: ", "All persons"), "ethnicity": ("Ethnic group: ", "Total: All usual residents")}
ENDING = "; measures: Value"


def recognise(head: Head) -> Dataset | None:
    of_lsoas = re.search(r"\b[EW]01\d{6}\b", "".join(head.text.splitlines()[1:2]))
    return GROUPS if head.kind == "csv" and LSOA in head.columns and of_lsoas and _table(head.columns) else None


def read(opened: Opened, dataset: Dataset) -> Reading:
    """One row for each LSOA and group: lsoa, characteristic, group, residents. Groups within groups are left out."""
    columns = opened.head.columns
    characteristic = _table(columns)
    groups = _groups(columns, characteristic)
    everybody = _everybody(columns, characteristic)
    if len(groups) < 2:
        raise UnreadableFile(f"has no columns of residents by {characteristic or 'group'}")
    lines = lines_of(opened)
    check_codes(lines, LSOA)
    for column in (everybody, *groups.values()):
        check_whole_numbers(lines, column)
    check_once(lines, (LSOA,))
    lsoas, many = lines.table[LSOA].combine_chunks(), len(lines.table)
    counted = {name: whole_numbers(lines, column, pa.int32()) for name, column in groups.items()}
    rows = pa.concat_tables(
        pa.table(
            {
                "lsoa": lsoas,
                "characteristic": pa.repeat(pa.scalar(characteristic), many),
                "group": pa.repeat(pa.scalar(name), many),
                "residents": residents,
            }
        )
        for name, residents in counted.items()
    )
    total = sum(pc.sum(residents).as_py() or 0 for residents in counted.values())
    stated = pc.sum(whole_numbers(lines, everybody)).as_py() or 0
    notes = (
        ()
        if total == stated
        else (f"The groups add up to {total:,} and the total says {stated:,}; both are the ONS's.",)
    )
    return Reading(dataset, rows, lines.rejected, notes)


def _table(columns: tuple[str, ...]) -> str:
    return next((name for name in TABLES if _everybody(columns, name)), "")


def _everybody(columns: tuple[str, ...], characteristic: str) -> str:
    begins, total = TABLES.get(characteristic, ("", ""))
    return next((column for column in columns if total and column.removesuffix(ENDING) == begins + total), "")


def _groups(columns: tuple[str, ...], characteristic: str) -> dict[str, str]:
    """Name of each broad group → its column; “White: Irish” is within a group, and so is left out."""
    begins, total = TABLES.get(characteristic, ("", ""))
    named = {
        column.removeprefix(begins).removesuffix(ENDING): column
        for column in columns
        if begins and column.startswith(begins)
    }
    return {name: column for name, column in named.items() if name != total and ": " not in name}
