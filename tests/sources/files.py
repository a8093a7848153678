"""Tiny invented publishers' files: each the dullest valid thing, of a force and places that do not exist."""

import gzip
import hashlib
import zipfile
from pathlib import Path

STREET_HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
OUTCOMES_HEADER = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type"
STOP_HEADER = (
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing"
)
FORCE = "Frankshire Police"


def crime_id(number: int | str) -> str:
    return hashlib.sha256(f"crime {number}".encode()).hexdigest()


def street_row(
    id: int | str | None = 1,
    month: str = "2024-04",
    force: str = FORCE,
    lon: str = "-1.500000",
    lat: str = "53.900000",
    location: str = "On or near Tallow Lane",
    lsoa: str = "E01999001",
    type: str = "Burglary",
    outcome: str = "Under investigation",
) -> str:
    id = "" if id is None else crime_id(id)
    return f"{id},{month},{force},{force},{lon},{lat},{location},{lsoa},Frankford 001A,{type},{outcome},"


def asb_row(**more: str) -> str:
    return street_row(id=None, **{"type": "Anti-social behaviour", "outcome": "", **more})


def unplaced_row(id: int | str = 1, **more: str) -> str:
    return street_row(id, **{"lon": "", "lat": "", "location": "No Location", "lsoa": "", **more})


def street(*rows: str, end: str = "\n", last: str | None = None) -> bytes:
    """The whole file; `last` is the end of its last line, where that differs."""
    lines = [STREET_HEADER, *rows]
    return (end.join(lines) + (end if last is None else last)).encode()


def crimes(count: int, first: int = 1, **more: str) -> list[str]:
    return [street_row(first + number, **more) for number in range(count)]


def outcome_row(
    id: int | str = 1, month: str = "2024-04", outcome: str = "Offender given a caution", force: str = FORCE
) -> str:
    return f"{crime_id(id)},{month},{force},{force},,,No location,,,{outcome}"


def outcomes(*rows: str, last: str = "\n") -> bytes:
    return ("\n".join([OUTCOMES_HEADER, *rows]) + last).encode()


def stop_row(
    date: str = "2024-04-02T10:30:00+00:00", lat: str = "53.9", lon: str = "-1.5", linked: str = "True"
) -> str:
    return f"Person search,{date},False,,{lat},{lon},Male,18-24,,White,An Act,Stolen goods,Arrest,{linked},False"


def stops(*rows: str) -> bytes:
    return ("\n".join([STOP_HEADER, *rows]) + "\n").encode()


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def put_street(
    folder: Path, *rows: str, month: str = "2024-04", force: str = "frankshire", suffix: str = "", **more: str
) -> Path:
    """As the publisher's archive lays it out."""
    return put(folder, f"{month}/{month}-{force}-street{suffix}.csv", street(*rows, **more))


def put_gzip(folder: Path, name: str, data: bytes) -> Path:
    return put(folder, name, gzip.compress(data, mtime=0))


def put_zip(folder: Path, name: str, members: dict[str, bytes]) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return path


PLACES_HEADER = "LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM"


def places(*codes: str, force: str = "Frankshire", force_code: str = "E23999001") -> bytes:
    rows = [
        f"{code},Frankford {code[-3:]}A,E05999001,Market,E06999001,Frankford,E22999001,Frankford,{force_code},{force}"
        for code in codes
    ]
    return ("\n".join([PLACES_HEADER, *rows]) + "\n").encode()
