"""
Persistent, emerging, former and intermittent hot areas: what a place did over the quarters.

Sources: Mann 1945; Kendall 1975 (trend, corrected for ties). The five classes follow the idea of emerging hot spot
analysis with fewer words and thresholds; the rules are our own. See docs/methods/persistent-areas.md.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

AreaClass = Literal["persistent", "emerging", "former", "intermittent", "none"]
CLASSES: tuple[AreaClass, ...] = get_args(AreaClass)

RECENT = 4  # quarters: a whole year, so that a season is not taken for a change
FEWEST_HOT = 2  # a single hot quarter says little
PERSISTENT_SHARE = 0.75


@dataclass(frozen=True)
class Trend:
    """Mann-Kendall for each row: `s` (rises less falls), `z` (tie-corrected, with continuity), `p` (two-sided)."""

    s: Whole
    z: Floats
    p: Floats


@dataclass(frozen=True)
class AreaClasses:
    """
    One answer for each place: `classes` (words, see `classify`), `hot_quarters` and `recent_hot` (how many quarters
    were hot, of all and of the recent ones), `trend` (Mann-Kendall of its z values).
    """

    classes: tuple[AreaClass, ...]
    hot_quarters: Whole
    recent_hot: Whole
    trend: Trend


def mann_kendall(values: ArrayLike) -> Trend:
    """
    Is there a steady rise or fall? Mann-Kendall for each row of `values` [rows, times], oldest first.

    Counts every pair of times that rises, less every pair that falls; makes no assumption about shape. The times must
    not share data (no overlapping windows), or p is too small. A constant row has z 0 and p 1. The normal
    approximation wants about 8 times or more. Raises ValueError under 3 times or for missing values.

    >>> trend = mann_kendall([[1, 2, 3, 5, 4, 6, 8, 9], [5, 5, 5, 5, 5, 5, 5, 5]])
    >>> trend.s.tolist(), trend.z.round(3).tolist(), trend.p.round(4).tolist()
    ([26, 0], [3.093, 0.0], [0.002, 1.0])
    """
    from scipy.special import ndtr

    x = np.asarray(values, dtype=float)
    if x.ndim != 2 or x.shape[1] < 3 or not np.isfinite(x).all():
        raise ValueError("a trend needs rows of at least 3 values, none missing")
    times = x.shape[1]
    s = np.zeros(len(x), dtype=np.int64)
    tied = np.ones(x.shape)  # of each value: how many in its row are equal, itself included
    for lag in range(1, times):
        step = x[:, lag:] - x[:, :-lag]
        s += np.sign(step).astype(np.int64).sum(axis=1)
        equal = step == 0
        tied[:, lag:] += equal
        tied[:, :-lag] += equal
    # Each group of t equal values adds t (t − 1)(2t + 5); its t members share that out.
    ties = ((tied - 1) * (2 * tied + 5)).sum(axis=1)
    variance = (times * (times - 1) * (2 * times + 5) - ties) / 18
    z = np.divide(s - np.sign(s), np.sqrt(variance), out=np.zeros(len(x)), where=variance > 0)
    return Trend(s, z, np.asarray(2 * ndtr(-np.abs(z))))


def classify(hot: ArrayLike, z: ArrayLike, *, recent: int = RECENT, level: float = 0.95) -> AreaClasses:
    """
    Put each place into one of five classes from the quarters in which it was hot. The first rule that fits holds.

    1. none: hot in fewer than 2 quarters.
    2. former: hot in none of the recent quarters (the last 4).
    3. persistent: hot in at least three quarters of all quarters, and in at least half of the recent ones.
    4. emerging: hot in at least 2 recent quarters, and either never before, or its z rises over all quarters
       (Mann-Kendall, two-sided p under 1 − `level`) while it was hot in a greater share of recent than of earlier ones.
    5. intermittent: every other place hot in 2 quarters or more.

    `hot`: [places, quarters] true where the place was hot after adjusting for the number of places tested;
    `z`: the same shape, Gi* of each quarter. Quarters must not overlap. Raises ValueError under 2 × `recent` quarters.

    >>> hot = [[1, 1, 1, 0, 1, 1, 1, 1], [0, 0, 0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0, 0, 0], [1, 0, 0, 1, 0, 0, 1, 0]]
    >>> classify(hot, [[2.0] * 8] * 4).classes
    ('persistent', 'emerging', 'former', 'intermittent')
    """
    flags, scores = np.asarray(hot, dtype=bool), np.asarray(z, dtype=float)
    if flags.ndim != 2 or flags.shape != scores.shape or recent < FEWEST_HOT or flags.shape[1] < 2 * recent:
        raise ValueError(f"classes need hot and z for each place in at least {2 * recent} quarters")
    quarters = flags.shape[1]
    total, late = flags.sum(axis=1), flags[:, -recent:].sum(axis=1)
    early = total - late
    trend = mann_kendall(scores)
    rising = (trend.s > 0) & (trend.p < 1 - level) & (late / recent > early / (quarters - recent))
    rules = [
        total < FEWEST_HOT,
        late == 0,
        (total >= PERSISTENT_SHARE * quarters) & (2 * late >= recent),
        (late >= FEWEST_HOT) & ((early == 0) | rising),
    ]
    words: list[AreaClass] = ["none", "former", "persistent", "emerging"]
    chosen = np.select(rules, range(len(rules)), default=len(rules))
    named: list[AreaClass] = [*words, "intermittent"]
    return AreaClasses(tuple(named[i] for i in chosen.tolist()), total, late, trend)
