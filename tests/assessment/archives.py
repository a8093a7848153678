"""Invented archives, as small as a test can use: a town of square LSOAs, and rows put where a test says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from pyproj import Transformer

from frankpledge.archive.archive import Archive
from frankpledge.month import Month

FORCE, FORCE_NAME = "E23000098", "Elmshire"
POLICE = "Elmshire Police"  # "Falls within" in the street files
WEST, SOUTH, SIDE = 450_000, 250_000, 1_000  # of the town, in metres of the British National Grid
FILE = {"file": "invented.csv", "sha256": "0" * 64, "loaded_at": "2026-01-05T09:00:00Z"}
LOAD = "invented"


@dataclass(frozen=True)
class Town:
    """
    `across` x `up` LSOAs, numbered row by row from the south-west. `district` is how many LSOAs, in that order, make
    up a partnership (which here is a council too), `ward` how many a ward.
    """

    across: int = 8
    up: int = 5
    district: int = 40
    ward: int = 8
    residents: int = 1_500

    @property
    def lsoas(self) -> tuple[str, ...]:
        return tuple(lsoa(at) for at in range(self.across * self.up))

    def csp(self, at: int) -> tuple[str, str]:
        number = at // self.district
        return f"E2200090{number}" if number < 10 else f"E220009{number}", f"District {chr(65 + number)}"

    def ward_of(self, at: int) -> tuple[str, str]:
        number = at // self.ward
        return f"E05009{number:03d}", f"Ward {number + 1}"

    def points(self, at: int) -> list[tuple[float, float]]:
        """Longitude and latitude of the map points of an LSOA, one in each of its sixteen squares of 250 m."""
        east, north = WEST + at % self.across * SIDE, SOUTH + at // self.across * SIDE
        return [degrees(east + 125 + 250 * x, north + 125 + 250 * y) for x in range(4) for y in range(4)]

    def shape(self, at: int) -> shapely.Geometry:
        east, north = WEST + at % self.across * SIDE, SOUTH + at // self.across * SIDE
        return shapely.Polygon([degrees(east + x, north + y) for x, y in ((0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE))])


def lsoa(at: int) -> str:
    return f"E01{900_000 + at}"


def degrees(east: float, north: float) -> tuple[float, float]:
    return tuple(_to_degrees().transform(east, north))


def _to_degrees(made: list[Transformer] = []) -> Transformer:  # noqa: B006
    if not made:
        made.append(Transformer.from_crs(27700, 4326, always_xy=True))
    return made[0]


def archive(
    folder: Path,
    town: Town,
    counts: Mapping[tuple[str, int, str], int] | Iterable[tuple[str, int, str, int]],
    *,
    months: Sequence[str],
    deciles: Sequence[int] | None = None,
    postcodes: bool = True,
    boundaries: bool = True,
    partner: Iterable[tuple[str, str, str, str, int, str, int]] = (),
) -> Archive:
    """
    An archive that holds whole street files of `months`, with `counts` of (month, LSOA number, crime type, n),
    each row at one of the map points of its LSOA in turn. `deciles` are of deprivation, by LSOA; `partner` is
    dataset, publisher, sensitivity, month, LSOA number, category, count.
    """
    made = Archive(folder)
    rows = [(*key, n) for key, n in counts.items()] if isinstance(counts, Mapping) else list(counts)
    for month in months:
        made.replace_months(
            "police_uk_street", _street(town, month, [r for r in rows if r[0] == month]), [month], load=LOAD
        )
    _reference(made, town, deciles)
    if boundaries:
        _boundaries(made, town)
    if postcodes:
        _postcodes(made, town)
    partner = list(partner)
    for month in sorted({row[3] for row in partner}):
        made.replace_months(
            "counts_extract", _partner(month, [r for r in partner if r[3] == month]), [month], load=LOAD
        )
    return made


def _street(town: Town, month: str, rows: Sequence[tuple[str, int, str, int]]) -> pa.Table:
    at = np.repeat([row[1] for row in rows], [row[3] for row in rows]).astype(int)
    kinds = np.repeat([row[2] for row in rows], [row[3] for row in rows])
    points = [town.points(number) for number in range(town.across * town.up)]
    n = len(at)
    return pa.table(
        {
            "month": pa.array([month] * n, pa.string()),
            "month_ix": pa.array([Month.parse(month).index] * n, pa.int32()),
            "force": pa.array([POLICE] * n, pa.string()),
            "reported_by": pa.array([POLICE] * n, pa.string()),
            "crime_id": pa.array([f"{month}-{number}" for number in range(n)], pa.string()),
            "lon": pa.array([points[number][turn % 16][0] for turn, number in enumerate(at)], pa.float64()),
            "lat": pa.array([points[number][turn % 16][1] for turn, number in enumerate(at)], pa.float64()),
            "location": pa.array(["On or near Elm Street"] * n, pa.string()),
            "lsoa": pa.array([lsoa(number) for number in at], pa.string()),
            "crime_type": pa.array(kinds.tolist(), pa.string()),
            "outcome": pa.array([None] * n, pa.string()),
            "source_row": pa.array(list(range(2, n + 2)), pa.int32()),
            **_file(n),
            "edition": pa.array([None] * n, pa.string()),
            "rejected_rows": pa.array([0] * n, pa.int32()),
            "sample": pa.array([False] * n, pa.bool_()),
        }
    )


def _file(n: int) -> dict[str, pa.Array]:
    return {name: pa.array([value] * n, pa.string()) for name, value in FILE.items()}


def _reference(made: Archive, town: Town, deciles: Sequence[int] | None) -> None:
    numbers = range(town.across * town.up)
    n = len(numbers)
    csps = [town.csp(at) for at in numbers]
    wards = [town.ward_of(at) for at in numbers]
    councils = [f"E0700{code[-4:]}" for code, _ in csps]
    made.replace_all(
        "lsoa21_places",
        pa.table(
            {
                "lsoa": list(town.lsoas),
                "lsoa_name": [f"Elm {at + 1:03d}A" for at in numbers],
                "ward": [code for code, _ in wards],
                "ward_name": [name for _, name in wards],
                "council": councils,
                "council_name": [name for _, name in csps],
                "csp": [code for code, _ in csps],
                "csp_name": [name for _, name in csps],
                "force": [FORCE] * n,
                "force_name": [FORCE_NAME] * n,
                "year": pa.array([2024] * n, pa.int32()),
                **_file(n),
            }
        ),
        load=LOAD,
    )
    pairs = sorted({(council, name, code) for council, (code, name) in zip(councils, csps, strict=True)})
    made.replace_all(
        "council_partnerships",
        pa.table(
            {
                "council": [council for council, _, _ in pairs],
                "council_name": [name for _, name, _ in pairs],
                "csp": [code for _, _, code in pairs],
                "csp_name": [name for _, name, _ in pairs],
                "force": [FORCE] * len(pairs),
                "force_name": [FORCE_NAME] * len(pairs),
                "year": pa.array([2024] * len(pairs), pa.int32()),
                **_file(len(pairs)),
            }
        ),
        load=LOAD,
    )
    made.replace_all(
        "census2021",
        pa.table(
            {
                "lsoa": list(town.lsoas),
                "residents": pa.array([town.residents] * n, pa.int64()),
                "households": pa.array([town.residents // 2] * n, pa.int64()),
                **_file(n),
            }
        ),
        load=LOAD,
    )
    if deciles is not None:
        ranks = pa.array([decile * 3_000 + at for at, decile in enumerate(deciles)], pa.int64())
        made.replace_all(
            "deprivation2025",
            pa.table(
                {
                    "lsoa": list(town.lsoas),
                    "imd_rank": ranks,
                    "imd_decile": pa.array(list(deciles), pa.int64()),
                    "income_rank": ranks,
                    "income_decile": pa.array(list(deciles), pa.int64()),
                    **_file(n),
                }
            ),
            load=LOAD,
        )


def _boundaries(made: Archive, town: Town) -> None:
    n = town.across * town.up
    made.replace_all(
        "boundaries_lsoa21",
        pa.table(
            {
                "code": list(town.lsoas),
                "name": [f"Elm {at + 1:03d}A" for at in range(n)],
                "detail": ["generalised"] * n,
                "year": pa.array([2021] * n, pa.int32()),
                "geometry": pa.array([shapely.to_wkb(town.shape(at)) for at in range(n)], pa.binary()),
                **_file(n),
            }
        ),
        load=LOAD,
    )


def _postcodes(made: Archive, town: Town) -> None:
    """One postcode in the middle of every 250 m square."""
    places = [(at, point) for at in range(town.across * town.up) for point in town.points(at)]
    positions = [point for _, point in places]
    made.replace_all(
        "postcodes",
        pa.table(
            {
                "postcode": [f"ZZ{number:05d}" for number in range(len(places))],
                "lat": [north for _, north in positions],
                "lon": [east for east, _ in positions],
                "lsoa": [lsoa(at) for at, _ in places],
                "council": [f"E0700{town.csp(at)[0][-4:]}" for at, _ in places],
                "live": [True] * len(places),
                **_file(len(places)),
            }
        ),
        load=LOAD,
    )


def _partner(month: str, rows: Sequence[tuple[str, str, str, str, int, str, int]]) -> pa.Table:
    n = len(rows)
    return pa.table(
        {
            "dataset": [row[0] for row in rows],
            "publisher": [row[1] for row in rows],
            "sensitivity": [row[2] for row in rows],
            "month": [month] * n,
            "month_ix": pa.array([Month.parse(month).index] * n, pa.int32()),
            "lsoa": [lsoa(row[4]) for row in rows],
            "category": [row[5] for row in rows],
            "count": pa.array([row[6] for row in rows], pa.int64()),
            **_file(n),
        }
    )
