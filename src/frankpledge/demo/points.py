"""The map points of Frankshire: each crime takes the place of one, as on police.uk."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from frankpledge.demo.names import NIGHT, RETAIL, STREET_FIRST, STREET_LAST
from frankpledge.demo.place import Array, Place

LEAST, MOST = 24, 44  # map points in an LSOA
UNNAMED = 0.07  # real files have “On or near ” and then nothing
# Where a type gathers: on ordinary streets, at shops, or where people go out.
GATHERS = {
    "Shoplifting": "retail",
    "Theft from the person": "retail",
    "Violence and sexual offences": "night",
    "Public order": "night",
    "Drugs": "night",
    "Robbery": "night",
}


@dataclass(frozen=True)
class MapPoints:
    """
    One entry a map point, those of an LSOA together: `first`[lsoa] to `first`[lsoa + 1].

    `share` has, for each way of gathering, the running share of an LSOA's rows that fall on its points.
    """

    lonlat: Array
    location: tuple[str, ...]
    lsoa: Array
    first: Array
    share: dict[str, Array]

    def draw(self, rng: np.random.Generator, lsoa: Array, gathers: str) -> Array:
        """A map point for each row, by the LSOA it is in."""
        # Shares run from lsoa to lsoa + 1, so that one search serves all LSOAs.
        drawn = np.searchsorted(self.share[gathers], lsoa + rng.random(len(lsoa)), side="right")
        return np.clip(drawn, self.first[lsoa], self.first[lsoa + 1] - 1)


def make_points(place: Place, seed: int) -> MapPoints:
    rng = np.random.default_rng([seed, 3])
    spots: list[Array] = []
    locations: list[str] = []
    shares: dict[str, list[Array]] = {"street": [], "retail": [], "night": []}
    counts = rng.integers(LEAST, MOST, len(place.codes), endpoint=True)
    for lsoa, count in enumerate(counts):
        spots.append(_inside(rng, place.outlines[lsoa], count, village=not place.town[lsoa]))
        busy = rng.pareto(2.5, count) + 0.3  # a few points take many crimes
        names = [f"{rng.choice(STREET_FIRST)} {rng.choice(STREET_LAST)}" for _ in range(count)]
        retail, night = np.ones(count), np.ones(count)
        shops = 4 if place.centre[lsoa] > 0.3 else int(rng.random() < 0.3)
        for point in range(shops):
            names[point] = RETAIL[point]
            retail[point] = 60.0
            busy[point] = 1.5
        for point in range(shops, shops + (4 if place.centre[lsoa] > 0.3 else 0)):
            names[point] = NIGHT[point - shops]
            night[point] = 6.0
        locations += [f"On or near {'' if rng.random() < UNNAMED else name}" for name in names]
        for way, weight in (("street", busy), ("retail", busy * retail), ("night", busy * night)):
            shares[way].append(lsoa + np.cumsum(weight) / weight.sum())
    return MapPoints(
        lonlat=np.round(to_degrees(np.vstack(spots)), 6),
        location=tuple(locations),
        lsoa=np.repeat(np.arange(len(counts)), counts),
        first=np.concatenate([[0], np.cumsum(counts)]),
        share={way: np.concatenate(parts) for way, parts in shares.items()},
    )


def _inside(rng: np.random.Generator, outline: Any, count: int, *, village: bool) -> Array:
    """Points inside an LSOA: all over it in a town, round a village or two in the country."""
    import shapely

    west, south, east, north = outline.bounds
    middle = outline.representative_point()
    found = np.empty((0, 2))
    while len(found) < count:
        if village:
            tried = rng.normal((middle.x, middle.y), 650.0, (4 * count, 2))
        else:
            tried = rng.uniform((west, south), (east, north), (4 * count, 2))
        found = np.vstack([found, tried[shapely.contains_xy(outline, tried)]])
    return found[:count]


@cache
def _transformer() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)


def to_degrees(metres: Array) -> Array:
    """British National Grid to longitude and latitude in WGS84."""
    return np.column_stack(_transformer().transform(metres[:, 0], metres[:, 1]))
