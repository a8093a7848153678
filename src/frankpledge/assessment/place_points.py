"""Map points and the squares of the British National Grid that they fall in: one question to the archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.grid import Squares
from frankpledge.archive import crimes, geography
from frankpledge.archive.archive import NothingHeld
from frankpledge.assessment import place_shapes
from frankpledge.assessment.hot_test import Region, regions
from frankpledge.assessment.main_types import Offence
from frankpledge.assessment.place_evidence import PlaceEvidence, from_grid, to_grid

if TYPE_CHECKING:
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

SIZE = 250  # metres; the side of a square
GRID = Squares(SIZE)
COLLAR = 2 * SIZE  # squares this far outside take part, so that squares at the border have their neighbours
REACH = 1000  # metres beyond the border for which points are read: the widest bandwidth of a density map

HELD, COMPARED, BEFORE = 0, 1, 2  # of `PointEvidence.counts`


@dataclass(frozen=True)
class PointEvidence:
    """
    Every map point in reach of the area, whatever LSOA its rows state: `positions` [n, 2] in metres of the British
    National Grid, `degrees` [n, 2] longitude and latitude, and `counts` [type, 3, n] over the held months of the
    period, the compared months and the months before, in the order of `types`.
    """

    places: PlaceEvidence
    positions: NDArray[np.float64]
    degrees: NDArray[np.float64]
    types: tuple[str, ...]
    counts: NDArray[np.int64]
    postcodes: NDArray[np.float64]  # positions [m, 2]; none where no postcodes are loaded

    def of(self, offence: Offence, when: int) -> NDArray[np.int64]:
        """Counts of an offence for each point; `when` is HELD, COMPARED or BEFORE."""
        kinds = [number for number, kind in enumerate(self.types) if offence.holds(kind)]
        return np.asarray(self.counts[kinds, when].sum(axis=0), dtype=np.int64)

    @cached_property
    def area(self) -> "BaseGeometry":
        """The outline of the area that was asked for, in metres."""
        import shapely

        return shapely.union_all([self.places.shapes[lsoa] for lsoa in self.places.evidence.area.lsoas])

    @cached_property
    def inside(self) -> NDArray[np.bool_]:
        """For each point, whether it lies in the area."""
        return contained(self.area, self.positions)

    @cached_property
    def squares(self) -> "SquareEvidence":
        return _squares(self)


@dataclass(frozen=True)
class SquareEvidence:
    """
    The populated squares of `GRID`: `ids` [n] in ascending order; `square_of` gives for each map point its place among
    them, or -1. Each of the `regions` holds the squares with their centre in one partnership, and a collar. `own`
    squares have it in the area itself.
    """

    ids: NDArray[np.int64]
    regions: tuple[Region, ...]
    own: NDArray[np.bool_]
    square_of: NDArray[np.int64]

    def counts(self, of_points: NDArray[np.int64]) -> NDArray[np.int64]:
        """Points' counts, added up by square."""
        found = np.zeros(len(self.ids), dtype=np.int64)
        placed = self.square_of >= 0
        np.add.at(found, self.square_of[placed], of_points[placed])
        return found

    def name(self, number: int) -> str:
        """The grid reference of a square's south-west corner."""
        return GRID.reference(int(self.ids[number]))

    def drawing(self, number: int) -> dict[str, Any]:
        """One square as GeoJSON."""
        ring = GRID.corners(self.ids[[number]])[0][[0, 1, 2, 3, 0]]
        return {"type": "Polygon", "coordinates": [np.round(from_grid(ring), place_shapes.DECIMALS).tolist()]}


def gather(places: PlaceEvidence) -> PointEvidence:
    evidence = places.evidence
    west, south, east, north = _box(places)
    months = evidence.months_used
    rows = crimes.points_in_box(evidence.snapshot, west, south, east, north, months)
    try:
        known = geography.postcode_points(evidence.snapshot, west, south, east, north)
        postcodes = to_grid(known[["lon", "lat"]].to_numpy(dtype=np.float64))
    except NothingHeld:
        postcodes = np.empty((0, 2))
    types, degrees, counts = _dense(places, rows)
    positions = to_grid(degrees) if len(degrees) else np.empty((0, 2))
    return PointEvidence(places, positions, degrees, types, counts, postcodes)


def _box(places: PlaceEvidence) -> tuple[float, float, float, float]:
    """West, south, east and north in degrees of a box that holds the tested LSOAs and `REACH` around them."""
    bounds = np.array([places.shapes[lsoa].bounds for lsoa in places.lsoas[: places.tested]])
    west, south = bounds[:, :2].min(axis=0) - REACH
    east, north = bounds[:, 2:].max(axis=0) + REACH
    corners = from_grid(np.array([[west, south], [west, north], [east, south], [east, north]]))
    low, high = corners.min(axis=0), corners.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _dense(
    places: PlaceEvidence, rows: "pd.DataFrame"
) -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.int64]]:
    """Types, unique points (longitude, latitude), and counts [type, 3, point]."""
    period = places.evidence.period
    types = tuple(sorted(str(kind) for kind in rows["crime_type"].unique()))
    degrees, point_of = np.unique(rows[["lon", "lat"]].to_numpy(dtype=np.float64), axis=0, return_inverse=True)
    kinds = rows["crime_type"].astype(str).map({kind: at for at, kind in enumerate(types)}).to_numpy()
    when, n = rows["month_ix"].to_numpy(), rows["n"].to_numpy()
    counts = np.zeros((len(types), 3, len(degrees)), dtype=np.int64)
    for slot, months in ((HELD, period.held), (COMPARED, period.compared), (BEFORE, period.before)):
        chosen = np.isin(when, [month.index for month in months])
        np.add.at(counts[:, slot], (kinds[chosen], point_of.ravel()[chosen]), n[chosen])
    return types, degrees, counts


def _squares(points: PointEvidence) -> SquareEvidence:
    import shapely

    places = points.places
    number = places.partnership_of
    partnerships = [
        shapely.union_all([places.shapes[places.lsoas[at]] for at in np.flatnonzero(number == one)])
        for one in range(int(number.max()) + 1)
    ]
    known = shapely.union_all([places.shapes[lsoa] for lsoa in places.lsoas])
    # Beyond the force's own area crimes are not held: squares there would only look empty.
    study = shapely.intersection(shapely.union_all(partnerships).buffer(COLLAR), known)
    of_points, of_postcodes = (GRID.containing(*positions.T) for positions in (points.positions, points.postcodes))
    ids = np.union1d(of_points, of_postcodes)
    ids = ids[contained(study, GRID.centres(ids))]
    centres = GRID.centres(ids)
    return SquareEvidence(
        ids=ids,
        regions=regions(GRID.neighbours(ids), in_shapes(partnerships, centres)),
        own=contained(points.area, centres),
        square_of=_positions_in(ids, of_points),
    )


def contained(shape: "BaseGeometry", positions: NDArray[Any]) -> NDArray[np.bool_]:
    import shapely

    shapely.prepare(shape)
    return np.asarray(shapely.contains_xy(shape, positions[:, 0], positions[:, 1]), dtype=np.bool_)


def _positions_in(ids: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of `wanted`, its place in the ascending `ids`, or -1."""
    if not len(ids):
        return np.full(len(wanted), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[at] == wanted, at, -1)


def in_shapes(shapes: Sequence["BaseGeometry"], positions: NDArray[np.float64]) -> NDArray[np.int64]:
    """For each position, the number of the shape that holds it, or -1."""
    import shapely

    tree = shapely.STRtree(shapes)
    which, held_by = tree.query(shapely.points(positions), predicate="intersects")
    found = np.full(len(positions), -1, dtype=np.int64)
    found[which] = held_by
    return found
