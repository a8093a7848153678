"""Where postcodes are: the ONS Postcode Directory, the National Statistics Postcode Lookup, and cuts of them."""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from frankpledge.sources.column_checks import (
    NUMBER,
    check_codes,
    check_numbers,
    check_once,
    numbers,
)
from frankpledge.sources.dataset import OGL, Dataset
from frankpledge.sources.ons import ATTRIBUTION, PUBLISHER
from frankpledge.sources.opened import Head, Opened, Reading, UnreadableFile, encoding_fault
from frankpledge.sources.police_uk_csv import Lines
from frankpledge.sources.rejected import Rejected

POSTCODES = Dataset(
    name="postcodes",
    title="Postcodes",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=f"{ATTRIBUTION} Contains Royal Mail data © Royal Mail copyright and database right.",
    caveats=("A postcode is placed by one of its addresses.",),
    key=("postcode",),
)

# The publisher's names over the years, best first; the year of councils and wards changes with every edition.
NAMES = {
    "postcode": r"pcds|pcd7|pcd8|pcd2|pcd|postcode",
    "lat": r"lat|latitude",
    "lon": r"long|lng|lon|longitude",
    "lsoa": r"lsoa21cd|lsoa21|lsoa21cd_derived",
    "council": r"lad\d\dcd|laua|oslaua|ladcd|lad\d\dcd_derived",
    "ended": r"doterm",
}
NEEDED = ("postcode", "lat", "lon", "lsoa")
POSTCODE = r"^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$"
NOWHERE = 99.9  # a postcode without a place has latitude 99.999999
BLOCK = 16 * 1024 * 1024


def recognise(head: Head) -> Dataset | None:
    if head.kind != "csv":
        return None
    return POSTCODES if all(name in _columns(head.columns) for name in NEEDED) else None


def _columns(columns: tuple[str, ...]) -> dict[str, str]:
    """Our name → the file's column."""
    found = {}
    for ours, names in NAMES.items():
        for name in names.split("|"):
            match = next((column for column in columns if re.fullmatch(name, column, re.IGNORECASE)), None)
            if match:
                found[ours] = match
                break
    return found


def read(opened: Opened, dataset: Dataset) -> Reading:
    """
    The postcodes of England and Wales, with `live` false for those no longer in use, and null where the file is silent.

    Those of Scotland, Northern Ireland and the islands, and those that have no place, are left out.
    A national file has 2.7 million rows, so it is read in blocks, and only the columns that are held.
    """
    columns = _columns(opened.head.columns)
    rows: list[pa.Table] = []
    rejected: list[Rejected] = []
    elsewhere = 0
    for lines in _blocks(opened, columns):
        lines.table = lines.table.set_column(
            lines.table.column_names.index("postcode"),
            "postcode",
            pc.utf8_upper(pc.replace_substring(lines.table["postcode"], " ", "")),
        )
        elsewhere += _leave_out(lines)
        lines.drop(pc.invert(pc.match_substring_regex(lines.table["postcode"], POSTCODE)), "postcode", "not a postcode")
        check_numbers(lines, "lat", low=49, high=61)
        check_numbers(lines, "lon", low=-9, high=3)
        check_codes(lines, "lsoa")
        if "council" in columns:
            check_codes(lines, "council", blank=True)
        rows.append(_typed(lines, columns))
        rejected += lines.rejected
    table, again = _each_once(pa.concat_tables(rows), opened.name)
    own_heading = [replace(bad, column=columns.get(bad.column, bad.column)) for bad in (*rejected, *again)]
    notes = (f"{elsewhere:,} postcodes outside England and Wales, or without a place, were left out.",)
    return Reading(dataset, table, own_heading, notes if elsewhere else ())


def _blocks(opened: Opened, columns: dict[str, str]) -> Iterator[Lines]:
    """Rows as text under our names, a block at a time."""
    header = list(opened.head.columns)
    bad: list[Rejected] = []
    skipped: list[int] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        skipped.append(row.number)
        if row.text.strip():
            reason = f"{row.actual_columns} values where there should be {row.expected_columns}"
            bad.append(Rejected(opened.name, row.number, "", row.text.rstrip("\r\n")[:500], reason))
        return "skip"

    with opened.open() as stream:
        try:
            reader = pyarrow.csv.open_csv(
                stream,
                read_options=pyarrow.csv.ReadOptions(
                    use_threads=False, block_size=BLOCK, column_names=header, skip_rows=1
                ),
                parse_options=pyarrow.csv.ParseOptions(ignore_empty_lines=False, invalid_row_handler=note),
                convert_options=pyarrow.csv.ConvertOptions(
                    include_columns=list(columns.values()),
                    column_types={name: pa.string() for name in columns.values()},
                    strings_can_be_null=False,
                ),
            )
            line = 2
            for batch in reader:
                table = pa.Table.from_batches([batch]).rename_columns(list(columns))
                table = pa.table({name: pc.utf8_trim_whitespace(table[name]) for name in table.column_names})
                physical = _physical_lines(line, len(table), skipped)
                line = int(physical[-1]) + 1 if len(physical) else line
                lines = Lines(opened.name, table, pa.array(physical), bad[:])
                bad.clear()
                yield lines
        except pa.ArrowInvalid as error:
            fault = encoding_fault(opened.read()) if "UTF8" in str(error) else str(error)
            raise UnreadableFile(fault or str(error)) from None
    if bad:
        empty = pa.table({name: pa.array([], pa.string()) for name in columns})
        yield Lines(opened.name, empty, pa.array([], pa.int32()), bad[:])


def _physical_lines(first: int, rows: int, skipped: list[int]) -> np.ndarray:
    """The lines on which `rows` rows stand from line `first` on, when those `skipped` are not among them."""
    passed = np.array(sorted(number for number in skipped if number >= first), np.int64)
    lines = np.arange(first, first + rows + len(passed), dtype=np.int64)
    return np.setdiff1d(lines, passed)[:rows].astype(np.int32)


def _leave_out(lines: Lines) -> int:
    """Take out the postcodes that are nowhere, or not in England or Wales; returns how many."""
    lsoa, lat = lines.table["lsoa"], lines.table["lat"]
    nowhere = pc.and_(pc.equal(lat, ""), pc.equal(lines.table["lon"], ""))
    known = pc.match_substring_regex(lat, NUMBER)
    far = pc.greater(pc.cast(pc.if_else(known, lat, "0"), pa.float64()), NOWHERE)
    abroad = pc.or_(pc.equal(lsoa, ""), pc.match_substring_regex(lsoa, r"^([SNLM][0-9]{8}|[EW]99999999)$"))
    out = pc.or_(pc.or_(nowhere, far), abroad)
    keep = pc.invert(out)
    before = len(lines.table)
    lines.table, lines.line = lines.table.filter(keep), lines.line.filter(keep)
    return before - len(lines.table)


def _typed(lines: Lines, columns: dict[str, str]) -> pa.Table:
    empty = len(lines.table)
    council = lines.text_or_null("council") if "council" in columns else pa.nulls(empty, pa.string())
    live = pc.equal(lines.table["ended"], "") if "ended" in columns else pa.nulls(empty, pa.bool_())
    return pa.table(
        {
            "postcode": lines.table["postcode"],
            "lat": numbers(lines, "lat"),
            "lon": numbers(lines, "lon"),
            "lsoa": lines.table["lsoa"],
            "council": council,
            "live": live,
            "line": lines.line,
        }
    )


def _each_once(rows: pa.Table, file: str) -> tuple[pa.Table, list[Rejected]]:
    """Without the line numbers; a postcode's second row is rejected."""
    lines = Lines(file, rows, rows["line"])
    check_once(lines, ("postcode",))
    return lines.table.drop_columns(["line"]), lines.rejected
