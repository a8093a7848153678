"""The Office for National Statistics as a publisher: its terms, and how its columns are named."""

import re
from collections.abc import Iterable

PUBLISHER = "Office for National Statistics"
ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right."
)

# LSOA21CD: the level, the year of the edition, and CD for codes, NM for names, NMW for names in Welsh.
AREA_COLUMN = re.compile(r"([A-Z]+)(\d\d)(CD|NM|NMW)", re.IGNORECASE)
# What the Open Geography Portal and those who cut its files down add to a look-up, besides codes and names.
FURTHER_COLUMNS = re.compile(
    r"objectid|fid|oid|globalid|chgind|chngind|lsoa_hierarchy|[a-z]+_basis|bng_[en]|lat|long|shape__(area|length)",
    re.IGNORECASE,
)


def code_column(columns: Iterable[str], level: str) -> str | None:
    """
    The column of codes of a level ("LAD", "LSOA21"), of the newest edition where there are several.

    >>> code_column(["LSOA21CD", "LAD22CD", "LAD24CD"], "LAD")
    'LAD24CD'
    """
    pattern = re.compile(level + (r"CD" if level[-1].isdigit() else r"\d\dCD"), re.IGNORECASE)
    found = sorted((name for name in columns if pattern.fullmatch(name)), key=str.upper)
    return found[-1] if found else None


def name_column(columns: Iterable[str], codes: str) -> str | None:
    """The column of names that goes with a column of codes, if there is one: LAD24NM for LAD24CD."""
    wanted = codes.upper().removesuffix("CD") + "NM"
    return next((name for name in columns if name.upper() == wanted), None)


def edition(column: str) -> int:
    """The year in a column's name: 2024 for LAD24CD."""
    found = AREA_COLUMN.fullmatch(column)
    if not found:
        raise ValueError(f"“{column}” is not named as ONS names its columns")
    return 2000 + int(found[2])


def levels(columns: Iterable[str]) -> set[str]:
    """The levels for which there are codes: {"LSOA", "WD", "LAD"}."""
    found = (AREA_COLUMN.fullmatch(name) for name in columns)
    return {match[1].upper() for match in found if match and match[3].upper() == "CD"}


def only_areas(columns: Iterable[str]) -> bool:
    """Whether a table says only which area lies in which: no measures, so that it is a look-up."""
    return all(AREA_COLUMN.fullmatch(name) or FURTHER_COLUMNS.fullmatch(name) for name in columns)
