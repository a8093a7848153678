"""The land of Frankshire: an island in the North Sea, cut into districts, wards and LSOAs that nest."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from frankpledge.demo.districts import DISTRICTS
from frankpledge.demo.names import WARD_NAMES

if TYPE_CHECKING:
    from shapely import Polygon

Array = np.ndarray[Any, Any]

# Metres on the British National Grid: open sea between the Humber and Norfolk, so that no real place is drawn over.
MIDDLE = np.array([604_000.0, 428_000.0])
RADIUS = 27_000.0
CLOSEST_IN_TOWN, CLOSEST_IN_COUNTRY = 380.0, 1_900.0
LSOAS_A_WARD = 5


@dataclass(frozen=True)
class Place:
    """
    One entry an LSOA, in the order of its code, in every array and tuple but the last two.

    `outlines` are polygons in metres on the British National Grid that meet without gap or overlap. `centre` is 1 in
    the heart of a district's main town, falling to 0; `town` says whether the LSOA is in a town at all.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    outlines: tuple["Polygon", ...]
    district: Array  # index into DISTRICTS
    ward: Array  # index into ward_codes
    centre: Array
    town: Array
    ward_codes: tuple[str, ...]
    ward_names: tuple[str, ...]

    def in_district(self, name: str) -> Array:
        """Positions of the LSOAs of a district; raises ValueError for a district that is not there."""
        return np.flatnonzero(self.district == [district.name for district in DISTRICTS].index(name))


def council_code(district: int) -> str:
    """Unitary authorities are numbered apart from districts, as in the official codes."""
    return f"E06999{district + 1:03d}" if DISTRICTS[district].unitary else f"E07999{district + 1:03d}"


def partnership_code(district: int) -> str:
    return f"E22999{district + 1:03d}"


def make_place(seed: int) -> Place:
    """The same island for the same seed."""
    rng = np.random.default_rng([seed, 1])
    coast = _coast(rng)
    towns = _towns(rng, coast)
    seeds, district, centre, town = _lsoa_seeds(rng, coast, towns)
    ward_of = _wards(seeds, district)
    order = np.lexsort((np.arange(len(seeds)), ward_of, district))
    seeds, district, centre, town, ward_of = (x[order] for x in (seeds, district, centre, town, ward_of))
    ward_names = _ward_names(rng, district, ward_of)
    return Place(
        codes=tuple(f"E01999{number:03d}" for number in range(1, len(seeds) + 1)),
        names=_lsoa_names(district, ward_of),
        outlines=_outlines(seeds, coast, _Bend(rng)),
        district=district,
        ward=ward_of,
        centre=centre,
        town=town,
        ward_codes=tuple(f"E05999{number:03d}" for number in range(1, len(ward_names) + 1)),
        ward_names=ward_names,
    )


def _coast(rng: np.random.Generator) -> "Polygon":
    """A round island with bays and headlands."""
    from shapely import Polygon

    angle = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    radius = np.ones_like(angle)
    for wave in range(2, 14):
        radius += 0.22 / wave * np.cos(wave * angle + rng.uniform(0, 2 * np.pi))
    return Polygon(MIDDLE + RADIUS * radius[:, None] * np.column_stack([1.15 * np.cos(angle), 0.9 * np.sin(angle)]))


def _towns(rng: np.random.Generator, coast: "Polygon") -> Array:
    """The middle of each district's main town, well spread over the land."""
    land = _points_on_land(rng, coast.buffer(-3_000), 4_000)
    towns = land[: len(DISTRICTS)]
    for _ in range(25):  # Lloyd's way of spreading points evenly
        nearest = ((land[:, None] - towns[None]) ** 2).sum(axis=2).argmin(axis=1)
        towns = np.array([land[nearest == index].mean(axis=0) for index in range(len(towns))])
    west_to_east = towns[np.argsort(-towns[:, 0])]  # the port, first in the list, faces the sea in the east
    return west_to_east


def _points_on_land(rng: np.random.Generator, land: Any, wanted: int) -> Array:
    import shapely

    west, south, east, north = land.bounds
    found = np.empty((0, 2))
    while len(found) < wanted:
        tried = rng.uniform((west, south), (east, north), (wanted, 2))
        found = np.vstack([found, tried[shapely.contains_xy(land, tried)]])
    return found[:wanted]


def _lsoa_seeds(rng: np.random.Generator, coast: "Polygon", towns: Array) -> tuple[Array, Array, Array, Array]:
    """One point for each LSOA, crowded in towns, sparse between; its district, nearness to the centre, and town."""
    import shapely

    room = np.array([district.room for district in DISTRICTS]) * 45e6
    inland = coast.buffer(-400)
    country = _points_on_land(rng, inland, 6_000)
    seeds: list[Array] = []
    facts: list[tuple[int, float, bool]] = []

    def district_of(points: Array) -> Array:
        nearest: Array = (((points[:, None] - towns[None]) ** 2).sum(axis=2) - room).argmin(axis=1)
        return nearest

    for index, district in enumerate(DISTRICTS):
        urban = round(district.lsoas * district.town)
        spread = 420 * np.sqrt(urban)  # so that every town is about as dense
        own = country[district_of(country) == index]
        second = own[rng.integers(len(own))]
        in_town = np.vstack([rng.normal(towns[index], spread, (4_000, 2)), rng.normal(second, spread / 2, (1_500, 2))])
        rng.shuffle(in_town)
        in_town = in_town[shapely.contains_xy(inland, in_town)]
        in_town = in_town[district_of(in_town) == index]
        taken: list[Array] = []
        for candidates, closest, wanted in (
            (in_town, CLOSEST_IN_TOWN, urban),
            (own, CLOSEST_IN_COUNTRY, district.lsoas),
            (own, CLOSEST_IN_TOWN, district.lsoas),  # where the country is full
        ):
            for point in candidates:
                if len(taken) >= wanted:
                    break
                if all(np.hypot(*(point - other)) > closest for other in taken):
                    taken.append(point)
        away = np.hypot(*(np.array(taken) - towns[index]).T)
        nearest_first = np.argsort(np.argsort(away))
        seeds += taken
        facts += [(index, float(np.exp(-nearest_first[i] / 2.0)), i < urban) for i in range(len(taken))]
    return (
        np.array(seeds),
        np.array([fact[0] for fact in facts]),
        np.array([fact[1] for fact in facts]),
        np.array([fact[2] for fact in facts]),
    )


def _wards(seeds: Array, district: Array) -> Array:
    """Halve each district across its longer side until the parts have about five LSOAs."""
    ward = np.zeros(len(seeds), dtype=int)
    made = 0

    def halve(members: Array) -> None:
        nonlocal made
        if len(members) < 2 * LSOAS_A_WARD - 2:
            ward[members] = made
            made += 1
            return
        points = seeds[members]
        along = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2][0]
        ordered = members[np.argsort(points @ along)]
        halve(ordered[: len(members) // 2])
        halve(ordered[len(members) // 2 :])

    for index in range(len(DISTRICTS)):
        halve(np.flatnonzero(district == index))
    return ward


def _ward_names(rng: np.random.Generator, district: Array, ward: Array) -> tuple[str, ...]:
    """No two alike in one district; two districts may well both have an Abbey ward, as in life."""
    names: list[str] = []
    for index in range(len(DISTRICTS)):
        wards = np.unique(ward[district == index])
        names += list(rng.permutation(WARD_NAMES)[: len(wards)])
    return tuple(names)


def _lsoa_names(district: Array, ward: Array) -> tuple[str, ...]:
    """“Castermouth 003B”: the district, a number for a neighbourhood, a letter."""
    names: list[str] = []
    for index, number in zip(district, ward, strict=True):
        neighbourhood = number - ward[district == index].min() + 1
        letter = "ABCDEFGHIJ"[sum(name.startswith(f"{DISTRICTS[index].name} {neighbourhood:03d}") for name in names)]
        names.append(f"{DISTRICTS[index].name} {neighbourhood:03d}{letter}")
    return tuple(names)


class _Bend:
    """
    A smooth bending of the plane, so that straight borders wander.

    It depends on the position alone, so neighbours still meet; the waves are too shallow to fold the land over.
    """

    def __init__(self, rng: np.random.Generator):
        wavelength = np.repeat([16_000.0, 5_000.0, 1_800.0, 700.0], 3)
        heading = rng.uniform(0, 2 * np.pi, len(wavelength))
        self.number = 2 * np.pi / wavelength * np.stack([np.cos(heading), np.sin(heading)])
        self.phase = rng.uniform(0, 2 * np.pi, len(wavelength))
        towards = rng.uniform(0, 2 * np.pi, len(wavelength))
        self.push = 0.022 * wavelength[:, None] * np.column_stack([np.cos(towards), np.sin(towards)])

    def __call__(self, points: Array) -> Array:
        points = np.round(points, 3)  # the same corner of two neighbours may differ in its last bits
        bent: Array = points + np.sin(points @ self.number + self.phase) @ self.push
        return bent


def _outlines(seeds: Array, coast: "Polygon", bend: _Bend) -> tuple["Polygon", ...]:
    """The land nearer to each seed than to any other, with wandering borders."""
    import shapely
    from scipy.spatial import Voronoi

    west, south, east, north = coast.buffer(200_000).bounds
    far = [(west, south), (west, north), (east, south), (east, north)]
    voronoi = Voronoi(np.vstack([seeds, far]))
    cells = [
        shapely.Polygon(voronoi.vertices[voronoi.regions[voronoi.point_region[index]]]) for index in range(len(seeds))
    ]
    pieces = shapely.intersection(cells, coast)
    islands = [max(shapely.get_parts(piece), key=lambda part: part.area) for piece in pieces]  # an islet is dropped
    lined = shapely.segmentize(shapely.normalize(islands), 150.0)
    return tuple(shapely.transform(lined, bend))
