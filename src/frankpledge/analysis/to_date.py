"""The year so far, against the same point of an earlier year."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.rolling import TooFewMonths

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class YearToDate:
    """
    Two stretches of the same calendar months, ready for `change.compare_periods`.

    `before` and `after`: counts of the months held in both, in order. `months`: their calendar numbers (4 is April).
    `left_out`: calendar months missing from either stretch and so left out of both.
    """

    before: FloatArray
    after: FloatArray
    months: tuple[int, ...]
    left_out: tuple[int, ...]
    years_ago: int


def year_to_date(monthly: ArrayLike, *, last_month: int, year_starts: int = 4, years_ago: int = 1) -> YearToDate:
    """
    From the start of the year to the newest month, and the same months `years_ago` years before.

    `monthly`: counts, oldest first, the last being calendar month `last_month` (1 to 12); NaN for a month not held.
    `year_starts`: 4 for a financial year, 1 for a calendar year. In the year's first month there is one month to
    compare, and little to be learnt from it. Raises TooFewMonths where the earlier year does not reach back far
    enough or no month is held in both; ValueError for a month outside 1 to 12, or fewer than 1 year ago.

    >>> counts = list(range(1, 25))  # May of one year to April of the next but one
    >>> so_far = year_to_date(counts, last_month=4, year_starts=1)
    >>> so_far.before.tolist(), so_far.after.tolist(), so_far.months
    ([9.0, 10.0, 11.0, 12.0], [21.0, 22.0, 23.0, 24.0], (1, 2, 3, 4))
    """
    counts = np.asarray(monthly, dtype=np.float64)
    if counts.ndim != 1:
        raise ValueError("Monthly counts come as one list")
    if not (1 <= last_month <= 12 and 1 <= year_starts <= 12):
        raise ValueError("A calendar month is a number from 1 to 12")
    if years_ago < 1:
        raise ValueError("An earlier year is 1 year ago or more")
    length = (last_month - year_starts) % 12 + 1
    needed = length + 12 * years_ago
    if counts.size < needed:
        raise TooFewMonths(counts.size, needed)
    after = counts[-length:]
    before = counts[counts.size - needed : counts.size - needed + length]
    both = ~np.isnan(before) & ~np.isnan(after)
    if not both.any():
        raise TooFewMonths(0, 1)
    calendar = [(year_starts - 1 + step) % 12 + 1 for step in range(length)]
    return YearToDate(
        before=before[both],
        after=after[both],
        months=tuple(month for month, held in zip(calendar, both, strict=True) if held),
        left_out=tuple(month for month, held in zip(calendar, both, strict=True) if not held),
        years_ago=years_ago,
    )
