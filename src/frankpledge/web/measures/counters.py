"""
Named counters: numbers that any app may publish for measures to fill themselves with.

An app registers each when it is ready:

    counters.register(Counter("plans.completed", "Actions completed", "actions said to be complete", completed))

What an app can only say with the partnership's own things in hand, such as the questions of its surveys, it registers as
a family: a function that names its counters in the scope that is open.

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
    """`of` is out of how many, for a percentage; `words` are what has to be known of the figure wherever it is shown."""

    number: float
    of: float | None = None
    words: str = ""


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
class Family:
    """
    Counters whose codes begin with `prefix`, named in the scope that is open, in a fixed number of questions.

    `monthly`: whether each month should have a figure, so that one without it is late.
    """

    prefix: str
    counters: Callable[[], list[Counter]]
    monthly: bool = True


@dataclass(frozen=True)
class Figures:
    """
    By month: value, and out of how many where it is a share. `words`: what has to be known of some of them. `hidden`:
    months whose numbers are too small.
    """

    values: dict[Month, tuple[float, float | None]]
    words: dict[Month, str]
    hidden: tuple[Month, ...]


_known: dict[str, Counter] = {}
_families: dict[str, Family] = {}


def register(*counters: Counter) -> None:
    """An app's counters; the same code again takes the earlier one's place."""
    _known.update({each.code: each for each in counters})


def register_family(family: Family) -> None:
    """The counters of an app that depend on what the partnership has."""
    _families[family.prefix] = family


def find(code: str) -> Counter | None:
    """The counter of that code in the scope that is open; None where there is none, or no longer."""
    family = _family(code)
    if family is None:
        return _known.get(code)
    return next((each for each in family.counters() if each.code == code), None)


def choices() -> list[tuple[str, str]]:
    """Codes and words in the scope that is open, by words."""
    every = [*_known.values(), *(each for family in _families.values() for each in family.counters())]
    return sorted(((each.code, each.words) for each in every), key=lambda choice: choice[1])


def monthly(code: str) -> bool:
    """Whether a measure that this counter fills should have a figure each month. Asks the database nothing."""
    family = _family(code)
    return family is None or family.monthly


def _family(code: str) -> Family | None:
    return next((each for prefix, each in _families.items() if code.startswith(prefix)), None)


def figures(counter: Counter, partnership: Partnership, months: Collection[Month]) -> Figures:
    """What a measure takes from a counter, small numbers about people hidden."""
    values: dict[Month, tuple[float, float | None]] = {}
    words = {}
    hidden = []
    for month, counted in sorted(counter.count(partnership, months).items()):
        if counter.about_people and _too_small(counted):
            hidden.append(month)
        elif counter.unit != "percent":
            values[month] = (counted.number, counted.of)
        elif counted.of:  # of nobody there is no share
            values[month] = (round(100 * counted.number / counted.of, 6), counted.of)
        if month in values and counted.words:
            words[month] = counted.words
    return Figures(values, words, tuple(hidden))


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
