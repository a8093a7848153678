"""The depersonalised data sets that agencies must share every quarter by law: which came, which are late."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

from frankpledge.archive.archive import Archive
from frankpledge.archive.feeds import feeds
from frankpledge.archive.feeds_log import first_received
from frankpledge.month import Month
from frankpledge.sources.partner_mapping import Feed

State = Literal["received", "received late", "part received", "late", "not yet due", "period not over"]


@dataclass(frozen=True)
class SharedDataSet:
    """One paragraph of the Schedule. `certain` is false where its wording has yet to be checked against the law."""

    key: str
    paragraph: str
    holder: str
    what: str
    fields: tuple[str, ...]
    certain: bool


@dataclass(frozen=True)
class Catalogue:
    """The data sets, and where that is written."""

    title: str
    law: str
    address: str
    dated: date
    caveat: str
    data_sets: tuple[SharedDataSet, ...]


@cache
def catalogue() -> Catalogue:
    """As dated in data/shared_data_sets.toml."""
    told = tomllib.loads((files("frankpledge.archive") / "data" / "shared_data_sets.toml").read_text(encoding="utf-8"))
    sets = tuple(SharedDataSet(**{**one, "fields": tuple(one["fields"])}) for one in told["data_set"])
    return Catalogue(told["title"], told["law"], told["address"], told["dated"], told["caveat"], sets)


@dataclass(frozen=True, order=True)
class Quarter:
    """
    An information period: three months of a calendar quarter (SI 2007/1831, regulation 1).

    >>> quarter = Quarter(Month.parse("2025-10"))
    >>> str(quarter), str(quarter.due)
    ('October to December 2025', '2026-03-31')
    """

    first: Month

    @property
    def months(self) -> list[Month]:
        return self.first.to(self.first.plus(2))

    @property
    def last_day(self) -> date:
        return _first_day(self.first.plus(3)) - timedelta(days=1)

    @property
    def due(self) -> date:
        """The last day of the period that follows (regulation 3)."""
        return _first_day(self.first.plus(6)) - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.first.label.split()[0]} to {self.first.plus(2).label}"


def _first_day(month: Month) -> date:
    return date(month.year, month.number, 1)


def quarters(last: date, count: int) -> list[Quarter]:
    """The `count` quarters up to the one that `last` lies in, oldest first."""
    current = Month(last.year * 12 + (last.month - 1) // 3 * 3)
    return [Quarter(current.minus(3 * back)) for back in range(count - 1, -1, -1)]


@dataclass(frozen=True)
class Delivery:
    """What came of one data set for one quarter, from one feed (None: no feed says that it brings it)."""

    data_set: SharedDataSet
    feed: Feed | None
    quarter: Quarter
    state: State
    received_on: date | None
    days_late: int


def deliveries(archive: Archive, quarters_asked: Sequence[Quarter], on: date) -> list[Delivery]:
    """
    Each data set and quarter, by the feeds that say they bring it: received when each of its months has come.

    By law the data are due whether or not a feed was ever agreed, so that a data set without one is late too.
    """
    came = first_received(archive)
    known = feeds(archive)
    found = []
    for data_set in catalogue().data_sets:
        bringing: list[Feed | None] = [feed for feed in known if data_set.key in feed.data_sets]
        for feed in bringing or [None]:
            months = came.get(feed.key, {}) if feed else {}
            found += [_delivery(data_set, feed, quarter, months, on) for quarter in quarters_asked]
    return found


def _delivery(data_set: SharedDataSet, feed: Feed | None, quarter: Quarter, came: dict[str, str], on: date) -> Delivery:
    days = [date.fromisoformat(came[str(month)]) for month in quarter.months if str(month) in came]
    state: State
    received_on, days_late = None, 0
    if len(days) == len(quarter.months):
        received_on = max(days)
        days_late = max(0, (received_on - quarter.due).days)
        state = "received late" if days_late else "received"
    elif on > quarter.due:
        days_late = (on - quarter.due).days
        state = "part received" if days else "late"
    elif on <= quarter.last_day:
        state = "period not over"
    else:
        state = "part received" if days else "not yet due"
    return Delivery(data_set, feed, quarter, state, received_on, days_late)


def unknown_data_sets(feed: Feed) -> list[str]:
    """The data sets that a feed names and the catalogue does not."""
    known = {data_set.key for data_set in catalogue().data_sets}
    return [key for key in feed.data_sets if key not in known]
