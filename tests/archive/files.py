"""The dullest valid files of the publishers, and what a test wants changed in them."""

import csv
from pathlib import Path

HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)


def row(number: int = 1, *, month: str = "2025-01", force: str = "Frankshire Police", **other: str) -> dict[str, str]:
    crime = {
        "Crime ID": f"{number:064x}",
        "Month": month,
        "Reported by": force,
        "Falls within": force,
        "Longitude": "1.500000",
        "Latitude": "53.500000",
        "Location": "On or near High Street",
        "LSOA code": "E01999001",
        "LSOA name": "Castermouth 001A",
        "Crime type": "Burglary",
        "Last outcome category": "Under investigation",
        "Context": "",
    }
    return crime | {name.replace("_", " "): value for name, value in other.items()}


def street(path: Path, rows: list[dict[str, str]], *, end: str = "\n") -> Path:
    """Write a street file of these rows, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, HEADER.split(","), lineterminator=end)
        writer.writeheader()
        writer.writerows(rows)
    return path


def month_file(folder: Path, month: str, rows: int = 10, *, force: str = "Frankshire Police", **other: str) -> Path:
    """A whole month under the publisher's name."""
    name = f"{month}-{force.removesuffix(' Police').lower().replace(' ', '-')}-street.csv"
    return street(folder / month / name, [row(n, month=month, force=force, **other) for n in range(rows)])
