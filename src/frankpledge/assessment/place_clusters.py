"""How few places on the ground hold how much: clusters of map points, whatever boundary they lie across."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from frankpledge.analysis.dbscan import PointCluster, point_clusters
from frankpledge.analysis.grid import Squares
from frankpledge.assessment import caveats, place_shapes, strength
from frankpledge.assessment.finding import Column, Figure, Finding, Map, Shape, Table
from frankpledge.assessment.hot_squares import BY_POINT, SNAPPED
from frankpledge.assessment.main_types import Offence, main_offences
from frankpledge.assessment.period import join, spell
from frankpledge.assessment.place_evidence import from_grid
from frankpledge.assessment.place_points import HELD, PointEvidence, in_shapes
from frankpledge.assessment.sentences import percent
from frankpledge.counted import counted

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

REACH = 200  # metres: map points of one street, and not of the next estate
# Crimes within reach, for a point to be at the core of a cluster: so many a month, and such a part of all in the area.
# Without the part, a city's commonest crimes would run together into one cluster as large as the city.
A_MONTH, A_PART = 2, 0.01
FEWEST_POINTS = 3  # fewer are busy map points, which have a finding of their own
AROUND = REACH / 2  # metres round a cluster's hull that are counted as its ground: map points stand for what is near
LEAST_SHARE, MOST_GROUND = 25.0, 5.0  # percent: clusters are worth a reader's time where they are much on little
MOST = 5  # clusters of each kind: few enough to be gone to
MAPPED = 2  # kinds with a map

HUNDREDS = Squares(100)

CHOSEN = (
    f"Map points are in one cluster where each has {A_MONTH} crimes a month or more within {REACH} m, and {A_PART:.0%} "
    f"of all in the area, or is within {REACH} m of one that has. These numbers are choices. A cluster has {FEWEST_POINTS} map points or more. Its ground "
    f"is the smallest convex shape round them and {AROUND:.0f} m about it."
)
NOT_TESTED = "Clusters describe; nothing is tested. Crime clusters where people, shops and bars do."


@dataclass(frozen=True)
class _Clustered:
    offence: Offence
    total: int  # rows with a map point in the area
    clusters: tuple[PointCluster, ...]  # the largest
    grounds: tuple["BaseGeometry", ...]  # of each of them, metres
    share: float  # percent of the rows, in these
    ground: float  # percent of the area


def finding(points: PointEvidence) -> Finding | None:
    """
    One for the main types of which the five largest clusters, or fewer, hold a quarter or more on a twentieth of the
    ground or less; None where there is no such type.
    """
    kinds = [one for offence in main_offences(points.places.evidence) if (one := _clustered(points, offence))]
    kinds = [one for one in kinds if one.share >= LEAST_SHARE and one.ground <= MOST_GROUND]
    if not kinds:
        return None
    kinds.sort(key=lambda one: (-one.share, one.offence.slug))
    evidence = points.places.evidence
    rows = sum(one.total for one in kinds)
    return Finding(
        id="place-clusters",
        kind="place",
        title="How few places hold much of it",
        statement=_statement(kinds),
        strength=strength.of_description(min(one.total for one in kinds)),
        figures=tuple(figure for one in kinds for figure in _figures(one)),
        table=_table(points, kinds),
        maps=tuple(_map(points, one) for one in kinds[:MAPPED]),
        method="clusters",
        caveats=(*evidence.caveats, caveats.ASB, CHOSEN, NOT_TESTED, SNAPPED, BY_POINT),
        provenance=evidence.provenance(
            rows_counted=rows,
            months=evidence.period.held,
            crime_types=None,
            also=("boundaries_lsoa21",),
            filter_words=(
                f"{join(one.offence.label for one in kinds)}; longitude and latitude within {evidence.area.name} "
                f"({evidence.area.code}); Month is one of {spell(evidence.period.held)}"
            ),
        ),
    )


def _clustered(points: PointEvidence, offence: Offence) -> _Clustered | None:
    import shapely

    counts = np.where(points.inside, points.of(offence, HELD), 0)
    total = int(counts.sum())
    least = max(A_MONTH * len(points.places.evidence.period.held), A_PART * total)
    if total < least:
        return None
    found = point_clusters(points.positions, counts, reach=REACH, at_least=least)
    clusters = tuple(one for one in found.clusters if one.points >= FEWEST_POINTS)[:MOST]
    if not clusters:
        return None
    grounds = tuple(shapely.MultiPoint(one.hull).convex_hull.buffer(AROUND) for one in clusters)
    ground = shapely.intersection(shapely.union_all(list(grounds)), points.area)
    return _Clustered(
        offence=offence,
        total=total,
        clusters=clusters,
        grounds=grounds,
        share=100 * sum(one.weight for one in clusters) / total,
        ground=100 * ground.area / points.area.area,
    )


def _many(one: _Clustered) -> str:
    return "one cluster" if len(one.clusters) == 1 else f"{len(one.clusters)} clusters"


def _ground(one: _Clustered) -> str:
    return f"{percent(one.ground)} of the ground" if one.ground >= 0.1 else "less than 0.1% of the ground"


def _statement(kinds: Sequence[_Clustered]) -> str:
    first, *others = kinds
    said = (
        f"{percent(first.share)} of {first.offence.words} {first.offence.agrees('lies', 'lie')} in {_many(first)} of map "
        f"points, on {_ground(first)}."
    )
    if others:
        also = join(f"{one.offence.words} ({percent(one.share)}, {_many(one)}, {_ground(one)})" for one in others)
        said += f" Much on little ground too: {also}."
    return said


def _figures(one: _Clustered) -> tuple[Figure, ...]:
    slug = one.offence.slug.replace("-", "_")
    base = f"of {counted(one.total, 'row')} of {one.offence.words} by map point"
    return (
        Figure(
            f"{slug}_clusters",
            len(one.clusters),
            "count",
            f"clusters of {FEWEST_POINTS} map points or more, at most the {MOST} largest",
        ),
        Figure(f"{slug}_share_in_clusters", one.share, "percent", base),
        Figure(f"{slug}_ground_of_clusters", one.ground, "percent", "of the ground of the area"),
    )


def _table(points: PointEvidence, kinds: Sequence[_Clustered]) -> Table:
    return Table(
        caption=f"Clusters of map points, the {MOST} largest of each kind",
        columns=(
            Column("offence", "Offence"),
            Column("centre", "Centre (grid reference)"),
            Column("area", "LSOA at its centre"),
            Column("ward", "Ward"),
            Column("count", "Count, held months", "count"),
            Column("share", "Share of the offence", "percent"),
            Column("map_points", "Map points", "count"),
            Column("hectares", "Ground, hectares", "count"),
        ),
        rows=tuple(
            (
                one.offence.label,
                HUNDREDS.reference(int(HUNDREDS.containing([cluster.centre[0]], [cluster.centre[1]])[0])),
                *_named(points, cluster),
                round(cluster.weight),
                100 * cluster.weight / one.total,
                cluster.points,
                round(ground.area / 10_000),
            )
            for one in kinds
            for cluster, ground in zip(one.clusters, one.grounds, strict=True)
        ),
    )


def _named(points: PointEvidence, cluster: PointCluster) -> tuple[str, str]:
    """LSOA and ward of a cluster's centre; empty where the centre of a bent one lies outside the tested LSOAs."""
    places = points.places
    own = places.lsoas[: places.tested]
    (at,) = in_shapes([places.shapes[lsoa] for lsoa in own], np.array([cluster.centre])).tolist()
    return places.names[own[at]] if at >= 0 else ("", "")


def _map(points: PointEvidence, one: _Clustered) -> Map:
    import shapely

    shapes = []
    for number, (cluster, ground) in enumerate(zip(one.clusters, one.grounds, strict=True), start=1):
        drawn = shapely.transform(ground.simplify(5), from_grid)
        shapes.append(
            Shape(
                code=f"cluster-{number}",
                name=f"{cluster.weight:,.0f} at {cluster.points} map points",
                geometry=place_shapes.geojson(drawn),
                category=0,
                value=round(cluster.weight),
            )
        )
    return Map(
        title=f"Clusters of {one.offence.words}",
        description=f"{_many(one)[0].upper()}{_many(one)[1:]} with {percent(one.share)} of {one.offence.words}, on "
        f"{_ground(one)}. Thin lines are wards.",
        legend=("cluster of map points",),
        shapes=tuple(shapes),
        boundary=points.places.wards_outlined,
    )
