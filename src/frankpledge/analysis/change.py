"""Whether crime really changed between two periods of the same months, or chance could have done it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.multiple import false_discovery

FloatArray = NDArray[np.float64]
Method = Literal["month-paired", "month-paired and exact", "exact"]

# Below this the t distribution is too optimistic, and the exact test guards it (simulated: docs/methods/change.md).
SMALL_COUNT = 12


@dataclass(frozen=True)
class Change:
    """
    How many times higher the second period is than the first (`ratio`), with its interval and p.

    `ratio` is None where the first period has no crime; the interval still says what is known then, with an infinite
    upper end. `p` is the chance of a difference at least this large if nothing real had changed. The interval
    leaves out 1 exactly when `p` is under 1 - `level`. `dispersion` is how uneven the months are against
    independent crimes (1: as uneven as those; 3: three times the variance), on `degrees` degrees of freedom.
    `exact_low`, `exact_high` and `exact_p` are what they would be if crimes were independent of each other.
    `adjusted_p` is there once the change has been looked at together with others. `times` is the second period's
    exposure (people, days) over the first's: 1 where counts are compared, else ratio and percent are of rates.
    Where one month stands against one, nothing says how uneven months are: `dispersion` and `p` are NaN, `degrees` is
    0, the interval reaches from 0 to infinity, and `can_tell` is False.
    """

    before: int
    after: int
    ratio: float | None
    low: float
    high: float
    p: float
    dispersion: float
    degrees: int
    exact_low: float
    exact_high: float
    exact_p: float
    method: Method
    level: float = 0.95
    adjusted_p: float | None = None
    times: float = 1.0

    @property
    def could_be_chance(self) -> bool:
        """
        True where p (allowing for the other changes looked at, once `adjust` has) is not under 1 - level, or not known.
        """
        return not (self.p if self.adjusted_p is None else self.adjusted_p) < 1.0 - self.level - 1e-12

    @property
    def can_tell(self) -> bool:
        """False where no months say how uneven crimes come, so that no chance can be given."""
        return not np.isnan(self.p)

    @property
    def difference(self) -> int:
        return self.after - self.before

    @property
    def percent(self) -> float | None:
        """Change in percent, -100 to any height; None where there was nothing before."""
        return None if self.ratio is None else 100.0 * (self.ratio - 1.0)

    @property
    def percent_low(self) -> float:
        return 100.0 * (self.low - 1.0)

    @property
    def percent_high(self) -> float | None:
        """None where there is no upper end, because there was nothing before."""
        return None if np.isinf(self.high) else 100.0 * (self.high - 1.0)


@dataclass(frozen=True)
class Changes:
    """Many changes as arrays of length k, named as in `Change`; `ratio` is NaN where undefined. `changes[i]` is one."""

    before: NDArray[np.int64]
    after: NDArray[np.int64]
    ratio: FloatArray
    low: FloatArray
    high: FloatArray
    p: FloatArray
    dispersion: FloatArray
    degrees: NDArray[np.int64]
    exact_low: FloatArray
    exact_high: FloatArray
    exact_p: FloatArray
    guarded: NDArray[np.bool_]  # the exact test kept p from being smaller
    level: float = 0.95
    times: FloatArray | None = None  # None: counts are compared

    def __len__(self) -> int:
        return len(self.before)

    def __getitem__(self, index: int) -> Change:
        method: Method = "month-paired"
        if self.guarded[index]:
            method = "exact" if self.dispersion[index] == 0 else "month-paired and exact"
        ratio = float(self.ratio[index])
        return Change(
            before=int(self.before[index]),
            after=int(self.after[index]),
            ratio=None if np.isnan(ratio) else ratio,
            low=float(self.low[index]),
            high=float(self.high[index]),
            p=float(self.p[index]),
            dispersion=float(self.dispersion[index]),
            degrees=int(self.degrees[index]),
            exact_low=float(self.exact_low[index]),
            exact_high=float(self.exact_high[index]),
            exact_p=float(self.exact_p[index]),
            method=method,
            level=self.level,
            times=1.0 if self.times is None else float(self.times[index]),
        )

    def __iter__(self) -> Iterator[Change]:
        return (self[index] for index in range(len(self)))


@dataclass(frozen=True)
class ExactRatio:
    """A ratio of two Poisson rates with its exact interval and p; arrays where many were asked for."""

    low: FloatArray
    high: FloatArray
    p: FloatArray


def compare_periods(
    before: ArrayLike,
    after: ArrayLike,
    *,
    exposure_before: float = 1.0,
    exposure_after: float = 1.0,
    uneven: tuple[ArrayLike, ArrayLike] | None = None,
    level: float = 0.95,
) -> Change:
    """
    Compare two periods month by month: the same calendar months, in the same order, in each.

    `before`, `after`: monthly counts, one-dimensional, as long as each other. Leave out of both any month that is
    missing from either. The same months have the same days (but for a leap February, 0.3% of a year), so no days
    need be given. Unevenness is measured about month effect x period effect, so that neither the season nor the
    change itself counts as noise; it multiplies the variance. Where the smaller total is under 12, or the months
    show no unevenness at all, p is never smaller and the interval never narrower than the exact test's.
    Where the two periods have different populations (or days), give them as exposures: rates are then compared.
    One month against one has no unevenness: give in `uneven` other months of the same series, paired in the same way
    (before, after), to measure it on; without them the answer is that it cannot be told (`can_tell`).
    Raises ValueError for lengths that differ, no months, and counts that are negative, missing or not whole.

    Source: quasi-Poisson variance (McCullagh & Nelder 1989, ch. 6); Clopper & Pearson (1934) for the exact test.
    False alarms simulated: docs/methods/change.md.

    >>> before = [14, 25, 18, 31, 21, 12, 29, 20, 23, 15, 24, 20]
    >>> after = [26, 31, 19, 30, 34, 25, 33, 18, 37, 24, 28, 27]
    >>> change = compare_periods(before, after)
    >>> round(change.percent, 1), round(change.percent_low, 1), round(change.percent_high, 1)
    (31.7, 12.4, 54.3)
    >>> change.could_be_chance
    False
    """
    first, second = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    if first.ndim != 1 or second.ndim != 1:
        raise ValueError("Monthly counts come as one list for each period")
    exposures = {"exposure_before": exposure_before, "exposure_after": exposure_after}
    others = None if uneven is None else (np.asarray(uneven[0])[None, :], np.asarray(uneven[1])[None, :])
    return compare_many(first[None, :], second[None, :], uneven=others, level=level, **exposures)[0]


def compare_many(
    before: ArrayLike,
    after: ArrayLike,
    *,
    exposure_before: ArrayLike = 1.0,
    exposure_after: ArrayLike = 1.0,
    uneven: tuple[ArrayLike, ArrayLike] | None = None,
    level: float = 0.95,
) -> Changes:
    """
    `compare_periods` for many areas or crime types at once: `before` and `after` are [k, months].

    Exposures are one for all, or one for each of the k. `uneven`: two arrays [k, other months].

    >>> changes = compare_many([[3, 4], [0, 0]], [[5, 4], [0, 2]])
    >>> [change.ratio for change in changes]
    [1.2857142857142858, None]
    """
    from scipy.special import stdtr, stdtrit

    x = np.stack([_monthly(before), _monthly(after)]) if np.shape(before) == np.shape(after) else None
    if x is None:
        raise ValueError("Both periods need the same areas and the same months")
    if not 0.0 < level < 1.0:
        raise ValueError(f"A level is between 0 and 1, for example 0.95: this one is {level}")
    totals = x.sum(axis=2)
    first, second = totals
    if uneven is not None and np.shape(uneven[0]) != np.shape(uneven[1]):
        raise ValueError("The months that unevenness is measured on come in pairs: as many before as after")
    measured = x if uneven is None else np.stack([_monthly(uneven[0]), _monthly(uneven[1])])
    known = measured.shape[2] > 1
    dispersion, degrees = _dispersion(measured)
    exact = exact_ratio(
        first, second, exposure_before=exposure_before, exposure_after=exposure_after, level=level
    )  # refuses bad exposures
    times = np.broadcast_to(
        np.divide(np.asarray(exposure_after, dtype=np.float64), np.asarray(exposure_before, dtype=np.float64)),
        first.shape,
    )

    centre = np.log((second + 0.5) / (first + 0.5) / times)
    error = np.sqrt(dispersion * (1.0 / (first + 0.5) + 1.0 / (second + 0.5)))
    even = dispersion == 0.0
    t = np.divide(centre, error, out=np.zeros_like(centre), where=~even)
    p = np.where(even, exact.p, 2.0 * stdtr(degrees, -np.abs(t)))
    reach = -stdtrit(degrees, (1.0 - level) / 2.0) * error
    with np.errstate(over="ignore"):
        low = np.where(even, exact.low, np.exp(centre - reach))
        high = np.where(even, exact.high, np.exp(centre + reach))

    guarded = even | (np.minimum(first, second) < SMALL_COUNT)
    p = np.where(guarded, np.maximum(p, exact.p), p)
    low = np.where(guarded, np.minimum(low, exact.low), low)
    high = np.where(guarded, np.maximum(high, exact.high), high)

    ratio = np.divide(second, first * times, out=np.full_like(first, np.nan), where=first > 0)
    # The halves added above pull the middle towards 1: a very even series could leave its own ratio outside.
    low, high = np.fmin(low, ratio), np.fmax(high, ratio)
    if not known:
        low, high = np.zeros_like(first), np.full_like(first, np.inf)
        p, dispersion = np.full_like(first, np.nan), np.full_like(first, np.nan)
        degrees, guarded = np.zeros_like(first), np.zeros_like(guarded)
    return Changes(
        before=first.astype(np.int64),
        after=second.astype(np.int64),
        ratio=ratio,
        low=low,
        high=high,
        p=np.minimum(p, 1.0),
        dispersion=dispersion,
        degrees=degrees.astype(np.int64),
        exact_low=exact.low,
        exact_high=exact.high,
        exact_p=exact.p,
        guarded=guarded,
        level=level,
        times=times,
    )


def exact_ratio(
    before: ArrayLike,
    after: ArrayLike,
    *,
    exposure_before: ArrayLike = 1.0,
    exposure_after: ArrayLike = 1.0,
    level: float = 0.95,
) -> ExactRatio:
    """
    The exact test of two counts: given their sum, the second is binomial if nothing changed.

    Exposures are days, person-days or anything else that both periods are measured in; counts and exposures
    broadcast. p is twice the smaller tail, the one that agrees with the Clopper-Pearson interval of `ratio`,
    (after / exposure_after) / (before / exposure_before). Takes crimes as independent, which they seldom are:
    on real crime counts it raises two to four times the false alarms that it states.

    Source: Przyborowski & Wilenski (1940), Biometrika 31; Clopper & Pearson (1934), Biometrika 26.

    >>> found = exact_ratio(2, 6)
    >>> round(float(found.p), 4)
    0.2891
    """
    from scipy.special import betainc, betaincinv

    first, second = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    exposed = np.asarray(exposure_before, dtype=np.float64), np.asarray(exposure_after, dtype=np.float64)
    if not all(np.all(np.isfinite(one) & (one > 0)) for one in exposed):
        raise ValueError("Exposures are more than 0")
    times = exposed[1] / exposed[0]
    if not np.all(np.isfinite(first) & np.isfinite(second)) or np.any(first < 0) or np.any(second < 0):
        raise ValueError("A count is 0 or more, and not missing")
    first, second, times = np.broadcast_arrays(first, second, times)
    expected = times / (1.0 + times)  # the second period's share if nothing changed
    safe_first, safe_second = np.maximum(first, 1.0), np.maximum(second, 1.0)
    # The binomial's tails as beta integrals: scipy's own binomial gives NaN once the counts pass 2 ** 31.
    at_most = np.where(first == 0, 1.0, betainc(safe_first, second + 1.0, 1.0 - expected))
    at_least = np.where(second == 0, 1.0, betainc(safe_second, first + 1.0, expected))
    p = np.minimum(1.0, 2.0 * np.minimum(at_most, at_least))

    tail = (1.0 - level) / 2.0
    share_low = np.where(second == 0, 0.0, betaincinv(safe_second, first + 1.0, tail))
    share_high = np.where(first == 0, 1.0, betaincinv(second + 1.0, safe_first, 1.0 - tail))
    low = share_low / (1.0 - share_low) / times
    with np.errstate(divide="ignore"):
        high = share_high / (1.0 - share_high) / times
    return ExactRatio(low, high, p)


def adjust(changes: Sequence[Change], *, method: Literal["bh", "by"] = "bh") -> list[Change]:
    """
    The same changes, each with `adjusted_p`: allowing for all of them having been looked at together.

    `by` where the areas overlap or contain each other. Intervals are left as they are: each speaks for itself alone.

    >>> alone = compare_periods([2, 3, 4], [9, 8, 9])
    >>> together = adjust([alone] + [compare_periods([5, 5, 5], [4, 6, 5])] * 9)
    >>> together[0].adjusted_p > alone.p
    True
    """
    adjusted = false_discovery([change.p for change in changes], method=method)
    return [replace(change, adjusted_p=float(p)) for change, p in zip(changes, adjusted, strict=True)]


def _monthly(counts: ArrayLike) -> FloatArray:
    given = np.asarray(counts, dtype=np.float64)
    if given.ndim != 2 or given.shape[1] == 0:
        raise ValueError("A comparison needs at least one month that is in both periods")
    if not np.all(np.isfinite(given)) or np.any(given < 0) or np.any(given != np.floor(given)):
        raise ValueError("Monthly counts are whole numbers, 0 or more; leave a missing month out of both periods")
    return given


def _dispersion(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Pearson's dispersion about month effect x period effect, for x[period, area, month], and its degrees."""
    months = x.sum(axis=0)
    periods = x.sum(axis=2)
    everything = periods.sum(axis=0)[None, :, None]
    # (x - mu)^2 / mu with mu = period x month / everything, kept in whole numbers until the division:
    # a month that is exactly as expected must add exactly 0, or rounding would pass for perfect evenness.
    product = periods[:, :, None] * months[None, :, :]
    squares = np.divide((x * everything - product) ** 2, product * everything, out=np.zeros_like(x), where=product > 0)
    degrees = np.maximum((months > 0).sum(axis=1) - 1.0, 1.0)
    return squares.sum(axis=(0, 2)) / degrees, degrees
