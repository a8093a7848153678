"""Weights that make those who answered look like those who live here: raking, and what the weights cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
MOST_MARGINS = 3
ROUNDS_OF_TRIMMING = 100


@dataclass(frozen=True)
class Fit:
    """One category of one margin: its percent of the population, of the answers, and of the answers once weighted."""

    margin: str
    category: str
    answers: int
    population_percent: float
    answers_percent: float
    weighted_percent: float

    @property
    def off(self) -> float:
        """By how many percentage points the weighted share misses that of the population."""
        return self.weighted_percent - self.population_percent


@dataclass(frozen=True)
class Raking:
    """
    `weights` [n], mean 1, none over the limit; how well they fit, and what could not be done.

    `fits`: every category that was weighted to. Percentages are of those whose category is known on that margin, and
    of the population without its empty categories. `empty`: (margin, category, percent of the population) where
    nobody answered: no weight can speak for them. `unplaced`: (margin, category, answers) that the population has no
    figure for. `missing`: margin to answers without a category. `trimmed`: answers held at the limit. `converged`:
    every margin is met to the tolerance with no weight over the limit.
    """

    weights: FloatArray
    fits: tuple[Fit, ...]
    empty: tuple[tuple[str, str, float], ...]
    unplaced: tuple[tuple[str, str, int], ...]
    missing: Mapping[str, int]
    trimmed: int
    converged: bool
    rounds: int

    @property
    def worst(self) -> float:
        """The largest miss of any category, in percentage points."""
        return max((abs(fit.off) for fit in self.fits), default=0.0)

    @property
    def design_effect(self) -> float:
        return design_effect(self.weights)

    @property
    def effective_n(self) -> float:
        return effective_n(self.weights)


def design_effect(weights: ArrayLike) -> float:
    """
    Kish's design effect of weights: how many times larger the variance is than with equal weights, 1 or more.

    n Σw² / (Σw)². Of weighting alone: answers that come in lumps (a household, a class) cost extra. NaN for none.

    Source: Kish (1965), Survey Sampling, section 11.7; Kish (1992), Journal of Official Statistics 8, 183-200.

    >>> design_effect([1, 1, 1, 1]), round(design_effect([1, 1, 1, 5]), 3)
    (1.0, 1.75)
    """
    w = _weights(weights)
    return float(len(w) * np.sum(w**2) / np.sum(w) ** 2) if w.sum() > 0 else float("nan")


def effective_n(weights: ArrayLike) -> float:
    """
    How many equally weighted answers would be as sure: (Σw)² / Σw²; 0 for none.

    >>> round(effective_n([1, 1, 1, 5]), 3)
    2.286
    """
    w = _weights(weights)
    return float(np.sum(w) ** 2 / np.sum(w**2)) if w.sum() > 0 else 0.0


def rake(
    answers: Mapping[str, Sequence[str | None]],
    population: Mapping[str, Mapping[str, float]],
    *,
    limit: float = 5.0,
    tolerance: float = 1e-6,
    rounds: int = 500,
    start: ArrayLike | None = None,
) -> Raking:
    """
    Weights under which every margin of the answers has the population's shares.

    `answers`: margin ("age") to the category of each of the n who answered, None where not known. `population`: the
    same margins, category to people (any scale). At most three margins. `limit`: the largest weight, as a ratio to
    the mean; heavier ones are cut to it and the margins raked again, until both hold or it is plain that they cannot.
    `tolerance`: in shares. `start`: weights to begin from (chances of selection), else equal.

    Rules: those whose category is not known, or has no figure in the population, keep together the share of the
    answers that they have (on that margin), and the known ones share out the rest. A category of the population from
    which nobody answered is named in `empty`, and the others take its place. Raises ValueError for more than three
    margins, lists of different length, no answers, or a margin with no category in common with the population.

    Source: Deming & Stephan (1940), Annals of Mathematical Statistics 11, 427-444; Battaglia et al. (2009), Survey
    Practice 2(5), on trimming and raking again.

    >>> found = rake({"sex": ["f", "f", "f", "m"]}, {"sex": {"f": 50, "m": 50}})
    >>> found.weights.round(3).tolist(), found.converged, round(found.design_effect, 3)
    ([0.667, 0.667, 0.667, 2.0], True, 1.333)
    """
    if not 1 <= len(answers) <= MOST_MARGINS or set(answers) != set(population):
        raise ValueError(f"Raking takes 1 to {MOST_MARGINS} margins, the same of the answers and of the population")
    if not limit > 1.0:
        raise ValueError(f"No weights can all be under {limit} times their mean")
    n = len(next(iter(answers.values())))
    if n == 0 or any(len(given) != n for given in answers.values()):
        raise ValueError("Each margin needs one category, or None, for each answer")
    margins = [_Margin.of(name, answers[name], population[name]) for name in answers]
    w = np.ones(n) if start is None else _weights(start)
    if w.shape != (n,) or not np.all(w > 0):
        raise ValueError("Each answer needs one weight over 0 to start from")
    w, used, settled = _raked(w * n / w.sum(), margins, tolerance, rounds)
    for _ in range(ROUNDS_OF_TRIMMING):
        if w.max() <= limit * (1 + 1e-9):
            break
        before = w
        w, more, settled = _raked(held(w, limit), margins, tolerance, rounds)
        used += more
        if np.allclose(w, before, rtol=0, atol=1e-9):
            break
    w = held(w, limit)
    fits = tuple(fit for margin in margins for fit in margin.fits(w))
    return Raking(
        weights=w,
        fits=fits,
        empty=tuple(one for margin in margins for one in margin.empty),
        unplaced=tuple(one for margin in margins for one in margin.unplaced),
        missing={margin.name: margin.missing for margin in margins},
        trimmed=int(np.sum(w >= limit * (1 - 1e-6))),
        converged=settled and max(margin.miss(w) for margin in margins) <= 10 * tolerance,
        rounds=used,
    )


def held(weights: ArrayLike, limit: float) -> FloatArray:
    """
    The weights with none over `limit` times their mean: what is cut goes to the others in proportion. Mean 1.

    >>> held([1, 1, 1, 1, 1, 7], 3).round(3).tolist()
    [0.6, 0.6, 0.6, 0.6, 0.6, 3.0]
    """
    w = _weights(weights)
    w *= len(w) / w.sum()
    over = np.zeros(len(w), dtype=bool)
    while np.any(w[~over] > limit * (1 + 1e-12)):
        over |= w > limit
        w[over] = limit
        w[~over] *= (len(w) - limit * over.sum()) / w[~over].sum()
    return w


@dataclass(frozen=True)
class _Margin:
    """One margin, ready: the group of each answer and the share each group is to have; groups past `known` keep theirs."""

    name: str
    categories: tuple[str, ...]
    group: NDArray[np.int64]
    wanted: FloatArray
    empty: tuple[tuple[str, str, float], ...]
    unplaced: tuple[tuple[str, str, int], ...]
    missing: int

    @classmethod
    def of(cls, name: str, given: Sequence[str | None], people: Mapping[str, float]) -> "_Margin":
        sizes = {category: float(size) for category, size in people.items()}
        if any(not np.isfinite(size) or size < 0 for size in sizes.values()):
            raise ValueError(f"The population by {name} is 0 or more in each category")
        counts: dict[str, int] = {}
        for category in given:
            if category is not None:
                counts[category] = counts.get(category, 0) + 1
        known = tuple(category for category, size in sizes.items() if size > 0 and category in counts)
        if not known:
            raise ValueError(f"No answer has a category of the population by {name}")
        total, placed = sum(sizes.values()), sum(sizes[category] for category in known)
        place = {category: at for at, category in enumerate(known)}
        group = np.array([len(known) if one is None else place.get(one, len(known)) for one in given], dtype=np.int64)
        others = float(np.mean(group == len(known)))
        wanted = np.array([sizes[category] / placed * (1.0 - others) for category in known] + [others])
        return cls(
            name=name,
            categories=known,
            group=group,
            wanted=wanted,
            empty=tuple(
                (name, category, 100.0 * size / total)
                for category, size in sizes.items()
                if size > 0 and category not in counts
            ),
            unplaced=tuple((name, category, count) for category, count in counts.items() if category not in place),
            missing=sum(one is None for one in given),
        )

    def shares(self, w: FloatArray) -> FloatArray:
        return np.asarray(np.bincount(self.group, weights=w, minlength=len(self.wanted)) / w.sum())

    def miss(self, w: FloatArray) -> float:
        return float(np.max(np.abs(self.shares(w) - self.wanted)))

    def fits(self, w: FloatArray) -> list[Fit]:
        known = len(self.categories)
        shares, plain = self.shares(w)[:known], self.shares(np.ones(len(w)))[:known]
        counts = np.bincount(self.group, minlength=known + 1)
        wanted = self.wanted[:known]
        return [
            Fit(
                self.name,
                category,
                int(counts[at]),
                100.0 * wanted[at] / wanted.sum(),
                100.0 * plain[at] / plain.sum(),
                100.0 * shares[at] / shares.sum(),
            )
            for at, category in enumerate(self.categories)
        ]


def _raked(w: FloatArray, margins: list[_Margin], tolerance: float, rounds: int) -> tuple[FloatArray, int, bool]:
    for used in range(1, rounds + 1):
        for margin in margins:
            shares = margin.shares(w)
            w = w * np.divide(margin.wanted, shares, out=np.ones_like(shares), where=shares > 0)[margin.group]
        if max(margin.miss(w) for margin in margins) <= tolerance:
            return w * len(w) / w.sum(), used, True
    return w * len(w) / w.sum(), rounds, False


def _weights(weights: ArrayLike) -> FloatArray:
    w = np.array(weights, dtype=np.float64)
    if w.ndim != 1 or not np.all(np.isfinite(w)) or np.any(w < 0):
        raise ValueError("Weights are 0 or more, one for each answer")
    return w
