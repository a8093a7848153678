"""How much of the crime is in how few places."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def share_of_places(counts: ArrayLike, share: float) -> int:
    """
    The smallest number of places that hold `share` (0 to 1) of the total.

    >>> share_of_places([50, 30, 10, 10], 0.5), share_of_places([50, 30, 10, 10], 0.8)
    (1, 2)
    """
    values = _some(counts)
    held = np.cumsum(np.sort(values)[::-1])
    return int(np.searchsorted(held, share * values.sum() - 1e-9) + 1)


def gini(counts: ArrayLike) -> float:
    """
    Gini coefficient over all places given, with and without crime: 0 is even, near 1 is all in one place.

    >>> round(gini([3, 1, 1, 0, 0, 0, 0, 0, 0, 0]), 2)
    0.78
    """
    values = np.sort(_some(counts))
    n = len(values)
    return float(2 * (np.arange(1, n + 1) * values).sum() / (n * values.sum()) - (n + 1) / n)


def generalised_gini(counts: ArrayLike) -> float:
    """
    Gini allowing for fewer crimes than places: 0 when every crime is in a place of its own.

    Source: Bernasco & Steenbeek (2017), Journal of Quantitative Criminology 33, 451-467.

    >>> round(generalised_gini([3, 1, 1, 0, 0, 0, 0, 0, 0, 0]), 2), round(generalised_gini([1, 1, 0, 0]), 9)
    (0.56, 0.0)
    """
    values = _some(counts)
    return float(max(1.0, len(values) / values.sum()) * (gini(values) - 1) + 1)


def _some(counts: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(counts, dtype=np.float64)
    if values.ndim != 1 or not len(values) or (values < 0).any() or values.sum() == 0:
        raise ValueError("concentration needs counts of 0 or more for each place, and some above 0")
    return values
