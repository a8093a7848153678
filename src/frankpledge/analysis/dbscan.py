"""
Clusters of points: where crimes lie so close that each has enough others within reach.

DBSCAN (Ester, Kriegel, Sander & Xu 1996, KDD 226–231) on unique points with weights. See docs/methods/clusters.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

SNAPPED = 150.0  # metres: nearer than this, police.uk's map points show their own list, not crime


class TooFine(ValueError):
    """The reach is smaller than the positions are good for. Both are metres."""

    def __init__(self, *, reach: float, good_to: float) -> None:
        self.reach = reach
        self.good_to = good_to
        super().__init__(f"a reach of {reach:g} m is finer than positions good to {good_to:g} m can bear")


@dataclass(frozen=True)
class PointCluster:
    """
    `weight`: crimes in it; `points`: at how many different positions. `centre`: their mean position, metres. `hull`:
    [k, 2] corners of the smallest convex shape round them, anticlockwise (two for a line, one for a single position).
    """

    weight: float
    points: int
    centre: tuple[float, float]
    hull: Floats

    @property
    def square_km(self) -> float:
        """The hull's area; 0 for a point or a line."""
        x, y = (self.hull - self.hull[0]).T
        return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2e6)


@dataclass(frozen=True)
class PointClusters:
    """
    `clusters`, heaviest first; for each point in the order given, its cluster's place in that list or -1 (`label`), and
    whether enough lies within its reach for it to be a `core` of the cluster. `outside`: weight in no cluster.
    """

    clusters: tuple[PointCluster, ...]
    label: Whole
    core: NDArray[np.bool_]
    outside: float


def point_clusters(
    points: ArrayLike, weights: ArrayLike, *, reach: float, at_least: float, good_to: float = SNAPPED
) -> PointClusters:
    """
    Join points that have crimes of a weight of `at_least` or more within `reach` metres, themselves included.

    `points`: [n, 2] metres (easting, northing); the same position may come again and is one point; `weights`: [n]
    crimes at each, 0 or more. Core points within reach of each other are one cluster; a point that is no core but in
    reach of one belongs to the nearest (of equals, to the one with more around it), so that the order of rows decides
    nothing. `good_to`: how fine the positions are, in metres: 150 for police.uk's map points, 0 for exact ones.
    Raises TooFine for a reach under that, and ValueError for shapes that do not fit or numbers out of range.

    >>> found = point_clusters([[0, 0], [100, 0], [200, 0], [900, 0]], [3, 4, 2, 6], reach=150, at_least=7)
    >>> [(cluster.weight, cluster.points, cluster.centre) for cluster in found.clusters], found.label.tolist()
    ([(9.0, 3, (88.88888888888889, 0.0))], [0, 0, 0, -1])
    """
    given, heavy = _given(points, weights)
    if not (np.isfinite(reach) and reach > 0 and np.isfinite(at_least) and at_least > 0 and good_to >= 0):
        raise ValueError("reach and the least weight are above 0")
    if reach < good_to:
        raise TooFine(reach=reach, good_to=good_to)
    where, of_given = np.unique(given[heavy > 0], axis=0, return_inverse=True)
    weight = np.bincount(of_given.ravel(), weights=heavy[heavy > 0], minlength=len(where)).astype(float)
    member, core = _members(where, weight, reach, at_least)
    order, clusters = _described(where, weight, member)
    label, given_core = np.full(len(given), -1, dtype=np.int64), np.zeros(len(given), dtype=bool)
    renamed = np.append(order, -1)  # the last is for points in no cluster, whose member is -1
    label[heavy > 0], given_core[heavy > 0] = renamed[member][of_given.ravel()], core[of_given.ravel()]
    return PointClusters(clusters, label, given_core, float(weight[member < 0].sum()))


def _given(points: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    where = np.asarray(points, dtype=float)
    where = where.reshape(-1, 2) if where.size == 0 else where
    heavy = np.asarray(weights, dtype=float)
    if where.ndim != 2 or where.shape[1] != 2 or not np.isfinite(where).all():
        raise ValueError("positions are pairs of easting and northing in metres")
    if heavy.shape != (len(where),) or not np.isfinite(heavy).all() or (heavy < 0).any():
        raise ValueError("each point needs a weight that is 0 or more")
    return where, heavy


def _members(where: Floats, weight: Floats, reach: float, at_least: float) -> tuple[Whole, NDArray[np.bool_]]:
    """Each unique point's cluster (numbers in no particular order) or -1, and whether it is a core."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    n = len(where)
    if not n:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=bool)
    one, two = cKDTree(where).query_pairs(reach, output_type="ndarray").T
    around = weight + np.bincount(one, weights=weight[two], minlength=n)
    around += np.bincount(two, weights=weight[one], minlength=n)
    core = around >= at_least * (1 - 1e-12)
    both = core[one] & core[two]
    joined = coo_matrix((np.ones(int(both.sum())), (one[both], two[both])), shape=(n, n))
    member = np.where(core, connected_components(joined, directed=False)[1], -1).astype(np.int64)
    # From every point on an edge to its nearest core; positions are sorted, so of full equals the westernmost is taken.
    edge, centre = np.concatenate([one, two]), np.concatenate([two, one])
    kept = ~core[edge] & core[centre]
    edge, centre = edge[kept], centre[kept]
    distance = np.square(where[edge] - where[centre]).sum(axis=1)
    order = np.lexsort((centre, -around[centre], distance, edge))
    first = order[np.unique(edge[order], return_index=True)[1]]
    member[edge[first]] = member[centre[first]]
    return member, core


def _described(where: Floats, weight: Floats, member: Whole) -> tuple[Whole, tuple[PointCluster, ...]]:
    """For each number in `member` its place among the clusters, heaviest first; and the clusters."""
    sums = np.bincount(member[member >= 0], weights=weight[member >= 0])
    numbers = np.unique(member[member >= 0])
    first = {int(number): int(np.flatnonzero(member == number)[0]) for number in numbers}
    ranked = sorted(first, key=lambda number: (-sums[number], first[number]))  # of equals the westernmost first
    order = np.full(len(sums), -1, dtype=np.int64)
    order[ranked] = np.arange(len(ranked))
    clusters = []
    for number in ranked:
        here = np.flatnonzero(member == number)
        east, north = (weight[here] @ where[here] / weight[here].sum()).tolist()
        clusters.append(PointCluster(float(sums[number]), len(here), (east, north), convex_hull(where[here])))
    return order, tuple(clusters)


def convex_hull(points: ArrayLike) -> Floats:
    """
    Corners of the smallest convex shape round the points, anticlockwise from the westernmost (Andrew 1979).

    >>> convex_hull([[0, 0], [2, 0], [1, 1], [2, 2], [0, 2], [1, 0]]).tolist()
    [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]
    """
    ordered = np.unique(np.asarray(points, dtype=float), axis=0).tolist()
    if len(ordered) < 3:
        return np.array(ordered).reshape(-1, 2)
    below, above = _half(ordered), _half(ordered[::-1])
    return np.array(below[:-1] + above[:-1])


def _half(ordered: list[list[float]]) -> list[list[float]]:
    half: list[list[float]] = []
    for x, y in ordered:
        while len(half) > 1:
            (ax, ay), (bx, by) = half[-2:]
            if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                break
            half.pop()
        half.append([x, y])
    return half
