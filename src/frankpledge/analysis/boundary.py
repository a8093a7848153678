"""
How much of a kernel lies inside a boundary: exactly, for any polygon and for both kernels of `kde`.

A kernel looks the same in every direction, so its part beyond one edge of a polygon is an integral over the angle under
which the edge is seen: for the quartic a polynomial, for the gaussian Owen's T (1956, Annals of Mathematical Statistics
27:1075–1090). The parts add up, with their signs, to all that lies outside. See docs/methods/density.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

GAUSSIAN_REACH = 9.0  # bandwidths: beyond, less than 1e-17 of the kernel is left
_BATCH = 4_000_000  # comparisons at a time


@dataclass(frozen=True)
class Boundary:
    """
    The edges of one or more polygons, in metres: `start` and `end` [e, 2], the inside on their left.

    >>> box = Boundary.of_box(0, 0, 1000, 500)
    >>> box.holds([[10, 10], [-10, 10]]).tolist(), box.square_km
    ([True, False], 0.5)
    """

    start: Floats
    end: Floats

    @classmethod
    def of_box(cls, west: float, south: float, east: float, north: float) -> "Boundary":
        """Raises ValueError for a box without area."""
        return cls.of_rings([[[west, south], [east, south], [east, north], [west, north]]])

    @classmethod
    def of_rings(cls, rings: Sequence[ArrayLike]) -> "Boundary":
        """
        From rings of corners [k, 2]: outer rings anticlockwise, holes clockwise; the last corner may repeat the first.

        Raises ValueError for a ring of fewer than three corners, or where the outer rings do not enclose more than the
        holes (which is what rings the wrong way round look like).
        """
        starts, ends = [], []
        for ring in rings:
            corners = np.asarray(ring, dtype=float)
            if corners.ndim != 2 or corners.shape[1] != 2 or not np.isfinite(corners).all():
                raise ValueError("a ring is a list of corners, pairs of easting and northing in metres")
            if len(corners) and np.array_equal(corners[0], corners[-1]):
                corners = corners[:-1]
            if len(corners) < 3:
                raise ValueError("a ring has three corners or more")
            starts.append(corners)
            ends.append(np.roll(corners, -1, axis=0))
        if not starts:
            raise ValueError("a boundary has one ring or more")
        made = cls(np.concatenate(starts), np.concatenate(ends))
        if not made.square_km > 0:
            raise ValueError("outer rings go anticlockwise and holes clockwise, round some area")
        return made

    @property
    def square_km(self) -> float:
        """The area inside."""
        (ax, ay), (bx, by) = (self.start - self.start[0]).T, (self.end - self.start[0]).T
        return float(np.sum(ax * by - bx * ay) / 2e6)

    def holds(self, points: ArrayLike) -> NDArray[np.bool_]:
        """For each point, whether it is inside or on the edge."""
        return self._inside(np.asarray(points, dtype=float).reshape(-1, 2)) > 0

    def share(self, points: ArrayLike, *, bandwidth: float, gaussian: bool = False) -> Floats:
        """
        For each point, the share (0 to 1) of the kernel around it that lies inside.

        >>> Boundary.of_box(0, 0, 4000, 4000).share([[2000, 2000], [2000, 0], [0, 0]], bandwidth=500).round(6).tolist()
        [1.0, 0.5, 0.25]
        """
        where = np.asarray(points, dtype=float).reshape(-1, 2)
        point, edge = self._near(where, GAUSSIAN_REACH * bandwidth if gaussian else bandwidth)
        along = self.end[edge] - self.start[edge]
        length = np.hypot(along[:, 0], along[:, 1])
        to = self.start[edge] - where[point]
        # Distance to the line that the edge lies on, above 0 where the point is on its left; and along that line.
        off = (to[:, 0] * along[:, 1] - to[:, 1] * along[:, 0]) / length
        first = (to * along).sum(axis=1) / length
        beyond = _gaussian_beyond if gaussian else _quartic_beyond
        part = np.sign(off) * beyond(np.abs(off) / bandwidth, first / bandwidth, (first + length) / bandwidth)
        outside = np.bincount(point, weights=part, minlength=len(where))
        return np.clip(self._inside(where) - outside, 0, 1)

    def _near(self, where: Floats, reach: float) -> tuple[Whole, Whole]:
        """Pairs (point, edge) with all that can be within `reach` of each other."""
        from scipy.spatial import cKDTree

        half = float(np.hypot(*(self.end - self.start).T).max()) / 2
        found = cKDTree((self.start + self.end) / 2).query_ball_point(where, reach + half)
        edges = np.fromiter((edge for near in found for edge in near), dtype=np.int64)
        return np.repeat(np.arange(len(where)), [len(near) for near in found]), edges

    def _inside(self, where: Floats) -> Floats:
        """1 inside, 0 outside; on an edge a half, in a corner the part of a full turn that lies inside."""
        found = np.zeros(len(where))
        rows = max(1, _BATCH // len(self.start))
        for first in range(0, len(where), rows):
            here = where[first : first + rows, None, :]
            a, b = self.start - here, self.end - here
            cross = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
            upward, downward = (a[..., 1] <= 0) & (b[..., 1] > 0), (a[..., 1] > 0) & (b[..., 1] <= 0)
            turns = (upward & (cross > 0)).sum(axis=1) - (downward & (cross < 0)).sum(axis=1)
            inside = (turns > 0).astype(float)
            dot = (a * b).sum(axis=2)
            for at in np.flatnonzero(((cross == 0) & (dot <= 0)).any(axis=1)).tolist():
                seen = np.where(cross[at] == 0, 0.0, np.arctan2(cross[at], dot[at]))
                inside[at] = np.clip(seen.sum() / (2 * np.pi), 0, 1)
            found[first : first + rows] = inside
        return found


def _quartic_beyond(off: Floats, first: Floats, last: Floats) -> Floats:
    """The part of the kernel beyond an edge `off` away, from `first` to `last` along it; all in bandwidths."""
    far = np.sqrt(np.maximum(0, 1 - off * off))

    def to(x: Floats) -> Floats:
        x = np.clip(x, -far, far)
        d2, x2 = off * off, x * x
        smooth = 3 - 3 * (d2 + x2 / 3) + d2 * d2 + 2 / 3 * d2 * x2 + x2 * x2 / 5
        return np.asarray(np.arctan2(x, off) - off * x * smooth)

    return np.asarray((to(last) - to(first)) / (2 * np.pi))


def _gaussian_beyond(off: Floats, first: Floats, last: Floats) -> Floats:
    """The same for the gaussian kernel."""
    from scipy.special import owens_t

    some = off > 0
    apart = np.where(some, off, 1.0)
    return np.where(some, owens_t(apart, last / apart) - owens_t(apart, first / apart), 0.0)
