"""
Hot areas: is crime high in a place together with its neighbours, more than chance placing would give?

Getis-Ord Gi* (Ord & Getis 1995, Geographical Analysis 27:286–306) with the exact distribution of its conditional
permutation test instead of simulation. See docs/methods/hot-areas.md.
"""

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.neighbours import Neighbours

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

LARGEST_TABLE = 100_000_000  # numbers: 800 MB; a partnership's crimes need about a hundredth


@dataclass(frozen=True)
class HotSpots:
    """
    For each place, in the order given: `z`, Gi* with the place itself counted in, and the exact chance, were the other
    places' counts dealt out at random, of neighbours that hold together at least (`p_high`) or at most (`p_low`) what
    they hold. Not adjusted for testing many places: apply the false discovery rate to the tail that is asked about.
    """

    z: Floats
    p_high: Floats
    p_low: Floats


def gi_star_exact(counts: ArrayLike, neighbours: Neighbours) -> HotSpots:
    """
    Gi* with exact conditional tail probabilities, for counts and neighbours that all weigh the same.

    `counts`: whole numbers, one for each of n places (at least 3). `neighbours`: who touches whom; the number of
    neighbours may differ. A place without any has nothing to be compared with: both its p are 1.
    The p hold to about 14 decimal places; none is below the smallest that there can be, 1 / C(n − 1, k).
    Raises ValueError for counts that are not whole numbers from 0, or so large that the exact table would not fit.

    >>> ring = Neighbours.from_pairs(5, [0, 1, 2, 3, 4], [1, 2, 3, 4, 0])
    >>> hot = gi_star_exact([3, 9, 2, 0, 0], ring)
    >>> hot.p_high.round(3).tolist(), hot.p_low.round(3).tolist()
    ([0.5, 0.167, 0.5, 1.0, 0.833], [0.833, 1.0, 0.833, 0.167, 0.333])
    """
    x = _counts(counts, neighbours)
    sums = np.rint(neighbours.sums(x)).astype(np.int64)
    p_high, p_low = _tails(x, sums, neighbours.counts)
    return HotSpots(_z(x, sums, neighbours.counts), p_high, p_low)


def _counts(counts: ArrayLike, neighbours: Neighbours) -> Whole:
    given = np.asarray(counts, dtype=float)
    if given.ndim != 1 or len(given) < 3 or len(given) + 1 != len(neighbours.starts):
        raise ValueError("Gi* needs one count for each of at least three places")
    if not np.isfinite(given).all() or (given < 0).any() or (given != np.rint(given)).any():
        raise ValueError("the exact Gi* is for counts: whole numbers from 0; for rates it does not hold")
    return given.astype(np.int64)


def _z(x: Whole, sums: Whole, k: Whole) -> Floats:
    n, spread = len(x), float(x.std())
    taken = k + 1  # the place itself counts in
    scale = spread * np.sqrt(np.maximum(0, (n * taken - taken**2) / (n - 1)))
    gap = sums + x - taken * x.mean()
    return np.asarray(np.divide(gap, scale, out=np.zeros(n), where=scale > 0))


def _tails(x: Whole, sums: Whole, k: Whole) -> tuple[Floats, Floats]:
    """Exact P(S ≥ s) and P(S ≤ s) for S the sum of k of the other n − 1 counts, drawn without replacement."""
    n = len(x)
    # Drawing more than half is leaving out less than half: S ≥ s exactly when those left out hold ≤ rest − s.
    # It keeps the table small, and k / n below one half is what makes taking a value out numerically stable.
    draws = np.minimum(k, n - 1 - k)
    swapped = draws < k
    held = np.where(swapped, x.sum() - x - sums, sums)
    chance = _sum_chances(x, int(draws.max()))
    from_top = np.cumsum(chance[:, ::-1], axis=1)[:, ::-1]
    high = _without_own(from_top, x, draws, held, below=1.0)
    low = _without_own(np.cumsum(chance, axis=1), x, draws, held, below=0.0)
    high, low = np.where(swapped, low, high), np.where(swapped, high, low)
    floor = _smallest_chances(n - 1, draws)
    return np.clip(high, floor, 1), np.clip(low, floor, 1)


def _sum_chances(x: Whole, most: int) -> Floats:
    """
    Row k, column s: the chance that k of all n counts, drawn without replacement, sum to s; k from 0 to `most`.

    Distinct counts are folded in one by one, smallest first so that the sums stay small for long: of k draws from
    what is folded in so far, j are the new count v with hypergeometric chance, and the others make up s − j v.
    Only positive terms are added, so even the smallest chances keep their digits.
    """
    largest = int(np.sort(x)[len(x) - most :].sum())
    if (most + 1) * (largest + 1) > LARGEST_TABLE:
        raise ValueError(f"counts are too large for the exact test: {most} of them reach {largest:,}")
    chance = np.zeros((most + 1, largest + 1))
    chance[0, 0] = 1
    reach = np.zeros(most + 1, dtype=np.int64)  # the largest sum of k so far
    folded = 0
    for value, times in zip(*(part.tolist() for part in np.unique(x, return_counts=True)), strict=True):
        before, new, after = (_combinations(size, most) for size in (folded, times, folded + times))
        for k in range(min(most, folded + times), 0, -1):  # downwards: smaller k still hold the old chances
            row = chance[k, : largest + 1]
            row[: reach[k] + 1] *= before[k] / after[k]
            for j in range(max(1, k - folded), min(times, k) + 1):
                old = chance[k - j, : reach[k - j] + 1]
                row[j * value : j * value + len(old)] += new[j] * before[k - j] / after[k] * old
            j = min(times, k)
            reach[k] = j * value + reach[k - j]
        folded += times
    return chance


def _without_own(tail: Floats, x: Whole, draws: Whole, held: Whole, *, below: float) -> Floats:
    """
    The tail at `held`, `draws` times drawn from all counts but the place's own.

    A draw from all n holds the own count with chance k / n, so T(k, s) = k/n T'(k − 1, s − own) + (1 − k/n) T'(k, s),
    which gives T' step by step from k = 0. `below` is what the tail is for sums under 0 (at least: 1, at most: 0).
    """
    n, last = len(x), tail.shape[1] - 1
    start = held - draws * x
    result = np.where(start < 0, below, np.where(start > 0, 1 - below, 1.0))
    for k in range(1, tail.shape[0]):
        now = np.flatnonzero(draws >= k)
        s = held[now] - (draws[now] - k) * x[now]
        at = np.where(s < 0, below, np.where(s > last, 1 - below, tail[k, np.clip(s, 0, last)]))
        result[now] = (at - k / n * result[now]) / (1 - k / n)
    return result


def _combinations(size: int, most: int) -> list[int]:
    """C(size, 0 … most) as whole numbers, so that their ratios are right to the last digit."""
    row = [1]
    for k in range(most):
        row.append(row[-1] * (size - k) // (k + 1) if k < size else 0)
    return row


def _smallest_chances(others: int, draws: Whole) -> Floats:
    kinds, place = np.unique(draws, return_inverse=True)
    return np.array([1 / comb(others, k) for k in kinds.tolist()])[place]
