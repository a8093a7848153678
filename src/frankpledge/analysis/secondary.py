"""
The search behind suppression: which numbers to hide so that the small ones cannot be worked out.

A table with its totals is a network: every row and every column is a junction, every number a pipe between its row
and its column, and moving some numbers without changing any row or column sum is a flow that goes round. A small
number is guarded when a flow through hidden numbers alone can take it to every value that the rule allows.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Hidden = NDArray[np.bool_]
Step = tuple[int, int, int]  # row, column, +1 from row to column or -1 back

_FREE = 2**40  # more than any count: nothing limits how high a hidden number may be
_SHOWN_AT_NO_COST = 1e-9  # the shorter of two free ways round is taken, so that fewer guards are leant on


@dataclass(frozen=True)
class Target:
    """A number at [row, column] that must be able to move by `move` (up or down) from what it is."""

    row: int
    column: int
    move: int


@dataclass
class Search:
    """
    Hides what guards every target, in the order given, then shows again whatever can be spared.

    `whole` [r + 1, c + 1]: counts with totals in the last row and column. `published`: False for totals not shown.
    """

    whole: Counts
    published: Hidden
    threshold: int
    small: Hidden = field(init=False)  # hidden for its own sake
    hide: Hidden = field(init=False)

    def __post_init__(self) -> None:
        self.small = self.published & (self.whole > 0) & (self.whole < self.threshold)
        self.hide = self.small | ~self.published
        cells = (self.whole.shape[0] - 1) * (self.whole.shape[1] - 1)
        # A number costs 1 to 2, the larger the dearer; any number of cells is cheaper than one total.
        self._cost = 1.0 + np.log1p(self.whole) / np.log1p(max(int(self.whole[-1, -1]), 1))
        self._cost[-1, :-1] *= 2.0 * cells
        self._cost[:-1, -1] *= 2.0 * cells
        self._cost[-1, -1] *= 4.0 * cells * sum(self.whole.shape)
        # Totals count against the cells they add up.
        self._sign = np.ones(self.whole.shape, dtype=np.int64)
        self._sign[-1, :-1] = self._sign[:-1, -1] = -1
        self._low = np.where(self.published, 1, 0)
        self._high = np.full(self.whole.shape, _FREE)
        # A reader may know which cells are small. Whether a hidden total is small cannot be told.
        self._high[:-1, :-1][self.small[:-1, :-1]] = self.threshold - 1
        self._closed = (self.whole == 0) & self.published
        self._plus = self._sign > 0
        self._places = np.arange(self.whole.shape[0]), np.arange(self.whole.shape[1])
        self._witness: dict[Target, Counts] = {}

    @property
    def cost(self) -> float:
        return float(self._cost[self.hide & self.published].sum())

    def targets(self) -> list[Target]:
        """What each small number must be able to become: 1 and threshold - 1 for a cell, what its cells allow for a total."""
        found = []
        parts = self._parts()
        for row, column in np.argwhere(self.small):
            count = int(self.whole[row, column])
            for end in (int(parts[row, column]), self.threshold - 1):
                if end != count:
                    found.append(Target(int(row), int(column), end - count))
        return found

    def run(self, targets: list[Target]) -> None:
        for target in targets:
            moved = self._guard(target, hiding=True)
            if moved is None:
                raise ArithmeticError(f"Nothing guards the number in row {target.row}, column {target.column}")
            self._witness[target] = moved
        self._spare()

    def _parts(self) -> Counts:
        """The least each number can be: 1, or for a total the number of cells, each at least 1, that it adds up."""
        some = (self.whole[:-1, :-1] > 0).astype(np.int64)
        parts = np.ones(self.whole.shape, dtype=np.int64)
        parts[:-1, -1], parts[-1, :-1], parts[-1, -1] = some.sum(axis=1), some.sum(axis=0), some.sum()
        return parts

    def _spare(self) -> None:
        """Show again, dearest first, each guard that no target needs."""
        guards = np.argwhere(self.hide & self.published & ~self.small)
        for row, column in sorted(guards.tolist(), key=lambda at: -self._cost[at[0], at[1]]):
            self.hide[row, column] = False
            leaning = [t for t, moved in self._witness.items() if moved[row, column] != self.whole[row, column]]
            others: dict[Target, Counts] = {}
            for target in leaning:
                moved = self._guard(target, hiding=False)
                if moved is None:
                    self.hide[row, column] = True
                    break
                others[target] = moved
            else:
                self._witness.update(others)

    def _guard(self, target: Target, *, hiding: bool) -> Counts | None:
        """
        The table with the target moved and every sum as it was, or None where there is none.

        Moves hidden numbers only; with `hiding`, numbers that are shown too, at a cost, and hides those it moved.
        """
        values = self.whole.copy()
        forward = self._sign[target.row, target.column] * np.sign(target.move) > 0
        left = abs(target.move)
        while left:
            way = self._cheapest(values, target, forward=bool(forward), left=left, hiding=hiding)
            if way is None:
                return None
            pushed = min(left, *(self._room(values, step) for step in way))
            for row, column, direction in way:
                values[row, column] += direction * self._sign[row, column] * pushed
                self.hide[row, column] = True
            left -= pushed
        values[target.row, target.column] += target.move
        return values

    def _cheapest(self, values: Counts, target: Target, *, forward: bool, left: int, hiding: bool) -> list[Step] | None:
        """The cheapest way round: one that carries all that is left, unless one that carries some is far cheaper."""
        some = self._way(values, target, forward=forward, least=1, hiding=hiding)
        if some is None or some[0] < 1.0 or left == 1:
            return None if some is None else some[1]
        every = self._way(values, target, forward=forward, least=left, hiding=hiding)
        return some[1] if every is None or some[0] < every[0] / 2.0 else every[1]

    def _way(
        self, values: Counts, target: Target, *, forward: bool, least: int, hiding: bool
    ) -> tuple[float, list[Step]] | None:
        """Cost and steps of the cheapest way from the target's far end back to its near end, not through itself."""
        rises, falls = self._high - values < least, values - self._low < least  # too little room to rise, to fall
        closed = self._closed.copy() if hiding else self._closed | ~self.hide
        closed[target.row, target.column] = True
        price = np.where(self.hide, _SHOWN_AT_NO_COST, self._cost)
        out = np.where(closed | np.where(self._plus, rises, falls), np.inf, price)  # from row to column
        back = np.where(closed | np.where(self._plus, falls, rises), np.inf, price)  # from column to row
        at_row, at_column = self._places
        rows, columns = np.full(len(values), np.inf), np.full(values.shape[1], np.inf)
        if forward:
            columns[target.column] = 0.0
        else:
            rows[target.row] = 0.0
        from_row = np.full(values.shape[1], -1)
        from_column = np.full(len(values), -1)
        while True:
            reached = rows[:, None] + out
            by = reached.argmin(axis=0)
            cheapest = reached[by, at_column]
            nearer = cheapest < columns
            if changed := bool(nearer.any()):
                from_row[nearer] = by[nearer]
                columns[nearer] = cheapest[nearer]
            reached = columns[None, :] + back
            by = reached.argmin(axis=1)
            cheapest = reached[at_row, by]
            closer = cheapest < rows
            if closer.any():
                from_column[closer] = by[closer]
                rows[closer] = cheapest[closer]
            elif not changed:
                break
        cost = float(rows[target.row] if forward else columns[target.column])
        if np.isinf(cost):
            return None
        return cost, self._steps(target, forward, from_row, from_column)

    @staticmethod
    def _steps(
        target: Target, forward: bool, from_row: NDArray[np.int64], from_column: NDArray[np.int64]
    ) -> list[Step]:
        steps: list[Step] = []
        row, column, at_row = target.row, target.column, forward
        while True:
            if at_row:
                column = int(from_column[row])
                steps.append((row, column, -1))
                if forward and column == target.column:
                    return steps
            else:
                row = int(from_row[column])
                steps.append((row, column, 1))
                if not forward and row == target.row:
                    return steps
            at_row = not at_row

    def _room(self, values: Counts, step: Step) -> int:
        row, column, direction = step
        rises = direction * self._sign[row, column] > 0
        return int(
            self._high[row, column] - values[row, column] if rises else values[row, column] - self._low[row, column]
        )


def search(whole: Counts, published: Hidden, threshold: int) -> tuple[Hidden, Hidden]:
    """The hidden and the small numbers of a table with its totals: the cheapest found in several orders of search."""
    targets = Search(whole, published, threshold).targets()
    shuffle = np.random.default_rng(0).permutation  # seeded: the same table is always hidden in the same way
    # Larger tables have so many small numbers that they guard each other whatever the order.
    orders = [targets] + [[targets[i] for i in shuffle(len(targets))] for _ in range(1500 // (len(targets) + 50))]
    found = []
    for order in orders:
        one = Search(whole, published, threshold)
        one.run(order)
        found.append(one)
        if not (one.hide & one.published & ~one.small).any():
            break  # the small ones guard each other: no order hides less
    best = min(found, key=lambda one: one.cost)
    return best.hide, best.small
