"""Intervals for counts, rates and proportions: how far chance alone could have moved them."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Ends = TypeVar("Ends", float, FloatArray)


@dataclass(frozen=True)
class Interval(Generic[Ends]):
    """The two ends of an interval: numbers for one count, arrays of the same shape for many."""

    low: Ends
    high: Ends


@dataclass(frozen=True)
class Rate:
    """A rate per `per` of a population, with the ends of its interval."""

    value: float
    low: float
    high: float
    per: float


@overload
def poisson_interval(count: int | float, *, level: float = ...) -> Interval[float]: ...
@overload
def poisson_interval(count: NDArray[Any], *, level: float = ...) -> Interval[FloatArray]: ...
def poisson_interval(count: Any, *, level: float = 0.95) -> Any:
    """
    Exact (Garwood) interval for the mean of a Poisson count.

    `count`: a number or an array of counts, each 0 or more. The ends are in counts; divide both by a
    population to have the interval of a rate. A count of 0 has an upper end of 3.69: seeing none does not
    mean that the risk is none. Clustered crimes (one offender, one evening) make it too narrow:
    see docs/methods/intervals.md. Raises ValueError for a negative or missing count.

    Source: Garwood (1936), Biometrika 28, 437-442.

    >>> ends = poisson_interval(10)
    >>> round(ends.low, 3), round(ends.high, 3)
    (4.795, 18.39)
    """
    from scipy.special import gammainccinv, gammaincinv

    counts = _counts(count)
    tail = _tail(level)
    low = np.where(counts > 0, gammaincinv(np.where(counts > 0, counts, 1.0), tail), 0.0)
    high = gammainccinv(counts + 1.0, tail)
    return _interval(low, high)


@overload
def byar_interval(count: int | float, *, level: float = ...) -> Interval[float]: ...
@overload
def byar_interval(count: NDArray[Any], *, level: float = ...) -> Interval[FloatArray]: ...
def byar_interval(count: Any, *, level: float = 0.95) -> Any:
    """
    Byar's approximation to the exact Poisson interval, for matching figures that others published with it.

    Shapes, units and errors as `poisson_interval`. Public-health practice uses it from a count of 10; below that
    (where the lower end can even come out negative) it differs visibly, and the exact interval costs nothing.

    Source: Breslow & Day (1987), Statistical Methods in Cancer Research II, p. 69.

    >>> ends = byar_interval(10)
    >>> round(ends.low, 2), round(ends.high, 2)
    (4.79, 18.39)
    """
    from scipy.special import ndtri

    counts = _counts(count)
    z = -ndtri(_tail(level))
    some = np.maximum(counts, 1.0)
    cube = np.maximum(1.0 - 1.0 / (9.0 * some) - z / (3.0 * np.sqrt(some)), 0.0)
    low = np.where(counts > 0, some * cube**3, 0.0)
    more = counts + 1.0
    high = more * (1.0 - 1.0 / (9.0 * more) + z / (3.0 * np.sqrt(more))) ** 3
    return _interval(low, high)


@overload
def wilson_interval(part: int | float, whole: int | float, *, level: float = ...) -> Interval[float]: ...
@overload
def wilson_interval(part: NDArray[Any], whole: NDArray[Any], *, level: float = ...) -> Interval[FloatArray]: ...
def wilson_interval(part: Any, whole: Any, *, level: float = 0.95) -> Any:
    """
    Wilson's score interval for a proportion, `part` of `whole`; ends between 0 and 1.

    Numbers or arrays that broadcast. Where `whole` is 0 nothing is known: 0 to 1. Raises ValueError where `part`
    is more than `whole`, or either is negative or missing.

    Source: Wilson (1927), JASA 22, 209-212; Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.

    >>> ends = wilson_interval(81, 263)
    >>> round(ends.low, 4), round(ends.high, 4)
    (0.2553, 0.3662)
    """
    from scipy.special import ndtri

    parts, wholes = np.broadcast_arrays(_counts(part), _counts(whole))
    if np.any(parts > wholes):
        raise ValueError("A part cannot be more than its whole")
    z = -ndtri(_tail(level))
    some = np.where(wholes > 0, wholes, 1.0)
    middle = (2.0 * parts + z * z) / (2.0 * (wholes + z * z))
    spread = z * np.sqrt(z * z + 4.0 * parts * (1.0 - parts / some)) / (2.0 * (wholes + z * z))
    # At the edges the formula is exact but rounding is not.
    low = np.where(parts == 0, 0.0, np.clip(middle - spread, 0.0, 1.0))
    high = np.where(parts == wholes, 1.0, np.clip(middle + spread, 0.0, 1.0))
    return _interval(low, high)


def rate(count: int, population: float, *, per: float = 1000.0, floor: float = 1.0, level: float = 0.95) -> Rate:
    """
    A count over a population, with its exact Poisson interval.

    `per`: 1,000 gives the rate per 1,000. `floor`: the smallest population that a rate is allowed for; under it,
    and for a population that is missing, ValueError is raised, because a rate on a handful of residents (a retail
    park, a town centre) says nothing about them.

    >>> found = rate(120, 8000)
    >>> found.value, round(found.low, 1), round(found.high, 1)
    (15.0, 12.4, 17.9)
    """
    if not population >= floor or population <= 0:
        raise ValueError(f"A rate needs a population of at least {max(floor, 1):,g}: this one is {population:,g}")
    ends = poisson_interval(count, level=level)
    scale = per / population
    return Rate(count * scale, ends.low * scale, ends.high * scale, per)


def _tail(level: float) -> float:
    if not 0.0 < level < 1.0:
        raise ValueError(f"A level is between 0 and 1, for example 0.95: this one is {level}")
    return (1.0 - level) / 2.0


def _counts(count: Any) -> FloatArray:
    counts = np.asarray(count, dtype=np.float64)
    if not np.all(np.isfinite(counts)) or np.any(counts < 0):
        raise ValueError("A count is 0 or more, and not missing")
    return counts


def _interval(low: Any, high: Any) -> Any:
    low, high = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    if low.ndim == 0:
        return Interval(float(low), float(high))
    return Interval(low, high)
