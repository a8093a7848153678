"""Whether areas differ by more than chance and their usual unevenness would make them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
FEWEST_AREAS = 10
WINSORISED = 0.1  # the share at each end that is drawn in before unevenness is measured


class TooFewAreas(ValueError):
    """Unevenness between areas cannot be measured from so few; the message says how many are needed."""


@dataclass(frozen=True)
class Funnel:
    """
    For each area its `expected` count and `ratio` of observed to expected; limits as (level, low, high) with arrays
    of ratios, exact (`limits`) and widened by the measured `dispersion` (`adjusted_limits`). `outside` is 1 above,
    -1 below and 0 within the widest adjusted limits.
    """

    expected: FloatArray
    ratio: FloatArray
    dispersion: float
    limits: tuple[tuple[float, FloatArray, FloatArray], ...]
    adjusted_limits: tuple[tuple[float, FloatArray, FloatArray], ...]
    outside: NDArray[np.int64]


def funnel(observed: ArrayLike, expected: ArrayLike, *, levels: tuple[float, ...] = (0.95, 0.998)) -> Funnel:
    """
    Exact Poisson limits for ratios of observed to expected counts, and the same widened for over-dispersion.

    `observed` counts and `expected` counts (above 0), one for each area. Unevenness is the mean squared z with the
    outer tenths drawn in, so that a few extreme areas do not hide themselves; it never narrows limits.
    Raises TooFewAreas under 10. Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202.

    >>> result = funnel([52, 48, 55, 45, 50, 51, 49, 90, 47, 53, 54, 46], [50] * 12)
    >>> round(result.dispersion, 2), int(result.outside[7])
    (1.0, 1)
    """
    from scipy.special import gammaincinv, ndtri  # scipy.stats would take a second to import

    counts, means = np.asarray(observed, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if len(counts) < FEWEST_AREAS:
        raise TooFewAreas(f"{len(counts)} areas are too few for a funnel: {FEWEST_AREAS} are needed")
    if (means <= 0).any():
        raise ValueError("every expected count must be above 0")
    z = 2.0 * (np.sqrt(counts) - np.sqrt(means))  # the square root steadies a count's variance
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    dispersion = max(1.0, float(np.mean(np.clip(z, low, high) ** 2)))
    limits, adjusted = [], []
    for level in levels:
        tail = (1 - level) / 2
        limits.append((level, gammaincinv(means, tail) / means, gammaincinv(means + 1, 1 - tail) / means))
        reach = float(ndtri(1 - tail)) * np.sqrt(dispersion) / 2
        below = np.maximum(np.sqrt(means) - reach, 0.0) ** 2 / means
        adjusted.append((level, below, (np.sqrt(means) + reach) ** 2 / means))
    ratio = counts / means
    _, lowest, highest = adjusted[-1]
    outside = np.where(ratio > highest, 1, np.where(ratio < lowest, -1, 0)).astype(np.int64)
    return Funnel(means, ratio, dispersion, tuple(limits), tuple(adjusted), outside)
