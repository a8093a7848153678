"""Places that are high together with their neighbours: Gi* with its exact distribution under chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
DIRECT = 64  # so few places are folded afresh for each value left out: the shortcut loses digits there


@dataclass(frozen=True)
class HotSpots:
    """For each place: the statistic `z` (own count in), and the exact chance of a sum of its neighbours as high or low."""

    z: FloatArray
    p_high: FloatArray
    p_low: FloatArray


def gi_star_exact(counts: ArrayLike, starts: ArrayLike, lists: ArrayLike) -> HotSpots:
    """
    Getis and Ord's Gi* for counts, with the exact conditional p on both sides.

    `counts` [n] whole numbers; neighbours without the place itself as CSR: those of place i are
    `lists[starts[i]:starts[i + 1]]`. Chance keeps a place's own count and draws its k neighbours from the other
    n - 1 without replacement; the distribution of their sum is worked out exactly by folding in one place at a time,
    so no normal approximation is made and no random draws. A place without neighbours has p 1.
    Raises ValueError for negative or broken counts.

    Source: Getis & Ord (1992), Geographical Analysis 24, 189-206; Anselin (1995) for conditional permutation.

    >>> spots = gi_star_exact([5, 4, 0, 0], [0, 1, 2, 3, 4], [1, 0, 3, 2])
    >>> [round(p, 4) for p in spots.p_high.tolist()]
    [0.3333, 0.3333, 1.0, 1.0]
    """
    x = np.asarray(counts)
    if (x < 0).any() or (x != np.floor(x)).any():
        raise ValueError("Gi* needs whole counts of 0 or more")
    x = x.astype(np.int64)
    begin, others = np.asarray(starts, dtype=np.int64), np.asarray(lists, dtype=np.int64)
    k = np.diff(begin)
    n = len(x)
    owner = np.repeat(np.arange(n), k)
    lag = np.bincount(owner, weights=x[others], minlength=n).astype(np.int64)
    most, width = int(k.max(initial=0)), int(lag.max(initial=0)) + 1
    high, low = np.ones(n), np.ones(n)
    if most and n > most:
        everyone = _fold(x, most, width)
        for value in np.unique(x):
            rest = _fold(_without(x, value), most, width) if n <= DIRECT else _take_out(everyone, int(value), n)
            up_to = np.cumsum(rest, axis=1)
            at = np.flatnonzero(x == value)
            below = np.where(lag[at] > 0, up_to[k[at], np.maximum(lag[at] - 1, 0)], 0.0)
            high[at] = np.clip(1.0 - below, 0.0, 1.0)
            low[at] = np.clip(up_to[k[at], lag[at]], 0.0, 1.0)
        high[k == 0], low[k == 0] = 1.0, 1.0
    return HotSpots(_z(x, lag, k), high, low)


def _fold(x: NDArray[np.int64], most: int, width: int) -> FloatArray:
    """
    P[k, s]: the chance that k places drawn from `x` without replacement sum to s, for k to `most` and s below `width`.
    """
    chance = np.zeros((most + 1, width))
    zeros = int((x == 0).sum())
    chance[: min(zeros, most) + 1, 0] = 1.0
    draws = np.arange(most + 1, dtype=np.float64)[:, None]
    seen = zeros
    for value in np.sort(x[x > 0]):
        seen += 1
        taken = np.minimum(draws / seen, 1.0)  # more draws than places: impossible, and kept so
        step = chance * (1.0 - taken)
        if value < width:
            step[1:, value:] += taken[1:] * chance[:-1, : width - value]
        chance = step
    return chance


def _take_out(everyone: FloatArray, value: int, n: int) -> FloatArray:
    """The same with one place of that value left out of the n."""
    rest = np.empty_like(everyone)
    rest[0] = everyone[0]
    width = everyone.shape[1]
    for k in range(1, len(everyone)):
        moved = np.zeros(width)
        if value < width:
            moved[value:] = rest[k - 1, : width - value]
        rest[k] = np.maximum(everyone[k] - k / n * moved, 0.0) / (1.0 - k / n)
    return rest


def _without(x: NDArray[np.int64], value: int) -> NDArray[np.int64]:
    return np.delete(x, np.flatnonzero(x == value)[0])


def _z(x: NDArray[np.int64], lag: NDArray[np.int64], k: NDArray[np.int64]) -> FloatArray:
    n = len(x)
    if n < 2 or x.std() == 0:
        return np.zeros(n)
    size = k + 1.0
    spread = x.std() * np.sqrt(np.maximum(n * size - size**2, 0) / (n - 1))
    return np.divide(lag + x - size * x.mean(), spread, out=np.zeros(n), where=spread > 0)
