"""Answers by group: shares of each group with its base, and whether the groups differ beyond chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.disclosure import Suppression, suppress
from frankpledge.analysis.survey_share import NOBODY, NOT_A_SAMPLE, SurveyShare, newcombe, weighted_share

FEWEST_EXPECTED = 5.0
SHUFFLES = 9_999


@dataclass(frozen=True)
class ChanceTest:
    """`p` for no difference between groups, by `method`; `statistic` and `degrees` None where the test has none."""

    method: str
    p: float
    statistic: float | None = None
    degrees: int | None = None
    design_effect: float = 1.0


@dataclass(frozen=True)
class CrossTable:
    """
    A question's answers (rows) by group (columns).

    `counts` [r, c]: people. `bases` [c]: people of the group who answered. `percent` [r, c]: weighted, of the group;
    NaN for an empty base. `all_counts` [r], `all_percent` [r], `all_base`: of everybody who answered, those whose group
    is not known (`unknown_counts` [r]) among them. `test` is None where `no_test` says why.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: NDArray[np.int64]
    bases: NDArray[np.int64]
    percent: NDArray[np.float64]
    all_counts: NDArray[np.int64]
    all_percent: NDArray[np.float64]
    all_base: int
    unknown_counts: NDArray[np.int64]
    test: ChanceTest | None
    no_test: str


@dataclass(frozen=True)
class GroupDifference:
    """One group beside the others and everybody; `points`: the group less the others (never less the whole it is in)."""

    group: SurveyShare
    others: SurveyShare
    whole: SurveyShare
    points: float | None
    low: float | None
    high: float | None
    no_interval: str

    @property
    def could_be_chance(self) -> bool | None:
        """Whether the interval holds 0; None where there is no interval."""
        return None if self.low is None or self.high is None else self.low <= 0.0 <= self.high


def cross_tabulate(
    answers: Sequence[str | None],
    groups: Sequence[str | None],
    options: Sequence[str],
    columns: Sequence[str],
    *,
    sample: bool,
    weights: ArrayLike | None = None,
) -> CrossTable:
    """
    Answers by group, with the base of each group and a test of difference.

    `answers` [n]: None where not asked (routed past) or not answered: in no base. `groups` [n]: None where not known:
    in the totals alone. `options` and `columns` say what is shown, in which order. The test is made only of a
    `sample`: unweighted by chi-square; where a cell expects fewer than 5, by Fisher's exact test (2 by 2) or 9,999
    shuffles of the answers (seeded); weighted by Rao & Scott's first-order corrected chi-square, refused where a cell
    expects fewer than 5. Empty rows and columns take no part. Raises ValueError for an answer or group not listed.

    Source: Fisher (1922), JRSS 85, 87-94; Rao & Scott (1984), Annals of Statistics 12, 46-60.

    >>> table = cross_tabulate(["yes", "no", "yes", None], ["a", "a", None, "b"], ["yes", "no"], ["a", "b"], sample=False)
    >>> table.counts.tolist(), table.bases.tolist(), table.all_base, table.unknown_counts.tolist()
    ([[1, 0], [1, 0]], [2, 0], 3, [1, 0])
    """
    n = len(answers)
    w = np.ones(n) if weights is None else np.asarray(weights, dtype=np.float64)
    if len(groups) != n or w.shape != (n,) or not np.all(np.isfinite(w)) or np.any(w < 0):
        raise ValueError("Each of those who answered needs one group, or None, and one weight of 0 or more")
    row, column = _places(answers, options), _places(groups, columns)
    r, c = len(options), len(columns)
    asked = row >= 0
    at = row[asked] * (c + 1) + np.where(column[asked] >= 0, column[asked], c)
    counts = np.bincount(at, minlength=r * (c + 1)).reshape(r, c + 1)
    weighed = np.bincount(at, weights=w[asked], minlength=r * (c + 1)).reshape(r, c + 1)
    test, reason = None, "" if sample else NOT_A_SAMPLE
    if sample:
        placed = asked & (column >= 0)
        test, reason = _tested(row[placed], column[placed], None if weights is None else w[placed], n)
    return CrossTable(
        rows=tuple(options),
        columns=tuple(columns),
        counts=counts[:, :c],
        bases=counts[:, :c].sum(axis=0),
        percent=_percent(weighed[:, :c]),
        all_counts=counts.sum(axis=1),
        all_percent=_percent(weighed.sum(axis=1)[:, None])[:, 0],
        all_base=int(asked.sum()),
        unknown_counts=counts[:, c],
        test=test,
        no_test=reason,
    )


def group_difference(
    gave: ArrayLike,
    in_group: ArrayLike,
    *,
    sample: bool,
    asked: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    level: float = 0.95,
) -> GroupDifference:
    """
    The share of a group that gave an answer, beside that of everybody else who was asked.

    `gave`, `in_group`, `asked` [n]: yes or no. The difference is from the others: set against a whole that holds the
    group itself it looks smaller than it is. Interval (Newcombe's) only for a sample.

    >>> found = group_difference([1] * 38 + [0] * 62 + [1] * 552 + [0] * 348, [1] * 100 + [0] * 900, sample=True)
    >>> found.group.percent, found.whole.percent, round(found.points, 1), found.could_be_chance
    (38.0, 59.0, -23.3, False)
    """
    inside = np.asarray(in_group, dtype=bool)
    who = np.ones(inside.shape, dtype=bool) if asked is None else np.asarray(asked, dtype=bool)
    group, others, whole = (
        weighted_share(gave, sample=sample, asked=part, weights=weights, level=level)
        for part in (who & inside, who & ~inside, who)
    )
    points, low, high = newcombe(others, group)
    return GroupDifference(group, others, whole, points, low, high, group.no_interval or others.no_interval)


def hide_small(table: CrossTable, *, threshold: int = 5) -> Suppression:
    """
    What to hide of a cross-table so that no answer given by 1 to `threshold` - 1 people can be worked out.

    A percent and its base give away a count, so hide both. The cells are those of the table with one more column, those
    whose group is not known: it is nowhere shown, but what is left of a total when the groups are taken away is it.
    Bases are the column totals, `all_counts` the row totals.

    >>> groups = (["a"] * 20 + ["b"] * 3 + ["c"] * 9) * 2
    >>> table = cross_tabulate(["y"] * 32 + ["n"] * 32, groups, ["y", "n"], ["a", "b", "c"], sample=False)
    >>> hide_small(table).cells[:, :3].tolist()
    [[False, True, True], [False, True, True]]
    """
    return suppress(np.column_stack([table.counts, table.unknown_counts]), threshold=threshold)


def _places(given: Sequence[str | None], listed: Sequence[str]) -> NDArray[np.int64]:
    place = {name: at for at, name in enumerate(listed)}
    unknown = sorted({one for one in given if one is not None and one not in place})
    if unknown:
        raise ValueError(f"Not listed: {', '.join(unknown)}")
    return np.array([-1 if one is None else place[one] for one in given], dtype=np.int64)


def _percent(weighed: NDArray[Any]) -> NDArray[np.float64]:
    totals = weighed.sum(axis=0)
    return np.asarray(np.divide(100.0 * weighed, totals, out=np.full(weighed.shape, np.nan), where=totals > 0))


def _tested(
    row: NDArray[np.int64], column: NDArray[np.int64], w: NDArray[np.float64] | None, n: int
) -> tuple[ChanceTest | None, str]:
    row, column = (np.unique(each, return_inverse=True)[1] for each in (row, column))
    if len(row) == 0:
        return None, NOBODY
    r, c = int(row.max()) + 1, int(column.max()) + 1
    if r < 2 or c < 2:
        return None, "there is nothing to compare: all answers are alike, or all of one group"
    table = np.bincount(row * c + column, minlength=r * c).reshape(r, c)
    small = _expected(table).min() < FEWEST_EXPECTED
    if w is not None and not np.allclose(w, w[0]):
        if small:
            return None, f"too few answers: a cell expects fewer than {FEWEST_EXPECTED:g}"
        return rao_scott(row, column, w, n=n), ""
    if not small:
        return _pearson(table), ""
    return (_fisher(table) if (r, c) == (2, 2) else _shuffled(row, column, table)), ""


def rao_scott(
    row: NDArray[np.int64], column: NDArray[np.int64], weights: ArrayLike, *, n: int | None = None
) -> ChanceTest:
    """
    Chi-square of a weighted table, divided by the mean design effect of what it tests (first order).

    `row`, `column`: the place of each answer, from 0, every place used. `n`: all who answered the survey, of whom these
    may be a part. Design effects are estimated (linearised, with replacement), not taken as Kish's. As R's svychisq
    with statistic="Chisq".
    """
    from scipy.special import chdtrc

    w = np.asarray(weights, dtype=np.float64)
    if not len(row) == len(column) == len(w) or len(row) < 2 or row.max() < 1 or column.max() < 1:
        raise ValueError("A test needs answers, each with a weight, in two rows and two columns or more")
    r, c, size = int(row.max()) + 1, int(column.max()) + 1, len(row)
    everybody = size if n is None else n
    cell = np.eye(r * c)[row * c + column]
    share = w @ cell / w.sum()
    # Covariance of the cell shares: weighted deviations, one sampled person each.
    u = w[:, None] * (cell - share) / w.sum()
    covariance = everybody / (everybody - 1) * (u.T @ u)
    independent = np.column_stack([np.repeat(np.eye(r), c, axis=0), np.tile(np.eye(c), (r, 1))[:, 1:]])
    interaction = _interaction(independent)
    inverse = np.divide(1.0, share, out=np.zeros_like(share), where=share > 0)
    simple = interaction.T @ (inverse[:, None] / size * interaction)
    real = interaction.T @ (inverse[:, None] * covariance * inverse[None, :]) @ interaction
    degrees = (r - 1) * (c - 1)
    effect = float(np.trace(np.linalg.solve(simple, real))) / degrees
    plain = _chi_square(share.reshape(r, c) * size)
    return ChanceTest("Rao-Scott chi-square", float(chdtrc(degrees, plain / effect)), plain / effect, degrees, effect)


def _interaction(independent: NDArray[np.float64]) -> NDArray[np.float64]:
    """An orthonormal basis of what a table can show beyond its row and column effects."""
    full, values, _ = np.linalg.svd(independent, full_matrices=True)
    return np.asarray(full[:, int(np.sum(values > 1e-10)) :])


def _expected(table: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(table.sum(axis=1)[:, None] * table.sum(axis=0)[None, :] / table.sum())


def _chi_square(table: NDArray[np.float64] | NDArray[np.int64]) -> float:
    expected = _expected(table)
    return float(np.sum((table - expected) ** 2 / expected))


def _pearson(table: NDArray[np.int64]) -> ChanceTest:
    from scipy.special import chdtrc

    found, degrees = _chi_square(table), (table.shape[0] - 1) * (table.shape[1] - 1)
    return ChanceTest("chi-square", float(chdtrc(degrees, found)), found, degrees)


def _fisher(table: NDArray[np.int64]) -> ChanceTest:
    from scipy.stats import fisher_exact

    return ChanceTest("Fisher’s exact test", float(fisher_exact(table)[1]))


def _shuffled(row: NDArray[np.int64], column: NDArray[np.int64], table: NDArray[np.int64]) -> ChanceTest:
    """Chi-square of the answers dealt out anew over the groups; the seen deal counts as one of them."""
    r, c = table.shape
    random = np.random.default_rng(1)
    expected = _expected(table)
    seen = float(np.sum(table**2 / expected))
    as_extreme = 1
    for _ in range(SHUFFLES):
        dealt = np.bincount(random.permutation(row) * c + column, minlength=r * c).reshape(r, c)
        as_extreme += float(np.sum(dealt**2 / expected)) >= seen * (1 - 1e-12)
    return ChanceTest("chi-square by shuffling", as_extreme / (SHUFFLES + 1), seen - table.sum())
