"""
Squares of the British National Grid: equal areas with a reference that people can find on a map.

Positions are eastings and northings in metres (EPSG:27700); turning longitude and latitude into them is the caller's.
Source: Ordnance Survey, A guide to coordinate systems in Great Britain. See docs/methods/squares.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.neighbours import Neighbours

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

SIZES = (100, 250, 500, 1000)
WIDTH, HEIGHT = 700_000, 1_300_000  # metres: the extent of the National Grid
_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # no I


@dataclass(frozen=True)
class Squares:
    """
    All squares of one size, in metres: 100, 250, 500 or 1000 (250 unless told).

    A square is known by a whole number, its `id`: row from the south × squares in a row + column from the west.
    Ids of different sizes are unrelated. A point on an edge belongs to the square north and east of it.

    >>> squares = Squares()
    >>> ids = squares.containing([460_100, 460_240], [452_010, 452_260])
    >>> [squares.reference(id) for id in ids]
    ['SE 6000 5200', 'SE 6000 5225']
    >>> squares.centres(ids).tolist()
    [[460125.0, 452125.0], [460125.0, 452375.0]]
    """

    size: int = 250

    def __post_init__(self) -> None:
        if self.size not in SIZES:
            raise ValueError(f"squares have sides of {', '.join(map(str, SIZES))} metres, not {self.size}")

    @property
    def in_a_row(self) -> int:
        return WIDTH // self.size

    @property
    def square_km(self) -> float:
        """The area of one square."""
        return self.size * self.size / 1_000_000

    def containing(self, easting: ArrayLike, northing: ArrayLike) -> Whole:
        """
        The id of the square that each point lies in.

        Raises ValueError where a point is missing or outside the National Grid (0–700 km east, 0–1,300 km north).
        """
        east, north = np.asarray(easting, dtype=float), np.asarray(northing, dtype=float)
        if not np.all((east >= 0) & (east < WIDTH) & (north >= 0) & (north < HEIGHT)):
            raise ValueError("a point is missing or outside the National Grid")
        rows, columns = np.floor_divide(north, self.size), np.floor_divide(east, self.size)
        return np.asarray(rows * self.in_a_row + columns).astype(np.int64)

    def south_west(self, ids: ArrayLike) -> Floats:
        """Easting and northing of each square's south-west corner: [n, 2]."""
        number = np.asarray(ids, dtype=np.int64)
        return np.column_stack([number % self.in_a_row, number // self.in_a_row]).astype(float) * self.size

    def centres(self, ids: ArrayLike) -> Floats:
        """Easting and northing of each square's middle: [n, 2]."""
        return self.south_west(ids) + self.size / 2

    def corners(self, ids: ArrayLike) -> Floats:
        """Easting and northing of each square's corners, anticlockwise from the south-west: [n, 4, 2]."""
        steps = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * self.size
        return np.asarray(self.south_west(ids)[:, None, :] + steps)

    def neighbours(self, ids: ArrayLike) -> Neighbours:
        """
        Which of the given squares touch, along a side or at a corner; positions refer to the order given.

        Squares that were not given are nobody's neighbours. Raises ValueError for a square given twice.

        >>> Squares(1000).neighbours([0, 1, 700, 5]).counts.tolist()
        [2, 2, 2, 0]
        """
        number = np.asarray(ids, dtype=np.int64)
        order = np.argsort(number)
        ordered = number[order]
        if len(ordered) and (np.diff(ordered) == 0).any():
            raise ValueError("a square is given twice")
        first, second = [], []
        column = ordered % self.in_a_row
        for east, north in ((1, 0), (-1, 1), (0, 1), (1, 1)):  # the other four are these, seen from the other side
            inside = (column + east >= 0) & (column + east < self.in_a_row)
            wanted = ordered + north * self.in_a_row + east
            place = np.minimum(np.searchsorted(ordered, wanted), max(len(ordered) - 1, 0))
            there = np.flatnonzero(inside & (ordered[place] == wanted)) if len(ordered) else np.array([], dtype=int)
            first.append(order[there])
            second.append(order[place[there]])
        return Neighbours.from_pairs(len(number), np.concatenate(first), np.concatenate(second))

    def reference(self, id: int) -> str:
        """
        The National Grid reference of the square's south-west corner, as fine as the size needs.

        1 km: "SE 60 52"; 500 and 100 m: "SE 600 520"; 250 m: "SE 6000 5200".
        """
        row, column = divmod(int(id), self.in_a_row)
        east, north = column * self.size, row * self.size
        if id < 0 or north >= HEIGHT:
            raise ValueError(f"there is no square {id}")
        letters = _letters(east // 100_000, north // 100_000)
        digits = {1000: 2, 500: 3, 250: 4, 100: 3}[self.size]
        unit = 10 ** (5 - digits)
        return f"{letters} {east % 100_000 // unit:0{digits}d} {north % 100_000 // unit:0{digits}d}"


def _letters(east: int, north: int) -> str:
    """The two letters of a 100 km square, counted from the grid's false origin: 5 × 5 squares of 5 × 5 squares."""
    from_west, from_north = east + 10, 19 - north
    large = from_north // 5 * 5 + from_west // 5
    small = from_north % 5 * 5 + from_west % 5
    return _LETTERS[large] + _LETTERS[small]
