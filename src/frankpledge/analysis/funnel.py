"""Which of many areas stand out, allowing for their size and for how much areas ordinarily differ."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
Adjustment = Literal["additive", "multiplicative"]
Direction = Literal["more is worse", "more is better", "more is only more"]

FEWEST_FOR_FUNNEL = 10
FEWEST_FOR_QUARTILE = 5


class TooFewAreas(ValueError):
    """There are fewer areas than the comparison needs to mean anything."""

    def __init__(self, areas: int, needed: int) -> None:
        super().__init__(f"Too few areas: {needed} needed, {areas} given")
        self.areas = areas
        self.needed = needed


@dataclass(frozen=True)
class Funnel:
    """
    Areas against what their size would lead one to expect.

    `ratio` is observed over expected, one for each of n areas. `low` and `high` [levels, n] are the limits if areas
    differed by chance alone; `adjusted_low` and `adjusted_high` also allow for how much they ordinarily differ.
    `outside` [levels, n] is 1 above the adjusted limit, -1 below it, 0 within. `dispersion` is how many times more
    the areas vary than chance gives (winsorised); `between` is the additive spread of areas (tau squared, on the
    square root of the ratio), 0 where chance explains all.
    """

    observed: FloatArray
    expected: FloatArray
    ratio: FloatArray
    level: tuple[float, ...]
    low: FloatArray
    high: FloatArray
    dispersion: float
    between: float
    adjustment: Adjustment
    adjusted_low: FloatArray
    adjusted_high: FloatArray
    outside: NDArray[np.int8]

    def limits_at(self, expected: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """The adjusted limits, (low, high) each [levels, points], for any expected counts: the curves of the chart."""
        at = np.asarray(expected, dtype=np.float64)
        low, high = exact_limits(at, level=self.level)
        return _widened(low, high, self._factor(at))

    def _factor(self, expected: FloatArray) -> FloatArray:
        return _factor(expected, self.dispersion, self.between, self.adjustment)


@dataclass(frozen=True)
class Position:
    """
    Where one area stands among `areas` of them, itself included.

    `quartile` 1 is the lowest quarter of values and 4 the highest; `label` says so in words with what that means.
    `rank_low` to `rank_high` (1 is the highest value) are the ranks the intervals leave possible.
    """

    value: float
    areas: int
    quartile: int
    label: str
    lowest: float
    median: float
    highest: float
    rank_low: int
    rank_high: int


def expected_counts(counts: ArrayLike, populations: ArrayLike) -> FloatArray:
    """
    What each area would have if all had the same rate: its population x the overall rate.

    Both are one-dimensional; populations (residents, households) are more than 0, else ValueError.

    >>> expected_counts([30, 10], [1000, 3000]).tolist()
    [10.0, 30.0]
    """
    observed, people = np.asarray(counts, dtype=np.float64), np.asarray(populations, dtype=np.float64)
    if observed.shape != people.shape or observed.ndim != 1 or observed.size == 0:
        raise ValueError("Each area needs one count and one population")
    if not np.all(people > 0) or not np.all(np.isfinite(people)):
        raise ValueError("An area without a population cannot be expected to have any rate: leave it out")
    return np.asarray(people * (observed.sum() / people.sum()))


def exact_limits(expected: ArrayLike, *, level: tuple[float, ...] = (0.95, 0.998)) -> tuple[FloatArray, FloatArray]:
    """
    Limits for observed over expected if counts are Poisson: (low, high), each [levels, n].

    `expected`: counts above 0, whole or not.

    Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, with chi-squared limits.

    >>> low, high = exact_limits([10.0], level=(0.95,))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([[0.48]], [[1.839]])
    """
    from scipy.special import gammainccinv, gammaincinv

    e = np.asarray(expected, dtype=np.float64)
    if not np.all(e > 0) or not np.all(np.isfinite(e)):
        raise ValueError("An expected count is more than 0")
    tails = np.array([(1.0 - one) / 2.0 for one in level])[:, None]
    if tails.size == 0 or np.any(tails <= 0) or np.any(tails >= 0.5):
        raise ValueError("A level is between 0 and 1, for example 0.95")
    return gammaincinv(e[None, :], tails) / e, gammainccinv(e[None, :] + 1.0, tails) / e


def funnel(
    observed: ArrayLike,
    expected: ArrayLike,
    *,
    level: tuple[float, ...] = (0.95, 0.998),
    adjustment: Adjustment = "additive",
    winsorise: float = 0.1,
) -> Funnel:
    """
    Compare n areas' counts with what is expected of each, allowing for over-dispersion.

    `observed`: counts; `expected`: `expected_counts` of them, or from age or any other standard. Over-dispersion is
    taken from z on the square-root scale, the most extreme tenth at each end pulled in to the next (`winsorise`), so
    that the areas one is looking for do not widen the limits that should show them. `additive` treats areas as
    really differing around 1 (limits stay apart however large the area); `multiplicative` widens all alike.
    The limits are never narrower than chance alone. Raises TooFewAreas under 10, ValueError for bad counts.

    Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202; Spiegelhalter et al. (2012), JRSS A 175, 1-47.

    >>> counts = [90, 104, 97, 110, 101, 88, 95, 240, 99, 103, 107, 96]
    >>> found = funnel(counts, [100.0] * 12)
    >>> found.outside[1].tolist()
    [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    """
    o, e = np.asarray(observed, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if o.ndim != 1 or o.shape != e.shape:
        raise ValueError("Each area needs one observed and one expected count")
    if o.size < FEWEST_FOR_FUNNEL:
        raise TooFewAreas(o.size, FEWEST_FOR_FUNNEL)
    if not np.all(np.isfinite(o)) or np.any(o < 0):
        raise ValueError("A count is 0 or more, and not missing")
    if adjustment not in ("additive", "multiplicative"):
        raise ValueError(f"The adjustment is “additive” or “multiplicative”, not “{adjustment}”")
    if not 0.0 <= winsorise < 0.5:
        raise ValueError("At most half of the areas can be pulled in at each end")
    low, high = exact_limits(e, level=level)
    z = _winsorised(2.0 * (np.sqrt(o) - np.sqrt(e)), winsorise)
    dispersion = float(np.mean(z**2))
    weights = 4.0 * e  # 1 / variance of the square root of the ratio
    n = o.size
    spare = weights.sum() - (weights**2).sum() / weights.sum()
    between = max(0.0, float((n * dispersion - (n - 1)) / spare))
    adjusted_low, adjusted_high = _widened(low, high, _factor(e, dispersion, between, adjustment))
    ratio = o / e
    outside = (ratio > adjusted_high).astype(np.int8) - (ratio < adjusted_low).astype(np.int8)
    return Funnel(
        observed=o,
        expected=e,
        ratio=ratio,
        level=tuple(level),
        low=low,
        high=high,
        dispersion=dispersion,
        between=between,
        adjustment=adjustment,
        adjusted_low=adjusted_low,
        adjusted_high=adjusted_high,
        outside=outside,
    )


area_funnel = funnel  # the name under `analysis`, where `funnel` is this module


def quartile_position(
    values: ArrayLike,
    area: int,
    *,
    direction: Direction,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
) -> Position:
    """
    Which quarter of the areas one of them is in, and the ranks it might really have.

    `values`: one rate or share for each area; `area`: the position of ours among them; `direction` must be said,
    since a quarter alone does not tell good from bad. `low` and `high`: the ends of each area's interval; without
    them only the printed rank is possible. Equal values share the middle of their ranks.
    Raises TooFewAreas under 5, ValueError for missing values.

    >>> where = quartile_position([4.0, 9.0, 5.0, 6.0, 7.0], 1, direction="more is worse")
    >>> where.quartile, where.label
    (4, 'highest quarter (more is worse)')
    """
    x = np.asarray(values, dtype=np.float64)
    if x.ndim != 1 or not np.all(np.isfinite(x)):
        raise ValueError("Each area needs a value")
    if x.size < FEWEST_FOR_QUARTILE:
        raise TooFewAreas(x.size, FEWEST_FOR_QUARTILE)
    if direction not in ("more is worse", "more is better", "more is only more"):
        raise ValueError(
            f"Say what more means: “more is worse”, “more is better” or “more is only more”, not “{direction}”"
        )
    own = x[area]
    bottom = x if low is None else np.asarray(low, dtype=np.float64)
    top = x if high is None else np.asarray(high, dtype=np.float64)
    middle_rank = np.sum(x < own) + (np.sum(x == own) + 1) / 2.0
    quartile = ceil(4.0 * (middle_rank - 0.5) / x.size)
    quarter = ("lowest quarter", "second lowest quarter", "second highest quarter", "highest quarter")[quartile - 1]
    return Position(
        value=float(own),
        areas=int(x.size),
        quartile=quartile,
        label=f"{quarter} ({direction})",
        lowest=float(x.min()),
        median=float(np.median(x)),
        highest=float(x.max()),
        rank_low=1 + int(np.sum(bottom > top[area])),
        rank_high=int(x.size - np.sum(top < bottom[area])),
    )


def _winsorised(z: FloatArray, share: float) -> FloatArray:
    """z with the `share` of it at each end pulled in to the nearest value that is kept."""
    pulled = int(share * z.size)
    ordered = np.sort(z)
    return np.clip(z, ordered[pulled], ordered[z.size - 1 - pulled])


def _factor(expected: FloatArray, dispersion: float, between: float, adjustment: Adjustment) -> FloatArray:
    """How many times further from 1 (on the square-root scale) the limits lie than chance alone puts them."""
    if adjustment == "multiplicative":
        return np.full(expected.shape, np.sqrt(max(dispersion, 1.0)))
    return np.sqrt(1.0 + 4.0 * expected * between)


def _widened(low: FloatArray, high: FloatArray, factor: FloatArray) -> tuple[FloatArray, FloatArray]:
    # On the square-root scale counts of every size vary alike, so one factor is right for small and large areas;
    # it starts from the exact limits, so that without over-dispersion they are unchanged.
    root_low = np.maximum(1.0 - (1.0 - np.sqrt(low)) * factor, 0.0)
    root_high = 1.0 + (np.sqrt(high) - 1.0) * factor
    return root_low**2, root_high**2
