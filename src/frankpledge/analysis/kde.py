"""
Kernel density: crimes per square kilometre around each place, as a smooth surface.

Sources: Silverman 1986, Density Estimation, chapter 4; for the edge Jones 1993, Statistics and Computing 3:135–146.
See docs/methods/density.md.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.boundary import Boundary

Floats = NDArray[np.float64]
Kernel = Literal["quartic", "gaussian"]

_BATCH = 4_000_000  # distances at a time: 32 MB for each array in work


def density(
    points: ArrayLike,
    weights: ArrayLike,
    cells: ArrayLike,
    *,
    bandwidth: float,
    kernel: Kernel = "quartic",
    boundary: Boundary | None = None,
) -> Floats:
    """
    Crimes per square kilometre at each cell centre, summed exactly over all points.

    `points`: [n, 2] metres (easting, northing), each once; `weights`: [n] crimes at each; `cells`: [m, 2] metres.
    `bandwidth` in metres, to be stated beside the map: for the quartic kernel the distance at which a crime stops
    counting, for the gaussian its standard deviation (2.8 times smaller for the same spread).
    Points up to one bandwidth (gaussian: four) beyond the area's border should be included, or the edges look quiet.
    Where they are not known, give the `boundary`: each crime is then spread over that part of its circle that lies
    inside, so that the surface inside adds up to the crimes inside. Points outside take no part, and the density of
    cells outside is not known (NaN).
    Raises ValueError for shapes that do not fit, missing or negative numbers, or a bandwidth not above 0.

    >>> density([[0, 0]], [2], [[0, 0], [500, 0], [1000, 0]], bandwidth=1000).round(3).tolist()
    [1.91, 1.074, 0.0]
    """
    where, counts = _points(points, weights, bandwidth)
    centres = _pairs(cells)
    where, counts = _spread_inside(where, counts, bandwidth, kernel, boundary)
    at = _gaussian_at if kernel == "gaussian" else _quartic_at
    surface = at(where, counts, centres, bandwidth)
    return surface if boundary is None else np.where(boundary.holds(centres), surface, np.nan)


def density_on_grid(
    points: ArrayLike,
    weights: ArrayLike,
    eastings: ArrayLike,
    northings: ArrayLike,
    *,
    bandwidth: float,
    kernel: Kernel = "quartic",
    boundary: Boundary | None = None,
) -> Floats:
    """
    As `density`, for every crossing of `eastings` [w] and `northings` [h]; returns [h, w]. Much faster.

    The axes are cell centres in metres, each ascending in equal steps. Errors as `density`, and ValueError for axes
    that are not.

    >>> surface = density_on_grid([[0, 0]], [2], [0, 500, 1000], [0, 500], bandwidth=1000)
    >>> surface.round(3).tolist()
    [[1.91, 1.074, 0.0], [1.074, 0.477, 0.0]]
    """
    where, counts = _points(points, weights, bandwidth)
    east, north = _axis(eastings), _axis(northings)
    where, counts = _spread_inside(where, counts, bandwidth, kernel, boundary)
    on_grid = _gaussian_on_grid if kernel == "gaussian" else _quartic_on_grid
    surface = on_grid(where, counts, east, north, bandwidth)
    if boundary is None:
        return surface
    inside = boundary.holds(np.stack(np.meshgrid(east, north), axis=-1)).reshape(surface.shape)
    return np.where(inside, surface, np.nan)


def _spread_inside(
    where: Floats, counts: Floats, bandwidth: float, kernel: Kernel, boundary: Boundary | None
) -> tuple[Floats, Floats]:
    """Points inside the boundary, their weights raised by what their kernels lose beyond it."""
    if kernel not in ("quartic", "gaussian"):
        raise ValueError(f"The kernel is “quartic” or “gaussian”, not “{kernel}”")
    if boundary is None or not len(where):
        return where, counts
    inside = boundary.holds(where)
    kept = boundary.share(where[inside], bandwidth=bandwidth, gaussian=kernel == "gaussian")
    return where[inside], counts[inside] / kept


def _quartic(squared: Floats, bandwidth: float) -> Floats:
    """3 / (π h²) (1 − d²/h²)² per square metre, times a million, from squared distances."""
    part = np.maximum(0, 1 - squared / bandwidth**2)
    return np.asarray(3e6 / (np.pi * bandwidth**2) * part * part)


def _quartic_at(where: Floats, counts: Floats, centres: Floats, bandwidth: float) -> Floats:
    from scipy.spatial import cKDTree

    result = np.zeros(len(centres))
    if not len(where) or not len(centres):
        return result
    pairs = cKDTree(centres).sparse_distance_matrix(cKDTree(where), bandwidth, output_type="ndarray")
    heights = _quartic(np.square(pairs["v"]), bandwidth) * counts[pairs["j"]]
    return np.asarray(np.bincount(pairs["i"], weights=heights, minlength=len(centres)), dtype=float)


def _gaussian_at(where: Floats, counts: Floats, centres: Floats, bandwidth: float) -> Floats:
    result = np.zeros(len(centres))
    rows = max(1, _BATCH // max(1, len(where)))
    for start in range(0, len(centres), rows):
        part = centres[start : start + rows]
        squared = (part[:, None, 0] - where[None, :, 0]) ** 2 + (part[:, None, 1] - where[None, :, 1]) ** 2
        result[start : start + rows] = np.exp(squared / (-2 * bandwidth**2)) @ counts
    return np.asarray(result * (1e6 / (2 * np.pi * bandwidth**2)))


def _gaussian_on_grid(where: Floats, counts: Floats, east: Floats, north: Floats, bandwidth: float) -> Floats:
    # exp(−(x² + y²)) = exp(−x²) exp(−y²), so the sum over all points is one product of two matrices.
    across = _bell(where[:, 0, None] - east, bandwidth)
    along = _bell(north[:, None] - where[:, 1], bandwidth) * counts
    return np.asarray((along @ across) * (1e6 / (2 * np.pi * bandwidth**2)))


def _bell(distance: Floats, bandwidth: float) -> Floats:
    # Below 1e-150 the products sink into numbers so small that processors slow down tenfold; nothing is lost at 0.
    exponent = np.square(distance / bandwidth) / -2
    return np.where(exponent > -345, np.exp(np.maximum(exponent, -345)), 0.0)


def _quartic_on_grid(where: Floats, counts: Floats, east: Floats, north: Floats, bandwidth: float) -> Floats:
    # Only the cells within one bandwidth of a point are visited: a window of the same shape around every point.
    wide, high = _step(east, bandwidth), _step(north, bandwidth)
    columns = np.arange(2 * int(bandwidth // wide) + 2)
    rows = np.arange(2 * int(bandwidth // high) + 2)
    left = np.ceil((where[:, 0] - bandwidth - east[0]) / wide).astype(np.int64) if len(where) else np.empty(0, np.int64)
    down = np.ceil((where[:, 1] - bandwidth - north[0]) / high).astype(np.int64) if len(where) else left
    # A margin all round takes what falls beyond the grid, so that no window needs cutting.
    width, height = len(east) + 2 * len(columns), len(north) + 2 * len(rows)
    near = (left > -len(columns)) & (left < len(east)) & (down > -len(rows)) & (down < len(north))
    where, counts, left, down = where[near], counts[near], left[near], down[near]
    surface = np.zeros(width * height)
    at_once = max(1, _BATCH // (len(columns) * len(rows)))
    for start in range(0, len(where), at_once):
        now = slice(start, start + at_once)
        x = east[0] + (left[now, None] + columns) * wide - where[now, 0, None]
        y = north[0] + (down[now, None] + rows) * high - where[now, 1, None]
        heights = _quartic(np.square(y)[:, :, None] + np.square(x)[:, None, :], bandwidth) * counts[now, None, None]
        place = (
            (down[now, None, None] + len(rows) + rows[:, None]) * width + left[now, None, None] + len(columns) + columns
        )
        surface += np.bincount(place.ravel(), weights=heights.ravel(), minlength=len(surface))
    inside = surface.reshape(height, width)[len(rows) : len(rows) + len(north), len(columns) : len(columns) + len(east)]
    return np.ascontiguousarray(inside)


def _points(points: ArrayLike, weights: ArrayLike, bandwidth: float) -> tuple[Floats, Floats]:
    where, counts = _pairs(points), np.asarray(weights, dtype=float)
    if counts.shape != (len(where),) or not np.isfinite(counts).all() or (counts < 0).any():
        raise ValueError("each point needs a weight that is 0 or more")
    if not bandwidth > 0:
        raise ValueError("the bandwidth is a distance above 0 metres")
    return where, counts


def _pairs(positions: ArrayLike) -> Floats:
    pairs = (
        np.asarray(positions, dtype=float).reshape(-1, 2) if np.size(positions) == 0 else np.asarray(positions, float)
    )
    if pairs.ndim != 2 or pairs.shape[1] != 2 or not np.isfinite(pairs).all():
        raise ValueError("positions are pairs of easting and northing in metres")
    return pairs


def _axis(positions: ArrayLike) -> Floats:
    axis = np.asarray(positions, dtype=float)
    steps = np.diff(axis)
    if (
        axis.ndim != 1
        or not len(axis)
        or (len(steps) and not (steps[0] > 0 and np.allclose(steps, steps[0], rtol=1e-6)))
    ):
        raise ValueError("the grid's axes ascend in equal steps")
    return axis


def _step(axis: Floats, bandwidth: float) -> float:
    return float(axis[-1] - axis[0]) / (len(axis) - 1) if len(axis) > 1 else 2 * bandwidth
