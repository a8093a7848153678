"""
The yearly pattern in monthly counts: trend, season and what is left.

Source: Cleveland, Cleveland, McRae & Terpenning 1990 (Journal of Official Statistics 6:3–73), with the settings of
R's `stl(x, "periodic")`. See docs/methods/season.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

MONTHS_NEEDED = 36  # three of each month: with two, a month and its chance variation cannot be told apart
AVERAGE_DAYS = 365.25 / 12


class TooShort(ValueError):
    """The series is too short for this method. `needed` and `held` are numbers of months."""

    def __init__(self, *, needed: int, held: int) -> None:
        self.needed = needed
        self.held = held
        super().__init__(f"too short, {needed} months needed ({held} held)")


@dataclass(frozen=True)
class Decomposition:
    """
    `adjusted` = `trend` + `seasonal` + `remainder`, month by month, in crimes per average month (30.44 days).

    `indices`: how a month compares with the year around it: 1.2 is a fifth above. Twelve of them in the order in
    which months come in the series (the first belongs to the first month given), with mean 1.
    `strength`: the part of the variation around the trend that the season explains, 0 to 1.
    `p`: the chance of month averages at least this different if there were no season (F test).
    """

    adjusted: Floats
    trend: Floats
    seasonal: Floats
    remainder: Floats
    indices: Floats
    strength: float
    p: float

    @property
    def deseasoned(self) -> Floats:
        """The day-adjusted series with the season taken out, never below 0."""
        return np.maximum(0, self.adjusted - self.seasonal)


def day_adjusted(monthly: ArrayLike, days: ArrayLike) -> Floats:
    """
    Counts as if each month had 30.44 days: count × 30.4375 / days.

    >>> day_adjusted([280, 310], [28, 31]).tolist()
    [304.375, 304.375]
    """
    counts, lengths = np.asarray(monthly, dtype=float), np.asarray(days, dtype=float)
    if counts.ndim != 1 or counts.shape != lengths.shape:
        raise ValueError("each monthly count needs the number of days in its month")
    if not np.isfinite(counts).all() or (counts < 0).any() or not (lengths > 0).all():
        raise ValueError("counts cannot be missing or below 0, and months need days")
    return np.asarray(counts * AVERAGE_DAYS / lengths)


def decompose(monthly: ArrayLike, days: ArrayLike, *, period: int = 12) -> Decomposition:
    """
    Split monthly counts into trend, a season that repeats exactly, and the remainder.

    `monthly`: counts of unbroken months, oldest first; `days`: the days in each. `period`: values in a year.
    Raises TooShort under three periods (36 months), ValueError for missing or negative counts.
    For a small area take the season from its force or district: an area with a few crimes a month has no visible one.

    >>> level = np.tile([8, 10, 12, 10, 8, 10, 12, 10, 8, 10, 12, 10], 3)
    >>> parts = decompose(level, np.full(36, 30))
    >>> parts.indices.round(2)[:4].tolist(), round(parts.strength, 2)
    ([0.8, 1.0, 1.2, 1.0], 1.0)
    """
    adjusted = day_adjusted(monthly, days)
    if len(adjusted) < 3 * period:
        raise TooShort(needed=3 * period, held=len(adjusted))
    trend, seasonal = stl_periodic(adjusted, period=period)
    remainder = adjusted - trend - seasonal
    around = float(np.var(seasonal + remainder))
    strength = max(0.0, 1 - float(np.var(remainder)) / around) if around > 0 else 0.0
    return Decomposition(
        adjusted, trend, seasonal, remainder, month_indices(adjusted, period=period), strength, _p(adjusted, period)
    )


def stl_periodic(series: ArrayLike, *, period: int = 12) -> tuple[Floats, Floats]:
    """
    Trend and season as R's `stl(x, s.window = "periodic")` gives them, for an even `period` of at least 4.

    >>> trend, season = stl_periodic([1.0, 2.0, 5.0, 4.0] * 4, period=4)
    >>> season.round(6)[:4].tolist()
    [-2.0, -1.0, 2.0, 1.0]
    """
    from statsmodels.tsa.seasonal import STL

    x = np.asarray(series, dtype=float)
    span = 10 * len(x) + 1  # R's "periodic": so wide that every year weighs the same
    # R smooths at every so many points and joins them by lines; the same steps give the same digits.
    trend = _odd(int(np.ceil(1.5 * period / (1 - 1.5 / span))))
    low = _odd(period) if period % 2 == 0 else period + 2  # R takes `period` itself when odd; statsmodels may not
    fit = STL(
        x,
        period=period,
        seasonal=span,
        trend=trend,
        low_pass=low,
        seasonal_deg=0,
        seasonal_jump=-(-span // 10),
        trend_jump=-(-trend // 10),
        low_pass_jump=-(-low // 10),
    ).fit(inner_iter=2, outer_iter=0)
    place = np.arange(len(x)) % period
    means = np.bincount(place, weights=fit.seasonal) / np.bincount(place)
    return np.asarray(fit.trend), means[place]


def month_indices(adjusted: ArrayLike, *, period: int = 12) -> Floats:
    """
    Each month as a multiple of the year around it, from centred averages; mean 1; all 1 where there was no crime.

    The share of each value in the centred average of the year around it, averaged over years as a ratio of sums so
    that years with little crime weigh little. Raises TooShort under three periods.

    >>> month_indices([5, 15] * 6, period=2).round(2).tolist()
    [0.5, 1.5]
    """
    x = np.asarray(adjusted, dtype=float)
    if len(x) < 3 * period:
        raise TooShort(needed=3 * period, held=len(x))
    weights = np.ones(period) if period % 2 else np.concatenate([[0.5], np.ones(period - 1), [0.5]])
    centred = np.convolve(x, weights / period, mode="valid")
    first = len(weights) // 2
    place = np.arange(first, first + len(centred)) % period
    around = np.bincount(place, weights=centred, minlength=period)
    ratio = np.bincount(place, weights=x[first : first + len(centred)], minlength=period)
    ratio = np.divide(ratio, around, out=np.ones(period), where=around > 0)
    return np.asarray(ratio / ratio.mean())


def deseason(adjusted: ArrayLike, indices: ArrayLike) -> Floats:
    """
    Divide a series by month indices (its own, or a larger area's); the first index belongs to the first value.

    An index of 0 means no crime in that month in any year: those values stay as they are.

    >>> deseason([5, 15, 10, 30], [0.5, 1.5]).tolist()
    [10.0, 10.0, 20.0, 20.0]
    """
    x, index = np.asarray(adjusted, dtype=float), np.asarray(indices, dtype=float)
    if index.ndim != 1 or index.size == 0 or not (np.isfinite(index) & (index >= 0)).all():
        raise ValueError("month indices are 0 or more, and none is missing")
    factor = index[np.arange(len(x)) % len(index)]
    return np.asarray(np.divide(x, factor, out=x.copy(), where=factor > 0))


def _odd(number: int) -> int:
    return number + 1 - number % 2


def _p(adjusted: Floats, period: int) -> float:
    """F test of month effects over a smooth (quadratic) trend, on square roots so that the variance is even."""
    from scipy.stats import f

    y, n = np.sqrt(adjusted), len(adjusted)
    time = np.linspace(-1, 1, n)
    smooth = np.column_stack([np.ones(n), time, time**2])
    months = np.eye(period)[np.arange(n) % period][:, 1:]
    without, with_months = _squares_left(smooth, y), _squares_left(np.hstack([smooth, months]), y)
    degrees = n - 3 - (period - 1)
    if with_months <= 1e-12 * max(without, 1e-12):
        return 0.0 if without > 1e-12 else 1.0
    return float(f.sf((without - with_months) / (period - 1) / (with_months / degrees), period - 1, degrees))


def _squares_left(design: Floats, y: Floats) -> float:
    coefficients = np.linalg.lstsq(design, y, rcond=None)[0]
    return float(np.square(y - design @ coefficients).sum())
