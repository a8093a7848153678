"""Months by datasets: what is held, what is missing, at a glance."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from frankpledge.archive.holdings import Holding
from frankpledge.month import Month

SourceMonth = tuple[str, str, str]  # dataset, force, month


@dataclass(frozen=True)
class Cell:
    """
    One month of one source: `missing` lies between months that are held, `outside` does not; `restated` months are
    held from another edition than before the newest load.
    """

    month: Month
    state: Literal["held", "restated", "missing", "outside"]
    rows: int = 0
    loaded_at: str = ""


@dataclass(frozen=True)
class Year:
    year: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class EmptyYears:
    """Whole years of which nothing is held, between some of which something is."""

    first: int
    last: int


@dataclass(frozen=True)
class Source:
    """What one force or sender has published of one dataset, newest year first."""

    dataset: str
    title: str
    force: str
    years: tuple[Year | EmptyYears, ...]
    rows: int
    missing: tuple[Month, ...]
    first: Month
    last: Month
    restated: tuple[Month, ...] = ()


def grid(holdings: Iterable[Holding], restated: Collection[SourceMonth] = ()) -> list[Source]:
    """Whole months only, by dataset and force; samples and reference data are listed elsewhere."""
    by_source: dict[tuple[str, str], dict[Month, Holding]] = {}
    for holding in holdings:
        if holding.month and not holding.sample:
            by_source.setdefault((holding.dataset, holding.force or ""), {})[Month.parse(holding.month)] = holding
    return [
        _source(*source, months, {Month.parse(month) for *whose, month in restated if tuple(whose) == source})
        for source, months in sorted(by_source.items())
    ]


def _source(dataset: str, force: str, months: dict[Month, Holding], restated: Collection[Month]) -> Source:
    first, last = min(months), max(months)
    years = []
    for year in range(last.year, first.year - 1, -1):
        cells = []
        for number in range(1, 13):
            month = Month.parse(f"{year:04d}-{number:02d}")
            if month in months:
                state: Literal["held", "restated"] = "restated" if month in restated else "held"
                cells.append(Cell(month, state, months[month].rows, months[month].loaded_at))
            else:
                cells.append(Cell(month, "missing" if first < month < last else "outside"))
        years.append(Year(year, tuple(cells)))
    missing = tuple(month for month in first.to(last) if month not in months)
    title = next(iter(months.values())).title
    rows = sum(holding.rows for holding in months.values())
    again = tuple(month for month in sorted(months) if month in restated)
    return Source(dataset, title, force, _together(years), rows, missing, first, last, again)


def _together(years: Iterable[Year]) -> tuple[Year | EmptyYears, ...]:
    """Years that are missing whole take one line together."""
    lines: list[Year | EmptyYears] = []
    for empty, run in groupby(years, key=lambda year: all(cell.state == "missing" for cell in year.cells)):
        ones = list(run)
        lines += [EmptyYears(ones[-1].year, ones[0].year)] if empty else ones
    return tuple(lines)
