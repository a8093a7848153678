"""Areas that stay hot, become hot, stop being hot, or come and go, quarter by quarter."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.emerging import classify
from frankpledge.assessment.finding import Column, Figure, Finding, Map, Shape, Table
from frankpledge.assessment.hot_test import EXACT, hot_test
from frankpledge.assessment.main_types import Offence, main_offences
from frankpledge.assessment.place_evidence import PlaceEvidence
from frankpledge.month import Month

FEWEST_QUARTERS = 8
MOST_QUARTERS = 12
MAPPED = 2  # all crime and anti-social behaviour have maps; the rest is in the table
CLASSES = ("persistent", "emerging", "former", "intermittent")
WORDS = {
    "persistent": "hot in three of four quarters or more, and in half of the last four",
    "emerging": "hot in two or more of the last four quarters, and never before or more and more",
    "former": "hot in two quarters or more, none of them among the last four",
    "intermittent": "hot in two quarters or more, and none of these",
}

QUARTERS = (
    "Each quarter is tested by itself. A quarter has fewer crimes than a year, so an area can be hot over the year "
    "and in no single quarter."
)


@dataclass(frozen=True)
class _Found:
    offence: Offence
    hot: NDArray[np.bool_]  # [quarter, LSOA of the area]
    classes: tuple[str, ...]  # of each LSOA of the area: one of `CLASSES`, or "none"


def finding(places: PlaceEvidence) -> Finding:
    """One finding for all main types; says so where the unbroken run of months is too short."""
    evidence = places.evidence
    quarters = quarters_held(evidence.period.last, evidence.held)
    if len(quarters) < FEWEST_QUARTERS:
        return _too_short(places, len(quarters))
    found = [_classified(places, offence, quarters) for offence in main_offences(evidence)]
    return Finding(
        id="place-history",
        kind="place",
        title="Areas that stay hot, and areas that do not",
        statement=_statement(found, len(quarters)),
        strength="moderate" if any(kind != "none" for one in found for kind in one.classes) else "context",
        figures=tuple(figure for one in found for figure in _figures(places, one, len(quarters))),
        table=_table(places, found, quarters),
        maps=tuple(map_ for one in found[:MAPPED] for map_ in _maps(places, one)),
        method="persistent-areas",
        caveats=(*evidence.caveats, EXACT, QUARTERS),
        provenance=evidence.provenance(
            rows_counted=int(
                places.counts(found[0].offence, [m for quarter in quarters for m in quarter])[places.own].sum()
            )
            if found
            else 0,
            months=[month for quarter in quarters for month in quarter],
            also=("lsoa21_places", "boundaries_lsoa21"),
        ),
    )


def quarters_held(last: Month, held: frozenset[Month]) -> list[tuple[Month, ...]]:
    """
    Whole quarters (three months, the latest ending with `last`), oldest first, back to the first gap.

    >>> months = frozenset(Month.parse("2024-02").to(Month.parse("2025-12")))
    >>> len(quarters_held(Month.parse("2025-12"), months))
    7
    """
    found: list[tuple[Month, ...]] = []
    while len(found) < MOST_QUARTERS:
        end = last.minus(3 * len(found))
        quarter = tuple(end.minus(2).to(end))
        if not held.issuperset(quarter):
            break
        found.append(quarter)
    return found[::-1]


def _classified(places: PlaceEvidence, offence: Offence, quarters: Sequence[Sequence[Month]]) -> _Found:
    tests = [hot_test(places.counts(offence, months), places.regions) for months in quarters]
    hot = np.stack([test.hot[places.own] for test in tests])
    z = np.stack([test.z[places.own] for test in tests])
    return _Found(offence, hot, classify(hot.T, z.T).classes)


def _statement(found: Sequence[_Found], quarters: int) -> str:
    said = []
    for one in found:
        counts = {kind: sum(own == kind for own in one.classes) for kind in CLASSES}
        parts = [f"{n} {kind}" for kind, n in counts.items() if n]
        if parts:
            said.append(f"{one.offence.label}: {', '.join(parts)}.")
    if not said:
        return f"In the last {quarters} quarters no LSOA was hot often enough to be called persistent or emerging."
    return f"LSOAs unusually high together with their neighbours, over {quarters} quarters, are these. {' '.join(said)}"


def _figures(places: PlaceEvidence, one: _Found, quarters: int) -> tuple[Figure, ...]:
    slug = one.offence.slug.replace("-", "_")
    base = f"of {len(one.classes)} LSOAs of {places.evidence.area.name}; {one.offence.words}, {quarters} quarters"
    return tuple(
        Figure(f"{slug}_{kind}", sum(own == kind for own in one.classes), "count", f"{WORDS[kind]}; {base}")
        for kind in CLASSES
    )


def _table(places: PlaceEvidence, found: Sequence[_Found], quarters: Sequence[Sequence[Month]]) -> Table:
    own = [lsoa for lsoa, here in zip(places.lsoas, places.own, strict=True) if here]
    rows: list[tuple[object, ...]] = []
    for one in found:
        for kind in CLASSES:
            for at in [at for at, own_kind in enumerate(one.classes) if own_kind == kind]:
                lsoa = own[at]
                rows.append(
                    (
                        places.names[lsoa][0],
                        lsoa,
                        places.names[lsoa][1],
                        one.offence.label,
                        kind,
                        int(one.hot[:, at].sum()),
                    )
                )
    return Table(
        caption=f"LSOAs over {len(quarters)} quarters, {quarters[0][0].label} to {quarters[-1][-1].label}",
        columns=(
            Column("area", "LSOA"),
            Column("area_code", "Code"),
            Column("ward", "Ward"),
            Column("offence", "Offence"),
            Column("class", "Class"),
            Column("quarters_hot", f"Quarters hot, of {len(quarters)}", "count"),
        ),
        rows=tuple(rows),
    )


def _maps(places: PlaceEvidence, one: _Found) -> tuple[Map, ...]:
    own = [lsoa for lsoa, here in zip(places.lsoas, places.own, strict=True) if here]
    shapes = tuple(
        Shape(
            code=lsoa,
            name=places.names[lsoa][0],
            geometry=places.drawn[lsoa],
            category=0 if kind == "none" else 1 + CLASSES.index(kind),
            value="none of these" if kind == "none" else kind,
        )
        for lsoa, kind in zip(own, one.classes, strict=True)
        if lsoa in places.drawn
    )
    if len(shapes) < 2 or not any(shape.category for shape in shapes):
        return ()
    named = ", ".join(f"{sum(kind == own for own in one.classes)} {kind}" for kind in CLASSES)
    return (
        Map(
            title=f"{one.offence.label}: persistent, emerging, former and intermittent areas",
            description=f"LSOAs by how they were over the quarters: {named}.",
            legend=("none of these", *(f"{kind}: {WORDS[kind]}" for kind in CLASSES)),
            shapes=shapes,
            scale="categories",
            boundary=places.boundary,
        ),
    )


def _too_short(places: PlaceEvidence, quarters: int) -> Finding:
    return Finding(
        id="place-history",
        kind="place",
        title="Areas that stay hot, and areas that do not",
        statement=(
            f"Too short to say: {FEWEST_QUARTERS} quarters ({3 * FEWEST_QUARTERS} months) without a gap are needed. "
            f"{quarters} {'is' if quarters == 1 else 'are'} held up to {places.evidence.period.last.label}."
        ),
        strength="context",
        figures=(Figure("quarters_held", quarters, "count", "whole quarters without a gap, up to the latest month"),),
        method="persistent-areas",
        caveats=places.evidence.caveats,
        provenance=places.evidence.provenance(rows_counted=0, months=places.evidence.period.held),
    )
