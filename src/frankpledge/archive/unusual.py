"""Months that are unlike the others of the same force, by rules stated in docs/data.md."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from math import sqrt
from statistics import median
from typing import TYPE_CHECKING

from frankpledge.archive.quality import MonthQuality
from frankpledge.counted import counted
from frankpledge.month import Month
from frankpledge.sources.police_uk_street import ANTI_SOCIAL_BEHAVIOUR, STREET

if TYPE_CHECKING:
    import ibis

TIMES = 3.5  # robust standard deviations from the median of the other months
FEWEST_OTHERS = 6  # with fewer other months there is no “usual”
ALWAYS = 10  # a crime type with at least so many rows in every other month should not be missing


@dataclass(frozen=True)
class Counted:
    """A month of one force, by what can be counted cheaply for every month held."""

    force: str
    month: Month
    rows: int
    no_lsoa: int
    no_street: int
    blank_ids_of_crimes: int
    by_type: dict[str, int]


@dataclass(frozen=True)
class Watched:
    """A share of the rows that is watched, and what such rows are called."""

    words: str
    count: Callable[[Counted], int]


WATCHED = (
    Watched("rows without a place", lambda month: month.no_lsoa),
    Watched("rows “On or near” no named street", lambda month: month.no_street),
    Watched("crimes without a Crime ID", lambda month: month.blank_ids_of_crimes),
    Watched("anti-social behaviour rows", lambda month: month.by_type.get(ANTI_SOCIAL_BEHAVIOUR, 0)),
)


def count_months(street: "ibis.Table", forces: Collection[str]) -> list[Counted]:
    """Every whole month of these forces in a table of street-level crime: one pass over a few columns."""
    street = street.filter(~street["sample"], street.force.isin(sorted(forces)))
    counted = street.group_by(["force", "month_ix", "crime_type"]).agg(
        n=street.count(),
        no_lsoa=street.count(where=street.lsoa.isnull()),
        no_street=street.count(where=street.location.strip() == "On or near"),
        blank_ids=street.count(where=street.crime_id.isnull()),
    )
    months: dict[tuple[str, int], Counted] = {}
    for row in counted.to_pyarrow().to_pylist():
        key = (row["force"], row["month_ix"])
        so_far = months.get(key, Counted(row["force"], Month(row["month_ix"]), 0, 0, 0, 0, {}))
        a_crime = row["crime_type"] != ANTI_SOCIAL_BEHAVIOUR
        months[key] = replace(
            so_far,
            rows=so_far.rows + row["n"],
            no_lsoa=so_far.no_lsoa + row["no_lsoa"],
            no_street=so_far.no_street + row["no_street"],
            blank_ids_of_crimes=so_far.blank_ids_of_crimes + row["blank_ids"] * a_crime,
            by_type=so_far.by_type | {row["crime_type"]: row["n"]},
        )
    return list(months.values())


def with_unusual(quality: Iterable[MonthQuality], months: Iterable[Counted]) -> list[MonthQuality]:
    """`quality` with what is unusual in each street-level month, compared with all of `months` of its force."""
    by_force: dict[str, list[Counted]] = {}
    for month in months:
        by_force.setdefault(month.force, []).append(month)
    result = []
    for one in quality:
        own = by_force.get(one.force, [])
        this = next((month for month in own if str(month.month) == one.month), None)
        if one.dataset == STREET.name and this is not None:
            one = replace(one, unusual=tuple(unusual(this, [month for month in own if month is not this])))
        result.append(one)
    return result


def unusual(month: Counted, others: list[Counted]) -> list[str]:
    """What sets `month` apart from the `others`, each as a sentence."""
    if len(others) < FEWEST_OTHERS:
        return []
    said = []
    rows = [other.rows for other in others]
    a_day = [other.rows / other.month.days for other in others]
    # Outside by both: what is said is the rows of the months, and a short month is not outside for being short.
    if not min(rows) <= month.rows <= max(rows) and _outside(month.rows / month.month.days, a_day, 0.05):
        said.append(_sentence(month, others, "rows", lambda one: one.rows))
    for watched in WATCHED:
        shares = [watched.count(other) / other.rows for other in others]
        share = median(shares)
        # Chance alone moves a share of so many rows by about this much.
        chance = sqrt(share * (1 - share) / month.rows)
        if _outside(watched.count(month) / month.rows, shares, 0.0, chance):
            said.append(_sentence(month, others, watched.words, watched.count))
    for crime_type in sorted(set().union(*(other.by_type for other in others)) - set(month.by_type)):
        if min(other.by_type.get(crime_type, 0) for other in others) >= ALWAYS:
            said.append(f"{month.month.label} has no {crime_type} at all; every other month has.")
    return said


def _outside(value: float, others: list[float], least: float, chance: float = 0.0) -> bool:
    """
    Whether `value` is higher or lower than in every other month, and further from their median than TIMES the robust
    spread, which is not taken for too little. A month between two others is like them, however close most are.
    """
    if min(others) <= value <= max(others):
        return False
    middle = median(others)
    spread = 1.4826 * median(abs(other - middle) for other in others)
    return abs(value - middle) > TIMES * max(spread, least * middle, chance)


def _sentence(month: Counted, others: list[Counted], words: str, count: Callable[[Counted], int]) -> str:
    of_others = [count(other) for other in others]
    if not count(month):
        said = f"no {words} at all; the other months have {min(of_others):,} to {max(of_others):,}"
    elif words == "rows":
        said = f"{counted(month.rows, 'row')}; the other months have {min(of_others):,} to {max(of_others):,}"
    else:
        shares = [count(other) / other.rows for other in others]
        said = f"{count(month):,} {words}, {count(month) / month.rows:.1%} of its rows"
        said += f"; the other months have {min(shares):.1%} to {max(shares):.1%}"
    return f"{month.month.label} has {said}."
