"""A panel's blind scores: how they spread, what a second round changed, and whether the members rank alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """
    One theme's scores: `n` members, `median`, `low` and `high` (least and most), quartiles; None where nobody scored.

    `alone`: how many members stand by themselves, at least `apart` from every other. Not who: scoring is blind.
    """

    n: int
    median: float | None
    low: float | None
    high: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    alone: int


@dataclass(frozen=True)
class RoundChange:
    """
    One theme from a first round to a second, over the `n` members who scored both.

    `moved`: members who changed; `nearer`: of those, how many came nearer the first median (`further`: went away from
    it). `median`, `range`: second less first. None where nobody scored both.
    """

    n: int
    moved: int
    nearer: int
    further: int
    median: float | None
    range: float | None


@dataclass(frozen=True)
class Concordance:
    """
    Kendall's `w`: 1 where all rank alike, 0 where not at all; `p` for no agreement (chi-square: rough under 8 themes).

    `members` who scored every theme, of whom it is; `left_out` who did not. `w` is None where `no_w` says why.
    """

    members: int
    left_out: int
    w: float | None
    statistic: float | None
    p: float | None
    no_w: str = ""


def panel_spread(scores: ArrayLike, *, apart: float = 2.0) -> tuple[Spread, ...]:
    """
    How the blind scores of each theme spread. `scores` [members, themes]; NaN where a member did not score.

    Quartiles by linear interpolation. A member is alone whose score is at least `apart` scale points from every other.
    With a single score nobody is alone.

    >>> [(one.median, one.low, one.high, one.alone) for one in panel_spread([[4, 1], [4, 2], [5, 5]])]
    [(4.0, 4.0, 5.0, 0), (2.0, 1.0, 5.0, 1)]
    """
    return tuple(_spread(column[~np.isnan(column)], apart) for column in _scores(scores).T)


def between_rounds(first: ArrayLike, second: ArrayLike) -> tuple[RoundChange, ...]:
    """
    What changed from one round to the next, theme by theme, of the members who scored a theme in both.

    `first`, `second` [members, themes], members in the same order; NaN where one did not score. That scores come
    together is not that they are right: people give way.

    >>> [(one.moved, one.nearer, one.median, one.range) for one in between_rounds([[1], [3], [5]], [[2], [3], [3]])]
    [(2, 2, 0.0, -3.0)]
    """
    one, two = _scores(first), _scores(second)
    if one.shape != two.shape:
        raise ValueError("Two rounds are of the same members and themes")
    found = []
    for a, b in zip(one.T, two.T, strict=True):
        both = ~np.isnan(a) & ~np.isnan(b)
        before, after = a[both], b[both]
        if len(before) == 0:
            found.append(RoundChange(0, 0, 0, 0, None, None))
            continue
        was, now = np.abs(before - np.median(before)), np.abs(after - np.median(before))
        found.append(
            RoundChange(
                n=len(before),
                moved=int(np.sum(before != after)),
                nearer=int(np.sum(now < was)),
                further=int(np.sum(now > was)),
                median=float(np.median(after) - np.median(before)),
                range=float(np.ptp(after) - np.ptp(before)),
            )
        )
    return tuple(found)


def kendall_w(scores: ArrayLike) -> Concordance:
    """
    Whether members rank the themes alike, with the correction for ties.

    `scores` [members, themes]: each member's own scores (only their order counts); NaN leaves the member out. No W for
    fewer than two members or themes, or where every member ties everything.

    Source: Kendall & Babington Smith (1939), Annals of Mathematical Statistics 10, 275-287; Siegel & Castellan (1988).

    >>> round(kendall_w([[1, 2, 3, 4], [1, 3, 2, 4], [2, 1, 3, 4]]).w, 3)
    0.778
    """
    from scipy.special import chdtrc
    from scipy.stats import rankdata

    given = _scores(scores)
    whole = given[~np.any(np.isnan(given), axis=1)]
    members, themes = whole.shape
    left_out = len(given) - members
    if members < 2 or themes < 2:
        return Concordance(members, left_out, None, None, None, "fewer than two members, or themes, to compare")
    ranks = rankdata(whole, axis=1)
    ties = sum(float(np.sum(sizes**3 - sizes)) for row in whole for sizes in [np.unique(row, return_counts=True)[1]])
    most = members**2 * (themes**3 - themes) - members * ties
    if most == 0:
        return Concordance(members, left_out, None, None, None, "every member gave every theme the same score")
    sums = ranks.sum(axis=0)
    w = float(12.0 * np.sum((sums - sums.mean()) ** 2) / most)
    statistic = members * (themes - 1) * w
    return Concordance(members, left_out, w, statistic, float(chdtrc(themes - 1, statistic)))


def _spread(given: FloatArray, apart: float) -> Spread:
    if len(given) == 0:
        return Spread(0, None, None, None, None, None, 0)
    gaps = np.abs(given[:, None] - given) + np.where(np.eye(len(given)) > 0, np.inf, 0.0)
    quartiles = np.percentile(given, [25, 50, 75])
    return Spread(
        n=len(given),
        median=float(quartiles[1]),
        low=float(given.min()),
        high=float(given.max()),
        lower_quartile=float(quartiles[0]),
        upper_quartile=float(quartiles[2]),
        alone=int(np.sum(gaps.min(axis=1) >= apart)) if len(given) > 1 else 0,
    )


def _scores(scores: ArrayLike) -> FloatArray:
    given = np.asarray(scores, dtype=np.float64)
    if given.ndim != 2 or np.any(np.isinf(given)):
        raise ValueError("Scores are needed by member and theme")
    return given
