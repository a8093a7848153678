"""Hiding small numbers of restricted data, and whatever else would give them away."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.secondary import search

Counts = NDArray[np.int64]
Hidden = NDArray[np.bool_]


@dataclass(frozen=True)
class Suppression:
    """
    What to hide in a table of r rows and c columns; True is hidden.

    `cells` [r, c], `row_totals` [r], `column_totals` [c] and `grand_total`. `primary` [r + 1, c + 1] marks what is
    hidden because it is small itself (the last row and column are the totals); the rest of what is hidden guards it.
    `published` [r + 1, c + 1] is False for totals that are not shown at all.
    """

    cells: Hidden
    row_totals: Hidden
    column_totals: Hidden
    grand_total: bool
    primary: Hidden
    published: Hidden
    threshold: int

    @property
    def whole(self) -> Hidden:
        """All of it as one [r + 1, c + 1] array: cells, then totals in the last row and column."""
        return _framed(self.cells, self.row_totals, self.column_totals, self.grand_total)

    @property
    def hidden(self) -> int:
        """How many of the numbers shown are hidden."""
        return int((self.whole & self.published).sum())


@dataclass(frozen=True)
class Bounds:
    """What a reader can work out of each number: not under `low`, not over `high` (inf: no limit), [r + 1, c + 1]."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]


def is_small(counts: ArrayLike, *, threshold: int = 5) -> Hidden:
    """
    Which counts are too small to publish: over 0 and under the threshold. None (0) is shown as none.

    >>> is_small([0, 1, 4, 5]).tolist()
    [False, True, True, False]
    """
    given = np.asarray(counts)
    return np.asarray((given > 0) & (given < threshold))


def suppress(
    table: ArrayLike,
    *,
    threshold: int = 5,
    row_totals: bool = True,
    column_totals: bool = True,
    grand_total: bool = True,
) -> Suppression:
    """
    What to hide of a table of counts so that no small number can be worked out.

    `table` [r, c]: whole counts, 0 or more; `threshold`: the smallest count that may be shown (5: 1 to 4 are hidden).
    The three options say which totals are published. Small cells and small totals are hidden first. Then the others
    that are needed, so that a reader who knows every number shown, the rule, and which cells were small, still finds
    every value from 1 to threshold - 1 possible for each small cell. Zeros are always shown. Totals are hidden only
    where no choice of cells will do. Few cells, and of those small ones, are hidden: a good choice, found by cheapest
    cycles and then pruned until nothing hidden can be spared; not proved the least. It guards this table alone:
    two tables that share numbers must be suppressed as one. Raises ValueError for anything but a table of counts.

    Source: Cox (1980), JASA 75, 377-385; Kelly, Golden & Assad (1992), Networks 22, 397-417.

    >>> hide = suppress([[20, 3, 12], [15, 9, 6], [30, 8, 40]])
    >>> hide.cells.astype(int).tolist(), hide.row_totals.any(), hide.column_totals.any()
    ([[0, 1, 1], [0, 1, 1], [0, 0, 0]], np.False_, np.False_)
    """
    cells = np.asarray(table)
    if cells.ndim != 2 or cells.size == 0:
        raise ValueError("A table has rows and columns")
    if not np.issubdtype(cells.dtype, np.number) or not np.all(np.isfinite(cells)) or np.any(cells < 0):
        raise ValueError("Counts are 0 or more, and not missing")
    if np.any(cells != np.floor(cells)):
        raise ValueError("Counts are whole numbers")
    if threshold < 3:
        raise ValueError(f"A threshold of {threshold} would itself say what is hidden: it is 3 or more")
    whole = framed(cells.astype(np.int64))
    published = np.ones(whole.shape, dtype=bool)
    published[:-1, -1], published[-1, :-1], published[-1, -1] = row_totals, column_totals, grand_total
    hide, small = search(whole, published, threshold)
    return Suppression(
        cells=hide[:-1, :-1],
        row_totals=hide[:-1, -1],
        column_totals=hide[-1, :-1],
        grand_total=bool(hide[-1, -1]),
        primary=small,
        published=published,
        threshold=threshold,
    )


def suppress_list(counts: ArrayLike, *, threshold: int = 5, total: bool = True) -> Hidden:
    """
    What to hide of a plain list of counts, whose total is published (or not). The total itself comes last.

    >>> suppress_list([3, 40, 12, 0]).tolist()
    [True, False, True, False, False]
    """
    found = suppress(np.asarray(counts)[None, :], threshold=threshold, column_totals=False, grand_total=False,
                     row_totals=total)  # fmt: skip
    return np.append(found.cells[0], found.row_totals[0])


def suppress_shares(part: ArrayLike, whole: ArrayLike, *, threshold: int = 5, total: bool = True) -> Suppression:
    """
    What to hide where shares are published: `part` of `whole` for each of r rows, and of all rows (`total`).

    98 of 100 gives away the 2 that are not, so the rest is guarded as a second column, and `cells[:, 0]` is the part,
    `cells[:, 1]` the rest, `row_totals` the whole. A share, like a rate, is hidden wherever one of its own numbers is:
    see `hidden_with`. Raises ValueError where a part is more than its whole.

    >>> suppress_shares([98, 40, 30], [100, 90, 75]).cells.tolist()
    [[True, True], [False, False], [True, True]]
    """
    parts, wholes = np.asarray(part), np.asarray(whole)
    if parts.shape != wholes.shape or parts.ndim != 1 or np.any(parts > wholes):
        raise ValueError("Each whole has one part, which is not more than it")
    return suppress(np.column_stack([parts, wholes - parts]), threshold=threshold, column_totals=total,
                    grand_total=total)  # fmt: skip


def hidden_with(*masks: ArrayLike) -> Hidden:
    """
    Where a number worked out from several (a share, rate or change) must be hidden: wherever any of them is.

    >>> hidden_with([True, False, False], [False, False, True]).tolist()
    [True, False, True]
    """
    return np.asarray(np.logical_or.reduce([np.asarray(mask, dtype=bool) for mask in masks]))


def apply(table: ArrayLike, suppression: Suppression) -> list[list[int | None]]:
    """
    The table with its totals in a last column and row: None is hidden, or a total that is not shown.

    >>> apply([[20, 3], [15, 9]], suppress([[20, 3], [15, 9]], row_totals=False, grand_total=False))
    [[20, None, None], [15, None, None], [35, 12, None]]
    """
    whole = framed(np.asarray(table, dtype=np.int64))
    shown = ~suppression.whole & suppression.published
    return [
        [int(count) if seen else None for count, seen in zip(counts, sees, strict=True)]
        for counts, sees in zip(whole, shown, strict=True)
    ]


def framed(table: ArrayLike) -> Counts:
    """A table with its row totals as a last column and its column totals as a last row.

    >>> framed([[1, 2], [3, 4]]).tolist()
    [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    """
    cells = np.asarray(table)
    return np.asarray(_framed(cells, cells.sum(axis=1), cells.sum(axis=0), cells.sum()))


def bounds(table: ArrayLike, suppression: Suppression) -> Bounds:
    """
    The attack: all that can be worked out of each number from those that are shown.

    Two linear programmes for each hidden number find its least and greatest possible value, given every number
    shown, that rows and columns add up, that small cells are 1 to threshold - 1, that no zero is hidden (so the
    others are at least 1), and that totals not shown are at least 0. Rows and columns make a network, so the ends
    are whole numbers and both can really be. It uses nothing of how `suppress` chose, and so is the proof of it.
    Raises ValueError where the table does not fit the suppression.

    Source: Fischetti & Salazar (2001), Management Science 47, 1008-1027.

    >>> table = [[20, 3, 12], [15, 9, 6], [30, 8, 40]]
    >>> found = bounds(table, suppress(table))
    >>> found.low[0, 1], found.high[0, 1]
    (np.float64(1.0), np.float64(4.0))
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    whole = framed(np.asarray(table, dtype=np.int64))
    hide, shown = suppression.whole, suppression.published
    if whole.shape != hide.shape:
        raise ValueError("The table and the suppression have different shapes")
    rows, columns = whole.shape
    number = np.arange(whole.size).reshape(whole.shape)
    sums = [*number, *number.T]  # each row and each column: its parts less its total are 0
    place = np.concatenate(sums)
    equation = np.repeat(np.arange(rows + columns), [len(one) for one in sums])
    sign = np.concatenate([np.append(np.ones(len(one) - 1), -1.0) for one in sums])
    system = csr_array((sign, (equation, place)), shape=(rows + columns, whole.size))

    small = suppression.primary & hide
    small[-1, :] = small[:, -1] = False  # whether a hidden total is small cannot be told
    least = 0.0 if np.any(hide & shown & (whole == 0)) else 1.0
    open_ended = hide | ~shown
    low = np.where(open_ended, np.where(shown, least, 0.0), whole).astype(float)
    high = np.where(open_ended, np.inf, whole).astype(float)
    low[small], high[small] = 1.0, suppression.threshold - 1.0
    limits = np.column_stack([low.ravel(), high.ravel()])
    for cell in np.flatnonzero(open_ended.ravel()):
        one = np.zeros(whole.size)
        one[cell] = 1.0
        ends = []
        for direction in (1.0, -1.0):
            answer = linprog(direction * one, A_eq=system, b_eq=np.zeros(rows + columns), bounds=limits)
            if answer.status not in (0, 3):  # 3: no upper end
                raise ArithmeticError(f"The linear programme did not finish: {answer.message}")
            ends.append(np.inf if answer.status == 3 else round(direction * answer.fun))
        low.flat[cell], high.flat[cell] = ends
    return Bounds(low, high)


def recoverable(table: ArrayLike, suppression: Suppression) -> Hidden:
    """
    Which hidden numbers a reader could work out, [r + 1, c + 1]: none, for what `suppress` chose.

    A number counts as worked out when only one value is left for it, and a small cell already when any value from 1
    to threshold - 1 is ruled out.

    >>> table = [[20, 3], [15, 9]]
    >>> bool(recoverable(table, suppress(table)).any())
    False
    """
    found = bounds(table, suppression)
    hide = suppression.whole & suppression.published
    small = suppression.primary.copy()
    small[-1, :] = small[:, -1] = False
    narrowed = small & ((found.low > 1) | (found.high < suppression.threshold - 1))
    return np.asarray(hide & (narrowed | (found.low == found.high)))


def _framed(
    cells: NDArray[Any], row_totals: NDArray[Any], column_totals: NDArray[Any], grand_total: Any
) -> NDArray[Any]:
    return np.block([[cells, row_totals[:, None]], [column_totals[None, :], np.array([[grand_total]])]])
