"""Residents and households of LSOAs: the Census of 2021 and the ONS mid-year estimates."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.sources.column_checks import (
    check_codes,
    check_once,
    check_whole_numbers,
    constant,
    lines_of,
    whole_numbers,
)
from frankpledge.sources.dataset import OGL, Dataset
from frankpledge.sources.ons import ATTRIBUTION, PUBLISHER
from frankpledge.sources.opened import Head, Opened, Reading, UnreadableFile
from frankpledge.sources.police_uk_csv import Lines

CENSUS_CAVEATS = (
    "The Census of March 2021 was taken in a lockdown: students and workers were often not where they usually are.",
)


def _census(name: str, title: str) -> Dataset:
    return Dataset(
        name=name,
        title=title,
        publisher=PUBLISHER,
        licence=OGL,
        attribution=ATTRIBUTION,
        caveats=CENSUS_CAVEATS,
        key=("lsoa",),
    )


def _mid_year(name: str, lsoa: str, edition: int) -> Dataset:
    return Dataset(
        name=name,
        title=f"Mid-year population of LSOAs ({edition}) by single year of age",
        publisher=PUBLISHER,
        licence=OGL,
        attribution=ATTRIBUTION,
        caveats=("Estimates, revised after each census.",),
        key=(lsoa, "year"),
    )


CENSUS = _census("census2021", "Census 2021: usual residents and households")
# The ONS also publishes the two as tables of their own (TS001, TS041); each is held as it came.
RESIDENTS = _census("census2021_residents", "Census 2021: usual residents (TS001)")
HOUSEHOLDS = _census("census2021_households", "Census 2021: households (TS041)")
MID_YEAR_2011 = _mid_year("population_mid_year", "lsoa11", 2011)
MID_YEAR_2021 = _mid_year("population_mid_year_lsoa21", "lsoa21", 2021)

# Column names as they are with everything but letters and digits taken out.
LSOA21 = ("lsoa21cd", "lsoa2021code", "lsoacode2021")
LSOA11 = ("lsoa11cd", "lsoa2011code", "lsoacode2011")
ANY_EDITION = ("geographycode", "lowerlayersuperoutputareascode")
COUNT_OF_RESIDENTS = ("usualresidentscensus2021", "usualresidents", "residencetypetotalmeasuresvalue")
COUNT_OF_HOUSEHOLDS = (
    "householdscensus2021",
    "households",
    "numberofhouseholds",
    "householdtotalmeasuresvalue",
)
ALL_AGES = ("allages", "total", "allagestotal")
AGES = tuple(range(91))  # the last is of 90 and over


def recognise(head: Head) -> Dataset | None:
    if head.kind != "csv":
        return None
    plain = _plain(head.columns)
    if _ages(head.columns) and _first(plain, ALL_AGES):
        return MID_YEAR_2011 if _first(plain, LSOA11) else MID_YEAR_2021 if _first(plain, LSOA21) else None
    if not _first(plain, LSOA21) and not (_first(plain, ANY_EDITION) and _of_lsoas(head)):
        return None
    residents, households = _first(plain, COUNT_OF_RESIDENTS), _first(plain, COUNT_OF_HOUSEHOLDS)
    if residents and households:
        return CENSUS
    return RESIDENTS if residents else HOUSEHOLDS if households else None


def _of_lsoas(head: Head) -> bool:
    """Census tables of every level have the same columns; the first row's code says of what they are."""
    rows = head.text.splitlines()[1:2]
    return bool(rows) and re.search(r"\b[EW]01\d{6}\b", rows[0]) is not None


def _plain(columns: tuple[str, ...]) -> dict[str, str]:
    return {re.sub(r"[^a-z0-9]", "", name.lower()): name for name in columns}


def _first(plain: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((plain[name] for name in names if name in plain), None)


def _ages(columns: tuple[str, ...]) -> list[list[str]] | None:
    """For each age from 0 to 90 and over, its column, or its two columns where women and men are apart."""
    given = set(columns)
    together = [[str(age) if age < AGES[-1] else "90+"] for age in AGES]
    apart = [[f"F{age}", f"M{age}"] for age in AGES]
    return next((ages for ages in (together, apart) if all(set(names) <= given for names in ages)), None)


def read(opened: Opened, dataset: Dataset) -> Reading:
    if dataset in (MID_YEAR_2011, MID_YEAR_2021):
        return _read_mid_year(opened, dataset)
    plain = _plain(opened.head.columns)
    lsoa = _first(plain, LSOA21 + ANY_EDITION) or ""
    lines = lines_of(opened)
    check_codes(lines, lsoa)
    measures = {}
    if dataset is not HOUSEHOLDS:
        measures["residents"] = _first(plain, COUNT_OF_RESIDENTS) or ""
    if dataset is not RESIDENTS:
        measures["households"] = _first(plain, COUNT_OF_HOUSEHOLDS) or ""
    for column in measures.values():
        check_whole_numbers(lines, column)
    check_once(lines, (lsoa,))
    rows = {name: whole_numbers(lines, column, pa.int32()) for name, column in measures.items()}
    return Reading(dataset, pa.table({"lsoa": lines.table[lsoa], **rows}), lines.rejected)


def _read_mid_year(opened: Opened, dataset: Dataset) -> Reading:
    plain = _plain(opened.head.columns)
    lsoa = _first(plain, LSOA11 if dataset is MID_YEAR_2011 else LSOA21) or ""
    everyone = _first(plain, ALL_AGES) or ""
    ages = _ages(opened.head.columns) or []
    year = _year(opened.head)
    lines = lines_of(opened)
    check_codes(lines, lsoa)
    for column in (everyone, *(column for columns in ages for column in columns)):
        check_whole_numbers(lines, column)
    check_once(lines, (lsoa,))
    by_age = {f"age_{age}": _sum(lines, columns) for age, columns in zip(AGES, ages, strict=True)}
    all_ages = whole_numbers(lines, everyone, pa.int32())
    rows = pa.table({dataset.key[0]: lines.table[lsoa], "year": constant(lines, year), "all_ages": all_ages, **by_age})
    return Reading(dataset, rows, lines.rejected, _not_adding_up(rows))


def _year(head: Head) -> int:
    """The publisher's table says its year only in its name."""
    years = set(re.findall(r"(?<!\d)(20\d\d)(?!\d)", head.file_name))
    if len(years) != 1:
        raise UnreadableFile(
            "does not say which year it is of: put one year in the file's name, as in mid2020_population.csv"
        )
    return int(years.pop())


def _sum(lines: Lines, columns: list[str]) -> pa.ChunkedArray:
    total = whole_numbers(lines, columns[0], pa.int32())
    for column in columns[1:]:
        total = pc.add(total, whole_numbers(lines, column, pa.int32()))
    return total


def _not_adding_up(rows: pa.Table) -> tuple[str, ...]:
    ages = rows["age_0"]
    for age in AGES[1:]:
        ages = pc.add(ages, rows[f"age_{age}"])
    differ = pc.sum(pc.not_equal(ages, rows["all_ages"])).as_py() or 0
    if not differ:
        return ()
    return (f"In {differ:,} of {len(rows):,} LSOAs the ages do not add up to the published total; both are held.",)
