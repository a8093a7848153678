"""A tiny invented district: four square LSOAs in a row, their wards and postcodes."""

from pathlib import Path

import pyarrow as pa
import shapely

from frankpledge.archive.archive import Archive
from frankpledge.archive.load import load
from tests.archive.files import row, street

LSOAS = tuple(f"E0199900{number}" for number in range(1, 5))
WEST, SOUTH, SIDE = 1.5, 53.5, 0.01


def filed(table: dict[str, list[object]]) -> pa.Table:
    """With the columns that say where rows came from."""
    rows = len(next(iter(table.values())))
    told = {"file": "test.csv", "sha256": "0" * 64, "loaded_at": "2026-01-01T00:00:00+00:00"}
    return pa.table(table | {name: [value] * rows for name, value in told.items()})


def square(west: float, east: float, south: float = 0.0, north: float = 1.0) -> shapely.Polygon:
    """In sides of an LSOA from the corner of the first: square(0, 1) is the first LSOA."""
    return shapely.box(WEST + west * SIDE, SOUTH + south * SIDE, WEST + east * SIDE, SOUTH + north * SIDE)


def middle(number: int) -> dict[str, str]:
    """The map point in the middle of an LSOA, as a row of a street file has it."""
    return {"Longitude": f"{WEST + (number + 0.5) * SIDE:.6f}", "Latitude": f"{SOUTH + 0.5 * SIDE:.6f}"}


def places(archive: Archive, *, partnerships: tuple[str, str] = ("E22999001", "E22999001")) -> None:
    """The look-up: the first two LSOAs in one ward and partnership, the others in the other."""
    of = [0, 0, 1, 1]
    names = {"E22999001": "Castermouth", "E22999002": "Thorley"}
    archive.replace_all(
        "lsoa21_places",
        filed(
            {
                "lsoa": list(LSOAS),
                "lsoa_name": [f"Castermouth 00{number}A" for number in range(1, 5)],
                "ward": [f"E0599900{ward + 1}" for ward in of],
                "ward_name": [("Harbour", "Hill")[ward] for ward in of],
                "council": ["E07999001"] * 4,
                "council_name": ["Castermouth"] * 4,
                "csp": [partnerships[ward] for ward in of],
                "csp_name": [names[partnerships[ward]] for ward in of],
                "force": ["E23999001"] * 4,
                "force_name": ["Frankshire"] * 4,
                "year": [2025] * 4,
            }
        ),
        load="test",
    )


def boundaries(archive: Archive) -> None:
    shapes = [square(number, number + 1) for number in range(4)]
    archive.replace_all(
        "boundaries_lsoa21",
        filed(
            {
                "code": list(LSOAS),
                "name": list(LSOAS),
                "detail": ["generalised"] * 4,
                "geometry": [shapely.to_wkb(shape) for shape in shapes],
            }
        ),
        load="test",
    )


def postcodes(archive: Archive, placed: list[tuple[str, float]], live: list[bool] | None = None) -> None:
    """Postcodes by LSOA, and how many sides of an LSOA east of the corner each lies."""
    archive.replace_all(
        "postcodes",
        filed(
            {
                "postcode": [f"AA{number}1AA" for number in range(len(placed))],
                "lat": [SOUTH + 0.5 * SIDE] * len(placed),
                "lon": [WEST + east * SIDE for _, east in placed],
                "lsoa": [lsoa for lsoa, _ in placed],
                "council": ["E07999001"] * len(placed),
                "live": live or [True] * len(placed),
            }
        ),
        load="test",
    )


def crime(archive: Archive, folder: Path, month: str, counts: dict[int, int], crime_type: str = "Burglary") -> None:
    """A whole month: how many crimes at the middle of each LSOA, by its number from 0."""
    rows = [
        row(100 * number + each, month=month, LSOA_code=LSOAS[number], Crime_type=crime_type) | middle(number)
        for number, count in counts.items()
        for each in range(count)
    ]
    report = load(archive, [street(folder / month / f"{month}-frankshire-street.csv", rows)])
    assert report.ok, report.rejected


def district(folder: Path, *, months: int = 1) -> Archive:
    """All of it: look-up, boundaries, and crime in 2025: 1, 2, 3 and 4 burglaries a month in the four LSOAs."""
    archive = Archive(folder / "archive")
    places(archive)
    boundaries(archive)
    for month in range(1, months + 1):
        crime(archive, folder / "files", f"2025-{month:02}", {0: 1, 1: 2, 2: 3, 3: 4})
    return archive
