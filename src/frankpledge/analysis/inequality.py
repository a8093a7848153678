"""How much more crime there is where people are more deprived."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Slope:
    """
    `sii`: the rate at the most deprived end less that at the least deprived, by a straight line (above 0: more
    crime among the deprived). `rii`: the one over the other, by a log-linear model. With 95% intervals that allow
    for areas that differ by more than chance (`dispersion`).
    """

    sii: float
    sii_low: float
    sii_high: float
    rii: float
    rii_low: float
    rii_high: float
    dispersion: float


def slope_index(counts: ArrayLike, populations: ArrayLike, ranks: ArrayLike, *, per: float = 1000.0) -> Slope:
    """
    Slope and relative index of inequality over areas, each of a deprivation `rank` (1 is most deprived).

    Areas are put at the middle of their share of the people, from 0 (least deprived) to 1 (most deprived). The slope
    is a regression of the rate per `per` people, weighted by people; the relative index a quasi-Poisson model.
    Raises ValueError under 5 areas, without people, or without crime.
    Source: Mackenbach & Kunst (1997), Social Science & Medicine 44, 757-771.

    >>> slope = slope_index([10, 20, 30, 40, 50], [1000] * 5, [5, 4, 3, 2, 1])
    >>> round(slope.sii, 6), slope.rii > 1
    (50.0, True)
    """
    from scipy.special import stdtrit  # scipy.stats would take a second to import

    n, people, rank = (np.asarray(values, dtype=np.float64) for values in (counts, populations, ranks))
    if len(n) < 5:
        raise ValueError("a slope needs at least 5 areas")
    if (people <= 0).any() or n.sum() == 0:
        raise ValueError("a slope needs people in every area, and some crime")
    order = np.argsort(-rank, kind="stable")  # least deprived first
    n, people = n[order], people[order]
    position = (np.cumsum(people) - people / 2) / people.sum()
    design = np.column_stack([np.ones(len(n)), position])
    degrees = len(n) - 2
    width = float(stdtrit(degrees, 0.975))

    inverse = np.linalg.inv(design.T @ (design * people[:, None]))
    straight = inverse @ (design.T @ n) * per
    residual = n / people * per - design @ straight
    error = float(np.sqrt(inverse[1, 1] * (people * residual**2).sum() / degrees))

    beta = np.array([np.log(n.sum() / people.sum()), 0.0])
    for _ in range(100):
        mean = people * np.exp(design @ beta)
        step = np.linalg.solve(design.T @ (design * mean[:, None]), design.T @ (n - mean))
        beta = beta + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    else:
        raise ValueError("the relative index could not be found: the rates are too extreme")
    mean = people * np.exp(design @ beta)
    dispersion = max(1.0, float(((n - mean) ** 2 / mean).sum() / degrees))
    spread = float(np.sqrt(dispersion * np.linalg.inv(design.T @ (design * mean[:, None]))[1, 1]))
    rii = np.exp(beta[1] + np.array([0.0, -width * spread, width * spread]))
    return Slope(
        sii=float(straight[1]),
        sii_low=float(straight[1] - width * error),
        sii_high=float(straight[1] + width * error),
        rii=float(rii[0]),
        rii_low=float(rii[1]),
        rii_high=float(rii[2]),
        dispersion=dispersion,
    )
