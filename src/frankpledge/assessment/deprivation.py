"""Whether crime falls harder on the more deprived parts of the area: shares, rates, and the slope between them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from frankpledge.analysis.inequality import GroupRate, Slope, by_group, quintiles, slope_index
from frankpledge.archive import geography
from frankpledge.archive.archive import NothingHeld
from frankpledge.assessment import caveats, strength
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Band, Chart, Column, Figure, Finding, Series, Strength, Table
from frankpledge.assessment.main_types import ASB, Offence, main_offences
from frankpledge.counted import counted

if TYPE_CHECKING:
    import pandas as pd

FEWEST_DECILES = 4
FEWEST_LSOAS = 10
VAGUE = 10  # an interval whose ends are this many times apart says a direction and no number
INDICES = (("imd", "overall index"), ("income", "income domain"))

CONTAINS_CRIME = (
    "The overall index has recorded crime as one of its parts, so some link with crime is built into it. "
    "So what is said of the slope, and how sure it is, rests on the income domain, which has none."
)
NATIONAL = "Deciles are national: decile 1 is the most deprived tenth of all areas in England, wherever they lie."
WHERE_IT_HAPPENED = "Crime is counted where it happened. That says nothing about where those who suffered it live."
AREA_NOT_PEOPLE = "An index describes areas of about 1,500 people. Not everyone in a deprived area is deprived."


@dataclass(frozen=True)
class _Groups:
    """The area's LSOAs by one index, in national tenths or fifths; only groups that occur here."""

    index: str
    word: str  # "decile" or "quintile"
    groups: tuple[GroupRate, ...]

    @property
    def most_deprived(self) -> GroupRate | None:
        """Group 1, where any of it is here."""
        return next((group for group in self.groups if group.group == 1), None)

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def residents(self) -> int:
        return int(sum(group.population for group in self.groups))


def findings(evidence: Evidence) -> list[Finding]:
    """For all crime, anti-social behaviour and each main type; none where no index or census is held for the area."""
    try:
        index, name = geography.deprivation(evidence.snapshot, evidence.area.lsoas)
    except NothingHeld:
        return []
    known = index.merge(evidence.residents, on="lsoa").dropna(subset=["residents", "imd_decile", "income_decile"])
    known = known[known["residents"] > 0].sort_values("lsoa").reset_index(drop=True)
    if not len(known):
        return []
    return [_finding(evidence, offence, known, name) for offence in main_offences(evidence)]


def _finding(evidence: Evidence, offence: Offence, known: "pd.DataFrame", name: str) -> Finding:
    counts = _counts(evidence, offence, known["lsoa"])
    groups = _groups(known, counts)
    slopes, why_none = _slopes(known, counts)
    fifths = next(one for one in groups if (one.index, one.word) == ("imd", "quintile"))
    tenths = next(one for one in groups if (one.index, one.word) == ("income", "decile"))
    return Finding(
        id=f"deprivation-{offence.slug}",
        kind="deprivation",
        title=f"{offence.label} and deprivation",
        statement=_statement(offence, fifths, tenths, slopes, name, why_none),
        strength=_strength(slopes, tenths, int(counts.sum())),
        crime_type=offence.crime_type,
        figures=_figures(offence, fifths, slopes, name, len(known)),
        table=_table(offence, groups, name),
        charts=(_chart(offence, groups, name),),
        method="deprivation-gradient",
        caveats=(
            *evidence.caveats,
            *((caveats.ASB,) if offence == ASB else ()),
            CONTAINS_CRIME,
            NATIONAL,
            WHERE_IT_HAPPENED,
            AREA_NOT_PEOPLE,
            *((why_none,) if why_none else ()),
            *_unknown(evidence, known),
        ),
        provenance=evidence.provenance(
            rows_counted=int(counts.sum()),
            months=evidence.period.held,
            crime_types=offence.crime_type,
            also=("deprivation2025", "deprivation2019", "census2021"),
        ),
    )


def _counts(evidence: Evidence, offence: Offence, lsoas: "pd.Series[str]") -> np.ndarray:
    """Rows of the held months of the period, one number for each of `lsoas`."""
    cube = evidence.cube
    rows = cube[cube["crime_type"].map(offence.holds) & cube["month_ix"].isin([m.index for m in evidence.period.held])]
    by_lsoa = rows.groupby("lsoa", observed=True)["n"].sum()
    return by_lsoa.reindex(lsoas, fill_value=0).to_numpy(dtype=np.int64)


def _groups(known: "pd.DataFrame", counts: np.ndarray) -> list[_Groups]:
    residents = known["residents"].to_numpy(dtype=np.int64)
    found = []
    for index, _ in INDICES:
        deciles = known[f"{index}_decile"].to_numpy(dtype=np.int64)
        found.append(_Groups(index, "decile", by_group(counts, residents, deciles)))
        found.append(_Groups(index, "quintile", by_group(counts, residents, quintiles(deciles))))
    return found


def _slopes(known: "pd.DataFrame", counts: np.ndarray) -> tuple[dict[str, Slope], str]:
    """The slope by each index, or none and why: the area must be mixed enough for one to mean something."""
    deciles = known["imd_decile"].nunique()
    if deciles < FEWEST_DECILES or len(known) < FEWEST_LSOAS:
        return {}, (
            f"No slope is given: it takes {FEWEST_LSOAS} LSOAs or more in {FEWEST_DECILES} deciles or more; "
            f"here there {'is' if len(known) == 1 else 'are'} {len(known)} in {deciles}."
        )
    residents = known["residents"].to_numpy(dtype=np.float64)
    try:
        return {
            index: slope_index(counts, residents, known[f"{index}_rank"].to_numpy(dtype=np.float64), per=1000.0)
            for index, _ in INDICES
        }, ""
    except ValueError as refused:
        return {}, f"No slope is given: {refused}."


def _agreed(slope: Slope) -> bool:
    """Whether line and curve both leave out no gradient, on the same side: else the answer hangs on the shape drawn."""
    _, low, high = slope.times_in_most_deprived
    return (low > 1 and slope.sii_high < 0) or (high < 1 and slope.sii_low > 0)


def _borne_out(slope: Slope, tenths: _Groups) -> bool:
    """
    Whether the deciles bear the curve out: the highest is in the half that the curve points to, and its two ends are
    no further apart than the highest and the lowest decile are, and known to within ten times.
    """
    rates = [group.rate for group in tenths.groups if group.rate is not None]
    times, low, high = slope.times_in_most_deprived
    if high > VAGUE * low:
        return False
    falling = rates if times > 1 else rates[::-1]  # highest first, if the curve is right
    steepest = max(times, 1 / times)
    return falling.index(max(falling)) < len(falling) / 2 and (
        min(falling) == 0 or steepest <= max(falling) / min(falling)
    )


def _statement(
    offence: Offence, fifths: _Groups, tenths: _Groups, slopes: dict[str, Slope], name: str, why_none: str
) -> str:
    most = fifths.most_deprived
    if most is None or most.population_share is None or most.share is None:
        said = f"No part of the area is in the most deprived fifth of England ({name})."
    else:
        said = (
            f"The most deprived fifth of England ({name}) is home to {most.population_share:.0f}% of residents here "
            f"and the scene of {most.share:.0f}% of {offence.words}."
        )
    if not slopes:
        return f"{said} {why_none}"
    # By income: the overall index has crime in it, and crime set against itself is no gradient.
    times, low, high = slopes["income"].times_in_most_deprived
    overall = slopes["imd"].times_in_most_deprived[0]
    if low > 1 or high < 1:
        way = "rises" if low > 1 else "falls"
        if not _agreed(slopes["income"]):
            return (
                f"{said} Whether the rate rises or falls with deprivation of income is not clear: a curve through the areas "
                f"{way}, a straight line may be level."
            )
        if not _borne_out(slopes["income"], tenths):
            return (
                f"{said} Within the area the rate {way} with deprivation of income, but not steadily: how many times higher "
                "one end is cannot be said. Look at the deciles."
            )
    if low <= 1 <= high:
        return f"{said} Within the area, the rate does not clearly rise or fall with deprivation of income."
    verb, digits = ("rises", 1) if low > 1 else ("falls", 2)
    return (
        f"{said} Within the area the rate {verb} with deprivation of income: at the most deprived end it is "
        f"{times:.{digits}f} times that at the least deprived ({low:.{digits}f} to {high:.{digits}f}); by the overall "
        f"index, of which crime is a part, {overall:.{digits}f}."
    )


def _strength(slopes: dict[str, Slope], tenths: _Groups, rows: int) -> Strength:
    """Weak where line and curve differ on whether there is a gradient; never strong where the deciles do not bear it out."""
    if not slopes:
        return "context"
    if not _agreed(slopes["income"]):
        return "weak"
    _, low, high = slopes["income"].times_in_most_deprived
    # Ratios are as far apart as their logarithms: 4 is to 1 as 1 is to a quarter.
    found = strength.of_interval(math.log(low), math.log(high), 0.0, rows)
    return "moderate" if found == "strong" and not _borne_out(slopes["income"], tenths) else found


def _figures(offence: Offence, fifths: _Groups, slopes: dict[str, Slope], name: str, lsoas: int) -> tuple[Figure, ...]:
    most = fifths.most_deprived
    figures = [
        Figure(
            "share_of_residents_most_deprived_fifth",
            0.0 if most is None else most.population_share,
            "percent",
            f"of {fifths.residents:,} usual residents, Census 2021; in national quintile 1 of {name}",
        ),
        Figure(
            "share_of_count_most_deprived_fifth",
            0.0 if most is None else most.share,
            "percent",
            f"of {counted(fifths.count, 'row')} of {offence.words} with an LSOA in the area; in national quintile 1 of {name}",
            None if most is None else most.share_low,
            None if most is None else most.share_high,
        ),
    ]
    words = dict(INDICES)
    for index, slope in slopes.items():
        base = f"across {lsoas} LSOAs ordered by the {words[index]} of {name}, weighted by residents"
        figures += [
            Figure(
                f"relative_index_{index}",
                slope.times_in_most_deprived[0],
                "ratio",
                f"rate at the most deprived end over that at the least; {base}",
                slope.times_in_most_deprived[1],
                slope.times_in_most_deprived[2],
            ),
            Figure(
                f"slope_index_{index}",
                -slope.sii,
                "per_1000",
                f"rate at the most deprived end less that at the least; {base}",
                -slope.sii_high,
                -slope.sii_low,
            ),
        ]
    return tuple(figures)


def _table(offence: Offence, groups: Sequence[_Groups], name: str) -> Table:
    words = dict(INDICES)
    return Table(
        caption=f"{offence.label} by national decile and quintile of {name} (1 is the most deprived)",
        columns=(
            Column("group", "Group"),
            Column("index", "By"),
            Column("lsoas", "LSOAs", "count"),
            Column("residents", "Residents, Census 2021", "count"),
            Column("residents_percent", "Of residents", "percent"),
            Column("count", offence.label, "count"),
            Column("count_percent", "Of the count", "percent"),
            Column("rate_per_1000", "Per 1,000 residents", "per_1000"),
            Column("rate_low", "Range, from", "per_1000"),
            Column("rate_high", "Range, to", "per_1000"),
        ),
        rows=tuple(
            (
                f"{one.word} {group.group}",
                words[one.index],
                group.areas,
                int(group.population),
                group.population_share,
                group.count,
                group.share,
                group.rate,
                group.rate_low,
                group.rate_high,
            )
            for one in groups
            for group in one.groups
        ),
    )


def _chart(offence: Offence, groups: Sequence[_Groups], name: str) -> Chart:
    deciles = next(one for one in groups if (one.index, one.word) == ("imd", "decile")).groups
    ends = {1: ", most deprived", 10: ", least deprived"}
    by_rate = sorted(deciles, key=lambda group: (group.rate or 0.0, group.group))
    highest, lowest = by_rate[-1], by_rate[0]
    return Chart(
        kind="range",
        title=f"{offence.label} per 1,000 residents by deprivation",
        description=(
            f"The rate in each national decile of {name} that occurs here, most deprived first: highest in decile "
            f"{highest.group} ({highest.rate:.1f}), lowest in decile {lowest.group} ({lowest.rate:.1f})."
        ),
        labels=tuple(f"Decile {group.group}{ends.get(group.group, '')}" for group in deciles),
        series=(Series("Per 1,000 residents", tuple(group.rate for group in deciles)),),
        bands=(
            Band(
                "95% range",
                tuple(group.rate_low for group in deciles),
                tuple(group.rate_high for group in deciles),
            ),
        ),
        unit="per_1000",
        x_label="Per 1,000 residents",
    )


def _unknown(evidence: Evidence, known: "pd.DataFrame") -> tuple[str, ...]:
    missing = len(set(evidence.area.lsoas)) - len(known)
    if not missing:
        return ()
    return (f"{missing} LSOAs of the area are left out: no index or no residents are held for them.",)
