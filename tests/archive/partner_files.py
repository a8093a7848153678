"""An archive that remembers an invented feed, and files of it."""

from datetime import date
from pathlib import Path

from frankpledge.archive.archive import Archive
from frankpledge.archive.feeds import add
from frankpledge.archive.load import load
from frankpledge.archive.load_report import LoadReport
from tests.sources.partners import COLUMNS, feed_text

TODAY = date(2026, 6, 30)
KEY = "frankshire-police/recorded-crime"
PEOPLE = COLUMNS | {
    "Victim": "victim",
    "Suspect": "suspect",
    "Area": "lsoa21",
    "Stolen": {"field": "property_stolen", "separator": ","},
}
HEADER = "Ref,Type,Start,Victim,Suspect,Area,Stolen"


def remembering(tmp_path: Path, *texts: str) -> Archive:
    archive = Archive(tmp_path / "archive")
    for text in texts or (feed_text(PEOPLE),):
        add(archive, text, by="analyst", on=TODAY)
    return archive


def row(
    ref: int | str,
    month: str = "2026-01",
    kind: str = "Burglary",
    victim: str = "V1",
    suspect: str = "",
    area: str = "E01999001",
    stolen: str = "",
) -> str:
    return f'C{ref},{kind},03/{month[5:]}/{month[:4]} 22:15,{victim},{suspect},{area},"{stolen}"'


def month_rows(month: str, count: int, **more: str) -> list[str]:
    return [row(f"{month}-{number}", month, **more) for number in range(count)]


def put(tmp_path: Path, *rows: str, name: str = "extract.csv", header: str = HEADER) -> Path:
    path = tmp_path / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def loaded(archive: Archive, *paths: Path, **options: bool) -> LoadReport:
    return load(archive, list(paths), **options)


def held(archive: Archive) -> dict[str, int]:
    """Rows by month."""
    found: dict[str, int] = {}
    for one in archive.table("partner_events").to_pyarrow_table()["month"].to_pylist():
        found[one] = found.get(one, 0) + 1
    return dict(sorted(found.items()))
