"""LSOAs that are unlike those around them: a busy one among quiet ones, a quiet one among busy ones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.moran import LocalMoran, MoranClass, local_moran
from frankpledge.analysis.multiple import false_discovery
from frankpledge.assessment import caveats, strength
from frankpledge.assessment.finding import Column, Figure, Finding, Map, Shape, Table
from frankpledge.assessment.hot_places import BY_STATED
from frankpledge.assessment.hot_test import FEWEST_PLACES, Region
from frankpledge.assessment.main_types import Offence, main_offences
from frankpledge.assessment.period import join
from frankpledge.assessment.place_evidence import PlaceEvidence

NAMED = 3
BUSY: MoranClass = "high-low"
QUIET: MoranClass = "low-high"
WORDS: dict[MoranClass, str] = {
    "none": "not unusual",
    "high-high": "busy, like its neighbours",
    "low-low": "quiet, like its neighbours",
    BUSY: "busy among quiet neighbours",
    QUIET: "quiet among busy neighbours",
}
GRADES = tuple(WORDS)

OUTLIER = (
    "An LSOA is listed where its own count is on one side of the average and the counts around it are so far on the "
    "other that dealing the same counts out anew to the other LSOAs would rarely give that (exact, either way), "
    "allowing for all the LSOAs and kinds of crime tested."
)
NOT_RISK = "A busy one is often a shop, a station or a hospital; a quiet one a park or a campus that records elsewhere."
FEW = "Where crime is rare, neighbours without any are nothing unusual, and a busy LSOA among them is not listed."


@dataclass(frozen=True)
class _Outlier:
    offence: Offence
    at: int  # among all LSOAs
    kind: MoranClass
    count: int
    around: float  # mean count of its neighbours
    p: float


@dataclass(frozen=True)
class _Tested:
    offence: Offence
    classes: tuple[MoranClass, ...]  # of all LSOAs
    outliers: tuple[_Outlier, ...]  # of the area's own


def finding(places: PlaceEvidence) -> Finding | None:
    """One for all main types; None where no LSOA of the area is unlike its neighbours: then there is nothing to say."""
    tested = _tested(places)
    outliers = [outlier for one in tested for outlier in one.outliers]
    if not outliers:
        return None
    evidence = places.evidence
    surest = min(outliers, key=lambda one: one.p)
    most = max(tested, key=lambda one: len(one.outliers))  # of equals the first
    return Finding(
        id="place-outliers",
        kind="place",
        title="LSOAs unlike those around them",
        statement=_statement(places, outliers),
        strength=strength.of_test(surest.p, surest.count if surest.kind == BUSY else int(surest.around)),
        figures=tuple(
            Figure(
                f"{name}_lsoas",
                sum(one.kind == kind for one in outliers),
                "count",
                f"{WORDS[kind]}, of {len(tested)} kinds in {len(evidence.area.lsoas)} LSOAs; false-alarm rate 5%",
            )
            for name, kind in (("busy", BUSY), ("quiet", QUIET))
        ),
        table=_table(places, outliers),
        maps=_maps(places, most),
        method="local-moran",
        caveats=(*evidence.caveats, caveats.ASB, OUTLIER, NOT_RISK, FEW, BY_STATED),
        provenance=evidence.provenance(
            rows_counted=evidence.count_by_lsoa(None, evidence.period.held),
            months=evidence.period.held,
            also=("lsoa21_places", "boundaries_lsoa21"),
        ),
    )


def _tested(places: PlaceEvidence) -> list[_Tested]:
    """Of each main type; the false discovery rate is over all of them and all LSOAs tested, so that many types do no harm."""
    tests = [(offence, *_moran(places, offence)) for offence in main_offences(places.evidence)]
    if not tests:
        return []
    adjusted = false_discovery(np.concatenate([p for _, p, _, _ in tests])).reshape(len(tests), -1)
    return [
        _classified(places, offence, around, found, q)
        for (offence, _, around, found), q in zip(tests, adjusted, strict=True)
    ]


def _moran(
    places: PlaceEvidence, offence: Offence
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[tuple[Region, LocalMoran]]]:
    """For every LSOA its p (NaN where not tested) and the mean of its neighbours; and each region's answer."""
    counts = places.counts(offence, places.evidence.period.held)
    p, around = np.full(len(counts), np.nan), np.zeros(len(counts))
    found = []
    for region in places.regions:
        own, neighbours = counts[region.at], region.neighbours
        if len(own) < FEWEST_PLACES:
            continue
        moran, tested = local_moran(own, neighbours), region.at[region.tested]
        p[tested] = moran.p[region.tested]
        around[tested] = (neighbours.sums(own) / np.maximum(neighbours.counts, 1))[region.tested]
        found.append((region, moran))
    return p, around, found


def _classified(
    places: PlaceEvidence,
    offence: Offence,
    around: NDArray[np.float64],
    found: Sequence[tuple[Region, LocalMoran]],
    adjusted: NDArray[np.float64],
) -> _Tested:
    counts = places.counts(offence, places.evidence.period.held)
    classes: list[MoranClass] = ["none"] * len(counts)
    for region, moran in found:
        for at, here, kind in zip(region.at, region.tested, moran.classes(adjusted[region.at]), strict=True):
            if here:
                classes[at] = kind
    outliers = [
        _Outlier(offence, at, kind, int(counts[at]), float(around[at]), float(adjusted[at]))
        for at, kind in enumerate(classes)
        if kind in (BUSY, QUIET) and places.own[at]
    ]
    return _Tested(offence, tuple(classes), tuple(outliers))


def _statement(places: PlaceEvidence, outliers: Sequence[_Outlier]) -> str:
    said = []
    for kind, words in ((BUSY, "busy among quiet neighbours"), (QUIET, "quiet among busy ones")):
        these = sorted((one for one in outliers if one.kind == kind), key=lambda one: (one.p, one.at))
        if not these:
            said.append(f"None is {words}.")
            continue
        named = "; ".join(_named(places, one) for one in these[:NAMED])
        more = f" and {len(these) - NAMED} more" if len(these) > NAMED else ""
        said.append(f"{words[0].upper()}{words[1:]}: {named}{more}.")
    many = f"{len(outliers)} times an LSOA is" if len(outliers) > 1 else "Once an LSOA is"
    return f"{many} unlike those around it, more than chance would make it. {' '.join(said)}"


def _named(places: PlaceEvidence, one: _Outlier) -> str:
    name, ward = places.names[places.lsoas[one.at]]
    return f"{name} in {ward} ({one.offence.words}: {one.count:,}, around it {one.around:,.1f} on average)"


def _table(places: PlaceEvidence, outliers: Sequence[_Outlier]) -> Table:
    return Table(
        caption="LSOAs unlike those around them",
        columns=(
            Column("area", "LSOA"),
            Column("area_code", "Code"),
            Column("ward", "Ward"),
            Column("offence", "Offence"),
            Column("how", "How it differs"),
            Column("count", "Count, held months", "count"),
            Column("around", "Mean of its neighbours", "index"),
            Column("p_adjusted", "Chance of this, adjusted", "probability"),
        ),
        rows=tuple(
            (
                places.names[places.lsoas[one.at]][0],
                places.lsoas[one.at],
                places.names[places.lsoas[one.at]][1],
                one.offence.label,
                WORDS[one.kind],
                one.count,
                one.around,
                one.p,
            )
            for one in outliers
        ),
    )


def _maps(places: PlaceEvidence, most: _Tested) -> tuple[Map, ...]:
    """Of the kind with the most outliers; its clusters are drawn too, since they are what the outliers stand out from."""
    counts = places.counts(most.offence, places.evidence.period.held)
    shapes = tuple(
        Shape(
            code=lsoa,
            name=places.names[lsoa][0],
            geometry=places.drawn[lsoa],
            category=GRADES.index(most.classes[at]),
            value=int(counts[at]),
        )
        for at, lsoa in enumerate(places.lsoas)
        if places.own[at] and lsoa in places.drawn
    )
    if len(shapes) < 2:
        return ()
    named = join(f"{n} {WORDS[kind]}" for kind in GRADES[1:] if (n := _how_many(places.own, most.classes, kind)))
    return (
        Map(
            title=f"LSOAs like and unlike those around them: {most.offence.words}",
            description=f"Of {len(shapes)} LSOAs, {named}.",
            legend=tuple(WORDS[kind] for kind in GRADES),
            shapes=shapes,
            scale="categories",
            boundary=places.boundary,
        ),
    )


def _how_many(own: NDArray[np.bool_], classes: Sequence[MoranClass], kind: MoranClass) -> int:
    return sum(here and one == kind for here, one in zip(own.tolist(), classes, strict=True))
