"""
The search behind `linked`: which of several linked numbers to hide so that the small ones cannot be worked out.

A *witness* is a whole table of parts that agrees with every number shown, and in which a small number has another
value: as long as there is one for each end of its range, nobody can rule these values out. Witnesses are sought by
integer programmes, the numbers shown that they disturb most cheaply are hidden, and what no witness needs is shown again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Hidden = NDArray[np.bool_]
Floats = NDArray[np.float64]
Target = tuple[int, int]  # a number, and the value that it must be able to have

ROUNDS = 6  # of looking for witnesses that serve many targets at once
SMALL_SEARCH = 20  # targets: up to this several orders are tried, and the cheapest outcome kept
ORDERS = 3


@dataclass(frozen=True)
class Numbers:
    """
    The distinct numbers other than 0. `row`: where each given number went; -1 for a nought, which is always shown.

    `members` [rows, parts] is sparse, of 0 and 1; parts that are known to be 0 are gone, and parts that only ever come
    together are one. `finest`: no other number lies wholly inside. `inside`: how many do.
    """

    row: Counts
    members: Any
    value: Counts
    before: Hidden
    kept: Hidden
    finest: Hidden
    inside: Counts
    low: Counts  # what a hidden one is at least
    high: Floats  # and at most

    @classmethod
    def of(cls, parts: Counts, members: Sequence[Counts], before: Hidden, kept: Hidden, threshold: int) -> "Numbers":
        from scipy.sparse import csr_array

        value = np.array([parts[one].sum() for one in members], dtype=np.int64)
        nought = np.zeros(len(parts), dtype=bool)
        for number in np.flatnonzero(value == 0).tolist():
            nought[members[number]] = True
        some: list[int] = np.flatnonzero(value > 0).tolist()
        holders: dict[int, list[int]] = {}
        for number in some:
            for part in members[number][~nought[members[number]]].tolist():
                holders.setdefault(part, []).append(number)
        column_of: dict[tuple[int, ...], int] = {}
        sets: dict[int, list[int]] = {number: [] for number in some}
        for pattern in holders.values():
            key = tuple(pattern)
            if key not in column_of:
                column_of[key] = len(column_of)
                for number in key:
                    sets[number].append(column_of[key])
        row_of: dict[tuple[int, ...], int] = {}
        row = np.full(len(members), -1, dtype=np.int64)
        for number in some:
            row[number] = row_of.setdefault(tuple(sorted(sets[number])), len(row_of))
        sizes = [len(one) for one in row_of]
        matrix = csr_array(
            (
                np.ones(sum(sizes)),
                (np.repeat(np.arange(len(row_of)), sizes), [part for one in row_of for part in one]),
            ),
            shape=(len(row_of), len(column_of)),
        )
        merged = np.zeros(len(row_of), dtype=np.int64)
        out, stays = np.zeros(len(row_of), dtype=bool), np.zeros(len(row_of), dtype=bool)
        for number in some:
            merged[row[number]] = value[number]
            out[row[number]] |= before[number]
            stays[row[number]] |= kept[number]
        size = np.array(sizes, dtype=np.int64)
        within = ((matrix @ matrix.T).toarray() == size[None, :]) & (size[None, :] < size[:, None])
        inside = within.sum(axis=1)
        small = merged < threshold
        finest = inside == 0
        return cls(
            row=row,
            members=matrix,
            value=merged,
            before=out,
            kept=stays & ~out,
            finest=finest,
            inside=inside,
            # A reader may know which of the finest are small, so the others are known not to be.
            low=np.where(finest & ~small, threshold, 1),
            high=np.where(finest & small, threshold - 1.0, np.inf),
        )


@dataclass(frozen=True)
class Hiding:
    """The outcome, by row of `Numbers`."""

    hidden: Hidden
    low: Counts
    high: Counts
    already_out: Hidden
    cost: float


def search(numbers: Numbers, threshold: int) -> Hiding:
    """Hide, in several orders where there are few targets, and keep the cheapest outcome."""
    if numbers.value.size == 0:
        nothing = np.zeros(0, dtype=np.int64)
        return Hiding(nothing > 0, nothing, nothing, nothing > 0, 0.0)
    first = Search(numbers, threshold)
    targets = first.targets()
    orders = [targets]
    if 1 < len(targets) <= SMALL_SEARCH:
        shuffle = np.random.default_rng(0).permutation  # seeded: the same tables are always hidden in the same way
        orders += [[targets[i] for i in shuffle(len(targets))] for _ in range(ORDERS - 1)]
    found = [first.run(orders[0])]
    for order in orders[1:]:
        found.append(Search(numbers, threshold, ends=(first.low, first.high, first.already_out)).run(order))
    return min(found, key=lambda one: one.cost)


class Search:
    """One search. `hide` is what is hidden by now; `_pool` [witnesses, rows] the values of the numbers in each."""

    def __init__(self, numbers: Numbers, threshold: int, ends: tuple[Counts, Counts, Hidden] | None = None) -> None:
        self.numbers = numbers
        self.small = (numbers.value < threshold) & ~numbers.before
        self.hide = self.small | numbers.kept
        largest = np.log1p(max(int(numbers.value.max()), 1))
        # Every number costs 1 to 2, the larger the dearer, and times what it adds up: totals go last.
        self.price = (1.0 + np.log1p(numbers.value) / largest) * (1.0 + 2.0 * numbers.inside)
        self._pool = np.zeros((0, numbers.value.size), dtype=np.int64)
        self._random = np.random.default_rng(0)
        self.low, self.high, self.already_out = ends or self._ends(threshold)

    def targets(self) -> list[Target]:
        """Both ends of each small number, and any other value for what an earlier edition withheld."""
        value = self.numbers.value
        return [
            (int(row), int(end))
            for row in np.flatnonzero(self.hide)
            for end in (self.low[row], self.high[row])
            if end != value[row]
        ]

    def run(self, targets: list[Target]) -> Hiding:
        self._together(targets, self.hide)
        for target in targets:
            if not self._met([target])[0]:
                witness = self._disturbing(target)
                self.hide |= witness != self.numbers.value
                self._pool = np.vstack([self._pool, witness])
        self._spare(targets)
        cost = float(self.price[self.hide & ~self.small].sum())
        return Hiding(self.hide, self.low, self.high, self.already_out, cost)

    def _spare(self, targets: list[Target]) -> None:
        """Show again, dearest first, each guard that no target needs."""
        guards = np.flatnonzero(self.hide & ~self.small & ~self.numbers.kept)
        for guard in guards[np.argsort(-self.price[guards], kind="stable")]:
            self.hide[guard] = False
            lost = [target for target, met in zip(targets, self._met(targets), strict=True) if not met]
            if lost:
                self._together(lost, self.hide, rounds=1)
            for target in lost:
                if self._met([target])[0]:
                    continue
                witness = self._agreeing(target, self.hide)
                if witness is None:
                    self.hide[guard] = True
                    break
                self._pool = np.vstack([self._pool, witness])

    def _met(self, targets: Sequence[Target]) -> list[bool]:
        """For which targets some witness agrees with all that is shown."""
        seen = ~self.hide
        valid = self._pool[(self._pool[:, seen] == self.numbers.value[seen]).all(axis=1)]
        return [bool((valid[:, row] == end).any()) for row, end in targets]

    def _ends(self, threshold: int) -> tuple[Counts, Counts, Hidden]:
        """As far as each hidden number could move if every number but those published before were hidden."""
        numbers, value = self.numbers, self.numbers.value
        low, high, out = value.copy(), value.copy(), np.zeros(value.size, dtype=bool)
        everything = ~numbers.before
        small = np.flatnonzero(self.small).tolist()
        wanted = [(row, end) for row in small for end in (1, threshold - 1) if end != value[row]]
        self._together(wanted, everything)
        seen = ~everything
        valid = self._pool[(self._pool[:, seen] == value[seen]).all(axis=1)]
        for row, end in wanted:
            reached = end if (valid[:, row] == end).any() else self._furthest(row, end, everything)
            (low if end < value[row] else high)[row] = reached
        for row in np.flatnonzero(numbers.kept & ~self.small).tolist():
            for end in (int(value[row]) + 1, int(value[row]) - 1):
                if self._agreeing((row, end), everything) is not None:
                    (low if end < value[row] else high)[row] = end
                    break
        if numbers.before.any():
            # A total of several is narrower than 1 to threshold - 1 by nature; only what the past narrowed is out.
            out = self.hide & (low == high)
            narrow = np.flatnonzero(self.small & ((low > 1) | (high < threshold - 1)))
            nothing_shown = np.ones(value.size, dtype=bool)
            for row in narrow.tolist():
                ends = [self._furthest(row, end, nothing_shown) for end in (1, threshold - 1)]
                out[row] = ends != [int(low[row]), int(high[row])]
        small_before = numbers.before & (value < threshold)
        self._pool = self._pool[:0]
        return low, high, out | small_before

    def _together(self, targets: Sequence[Target], hide: Hidden, rounds: int = ROUNDS) -> None:
        """Look for witnesses that serve many targets at once, as long as each finds something new."""
        value = self.numbers.value
        served: set[Target] = set()
        for _ in range(rounds):
            waiting = [target for target in targets if target not in served]
            if not waiting:
                return
            low, high = self._limits(hide)
            weight = np.zeros(value.size)
            for at in self._random.permutation(len(waiting)):
                row, end = waiting[at]
                if weight[row] == 0:
                    weight[row] = 1.0 if end > value[row] else -1.0
                    (high if end > value[row] else low)[row] = end
            witness = self._solve(-weight, low, high)
            if witness is None:
                return
            new = {(row, end) for row, end in waiting if witness[row] == end}
            if not new:
                return
            served |= new
            self._pool = np.vstack([self._pool, witness])

    def _limits(self, hide: Hidden) -> tuple[Floats, Floats]:
        value = self.numbers.value.astype(float)
        return np.where(hide, self.numbers.low, value).astype(float), np.where(hide, self.numbers.high, value)

    def _agreeing(self, target: Target, hide: Hidden) -> Counts | None:
        """A whole table that meets the target and every number shown, or None where there is none."""
        low, high = self._limits(hide)
        low[target[0]] = high[target[0]] = target[1]
        return self._solve(np.zeros(low.size), low, high)

    def _furthest(self, row: int, end: int, hide: Hidden) -> int:
        """How near a number can come to `end`."""
        low, high = self._limits(hide)
        upward = end > self.numbers.value[row]
        if upward:
            high[row] = min(high[row], end)
        else:
            low[row] = max(low[row], end)
        weight = np.zeros(low.size)
        weight[row] = -1.0 if upward else 1.0
        witness = self._solve(weight, low, high)
        return int(self.numbers.value[row] if witness is None else witness[row])

    def _solve(self, weight: Floats, low: Floats, high: Floats) -> Counts | None:
        """The numbers of a table of whole parts within these limits that makes weight × numbers least."""
        from scipy.optimize import Bounds, LinearConstraint

        members = self.numbers.members
        parts = _whole(weight @ members, Bounds(0.0, np.inf), LinearConstraint(members, low, high), members.shape[1])
        return None if parts is None else _checked(members @ parts, low, high)

    def _disturbing(self, target: Target) -> Counts:
        """The table that meets the target and disturbs, by price, the least of what is shown."""
        from scipy.optimize import Bounds, LinearConstraint
        from scipy.sparse import eye_array, hstack

        numbers = self.numbers
        low, high = self._limits(self.hide)
        low[target[0]] = high[target[0]] = target[1]
        loose = np.flatnonzero(~self.hide & ~numbers.before & (np.arange(low.size) != target[0]))
        parts = numbers.members.shape[1]
        slack = eye_array(low.size, format="csc")[:, loose]
        room = (numbers.value - numbers.low)[loose].astype(float)
        found = _whole(
            np.concatenate([np.zeros(parts), self.price[loose], self.price[loose]]),
            Bounds(0.0, np.concatenate([np.full(parts + loose.size, np.inf), room])),
            LinearConstraint(hstack([numbers.members, -slack, slack], format="csr"), low, high),
            parts,
        )
        if found is None:
            raise ArithmeticError(f"Nothing guards the number {int(numbers.value[target[0]])}")
        changed = np.isin(np.arange(low.size), loose)
        least, most = np.where(changed, numbers.low, low), np.where(changed, numbers.high, high)
        return _checked(numbers.members @ found, least, most)


def _whole(cost: Floats, bounds: Any, constraint: Any, parts: int) -> Floats | None:
    """
    The cheapest answer whose first `parts` values are whole, or None where there is none.

    Without asking for whole numbers the corner found is nearly always whole (a single table is a network), and found
    in a third of the time; only where it is not are whole numbers asked for.
    """
    from scipy.optimize import milp

    for asked in (0, 1):
        integrality = np.concatenate([np.full(parts, asked), np.zeros(cost.size - parts, dtype=int)])
        answer = milp(cost, integrality=integrality, bounds=bounds, constraints=constraint)
        if answer.status == 2:
            return None
        if answer.status != 0:
            raise ArithmeticError(f"The programme did not finish: {answer.message}")
        found = np.rint(answer.x[:parts])
        if asked or np.abs(answer.x[:parts] - found).max(initial=0.0) < 1e-6:
            return np.asarray(found)
    return None


def _checked(values: Floats, low: Floats, high: Floats) -> Counts:
    """The solver works in floating point: what it found is only a witness if its whole numbers agree too."""
    if np.any(values < low) or np.any(values > high):
        raise ArithmeticError("The integer programme's answer is not whole")
    return np.asarray(np.rint(values), dtype=np.int64)
