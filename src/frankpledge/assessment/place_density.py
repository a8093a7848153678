"""How densely recorded crime lies on the ground: a smoothed map, with its bandwidth and cell stated."""

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.kde import density_on_grid
from frankpledge.assessment import caveats, place_shapes, strength
from frankpledge.assessment.finding import Figure, Finding, Map, Shape
from frankpledge.assessment.hot_squares import BY_POINT, SNAPPED, by_point
from frankpledge.assessment.main_types import ASB, Offence
from frankpledge.assessment.period import spell
from frankpledge.assessment.place_evidence import from_grid
from frankpledge.assessment.place_points import HELD, PointEvidence, contained
from frankpledge.counted import counted

# The largest area in km² that each cell and bandwidth (metres) serves.
CELLS = ((600.0, 250, 500), (2_500.0, 500, 750), (float("inf"), 1_000, 1_000))
PARTS = (0.5, 0.75, 0.9, 0.97)  # of the cells with any density, below each limit of the legend

SMOOTHED = (
    "The map is smoothed: each crime is spread over a circle. Bandwidth and cell are choices, not estimates; a wider "
    "one shows less detail. Density follows people and shops as well as risk."
)
BORDER = "Along the border of the force area, crime beyond it is not held and the density is too low."


def finding(points: PointEvidence, offence: Offence) -> Finding | None:
    """None where no map point lies in reach."""
    _places, evidence = points.places, points.places.evidence
    counts = points.of(offence, HELD)
    km2 = points.area.area / 1e6
    cell, bandwidth = next((cell, bandwidth) for largest, cell, bandwidth in CELLS if km2 <= largest)
    some = counts > 0
    if not some.any():
        return None
    east, north = _axes(points, cell)
    surface = density_on_grid(points.positions[some], counts[some], east, north, bandwidth=float(bandwidth))
    centres = np.stack(np.meshgrid(east, north), axis=-1).reshape(-1, 2)
    here = contained(points.area, centres)
    corners, per_km2 = centres[here] - cell / 2, surface.ravel()[here]
    known = per_km2[per_km2 > 0]
    if not len(known):
        return None
    limits = tuple(sorted({float(f"{limit:.2g}") for limit in np.quantile(known, PARTS)} - {0.0}))
    within = int(counts[points.inside].sum())
    highest, mean = float(per_km2.max()), within / km2
    held = spell(evidence.period.held)
    return Finding(
        id=f"place-density-{offence.slug}",
        kind="place",
        title=f"Density of {offence.words}",
        statement=(
            f"{offence.subject} {offence.agrees('reaches', 'reach')} {highest:,.0f} per km² at its densest in {held}, against {mean:,.1f} over the "
            f"whole area (quartic kernel, bandwidth {bandwidth} m, cells of {cell} m)."
        ),
        strength=strength.of_description(within),
        crime_type=offence.crime_type,
        figures=(
            Figure("density_highest", highest, "per_km2", f"{offence.words} in the densest cell of {cell} m, {held}"),
            Figure(
                "density_mean", mean, "per_km2", f"{counted(within, 'row')} by map point over {km2:,.0f} km², {held}"
            ),
            Figure("bandwidth", bandwidth, "metres", "radius of the circle over which each row is spread"),
            Figure("cell", cell, "metres", "side of a cell of the map"),
        ),
        maps=(_map(points, offence, corners, per_km2, limits, cell, bandwidth),),
        method="density",
        caveats=(
            *evidence.caveats,
            *((caveats.ASB,) if offence == ASB else ()),
            SMOOTHED,
            SNAPPED,
            BY_POINT,
            *((BORDER,) if evidence.is_force or _at_force_border(points) else ()),
        ),
        provenance=by_point(evidence, offence, within, evidence.period.held),
    )


def _axes(points: PointEvidence, cell: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Eastings and northings of the centres of the grid's cells that cover the area."""
    west, south, east, north = points.area.bounds
    across = np.arange(west // cell, east // cell + 1) * cell + cell / 2
    up = np.arange(south // cell, north // cell + 1) * cell + cell / 2
    return across, up


def _at_force_border(points: PointEvidence) -> bool:
    """Whether the ground beyond the area is not all covered by LSOAs with the same months held."""
    import shapely

    places = points.places
    around = points.area.buffer(250)
    known = shapely.union_all([places.shapes[lsoa] for lsoa in places.lsoas])
    return bool(shapely.area(shapely.difference(around, known)) > 0.1 * (around.area - points.area.area))


def _map(
    points: PointEvidence,
    offence: Offence,
    corners: NDArray[np.float64],
    per_km2: NDArray[np.float64],
    limits: tuple[float, ...],
    cell: int,
    bandwidth: int,
) -> Map:
    """One shape for each grade, so that a map of thousands of cells stays light."""
    import shapely

    graded = np.searchsorted(limits, per_km2, side="right")
    legend = place_shapes.legend(limits, "per km²")
    shapes = []
    for number, words in enumerate(legend):
        here = corners[(graded == number) & (per_km2 > 0)]
        if not len(here):
            continue
        boxes = shapely.box(here[:, 0], here[:, 1], here[:, 0] + cell, here[:, 1] + cell)
        whole = shapely.transform(shapely.union_all(boxes).simplify(0), from_grid)
        shapes.append(Shape(f"grade-{number}", words, place_shapes.geojson(whole), number, words))
    return Map(
        title=f"Density of {offence.words} (bandwidth {bandwidth} m, cells of {cell} m)",
        description=f"Darker where more was recorded per km²; the densest cell has {per_km2.max():,.0f} per km². "
        "Thin lines are wards.",
        legend=legend,
        shapes=tuple(shapes),
        boundary=points.places.wards_outlined,
    )
