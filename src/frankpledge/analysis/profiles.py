"""Who the people are: shares of those of whom it is known, with ranges, and rates where residents are counted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from frankpledge.analysis.intervals import poisson_interval, wilson_interval

# What senders write where they do not know; compared without case.
NOT_KNOWN = frozenset({"", "not stated", "not known", "unknown", "not recorded", "not specified", "refused", "n/a"})
BAND_STARTS = (0, 10, 18, 25, 35, 45, 55, 65, 75)


@dataclass(frozen=True)
class ProfileGroup:
    """
    One group: its `people`, their `share` (0 to 1) of those known, with Wilson's interval.

    `rate` and its ends are per `per` of the `residents` of that group, None where they are not counted, or too few.
    """

    group: str
    people: int
    share: float
    low: float
    high: float
    residents: float | None = None
    rate: float | None = None
    rate_low: float | None = None
    rate_high: float | None = None


@dataclass(frozen=True)
class Profile:
    """The groups in order, how many people are in them (`known`), and of how many the group is not known."""

    groups: tuple[ProfileGroup, ...]
    known: int
    unknown: int

    @property
    def people(self) -> int:
        return self.known + self.unknown

    @property
    def share_unknown(self) -> float:
        return self.unknown / self.people if self.people else 0.0


def profile_of(
    values: Iterable[str | None],
    *,
    order: Sequence[str] = (),
    residents: Mapping[str, float] | None = None,
    per: float = 1000.0,
    floor: float = 1000.0,
    level: float = 0.95,
) -> Profile:
    """
    Count people by group. One value for each person (not each crime); None, blank and “not stated” are unknown.

    Groups stand in `order`, nought where nobody is in them, then any others by size and name. Shares are of those
    known: unknown people are not spread over the groups, and where they are many the shares are of the rest alone.
    `residents` counts the same groups among those who live there; a group of fewer than `floor` has no rate. The
    intervals take people as independent of each other.

    >>> found = profile_of(["Female", "Male", "Female", None, "Not stated"], order=["Female", "Male"])
    >>> [(one.group, one.people, round(one.share, 2)) for one in found.groups], found.unknown
    ([('Female', 2, 0.67), ('Male', 1, 0.33)], 2)
    """
    counted = Counter(None if not_known(value) else str(value) for value in values)
    unknown = counted.pop(None, 0)
    known = sum(counted.values())
    others = sorted((name for name in counted if name not in order), key=lambda name: (-counted[str(name)], str(name)))
    groups = []
    for name in (*order, *map(str, others)):
        people = counted[name]
        share = wilson_interval(people, known, level=level)
        living = None if residents is None else residents.get(name)
        rate = low = high = None
        if living is not None and living >= max(floor, 1.0):
            ends = poisson_interval(people, level=level)
            rate, low, high = people * per / living, ends.low * per / living, ends.high * per / living
        groups.append(
            ProfileGroup(name, people, people / known if known else 0.0, share.low, share.high, living, rate, low, high)
        )
    return Profile(tuple(groups), known, unknown)


def not_known(value: object) -> bool:
    """
    Whether a sender's value says that nothing is known.

    >>> not_known(None), not_known(float("nan")), not_known("Not Stated"), not_known("Other")
    (True, True, True, False)
    """
    return value is None or value != value or str(value).strip().casefold() in NOT_KNOWN


def age_band(age: float | None, *, starts: Sequence[int] = BAND_STARTS) -> str | None:
    """
    The band of an age in years; None where it is not known. `starts` are the ages at which bands begin, rising.

    >>> [age_band(age) for age in (9, 10, 80, None)]
    ['0 to 9', '10 to 17', '75 and over', None]
    """
    if age is None or age != age or age < starts[0]:
        return None
    at = sum(age >= start for start in starts) - 1
    return band_names(starts)[at]


def band_names(starts: Sequence[int] = BAND_STARTS) -> tuple[str, ...]:
    """
    >>> band_names((0, 18, 65))
    ('0 to 17', '18 to 64', '65 and over')
    """
    inner = [f"{first} to {after - 1}" for first, after in pairwise(starts)]
    return (*inner, f"{starts[-1]} and over")
