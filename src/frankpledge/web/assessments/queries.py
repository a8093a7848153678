"""Every question that the assessment pages ask."""

import json
from dataclasses import dataclass
from pathlib import Path

from frankpledge.archive.areas import Area
from frankpledge.month import Month
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import shelf
from frankpledge.web.evidence import kept

LABELS = {
    "assessment.pdf": "PDF",
    "assessment.docx": "Word",
    "index.html": "Web page for offline reading",
    "findings.json": "Findings (JSON)",
}


@dataclass(frozen=True)
class File:
    name: str
    label: str
    size: int


def finished(archive: Path) -> list[shelf.Finished]:
    return shelf.finished(archive)


def files(made: shelf.Finished) -> list[File]:
    """What can be taken away."""
    folder = Path(made.folder) / "files"
    return [File(name, label, (folder / name).stat().st_size) for name, label in LABELS.items()]


def tables(made: shelf.Finished) -> list[File]:
    folder = Path(made.folder) / "files" / "tables"
    return [File(f"tables/{path.name}", path.name, path.stat().st_size) for path in sorted(folder.glob("*.csv"))]


def body(made: shelf.Finished, viewer: Viewer) -> str:
    """The page as the viewer may see it: without findings from restricted data, unless their role sees these."""
    whole = not made.restricted or viewer.may(Permission.SEE_RESTRICTED)
    return (Path(made.folder) / ("body.html" if whole else "body-open.html")).read_text(encoding="utf-8")


def shapes(made: shelf.Finished, map_id: str) -> dict[str, object] | None:
    """The GeoJSON of one map, or None."""
    every: dict[str, dict[str, object]] = json.loads((Path(made.folder) / "maps.json").read_text(encoding="utf-8"))
    return every.get(map_id)


def choices(archive: Path) -> list[Area]:
    """The partnerships whose area is known, in order of name."""
    return list(kept.partnerships_of(archive))


def months(archive: Path) -> set[Month]:
    """Every month of street-level crime that any force holds."""
    every = kept.holdings_of(archive)
    return {Month.parse(h.month) for h in every if h.month and not h.sample and h.dataset == "police_uk_street"}
