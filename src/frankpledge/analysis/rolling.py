"""Sums over the latest twelve months: the season drops out."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def rolling_sum(monthly: ArrayLike, *, window: int = 12) -> NDArray[np.float64]:
    """
    The sum of each month and those before it, `window` in all; NaN until there are so many, and across a month
    that is missing (NaN). Neighbouring values share all months but two: never test one against the next.

    >>> rolling_sum([1, 2, 3, 4], window=3).tolist()
    [nan, nan, 6.0, 9.0]
    """
    values = np.asarray(monthly, dtype=np.float64)
    sums = np.full(len(values), np.nan)
    if len(values) >= window:
        # A window with a gap sums to NaN; a running total would carry the gap on for ever.
        sums[window - 1 :] = np.lib.stride_tricks.sliding_window_view(values, window).sum(axis=1)
    return sums
