"""Repeat victims and repeat suspects: how much falls on how few people, each watched for as long as the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


class TooShort(ValueError):
    """The events do not cover twice the time for which each person is to be watched."""

    def __init__(self, days: int, needed: int) -> None:
        super().__init__(f"too short: {needed} days needed, {days} given")
        self.days = days
        self.needed = needed


@dataclass(frozen=True)
class Repeats:
    """
    People whose first event lies in the time before the last `watched_days`, each watched for that many days from it.

    `repeated` of the `people` had another event in that time. Of the `events` in those times (first ones included),
    `on_repeated` fell on them, and `further` were not a person's first.
    """

    people: int
    repeated: int
    events: int
    on_repeated: int
    further: int
    watched_days: int

    @property
    def share_of_people(self) -> float:
        return self.repeated / self.people if self.people else float("nan")

    @property
    def mean_each(self) -> float:
        """Events of each of the repeated, on average."""
        return self.on_repeated / self.repeated if self.repeated else float("nan")

    @property
    def share_of_events(self) -> float:
        return self.on_repeated / self.events if self.events else float("nan")


@dataclass(frozen=True)
class TopFew:
    """How much falls on the busiest: `people` of them, who have `events`; ties at the edge are all taken in."""

    people: int
    events: int
    least: int  # events of the last one taken in


def repeat_people(
    person: ArrayLike, day: ArrayLike, *, first_day: int, last_day: int, watched_days: int = 365
) -> Repeats:
    """
    Count people with more than one event within a fixed time of their first.

    `person` is any code, `day` whole days on any scale, `first_day` and `last_day` the days that the events cover.
    A person first seen late has had less time to be seen again; so only those are counted whose first event leaves
    `watched_days` days to watch, and all are watched equally long. Two events on one day are two events.

    Raises TooShort where no first event could be watched so long. Source: Farrell & Pease (1993), Once Bitten, Twice
    Bitten, Home Office, on the time window.

    >>> repeat_people(["a", "a", "b", "c"], [0, 100, 10, 500], first_day=0, last_day=729).repeated
    1
    """
    covered = last_day - first_day + 1
    if covered < 2 * watched_days:
        raise TooShort(covered, 2 * watched_days)
    if any(one is None for one in np.asarray(person, dtype=object).ravel()):
        raise ValueError("each event needs a person: leave out those in which nobody is named")
    codes, who = np.unique(np.asarray(person), return_inverse=True)
    when = np.asarray(day, np.int64)
    if who.shape != when.shape:
        raise ValueError("person and day are one each for every event")
    if when.size and (when.min() < first_day or when.max() > last_day):
        raise ValueError("an event lies outside the days that the events are said to cover")
    first = np.full(len(codes), np.iinfo(np.int64).max)
    np.minimum.at(first, who, when)
    can_be_watched = first <= last_day - watched_days + 1
    within = can_be_watched[who] & (when < first[who] + watched_days)
    events = np.bincount(who[within], minlength=len(codes))
    repeated = events > 1
    return Repeats(
        people=int(can_be_watched.sum()),
        repeated=int(repeated.sum()),
        events=int(events.sum()),
        on_repeated=int(events[repeated].sum()),
        further=int(events[can_be_watched].sum() - can_be_watched.sum()),
        watched_days=watched_days,
    )


def top_few(person: ArrayLike, *, number: int = 10) -> TopFew:
    """
    The events of the `number` people with most, and of everybody who has as many as the last of them.

    >>> top_few(["a", "a", "b", "b", "c"], number=1)
    TopFew(people=2, events=4, least=2)
    """
    counts = np.sort(np.unique(np.asarray(person), return_counts=True)[1])[::-1]
    if not len(counts) or number < 1:
        return TopFew(0, 0, 0)
    least = int(counts[min(number, len(counts)) - 1])
    taken = counts[counts >= least]
    return TopFew(len(taken), int(taken.sum()), least)


def top_with_ties(counts: Sequence[tuple[str, int]], *, number: int = 10) -> list[tuple[str, int]]:
    """
    The `number` largest, and everything that ties with the last of them, in order of count and then of name.

    >>> top_with_ties([("bike", 3), ("phone", 5), ("cash", 3), ("tools", 1)], number=2)
    [('phone', 5), ('bike', 3), ('cash', 3)]
    """
    ordered = sorted(counts, key=lambda one: (-one[1], one[0]))
    if number < 1 or not ordered:
        return []
    least = ordered[min(number, len(ordered)) - 1][1]
    return [one for one in ordered if one[1] >= least]
