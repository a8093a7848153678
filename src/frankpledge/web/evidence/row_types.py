"""Which rows a figure counts, as an address of the page that shows them."""

from typing import Any
from urllib.parse import urlencode

from frankpledge.assessment.composites import composites
from frankpledge.assessment.evidence import ANTI_SOCIAL
from frankpledge.sources.police_uk_street import CRIME_TYPES, STREET

PAGE = "/evidence/rows/"
CRIME = "crime"  # every type but anti-social behaviour
ANYWHERE = ("offence_table", "change", "trend", "outcomes")  # a force's counts take in rows without a place
PLACED = ("place", "deprivation")


def choices() -> list[tuple[str, str]]:
    """Value and words of what can be asked for."""
    return [
        ("", "Every row, anti-social behaviour too"),
        (CRIME, "All crime, without anti-social behaviour"),
        *((name, name) for name in CRIME_TYPES),
        *((group.id, f"{group.title} (a group of types)") for group in composites()),
    ]


def types_of(choice: str) -> dict[str, Any]:
    """As `archive.crimes.rows` is asked: `crime_type` and `but`."""
    for group in composites():
        if choice == group.id:
            return {"crime_type": group.types}
    return {"but": ANTI_SOCIAL} if choice == CRIME else {"crime_type": choice or None}


def address(area: str, first: str, last: str, finding: dict[str, Any]) -> str:
    """
    Where the rows of a finding (as in findings.json) can be read, or "" where its figures are not plain counts of
    rows by type, area and month.
    """
    rests_on = finding["provenance"]
    counted = rests_on["filter"].startswith("Crime type is ") and rests_on["dataset"] == STREET.name
    of_force = "; Falls within is " in rests_on["filter"]
    if not counted or finding["kind"] not in (ANYWHERE if of_force else (*ANYWHERE, *PLACED)):
        return ""
    named = finding["id"].removeprefix("offence-")
    group = named if named in {group.id for group in composites()} else CRIME
    asked = {"area": area, "crime_type": finding["crime_type"] or group, "first": first, "last": last}
    return f"{PAGE}?{urlencode(asked)}"
