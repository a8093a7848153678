"""Hiding small counts, and whatever would give them away."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
SMALLEST_SHOWN = 5


def suppress(table: ArrayLike, *, threshold: int = SMALLEST_SHOWN) -> NDArray[np.bool_]:
    """
    Which cells of a table to hide, its totals included: [r + 1, c + 1] for `table` [r, c] of counts, the last row
    and column being the totals and the corner the grand total.

    Primary: counts from 1 to `threshold` - 1, totals too. Secondary: further cells, small ones first, until an
    attacker who knows the rule and every number shown cannot narrow a hidden small count to fewer values than the
    rule itself leaves. A zero is not hidden unless it is needed as cover.

    >>> suppress([[3, 10], [12, 20]]).tolist()
    [[True, True, False], [True, True, False], [False, False, False]]
    """
    inner = np.asarray(table, dtype=np.int64)
    if inner.ndim != 2 or (inner < 0).any():
        raise ValueError("suppression needs a table of counts of 0 or more")
    whole = np.block([[inner, inner.sum(1, keepdims=True)], [inner.sum(0, keepdims=True), inner.sum().reshape(1, 1)]])
    small = (whole > 0) & (whole < threshold)
    hidden = small.copy()
    for _ in range(whole.size):
        exposed = _exposed(whole, hidden, small, threshold)
        if exposed is None:
            return hidden
        cover = _cover(whole, hidden, exposed)
        if cover is None:
            return np.ones_like(hidden)
        hidden[cover] = True
    return hidden


def bounds(
    table: ArrayLike, hidden: ArrayLike, *, threshold: int = SMALLEST_SHOWN, cells: list[tuple[int, int]] | None = None
) -> dict[tuple[int, int], tuple[int, int]]:
    """
    What an attacker can know of each hidden cell: the lowest and highest whole number it can be, given all shown
    cells and totals, and that no count is negative. `table` has its totals, as `suppress` means them.

    Worked out by linear programmes (a table with totals is a network, so their ends are whole numbers).

    >>> bounds([[3, 10, 13], [12, 20, 32], [15, 30, 45]], [[True, False, False], [False] * 3, [False] * 3])
    {(0, 0): (3, 3)}
    """
    from scipy.optimize import linprog

    whole, mask = np.asarray(table, dtype=np.int64), np.asarray(hidden, dtype=bool)
    unknown = [(int(i), int(j)) for i, j in np.argwhere(mask)]
    at = {cell: number for number, cell in enumerate(unknown)}
    equations: list[FloatArray] = []
    right: list[float] = []
    rows, columns = whole.shape
    lines = [[(i, j, 1 if j < columns - 1 else -1) for j in range(columns)] for i in range(rows)]
    lines += [[(i, j, 1 if i < rows - 1 else -1) for i in range(rows)] for j in range(columns)]
    for line in lines:
        if not any((i, j) in at for i, j, _ in line):
            continue
        row: FloatArray = np.zeros(len(unknown))
        total = 0.0
        for i, j, sign in line:
            if (i, j) in at:
                row[at[i, j]] = sign
            else:
                total -= float(sign * whole[i, j])
        equations.append(row)
        right.append(total)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for cell in unknown if cells is None else cells:
        ends = []
        for way in (1.0, -1.0):
            aim = np.zeros(len(unknown))
            aim[at[cell]] = way
            answer = linprog(aim, A_eq=np.array(equations), b_eq=np.array(right), bounds=(0, None), method="highs")
            ends.append(way * answer.fun if answer.status == 0 else np.inf)
        found[cell] = (round(ends[0]), round(ends[1]) if np.isfinite(ends[1]) else int(whole.max()) * 10 + threshold)
    return found


def _exposed(
    whole: NDArray[np.int64], hidden: NDArray[np.bool_], small: NDArray[np.bool_], threshold: int
) -> tuple[int, int] | None:
    """A small count whose possible values are fewer than 1 to threshold - 1, or None where there is none."""
    cells = [(int(i), int(j)) for i, j in np.argwhere(small)]
    for cell in cells:
        alone = [hidden[cell[0]].sum() == 1, hidden[:, cell[1]].sum() == 1]
        if any(alone):  # its own line gives it away: no programme needed to see that
            return cell
    for cell, (low, high) in bounds(whole, hidden, threshold=threshold, cells=cells).items() if cells else []:
        if low > 1 or high < threshold - 1:
            return cell
    return None


def _cover(whole: NDArray[np.int64], hidden: NDArray[np.bool_], cell: tuple[int, int]) -> tuple[int, int] | None:
    """The next cell to hide: in a line of the exposed cell first, smallest count first, totals last."""
    i, j = cell
    last_row, last_column = whole.shape[0] - 1, whole.shape[1] - 1
    candidates: list[tuple[bool, bool, int, int, int]] = []
    for row in range(whole.shape[0]):
        for column in range(whole.shape[1]):
            if hidden[row, column]:
                continue
            # A line with one hidden cell besides this one protects nothing further off.
            near = (row == i and hidden[i].sum() == 1) or (column == j and hidden[:, j].sum() == 1)
            lonely = hidden[row].sum() + hidden[:, column].sum() > 0
            total = row == last_row or column == last_column
            value = int(whole[row, column])
            candidates.append((not near, not lonely, int(total) * 10**9 + (value or 10**6), row, column))
    if not candidates:
        return None
    _, _, _, row, column = min(candidates)
    return row, column
