"""
Concentration: in how few places does most crime happen, and is that more than chance alone would give?

Sources: Lorenz 1905; Gini 1912; Bernasco & Steenbeek 2017 (Journal of Quantitative Criminology 33:451–467) for the
generalised Gini. See docs/methods/concentration.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Lorenz:
    """The Lorenz curve, from the place with the least crime: `places` and `crimes` are running shares from 0 to 1."""

    places: Floats
    crimes: Floats


def places_holding(counts: ArrayLike, share: float) -> int:
    """
    The smallest number of places that together hold at least `share` of the crimes; 0 where there are no crimes.

    `counts`: crimes in each of all places, those without any included. `share`: above 0, at most 1.

    >>> places_holding([50, 30, 10, 5, 5, 0, 0, 0, 0, 0], 0.8)
    2
    """
    if not 0 < share <= 1:
        raise ValueError("the share of crime is above 0 and at most 1")
    running = np.cumsum(np.sort(_counts(counts))[::-1])
    if running[-1] == 0:
        return 0
    # A hair of tolerance: 25 % of 4 crimes is 1 crime, whatever binary fractions make of it.
    return int(np.searchsorted(running, share * running[-1] * (1 - 1e-12))) + 1


def share_of_places(counts: ArrayLike, share: float) -> float:
    """
    The smallest share of all places that holds at least `share` of the crimes, 0 to 1. Errors as `places_holding`.

    >>> share_of_places([50, 30, 10, 5, 5, 0, 0, 0, 0, 0], 0.5)
    0.1
    """
    return places_holding(counts, share) / len(_counts(counts))


def gini(counts: ArrayLike) -> float:
    """
    Gini coefficient: 0 where every place has as many crimes as the next, towards 1 where one place has them all.

    2 Σ i x_i / (n Σ x) − (n + 1) / n with x ascending. NaN where there are no crimes.
    With fewer crimes than places it is high by necessity: use `generalised_gini`.

    >>> round(gini([3, 1, 1, 0, 0, 0, 0, 0, 0, 0]), 2)
    0.78
    """
    x = np.sort(_counts(counts))
    n, total = len(x), x.sum()
    if total == 0:
        return float("nan")
    return float(2 * (np.arange(1, n + 1) * x).sum() / (n * total) - (n + 1) / n)


def generalised_gini(counts: ArrayLike) -> float:
    """
    Gini that allows for fewer crimes than places: max(1, n / c) (G − 1) + 1 for c crimes on n places.

    0 where every crime is on a place of its own, 1 where all are on one. Equals Gini when c ≥ n. NaN without crimes.

    >>> round(generalised_gini([3, 1, 1, 0, 0, 0, 0, 0, 0, 0]), 2), generalised_gini([1, 1, 0, 0])
    (0.56, 0.0)
    """
    x = _counts(counts)
    if x.sum() == 0:
        return float("nan")
    return float(max(1.0, len(x) / x.sum()) * (gini(x) - 1) + 1)


def lorenz(counts: ArrayLike) -> Lorenz:
    """
    Cumulative share of places against cumulative share of crimes, least crime first; n + 1 points from (0, 0).

    Raises ValueError where there are no crimes.

    >>> lorenz([1, 3]).crimes.tolist()
    [0.0, 0.25, 1.0]
    """
    x = np.sort(_counts(counts))
    if x.sum() == 0:
        raise ValueError("a Lorenz curve needs at least one crime")
    return Lorenz(np.linspace(0, 1, len(x) + 1), np.concatenate([[0.0], np.cumsum(x) / x.sum()]))


def places_by_chance(crimes: int, places: int, share: float) -> float:
    """
    How many places would hold `share` of the crimes if each crime fell on any place with equal chance.

    To set beside `places_holding`. From the Poisson distribution with mean crimes / places, busiest places first;
    not rounded. 0 where there are no crimes. Raises ValueError for a share not above 0 and at most 1.

    >>> round(places_by_chance(100, 1000, 0.5), 1)
    45.2
    """
    if not 0 < share <= 1:
        raise ValueError("the share of crime is above 0 and at most 1")
    if crimes == 0:
        return 0.0
    values, chances = _poisson(crimes, places)
    with_so_many, held = (places * chances)[:0:-1], (places * values * chances)[:0:-1]  # without the places at 0
    running = np.concatenate([[0.0], np.cumsum(held)])
    return float(np.interp(share * running[-1], running, np.concatenate([[0.0], np.cumsum(with_so_many)])))


def gini_by_chance(crimes: int, places: int) -> float:
    """
    The Gini coefficient to expect if each crime fell on any place with equal chance; NaN where there are no crimes.

    >>> round(gini_by_chance(100, 1000), 2), round(gini_by_chance(100_000, 1000), 2)
    (0.91, 0.06)
    """
    if crimes == 0:
        return float("nan")
    _, chances = _poisson(crimes, places)
    above = 1 - np.cumsum(chances)  # mean difference of two Poisson values, over twice the mean
    return float(1 - np.square(above).sum() / (crimes / places))


def _poisson(crimes: int, places: int) -> tuple[Floats, Floats]:
    """The counts from 0 that a place may have, and their chances."""
    from scipy.stats import poisson

    if crimes < 0 or places < 1:
        raise ValueError("chance needs at least one place and no fewer than 0 crimes")
    mean = crimes / places
    values = np.arange(0, int(poisson.isf(1e-15, mean)) + 2, dtype=float)
    return values, np.asarray(poisson.pmf(values, mean))


def _counts(counts: ArrayLike) -> Floats:
    x = np.asarray(counts, dtype=float)
    if x.ndim != 1 or not len(x) or not np.isfinite(x).all() or (x < 0).any():
        raise ValueError("concentration needs one count, 0 or more, for each place")
    return x
