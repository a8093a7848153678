"""
Named counters: numbers that any app may publish for measures to fill themselves with.

An app registers each when it is ready:

    counters.register(Counter("plans.completed", "Actions completed", "actions said to be complete", completed))

A counter counts within one partnership, month by month. One that is about people says so: then a number from 1 to 4, a
rest of 1 to 4, and a share of fewer than 5 are never given out, and the month has no figure (`disclosure.py` says why 5).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from frankpledge.month import Month
from frankpledge.web.accounts.models import Partnership

SMALLEST = 5


@dataclass(frozen=True)
class Counted:
    """`of` is out of how many, for a percentage."""

    number: float
    of: float | None = None


@dataclass(frozen=True)
class Counter:
    """
    `code` is `app.name`; `words` are what a person chooses it by, `numerator` and `denominator` what it counts.

    `count` answers for the months asked, in a fixed number of questions; a month that it cannot answer for is left
    out. `about_people`: small numbers are hidden.
    """

    code: str
    words: str
    numerator: str
    count: Callable[[Partnership, Collection[Month]], dict[Month, Counted]]
    unit: Literal["count", "percent", "number"] = "count"
    denominator: str = ""
    about_people: bool = False


@dataclass(frozen=True)
class Figures:
    """By month: value, and out of how many where it is a share. `hidden`: months whose numbers are too small."""

    values: dict[Month, tuple[float, float | None]]
    hidden: tuple[Month, ...]


_known: dict[str, Counter] = {}


def register(*counters: Counter) -> None:
    """An app's counters; the same code again takes the earlier one's place."""
    _known.update({each.code: each for each in counters})


def find(code: str) -> Counter | None:
    return _known.get(code)


def choices() -> list[tuple[str, str]]:
    """Codes and words, by words."""
    return sorted(((each.code, each.words) for each in _known.values()), key=lambda choice: choice[1])


def figures(counter: Counter, partnership: Partnership, months: Collection[Month]) -> Figures:
    """What a measure takes from a counter, small numbers about people hidden."""
    values: dict[Month, tuple[float, float | None]] = {}
    hidden = []
    for month, counted in sorted(counter.count(partnership, months).items()):
        if counter.about_people and _too_small(counted):
            hidden.append(month)
        elif counter.unit != "percent":
            values[month] = (counted.number, counted.of)
        elif counted.of:  # of nobody there is no share
            values[month] = (100 * counted.number / counted.of, counted.of)
    return Figures(values, tuple(hidden))


def _too_small(counted: Counted) -> bool:
    """
    >>> [_too_small(Counted(*given)) for given in ((0,), (4,), (5,), (6, 8), (0, 3), (20, 20), (20, 40))]
    [False, True, False, True, True, False, False]
    """
    if 0 < counted.number < SMALLEST:
        return True
    if counted.of is None:
        return False
    return 0 < counted.of < SMALLEST or 0 < counted.of - counted.number < SMALLEST
