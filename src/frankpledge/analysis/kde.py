"""Crime smoothed over the ground: so many per square kilometre, near each place."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray


def density(
    points: ArrayLike,
    weights: ArrayLike,
    cells: ArrayLike,
    *,
    bandwidth: float,
    kernel: Literal["quartic", "gaussian"] = "quartic",
) -> NDArray[np.float64]:
    """
    Density per square kilometre at the centre of each cell.

    `points` [n, 2] and `cells` [m, 2] in metres, `weights` [n] counts, `bandwidth` in metres. Exact: unique points
    with weights give the same as the points repeated. For the quartic kernel nothing reaches further than the
    bandwidth. No correction at edges: give points beyond them. Raises ValueError for a bandwidth not above 0.
    Source: Silverman (1986), Density Estimation, ch. 4.

    >>> round(float(density([[0, 0]], [1], [[0, 0]], bandwidth=1000)[0]), 4)
    0.9549
    """
    if bandwidth <= 0:
        raise ValueError("the bandwidth must be above 0")
    where, n, at = (np.asarray(values, dtype=np.float64) for values in (points, weights, cells))
    if kernel == "gaussian":
        # The Gaussian is a product over the two axes, but cells need not form a grid: blocks keep memory small.
        total = np.zeros(len(at))
        for start in range(0, len(at), 2048):
            block = at[start : start + 2048]
            squared = ((block[:, None, :] - where[None, :, :]) ** 2).sum(axis=2)
            total[start : start + 2048] = np.exp(-squared / (2 * bandwidth**2)) @ n
        return total / (2 * np.pi * bandwidth**2) * 1e6
    from scipy.spatial import KDTree

    total = np.zeros(len(at))
    if len(where) and len(at):
        near = KDTree(at).sparse_distance_matrix(KDTree(where), bandwidth, output_type="coo_matrix")
        share = (1 - (near.data / bandwidth) ** 2) ** 2
        total += np.bincount(near.row, weights=share * n[near.col], minlength=len(at))
    return total * 3 / (np.pi * bandwidth**2) * 1e6
