"""Ranks with ties, as a reader of the printed figures would give them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Ranked:
    """One issue in its place. `printed`: its value as published, by which ties are told. `tied`: others share the rank."""

    rank: int
    issue: str
    value: float
    printed: float
    tied: bool


def printed(values: ArrayLike, *, decimals: int = 0) -> NDArray[np.float64]:
    """
    Values as published: so many decimals, halves up. A hair under a half (2.4999999999, from division) counts as one.

    >>> printed([2.5, 3.49, 66.02]).tolist()
    [3.0, 3.0, 66.0]
    """
    scale = 10.0**decimals
    given = np.asarray(values, dtype=np.float64)
    return np.asarray(np.floor(given * scale + 0.5 + 1e-9) / scale)


def dense_ranks(values: ArrayLike, *, decimals: int | None = 0, highest_first: bool = True) -> NDArray[np.int64]:
    """
    Rank 1, 2, 2, 3 …: equal values share a rank, and the next rank follows on with no gap.

    `values` [n], or [m, n] for m rankings at once. Values are equal when they print alike at `decimals` (None: as they
    are): two issues that both read 62% are tied, whatever the third figure. A missing value (NaN) has rank 0.

    >>> dense_ranks([40.2, 62.1, 61.9, 12.0]).tolist()
    [2, 1, 1, 3]
    >>> dense_ranks([[1, 2, 2], [3, 3, 3]], highest_first=False).tolist()
    [[1, 2, 2], [1, 1, 1]]
    """
    given = np.asarray(values, dtype=np.float64)
    if given.ndim not in (1, 2):
        raise ValueError("Ranks are of one list, or of the rows of a table")
    rows = np.atleast_2d(given if decimals is None else printed(given, decimals=decimals))
    rows = -rows if highest_first else rows
    order = np.argsort(rows, axis=1, kind="stable")
    ordered = np.take_along_axis(rows, order, axis=1)
    steps = np.ones(rows.shape, dtype=np.int64)
    steps[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    ranks = np.empty_like(steps)
    np.put_along_axis(ranks, order, np.cumsum(steps, axis=1), axis=1)
    ranks[np.isnan(rows)] = 0
    return np.asarray(ranks.reshape(given.shape))


def ranking(issues: Sequence[str], values: ArrayLike, *, decimals: int = 0) -> tuple[Ranked, ...]:
    """
    Issues in order of their value, largest first, ties sharing a rank and in the order given; missing values left out.

    `values` [n], for example the percent who find each a very or fairly big problem. Raises ValueError where there is
    not one value for each issue.

    >>> [(one.rank, one.issue, one.tied) for one in ranking(["Noise", "Litter", "Drugs"], [40.3, 71.0, 39.9])]
    [(1, 'Litter', False), (2, 'Noise', True), (2, 'Drugs', True)]
    """
    given = np.asarray(values, dtype=np.float64)
    if given.shape != (len(issues),):
        raise ValueError("One value is needed for each issue")
    ranks, shown = dense_ranks(given, decimals=decimals), printed(given, decimals=decimals)
    found = [
        Ranked(int(rank), issue, float(value), float(as_printed), int(np.sum(ranks == rank)) > 1)
        for rank, issue, value, as_printed in zip(ranks, issues, given, shown, strict=True)
        if rank > 0
    ]
    return tuple(sorted(found, key=lambda one: one.rank))
