"""The last twelve months, again and again."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


class TooFewMonths(ValueError):
    """There are fewer months than the question needs."""

    def __init__(self, months: int, needed: int) -> None:
        super().__init__(f"Too short: {needed} months needed, {months} held")
        self.months = months
        self.needed = needed


def rolling_sum(monthly: ArrayLike, window: int = 12) -> NDArray[np.float64]:
    """
    The sum of the `window` months that end at each month.

    `monthly`: counts by month, oldest first, along the last axis; NaN for a month that is not held. The answer has
    the same shape: NaN until a whole window is there, and wherever the window holds a missing month (never a sum of
    fewer months). Neighbouring values share all months but two, so never test one against the next and never fit a
    trend to them: compare `latest_periods` with `frankpledge.analysis.change.compare_periods`.
    Raises ValueError for a window under 1.

    >>> [float(total) for total in rolling_sum([1, 2, 3, 4], window=3)]
    [nan, nan, 6.0, 9.0]
    """
    if window < 1:
        raise ValueError(f"A window is 1 month or more, not {window}")
    counts = np.asarray(monthly, dtype=np.float64)
    sums = np.full(counts.shape, np.nan)
    months = counts.shape[-1]
    if months < window:
        return sums
    # Sums of whole numbers are exact in floating point, so differences of running sums are too.
    known = np.concatenate([np.zeros((*counts.shape[:-1], 1)), np.nancumsum(counts, axis=-1)], axis=-1)
    missing = np.concatenate([np.zeros((*counts.shape[:-1], 1)), np.isnan(counts).cumsum(axis=-1)], axis=-1)
    whole = missing[..., window:] == missing[..., :-window]
    sums[..., window - 1 :] = np.where(whole, known[..., window:] - known[..., :-window], np.nan)
    return sums


def latest_periods(monthly: ArrayLike, window: int = 12) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """
    The last `window` months and the `window` before them, as (before, after), ready to compare.

    A calendar month that is missing (NaN) from either is left out of both. Raises TooFewMonths where two windows are
    not there, or nothing is left.

    >>> before, after = latest_periods([5, 6, 7, 8], window=2)
    >>> before.tolist(), after.tolist()
    ([5.0, 6.0], [7.0, 8.0])
    """
    counts = np.asarray(monthly, dtype=np.float64)
    if window < 1:
        raise ValueError(f"A window is 1 month or more, not {window}")
    if counts.ndim != 1:
        raise ValueError("Monthly counts come as one list")
    if counts.size < 2 * window:
        raise TooFewMonths(counts.size, 2 * window)
    before, after = counts[-2 * window : -window], counts[-window:]
    both = ~np.isnan(before) & ~np.isnan(after)
    if not both.any():
        raise TooFewMonths(0, 1)
    return before[both], after[both]
