"""How crime differs between the most and the least deprived, in differences and in ratios."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.intervals import poisson_interval, wilson_interval

FloatArray = NDArray[np.float64]

DIRECTION = "least deprived against most deprived: below 0, or below 1, is more crime in the most deprived"


@dataclass(frozen=True)
class Slope:
    """
    The gradient from the most to the least deprived end of the population.

    `sii`, the slope index: how much higher the rate (per `per` people) is at the least deprived end than at the most
    deprived, on a straight line through all areas. `rii`, the relative index: how many times higher, on a curve that
    cannot go below 0. `most` and `least` are the straight line's rates at the two ends. `dispersion` is how many
    times more the areas vary about the curve than chance gives; it widens the interval of `rii`.
    """

    sii: float
    sii_low: float
    sii_high: float
    rii: float
    rii_low: float
    rii_high: float
    most: float
    least: float
    dispersion: float
    areas: int
    per: float
    direction: str = DIRECTION

    @property
    def times_in_most_deprived(self) -> tuple[float, float, float]:
        """The relative index turned round, (value, low, high): how many times higher the most deprived end is."""
        return 1.0 / self.rii, 1.0 / self.rii_high, 1.0 / self.rii_low


@dataclass(frozen=True)
class GroupRate:
    """
    One group of areas, such as a decile: its share of all crime and its rate.

    Shares and their interval are 0-100; rates are per `per` people, None without people. `population_share` beside
    `share` is what the group would have if crime followed people.
    """

    group: int
    areas: int
    count: int
    population: float
    share: float | None
    share_low: float
    share_high: float
    population_share: float | None
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    per: float


def midranks(populations: ArrayLike, ranks: ArrayLike) -> FloatArray:
    """
    Where each area lies in the population put in order of deprivation: 0 the most deprived person, 1 the least.

    `ranks`: 1 is the most deprived; equal ranks (deciles) share one place, the middle of the people they hold.

    >>> midranks([100, 300, 600], [1, 2, 3]).tolist()
    [0.05, 0.25, 0.7]
    """
    people, order = np.asarray(populations, dtype=np.float64), np.asarray(ranks, dtype=np.float64)
    _, group = np.unique(order, return_inverse=True)
    sizes = np.bincount(group, weights=people)
    middles = (np.cumsum(sizes) - sizes / 2.0) / sizes.sum()
    return np.asarray(middles[group])


def slope_index(
    counts: ArrayLike, populations: ArrayLike, ranks: ArrayLike, *, per: float = 1000.0, level: float = 0.95
) -> Slope:
    """
    Slope index and relative index of inequality of crime over areas in order of deprivation.

    `counts`, `populations` (residents, above 0) and `ranks` (1 the most deprived; a national rank or a decile) are
    one-dimensional, one for each area. The slope is weighted by population with a variance that the areas themselves
    give (HC3, so that more varied deprived areas are allowed for); the relative index is a quasi-Poisson regression.
    Neither takes areas to vary less than chance alone would have them; both use t on areas - 2. The index of deprivation contains a crime
    domain: say so, or rank by income. Raises ValueError under 5 areas, under 3 different ranks, or without any crime.

    Source: Pamuk (1985), Population Studies 39; Mackenbach & Kunst (1997), Social Science & Medicine 44, 757-771.

    >>> slope = slope_index([90, 80, 60, 50, 45, 30], [1000] * 6, [1, 2, 3, 4, 5, 6])
    >>> round(slope.sii, 1), round(slope.rii, 2)
    (-71.1, 0.29)
    """
    from scipy.special import stdtrit

    y, people, order = (np.asarray(one, dtype=np.float64) for one in (counts, populations, ranks))
    if y.ndim != 1 or not y.shape == people.shape == order.shape:
        raise ValueError("Each area needs one count, one population and one rank")
    if not (np.all(np.isfinite(y)) and np.all(y >= 0) and np.all(np.isfinite(order))):
        raise ValueError("Counts are 0 or more, and neither counts nor ranks are missing")
    if not np.all(np.isfinite(people)) or np.any(people <= 0):
        raise ValueError("An area without residents has no rate: leave it out")
    if y.size < 5 or np.unique(order).size < 3:
        raise ValueError("A gradient needs at least 5 areas of 3 different ranks")
    if y.sum() == 0:
        raise ValueError("Without any crime there is no gradient")
    place = midranks(people, order)
    design = np.column_stack([np.ones_like(place), place])
    quantile = -float(stdtrit(y.size - 2, (1.0 - level) / 2.0))

    line, line_error = _weighted_line(design, per * y / people, people, chance=per**2 * y / people**2)
    curve, curve_error, dispersion = _poisson_curve(design, y, people)
    reach = quantile * curve_error * np.sqrt(max(dispersion, 1.0))
    return Slope(
        sii=float(line[1]),
        sii_low=float(line[1] - quantile * line_error),
        sii_high=float(line[1] + quantile * line_error),
        rii=float(np.exp(curve[1])),
        rii_low=float(np.exp(curve[1] - reach)),
        rii_high=float(np.exp(curve[1] + reach)),
        most=float(line[0]),
        least=float(line[0] + line[1]),
        dispersion=dispersion,
        areas=int(y.size),
        per=per,
    )


def by_group(
    counts: ArrayLike, populations: ArrayLike, groups: ArrayLike, *, per: float = 1000.0, level: float = 0.95
) -> tuple[GroupRate, ...]:
    """
    Crime by group of areas (deciles or quintiles, 1 the most deprived), in order of group.

    `groups` are whole numbers, one for each area. Groups that hold no area are not in the answer. The intervals are
    for independent crimes (Wilson, exact Poisson): real ones repeat, so read them as the least uncertainty.

    >>> [(g.group, g.share, g.rate) for g in by_group([30, 30, 20], [1000, 500, 1000], [1, 1, 2])]
    [(1, 75.0, 40.0), (2, 25.0, 20.0)]
    """
    y, people, group = np.asarray(counts), np.asarray(populations, dtype=np.float64), np.asarray(groups)
    if y.ndim != 1 or not y.shape == people.shape == group.shape:
        raise ValueError("Each area needs one count, one population and one group")
    found = []
    for one in np.unique(group):
        inside = group == one
        found.append(_group(int(one), int(inside.sum()), int(y[inside].sum()), float(people[inside].sum()),
                            int(y.sum()), float(people.sum()), per, level))  # fmt: skip
    return tuple(found)


def quintiles(deciles: ArrayLike) -> NDArray[np.int64]:
    """Quintile 1-5 of decile 1-10; ValueError for anything else.

    >>> quintiles([1, 2, 3, 10]).tolist()
    [1, 1, 2, 5]
    """
    given = np.asarray(deciles)
    if np.any((given < 1) | (given > 10)):
        raise ValueError("A decile is 1 to 10")
    return np.asarray((given.astype(np.int64) + 1) // 2)


def _group(
    group: int, areas: int, count: int, population: float, all_crime: int, all_people: float, per: float, level: float
) -> GroupRate:
    part = wilson_interval(count, all_crime, level=level)
    ends = poisson_interval(count, level=level)
    scale = per / population if population > 0 else None
    return GroupRate(
        group=group,
        areas=areas,
        count=count,
        population=population,
        share=100.0 * count / all_crime if all_crime else None,
        share_low=100.0 * part.low,
        share_high=100.0 * part.high,
        population_share=100.0 * population / all_people if all_people > 0 else None,
        rate=None if scale is None else count * scale,
        rate_low=None if scale is None else ends.low * scale,
        rate_high=None if scale is None else ends.high * scale,
        per=per,
    )


def _weighted_line(
    design: FloatArray, rates: FloatArray, weights: FloatArray, *, chance: FloatArray
) -> tuple[FloatArray, float]:
    """Weighted least squares and the HC3 standard error of the slope, never under that of the variances `chance`."""
    root = np.sqrt(weights / weights.mean())
    x, y = design * root[:, None], rates * root
    inverse = np.linalg.inv(x.T @ x)
    line = inverse @ (x.T @ y)
    leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
    scaled = x * ((y - x @ line) / np.maximum(1.0 - leverage, 1e-9))[:, None]
    independent = x * (root * np.sqrt(chance))[:, None]
    variances = [(inverse @ (one.T @ one) @ inverse)[1, 1] for one in (scaled, independent)]
    return line, float(np.sqrt(max(variances)))


def _poisson_curve(design: FloatArray, counts: FloatArray, people: FloatArray) -> tuple[FloatArray, float, float]:
    """Poisson regression with a log link by Newton's steps: coefficients, error of the slope, Pearson's dispersion."""
    curve = np.array([np.log(counts.sum() / people.sum()), 0.0])
    for _ in range(100):
        mean = people * np.exp(np.clip(design @ curve, -50.0, 50.0))
        information = design.T @ (design * mean[:, None])
        step = np.linalg.solve(information, design.T @ (counts - mean))
        curve = curve + np.clip(step, -2.0, 2.0)
        if np.max(np.abs(step)) < 1e-10:
            break
    else:
        raise ValueError("The crimes are all at one end of the deprivation order: no curve fits them")
    mean = people * np.exp(design @ curve)
    information = design.T @ (design * mean[:, None])
    dispersion = float(np.sum((counts - mean) ** 2 / mean) / (counts.size - 2))
    return curve, float(np.sqrt(np.linalg.inv(information)[1, 1])), dispersion
