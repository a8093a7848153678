"""A control chart whose level has been moved by decision: each phase with a baseline of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.control import FEWEST_POINTS, ControlChart, Signal, c_chart, u_chart, u_prime, xmr

Floats = NDArray[np.float64]
Kind = Literal["XmR", "c", "u", "u′"]

SETTLED = 12  # months on one side before a new level may be called settled: a whole year holds every season once


@dataclass(frozen=True)
class PhasedChart:
    """
    One chart for each phase, and the whole as it is drawn.

    `starts`: where each phase begins (the first at 0). `values`, `centre`, `lower`, `upper`: one for each point.
    `signals` count their points from the beginning of the series. `charts`: the phases' own charts.
    """

    starts: tuple[int, ...]
    values: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    signals: tuple[Signal, ...]
    charts: tuple[ControlChart, ...]


def phased(
    values: ArrayLike,
    *,
    kind: Kind = "u′",
    exposure: ArrayLike | None = None,
    starts: Sequence[int] = (),
    baseline: int | None = 12,
) -> PhasedChart:
    """
    Chart a series in phases, the limits frozen on the first `baseline` points of each.

    `values`: counts (numbers for XmR), in time order; `exposure`: days or the like, for u and u′. `starts`: the
    points at which a new phase begins by decision: a change of recording, or a level that `new_level` calls settled.
    `baseline` None takes each whole phase. Runs do not cross from one phase to the next. Raises ValueError where a
    phase is shorter than its baseline, starts are not in order, or an exposure is missing or not wanted.

    >>> chart = phased([10, 12, 11, 9, 10, 12, 11, 10, 9, 11, 10, 11] + [30, 28, 31, 29] * 3, kind="c", starts=[12])
    >>> chart.centre[[0, 12]].tolist(), chart.signals
    ([10.5, 29.5], ())
    """
    x = np.asarray(values, dtype=np.float64)
    edges = (0, *starts, len(x))
    if any(later <= earlier for earlier, later in pairwise(edges)):
        raise ValueError("phases begin after each other, within the series")
    if (kind in ("u", "u′")) != (exposure is not None):
        raise ValueError("u and u′ charts need an exposure, c and XmR charts take none")
    n = np.ones(len(x)) if exposure is None else np.asarray(exposure, dtype=np.float64)
    if n.shape != x.shape:
        raise ValueError("exposure needs one number above 0 for each count")
    charts = tuple(_chart(kind, x[first:end], n[first:end], baseline) for first, end in pairwise(edges))
    return PhasedChart(
        starts=edges[:-1],
        values=np.concatenate([chart.values for chart in charts]),
        centre=np.concatenate([np.full(len(chart.values), chart.centre) for chart in charts]),
        lower=np.concatenate([chart.lower for chart in charts]),
        upper=np.concatenate([chart.upper for chart in charts]),
        signals=tuple(
            replace(signal, index=signal.index + first, first=signal.first + first, last=signal.last + first)
            for first, chart in zip(edges, charts, strict=False)
            for signal in chart.signals
        ),
        charts=charts,
    )


def new_level(chart: ControlChart) -> int | None:
    """
    Where a new level began that may now be given a phase of its own, by rule; None where there is none.

    The rule: every point from there to the newest lies on one side of the frozen centre (points on it do not count),
    they are 12 or more, and they lie after the baseline. A suggestion: a person decides, and says why.

    >>> new_level(c_chart([10, 12, 11, 9, 10, 12, 11, 10, 9, 11, 10, 11] + [20] * 12, baseline=12))
    12
    """
    off = np.flatnonzero(chart.values != chart.centre)
    if off.size == 0:
        return None
    above = chart.values[off] > chart.centre
    other = np.flatnonzero(above != above[-1])
    first = int(off[other[-1] + 1]) if other.size else int(off[0])
    first = max(first, chart.baseline)
    return first if np.count_nonzero(off >= first) >= max(SETTLED, FEWEST_POINTS) else None


def _chart(kind: Kind, x: Floats, n: Floats, baseline: int | None) -> ControlChart:
    if kind == "XmR":
        return xmr(x, baseline=baseline)
    if kind == "c":
        return c_chart(x, baseline=baseline)
    if kind == "u":
        return u_chart(x, n, baseline=baseline)
    return u_prime(x, n, baseline=baseline)
