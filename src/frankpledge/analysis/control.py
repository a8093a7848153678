"""Whether a month stands out from the run of months before it."""

from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
FEWEST_BASELINE = 12


class TooShort(ValueError):
    """The series has too few months; `needed` says how many it needs."""

    def __init__(self, needed: int, have: int):
        self.needed = needed
        super().__init__(f"too short: {have} months, {needed} needed")


@dataclass(frozen=True)
class Signal:
    """A month, by its place in the series, and the rule that it broke."""

    at: int
    rule: str


@dataclass(frozen=True)
class ControlChart:
    """`centre`, `lower` and `upper` for each month as counts, `unevenness` (1: as independent crimes), and signals."""

    centre: FloatArray
    lower: FloatArray
    upper: FloatArray
    unevenness: float
    signals: tuple[Signal, ...]


def control_chart(counts: ArrayLike, days: ArrayLike, *, baseline: int = 24) -> ControlChart:
    """
    Laney's u' chart of monthly `counts`, each month weighed by its `days`, with limits frozen from the first
    `baseline` months (or all, if fewer).

    Unevenness between neighbouring baseline months widens the limits and never narrows them. Signals: a month beyond
    the limits; a run on one side of the centre longer than Anhøj's limit for so many months (marked at its end).
    Raises TooShort under 12 months. Source: Laney (2002), Quality Engineering 14, 531-537; Anhøj & Olesen (2014).

    >>> chart = control_chart([30, 28, 31, 29, 33, 30, 27, 32, 30, 31, 29, 30, 60], [30] * 13, baseline=12)
    >>> [(signal.at, signal.rule) for signal in chart.signals]
    [(12, 'above the upper limit')]
    """
    x, n = np.asarray(counts, dtype=np.float64), np.asarray(days, dtype=np.float64)
    if len(x) < FEWEST_BASELINE:
        raise TooShort(FEWEST_BASELINE, len(x))
    first = slice(0, min(baseline, len(x)))
    rate = x[first].sum() / n[first].sum()
    z = (x[first] / n[first] - rate) / np.sqrt(max(rate, 1e-12) / n[first])
    unevenness = max(1.0, float(np.abs(np.diff(z)).mean() / 1.128))
    centre = rate * n
    reach = 3 * unevenness * np.sqrt(centre)
    lower, upper = np.maximum(centre - reach, 0.0), centre + reach
    signals = [Signal(int(at), "above the upper limit") for at in np.flatnonzero(x > upper)]
    signals += [Signal(int(at), "below the lower limit") for at in np.flatnonzero(x < lower)]
    signals += _long_runs(x - centre)
    return ControlChart(centre, lower, upper, unevenness, tuple(sorted(signals, key=lambda signal: signal.at)))


def _long_runs(above: FloatArray) -> list[Signal]:
    """Runs on one side of the centre that are too long; a month on the line neither breaks nor joins a run."""
    useful = np.flatnonzero(above != 0)
    if len(useful) < FEWEST_BASELINE:
        return []
    limit = round(log2(len(useful))) + 3
    found, length = [], 1
    for place in range(1, len(useful) + 1):
        goes_on = place < len(useful) and (above[useful[place]] > 0) == (above[useful[place - 1]] > 0)
        if goes_on:
            length += 1
            continue
        if length > limit:
            side = "above" if above[useful[place - 1]] > 0 else "below"
            found.append(Signal(int(useful[place - 1]), f"{length} months in a row {side} the centre line"))
        length = 1
    return found
