"""Whether crime falls harder on the more deprived parts of the area: shares, rates, and the slope between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from frankpledge.analysis.inequality import Slope, slope_index
from frankpledge.analysis.intervals import rate
from frankpledge.archive import geography
from frankpledge.archive.archive import NothingHeld
from frankpledge.assessment import caveats, strength
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Band, Chart, Column, Figure, Finding, Series, Strength, Table
from frankpledge.assessment.main_types import ASB, Offence, main_offences

if TYPE_CHECKING:
    import pandas as pd

FEWEST_DECILES = 4
FEWEST_LSOAS = 10
INDICES = (("imd", "overall index"), ("income", "income domain"))

CONTAINS_CRIME = (
    "The overall index has recorded crime as one of its parts, so some link with crime is built into it. "
    "The same by its income domain, which has none, stands beside it."
)
NATIONAL = "Deciles are national: decile 1 is the most deprived tenth of all areas in England, wherever they lie."
WHERE_IT_HAPPENED = "Crime is counted where it happened. That says nothing about where those who suffered it live."
AREA_NOT_PEOPLE = "An index describes areas of about 1,500 people. Not everyone in a deprived area is deprived."


@dataclass(frozen=True)
class _Group:
    """The LSOAs of the area that are in one decile or quintile of an index."""

    index: str
    name: str
    lsoas: int
    residents: int
    count: int


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
    fifths = [group for group in groups if group.index == "imd" and group.name.startswith("quintile")]
    return Finding(
        id=f"deprivation-{offence.slug}",
        kind="deprivation",
        title=f"{offence.label} and deprivation",
        statement=_statement(offence, fifths, slopes, name, why_none),
        strength=_strength(slopes, int(counts.sum())),
        crime_type=offence.crime_type,
        figures=_figures(evidence, offence, fifths, slopes, name, len(known)),
        table=_table(offence, groups, name),
        charts=(_chart(offence, groups, name),),
        method="deprivation",
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


def _groups(known: "pd.DataFrame", counts: np.ndarray) -> list[_Group]:
    groups = []
    residents = known["residents"].to_numpy(dtype=np.int64)
    for index, _ in INDICES:
        decile = known[f"{index}_decile"].to_numpy(dtype=np.int64)
        for word, of, last in (("decile", decile, 10), ("quintile", (decile + 1) // 2, 5)):
            for number in range(1, last + 1):
                here = of == number
                groups.append(
                    _Group(
                        index, f"{word} {number}", int(here.sum()), int(residents[here].sum()), int(counts[here].sum())
                    )
                )
    return groups


def _slopes(known: "pd.DataFrame", counts: np.ndarray) -> tuple[dict[str, Slope], str]:
    """The slope by each index, or none and why: the area must be mixed enough for one to mean something."""
    deciles = known["imd_decile"].nunique()
    if deciles < FEWEST_DECILES or len(known) < FEWEST_LSOAS:
        return {}, (
            f"No slope is given: the area's {len(known)} LSOAs are in {deciles} of the 10 deciles. "
            f"It needs {FEWEST_LSOAS} LSOAs in {FEWEST_DECILES} deciles."
        )
    residents = known["residents"].to_numpy(dtype=np.float64)
    try:
        return {
            index: slope_index(counts, residents, known[f"{index}_rank"].to_numpy(dtype=np.float64), per=1000.0)
            for index, _ in INDICES
        }, ""
    except ValueError as refused:
        return {}, f"No slope is given: {refused}."


def _statement(offence: Offence, fifths: Sequence[_Group], slopes: dict[str, Slope], name: str, why_none: str) -> str:
    most = fifths[0]
    crimes, people = sum(group.count for group in fifths), sum(group.residents for group in fifths)
    if most.lsoas:
        said = (
            f"The most deprived fifth of England ({name}) is home to {_percent(most.residents, people)} of residents "
            f"here and the scene of {_percent(most.count, crimes)} of {offence.words}."
        )
    else:
        said = f"No part of the area is in the most deprived fifth of England ({name})."
    if not slopes:
        return f"{said} {why_none}"
    imd, income = slopes["imd"], slopes["income"]
    if imd.rii_low > 1:
        return (
            f"{said} Within the area the rate rises with deprivation: at the most deprived end it is "
            f"{imd.rii:.1f} times that at the least deprived ({imd.rii_low:.1f} to {imd.rii_high:.1f}); "
            f"by income alone, {income.rii:.1f}."
        )
    if imd.rii_high < 1:
        return (
            f"{said} Within the area the rate falls with deprivation: at the most deprived end it is "
            f"{imd.rii:.2f} times that at the least deprived ({imd.rii_low:.2f} to {imd.rii_high:.2f}); "
            f"by income alone, {income.rii:.2f}."
        )
    return f"{said} Within the area, the rate does not clearly rise or fall with deprivation."


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "none"


def _strength(slopes: dict[str, Slope], rows: int) -> Strength:
    if not slopes:
        return "context"
    return strength.of_interval(slopes["imd"].rii_low, slopes["imd"].rii_high, 1.0, rows)


def _figures(
    evidence: Evidence,
    offence: Offence,
    fifths: Sequence[_Group],
    slopes: dict[str, Slope],
    name: str,
    lsoas: int,
) -> tuple[Figure, ...]:
    crimes, people = sum(group.count for group in fifths), sum(group.residents for group in fifths)
    most = fifths[0]
    figures = [
        Figure(
            "share_of_residents_most_deprived_fifth",
            100 * most.residents / people,
            "percent",
            f"of {people:,} usual residents, Census 2021; in national quintile 1 of {name}",
        ),
        Figure(
            "share_of_count_most_deprived_fifth",
            100 * most.count / crimes if crimes else None,
            "percent",
            f"of {crimes:,} rows of {offence.words} with an LSOA in the area; in national quintile 1 of {name}",
        ),
    ]
    words = dict(INDICES)
    for index, slope in slopes.items():
        base = f"across {lsoas} LSOAs ordered by the {words[index]} of {name}, weighted by residents"
        figures += [
            Figure(
                f"relative_index_{index}",
                slope.rii,
                "ratio",
                f"rate at the most deprived end over that at the least; {base}",
                slope.rii_low,
                slope.rii_high,
            ),
            Figure(
                f"slope_index_{index}",
                slope.sii,
                "per_1000",
                f"difference in rate between the two ends; {base}",
                slope.sii_low,
                slope.sii_high,
            ),
        ]
    return tuple(figures)


def _table(offence: Offence, groups: Sequence[_Group], name: str) -> Table:
    words = dict(INDICES)
    rows: list[tuple[object, ...]] = []
    for index, _ in INDICES:
        for kind in ("decile", "quintile"):
            members = [group for group in groups if group.index == index and group.name.startswith(kind)]
            crimes, people = sum(group.count for group in members), sum(group.residents for group in members)
            for group in members:
                if not group.lsoas:
                    rows.append((group.name, words[index], 0, 0, 0.0, 0, 0.0 if crimes else None, None, None, None))
                    continue
                per = rate(group.count, group.residents)
                share = 100 * group.count / crimes if crimes else None
                rows.append(
                    (
                        group.name,
                        words[index],
                        group.lsoas,
                        group.residents,
                        100 * group.residents / people,
                        group.count,
                        share,
                        per.value,
                        per.low,
                        per.high,
                    )
                )
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
        rows=tuple(rows),
    )


def _chart(offence: Offence, groups: Sequence[_Group], name: str) -> Chart:
    deciles = [group for group in groups if group.index == "imd" and group.name.startswith("decile")]
    rates = [rate(group.count, group.residents) if group.lsoas else None for group in deciles]
    known = [(group.name, found) for group, found in zip(deciles, rates, strict=True) if found]
    highest, lowest = (max(known, key=lambda row: row[1].value), min(known, key=lambda row: row[1].value))
    return Chart(
        kind="range",
        title=f"{offence.label} per 1,000 residents by deprivation",
        description=(
            f"The rate in each national decile of {name} that occurs here, most deprived first: "
            f"highest in {highest[0]} ({highest[1].value:.1f}), lowest in {lowest[0]} ({lowest[1].value:.1f})."
        ),
        labels=tuple(
            label
            for label in (
                f"{group.name}{ {1: ', most deprived', 10: ', least deprived'}.get(number, '') }"
                for number, group in enumerate(deciles, start=1)
            )
        ),
        series=(Series("Per 1,000 residents", tuple(found.value if found else None for found in rates)),),
        bands=(
            Band(
                "95% range",
                tuple(found.low if found else None for found in rates),
                tuple(found.high if found else None for found in rates),
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
