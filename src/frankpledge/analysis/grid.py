"""Squares of the British National Grid: equal areas, the same every year."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # no I


def squares_of(positions: ArrayLike, size: int = 250) -> NDArray[np.int64]:
    """
    South-west corners [n, 2] of the squares of `size` metres that hold `positions` [n, 2] (easting, northing).

    >>> squares_of([[460123.4, 451999.9]], 250).tolist()
    [[460000, 451750]]
    """
    metres = np.asarray(positions, dtype=np.float64).reshape(-1, 2)
    return (np.floor(metres / size) * size).astype(np.int64)


def square_neighbours(corners: ArrayLike, size: int = 250) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    The up to eight squares that touch each, of those given, as CSR: those of square i are
    `lists[starts[i]:starts[i + 1]]`.

    >>> starts, lists = square_neighbours([[0, 0], [0, 250], [1000, 0]])
    >>> starts.tolist(), lists.tolist()
    ([0, 1, 2, 2], [1, 0])
    """
    cells = np.asarray(corners, dtype=np.int64).reshape(-1, 2) // size
    if not len(cells):
        return np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.int64)
    wide = np.int64(1 << 32)
    keys = cells[:, 0] * wide + cells[:, 1]
    order = np.argsort(keys, kind="stable")
    sorted_keys = keys[order]
    whose, which = [], []
    for east in (-1, 0, 1):
        for north in (-1, 0, 1):
            if east == north == 0:
                continue
            wanted = keys + east * wide + north
            at = np.minimum(np.searchsorted(sorted_keys, wanted), len(keys) - 1)
            found = np.flatnonzero(sorted_keys[at] == wanted)
            whose.append(found)
            which.append(order[at[found]])
    own, other = np.concatenate(whose), np.concatenate(which)
    by_own = np.lexsort((other, own))
    counted = np.bincount(own, minlength=len(cells))
    return np.concatenate([[0], np.cumsum(counted)]).astype(np.int64), other[by_own].astype(np.int64)


def square_name(corner: ArrayLike, size: int = 250) -> str:
    """
    The grid reference of a square's south-west corner, in as many figures as its size needs.

    >>> square_name([460250, 451750]), square_name([460000, 451000], 1000)
    ('SE 6025 5175', 'SE 60 51')
    """
    east, north = (int(value) for value in np.asarray(corner))
    column, row = east // 100_000, north // 100_000
    # The 500 km letters count from false origin V; each holds 25 squares of 100 km, A at its north-west.
    great = LETTERS[(17 - (row // 5) * 5) + column // 5]
    small = LETTERS[(4 - row % 5) * 5 + column % 5]
    digits = max(2, next(n for n in range(2, 6) if size % 10 ** (5 - n) == 0))
    unit = 10 ** (5 - digits)
    return f"{great}{small} {east % 100_000 // unit:0{digits}d} {north % 100_000 // unit:0{digits}d}"
