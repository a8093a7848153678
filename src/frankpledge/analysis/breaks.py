"""
Change points: the months in which the level of a series moved and stayed.

Source: Killick, Fearnhead & Eckley 2012 (Journal of the American Statistical Association 107:1590–1598) for PELT;
square roots of counts because their variance hardly depends on their level (Bartlett 1936).
See docs/methods/change-points.md.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

MIN_LENGTH = 6  # months: anything shorter is a spell, not a level
PENALTY = 3.0  # × log n × variance of one month


def change_points(counts: ArrayLike, *, min_length: int = MIN_LENGTH, penalty: float | None = None) -> tuple[int, ...]:
    """
    The positions at which a new level begins: (24,) means that the values from the 25th on have another level.

    The division of √counts into stretches of at least `min_length` that makes the squares around the stretches' means
    plus `penalty` for each change smallest; found by PELT, which is exact. `counts`: unbroken months, oldest first,
    day-adjusted and de-seasoned before (fractions are allowed). `penalty`: default `default_penalty(counts)`.
    Raises ValueError for missing or negative values, or a minimum length under 2. Fewer than two stretches' worth of
    months give no change points.

    >>> change_points([20, 23, 19, 21, 22, 18, 40, 44, 39, 42, 41, 37])
    (6,)
    """
    x = _roots(counts)
    if min_length < 2:
        raise ValueError("a stretch between change points has at least 2 months")
    if penalty is not None and not 0 <= penalty < np.inf:
        raise ValueError("a penalty is 0 or more: with less, every division would pay")
    cost = default_penalty(counts) if penalty is None else penalty
    return _pelt(x, min_length, cost) if len(x) >= 2 * min_length else ()


def default_penalty(counts: ArrayLike) -> float:
    """
    3 × log(number of months) × the variance of √count from month to month, which is ¼ or more.

    ¼ is the variance for Poisson counts. Where neighbouring months differ by more than that (half the mean squared
    step), crime varies more than Poisson, and the larger variance is used, so that clustering is no change of level.

    >>> round(default_penalty([20, 23, 19, 21, 22, 18, 20, 21, 19, 22, 20, 21]), 2)
    1.86
    """
    x = _roots(counts)
    if len(x) < 2:
        return 0.0
    steps = float(np.square(np.diff(x)).mean()) / 2
    return PENALTY * float(np.log(len(x))) * max(0.25, steps)


def _roots(counts: ArrayLike) -> Floats:
    x = np.asarray(counts, dtype=float)
    if x.ndim != 1 or not np.isfinite(x).all() or (x < 0).any():
        raise ValueError("change points need one row of counts, none missing and none below 0")
    return np.asarray(np.sqrt(x))


def _pelt(x: Floats, min_length: int, penalty: float) -> tuple[int, ...]:
    n = len(x)
    sums = np.concatenate([[0.0], np.cumsum(x)])
    squares = np.concatenate([[0.0], np.cumsum(x * x)])
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    last = np.zeros(n + 1, dtype=np.int64)
    starts = np.array([0])
    dropped: dict[int, list[int]] = {}
    for end in range(min_length, n + 1):
        if end - min_length >= min_length:
            starts = np.append(starts, end - min_length)
        # A start that has lost at `end` cannot win once a stretch may start at `end`: not before min_length later.
        starts = starts[~np.isin(starts, dropped.pop(end, []))]
        total = sums[end] - sums[starts]
        so_far = best[starts] + squares[end] - squares[starts] - total * total / (end - starts)
        place = int(np.argmin(so_far))
        best[end], last[end] = so_far[place] + penalty, starts[place]
        dropped[end + min_length] = starts[so_far > best[end] + 1e-9].tolist()
    points = []
    end = n
    while last[end] > 0:
        end = int(last[end])
        points.append(end)
    return tuple(reversed(points))
