"""Every question that the evidence pages ask."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frankpledge.archive import crimes
from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import Area, force_names_covering
from frankpledge.archive.holdings import Holding
from frankpledge.month import Month
from frankpledge.web.evidence import kept, row_types
from frankpledge.web.evidence.grid import Source, grid
from frankpledge.web.jobs import job
from frankpledge.web.places import areas


@dataclass(frozen=True)
class Reference:
    """Look-ups, boundaries or people of one kind: the rows held, and the files they came from."""

    title: str
    rows: int
    files: list[Holding]


@dataclass(frozen=True)
class Held:
    """What is held: the monthly sources as a grid, the look-ups and boundaries as a list, the samples apart."""

    sources: list[Source]
    reference: list[Reference]
    samples: list[Holding]

    @property
    def anything(self) -> bool:
        return bool(self.sources or self.reference)

    @property
    def rows(self) -> int:
        return sum(source.rows for source in self.sources)


def held(archive: Path) -> Held:
    every = kept.holdings_of(archive)
    return Held(
        sources=grid(every, kept.restated_of(archive)),
        reference=_by_title([holding for holding in every if not holding.month]),
        samples=[holding for holding in every if holding.month and holding.sample],
    )


def _by_title(holdings: list[Holding]) -> list[Reference]:
    by_title: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_title.setdefault(holding.title, []).append(holding)
    return [Reference(title, sum(one.rows for one in files), files) for title, files in sorted(by_title.items())]


def loads(archive: Path) -> list[job.Job]:
    return job.recent(archive, "load", limit=10)


MOST_ROWS = 500
ROW_COLUMNS = ("month", "crime_type", "location", "lsoa", "outcome", "file", "source_row", "force")


@dataclass(frozen=True)
class Rows:
    """The rows behind a figure: the first `rows` as dicts, and how many there are in `all`."""

    area: Area | None
    rows: list[dict[Any, Any]]
    all: int
    refusal: str = ""


def rows(
    archive: Path,
    *,
    area: str,
    crime_type: str,
    first: Month,
    last: Month,
    limit: int | None = MOST_ROWS,
    offset: int = 0,
) -> Rows:
    """
    What a figure was counted from, by file and line, without the first `offset`. A force's rows are those of its
    files, placed or not.
    """
    snapshot = Archive(archive).snapshot()
    try:
        found = areas.find(snapshot, area, areas.last_day(last))
    except LookupError as error:
        return Rows(None, [], 0, str(error))
    which: dict[str, Any] = row_types.types_of(crime_type)
    if found.kind == "force":
        which["forces"] = force_names_covering(snapshot, found)
    months = first.to(last)
    frame = crimes.rows(snapshot, found.lsoas, months, limit=limit, offset=offset, **which)
    here = limit is None or (len(frame) < limit and (offset == 0 or len(frame) > 0))
    count = offset + len(frame) if here else crimes.row_count(snapshot, found.lsoas, months, **which)
    return Rows(found, [dict(row) for row in frame.to_dict("records")], count)
