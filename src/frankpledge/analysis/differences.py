"""
Difference in differences: did the treated area change more than the comparison area did, beyond chance?

Source: Wing, Simon & Bello-Gomez 2018 (Annual Review of Public Health 39:453–469); quasi-likelihood variance as in
McCullagh & Nelder 1989. See docs/methods/difference-in-differences.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

SMALL_COUNT = 12  # with a count under this the exact test stands guard, as in `change`
POWER = 0.8  # the chance of seeing a fall that a study should have


@dataclass(frozen=True)
class PreTrend:
    """
    Were the two areas already drifting apart before? `per_year` is how many times the treated area's level changed
    against the other's in a year, with its interval; p is the chance of a drift as large if there was none.
    """

    per_year: float
    low: float
    high: float
    p: float
    months: int


@dataclass(frozen=True)
class Differences:
    """
    `ratio`: the treated area's change over the comparison area's: 0.8 is a fifth less than without the treatment.

    `low`, `high`, `p`: with the unevenness of the months counted in; `exact_p` as if crimes were independent.
    `dispersion` on `degrees` degrees of freedom: how uneven the treated share of both areas' crimes is from month to
    month, against independent crimes. `standard_error`: of ln(ratio), at that dispersion. `detectable`: the largest
    ratio under 1 that these counts would have shown with 80 % chance. `pre_trend` is None where fewer than 6 months
    lie before.
    """

    treated: tuple[int, int]
    control: tuple[int, int]
    ratio: float
    low: float
    high: float
    p: float
    exact_p: float
    dispersion: float
    degrees: int
    standard_error: float
    detectable: float
    pre_trend: PreTrend | None
    level: float


def difference_in_differences(
    treated: ArrayLike, control: ArrayLike, start: int, *, level: float = 0.95
) -> Differences:
    """
    Compare a treated area's change with a comparison area's over the same months.

    `treated`, `control`: monthly counts of the same months, oldest first; several comparison areas are added up.
    `start`: the position of the first month after. Season, days and whatever moved both alike cancel month by month.
    The lengths before and after may differ. Raises ValueError for lists that differ in length, a start outside them,
    counts that are not whole or below 0, or no crime at all in one of the areas.

    >>> found = difference_in_differences([207, 110], [308, 318], 1)
    >>> round(float(np.log(found.ratio)), 4), round(found.standard_error, 4)
    (-0.6642, 0.1425)
    """
    t, c = _pair(treated, control, start)
    if not 0.0 < level < 1.0:
        raise ValueError(f"A level is between 0 and 1, for example 0.95: this one is {level}")
    cells = np.array([t[:start].sum(), t[start:].sum(), c[:start].sum(), c[start:].sum()])
    t0, t1, c0, c1 = cells
    if t0 + t1 == 0 or c0 + c1 == 0:
        raise ValueError("each area needs some crime: nothing can be compared with none")
    dispersion, degrees = share_dispersion(t, c, start)
    exact_p = _fisher(t0, t1, c0, c1)
    safe = cells + (0.5 if (cells == 0).any() else 0.0)
    centre = float(np.log(safe[1] * safe[2] / (safe[0] * safe[3])))
    error = float(np.sqrt(dispersion * (1.0 / safe).sum()))
    quantile, p = _reach(degrees, level), _two_sided(centre / error if error > 0 else 0.0, degrees)
    low, high = float(np.exp(centre - quantile * error)), float(np.exp(centre + quantile * error))
    if degrees == 0 or dispersion == 0 or cells.min() < SMALL_COUNT:
        exact_low, exact_high = _fisher_interval(t0, t1, c0, c1, level)
        p, low, high = max(p, exact_p) if dispersion > 0 else exact_p, min(low, exact_low), max(high, exact_high)
    return Differences(
        treated=(int(t0), int(t1)),
        control=(int(c0), int(c1)),
        ratio=float(np.exp(centre)),
        low=low,
        high=high,
        p=p,
        exact_p=exact_p,
        dispersion=dispersion,
        degrees=degrees,
        standard_error=error,
        detectable=detectable_ratio(t0, c0, c1, dispersion=max(dispersion, 1e-9), degrees=degrees, level=level),
        pre_trend=pre_trend(t[:start], c[:start], level=level) if start >= 6 else None,
        level=level,
    )


def share_dispersion(treated: ArrayLike, control: ArrayLike, start: int) -> tuple[float, int]:
    """
    How uneven the treated share of both areas' crimes is from month to month, before and after apart; and on how
    many degrees of freedom (months with any crime, less 2). With none to spare: 1 on 0.

    >>> share_dispersion([10, 12, 8, 10], [20, 24, 16, 20], 2)
    (0.0, 2)
    """
    t, c = _pair(treated, control, start)
    squares, months = 0.0, 0
    for part in (slice(None, start), slice(start, None)):
        both, share = t[part] + c[part], t[part].sum() / max((t[part] + c[part]).sum(), 1.0)
        expected, spread = both * share, both * share * (1.0 - share)
        squares += float(np.divide((t[part] - expected) ** 2, spread, out=np.zeros_like(both), where=spread > 0).sum())
        months += int((both > 0).sum())
    degrees = months - 2
    if degrees < 1:
        return 1.0, 0
    dispersion = squares / degrees
    return (dispersion if dispersion > 1e-12 else 0.0), degrees


def pre_trend(treated: ArrayLike, control: ArrayLike, *, level: float = 0.95) -> PreTrend:
    """
    The drift of the treated share before the start: a score test, with the months' own unevenness.

    Monthly counts of the months before only; 6 at least, else ValueError. A large p does not show that the areas
    moved alike: read the interval.

    >>> drift = pre_trend([10, 11, 12, 14, 15, 17, 18, 20] * 2, [30] * 16)
    >>> drift.months, drift.p > 0.05
    (16, True)
    """
    t, c = _pair(treated, control, 0)
    if len(t) < 6:
        raise ValueError(f"a trend before needs 6 months or more: {len(t)} given")
    both = t + c
    share = t.sum() / max(both.sum(), 1.0)
    if not 0.0 < share < 1.0:
        return PreTrend(1.0, 0.0, np.inf, 1.0, len(t))
    time = np.arange(len(t)) / 12.0
    time = time - (both * time).sum() / both.sum()
    information = share * (1 - share) * (both * time**2).sum()
    score = ((t - both * share) * time).sum()
    slope = score / information
    held = both > 0
    squares = float(((t - both * share)[held] ** 2 / (both * share * (1 - share))[held]).sum()) - slope * score
    degrees = int(held.sum()) - 2
    if degrees < 1:
        return PreTrend(float(np.exp(slope)), 0.0, np.inf, 1.0, len(t))
    error = float(np.sqrt(max(squares, 1e-9) / degrees / information))
    reach = _reach(degrees, level) * error
    with np.errstate(over="ignore"):
        low, high = float(np.exp(slope - reach)), float(np.exp(slope + reach))
    return PreTrend(float(np.exp(slope)), low, high, _two_sided(slope / error, degrees), len(t))


def detectable_ratio(
    treated_before: float,
    control_before: float,
    control_after: float,
    *,
    dispersion: float = 1.0,
    degrees: int = 0,
    level: float = 0.95,
    power: float = POWER,
) -> float:
    """
    The largest ratio under 1 that would be seen with chance `power`: 0.7 means that only a fall of 30 % or more is.

    Counts expected if nothing happened; 0 where no fall could be seen. `degrees` 0 stands for many.

    >>> round(detectable_ratio(207, 308, 318), 2)
    0.69
    """
    if min(treated_before, control_before, control_after) <= 0:
        return 0.0
    expected = treated_before * control_after / control_before
    needed = _reach(degrees, level) + _reach(degrees, 2 * power - 1)
    fixed = 1 / treated_before + 1 / control_before + 1 / control_after
    ratios = np.arange(999, 9, -1) / 1000
    # Not by halving: a fall to almost nothing has so few crimes left that its logarithm is wild again.
    seen = -np.log(ratios) >= needed * np.sqrt(dispersion * (fixed + 1 / (expected * ratios)))
    return float(ratios[np.argmax(seen)]) if seen.any() else 0.0


def _pair(treated: ArrayLike, control: ArrayLike, start: int) -> tuple[Floats, Floats]:
    t, c = np.asarray(treated, dtype=np.float64), np.asarray(control, dtype=np.float64)
    if t.ndim != 1 or t.shape != c.shape or t.size == 0:
        raise ValueError("both areas need counts of the same months")
    for counts in (t, c):
        if not np.isfinite(counts).all() or (counts < 0).any() or (counts != np.floor(counts)).any():
            raise ValueError("monthly counts are whole numbers, 0 or more; leave a missing month out of both areas")
    if start and not 0 < start < len(t):
        raise ValueError("at least one month has to lie before the start, and one after")
    return t, c


def _reach(degrees: int, level: float) -> float:
    from scipy.special import ndtri, stdtrit

    at = (1.0 + level) / 2.0
    return float(stdtrit(degrees, at) if degrees else ndtri(at))


def _two_sided(z: float, degrees: int) -> float:
    from scipy.special import ndtr, stdtr

    return float(2.0 * (stdtr(degrees, -abs(z)) if degrees else ndtr(-abs(z))))


def _fisher(t0: float, t1: float, c0: float, c1: float) -> float:
    """Twice the smaller tail of Fisher's exact test: the one that agrees with its interval."""
    from scipy.stats import hypergeom

    drawn = hypergeom(int(t0 + t1 + c0 + c1), int(t0 + t1), int(t1 + c1))
    return float(min(1.0, 2.0 * min(drawn.cdf(t1), drawn.sf(t1 - 1))))


def _fisher_interval(t0: float, t1: float, c0: float, c1: float, level: float) -> tuple[float, float]:
    from scipy.stats.contingency import odds_ratio

    table = np.array([[int(t1), int(t0)], [int(c1), int(c0)]])
    if (table.sum(axis=0) == 0).any():
        return 0.0, float(np.inf)
    ends = odds_ratio(table, kind="conditional").confidence_interval(level)
    return float(ends.low), float(ends.high)
