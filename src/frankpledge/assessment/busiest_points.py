"""The map points with the most rows: points of the publisher's map, not places where crime happened."""

import numpy as np

from frankpledge.assessment import caveats, strength
from frankpledge.assessment.finding import Column, Figure, Finding, Table
from frankpledge.assessment.hot_squares import BY_POINT, by_point
from frankpledge.assessment.main_types import ASB, Offence
from frankpledge.assessment.period import spell
from frankpledge.assessment.place_points import BEFORE, COMPARED, HELD, PointEvidence, in_shapes
from frankpledge.counted import counted, verb

LISTED = 20

IS_NOT_A_PLACE = "A map point stands for the streets around it; it is not a place."
NOT_PLACES = (
    "A map point is not a place. The publisher moves every crime to the nearest of a fixed list of points, each of "
    "which stands for eight addresses or more, or for none. Many rows at one point can come from a whole street, and a "
    "supermarket's or a hospital's crime can be shown across the road. Do not name premises from this table."
)
CHOSEN_HIGH = "The points are chosen because they are high. By chance alone most of them will be lower next time."


def finding(points: PointEvidence, offence: Offence) -> Finding | None:
    """None where no map point lies in the area."""
    evidence = points.places.evidence
    counts = np.where(points.inside, points.of(offence, HELD), 0)
    total, used = int(counts.sum()), int((counts > 0).sum())
    if not total:
        return None
    busiest = [int(at) for at in np.argsort(-counts, kind="stable")[:LISTED] if counts[at] > 0]
    share = 100 * int(counts[busiest].sum()) / total
    held = spell(evidence.period.held)
    return Finding(
        id=f"place-map-points-{offence.slug}",
        kind="place",
        title=f"Busiest map points: {offence.words}",
        statement=(
            f"The {len(busiest)} busiest of {used:,} map points in use hold {share:.0f}% of the {total:,} rows of "
            f"{offence.words} on the map here. {IS_NOT_A_PLACE}"
            if used > LISTED
            else f"The {counted(total, 'row')} of {offence.words} on the map here {verb(total, 'is', 'are')} at {counted(used, 'map point')}. {IS_NOT_A_PLACE}"
        ),
        strength=strength.of_description(total),
        crime_type=offence.crime_type,
        figures=(
            Figure("map_points", used, "count", f"map points with {offence.words} in {evidence.area.name}, {held}"),
            Figure(
                "share_of_busiest",
                share,
                "percent",
                f"of {counted(total, 'row')} by map point, at the busiest {counted(len(busiest), 'map point')}",
            ),
        ),
        table=_table(points, offence, busiest, total),
        method="busiest-points",
        caveats=(NOT_PLACES, *evidence.caveats, *((caveats.ASB,) if offence == ASB else ()), CHOSEN_HIGH, BY_POINT),
        provenance=by_point(evidence, offence, total, evidence.months_used),
    )


def _table(points: PointEvidence, offence: Offence, busiest: list[int], total: int) -> Table:
    places = points.places
    period = places.evidence.period
    held, compared, before = (points.of(offence, when) for when in (HELD, COMPARED, BEFORE))
    own = list(places.evidence.area.lsoas)
    lsoa_of = in_shapes([places.shapes[lsoa] for lsoa in own], points.positions[busiest])
    rows: list[tuple[object, ...]] = []
    for number, at in enumerate(busiest):
        longitude, latitude = points.degrees[at]
        ward = places.names[own[lsoa_of[number]]][1] if lsoa_of[number] >= 0 else None
        rows.append(
            (
                f"{latitude:.5f}, {longitude:.5f}",
                ward,
                int(held[at]),
                100 * int(held[at]) / total,
                _largest_type(points, offence, at),
                int(before[at]) if period.compared else None,
                int(compared[at]) if period.compared else None,
            )
        )
    return Table(
        caption=f"Map points with the most {offence.words} (map points, not places)",
        columns=(
            Column("map_point", "Map point (latitude, longitude)"),
            Column("ward", "Ward it lies in"),
            Column("count", "Rows, held months", "count"),
            Column("count_percent", "Of all rows on the map here", "percent"),
            Column("largest_type", "Most frequent type"),
            Column("count_before_compared", "Before, compared months", "count"),
            Column("count_compared", "After, compared months", "count"),
        ),
        rows=tuple(rows),
    )


def _largest_type(points: PointEvidence, offence: Offence, at: int) -> str:
    counted = [(int(points.counts[number, HELD, at]), kind) for number, kind in enumerate(points.types)]
    n, kind = min(((-n, kind) for n, kind in counted if offence.holds(kind)), default=(0, ""))
    return f"{kind} ({-n:,})"
