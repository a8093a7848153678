"""How much of each kind of crime lies in how few areas, against what chance alone would give."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.concentration import (
    generalised_gini,
    gini,
    gini_by_chance,
    places_by_chance,
    places_holding,
)
from frankpledge.assessment import caveats
from frankpledge.assessment.finding import Column, Figure, Finding, Table
from frankpledge.assessment.main_types import Offence, main_offences
from frankpledge.assessment.place_evidence import PlaceEvidence
from frankpledge.counted import counted

FEWEST_AREAS = 10

LAND_USE = (
    "LSOAs are drawn to have about equal population. Concentration in some of them is mostly land use: shops, stations "
    "and bars draw crime to where few live."
)
BY_CHANCE = (
    "By chance is what as many rows would give if each fell on any of the LSOAs with equal chance (Poisson). "
    "Few rows always lie in few areas, so a small count looks concentrated without being so."
)


@dataclass(frozen=True)
class _Row:
    offence: Offence
    total: int
    quarter: int  # LSOAs that hold 25 %
    half: int
    quarter_by_chance: float
    half_by_chance: float
    gini: float
    gini_by_chance: float
    generalised: float


def finding(places: PlaceEvidence) -> Finding | None:
    """One table for all main types; None in an area of fewer than ten LSOAs."""
    evidence = places.evidence
    areas = len(evidence.area.lsoas)
    if areas < FEWEST_AREAS:
        return None
    rows = [
        _row(offence, places.counts(offence, evidence.period.held)[places.own]) for offence in main_offences(evidence)
    ]
    rows = [row for row in rows if row.total]
    if not rows:
        return None
    first, most = rows[0], max(rows, key=lambda row: (row.generalised, row.offence.slug))
    return Finding(
        id="place-concentration",
        kind="place",
        title="How concentrated it is",
        statement=(
            f"Half of {first.offence.words} {first.offence.agrees('lies', 'lie')} in {first.half} of {areas:,} LSOAs; chance alone would need "
            f"{first.half_by_chance:.0f}. Most concentrated {most.offence.agrees('is', 'are')} {most.offence.words}: half "
            f"of {most.offence.agrees('it', 'them')} in {most.half}, where "
            f"chance would need {most.half_by_chance:.0f}."
        ),
        strength="moderate",
        figures=tuple(figure for row in rows for figure in _figures(row, areas)),
        table=_table(rows, areas),
        method="concentration",
        caveats=(*evidence.caveats, caveats.ASB, LAND_USE, BY_CHANCE),
        provenance=evidence.provenance(
            rows_counted=sum(row.total for row in rows if row.offence.crime_type is None),
            months=evidence.period.held,
            also=("lsoa21_places",),
        ),
    )


def _row(offence: Offence, counts: NDArray[np.int64]) -> _Row:
    total, areas = int(counts.sum()), len(counts)
    return _Row(
        offence=offence,
        total=total,
        quarter=places_holding(counts, 0.25),
        half=places_holding(counts, 0.5),
        quarter_by_chance=places_by_chance(total, areas, 0.25),
        half_by_chance=places_by_chance(total, areas, 0.5),
        gini=gini(counts),
        gini_by_chance=gini_by_chance(total, areas),
        generalised=generalised_gini(counts),
    )


def _figures(row: _Row, areas: int) -> tuple[Figure, ...]:
    base = f"of {areas} LSOAs; {counted(row.total, 'row')} of {row.offence.words}"
    slug = row.offence.slug.replace("-", "_")
    return (
        Figure(f"{slug}_areas_with_quarter", row.quarter, "count", f"LSOAs that hold 25% of it, {base}"),
        Figure(f"{slug}_areas_with_half", row.half, "count", f"LSOAs that hold 50% of it, {base}"),
        Figure(f"{slug}_gini", row.gini, "index", f"Gini, {base}"),
        Figure(f"{slug}_generalised_gini", row.generalised, "index", f"Gini allowing for few rows, {base}"),
    )


def _table(rows: list[_Row], areas: int) -> Table:
    return Table(
        caption=f"How few of {areas} LSOAs hold a quarter and a half",
        columns=(
            Column("offence", "Offence"),
            Column("count", "Count", "count"),
            Column("areas_with_quarter", "LSOAs with 25%", "count"),
            Column("areas_with_quarter_by_chance", "By chance", "count"),
            Column("areas_with_half", "LSOAs with 50%", "count"),
            Column("areas_with_half_by_chance", "By chance", "count"),
            Column("gini", "Gini", "index"),
            Column("gini_by_chance", "Gini by chance", "index"),
            Column("generalised_gini", "Generalised Gini", "index"),
        ),
        rows=tuple(
            (
                row.offence.label,
                row.total,
                row.quarter,
                row.quarter_by_chance,
                row.half,
                row.half_by_chance,
                row.gini,
                row.gini_by_chance,
                row.generalised,
            )
            for row in rows
        ),
    )
