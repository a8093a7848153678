"""When in the week things happen, of events whose time is known only to lie between two moments."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

MINUTES_A_WEEK = 7 * 24 * 60
EVENING_BEGINS_AT = 5  # of the clock: what happens before belongs to the evening before


@dataclass(frozen=True)
class TimeOfWeek:
    """
    `hours` is 7 x 24, Monday first, midnight first: how many events fall in each hour, parts of events included.

    `events` are those counted, and what `hours` adds up to; `known` of them are sure to an hour; `too_long` had a
    window longer than the limit and say nothing of the hour; `refused` had an end before their beginning.
    """

    hours: NDArray[np.float64]
    events: int
    known: int
    too_long: int
    refused: int

    @property
    def by_evening(self) -> NDArray[np.float64]:
        """7 x 24 with each day from 05:00: the small hours of Saturday stand with Friday's evening."""
        return np.roll(self.hours.ravel(), -EVENING_BEGINS_AT).reshape(7, 24)


def time_of_week(start: ArrayLike, minutes: ArrayLike, *, longest: int = 24 * 60, sure: int = 60) -> TimeOfWeek:
    """
    Share each event out evenly over the minutes in which it may have happened.

    `start` is the minute of the week (0 is Monday 00:00) at which each window begins, `minutes` its length: 0 for an
    event whose moment is known, NaN where the end is not known (then the beginning counts). A window longer than
    `longest` minutes says too little of the hour and is left out; `sure` is the length up to which a time is known.
    Local clock time: on the nights when clocks change an hour is counted twice or not at all.

    Source: Ratcliffe (2002), Journal of Quantitative Criminology 18, 27-43.

    >>> week = time_of_week([4 * 1440 + 23 * 60], [120])      # Friday, between 23:00 and 01:00
    >>> float(week.hours[4, 23]), float(week.hours[5, 0]), float(week.by_evening[4].sum())
    (0.5, 0.5, 1.0)
    """
    begins = np.asarray(start, np.float64)
    lasts = np.asarray(minutes, np.float64)
    if begins.shape != lasts.shape or begins.ndim != 1:
        raise ValueError("start and minutes are one number each for every event")
    if begins.size and (np.any(begins < 0) or np.any(begins >= MINUTES_A_WEEK) or np.any(np.isnan(begins))):
        raise ValueError(f"start is a minute of the week, 0 to {MINUTES_A_WEEK - 1}")
    refused = lasts < 0
    lasts = np.where(np.isnan(lasts), 0, lasts)
    too_long = ~refused & (lasts > longest)
    counted = ~refused & ~too_long
    first = begins[counted].astype(np.int64)
    length = np.maximum(lasts[counted].astype(np.int64), 1)
    return TimeOfWeek(
        hours=_per_minute(first, length).reshape(7 * 24, 60).sum(axis=1).reshape(7, 24),
        events=int(counted.sum()),
        known=int((counted & (lasts <= sure)).sum()),
        too_long=int(too_long.sum()),
        refused=int(refused.sum()),
    )


def _per_minute(first: NDArray[np.int64], length: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much of the events falls in each minute of the week: what begins less what ended, added up."""
    weight = 1.0 / length
    weeks, rest = np.divmod(length, MINUTES_A_WEEK)
    change = np.zeros(2 * MINUTES_A_WEEK + 1)
    np.add.at(change, first, np.where(rest > 0, weight, 0))
    np.add.at(change, first + rest, np.where(rest > 0, -weight, 0))
    running = np.cumsum(change)[: 2 * MINUTES_A_WEEK]
    wrapped: NDArray[np.float64] = running[:MINUTES_A_WEEK] + running[MINUTES_A_WEEK:] + float((weeks * weight).sum())
    return wrapped
