"""What partners' numbers are made of: counts by LSOA, category and month, in this version of the data and in older ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.linked import suppress_together
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd

THRESHOLD = 5  # counts under this are hidden in restricted data; a nought is shown
HIDDEN = -1


@dataclass(frozen=True)
class Block:
    """One version of the data: what it counts for each LSOA, category and month; what has no row counts 0."""

    categories: tuple[str, ...]
    counts: dict[tuple[str, str, int], int]

    @classmethod
    def of(cls, rows: "pd.DataFrame") -> "Block":
        """From month_ix, lsoa, category, n."""
        keys = zip(rows["lsoa"], rows["category"], rows["month_ix"], rows["n"], strict=True)
        counts = {(str(lsoa), str(category), int(month)): int(n) for lsoa, category, month, n in keys}
        return cls(tuple(sorted({category for _, category, _ in counts})), counts)


class Leaving:
    """
    Numbers that leave together, each a sum over LSOAs, categories and months of one version of the data.

    A part is a count for an LSOA, a category and a month. Where two versions count it alike it is one part, and where
    the sender has corrected it, it is two: see `analysis.linked`.
    """

    def __init__(self, block: Block) -> None:
        self._now = block
        self._part: dict[tuple[str, str, int, int], int] = {}
        self._numbers: list[NDArray[np.int64]] = []
        self._shown: list[int] = []
        self._withheld: list[int] = []
        self._asked = 0

    def add(self, lsoas: Sequence[str], categories: Sequence[str], months: Sequence[Month]) -> None:
        """A number that would leave now. All of these are added before any that was published."""
        self._numbers.append(self._members(self._now, lsoas, categories, months))
        self._asked += 1

    def add_published(
        self, block: Block, lsoas: Sequence[str], categories: Sequence[str], months: Sequence[Month], *, shown: bool
    ) -> None:
        """A number that an edition published before showed, or hid, as its version of the data counts it."""
        (self._shown if shown else self._withheld).append(len(self._numbers))
        self._numbers.append(self._members(block, lsoas, categories, months))

    def values(self, threshold: int | None) -> tuple[NDArray[np.int64], bool]:
        """
        The numbers that leave now, in the order added, `HIDDEN` where they may not; all of them without a threshold.

        And whether one of them is given away by what was published before.
        """
        parts = np.array([key[-1] for key in self._part], dtype=np.int64)
        values = np.array([parts[one].sum() for one in self._numbers[: self._asked]], dtype=np.int64)
        if threshold is None or not self._numbers:
            return values, False
        found = suppress_together(
            parts, self._numbers, threshold=threshold, shown=self._shown, withheld=self._withheld
        )  # fmt: skip
        hidden = found.hidden[: self._asked]
        return np.where(hidden, HIDDEN, values), bool(found.already_out[: self._asked].any())

    def _members(
        self, block: Block, lsoas: Sequence[str], categories: Sequence[str], months: Sequence[Month]
    ) -> NDArray[np.int64]:
        found = []
        for lsoa in lsoas:
            for category in categories:
                for month in months:
                    key = (lsoa, category, month.index)
                    found.append(self._part.setdefault((*key, block.counts.get(key, 0)), len(self._part)))
        return np.array(found, dtype=np.int64)
