"""
Synthetic control: a weighted mean of other areas that ran like ours before, to say how ours would have run on.

Source: Abadie, Diamond & Hainmueller 2010 (Journal of the American Statistical Association 105:493–505).
See docs/methods/synthetic-control.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

FEWEST_DONORS = 5
FEWEST_BEFORE = 8  # periods: with fewer, some mix of donors follows any series by luck


class TooFewDonors(ValueError):
    """There are fewer donor areas than a placebo comparison needs."""

    def __init__(self, donors: int, needed: int) -> None:
        super().__init__(f"Too few areas to compare with: {needed} needed, {donors} given")
        self.donors = donors
        self.needed = needed


@dataclass(frozen=True)
class SyntheticControl:
    """
    `weights`: each donor's share, 0 or more, together 1. `synthetic`: what they make, one for each period; `gap`: ours
    less that. `effect`: the mean gap after. `fit_before`, `fit_after`: root mean squares of the gap. `p`: the share of
    areas, ours among them, whose after is at least as far off for its before; `rank` 1 is the furthest.
    `placebos`: each donor's ratio of after to before, as if it had been the treated one. `smallest_p`: 1 / areas.
    """

    weights: Floats
    synthetic: Floats
    gap: Floats
    effect: float
    fit_before: float
    fit_after: float
    rank: int
    p: float
    placebos: Floats
    smallest_p: float


def synthetic_control(treated: ArrayLike, donors: ArrayLike, start: int) -> SyntheticControl:
    """
    Weigh the donors so that they follow the treated area before `start`, and compare after it.

    `treated`: one value for each period (rates, not counts, unless the areas are alike in size); `donors`: [areas,
    periods]; `start`: the position of the first period after. Donors must not have had the treatment or its
    spill-over. Small areas are mostly noise month by month: sum them to quarters first. Every donor then plays the
    treated area in turn. Twenty donors or more are needed for p under 0.05. Raises TooFewDonors under 5, ValueError
    for fewer than 8 periods before, none after, or missing values.

    >>> a, b = np.arange(10.0), np.array([3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3])
    >>> others = np.array([a, b, a[::-1], b[::-1], a * 0 + 20])
    >>> ours = 0.5 * a + 0.5 * b - np.repeat([0.0, 2.0], [8, 2])
    >>> found = synthetic_control(ours, others, 8)
    >>> found.weights.round(3).tolist(), round(found.effect, 3), found.rank
    ([0.5, 0.5, 0.0, 0.0, 0.0], -2.0, 1)
    """
    y, x = np.asarray(treated, dtype=np.float64), np.asarray(donors, dtype=np.float64)
    if y.ndim != 1 or x.ndim != 2 or x.shape[1] != y.size or not (np.isfinite(y).all() and np.isfinite(x).all()):
        raise ValueError("the treated area and each donor need a value for each of the same periods")
    if len(x) < FEWEST_DONORS:
        raise TooFewDonors(len(x), FEWEST_DONORS)
    if not FEWEST_BEFORE <= start < y.size:
        raise ValueError(f"at least {FEWEST_BEFORE} periods have to lie before the start, and one after")
    weights = simplex_weights(y[:start], x[:, :start])
    synthetic = weights @ x
    gap = y - synthetic
    own = _ratio(gap, start)
    placebos = np.array([_placebo(x, area, start) for area in range(len(x))])
    # A hair of tolerance: equal ratios tie, whichever way they were rounded.
    rank = 1 + int(np.sum(placebos >= own * (1 - 1e-9)))
    return SyntheticControl(
        weights=weights,
        synthetic=synthetic,
        gap=gap,
        effect=float(gap[start:].mean()),
        fit_before=_root_mean_square(gap[:start]),
        fit_after=_root_mean_square(gap[start:]),
        rank=rank,
        p=rank / (len(x) + 1),
        placebos=placebos,
        smallest_p=1 / (len(x) + 1),
    )


def simplex_weights(target: ArrayLike, donors: ArrayLike) -> Floats:
    """
    The weights (0 or more, together 1) whose mix of `donors` [areas, periods] is nearest to `target` [periods].

    Exact: the nearest point of a convex hull, by non-negative least squares with one row more (Lawson & Hanson).
    Where several mixes are equally near, one of them.

    >>> simplex_weights([2.0, 3.0, 4.0], [[1, 2, 3], [3, 4, 5], [9, 9, 9]]).round(6).tolist()
    [0.5, 0.5, 0.0]
    """
    from scipy.optimize import nnls

    y, x = np.asarray(target, dtype=np.float64), np.asarray(donors, dtype=np.float64)
    apart = (x - y).T
    size = np.sqrt(np.mean(apart**2)) or 1.0
    solution, _ = nnls(np.vstack([apart / size, np.ones(len(x))]), np.append(np.zeros(len(y)), 1.0))
    return np.asarray(solution / solution.sum())


def _placebo(donors: Floats, area: int, start: int) -> float:
    others = np.delete(donors, area, axis=0)
    weights = simplex_weights(donors[area, :start], others[:, :start])
    return _ratio(donors[area] - weights @ others, start)


def _ratio(gap: Floats, start: int) -> float:
    # A perfect fit before makes any gap after infinitely surprising: the floor keeps that within the digits we have.
    floor = 1e-9 * (1.0 + float(np.abs(gap).max()))
    return _root_mean_square(gap[start:]) / max(_root_mean_square(gap[:start]), floor)


def _root_mean_square(gap: Floats) -> float:
    return float(np.sqrt(np.mean(np.square(gap))))
