"""The part of a series that comes back every year."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.control import TooShort

FloatArray = NDArray[np.float64]
FEWEST_MONTHS = 36  # three of each month: with two a season cannot be told from two odd years


@dataclass(frozen=True)
class Season:
    """
    Trend, seasonal part and remainder of a daily rate, one for each month; `strength` from 0 (no season) to 1;
    `indices` the 12 calendar months, January first, each against an average month (1.2: a fifth more a day).
    """

    trend: FloatArray
    seasonal: FloatArray
    remainder: FloatArray
    strength: float
    indices: FloatArray


def season(counts: ArrayLike, days: ArrayLike, *, first_month: int) -> Season:
    """
    STL decomposition of monthly `counts` by day, the season the same every year.

    `days` of each month, `first_month` 1 for January. Raises TooShort under 36 unbroken months.
    Source: Cleveland et al. (1990), Journal of Official Statistics 6, 3-73; strength: Wang, Smith & Hyndman (2006).

    >>> counts = [100 + (40 if month in (5, 6, 7) else 0) for month in range(12)] * 3
    >>> found = season(counts, [30] * 36, first_month=1)
    >>> round(float(found.indices[6]), 2), found.strength > 0.9
    (1.27, True)
    """
    from statsmodels.tsa.seasonal import STL

    x, n = np.asarray(counts, dtype=np.float64), np.asarray(days, dtype=np.float64)
    if len(x) < FEWEST_MONTHS:
        raise TooShort(FEWEST_MONTHS, len(x))
    rate = x / n
    # A seasonal window far longer than the series is the periodic form: one season for all years.
    parts = STL(rate, period=12, seasonal=10 * len(x) + 1, seasonal_deg=0).fit(inner_iter=2, outer_iter=0)
    trend, seasonal, rest = (np.asarray(part) for part in (parts.trend, parts.seasonal, parts.resid))
    spread = float(np.var(seasonal + rest))
    strength = max(0.0, 1.0 - float(np.var(rest)) / spread) if spread else 0.0
    calendar = (np.arange(len(x)) + first_month - 1) % 12
    typical = np.array([seasonal[calendar == month].mean() for month in range(12)])
    level = rate.mean()
    indices = 1.0 + (typical - typical.mean()) / level if level else np.ones(12)
    return Season(trend, seasonal, rest, strength, indices)
