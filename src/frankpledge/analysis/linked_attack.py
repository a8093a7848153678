"""
The attack on numbers that left together: what a reader who has all of them, and all earlier editions, can work out.

It shares no code with the search that hides, and so is the proof of it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.disclosure import Bounds
from frankpledge.analysis.linked import Together

Hidden = NDArray[np.bool_]
Floats = NDArray[np.float64]
PRIME = 2**31 - 1  # equations are solved in whole numbers modulo this: no rounding can hide a solution


def possible_values(
    parts: ArrayLike,
    numbers: Sequence[ArrayLike],
    found: Together,
    *,
    whole: bool = False,
    only: ArrayLike | None = None,
) -> Bounds:
    """
    The least and greatest value that each hidden number can have, for a reader of all that is shown; [k] each.

    Two linear programmes for each hidden number: parts are 0 or more, each number shown is what it is, no nought is
    hidden, and of the finest hidden numbers the reader knows which are small. `whole`: parts are whole numbers, as they
    are; narrower than or equal to the other, and slower. `only` [k]: attack these alone; for the others the answer is
    their value. Raises ValueError where `found` is of other numbers.

    >>> from frankpledge.analysis.linked import margins, suppress_together
    >>> numbers = [*margins((2, 2), 0, 1), *margins((2, 2), 0)]
    >>> found = possible_values([3, 20, 15, 9], numbers, suppress_together([3, 20, 15, 9], numbers))
    >>> found.low.tolist(), found.high.tolist()
    ([1.0, 19.0, 15.0, 9.0, 23.0, 24.0], [4.0, 22.0, 15.0, 9.0, 23.0, 24.0])
    """
    from scipy.optimize import Bounds as Limits
    from scipy.optimize import LinearConstraint, milp

    table, value = _table(parts, numbers, found)
    least, most = _known(table, value, found)
    low, high = value.astype(float), value.astype(float)
    wanted = found.hidden if only is None else found.hidden & np.asarray(only, dtype=bool)
    for number in np.flatnonzero(wanted).tolist():
        for way, ends in ((1.0, low), (-1.0, high)):
            answer = milp(
                way * table[number],
                integrality=np.full(table.shape[1], int(whole)),
                bounds=Limits(0.0, np.inf),
                constraints=LinearConstraint(table, least, most),
            )
            if answer.status == 0:
                # The solver's own slack is a millionth; whole answers are whole.
                ends[number] = round(way * answer.fun) if whole else round(way * answer.fun, 6)
            elif way < 0 and _endless(table, least, most, number):
                ends[number] = np.inf
            else:
                raise ArithmeticError(f"The programme did not finish: {answer.message}")
    return Bounds(low, high)


def differenced(parts: ArrayLike, numbers: Sequence[ArrayLike], found: Together) -> Hidden:
    """
    Which hidden numbers follow from those shown by adding and subtracting alone, however many it takes; [k].

    The differences of nested areas, of overlapping periods and of editions are all of this kind.

    >>> from dataclasses import replace
    >>> from frankpledge.analysis.linked import suppress_together
    >>> district, all_but_one_ward, ward = [0, 1, 2], [0, 1], [2]
    >>> numbers, counts = [district, all_but_one_ward, ward], [20, 31, 3]
    >>> alone = replace(suppress_together(counts, numbers), hidden=np.array([False, False, True]))
    >>> differenced(counts, numbers, alone).tolist()
    [False, False, True]
    """
    table, value = _table(parts, numbers, found)
    shown = ~found.hidden
    # A nought says that each of its parts is 0.
    nought = table[shown & (value == 0)].sum(axis=0) > 0
    left = table[:, ~nought].astype(np.int64)
    reduced, pivots = _echelon(left[shown])
    out = np.zeros(len(value), dtype=bool)
    for number in np.flatnonzero(found.hidden):
        row = left[number].copy()
        for at, pivot in enumerate(pivots):
            if row[pivot]:
                row = (row - row[pivot] * reduced[at]) % PRIME
        out[number] = not row.any()
    return out


def recovered(parts: ArrayLike, numbers: Sequence[ArrayLike], found: Together, *, whole: bool = False) -> Hidden:
    """
    Which hidden numbers a reader can work out, or find nearer than `found` promises; [k]. None, after `suppress_together`.

    What earlier publications had given away by themselves (`found.already_out`) is not counted: see there.

    >>> from frankpledge.analysis.linked import margins, suppress_together
    >>> numbers, counts = [*margins((2, 2), 0, 1), *margins((2, 2), 0)], [3, 20, 15, 9]
    >>> bool(recovered(counts, numbers, suppress_together(counts, numbers)).any())
    False
    """
    bounds = possible_values(parts, numbers, found, whole=whole)
    pinned = bounds.low == bounds.high
    narrowed = found.small & ((bounds.low > found.low) | (bounds.high < found.high))
    return np.asarray(found.hidden & (pinned | narrowed | differenced(parts, numbers, found)) & ~found.already_out)


def _table(
    parts: ArrayLike, numbers: Sequence[ArrayLike], found: Together
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    counts = np.asarray(parts, dtype=np.int64)
    if len(numbers) != len(found.hidden):
        raise ValueError("The numbers and the suppression are not of the same tables")
    table = np.zeros((len(numbers), counts.size), dtype=np.int64)
    for number, members in enumerate(numbers):
        table[number, np.asarray(members, dtype=np.int64)] = 1
    return table, table @ counts


def _known(table: NDArray[np.int64], value: NDArray[np.int64], found: Together) -> tuple[Floats, Floats]:
    """What a reader knows of each number, before any working out."""
    shown = ~found.hidden
    nought = table[shown & (value == 0)].sum(axis=0) > 0
    least = np.where(shown, value, 1).astype(float)
    most = np.where(shown, value, np.inf)
    left = table[:, ~nought]
    size = left.sum(axis=1)
    common = left @ left.T
    for number in np.flatnonzero(found.hidden):
        smaller = (size < size[number]) & (size > 0)
        if np.any(smaller & (common[number] == size)):
            continue
        if value[number] < found.threshold:
            most[number] = found.threshold - 1
        else:
            least[number] = found.threshold
    if np.any(found.hidden & (value == 0)):
        least[found.hidden] = 0.0
    return least, most


def _endless(table: NDArray[np.int64], least: Floats, most: Floats, number: int) -> bool:
    """Whether nothing limits a number from above: some way of adding to it moves nothing that has an upper end."""
    from scipy.optimize import linprog

    limited = np.isfinite(most)
    answer = linprog(
        -table[number].astype(float), A_eq=table[limited] if limited.any() else None,
        b_eq=np.zeros(int(limited.sum())) if limited.any() else None, bounds=(0.0, 1.0),
    )  # fmt: skip
    return bool(answer.status == 0 and answer.fun < -1e-9)


def _echelon(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[int]]:
    """Rows reduced modulo a prime, and the column in which each has its leading 1."""
    left = rows.copy() % PRIME
    pivots: list[int] = []
    for column in range(left.shape[1]):
        at = len(pivots)
        candidates = np.flatnonzero(left[at:, column])
        if not candidates.size:
            continue
        chosen = at + int(candidates[0])
        left[[at, chosen]] = left[[chosen, at]]
        left[at] = left[at] * pow(int(left[at, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(left[:, column])
        others = others[others != at]
        left[others] = (left[others] - left[others, column][:, None] * left[at][None, :]) % PRIME
        pivots.append(column)
    return left[: len(pivots)], pivots
