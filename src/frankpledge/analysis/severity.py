"""Crimes weighed by their harm: totals, rates and shares whose ranges allow for a few heavy crimes."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.intervals import Rate, poisson_interval

FloatArray = NDArray[np.float64]
Method = Literal["gamma", "dobson"]
SURE = 1.96  # standard deviations: two groups nearer than that are not put in order


@dataclass(frozen=True)
class WeightedTotal:
    """
    The sum of weight × count over offences, in the unit of the weights, and its interval.

    `crimes` is the plain count. `variance` is what chance gives the sum, `dispersion` times over. `heaviest` is the
    position of the offence that adds most, `heaviest_share` (0 to 1) how much of the sum that is, and `without_heaviest`
    the sum without it: where they differ much, a handful of crimes decides the figure.
    """

    total: float
    low: float
    high: float
    crimes: float
    variance: float
    dispersion: float
    heaviest: int
    heaviest_share: float
    without_heaviest: float


@dataclass(frozen=True)
class WeightedGroup:
    """
    One group of offences: its share of crimes and of harm (0 to 1), and its place by each (1 is most; equals share).
    """

    group: str
    crimes: float
    harm: WeightedTotal
    share_of_crimes: float
    share_of_harm: float
    place_by_count: int
    place_by_harm: int


@dataclass(frozen=True)
class HarmBand:
    """The least and the most harm that counts can stand for, where only a broad type is known of each crime."""

    low: float
    high: float


def weighted_total(
    counts: ArrayLike,
    weights: ArrayLike,
    *,
    dispersion: float = 1.0,
    method: Method = "gamma",
    level: float = 0.95,
) -> WeightedTotal:
    """
    Σ weight × count, with an interval for a weighted sum of Poisson counts.

    `counts` and `weights` [o], 0 or more, one for each offence. Give every offence that can occur here, those that did
    not among them: the upper end allows for one more of the heaviest, whether or not there was one. `dispersion` is
    how many times more the counts vary than independent crimes would (`severity_change.paired_dispersion`); under 1 is
    taken as 1. `gamma` (Fay & Feuer) is never too sure of itself in any simulation that is published; `dobson` matches
    figures of others, and does not allow for the heavy crime that might have been. Raises ValueError for negative or
    missing numbers, or where no weight is above 0.

    Source: Fay & Feuer (1997), Statistics in Medicine 16, 791-801; Dobson, Kuulasmaa, Eberle & Scherer (1991),
    Statistics in Medicine 10, 457-462.

    >>> harm = weighted_total([40, 3, 120], [10, 1000, 2])
    >>> harm.total, round(harm.low), round(harm.high), round(harm.heaviest_share, 2)
    (3640.0, 1075, 9306, 0.82)
    """
    k, w = _offences(counts, weights)
    wider = max(dispersion, 1.0)
    each = w * k
    total, variance = float(each.sum()), float(wider * np.sum(w * w * k))
    low, high = _ends(k, w, wider, method, level)
    heaviest = int(np.argmax(each)) if each.any() else int(np.argmax(w))
    return WeightedTotal(
        total=total,
        low=low,
        high=high,
        crimes=float(k.sum()),
        variance=variance,
        dispersion=wider,
        heaviest=heaviest,
        heaviest_share=float(each[heaviest] / total) if total else 0.0,
        without_heaviest=float(total - each[heaviest]),
    )


def weighted_rate(
    counts: ArrayLike,
    weights: ArrayLike,
    population: float,
    *,
    per: float = 1000.0,
    floor: float = 1.0,
    dispersion: float = 1.0,
    level: float = 0.95,
) -> Rate:
    """
    Harm per `per` people. Arguments as `weighted_total`; ValueError under a population of `floor`.

    >>> found = weighted_rate([40, 3, 120], [10, 1000, 2], 20_000)
    >>> found.value, round(found.low), round(found.high)
    (182.0, 54, 465)
    """
    if not population >= floor or population <= 0:
        raise ValueError(f"A rate needs a population of at least {max(floor, 1):,g}: this one is {population:,g}")
    harm = weighted_total(counts, weights, dispersion=dispersion, level=level)
    scale = per / population
    return Rate(harm.total * scale, harm.low * scale, harm.high * scale, per)


def weighted_groups(
    counts: ArrayLike, weights: ArrayLike, groups: ArrayLike, *, dispersion: float = 1.0, level: float = 0.95
) -> tuple[WeightedGroup, ...]:
    """
    The same by group of offences (`groups` [o], names), most crimes first and then by name.

    >>> [(one.group, one.place_by_count, one.place_by_harm) for one in
    ...  weighted_groups([120, 40, 9], [2, 10, 300], ["Theft", "Violence", "Robbery"])]
    [('Theft', 1, 3), ('Violence', 2, 2), ('Robbery', 3, 1)]
    """
    k, w = _offences(counts, weights)
    names = np.asarray(groups).astype(str)
    if names.shape != k.shape:
        raise ValueError("Each offence needs one group")
    found = {
        str(name): weighted_total(k[names == name], w[names == name], dispersion=dispersion, level=level)
        for name in np.unique(names)
        if w[names == name].any()
    }
    crimes, harm = sum(one.crimes for one in found.values()), sum(one.total for one in found.values())
    return tuple(
        WeightedGroup(
            group=name,
            crimes=one.crimes,
            harm=one,
            share_of_crimes=one.crimes / crimes if crimes else 0.0,
            share_of_harm=one.total / harm if harm else 0.0,
            place_by_count=1 + sum(other.crimes > one.crimes for other in found.values()),
            place_by_harm=1 + sum(other.total > one.total for other in found.values()),
        )
        for name, one in sorted(found.items(), key=lambda item: (-item[1].crimes, item[0]))
    )


def order_reversed(groups: tuple[WeightedGroup, ...]) -> tuple[tuple[str, str], ...]:
    """
    Pairs (more crimes, more harm) that count and harm put in opposite order, each time by more than chance.

    Both differences are over 1.96 standard deviations; the largest difference of harm first.

    >>> order_reversed(weighted_groups([400, 60], [2, 100], ["Theft", "Violence"]))
    (('Theft', 'Violence'),)
    >>> order_reversed(weighted_groups([12, 10], [2, 3], ["Theft", "Violence"]))
    ()
    """
    pairs = [
        (many, heavy)
        for many in groups
        for heavy in groups
        if _beyond(many.crimes - heavy.crimes, many.harm.dispersion * (many.crimes + heavy.crimes))
        and _beyond(heavy.harm.total - many.harm.total, many.harm.variance + heavy.harm.variance)
    ]
    pairs.sort(key=lambda pair: (pair[0].harm.total - pair[1].harm.total, pair[0].group, pair[1].group))
    return tuple((many.group, heavy.group) for many, heavy in pairs)


def harm_band(counts: ArrayLike, lowest: ArrayLike, highest: ArrayLike) -> HarmBand:
    """
    The harm that counts of broad types can stand for, each crime being anything from `lowest` to `highest`.

    Bounds, not an interval: nothing is known of where between them the truth lies. Never give one number instead.

    >>> harm_band([300, 20], [1, 2], [5475, 10])
    HarmBand(low=340.0, high=1642700.0)
    """
    k, low = _offences(counts, lowest, some_weight=False)
    _, high = _offences(counts, highest, some_weight=False)
    if np.any(low > high):
        raise ValueError("The lowest weight of a type is not above its highest")
    return HarmBand(float(low @ k), float(high @ k))


def _ends(k: FloatArray, w: FloatArray, wider: float, method: Method, level: float) -> tuple[float, float]:
    """As if crimes came in bundles of `wider`, each with that many times the weight."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"A level is between 0 and 1, for example 0.95: this one is {level}")
    tail = (1.0 - level) / 2.0
    total, variance, largest = float(w @ k), float(wider * np.sum(w * w * k)), float(wider * w.max())
    if method == "dobson":
        if not total:
            return 0.0, float(poisson_interval(0, level=level).high * largest)
        crimes = float(k.sum()) / wider
        ends, unit = poisson_interval(crimes, level=level), float(np.sqrt(variance / crimes))
        return max(0.0, total + unit * (ends.low - crimes)), total + unit * (ends.high - crimes)
    if method != "gamma":
        raise ValueError(f"The method is “gamma” or “dobson”, not “{method}”")
    return gamma_ends(total, variance, largest, tail=tail)


def gamma_ends(total: float, variance: float, largest: float, *, tail: float) -> tuple[float, float]:
    """
    Fay and Feuer's limits: gamma quantiles with the mean and variance of the sum, the upper one after one more of the
    `largest` weight.
    """
    from scipy.special import gammainccinv, gammaincinv

    low = variance / total * float(gammaincinv(total * total / variance, tail)) if total and variance else total
    up, spread = total + largest, variance + largest * largest
    return low, spread / up * float(gammainccinv(up * up / spread, tail))


def _beyond(difference: float, variance: float) -> bool:
    return bool(difference > 0 and difference > SURE * np.sqrt(variance))


def _offences(counts: ArrayLike, weights: ArrayLike, *, some_weight: bool = True) -> tuple[FloatArray, FloatArray]:
    k, w = np.asarray(counts, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if k.ndim != 1 or k.shape != w.shape:
        raise ValueError("Each offence needs one count and one weight")
    if not np.all(np.isfinite(k) & np.isfinite(w)) or np.any(k < 0) or np.any(w < 0):
        raise ValueError("Counts and weights are 0 or more, and not missing")
    if some_weight and not w.any():
        raise ValueError("No offence has a weight above 0")
    return k, w
