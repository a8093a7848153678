"""Hiding small numbers in several tables at once, where the tables share people: margins, hierarchies, editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.linked_search import Numbers, search

Members = NDArray[np.int64]
Hidden = NDArray[np.bool_]


@dataclass(frozen=True)
class Together:
    """
    What to hide of k numbers that are counted from the same n parts; True is hidden.

    `small`: hidden for its own sake; the rest of `hidden` guards it. `low`, `high`: the values that must stay possible
    for each small number (as wide as if every number were hidden, within 1 to threshold - 1); elsewhere the number's
    own. `already_out`: small or withheld numbers that what was published before gives away, or narrows, by itself:
    hiding cannot mend that.
    """

    hidden: Hidden
    small: Hidden
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    already_out: Hidden
    threshold: int


def margins(shape: Sequence[int], *kept: int) -> list[Members]:
    """
    The members of each number of a margin: of a block of parts, the sums over every axis that is not `kept`.

    In the order of the kept axes, the last running fastest; none kept is the grand total.

    >>> [one.tolist() for one in margins((2, 3), 0)], [one.tolist() for one in margins((2, 3))]
    ([[0, 1, 2], [3, 4, 5]], [[0, 1, 2, 3, 4, 5]])
    """
    parts = np.moveaxis(np.arange(prod(shape)).reshape(shape), kept, range(len(kept)))
    return list(parts.reshape(prod(shape[axis] for axis in kept), -1))


def grouped(members: Sequence[Members], groups: Sequence[object]) -> list[Members]:
    """
    Numbers that add up others: one for each group, in the order in which groups first come. For hierarchies.

    >>> wards = grouped(margins((3, 2), 0), ["East", "West", "East"])
    >>> [one.tolist() for one in wards]
    [[0, 1, 4, 5], [2, 3]]
    """
    found: dict[object, list[Members]] = {}
    for one, group in zip(members, groups, strict=True):
        found.setdefault(group, []).append(np.asarray(one, dtype=np.int64))
    return [np.concatenate(parts) for parts in found.values()]


def small_differences(parts: ArrayLike, numbers: Sequence[ArrayLike], *, threshold: int = 5) -> list[Members]:
    """
    What lies between two numbers of which one holds the other, where that is small and is no number itself.

    Subtracting gives it away although nobody printed it: 20 in the district and 18 in the district without the village
    are 2 in the village. Give these to `suppress_together` among the numbers, and print them nowhere.

    >>> [one.tolist() for one in small_differences([9, 9, 2], [[0, 1, 2], [0, 1]])]
    [[2]]
    """
    counts = np.asarray(parts)
    sets = [frozenset(np.asarray(one, dtype=np.int64).tolist()) for one in numbers]
    known, found = set(sets), dict[frozenset[int], Members]()
    for larger in sets:
        for smaller in sets:
            between = larger - smaller
            if smaller < larger and between not in known and between not in found:
                members = np.array(sorted(between), dtype=np.int64)
                if 0 < counts[members].sum() < threshold:
                    found[between] = members
    return list(found.values())


def suppress_together(
    parts: ArrayLike,
    numbers: Sequence[ArrayLike],
    *,
    threshold: int = 5,
    shown: Sequence[int] = (),
    withheld: Sequence[int] = (),
) -> Together:
    """
    What to hide of numbers that leave together, so that no small one can be worked out from all the others.

    `parts` [n]: counts that nobody outside sees, 0 or more, such as one for each ward, type and year. `numbers`: of
    each number that leaves, the positions of the parts it adds up (see `margins`, `grouped`). `shown`, `withheld`:
    positions of numbers that an earlier edition showed, or hid; the one cannot be taken back, and the other stays
    hidden. Where an earlier edition counted something else for the same place and time, that is a part of its own.

    Small numbers (1 to threshold - 1) are hidden; then others, until a reader who knows every number shown, what each
    adds up, the rule, and which of the finest hidden numbers are small, still finds the values `low` and `high` of
    each small number possible in whole tables. Noughts are always shown. Numbers that add up the same are one number.
    Cheap and finely cut numbers go first, totals last; nothing is hidden that could be spared; not proved the least.
    Raises ValueError for parts that are no counts, members out of range or given twice, and a threshold under 3.

    Source: Cox (1980), JASA 75, 377-385; Fischetti & Salazar (2001), Management Science 47, 1008-1027; Willenborg & de
    Waal (2001), Elements of Statistical Disclosure Control, chapter 6, for linked tables.

    >>> wards_by_type, types_by_year = margins((2, 2, 2), 0, 1), margins((2, 2, 2), 1, 2)
    >>> counts = [3, 20, 31, 40, 25, 30, 22, 28]  # ward, type, year
    >>> found = suppress_together(counts, [*wards_by_type, *types_by_year])
    >>> found.hidden.any()
    np.False_
    >>> found = suppress_together(counts, [*margins((2, 2, 2), 0, 1, 2), *wards_by_type, *types_by_year])
    >>> found.hidden.astype(int).tolist()[:8], found.hidden[8:].any()
    ([1, 1, 0, 0, 1, 1, 0, 0], np.False_)
    """
    counts = np.asarray(parts)
    if counts.ndim != 1 or not np.issubdtype(counts.dtype, np.number):
        raise ValueError("Parts come as one list of counts")
    if not np.all(np.isfinite(counts)) or np.any(counts < 0) or np.any(counts != np.floor(counts)):
        raise ValueError("Counts are whole numbers, 0 or more, and not missing")
    if threshold < 3:
        raise ValueError(f"A threshold of {threshold} would itself say what is hidden: it is 3 or more")
    members = [np.asarray(one, dtype=np.int64).ravel() for one in numbers]
    for one in members:
        if one.size and (one.min() < 0 or one.max() >= counts.size or np.unique(one).size != one.size):
            raise ValueError("A number adds up parts that there are, each once")
    before = np.zeros(len(members), dtype=bool)
    kept = np.zeros(len(members), dtype=bool)
    before[list(shown)] = True
    kept[list(withheld)] = True
    merged = Numbers.of(counts.astype(np.int64), members, before, kept, threshold)
    found = search(merged, threshold)
    value = np.array([counts[one].sum() for one in members], dtype=np.int64)
    hidden, low, high, out = value < 0, value.copy(), value.copy(), value < 0
    some = merged.row >= 0
    at = merged.row[some]
    hidden[some], out[some] = found.hidden[at], found.already_out[at]
    small = hidden & (value > 0) & (value < threshold)
    low[some], high[some] = found.low[at], found.high[at]
    low, high = np.where(small, low, value), np.where(small, high, value)
    return Together(hidden, small, low, high, out & (hidden | before), threshold)
