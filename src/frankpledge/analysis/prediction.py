"""
How well last period's hot areas told where this period's crime would be.

Sources: Chainey, Tompson & Uhlig 2008 (Security Journal 21:4–28) for the prediction accuracy index; Hunt 2016 for the
prediction efficiency index; Levine 2008 (Security Journal 21:295–302) for the recapture rate. See docs/methods/prediction.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Prediction:
    """
    `hit_rate`: share of the later crimes that fell in the hot areas, 0 to 1. `area_share`: the hot areas' share of the
    whole area. `pai` = hit rate / area share: 1 is no better than marking land at random. `pei` = pai / the best that
    the same extent of land could have reached, 0 to 1. `rri`: recapture rate index, how the hot areas' crimes held up
    compared with all crimes; 1 means that they kept their share, below 1 that they lost some (they nearly always do:
    areas chosen because they were high fall back).
    """

    hit_rate: float
    area_share: float
    pai: float
    pei: float
    rri: float
    hits: int
    crimes: int


def prediction(before: ArrayLike, after: ArrayLike, hot: ArrayLike, extent: ArrayLike | None = None) -> Prediction:
    """
    Judge hot areas that were drawn from `before` by the crimes in `after`.

    `before`, `after`: crimes in each place, over all places; `hot`: true for the places marked, from `before` only;
    `extent`: each place's land in any one unit (default: all equal, as squares are).
    Measures without a meaning are NaN: all of them when `after` has no crimes, those of marked land when nothing is
    marked, `rri` when no crime had been in the hot areas. Raises ValueError for shapes that do not fit.

    >>> result = prediction([9, 6, 1, 1, 1, 0, 0, 0, 0, 2], [8, 2, 6, 1, 1, 0, 0, 0, 1, 1], [1, 1] + [0] * 8)
    >>> result.hit_rate, round(result.pai, 2), round(result.pei, 2), round(result.rri, 2)
    (0.5, 2.5, 0.71, 0.67)
    """
    then, now, marked = _places(before), _places(after), np.asarray(hot, dtype=bool)
    land = np.ones(len(now)) if extent is None else _places(extent)
    if not (then.shape == now.shape == marked.shape == land.shape) or not (land > 0).all():
        raise ValueError("each place needs a count before, a count after, hot or not, and land above 0")
    hits, total = float(now[marked].sum()), float(now.sum())
    hit_rate = _ratio(hits, total)
    area_share = float(land[marked].sum() / land.sum())
    pai = _ratio(hit_rate, area_share)
    pei = _ratio(hits, _most_crimes(now, land, float(land[marked].sum())))
    rri = _ratio(_ratio(hits, float(then[marked].sum())), _ratio(total, float(then.sum())))
    return Prediction(hit_rate, area_share, pai, pei, rri, round(hits), round(total))


def _most_crimes(now: Floats, land: Floats, allowed: float) -> float:
    """The most crimes that `allowed` land could hold: densest places first, the last one in part."""
    order = np.argsort(-now / land, kind="stable")
    return float(np.interp(allowed, np.append(0, np.cumsum(land[order])), np.append(0, np.cumsum(now[order]))))


def _places(values: ArrayLike) -> Floats:
    x = np.asarray(values, dtype=float)
    if x.ndim != 1 or not len(x) or not np.isfinite(x).all() or (x < 0).any():
        raise ValueError("each place needs a number that is 0 or more")
    return x


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else float("nan")
