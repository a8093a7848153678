"""Where the level of a series changed for good."""

from math import log

import numpy as np
from numpy.typing import ArrayLike

SHORTEST = 6  # months: fewer is a bulge, not a new level


def change_points(
    counts: ArrayLike, days: ArrayLike, *, shortest: int = SHORTEST, penalty: float = 3.0, unevenness: float = 1.0
) -> tuple[int, ...]:
    """
    The first months (as places in the series) of each new level, by the best division into levels there is.

    Works on the square root of the counts by day, whose variance chance makes the same everywhere (1/4, times the
    `unevenness` squared of a control chart). Each new level must pay `penalty` * log(n) times that. No level is
    shorter than `shortest`. The search is exact: every division is weighed. Take the season out first, or use
    whole years. Source: Jackson et al. (2005), IEEE Signal Processing Letters 12, 105-108.

    >>> change_points([20] * 12 + [40] * 12, [30] * 24)
    (12,)
    >>> change_points([20, 22, 19, 21] * 6, [30] * 24)
    ()
    """
    x, n = np.asarray(counts, dtype=np.float64), np.asarray(days, dtype=np.float64)
    steady = np.sqrt(x * n.mean() / n + 3 / 8)
    length = len(steady)
    price = penalty * log(max(length, 2)) * 0.25 * unevenness**2 * 2
    sums = np.concatenate([[0.0], np.cumsum(steady)])
    squares = np.concatenate([[0.0], np.cumsum(steady**2)])

    def cost(start: int, end: int) -> float:
        return float(squares[end] - squares[start] - (sums[end] - sums[start]) ** 2 / (end - start))

    best: list[float] = [-price] + [np.inf] * length
    came: list[int] = [0] * (length + 1)
    for end in range(shortest, length + 1):
        for start in range(end - shortest + 1):
            if np.isfinite(best[start]) and (total := best[start] + cost(start, end) + price) < best[end] - 1e-12:
                best[end], came[end] = total, start
    found: list[int] = []
    end = length
    while end > 0 and came[end] > 0:
        end = came[end]
        found.append(end)
    return tuple(sorted(found))
