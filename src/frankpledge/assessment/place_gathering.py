"""Whether anything new is gathering now, from the published months: asked of LSOAs, at lags of months."""

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.season import TooShort
from frankpledge.analysis.space_time import MONTHS_NEEDED
from frankpledge.assessment import caveats
from frankpledge.assessment.finding import Column, Figure, Finding, Map, Shape, Table
from frankpledge.assessment.gathering import (
    BURSTS,
    NEW_PLACES,
    ROUND,
    RULE,
    Gathering,
    Kind,
    scan_each,
    statement,
    strength_of,
    where,
)
from frankpledge.assessment.main_types import ALL_CRIME, ASB, Offence, main_offences
from frankpledge.assessment.period import spell
from frankpledge.assessment.place_evidence import FEWEST_AREAS, PlaceEvidence
from frankpledge.assessment.place_points import PointEvidence
from frankpledge.assessment.unbroken import unbroken_months
from frankpledge.counted import counted, verb
from frankpledge.month import Month

LONGEST, A_YEAR = 3, 12  # months
FEWEST = 10  # crimes: a handful in a month is soon told by the people who live there
MOST_AREAS = 500  # LSOAs: a force is scanned by its partnerships
TITLE = "Is anything new gathering?"

BY_MONTH = (
    "The published crimes are dated by month alone, so the scan goes by whole months; one that began and ended within "
    "weeks is not seen. All crime together is not scanned, but each of its main types."
)


def finding(points: PointEvidence) -> Finding | None:
    """One finding for all main types; none of a ward or an LSOA, nor of an area too large to scan as one."""
    places = points.places
    evidence = places.evidence
    if not FEWEST_AREAS <= len(evidence.area.lsoas) <= MOST_AREAS:
        return None
    months = unbroken_months(evidence)[-MONTHS_NEEDED:]
    offences = [offence for offence in main_offences(evidence) if offence != ALL_CRIME]
    own = np.flatnonzero(places.own)
    kinds = [Kind(one.label, one.words, places.monthly(one, months)[own]) for one in offences]
    try:
        found = scan_each(kinds, centres(points)[own], unit="month", longest=LONGEST, fewest=FEWEST)
    except TooShort as short:
        return _too_short(places, short)
    if not found:
        return None
    names = [places.names[places.lsoas[at]] for at in own]
    shown = [one for one in found if one.worth_showing]
    return Finding(
        id="place-gathering",
        kind="place",
        title=TITLE,
        statement=statement(
            found, [f"in {_span(one, months)}" for one in found], names, evidence.area.name, months[-1].label
        ),
        strength=strength_of(found),
        figures=(
            Figure("types_scanned", len(found), "count", f"main types, {spell(months)}"),
            Figure("types_gathering", len(shown), "count", f"of {len(found)} main types scanned"),
            *(figure for one in shown for figure in _figures(one, offences[found.index(one)], months)),
        ),
        table=_table(found, names, months),
        maps=_maps(places, own, shown),
        method="space-time-scan",
        caveats=(
            *evidence.caveats,
            *((caveats.ASB,) if ASB in offences else ()),
            RULE,
            BURSTS,
            BY_MONTH,
            ROUND,
            NEW_PLACES,
        ),
        provenance=evidence.provenance(
            rows_counted=int(sum(kind.counts.sum() for kind in kinds)),
            months=months,
            crime_types=[str(offence.crime_type) for offence in offences],
            also=("lsoa21_places", "boundaries_lsoa21"),
        ),
    )


def centres(points: PointEvidence) -> NDArray[np.float64]:
    """
    Where people are in each of `places.lsoas`: the mean of the postcodes in it, else the middle of its shape.

    Middles of shapes alone would put villages in the fields, and lie on a lattice where shapes do.
    """
    import shapely

    places = points.places
    shapes = [places.shapes[lsoa] for lsoa in places.lsoas]
    found = np.array([shape.centroid.coords[0] for shape in shapes])
    if len(points.postcodes):
        at, inside = shapely.STRtree(np.asarray(shapely.points(points.postcodes))).query(shapes, predicate="contains")
        number = np.bincount(at, minlength=len(shapes))
        for axis in (0, 1):
            sums = np.bincount(at, points.postcodes[inside, axis], minlength=len(shapes))
            found[:, axis] = np.where(number > 0, sums / np.maximum(number, 1), found[:, axis])
    return np.round(found, 3)


def _span(one: Gathering, months: tuple[Month, ...]) -> str:
    return spell(months[len(months) - one.units :]) if one.cluster else ""


def _figures(one: Gathering, offence: Offence, months: tuple[Month, ...]) -> tuple[Figure, ...]:
    assert one.cluster is not None
    slug = offence.slug.replace("-", "_")
    base = f"{offence.label} in {counted(len(one.lsoas), 'LSOA')}, {_span(one, months)}"
    return (
        Figure(f"{slug}_gathered", one.count, "count", base),
        Figure(f"{slug}_times_usual", one.cluster.ratio, "ratio", f"{base}, over the usual"),
        Figure(f"{slug}_chance", one.p, "probability", f"of one as strong anywhere; {base}"),
    )


def _table(found: list[Gathering], names: list[tuple[str, str]], months: tuple[Month, ...]) -> Table:
    rows: list[tuple[object, ...]] = []
    for one in found:
        seen: tuple[object, ...] = (None,) * 7
        if one.cluster is not None:
            usual = (one.cluster.expected, one.cluster.ratio, one.count_before(A_YEAR))
            seen = (where(one, names), len(one.lsoas), _span(one, months), one.count, *usual)
        rows.append((one.kind.label, one.verdict, *seen, one.p, one.once_in))
    return Table(
        caption=f"The strongest gathering of each type, in up to {LONGEST} months to {months[-1].label}, of {len(months)} months",
        columns=(
            Column("offence", "Offence"),
            Column("verdict", "Verdict"),
            Column("where", "Strongest in"),
            Column("lsoas", "LSOAs", "count"),
            Column("when", "When"),
            Column("count", "Count", "count"),
            Column("usual", "Usual", "count"),
            Column("times", "Times the usual", "ratio"),
            Column("count_a_year_before", "Same months a year before", "count"),
            Column("p_adjusted", "Chance of one as strong, adjusted", "probability"),
            Column("once_in_months", "Scanned every month, by chance once in", "months"),
        ),
        rows=tuple(rows),
    )


def _maps(places: PlaceEvidence, own: NDArray[np.intp], shown: list[Gathering]) -> tuple[Map, ...]:
    inside: dict[int, list[str]] = {}
    for one in shown:
        for at in one.lsoas:
            inside.setdefault(at, []).append(one.kind.words)
    shapes = tuple(
        Shape(
            code=places.lsoas[place],
            name=places.names[places.lsoas[place]][0],
            geometry=places.drawn[places.lsoas[place]],
            category=int(at in inside),
            value=", ".join(inside.get(at, ["nothing"])),
        )
        for at, place in enumerate(own.tolist())
        if places.lsoas[place] in places.drawn
    )
    if not shown or len(shapes) < 2:
        return ()
    return (
        Map(
            title="LSOAs in which something has gathered",
            description=f"{len(inside)} of {len(shapes)} LSOAs {verb(len(inside), 'is', 'are')} marked: {', '.join(one.kind.words for one in shown)}.",
            legend=(
                "nothing new",
                "part of a gathering (each with a chance under 5% of being shown where nothing is new)",
            ),
            shapes=shapes,
            scale="categories",
            boundary=places.boundary,
        ),
    )


def _too_short(places: PlaceEvidence, short: TooShort) -> Finding:
    evidence = places.evidence
    return Finding(
        id="place-gathering",
        kind="place",
        title=TITLE,
        statement=(
            f"Too short to say: {short.needed} months without a gap are needed, so that each month has others like it to be "
            f"compared with. {short.held} {'is' if short.held == 1 else 'are'} held up to {max(evidence.period.held).label}."
        ),
        strength="context",
        figures=(Figure("months_without_a_gap", short.held, "months", f"of {short.needed} needed"),),
        method="space-time-scan",
        caveats=evidence.caveats,
        provenance=evidence.provenance(rows_counted=0, months=evidence.period.held),
    )
