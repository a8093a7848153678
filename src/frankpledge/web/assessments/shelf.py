"""Finished assessments, kept in the archive's folder, one for each area and period."""

import json
import os
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from frankpledge.assessment.assessment import Assessment
from frankpledge.documents import assessment as printed
from frankpledge.documents import data, html, write
from frankpledge.month import Month
from frankpledge.web.assessments.restricted import is_restricted
from frankpledge.web.evidence.row_types import address


@dataclass(frozen=True)
class Finished:
    """
    What one finished assessment is about; its pages and files are in `folder`.

    `restricted` names its findings that rest on restricted data, and `restricted_maps` their maps. The page is kept
    without them too; the files hold them all.
    """

    code: str
    name: str
    kind: str
    first_month: str
    last_month: str
    made_at: str
    folder: str
    restricted: tuple[str, ...] = ()
    restricted_maps: tuple[str, ...] = ()

    @property
    def first(self) -> Month:
        return Month.parse(self.first_month)

    @property
    def last(self) -> Month:
        return Month.parse(self.last_month)

    @property
    def period(self) -> str:
        return f"{self.first_month}-to-{self.last_month}"


def shelf(archive: Path) -> Path:
    return archive / ".assessments"


def put(archive: Path, assessment: Assessment, written: Path | None = None) -> Finished:
    """
    Print the assessment in every format and put it on the shelf, in place of an earlier one.

    `written` is a folder that it was just written to in every format: its files are taken, not made again.
    """
    made = Finished(
        code=assessment.area_code,
        name=assessment.area_name,
        kind=assessment.area_kind,
        first_month=str(assessment.period.first),
        last_month=str(assessment.period.last),
        made_at=assessment.made_at,
        folder="",
        restricted=tuple(entry["id"] for entry in _entries(assessment) if is_restricted(entry)),
    )
    shown = replace(assessment, findings=tuple(each for each in assessment.findings if each.id not in made.restricted))
    every_map, shown_maps = printed.map_shapes(assessment), printed.map_shapes(shown)
    made = replace(made, restricted_maps=tuple(sorted(set(every_map) - set(shown_maps))))
    final = shelf(archive) / made.code / made.period
    new = final.with_name(f".{made.period}.{os.getpid()}")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    if written is None:
        write.write(assessment, new / "files")
    else:
        shutil.copytree(written, new / "files")
    document = printed.content(assessment, _rows_at(assessment))
    (new / "body.html").write_text(html.body(document), encoding="utf-8")
    open_document = printed.content(shown, _rows_at(shown))
    (new / "body-open.html").write_text(html.body(open_document), encoding="utf-8")
    (new / "style.css").write_text(html.style(), encoding="utf-8")
    (new / "maps.json").write_text(json.dumps(every_map), encoding="utf-8")
    (new / "about.json").write_text(json.dumps(asdict(made), indent=1), encoding="utf-8")
    old = final.with_name(f".{made.period}.{os.getpid()}.old")
    if final.exists():
        os.replace(final, old)
    os.replace(new, final)
    shutil.rmtree(old, ignore_errors=True)
    return made


def _rows_at(assessment: Assessment) -> dict[str, str]:
    """Where the rows of each finding can be read, by its id."""
    area, first, last = assessment.area_code, str(assessment.period.first), str(assessment.period.last)
    addresses = {entry["id"]: address(area, first, last, entry) for entry in _entries(assessment)}
    return {id: where for id, where in addresses.items() if where}


def _entries(assessment: Assessment) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = data.findings_json(assessment)["findings"]  # type: ignore[assignment]
    return entries


def find(archive: Path, code: str, period: str) -> Finished | None:
    """The finished assessment of that area and period, or None."""
    folder = shelf(archive) / code / period
    try:
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    hidden = {name: tuple(about.get(name, ())) for name in ("restricted", "restricted_maps")}
    return Finished(**{**about, **hidden, "folder": str(folder)})


def finished(archive: Path) -> list[Finished]:
    """All of them, the newest first."""
    found = (
        find(archive, path.parent.parent.name, path.parent.name) for path in shelf(archive).glob("*/[!.]*/about.json")
    )
    return sorted((made for made in found if made), key=lambda made: made.made_at, reverse=True)
