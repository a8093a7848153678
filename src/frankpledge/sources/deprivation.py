"""The English Indices of Deprivation of 2019 and 2025, and the crime indicators of 2025."""

import re

import pyarrow as pa

from frankpledge.sources.column_checks import (
    check_codes,
    check_numbers,
    check_once,
    check_whole_numbers,
    lines_of,
    nothing,
    numbers,
    whole_numbers,
)
from frankpledge.sources.dataset import OGL, Dataset
from frankpledge.sources.ons import code_column
from frankpledge.sources.opened import Head, Opened, Reading

PUBLISHER = "Ministry of Housing, Communities and Local Government"
CAVEATS = (
    "The index contains a crime domain, so that it is in part made of what it is compared with.",
    "It ranks small areas; not everyone in a deprived area is deprived.",
)


def _index(year: int, lsoa: int) -> Dataset:
    return Dataset(
        name=f"deprivation{year}",
        title=f"English Indices of Deprivation {year}",
        publisher=PUBLISHER,
        licence=OGL,
        attribution=f"{PUBLISHER}, English Indices of Deprivation {year}.",
        caveats=(*CAVEATS, f"LSOAs are those of {lsoa}. Ranks are among those of England; 1 is the most deprived."),
        key=("lsoa",),
    )


OF_2019 = _index(2019, 2011)
OF_2025 = _index(2025, 2021)
CRIME_INDICATORS = Dataset(
    name="deprivation2025_crime_indicators",
    title="English Indices of Deprivation 2025: indicators of the crime domain",
    publisher=PUBLISHER,
    licence=OGL,
    attribution=f"{PUBLISHER}, English Indices of Deprivation 2025.",
    key=("lsoa",),
)

# In the publisher's order. Sub-domains (children's and older people's income, and so on) are not held.
DOMAINS = {
    "imd": "Index of Multiple Deprivation (IMD)",
    "income": "Income",
    "employment": "Employment",
    "education": "Education, Skills and Training",
    "health": "Health Deprivation and Disability",
    "crime": "Crime",
    "barriers": "Barriers to Housing and Services",
    "living_environment": "Living Environment",
}
MEASURES = ("score", "rank", "decile")
LSOA_COLUMN = re.compile(r"LSOA code \((2011|2021)\)", re.IGNORECASE)
COUNCIL_COLUMN = re.compile(r"Local Authority District code \((\d{4})\)", re.IGNORECASE)
INDEX_BY_EDITIONS = {("2011", "2019"): OF_2019, ("2021", "2024"): OF_2025}  # of LSOAs and of councils
INDICATOR = re.compile(r"(?P<what>.+)_rate_per_1_000_at_risk_(population|properties)", re.IGNORECASE)
INDICATORS = {
    "violence_with_injury",
    "violence_without_injury",
    "stalking_and_harassment",
    "burglary",
    "theft",
    "criminal_damage",
    "public_order_and_possession_of_weapons",
    "anti_social_behaviour",
}


def recognise(head: Head) -> Dataset | None:
    if head.kind != "csv":
        return None
    if code_column(head.columns, "LSOA21") and INDICATORS & set(_indicators(head.columns)):
        return CRIME_INDICATORS
    lsoa = next((found[1] for name in head.columns if (found := LSOA_COLUMN.fullmatch(name))), None)
    council = next((found[1] for name in head.columns if (found := COUNCIL_COLUMN.fullmatch(name))), None)
    if not lsoa or not council or "imd_rank" not in _measures(head.columns):
        return None
    return INDEX_BY_EDITIONS.get((lsoa, council))


def _measures(columns: tuple[str, ...]) -> dict[str, str]:
    """Our name for each domain's score, rank and decile → the publisher's column."""
    found = {}
    for short, long in DOMAINS.items():
        for measure in MEASURES:
            heading = re.compile(rf"{re.escape(long)} {measure}( \(.*\))?", re.IGNORECASE)
            for name in columns:
                if heading.fullmatch(" ".join(name.split())):
                    found[f"{short}_{measure}"] = name
    return found


def _indicators(columns: tuple[str, ...]) -> dict[str, str]:
    """Our name for each crime indicator → the publisher's column."""
    return {found["what"].lower(): name for name in columns if (found := INDICATOR.fullmatch(name))}


def read(opened: Opened, dataset: Dataset) -> Reading:
    return _read_indicators(opened, dataset) if dataset is CRIME_INDICATORS else _read_index(opened, dataset)


def _read_index(opened: Opened, dataset: Dataset) -> Reading:
    columns = opened.head.columns
    lsoa = next(name for name in columns if LSOA_COLUMN.fullmatch(name))
    published = _measures(columns)
    lines = lines_of(opened)
    check_codes(lines, lsoa)
    for name, column in published.items():
        if name.endswith("_score"):
            check_numbers(lines, column, blank=True)
        else:
            check_whole_numbers(lines, column, low=1, high=10 if name.endswith("_decile") else None)
    check_once(lines, (lsoa,))
    rows = {"lsoa": lines.table[lsoa]}
    for name in (f"{domain}_{measure}" for domain in DOMAINS for measure in MEASURES):
        as_number = name.endswith("_score")
        if name not in published:
            rows[name] = nothing(lines, pa.float64() if as_number else pa.int32())
        elif as_number:
            rows[name] = numbers(lines, published[name])
        else:
            rows[name] = whole_numbers(lines, published[name], pa.int32())
    return Reading(dataset, pa.table(rows), lines.rejected)


def _read_indicators(opened: Opened, dataset: Dataset) -> Reading:
    published = _indicators(opened.head.columns)
    lsoa = code_column(opened.head.columns, "LSOA21") or ""
    lines = lines_of(opened)
    check_codes(lines, lsoa)
    for column in published.values():
        check_numbers(lines, column, low=0, blank=True)
    check_once(lines, (lsoa,))
    rates = {name: numbers(lines, column) for name, column in published.items()}
    return Reading(dataset, pa.table({"lsoa": lines.table[lsoa], **rates}), lines.rejected)
