"""ONS look-ups: which LSOA lies in which ward, council, partnership and force, and how LSOAs changed in 2021."""

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.sources.column_checks import check_codes, check_once, constant, lines_of, text
from frankpledge.sources.dataset import OGL, Dataset
from frankpledge.sources.ons import ATTRIBUTION, PUBLISHER, code_column, edition, levels, name_column, only_areas
from frankpledge.sources.opened import Head, Opened, Reading
from frankpledge.sources.police_uk_csv import Lines

BEST_FIT = "Wards and councils are those that hold most of an LSOA's people: an LSOA is never split."

PLACES = Dataset(
    name="lsoa21_places",
    title="LSOA (2021) to ward, council, Community Safety Partnership and police force area",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=ATTRIBUTION,
    caveats=(BEST_FIT,),
    key=("lsoa", "year"),
)
WARDS = Dataset(
    name="lsoa21_wards",
    title="LSOA (2021) to ward and council",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=ATTRIBUTION,
    caveats=(BEST_FIT,),
    key=("lsoa", "year"),
)
PARTNERSHIPS = Dataset(
    name="council_partnerships",
    title="Council to Community Safety Partnership and police force area",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=ATTRIBUTION,
    caveats=(
        "Council and partnership are not one to one: some councils have several, some partnerships span several.",
    ),
    key=("council", "csp", "year"),
)
LSOA_CHANGES = Dataset(
    name="lsoa11_lsoa21",
    title="LSOA (2011) to LSOA (2021)",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=ATTRIBUTION,
    caveats=("Not one to one: LSOAs were split, merged and redrawn in 2021.",),
    key=("lsoa11", "lsoa21"),
)
CHANGES = ("U", "S", "M", "X")  # unchanged, split, merged, redrawn in a more complex way
FINER = {"OA", "PCD", "PCDS", "PCD7", "PCD8"}  # of these there are many to an LSOA


def recognise(head: Head) -> Dataset | None:
    if head.kind != "csv" or not only_areas(head.columns):
        return None
    known = levels(head.columns)
    if known & FINER:
        return None
    if code_column(head.columns, "LSOA11") and code_column(head.columns, "LSOA21"):
        return LSOA_CHANGES if _change_column(head.columns) else None
    if code_column(head.columns, "LSOA21") and "LAD" in known:
        return PLACES if "CSP" in known else WARDS
    if {"LAD", "CSP"} <= known and not known & {"LSOA", "MSOA", "WD"}:
        return PARTNERSHIPS
    return None


def read(opened: Opened, dataset: Dataset) -> Reading:
    lines = lines_of(opened)
    rows = READ[dataset.name](lines, opened.head.columns)
    return Reading(dataset, rows, lines.rejected)


def _places(lines: Lines, columns: tuple[str, ...]) -> pa.Table:
    found = {
        "lsoa": code_column(columns, "LSOA21"),
        "ward": code_column(columns, "WD"),
        "council": code_column(columns, "LAD"),
        "csp": code_column(columns, "CSP"),
        "force": code_column(columns, "PFA"),
    }
    return _areas(lines, columns, found, needed=("lsoa", "council"), key=("lsoa",))


def _wards(lines: Lines, columns: tuple[str, ...]) -> pa.Table:
    found = {
        "lsoa": code_column(columns, "LSOA21"),
        "ward": code_column(columns, "WD"),
        "council": code_column(columns, "LAD"),
    }
    return _areas(lines, columns, found, needed=("lsoa", "council"), key=("lsoa",))


def _partnerships(lines: Lines, columns: tuple[str, ...]) -> pa.Table:
    found = {
        "council": code_column(columns, "LAD"),
        "csp": code_column(columns, "CSP"),
        "force": code_column(columns, "PFA"),
    }
    return _areas(lines, columns, found, needed=("council", "csp"), key=("council", "csp"))


def _areas(
    lines: Lines,
    columns: tuple[str, ...],
    found: dict[str, str | None],
    *,
    needed: tuple[str, ...],
    key: tuple[str, ...],
) -> pa.Table:
    """
    A code and a name column for each of `found`, and the `year` of the councils' edition.

    Several editions may be held at once; whoever asks takes the newest that knows an area.
    """
    for level, column in found.items():
        if column:
            check_codes(lines, column, blank=level not in needed)
    check_once(lines, [column for level in key if (column := found[level])])
    rows: dict[str, pa.ChunkedArray | pa.Array] = {}
    for level, column in found.items():
        rows[level] = text(lines, column)
        rows[f"{level}_name"] = text(lines, name_column(columns, column) if column else None)
    return pa.table({**rows, "year": constant(lines, edition(found["council"] or ""))})


def _lsoa_changes(lines: Lines, columns: tuple[str, ...]) -> pa.Table:
    old, new = code_column(columns, "LSOA11") or "", code_column(columns, "LSOA21") or ""
    council, change = code_column(columns, "LAD"), _change_column(columns) or ""
    check_codes(lines, old)
    check_codes(lines, new)
    if council:
        check_codes(lines, council, blank=True)
    lines.drop(
        pc.invert(pc.is_in(lines.table[change], value_set=pa.array(CHANGES))),
        change,
        f"not one of {', '.join(CHANGES)}",
    )
    check_once(lines, (old, new))
    return pa.table(
        {
            "lsoa11": lines.table[old],
            "lsoa11_name": text(lines, name_column(columns, old)),
            "lsoa21": lines.table[new],
            "lsoa21_name": text(lines, name_column(columns, new)),
            "change": lines.table[change],
            "council22": text(lines, council),
            "council22_name": text(lines, name_column(columns, council) if council else None),
        }
    )


def _change_column(columns: tuple[str, ...]) -> str | None:
    return next((name for name in columns if name.upper() in ("CHGIND", "CHNGIND")), None)


READ = {
    PLACES.name: _places,
    WARDS.name: _wards,
    PARTNERSHIPS.name: _partnerships,
    LSOA_CHANGES.name: _lsoa_changes,
}
