"""Which places touch which: lists of neighbours, packed one after another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Neighbours:
    """
    The neighbours of n places, without the places themselves.

    The neighbours of place i are `members[starts[i]:starts[i + 1]]`, as positions 0 to n − 1; `starts` has n + 1
    whole numbers (the compressed sparse row form that scipy calls indptr and indices).

    >>> row = Neighbours.from_pairs(3, [0, 1], [1, 2])
    >>> row.of(1).tolist(), row.counts.tolist()
    ([0, 2], [1, 2, 1])
    """

    starts: Whole
    members: Whole

    @classmethod
    def from_pairs(cls, places: int, first: ArrayLike, second: ArrayLike) -> "Neighbours":
        """
        From pairs that touch, each named once or twice and in any order; a place is never its own neighbour.

        Raises ValueError for a position outside 0 to `places` − 1.
        """
        a, b = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
        if a.shape != b.shape or (a.size and (min(a.min(), b.min()) < 0 or max(a.max(), b.max()) >= places)):
            raise ValueError(f"neighbours come in pairs of positions from 0 to {places - 1}")
        both = np.unique(np.concatenate([a * places + b, b * places + a])[np.concatenate([a != b, a != b])])
        starts = np.searchsorted(both, np.arange(places + 1) * places)
        return cls(starts.astype(np.int64), both % places if places else both)

    @property
    def counts(self) -> Whole:
        """How many neighbours each place has."""
        return np.diff(self.starts)

    def of(self, place: int) -> Whole:
        """The neighbours of one place, in order."""
        return self.members[self.starts[place] : self.starts[place + 1]]

    def sums(self, values: ArrayLike) -> NDArray[np.float64]:
        """The sum of `values` (one for each place) over each place's neighbours; 0 where there are none."""
        running = np.concatenate([[0.0], np.cumsum(np.asarray(values, dtype=float)[self.members])])
        return np.asarray(running[self.starts[1:]] - running[self.starts[:-1]])
