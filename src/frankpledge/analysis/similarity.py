"""
How alike are two maps of points? Andresen's spatial point pattern test, without its Monte Carlo error.

Sources: Andresen 2009, Applied Geography 29:333–345 (the test, 85% subsamples); Wheeler, Steenbeek & Andresen 2018,
Transactions in GIS 22:760–774 (its traps, and exact tests place by place). See docs/methods/similarity.md.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

Resampling = Literal["bootstrap", "subsample"]
SUBSAMPLE = 0.85  # of the test data, without replacement, as in the first paper


@dataclass(frozen=True)
class Similarity:
    """
    `s`: the share of places whose share of the base data lies in the interval of their share of the test data;
    `robust_s`: the same over places that hold any crime in either, which is the one to quote; `s_by_chance`: what
    `robust_s` would be on average if both were drawn from one and the same pattern, to set beside it.
    For each place: `share_base`, `share_test` (0 to 1), the interval `low` to `high` of the latter, whether it is
    `similar`, and `p`, exact, of a difference in share at least this large by chance: not adjusted for many places.
    """

    s: float
    robust_s: float
    s_by_chance: float
    share_base: Floats
    share_test: Floats
    low: Floats
    high: Floats
    similar: NDArray[np.bool_]
    p: Floats


def map_similarity(
    base: ArrayLike, test: ArrayLike, *, level: float = 0.95, resampling: Resampling = "bootstrap"
) -> Similarity:
    """
    Andresen's S index of two maps, from the counts of the same places in each.

    Resampling crimes one by one gives each place a binomial count (bootstrap: as many as there are, with replacement)
    or a hypergeometric one (subsample: 85% without), so the percentile interval needs no drawing. Swapping base and
    test changes S. The p are two-sided of Fisher's exact test (twice the smaller tail); like S they take crimes as
    independent of each other, which they are not: over periods of time use `pattern_change`.
    Raises ValueError for counts that are not whole numbers from 0, places that differ, or a map without crime.

    >>> found = map_similarity([60, 30, 10, 0], [45, 40, 15, 0])
    >>> found.s, round(found.robust_s, 3), found.similar.tolist()
    (0.5, 0.333, [False, False, True, True])
    """
    from scipy import stats

    first, second = _counts(base), _counts(test)
    if first.shape != second.shape:
        raise ValueError("both maps need the same places")
    if resampling not in ("bootstrap", "subsample"):
        raise ValueError(f"resampling is “bootstrap” or “subsample”, not “{resampling}”")
    all_base, all_test = int(first.sum()), int(second.sum())
    low, high = _interval(second, all_test, level, resampling)
    share = first / all_base
    similar = _within(share, low, high)
    some = (first + second) > 0
    # Given a place's crimes of both maps together, how many are of the base is hypergeometric.
    together = first + second
    tails = [
        stats.hypergeom.cdf(first, all_base + all_test, together, all_base),
        stats.hypergeom.sf(first - 1, all_base + all_test, together, all_base),
    ]
    return Similarity(
        s=float(similar.mean()),
        robust_s=float(similar[some].mean()),
        s_by_chance=_by_chance(together[some], all_base, all_test, level, resampling),
        share_base=share,
        share_test=second / all_test,
        low=low,
        high=high,
        similar=similar,
        p=np.minimum(1.0, 2 * np.minimum(*tails)),
    )


def _interval(counts: Whole, total: int, level: float, resampling: Resampling) -> tuple[Floats, Floats]:
    """Percentile interval of each place's share of a resampled map."""
    from scipy import stats

    ends = (1 - level) / 2, (1 + level) / 2
    kinds, place = np.unique(counts, return_inverse=True)
    if resampling == "bootstrap":
        size, drawn = total, stats.binom(total, kinds / total)
    else:
        size = max(1, round(SUBSAMPLE * total))
        drawn = stats.hypergeom(total, kinds, size)
    low, high = (np.maximum(drawn.ppf(end), 0)[place] / size for end in ends)
    return low, high


def _within(share: Floats, low: Floats, high: Floats) -> NDArray[np.bool_]:
    # Shares of different totals that are equal in truth may differ in the last bit.
    return np.asarray((share >= low - 1e-12) & (share <= high + 1e-12))


def _by_chance(together: Whole, all_base: int, all_test: int, level: float, resampling: Resampling) -> float:
    """
    The chance that a place is similar where both maps are drawn from its share of the two together, averaged over
    the places with any crime: for each count that the test may show, the chance that the base falls in its interval.
    """
    from scipy import stats

    kinds, times = np.unique(together, return_counts=True)
    share = kinds / (all_base + all_test)
    least = np.maximum(0, stats.binom.ppf(1e-9, all_test, share)).astype(np.int64)
    most = stats.binom.ppf(1 - 1e-9, all_test, share).astype(np.int64)
    # One long list: for each kind of place, every count that the test may show of it.
    length = most - least + 1
    of = np.repeat(np.arange(len(kinds)), length)
    shown = np.arange(len(of)) - np.repeat(np.cumsum(length) - length, length) + least[of]
    low, high = _interval(shown, all_test, level, resampling)
    at_least, at_most = np.ceil(low * all_base - 1e-9), np.floor(high * all_base + 1e-9)
    inside = stats.binom.cdf(at_most, all_base, share[of]) - stats.binom.cdf(at_least - 1, all_base, share[of])
    chance = stats.binom.pmf(shown, all_test, share[of]) * np.maximum(inside, 0)
    similar = np.bincount(of, weights=chance, minlength=len(kinds))
    # A place that holds no crime in either map is not among those looked at.
    empty = (1 - share) ** (all_base + all_test)
    each = (similar - np.where(least == 0, empty, 0)) / (1 - empty)
    return float(times @ each / times.sum())


def _counts(given: ArrayLike) -> Whole:
    counts = np.asarray(given, dtype=float)
    if counts.ndim != 1 or not len(counts) or not np.isfinite(counts).all() or (counts < 0).any():
        raise ValueError("each map needs one count from 0 for each place")
    if (counts != np.rint(counts)).any() or not counts.any():
        raise ValueError("the counts are whole numbers, and a map without any crime has no pattern")
    return counts.astype(np.int64)
