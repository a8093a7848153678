"""Frankshire's months as police.uk would publish them, quirks and all."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from frankpledge.demo.expected import CRIME_TYPES, Expected, draw
from frankpledge.demo.names import FORCE_SLUG, OUTSIDE_LSOA
from frankpledge.demo.outcomes import NAMES, draw_outcomes
from frankpledge.demo.place import Array, Place
from frankpledge.demo.points import GATHERS, MapPoints
from frankpledge.demo.truths import ANTI_SOCIAL, MONTHS_AGO_WITHOUT_UNPLACED
from frankpledge.month import Month
from frankpledge.sources.invented import FORCE_NAME

HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
UNPLACED = 0.007  # share of rows that the force could not place
REPEATED = 0.012  # share of crimes whose row stands twice, mostly with another outcome
OUTSIDE = 1.2  # rows a month that the force recorded beyond its border
ADRIFT = (-9.514062, 56.501370)  # one row in all: coordinates in the Atlantic, and no LSOA
MONTHS_AGO_ADRIFT = 13


class StreetFiles:
    """Writes the street file of any month up to `last`, the month of the edition, which says how ripe outcomes are."""

    def __init__(self, place: Place, points: MapPoints, expected: Expected, last: Month, seed: int):
        self.place, self.points, self.expected, self.last, self.seed = place, points, expected, last, seed
        self.spot = [
            f"{lon:.6f},{lat:.6f},{location},{place.codes[lsoa]},{place.names[lsoa]}"
            for (lon, lat), location, lsoa in zip(points.lonlat, points.location, points.lsoa, strict=True)
        ]

    def write(self, folder: Path, month: Month) -> Path:
        path = folder / str(month) / f"{month}-{FORCE_SLUG}-street.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([HEADER, *self.lines(month), ""]), encoding="utf-8", newline="")
        return path

    def lines(self, month: Month) -> Iterator[str]:
        """The rows of a month, by LSOA; those outside the force area first, those without a place last."""
        rng = np.random.default_rng([self.seed, 5, month.index])
        counts = draw(rng, self.expected.of(month))
        lsoa, kind = (np.repeat(index.ravel(), counts.ravel()) for index in np.indices(counts.shape))
        shuffled = rng.permutation(len(lsoa))
        shuffled = shuffled[np.argsort(lsoa[shuffled], kind="stable")]
        lsoa, kind = lsoa[shuffled], kind[shuffled]
        point, outcome = self._points(rng, lsoa, kind), self._outcomes(rng, kind, month)
        ids = _crime_ids(rng, len(lsoa))
        _repeat(rng, ids, lsoa, kind, point)
        places = [self.spot[index] for index in point]
        self._misplace(rng, places, month)
        said = f"{month},{FORCE_NAME},{FORCE_NAME}"
        asb = CRIME_TYPES.index(ANTI_SOCIAL)
        lines = [
            f"{'' if which == asb else crime_id},{said},{where},{CRIME_TYPES[which]},"
            f"{'' if which == asb else NAMES[what]},"
            for crime_id, where, which, what in zip(ids, places, kind.tolist(), outcome.tolist(), strict=True)
        ]
        order = {True: 0, False: 1}
        yield from sorted(lines, key=lambda line: 2 if ",No Location," in line else order[OUTSIDE_LSOA[0] in line])

    def _points(self, rng: np.random.Generator, lsoa: Array, kind: Array) -> Array:
        point = np.empty(len(lsoa), dtype=int)
        gathers = np.array([GATHERS.get(crime_type, "street") for crime_type in CRIME_TYPES])[kind]
        for way in self.points.share:
            rows = np.flatnonzero(gathers == way)
            point[rows] = self.points.draw(rng, lsoa[rows], way)
        return point

    def _outcomes(self, rng: np.random.Generator, kind: Array, month: Month) -> Array:
        outcome = np.zeros(len(kind), dtype=int)
        for index, crime_type in enumerate(CRIME_TYPES):
            if crime_type != ANTI_SOCIAL:
                rows = np.flatnonzero(kind == index)
                outcome[rows] = draw_outcomes(rng, crime_type, len(rows), self.last.index - month.index)
        return outcome

    def _misplace(self, rng: np.random.Generator, places: list[str], month: Month) -> None:
        """Take the place from some rows, and put a few beyond the border, as in real files."""
        ago = self.last.index - month.index
        lost = rng.random(len(places)) < UNPLACED
        if ago != MONTHS_AGO_WITHOUT_UNPLACED:
            for row in np.flatnonzero(lost):
                places[row] = ",,No Location,,"
        beyond = rng.integers(0, len(places), rng.poisson(OUTSIDE))
        for row in beyond:
            west, north = self.points.lonlat.min(axis=0)[0] - 0.08, self.points.lonlat.max(axis=0)[1] - 0.1
            places[row] = f"{west:.6f},{north:.6f},On or near ,{','.join(OUTSIDE_LSOA)}"
        if ago == MONTHS_AGO_ADRIFT:
            places[0] = f"{ADRIFT[0]},{ADRIFT[1]},On or near ,,"


def _crime_ids(rng: np.random.Generator, rows: int) -> list[str]:
    """64 hexadecimal digits each, as the publisher's."""
    digits = rng.bytes(32 * rows).hex()
    return [digits[start : start + 64] for start in range(0, 64 * rows, 64)]


def _repeat(rng: np.random.Generator, ids: list[str], lsoa: Array, kind: Array, point: Array) -> None:
    """Give some rows the Crime ID and map point of the row before of the same type and LSOA; the count stays."""
    by_kind = np.lexsort((np.arange(len(kind)), kind, lsoa))
    first, second = by_kind[:-1], by_kind[1:]
    twins = (kind[first] == kind[second]) & (lsoa[first] == lsoa[second])
    share = min(1.0, REPEATED * len(kind) / max(1, twins.sum()))
    for row in np.flatnonzero(twins & (rng.random(len(twins)) < share)):
        ids[second[row]], point[second[row]] = ids[first[row]], point[first[row]]
