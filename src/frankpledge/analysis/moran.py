"""
Clusters and outliers: is a place like its neighbours, or unlike them, more than chance placing would give?

Local Moran's I (Anselin 1995, Geographical Analysis 27:93–115) with the exact conditional tails of `hot`: given a
place's own count, I rises or falls with the sum of its neighbours alone. See docs/methods/local-moran.md.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.hot import gi_star_exact
from frankpledge.analysis.multiple import false_discovery
from frankpledge.analysis.neighbours import Neighbours

Floats = NDArray[np.float64]

MoranClass = Literal["high-high", "low-low", "high-low", "low-high", "none"]
CLASSES: tuple[MoranClass, ...] = get_args(MoranClass)


@dataclass(frozen=True)
class LocalMoran:
    """
    For each place, in the order given: `i`, above 0 where the place is like its neighbours and below 0 where it is
    unlike them; `own`, 1 where its count is above the mean of all, -1 below, 0 at it; and the exact chance, were the
    other places' counts dealt out at random, of neighbours that hold at least (`p_high`) or at most (`p_low`) what
    they hold. Not adjusted for testing many places.
    """

    i: Floats
    own: NDArray[np.int64]
    p_high: Floats
    p_low: Floats

    @property
    def p(self) -> Floats:
        """Either way: twice the smaller tail, at most 1."""
        return np.asarray(np.minimum(1.0, 2 * np.minimum(self.p_high, self.p_low)))

    def classes(self, adjusted: ArrayLike | None = None, *, level: float = 0.95) -> tuple[MoranClass, ...]:
        """
        Each place's class: the first word is its own count, the second its neighbours', both against what is usual.

        high-high and low-low are clusters; high-low (a busy place among quiet ones) and low-high (a quiet one among
        busy ones) are outliers; none: its neighbours could be so by chance, or its own count is just the mean.
        `adjusted`: p after allowing for the places tested, NaN for one that was not; without it, `p` of all places
        with the false discovery rate (Benjamini-Hochberg). Raises ValueError where it is not one p for each place.
        """
        q = false_discovery(self.p) if adjusted is None else np.asarray(adjusted, dtype=float)
        if q.shape != self.i.shape:
            raise ValueError("classes need one adjusted p for each place")
        real = np.nan_to_num(q, nan=1.0) < 1 - level
        busy_around = self.p_high < self.p_low
        rules = [
            real & (self.own > 0) & busy_around,
            real & (self.own < 0) & ~busy_around,
            real & (self.own > 0) & ~busy_around,
            real & (self.own < 0) & busy_around,
        ]
        return tuple(CLASSES[at] for at in np.select(rules, range(4), default=4).tolist())


def local_moran(counts: ArrayLike, neighbours: Neighbours) -> LocalMoran:
    """
    Local Moran's I with exact conditional tail probabilities, for counts and neighbours that all weigh the same.

    `counts`: whole numbers, one for each of n places (at least 3). I = z × (mean of the neighbours' z) / m, where z is
    a count less the mean of all and m = sum of z² / (n − 1), as esda has it (R's spdep divides by n). A place without
    neighbours has I 0 and both p 1. Raises ValueError as `gi_star_exact`.

    >>> row = Neighbours.from_pairs(6, [0, 1, 2, 3, 4], [1, 2, 3, 4, 5])
    >>> found = local_moran([9, 8, 7, 0, 1, 0], row)
    >>> found.i.round(2).tolist(), found.p_high.round(2).tolist()
    ([1.02, 0.81, -0.03, 0.04, 0.73, 0.73], [0.2, 0.1, 0.7, 0.8, 1.0, 0.8])
    """
    x = np.asarray(counts, dtype=float)
    spots = gi_star_exact(x, neighbours)
    z = x - x.mean()
    spread = float(z @ z) / (len(z) - 1)
    k = neighbours.counts
    around = np.divide(neighbours.sums(z), k, out=np.zeros(len(z)), where=k > 0)
    i = z * around / spread if spread > 0 else np.zeros(len(z))
    # In whole numbers: a count that is the mean must not become high or low by a rounding error.
    own = np.sign(len(x) * x - x.sum()).astype(np.int64)
    return LocalMoran(i, own, spots.p_high, spots.p_low)
