"""Two counts and nothing more: the published tests that take crimes as independent, side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.change import ExactRatio, exact_ratio

FloatArray = NDArray[np.float64]
Ordering = Literal["unpooled", "pooled"]

STEPS = 80  # halvings: more than the digits of a double
FURTHEST = 1e6  # a ratio beyond this is no end at all
REACH = 9.0  # standard deviations either side that the sums of the E-test run over


@dataclass(frozen=True)
class RatioTest:
    """The ends of an interval for the ratio of two rates, and p for no change."""

    low: float
    high: float
    p: float


@dataclass(frozen=True)
class TwoCounts:
    """
    The second rate over the first (`ratio`, None where the first count is 0), by three tests.

    All take crimes as independent: `exact` is never too sure of that, `mid_p` and `e` are nearer to the stated level.
    """

    before: int
    after: int
    ratio: float | None
    exact: RatioTest
    mid_p: RatioTest
    e: RatioTest
    level: float


def compare_counts(
    before: int,
    after: int,
    *,
    exposure_before: float = 1.0,
    exposure_after: float = 1.0,
    level: float = 0.95,
) -> TwoCounts:
    """
    Exact, mid-p and E-test for two counts whose months are not known, or not wanted.

    Exposures are days, people or person-days: anything above 0 in which both are measured. Where monthly counts are
    held, `change.compare_periods` is the test to go by: these raise two to four times their stated false alarms on
    real crime. Raises ValueError for counts under 0, exposures not above 0, or a level outside 0 to 1.

    >>> found = compare_counts(100, 25, exposure_before=10, exposure_after=5)
    >>> found.ratio, round(found.exact.p, 4), round(found.mid_p.p, 4), round(found.e.p, 4)
    (0.5, 0.0014, 0.0011, 0.0015)
    """
    t1, t2 = exposure_before, exposure_after
    exact = exact_ratio(before, after, exposure_before=t1, exposure_after=t2, level=level)
    mid = mid_p_ratio(before, after, exposure_before=t1, exposure_after=t2, level=level)
    return TwoCounts(
        before=before,
        after=after,
        ratio=(after / t2) / (before / t1) if before else None,
        exact=RatioTest(float(exact.low), float(exact.high), float(exact.p)),
        mid_p=RatioTest(float(mid.low), float(mid.high), float(mid.p)),
        e=e_test(before, after, exposure_before=t1, exposure_after=t2, level=level),
        level=level,
    )


def mid_p_ratio(
    before: ArrayLike,
    after: ArrayLike,
    *,
    exposure_before: ArrayLike = 1.0,
    exposure_after: ArrayLike = 1.0,
    level: float = 0.95,
) -> ExactRatio:
    """
    The exact test with only half of the chance of what was seen: less cautious, about right on average.

    Shapes, exposures and errors as `change.exact_ratio`. p is twice the smaller mid tail, the one that agrees with
    the interval. Others subtract half the chance of what was seen once instead of twice, and print a larger p.

    Source: Lancaster (1961), JASA 56, 223-234; Berry & Armitage (1995), The Statistician 44, 417-423.

    >>> round(float(mid_p_ratio(6, 2).p), 4)
    0.1797
    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"A level is between 0 and 1, for example 0.95: this one is {level}")
    exact_ratio(before, after, exposure_before=exposure_before, exposure_after=exposure_after)  # refuses what is bad
    first, second, times = np.broadcast_arrays(
        np.asarray(before, dtype=np.float64),
        np.asarray(after, dtype=np.float64),
        np.asarray(exposure_after, dtype=np.float64) / np.asarray(exposure_before, dtype=np.float64),
    )
    tail = (1.0 - level) / 2.0
    at_least = _mid_tail(first, second, times / (1.0 + times))
    p = np.minimum(1.0, 2.0 * np.minimum(at_least, 1.0 - at_least))
    share_low = np.where(second > 0, _share_where(first, second, tail), 0.0)
    share_high = np.where(first > 0, _share_where(first, second, 1.0 - tail), 1.0)
    with np.errstate(divide="ignore"):
        return ExactRatio(share_low / (1.0 - share_low) / times, share_high / (1.0 - share_high) / times, p)


def e_test(
    before: int,
    after: int,
    *,
    exposure_before: float = 1.0,
    exposure_after: float = 1.0,
    ordering: Ordering = "pooled",
    level: float = 0.95,
) -> RatioTest:
    """
    The test of two Poisson rates that does not fix their sum; more powerful than the exact one on small counts.

    p adds the chances, at the rate that both share if nothing changed, of every pair of counts at least as far apart
    as those seen. How far: (x₂/t₂ − x₁/t₁) over its standard deviation, from both counts together (`pooled`) or from
    each alone (`unpooled`, as in the paper); they agree for equal exposures. The interval holds the ratios that the
    same test would not reject at 1 − level; it leaves out 1 exactly when p is under that. Unpooled, a count of 0
    leaves the other end open. Errors as `compare_counts`.

    Source: Krishnamoorthy & Thomson (2004), Journal of Statistical Planning and Inference 119, 23-35.

    >>> round(e_test(6, 2).p, 4)
    0.1749
    """
    if min(before, after) < 0 or not (np.isfinite(before) and np.isfinite(after)):
        raise ValueError("A count is 0 or more, and not missing")
    if not (0 < exposure_before < np.inf and 0 < exposure_after < np.inf):
        raise ValueError("Exposures are more than 0")
    if not 0.0 < level < 1.0:
        raise ValueError(f"A level is between 0 and 1, for example 0.95: this one is {level}")
    if ordering not in ("unpooled", "pooled"):
        raise ValueError(f"The ordering is “unpooled” or “pooled”, not “{ordering}”")
    if before + after == 0:
        return RatioTest(0.0, np.inf, 1.0)

    def p_at(ratio: float) -> float:
        return _e_p(before, after, exposure_before, exposure_after * ratio, ordering)

    alpha, p = 1.0 - level, p_at(1.0)
    seen = (after / exposure_after) / (before / exposure_before) if before else np.inf
    low = 0.0 if after == 0 else _edge(p_at, alpha, p, inside=seen, outwards=0.5)
    high = np.inf if before == 0 else _edge(p_at, alpha, p, inside=seen, outwards=2.0)
    return RatioTest(low, high, p)


def _mid_tail(first: FloatArray, second: FloatArray, share: FloatArray) -> FloatArray:
    """P(more than `second`) + ½ P(exactly `second`) of first + second, each with this chance; rises with it."""
    from scipy.special import betainc

    this = np.where(second > 0, betainc(np.maximum(second, 1.0), first + 1.0, share), 1.0)
    next_up = np.where(first > 0, betainc(second + 1.0, np.maximum(first, 1.0), share), 0.0)
    return np.asarray((this + next_up) / 2.0)


def _share_where(first: FloatArray, second: FloatArray, wanted: float) -> FloatArray:
    low, high = np.zeros(first.shape), np.ones(first.shape)
    for _ in range(STEPS):
        middle = (low + high) / 2.0
        under = _mid_tail(first, second, middle) < wanted
        low, high = np.where(under, middle, low), np.where(under, high, middle)
    return (low + high) / 2.0


def _e_p(before: int, after: int, t1: float, t2: float, ordering: Ordering) -> float:
    from scipy.special import gammaln

    rate = (before + after) / (t1 + t2)
    x1, x2 = _likely(rate * t1, before), _likely(rate * t2, after)
    chance1, chance2 = (np.exp(x * np.log(m) - m - gammaln(x + 1)) for x, m in ((x1, rate * t1), (x2, rate * t2)))
    # A hair of tolerance: counts equally far apart must count, whichever way they were rounded.
    seen = abs(float(_distance(np.float64(before), np.float64(after), t1, t2, ordering))) * (1 - 1e-10)
    # For each first count the distance rises with the second: those as far apart are the first few and the last few.
    below = _how_many(lambda x: _distance(x1, x, t1, t2, ordering) <= -seen, x2)
    above = _how_many(lambda x: _distance(x1, x, t1, t2, ordering) < seen, x2)
    up_to = np.concatenate([[0.0], np.cumsum(chance2)])
    onwards = np.concatenate([np.cumsum(chance2[::-1])[::-1], [0.0]])
    return float(min(1.0, chance1 @ np.where(below < above, up_to[below] + onwards[above], onwards[0])))


def _how_many(holds: Callable[[FloatArray], NDArray[np.bool_]], values: FloatArray) -> NDArray[np.int64]:
    """For each row, of how many `values` it holds, those first in order: halving, so that no table is needed."""
    low = np.zeros(holds(values[:1]).shape, dtype=np.int64)
    high = np.full(low.shape, len(values), dtype=np.int64)
    while np.any(low < high):
        middle = (low + high) // 2
        yes = holds(values[np.minimum(middle, len(values) - 1)]) & (low < high)
        low, high = np.where(yes, middle + 1, low), np.where(yes, high, np.minimum(high, middle))
    return low


def _likely(mean: float, seen: int) -> FloatArray:
    reach = REACH * np.sqrt(mean + 1.0) + 10.0
    return np.arange(max(0, np.floor(min(mean - reach, seen))), np.ceil(max(mean + reach, seen)) + 1.0)


def _distance(
    x1: FloatArray | np.float64, x2: FloatArray | np.float64, t1: float, t2: float, ordering: Ordering
) -> FloatArray:
    """How far the second rate is above the first, in standard deviations; it rises with the second count."""
    apart = np.asarray(x2 / t2 - x1 / t1)
    variance = x1 / t1**2 + x2 / t2**2 if ordering == "unpooled" else (x1 + x2) / (t1 * t2)
    return np.divide(apart, np.sqrt(variance), out=np.zeros_like(apart), where=variance > 0)


def _edge(p_at: Callable[[float], float], alpha: float, p_one: float, *, inside: float, outwards: float) -> float:
    """Where p falls below alpha on one side of the ratio seen; p is not quite monotone, so 1 decides its own side."""
    if not 0.0 < inside < np.inf:  # seen in one period only: start from the nearest ratio that is not rejected
        inside = 1.0
        while p_at(inside) < alpha:
            inside /= outwards
        outside = 1.0 if p_one < alpha else inside * outwards
    elif (1.0 - inside) * (outwards - 1.0) <= 0:  # 1 lies on the other side of the ratio seen
        outside = inside * outwards
    elif p_one < alpha:
        outside = 1.0
    else:
        inside, outside = 1.0, outwards
    while p_at(outside) >= alpha:
        outside *= outwards
        if not 1 / FURTHEST < outside < FURTHEST:
            return float(np.inf) if outwards > 1 else 0.0
    for _ in range(30):  # in steps of the logarithm: nine digits
        middle = float(np.sqrt(inside * outside))
        if p_at(middle) < alpha:
            outside = middle
        else:
            inside = middle
    return float(outside)
