"""Which weightings of criteria are allowed, and draws from all of them alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
PILOT = 4_096
FEWEST_ACCEPTED = 0.005
CHAINS = 2_000  # of hit-and-run
ROUNDINGS, STEPS, APART = 5, 60, 40


class NoSuchWeights(ValueError):
    """The ranges and orders asked for leave no weighting at all."""


@dataclass(frozen=True)
class Weightings:
    """
    What may be said of the weights of `criteria` criteria, which are 0 or more and add up to 1.

    `low`, `high`: the least and most each may have (equal: a stated weight). `order`: pairs (i, j): criterion i weighs
    at least as much as j. With neither, every weighting is allowed.

    Raises ValueError for bounds that no weight can have: not one for each criterion, not a number, under 0, over 1,
    or a least above its most. Bounds that each are possible and together leave nothing raise NoSuchWeights in `draw`.
    """

    criteria: int
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    order: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if self.criteria < 1:
            raise ValueError("There is at least one criterion to weigh")
        for name, bounds in (("least", self.low), ("most", self.high)):
            if bounds and len(bounds) != self.criteria:
                raise ValueError(f"{len(bounds)} bounds for {self.criteria} criteria: each has one {name}")
            for at, bound in enumerate(bounds, start=1):
                if not 0.0 <= bound <= 1.0:  # nor is NaN
                    raise ValueError(f"A weight is from 0 to 1: the {name} of criterion {at} is {bound:g}")
        low, high = self.low or (0.0,) * self.criteria, self.high or (1.0,) * self.criteria
        for at, (least, most) in enumerate(zip(low, high, strict=True), start=1):
            if least > most + 1e-12:
                raise ValueError(f"Criterion {at} would weigh at least {least:g} and at most {most:g}")

    @property
    def ends(self) -> tuple[FloatArray, FloatArray]:
        low = np.array(self.low or [0.0] * self.criteria, dtype=np.float64)
        high = np.array(self.high or [1.0] * self.criteria, dtype=np.float64)
        return low, high

    def draw(self, draws: int, random: np.random.Generator) -> FloatArray:
        """
        Weightings [draws, criteria], each allowed one as likely as any other.

        By plain rejection, from the simplex, from the ranges, or from the simplex sorted into the orders asked for,
        whichever keeps most. Where each keeps under 1 in 200: hit-and-run (Smith 1984, Operations Research 32), its
        directions fitted to the region. Raises NoSuchWeights, and ValueError for orders that go round in a circle.

        >>> drawn = Weightings(3, order=((0, 1), (1, 2))).draw(1000, np.random.default_rng(1))
        >>> drawn.shape, bool((drawn[:, 0] >= drawn[:, 1]).all()), bool(abs(drawn.sum(axis=1) - 1).max() < 1e-9)
        ((1000, 3), True, True)
        """
        low, high = self._checked()
        free = np.flatnonzero(high - low > 1e-12)
        left = 1.0 - float(low[np.setdiff1d(np.arange(self.criteria), free)].sum())
        if len(free) <= 1:
            only = low.copy()
            only[free] = left
            if not self.allows(only[None, :])[0]:
                raise NoSuchWeights("No weighting keeps to these ranges and orders")
            return np.repeat(only[None, :], draws, axis=0)
        proposals: list[Callable[[int], FloatArray]] = [
            partial(self._from_simplex, random, free, left, low),
            partial(self._from_ranges, random, free, left, low, high),
            partial(self._from_chains, random, free, left, low),
        ]
        kept = [float(self.allows(propose(PILOT)).mean()) for propose in proposals]
        best = int(np.argmax(kept))
        if kept[best] < FEWEST_ACCEPTED:
            return self._hit_and_run(draws, random, free, low)
        found: list[FloatArray] = []
        have = 0
        while have < draws:
            batch = proposals[best](PILOT * 4)
            batch = batch[self.allows(batch)]
            found.append(batch)
            have += len(batch)
        return np.concatenate(found)[:draws]

    def allows(self, weights: FloatArray) -> NDArray[np.bool_]:
        """Which of the weightings [draws, criteria] keep to the ranges and orders."""
        low, high = self.ends
        fine = np.all((weights >= low - 1e-12) & (weights <= high + 1e-12), axis=1)
        for more, less in self.order:
            fine &= weights[:, more] >= weights[:, less] - 1e-12
        return np.asarray(fine)

    def _checked(self) -> tuple[FloatArray, FloatArray]:
        low, high = self.ends
        if any(not 0 <= at < self.criteria for pair in self.order for at in pair):
            raise ValueError("An order is of criteria that there are")
        if _circular(self.order):
            raise ValueError("These orders go round in a circle")
        if low.sum() > 1 + 1e-9 or high.sum() < 1 - 1e-9:
            raise NoSuchWeights("No weighting keeps to these ranges")
        return low, high

    def _from_simplex(
        self, random: np.random.Generator, free: NDArray[np.intp], left: float, low: FloatArray, count: int
    ) -> FloatArray:
        found = np.repeat(low[None, :], count, axis=0)
        spare = left - float(low[free].sum())
        drawn = random.exponential(size=(count, len(free)))
        found[:, free] += spare * drawn / drawn.sum(axis=1, keepdims=True)
        return found

    def _from_ranges(
        self, random: np.random.Generator, free: NDArray[np.intp], left: float,
        low: FloatArray, high: FloatArray, count: int,
    ) -> FloatArray:  # fmt: skip
        """All but the widest from their ranges; the widest takes what is left (its own range is checked later)."""
        widest = free[np.argmax((high - low)[free])]
        others = free[free != widest]
        found = np.repeat(low[None, :], count, axis=0)
        found[:, others] = random.uniform(low[others], high[others], size=(count, len(others)))
        found[:, widest] = left - found[:, others].sum(axis=1)
        return found

    def _from_chains(
        self, random: np.random.Generator, free: NDArray[np.intp], left: float, low: FloatArray, count: int
    ) -> FloatArray:
        """Even over the simplex, then sorted along chains of the order: even over what those chains allow."""
        found = np.repeat(low[None, :], count, axis=0)
        drawn = random.exponential(size=(count, len(free)))
        found[:, free] = left * drawn / drawn.sum(axis=1, keepdims=True)
        for chain in _chains(self.order, set(free.tolist())):
            found[:, chain] = -np.sort(-found[:, chain], axis=1)
        return found

    def _hit_and_run(
        self, draws: int, random: np.random.Generator, free: NDArray[np.intp], low: FloatArray
    ) -> FloatArray:
        rows, limits = self._halfspaces()
        start = _inner_point(rows, limits, self.criteria, free, low)
        at = np.repeat(start[None, :], CHAINS, axis=0)
        # Any fixed set of directions leaves every point as likely; those shaped like the region get about quickest.
        shape = np.eye(len(free)) - 1.0 / len(free)
        for _ in range(ROUNDINGS):
            at = _walk(at, shape, free, rows, limits, STEPS, random)
            values, vectors = np.linalg.eigh(np.cov(at[:, free].T))
            shape = np.sqrt(np.maximum(values, 0.0))[:, None] * vectors.T
        found = []
        for _ in range(-(-draws // CHAINS)):
            at = _walk(at, shape, free, rows, limits, APART, random)
            found.append(at)
        return np.concatenate(found)[:draws]

    def _halfspaces(self) -> tuple[FloatArray, FloatArray]:
        """Rows and limits of `rows @ weights <= limits`."""
        low, high = self.ends
        one = np.eye(self.criteria)
        orders = [one[less] - one[more] for more, less in self.order]
        return np.vstack([one, -one, *orders]), np.concatenate([high, -low, np.zeros(len(orders))])


def _walk(
    at: FloatArray, shape: FloatArray, free: NDArray[np.intp], rows: FloatArray, limits: FloatArray,
    steps: int, random: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Each point `steps` times to an even place on a line through it, as far as the limits let the line go."""
    for _ in range(steps):
        way = np.zeros_like(at)
        way[:, free] = random.normal(size=(len(at), len(shape))) @ shape
        way[:, free] -= way[:, free].mean(axis=1, keepdims=True)
        slope, room = way @ rows.T, np.maximum(limits - at @ rows.T, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = room / slope
        ahead = np.min(np.where(slope > 1e-14, reach, np.inf), axis=1)
        behind = np.max(np.where(slope < -1e-14, reach, -np.inf), axis=1)
        at = at + random.uniform(behind, ahead)[:, None] * way
    return at


def _chains(order: tuple[tuple[int, int], ...], among: set[int]) -> list[list[int]]:
    """Chains that share no criterion, each as long as can be from where it starts."""
    after: dict[int, list[int]] = {at: [] for at in among}
    for more, less in order:
        if more in among and less in among:
            after[more].append(less)

    def longest(at: int, used: set[int]) -> list[int]:
        tails = [longest(then, used) for then in after[at] if then not in used]
        return [at, *max(tails, key=len, default=[])]

    used: set[int] = set()
    chains = []
    while among - used:
        chain = max((longest(at, used) for at in sorted(among - used)), key=len)
        if len(chain) < 2:
            break
        chains.append(chain)
        used |= set(chain)
    return chains


def _circular(order: tuple[tuple[int, int], ...]) -> bool:
    left = set(order)
    while True:
        less = {low for _, low in left}
        kept = {pair for pair in left if pair[0] in less}
        if kept == left:
            return bool(left)
        left = kept


def _inner_point(
    rows: FloatArray, limits: FloatArray, criteria: int, free: NDArray[np.intp], low: FloatArray
) -> FloatArray:
    """The allowed weighting furthest from every limit that can be kept away from."""
    from scipy.optimize import linprog

    moves = np.abs(rows[:, free]).sum(axis=1) > 0
    bounds = [(0.0, 1.0) if at in free else (low[at], low[at]) for at in range(criteria)]
    solved = linprog(
        np.append(np.zeros(criteria), -1.0),
        A_ub=np.column_stack([rows[moves], np.ones(int(moves.sum()))]),
        b_ub=limits[moves],
        A_eq=np.append(np.ones(criteria), 0.0)[None, :],
        b_eq=[1.0],
        bounds=[*bounds, (0.0, 1.0)],
    )
    if solved.status != 0 or solved.x[-1] <= 1e-9:
        raise NoSuchWeights("No weighting, or only a single line of them, keeps to these ranges and orders")
    return np.asarray(solved.x[:-1])


def around(weights: Sequence[float], change: float) -> Weightings:
    """
    Every weighting in which each criterion is within `change` (0.2: a fifth) of its stated weight.

    >>> around([0.5, 0.3, 0.2], 0.2).low
    (0.4, 0.24, 0.16)
    """
    given = np.array(weights, dtype=np.float64)
    if np.any(given < 0) or given.sum() <= 0 or not 0 <= change < 1:
        raise ValueError("Weights are 0 or more, and a change is from 0 to under 1")
    given = given / given.sum()
    low, high = np.round(given * (1 - change), 12), np.round(np.minimum(given * (1 + change), 1.0), 12)
    return Weightings(len(given), tuple(low.tolist()), tuple(high.tolist()))
