"""
Control charts: is a month unusual, or has the level moved, given how much this series usually varies?

Sources: Shewhart 1931; Laney 2002 (Quality Engineering 14:531–537) for u′; Anhøj & Olesen 2014
(PLoS ONE 9:e113825) for the run rules. See docs/methods/control-chart.md.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

MEAN_RANGE_TO_SIGMA = 1.128  # d2: mean moving range of two normal values, in standard deviations
UPPER_RANGE_LIMIT = 3.267  # D4 for ranges of two
FEWEST_POINTS = 12  # fewer do not say how much a series usually varies

Rule = Literal["beyond limit", "long run", "few crossings"]


@dataclass(frozen=True)
class Signal:
    """
    One rule that fired, and in `words` why. `index` is the point at which it fired: for a long run the one with which
    it became too long. `first` to `last` are the points that the words speak of, so a run's `last` is its end.
    """

    index: int
    rule: Rule
    words: str
    first: int
    last: int


@dataclass(frozen=True)
class ControlChart:
    """
    The plotted values with centre, limits and the rules that fired.

    `values`, `lower`, `upper`: float arrays, one for each point, in the unit of the values (crimes per day for `u`
    charts given days). `centre`: the baseline's level. `baseline`: the number of leading points that fixed centre
    and limits. `dispersion`: Laney's sigma-z, 1 where the chart takes none.
    """

    kind: Literal["XmR", "mR", "c", "u", "u′"]
    values: Floats
    centre: float
    lower: Floats
    upper: Floats
    signals: tuple[Signal, ...]
    baseline: int
    dispersion: float = 1.0

    @property
    def outside(self) -> NDArray[np.bool_]:
        """Which points lie beyond a limit."""
        return np.asarray((self.values > self.upper) | (self.values < self.lower))


def xmr(values: ArrayLike, *, baseline: int | None = None) -> ControlChart:
    """
    Individuals chart: limits are the baseline's mean ± 3 × mean moving range / 1.128.

    `values`: at least 12 numbers in time order, any unit. `baseline`: use only the first so many points for centre
    and limits (default all), so that later points are judged against a level they did not help to set.
    Raises ValueError for fewer than 12 points in the baseline, or values that are missing.

    >>> chart = xmr([10, 12, 11, 9, 10, 12, 11, 10, 9, 11, 10, 11, 25], baseline=12)
    >>> round(chart.centre, 2), chart.upper.round(2)[0].item()
    (10.5, 14.13)
    >>> [signal.words for signal in chart.signals]
    ['above the upper limit']
    """
    x, start = _series(values, baseline)
    centre = float(x[:start].mean())
    spread = 3 * float(np.abs(np.diff(x[:start])).mean()) / MEAN_RANGE_TO_SIGMA
    return _chart("XmR", x, centre, np.full(len(x), centre - spread), np.full(len(x), centre + spread), start)


def moving_range(values: ArrayLike, *, baseline: int | None = None) -> ControlChart:
    """
    The lower half of an XmR chart: steps between neighbouring points, upper limit 3.267 × their mean.

    The result has one point fewer than `values`; point i is the step from value i to value i + 1. Only steps above
    the limit are signals, because neighbouring steps share a value and so run rules do not hold. Errors as `xmr`.

    >>> chart = moving_range([10, 12, 11, 9, 10, 12, 11, 10, 9, 11, 10, 11, 25], baseline=12)
    >>> chart.upper.round(2)[0].item(), [signal.index for signal in chart.signals]
    (4.45, [11])
    """
    x, start = _series(values, baseline)
    steps = np.abs(np.diff(x))
    centre = float(steps[: start - 1].mean())
    lower, upper = np.zeros(len(steps)), np.full(len(steps), UPPER_RANGE_LIMIT * centre)
    return ControlChart("mR", steps, centre, lower, upper, _beyond(steps, lower, upper), start - 1)


def c_chart(counts: ArrayLike, *, baseline: int | None = None) -> ControlChart:
    """
    Counts over equal spans: limits c ± 3 √c, never below 0. True only for Poisson counts; crime rarely is: see u′.

    Errors as `xmr`, and ValueError for a negative count.

    >>> chart = c_chart([19, 21, 17, 22, 20, 18, 20, 23, 19, 20, 21, 16])
    >>> round(chart.centre, 2), chart.lower.round(2)[0].item(), chart.upper.round(2)[0].item()
    (19.67, 6.36, 32.97)
    """
    x, start = _series(counts, baseline, counts=True)
    return _exposed("c", x, np.ones(len(x)), start, adjust=False)


def u_chart(counts: ArrayLike, exposure: ArrayLike, *, baseline: int | None = None) -> ControlChart:
    """
    Counts over unequal exposure: values count / exposure, limits u ± 3 √(u / exposure), never below 0.

    `exposure`: the days of each month, person-days, or days × month index to take a known season out; above 0.
    True only for Poisson counts. Errors as `c_chart`, and ValueError for an exposure that is not above 0.

    >>> chart = u_chart([31, 28] * 6, [31, 28] * 6)
    >>> chart.centre, chart.signals
    (1.0, ())
    """
    x, start = _series(counts, baseline, counts=True)
    return _exposed("u", x, _exposure(exposure, len(x)), start, adjust=False)


def u_prime(
    counts: ArrayLike, exposure: ArrayLike, *, baseline: int | None = None, out: Collection[int] = ()
) -> ControlChart:
    """
    Laney's u′ chart: u limits widened by how much more than Poisson the baseline varies. The default for crime.

    z = (u_i − u) / √(u / exposure_i); sigma-z = mean |z_i − z_{i−1}| / 1.128; limits u ± 3 sigma-z √(u / exposure_i).
    A sigma-z under 1 does not narrow the limits. Arguments and errors as `u_chart`. Points at the positions `out`,
    such as months known to be out of the ordinary, are charted but fix neither the centre nor the limits; under 12
    other points in the baseline raise ValueError.

    >>> days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    >>> chart = u_prime([60, 90, 40, 85, 55, 95, 50, 80, 45, 99, 60, 75], days)
    >>> chart.dispersion > 4, len(chart.signals)
    (True, 0)
    """
    x, start = _series(counts, baseline, counts=True)
    return _exposed("u′", x, _exposure(exposure, len(x)), start, adjust=True, out=out)


def run_limits(points: int) -> tuple[int, int]:
    """
    The longest run and the fewest crossings that `points` values beside a line still allow by chance (Anhøj).

    A longer run than round(log2 n) + 3, or fewer crossings than the 5 % point of a binomial(n − 1, ½), is a signal.

    >>> run_limits(24)
    (8, 8)
    """
    from math import comb

    total, cumulative, fewest = 2 ** (points - 1), 0, 0
    for crossings in range(points):
        cumulative += comb(points - 1, crossings)
        if 20 * cumulative >= total:
            fewest = crossings
            break
    return round(np.log2(points)) + 3, fewest


def run_signals(values: ArrayLike, centre: float) -> tuple[Signal, ...]:
    """
    Signals from runs on one side of `centre`, and from too few crossings of it. Points on the line do not count.

    Each run longer than allowed gives one signal, where it became too long; too few crossings give one, at the last
    point. Fewer than 12 points off the line give none.

    >>> [signal.words for signal in run_signals([1] * 10 + [3] * 10, 2)][0]
    '10 months in a row below the centre, where up to 7 are usual by chance'
    """
    x = np.asarray(values, dtype=float)
    places = np.flatnonzero(x != centre)
    if len(places) < FEWEST_POINTS:
        return ()
    above = x[places] > centre
    longest, fewest = run_limits(len(places))
    turns = np.flatnonzero(above[1:] != above[:-1]) + 1
    signals = []
    for first, end in zip([0, *turns], [*turns, len(places)], strict=True):
        if end - first > longest:
            side = "above" if above[first] else "below"
            words = f"{end - first} months in a row {side} the centre, where up to {longest} are usual by chance"
            signals.append(
                Signal(int(places[first + longest]), "long run", words, int(places[first]), int(places[end - 1]))
            )
    if len(turns) < fewest:
        words = f"crosses the centre only {len(turns)} times, where at least {fewest} are usual by chance"
        signals.append(Signal(int(places[-1]), "few crossings", words, int(places[0]), int(places[-1])))
    return tuple(signals)


def _series(values: ArrayLike, baseline: int | None, *, counts: bool = False) -> tuple[Floats, int]:
    x = np.asarray(values, dtype=float)
    if x.ndim != 1 or not np.isfinite(x).all():
        raise ValueError("a control chart needs one row of numbers with none missing")
    start = len(x) if baseline is None else baseline
    if not FEWEST_POINTS <= start <= len(x):
        raise ValueError(f"a control chart needs a baseline of at least {FEWEST_POINTS} points, within its {len(x)}")
    if counts and (x < 0).any():
        raise ValueError("a count cannot be below 0")
    return x, start


def _exposure(exposure: ArrayLike, points: int) -> Floats:
    n = np.asarray(exposure, dtype=float)
    if n.shape != (points,) or not (np.isfinite(n) & (n > 0)).all():
        raise ValueError("exposure needs one number above 0 for each count")
    return n


def _exposed(
    kind: Literal["c", "u", "u′"], counts: Floats, n: Floats, start: int, *, adjust: bool, out: Collection[int] = ()
) -> ControlChart:
    values = counts / n
    base = np.arange(len(counts)) < start
    if any(not 0 <= at < len(counts) for at in out):
        raise ValueError(f"a point left out is one of the {len(counts)}, counted from 0")
    base[list(out)] = False
    if base.sum() < FEWEST_POINTS:
        raise ValueError(f"a control chart needs a baseline of at least {FEWEST_POINTS} points that are not left out")
    centre = float(counts[base].sum() / n[base].sum())
    sigma = np.sqrt(centre / n)
    dispersion = 1.0
    beside = base[1:] & base[:-1]  # a point left out has no neighbours to differ from
    if adjust and centre > 0 and beside.any():
        z = (values - centre) / sigma
        dispersion = max(1.0, float(np.abs(np.diff(z))[beside].mean()) / MEAN_RANGE_TO_SIGMA)
    lower = np.maximum(0, centre - 3 * dispersion * sigma)
    return _chart(kind, values, centre, lower, centre + 3 * dispersion * sigma, start, dispersion)


def _chart(
    kind: Literal["XmR", "c", "u", "u′"],
    values: Floats,
    centre: float,
    lower: Floats,
    upper: Floats,
    baseline: int,
    dispersion: float = 1.0,
) -> ControlChart:
    signals = (*_beyond(values, lower, upper), *run_signals(values, centre))
    return ControlChart(kind, values, centre, lower, upper, signals, baseline, dispersion)


def _beyond(values: Floats, lower: Floats, upper: Floats) -> tuple[Signal, ...]:
    # A hair of tolerance: a series without any variation has limits on its own values.
    slack = 1e-9 * (1 + np.abs(values))
    return tuple(
        Signal(
            int(i),
            "beyond limit",
            f"{'above the upper' if values[i] > upper[i] else 'below the lower'} limit",
            int(i),
            int(i),
        )
        for i in np.flatnonzero((values > upper + slack) | (values < lower - slack))
    )
