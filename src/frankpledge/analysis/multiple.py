"""Allowing for many tests at once."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray


def false_discovery(p: ArrayLike, *, method: Literal["bh", "by"] = "bh") -> NDArray[np.float64]:
    """
    p values adjusted so that at most a stated share of those called real are expected to be chance.

    `p`: one-dimensional p values; NaN marks a test that was not made, stays NaN and is not counted. Calling real
    what has an adjusted p under 0.05 keeps the expected share of false alarms among them under 5%. `bh` is
    Benjamini-Hochberg, for tests that are independent or rise and fall together; `by` is Benjamini-Yekutieli,
    which holds however they depend on each other (overlapping areas) and is stricter.
    Raises ValueError for a p outside 0 to 1.

    Source: Benjamini & Hochberg (1995), JRSS B 57, 289-300; Benjamini & Yekutieli (2001), Annals of Statistics 29.

    >>> [round(float(q), 3) for q in false_discovery([0.001, 0.02, 0.03, 0.6])]
    [0.004, 0.04, 0.04, 0.6]
    """
    given = np.asarray(p, dtype=np.float64)
    if given.ndim != 1:
        raise ValueError("p values come as one list")
    if np.any((given < 0) | (given > 1)):
        raise ValueError("A p value is between 0 and 1")
    if method not in ("bh", "by"):
        raise ValueError(f"The method is “bh” or “by”, not “{method}”")
    made = np.flatnonzero(~np.isnan(given))
    adjusted = np.full(given.shape, np.nan)
    tests = made.size
    if tests == 0:
        return adjusted
    ranks = np.arange(1, tests + 1, dtype=np.float64)
    factor = tests / ranks
    if method == "by":
        factor = factor * np.sum(1.0 / ranks)
    order = made[np.argsort(given[made], kind="stable")]
    # A larger p must not end with a smaller adjusted p, so the smallest from each rank upwards counts.
    stepped = np.minimum.accumulate((given[order] * factor)[::-1])[::-1]
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted
