"""Months by datasets: what is held, what is missing, at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from frankpledge.archive.holdings import Holding
from frankpledge.month import Month


@dataclass(frozen=True)
class Cell:
    """One month of one source: `missing` lies between months that are held, `outside` does not."""

    month: Month
    state: Literal["held", "missing", "outside"]
    rows: int = 0
    loaded_at: str = ""


@dataclass(frozen=True)
class Year:
    year: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Source:
    """What one force or sender has published of one dataset, newest year first."""

    dataset: str
    title: str
    force: str
    years: tuple[Year, ...]
    rows: int
    missing: tuple[Month, ...]
    first: Month
    last: Month


def grid(holdings: Iterable[Holding]) -> list[Source]:
    """Whole months only, by dataset and force; samples and reference data are listed elsewhere."""
    by_source: dict[tuple[str, str], dict[Month, Holding]] = {}
    for holding in holdings:
        if holding.month and not holding.sample:
            by_source.setdefault((holding.dataset, holding.force or ""), {})[Month.parse(holding.month)] = holding
    return [_source(dataset, force, months) for (dataset, force), months in sorted(by_source.items())]


def _source(dataset: str, force: str, months: dict[Month, Holding]) -> Source:
    first, last = min(months), max(months)
    years = []
    for year in range(last.year, first.year - 1, -1):
        cells = []
        for number in range(1, 13):
            month = Month.parse(f"{year:04d}-{number:02d}")
            if month in months:
                cells.append(Cell(month, "held", months[month].rows, months[month].loaded_at))
            else:
                cells.append(Cell(month, "missing" if first < month < last else "outside"))
        years.append(Year(year, tuple(cells)))
    missing = tuple(month for month in first.to(last) if month not in months)
    title = next(iter(months.values())).title
    return Source(dataset, title, force, tuple(years), sum(h.rows for h in months.values()), missing, first, last)
