"""What the findings about places share: the areas tested, their neighbours, counts and boundaries."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.neighbours import Neighbours
from frankpledge.archive import areas, crimes, geography
from frankpledge.archive.archive import NothingHeld
from frankpledge.assessment import place_shapes, siblings
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.hot_test import Region, regions
from frankpledge.assessment.main_types import Offence
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd
    from pyproj import Transformer
    from shapely.geometry.base import BaseGeometry

FEWEST_AREAS = 30  # Gi* asks what is unusual among the areas: with fewer, nothing can be
WGS84, BRITISH_NATIONAL_GRID = 4326, 27700  # EPSG codes


@dataclass(frozen=True)
class PlaceEvidence:
    """
    `lsoas` are all areas that take part in a test: first the `tested` (the area's own, or for a small area those
    of its whole partnership, so that "unusual" has something to be unusual among), then a collar of LSOAs that
    touch them and have the same months held. `cube` is counts [type, month, lsoa] in the order of `types`,
    `evidence.held` (oldest first) and `lsoas`. Without boundaries nothing is known of neighbours: there is no
    collar, `shapes` is empty, and `why_no_shapes` says what is missing.
    """

    evidence: Evidence
    places: "pd.DataFrame"  # lsoa21_places rows of the tested
    lsoas: tuple[str, ...]
    tested: int
    types: tuple[str, ...]
    months: tuple[Month, ...]
    cube: NDArray[np.int64]
    shapes: dict[str, "BaseGeometry"]  # British National Grid, metres; best detail
    why_no_shapes: str = ""

    @cached_property
    def own(self) -> NDArray[np.bool_]:
        """For each of `lsoas`, whether it is in the area that was asked for."""
        here = set(self.evidence.area.lsoas)
        return np.array([lsoa in here for lsoa in self.lsoas])

    @cached_property
    def names(self) -> dict[str, tuple[str, str]]:
        """LSOA → its name and its ward's name, of the tested."""
        return {str(row.lsoa): (str(row.lsoa_name), str(row.ward_name)) for row in self.places.itertuples(index=False)}

    def monthly(self, offence: Offence, months: Sequence[Month]) -> NDArray[np.int64]:
        """Counts [lsoa, month] for all of `lsoas`."""
        at = {month: number for number, month in enumerate(self.months)}
        kinds = [number for number, kind in enumerate(self.types) if offence.holds(kind)]
        chosen = self.cube[np.ix_(kinds, [at[month] for month in months])]
        return np.asarray(chosen.sum(axis=0).T, dtype=np.int64)

    def counts(self, offence: Offence, months: Sequence[Month]) -> NDArray[np.int64]:
        """Counts for each of `lsoas`, over the months."""
        return np.asarray(self.monthly(offence, months).sum(axis=1), dtype=np.int64)

    @cached_property
    def neighbours(self) -> Neighbours:
        """
        Who touches whom among `lsoas`. One that touches none (an island, or a gap in generalised boundaries) is
        joined to the one nearest to it.
        """
        return touching([self.shapes[lsoa] for lsoa in self.lsoas])

    @cached_property
    def partnership_of(self) -> NDArray[np.int64]:
        """For each of `lsoas`, the number of its partnership among those of the tested (0, 1, …), or -1 for the collar."""
        own = dict(zip(self.places["lsoa"], self.places["csp"].fillna(self.places["council"]), strict=True))
        number = {code: at for at, code in enumerate(sorted(set(own.values())))}
        return np.array([number[own[lsoa]] if lsoa in own else -1 for lsoa in self.lsoas], dtype=np.int64)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Each partnership's LSOAs are tested among themselves and those that touch them."""
        return regions(self.neighbours, self.partnership_of)

    @cached_property
    def among(self) -> str:
        """What the tested areas are tested among: said where that is more, or less, than the area itself."""
        partnerships = sorted({str(name) for name in self.places["csp_name"].dropna()})
        if len(self.regions) > 1:
            return "each among those of its own partnership"
        if self.tested == len(self.evidence.area.lsoas):
            return ""
        return f"among those of {partnerships[0] if partnerships else 'its partnership'}"

    @cached_property
    def residents(self) -> dict[str, int]:
        known = self.evidence.residents.dropna(subset=["residents"])
        return dict(zip(known["lsoa"], known["residents"].astype(int), strict=True))

    @cached_property
    def light(self) -> dict[str, "BaseGeometry"]:
        """Boundaries for drawing, WGS84."""
        return place_shapes.light_lsoas(self.evidence.snapshot, self.evidence.area.lsoas)

    @cached_property
    def drawn(self) -> dict[str, dict[str, Any]]:
        """The same as GeoJSON, made once for all maps."""
        return {lsoa: place_shapes.geojson(shape) for lsoa, shape in self.light.items()}

    def drawing(self, lsoas: tuple[str, ...]) -> dict[str, Any] | None:
        """GeoJSON of several LSOAs as one, made once; None where none of them is known."""
        if len(lsoas) == 1:
            return self.drawn.get(lsoas[0])
        if lsoas not in self._drawings:
            whole = place_shapes.united(self.light, lsoas)
            self._drawings[lsoas] = None if whole is None else place_shapes.geojson(whole)
        return self._drawings[lsoas]

    @cached_property
    def _drawings(self) -> dict[tuple[str, ...], dict[str, Any] | None]:
        return {}

    @cached_property
    def wards_outlined(self) -> dict[str, Any] | None:
        """The area's wards, each with its own outline, for a map whose shapes do not fill it."""
        polygons: list[Any] = []
        for _, members in self.places[self.places["lsoa"].isin(self.evidence.area.lsoas)].groupby("ward")["lsoa"]:
            drawn = self.drawing(tuple(str(lsoa) for lsoa in members))
            if drawn is not None:
                polygons += [drawn["coordinates"]] if drawn["type"] == "Polygon" else drawn["coordinates"]
        return {"type": "MultiPolygon", "coordinates": polygons} if polygons else None

    @cached_property
    def boundary(self) -> dict[str, Any] | None:
        """The area's own outline for drawing."""
        return self.drawing(tuple(self.evidence.area.lsoas))


def gather(evidence: Evidence) -> PlaceEvidence:
    here = geography.places(evidence.snapshot, evidence.area.lsoas)
    tested = list(evidence.area.lsoas)
    if len(tested) < FEWEST_AREAS:
        tested = [*tested, *sorted(set(siblings.lsoas_of_partnerships(evidence, here)) - set(tested))]
    around = _same_force(evidence, here)
    shapes = _metric(evidence, sorted({*tested, *around}))
    lacking = [lsoa for lsoa in tested if lsoa not in shapes]
    lsoas = tuple(tested) if lacking else (*tested, *_collar(shapes, tested))
    months = tuple(sorted(evidence.held))
    if set(lsoas) == set(evidence.area.lsoas):
        rows = evidence.cube
    else:
        rows = crimes.area_counts(evidence.snapshot, lsoas, months)
    types, cube = _dense(rows, lsoas, months)
    return PlaceEvidence(
        evidence=evidence,
        places=geography.places(evidence.snapshot, tested),
        lsoas=lsoas,
        tested=len(tested),
        types=types,
        months=months,
        cube=cube,
        shapes={} if lacking else {lsoa: shapes[lsoa] for lsoa in lsoas},
        why_no_shapes=f"No boundaries are held for {len(lacking)} of {len(tested)} LSOAs." if lacking else "",
    )


def _same_force(evidence: Evidence, here: "pd.DataFrame") -> list[str]:
    """LSOAs of the same forces: those for which the same months are held."""
    return [
        lsoa
        for force in sorted({str(code) for code in here["force"].dropna()})
        for partnership in areas.partnerships_of_force(evidence.snapshot, force)
        for lsoa in partnership.lsoas
    ]


def _metric(evidence: Evidence, lsoas: Sequence[str]) -> dict[str, "BaseGeometry"]:
    """Boundaries in metres of the British National Grid, of those LSOAs that any are held for."""
    import shapely

    try:
        found = geography.boundaries(evidence.snapshot, "lsoa21", lsoas)
    except NothingHeld:
        return {}
    codes = list(found)
    moved = shapely.transform(np.array([found[code] for code in codes], dtype=object), to_grid)
    return dict(zip(codes, moved, strict=True))


def to_grid(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Longitude and latitude [n, 2] to easting and northing in metres."""
    return np.column_stack(_between(WGS84, BRITISH_NATIONAL_GRID).transform(positions[:, 0], positions[:, 1]))


def from_grid(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Easting and northing [n, 2] to longitude and latitude."""
    return np.column_stack(_between(BRITISH_NATIONAL_GRID, WGS84).transform(positions[:, 0], positions[:, 1]))


@cache
def _between(source: int, target: int) -> "Transformer":
    """Made once: making one takes longer than moving ten thousand points."""
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def _collar(shapes: dict[str, "BaseGeometry"], tested: Sequence[str]) -> list[str]:
    """Those that touch a tested one and are not tested."""
    from shapely import STRtree

    inside = set(tested)
    outside = sorted(set(shapes) - inside)
    if not outside:
        return []
    tree = STRtree([shapes[lsoa] for lsoa in outside])
    _, found = tree.query([shapes[lsoa] for lsoa in tested], predicate="intersects")
    return [outside[number] for number in sorted(set(found.tolist()))]


def touching(shapes: Sequence["BaseGeometry"]) -> Neighbours:
    """Which shapes meet, at a line or a corner; an island is joined to the shape nearest to it."""
    from shapely import STRtree

    tree = STRtree(shapes)
    left, right = tree.query(shapes, predicate="intersects")
    alone = set(range(len(shapes))) - set(left[left != right].tolist())
    for island in sorted(alone):
        distances = [shape.distance(shapes[island]) if at != island else np.inf for at, shape in enumerate(shapes)]
        left, right = np.append(left, island), np.append(right, int(np.argmin(distances)))
    return Neighbours.from_pairs(len(shapes), left, right)


def _dense(
    rows: "pd.DataFrame", lsoas: Sequence[str], months: Sequence[Month]
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    types = tuple(sorted(str(kind) for kind in rows["crime_type"].unique()))
    cube = np.zeros((len(types), len(months), len(lsoas)), dtype=np.int64)
    kinds = rows["crime_type"].astype(str).map({kind: at for at, kind in enumerate(types)})
    when = rows["month_ix"].map({month.index: at for at, month in enumerate(months)})
    where = rows["lsoa"].astype(str).map({lsoa: at for at, lsoa in enumerate(lsoas)})
    np.add.at(cube, (kinds.to_numpy(), when.to_numpy(), where.to_numpy()), rows["n"].to_numpy())
    return types, cube
