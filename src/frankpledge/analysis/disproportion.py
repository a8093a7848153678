"""Whether a group is met more often than another, for its size: ratios of rates, each with what it is a rate of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from frankpledge.analysis.change import exact_ratio
from frankpledge.analysis.intervals import wilson_interval
from frankpledge.analysis.multiple import false_discovery

FEWEST_EXPECTED = 5.0  # at the reference group's rate
FEWEST_OF_REFERENCE = 10


@dataclass(frozen=True)
class GroupRatio:
    """
    `count` of a `base` for one group, and its rate over the reference group's: `ratio` with its interval.

    `least` and `most`: the ratio if all the people whose group is not known were of the reference group, or of this
    one. `p` for no difference; `adjusted_p` allows for all groups compared. Where `refused` says why, there is none.
    """

    group: str
    count: int
    base: float
    rate: float
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    least: float | None = None
    most: float | None = None
    p: float | None = None
    adjusted_p: float | None = None
    refused: str = ""

    @property
    def could_be_chance(self) -> bool:
        return self.adjusted_p is None or self.adjusted_p >= 0.05


def group_ratios(
    counts: Mapping[str, int],
    base: Mapping[str, float],
    *,
    reference: str,
    unknown: int = 0,
    part_of_base: bool = False,
    dispersion: float = 1.0,
    fewest_of_base: float = 100.0,
    level: float = 0.95,
) -> tuple[GroupRatio, ...]:
    """
    Every group's rate over that of `reference`, largest ratio first; groups that cannot be compared last.

    `base` counts the same groups among those who could have been met: residents, or (`part_of_base`) the people of
    whom `counts` are some, such as suspects of whom some were charged. The choice decides the answer: give both.
    `unknown` people are in no group's count. `dispersion` is how many times more the counts vary than independent
    people would: over 1 where `counts` are of events. Refused, with the reason: a base under `fewest_of_base`, fewer
    than 10 of the reference group, or fewer than 5 expected at its rate. Against residents the interval is exact
    (never narrower than the logarithm's with the dispersion); of a part, MOVER on Wilson's ends. Raises ValueError for
    a reference that has no base, or a part of more than its base.

    Source: Przyborowski & Wilenski (1940), Biometrika 31; Zou & Donner (2008), Statistics in Medicine 27, 1693-1702;
    Benjamini & Hochberg (1995), JRSS B 57.

    >>> black, white = group_ratios({"White": 120, "Black": 45}, {"White": 20_000, "Black": 3_000}, reference="White")
    >>> black.group, round(black.ratio, 2), round(black.low, 2), round(black.high, 2)
    ('Black', 2.5, 1.73, 3.55)
    """
    if not base.get(reference, 0) > 0:
        raise ValueError(f"The reference group “{reference}” has no base")
    if any(count < 0 for count in (unknown, *counts.values())) or dispersion < 0:
        raise ValueError("Counts and their dispersion are 0 or more")
    if part_of_base and any(counts.get(group, 0) > base[group] for group in base):
        raise ValueError("A part cannot be more than its base")
    own, of_own = int(counts.get(reference, 0)), float(base[reference])
    found = []
    for group, size in base.items():
        count, living = int(counts.get(group, 0)), float(size)
        rate = count / living if living > 0 else 0.0
        refused = _refusal(own, of_own, living, fewest_of_base)
        if group == reference or refused:
            found.append(GroupRatio(group, count, living, rate, refused="" if group == reference else refused))
            continue
        low, high, p = (
            _of_parts(count, living, own, of_own, level)
            if part_of_base
            else _of_rates(count, living, own, of_own, dispersion, level)
        )
        found.append(
            GroupRatio(
                group, count, living, rate,
                ratio=rate / (own / of_own),
                low=low,
                high=high,
                least=rate / ((own + unknown) / of_own),
                most=(count + unknown) / living / (own / of_own),
                p=p,
            )
        )  # fmt: skip
    return _adjusted(found, reference)


def split_dispersion(monthly: ArrayLike) -> float:
    """
    How many times more the split over groups varies from month to month than independent people would make it.

    `monthly` [months, groups]: counts. Pearson's statistic of the table over its degrees of freedom; 1 where nothing can
    be told. It leaves out how the total moves, which is no matter for a ratio of groups.

    >>> split_dispersion([[10, 5], [20, 10], [30, 15]]), round(split_dispersion([[30, 0], [10, 20], [20, 10]]), 1)
    (0.0, 15.0)
    """
    x = np.asarray(monthly, dtype=np.float64)
    if x.ndim != 2 or not np.all(np.isfinite(x)) or np.any(x < 0):
        raise ValueError("Counts are needed by month and group, 0 or more")
    rows, columns = x.sum(axis=1), x.sum(axis=0)
    x, rows, columns = x[np.ix_(rows > 0, columns > 0)], rows[rows > 0], columns[columns > 0]
    degrees = (len(rows) - 1) * (len(columns) - 1)
    if degrees < 1:
        return 1.0
    expected = rows[:, None] * columns[None, :] / rows.sum()
    return float(np.sum((x - expected) ** 2 / expected) / degrees)


def _refusal(own: int, of_own: float, size: float, fewest: float) -> str:
    if own < FEWEST_OF_REFERENCE:
        return f"fewer than {FEWEST_OF_REFERENCE} of the reference group"
    if min(size, of_own) < fewest:
        return f"a base of fewer than {fewest:,g}"
    if own / of_own * size < FEWEST_EXPECTED:
        return f"fewer than {FEWEST_EXPECTED:g} expected at the reference group's rate"
    return ""


def _of_rates(
    count: int, size: float, own: int, of_own: float, dispersion: float, level: float
) -> tuple[float, float, float]:
    from scipy.special import ndtr, ndtri

    exact = exact_ratio(own, count, exposure_before=of_own, exposure_after=size, level=level)
    low, high, p = float(exact.low), float(exact.high), float(exact.p)
    if dispersion > 1.0:
        first, second = own + 0.5, count + 0.5
        error = float(np.sqrt(dispersion * (1.0 / first + 1.0 / second)))
        middle = float(np.log(second / size * of_own / first))
        reach = -float(ndtri((1.0 - level) / 2.0)) * error
        low, high = min(low, float(np.exp(middle - reach))), max(high, float(np.exp(middle + reach)))
        p = max(p, 2.0 * float(ndtr(-abs(middle) / error)))
    return low, high, p


def _of_parts(count: int, size: float, own: int, of_own: float, level: float) -> tuple[float, float, float]:
    """MOVER for the ratio of two shares; p by the score test of equal shares."""
    from scipy.special import ndtr

    a, b = count / size, own / of_own
    one, two = wilson_interval(count, size, level=level), wilson_interval(own, of_own, level=level)
    low = _mover(a, one.low, b, two.high, -1.0)
    high = _mover(a, one.high, b, two.low, 1.0)
    together = (count + own) / (size + of_own)
    error = float(np.sqrt(together * (1 - together) * (1 / size + 1 / of_own)))
    return low, high, 2.0 * float(ndtr(-abs(a - b) / error)) if error else 1.0


def _mover(a: float, end: float, b: float, other: float, side: float) -> float:
    over, under = end * (2.0 * a - end), other * (2.0 * b - other)
    if under <= 0.0:
        return float("inf") if side > 0 else 0.0
    return float((a * b + side * np.sqrt(max((a * b) ** 2 - over * under, 0.0))) / under)


def _adjusted(found: list[GroupRatio], reference: str) -> tuple[GroupRatio, ...]:
    tested = {one.group: one.p for one in found if one.p is not None}
    adjusted = dict(zip(tested, false_discovery(list(tested.values())), strict=True)) if tested else {}
    every = [replace(one, adjusted_p=float(adjusted[one.group]) if one.group in adjusted else None) for one in found]

    def place(one: GroupRatio) -> tuple[int, float, str]:
        kind = 0 if one.ratio is not None else 1 if one.group == reference else 2
        return kind, -(one.ratio or 0.0), one.group

    return tuple(sorted(every, key=place))
