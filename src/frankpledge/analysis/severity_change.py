"""Whether harm changed between two periods, and whether it went the way that the count went."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.severity import WeightedTotal, gamma_ends, weighted_total

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Dispersion:
    """How many times more counts vary than independent crimes would, and on how many degrees of freedom that rests."""

    value: float
    degrees: int


@dataclass(frozen=True)
class WeightedChange:
    """
    The second period over the first: `ratio` of harm, `count_ratio` of crimes, `per_crime` of harm per crime.

    Each has its interval, and is None (with ends from 0 to infinity) where the first or either period has none.
    """

    before: WeightedTotal
    after: WeightedTotal
    ratio: float | None
    low: float
    high: float
    count_ratio: float | None
    count_low: float
    count_high: float
    per_crime: float | None
    per_crime_low: float
    per_crime_high: float
    dispersion: Dispersion
    level: float

    @property
    def could_be_chance(self) -> bool:
        return self.low <= 1.0 <= self.high

    @property
    def count_could_be_chance(self) -> bool:
        return self.count_low <= 1.0 <= self.count_high

    @property
    def disagree(self) -> bool:
        """Whether harm moved otherwise than the count did by more than chance: harm per crime changed."""
        return not self.per_crime_low <= 1.0 <= self.per_crime_high


def paired_dispersion(before: ArrayLike, after: ArrayLike) -> Dispersion:
    """
    Pearson's dispersion of monthly counts about month × period, pooled over offences; `before` and `after` [months, o].

    The months must be the same ones of two periods, so that a season is no dispersion. Offences that occurred in one
    month alone say nothing. Without anything to go by: 1, on 0 degrees.

    >>> paired_dispersion([[9, 2], [12, 1], [8, 3]], [[12, 2], [10, 1], [9, 4]]).degrees
    4
    """
    first, second = _monthly(before), _monthly(after)
    if first.shape != second.shape:
        raise ValueError("Both periods need the same months and the same offences")
    x = np.stack([first, second])  # period, month, offence
    months, periods, everything = x.sum(axis=0), x.sum(axis=1), x.sum(axis=(0, 1))
    product = periods[:, None, :] * months[None, :, :]
    squares = np.divide((x * everything - product) ** 2, product * everything, out=np.zeros_like(x), where=product > 0)
    degrees = np.maximum((months > 0).sum(axis=0) - 1, 0)
    return Dispersion(float(squares.sum() / degrees.sum()), int(degrees.sum())) if degrees.any() else Dispersion(1.0, 0)


def weighted_change(before: ArrayLike, after: ArrayLike, weights: ArrayLike, *, level: float = 0.95) -> WeightedChange:
    """
    Harm in the second period over the first, beside the count, allowing for crimes that come unevenly.

    `before` and `after` [months, o]: counts by month and offence of the same months in both; `weights` [o]. The
    interval of the ratio joins those of the two totals (`weighted_total`) by MOVER on the logarithms, so that a heavy
    crime that did not happen is allowed for; that of harm per crime likewise, from what varies when the number of crimes is
    given. The dispersion is measured from the months, never taken below 1, and stretched by t where few months tell it.
    Raises ValueError as its parts.

    Source: Fay & Feuer (1997), Statistics in Medicine 16, 791-801; Donner & Zou (2012), Statistical Methods in Medical
    Research 21, 347-359 (MOVER); McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed., p. 328.

    >>> year = [[30, 1], [28, 2], [33, 1]] * 4
    >>> found = weighted_change(year, [[count, 3 * heavy] for count, heavy in year], [2, 200])
    >>> round(found.ratio, 2), found.count_could_be_chance, found.disagree
    (2.63, True, True)
    """
    from scipy.special import ndtri, stdtrit

    first, second = _monthly(before), _monthly(after)
    spread = paired_dispersion(first, second)
    tail = (1.0 - level) / 2.0
    stretch = (stdtrit(spread.degrees, tail) / ndtri(tail)) ** 2 if spread.degrees else 1.0
    wider = max(spread.value, 1.0) * float(stretch)
    was, now = (weighted_total(x.sum(axis=0), weights, dispersion=wider, level=level) for x in (first, second))
    plain = np.ones(first.shape[1])
    crimes = [weighted_total(x.sum(axis=0), plain, dispersion=wider, level=level) for x in (first, second)]
    ratio, low, high = _ratio(was, now)
    count_ratio, count_low, count_high = _ratio(crimes[0], crimes[1])
    per_crime, per_low, per_high = _per_crime(was, now, float(np.max(weights)), tail=tail)
    return WeightedChange(was, now, ratio, low, high, count_ratio, count_low, count_high,
                          per_crime, per_low, per_high, spread, level)  # fmt: skip


def _ratio(first: WeightedTotal, second: WeightedTotal) -> tuple[float | None, float, float]:
    """The limits of a ratio from those of its parts."""
    if not first.total:
        return None, 0.0, float("inf")
    if not second.total:
        return 0.0, 0.0, second.high / first.total
    middle = np.log(second.total / first.total)
    down = np.hypot(np.log(second.total / second.low), np.log(first.high / first.total))
    up = np.hypot(np.log(second.high / second.total), np.log(first.total / first.low))
    return float(np.exp(middle)), float(np.exp(middle - down)), float(np.exp(middle + up))


def _per_crime(
    first: WeightedTotal, second: WeightedTotal, largest: float, *, tail: float
) -> tuple[float | None, float, float]:
    """Harm and count share their crimes: only the mixture varies, var(harm) less dispersion × harm² / count."""
    if not first.total or not second.total:
        return None, 0.0, float("inf")
    ratio = (second.total / second.crimes) / (first.total / first.crimes)
    ends = [
        gamma_ends(one.total, max(one.variance - one.dispersion * one.total**2 / one.crimes, 0.0),
                   one.dispersion * largest, tail=tail)
        for one in (first, second)
    ]  # fmt: skip
    down = np.hypot(np.log(second.total / ends[1][0]), np.log(ends[0][1] / first.total))
    up = np.hypot(np.log(ends[1][1] / second.total), np.log(first.total / ends[0][0]))
    return float(ratio), float(ratio * np.exp(-down)), float(ratio * np.exp(up))


def _monthly(counts: ArrayLike) -> FloatArray:
    given = np.asarray(counts, dtype=np.float64)
    if given.ndim != 2 or not given.size:
        raise ValueError("Counts are needed by month and offence")
    if not np.all(np.isfinite(given)) or np.any(given < 0):
        raise ValueError("A count is 0 or more, and not missing")
    return given
