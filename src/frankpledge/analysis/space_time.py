"""Clusters in space and time: whether more gathered somewhere, for a while, than the place and the time explain."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.cylinders import SAME_SCORE, Score, Windows, Zones, beaten, best_of_each_zone
from frankpledge.analysis.near_repeat import MonthsOnly
from frankpledge.analysis.season import TooShort

Whole = NDArray[np.int64]
Unit = Literal["day", "week", "month"]

MONTHS_NEEDED = 36  # fewer, and the same months of the year are not there to be compared with
SIDE_BY_SIDE = 2**27  # bytes of shuffled cases that are held at once


@dataclass(frozen=True)
class Cluster:
    """
    A cylinder: the `places` (east, north) within `radius` metres of the first of them, in the units `first` to `last`.

    `cases` are those seen in it, `expected` what the places' share and the time's share give, `ratio` the one over the
    other, `score` the logarithm of the likelihood ratio. `p`: how often a shuffle of the times has, anywhere and
    at any time, a cluster with as high a score or higher. `recurrence`, where the scan asks for clusters that are there
    now: one as strong comes by chance once in so many units.
    """

    places: tuple[tuple[float, float], ...]
    radius: float
    first: int
    last: int
    cases: int
    expected: float
    ratio: float
    score: float
    p: float
    recurrence: float | None


@dataclass(frozen=True)
class SpaceTimeScan:
    """
    `clusters`, the most surprising first; none shares a place with one before it. `cases`, `places` (with any case),
    `first` and `last` are of the whole study, in `unit`; `zones` and `windows` are how many were looked at.
    """

    clusters: tuple[Cluster, ...]
    cases: int
    places: int
    first: int
    last: int
    unit: Unit
    ending_now: bool
    dispersion: float
    zones: int
    windows: int
    shuffles: int


def space_time_scan(
    east: ArrayLike,
    north: ArrayLike,
    time: ArrayLike,
    *,
    count: ArrayLike | None = None,
    first: int | None = None,
    last: int | None = None,
    unit: Unit = "day",
    dated_by: Unit = "day",
    ending_now: bool = False,
    longest: int | None = None,
    largest_share: float = 0.5,
    largest_radius: float = np.inf,
    fewest: int = 2,
    dispersion: float = 1.0,
    every: int = 1,
    most: int = 5,
    level: float = 0.05,
    shuffles: int = 999,
    seed: int = 1,
) -> SpaceTimeScan:
    """
    Kulldorff's space-time permutation scan, which needs cases alone and no population.

    `east` and `north` are metres, `time` whole numbers in `unit`; a row is `count` cases (one, unless given). The study
    runs from unit `first` to `last` (those of the cases, unless given). `dated_by` says how finely the source dates its
    cases. A zone is a place with its nearest others, up to `largest_share` of all cases and `largest_radius`; a window
    is up to `longest` units (half the study, unless given) anywhere in it, or, with `ending_now`, up to `last`.
    A cluster has at least `fewest` cases; up to `most` are named, those after the first while their p is up to `level`. Where cases come in bursts, counts vary more
    than independent cases would: `dispersion` says how much (`scan_dispersion` measures it), and shuffles do so too.
    `every`: units from one scan to the next, for the recurrence.

    Raises MonthsOnly where days or weeks are asked of cases dated by month, TooShort for fewer than 36 months, and
    ValueError for what makes no sense.

    Source: Kulldorff, Heffernan, Hartman, Assunção & Mostashari (2005), PLoS Medicine 2, e59; Kleinman, Abrams,
    Kulldorff & Platt (2005), Epidemiology & Infection 133, 409-419 (recurrence).
    """
    if dated_by == "month" and unit != "month":
        raise MonthsOnly(f"These cases are dated by month, so {unit}s cannot be scanned: ask for months.")
    places, at, when, number = _cases(east, north, time, count)
    begin = int(when.min()) if first is None else first
    end = int(when.max()) if last is None else last
    units = end - begin + 1
    if when.min() < begin or when.max() > end:
        raise ValueError("a case lies outside the study")
    if unit == "month" and units < MONTHS_NEEDED:
        raise TooShort(needed=MONTHS_NEEDED, held=units)
    longest = units // 2 if longest is None else longest
    if not 0 < longest < units or not 0 < largest_share < 1 or fewest < 1 or dispersion < 1 or most < 1:
        raise ValueError("windows are shorter than the study, zones hold a part of the cases, dispersion is 1 or more")
    table = _table(at * units + when - begin, number, len(places), units)
    cases = int(table.sum())
    windows = Windows.of(units, longest, ending_now=ending_now)
    zones = Zones.around(places, table.sum(axis=1), most=largest_share * cases, radius=largest_radius)
    score = Score(cases, fewest=fewest)
    cumulative = windows.laid_out(table)
    of_windows = windows.counts(cumulative.sum(axis=0))
    clusters: list[Cluster] = []
    drawn = _Shuffles(table, zones, windows, dispersion, shuffles, seed)
    for value, centre, joined, window in _unlike_chance(zones, windows, cumulative, of_windows, score, most):
        if clusters and drawn.p > level:
            break  # p can only grow
        drawn.set_against(of_windows, score, value)
        if clusters and drawn.p > level:
            break
        members = zones.members[centre][:joined]
        expected = float(zones.totals[centre][joined - 1] * of_windows[window] / cases)
        seen = int(windows.counts(cumulative[members].sum(axis=0))[window])
        span = windows.span(window, units)
        clusters.append(
            Cluster(
                places=tuple((float(x), float(y)) for x, y in places[members]),
                radius=float(np.hypot(*(places[members[-1]] - places[centre]))),
                first=begin + span[0],
                last=begin + span[1],
                cases=seen,
                expected=expected,
                ratio=seen / expected,
                score=value,
                p=drawn.p,
                recurrence=every / drawn.p if ending_now else None,
            )
        )
    return SpaceTimeScan(
        clusters=tuple(clusters),
        cases=cases,
        places=len(places),
        first=begin,
        last=end,
        unit=unit,
        ending_now=ending_now,
        dispersion=dispersion,
        zones=len(zones),
        windows=len(of_windows),
        shuffles=shuffles,
    )


def scan_dispersion(counts: ArrayLike) -> float:
    """
    How much more counts [place, unit] vary than independent cases would, given each place's and each unit's total.

    The dispersion at which Pearson's chi-square, about row total × column total / all, would be as large as it is. A
    place with n cases can show only n d / (n + d - 1) of a dispersion of d, and one with a single case none. Never
    below 1.

    >>> scan_dispersion([[4, 6, 5], [8, 12, 10]])
    1.0
    >>> round(scan_dispersion([[40, 60, 50], [60, 40, 50], [45, 55, 50]]), 1)
    2.2
    """
    table = np.asarray(counts, np.float64)
    if table.ndim != 2 or not np.isfinite(table).all() or (table < 0).any():
        raise ValueError("a scan's dispersion needs counts by place and unit of time, 0 or more")
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(table.shape) < 2:
        return 1.0
    totals = table.sum(axis=1)
    expected = totals[:, None] * table.sum(axis=0) / table.sum()
    seen = ((table - expected) ** 2 / expected).sum() / (table.shape[1] - 1) * len(table) / (len(table) - 1)
    low, high = 1.0, float(table.sum())
    for _ in range(60):
        middle = (low + high) / 2
        shown = (totals * middle / (totals + middle - 1)).sum()
        low, high = (middle, high) if shown < seen else (low, middle)
    return low


def _cases(
    east: ArrayLike, north: ArrayLike, time: ArrayLike, count: ArrayLike | None
) -> tuple[NDArray[np.float64], Whole, Whole, Whole]:
    """Places in order of east, then north; and of each row its place, its time and its number of cases."""
    x, y = np.asarray(east, np.float64), np.asarray(north, np.float64)
    when = np.asarray(time, np.int64)
    number = np.ones(len(when), np.int64) if count is None else np.asarray(count, np.int64)
    if not x.shape == y.shape == when.shape == number.shape or x.ndim != 1 or (number < 0).any():
        raise ValueError("each row needs a place, a time and a number of cases that is not negative")
    some = number > 0
    if number[some].sum() < 2 or not np.isfinite(x[some]).all() or not np.isfinite(y[some]).all():
        raise ValueError("a scan needs 2 cases or more, each with a place")
    places, at = np.unique(np.column_stack([x[some], y[some]]), axis=0, return_inverse=True)
    return places, at.ravel(), when[some], number[some]


def _table(cell: Whole, number: Whole, places: int, units: int) -> Whole:
    table = np.zeros(places * units, np.int64)
    np.add.at(table, cell, number)
    return table.reshape(places, units)


def _unlike_chance(
    zones: Zones, windows: Windows, cumulative: Whole, of_windows: Whole, score: Score, most: int
) -> Iterator[tuple[float, int, int, int]]:
    """
    Score, centre, places joined and window of the best cylinder, then of the best that shares no place with it, and so
    on. Of equal scores: the one with fewer places, then the one grown from the place furthest west, then south.
    """
    per_zone = []
    for centre, window, value in best_of_each_zone(zones, windows, cumulative, of_windows, score):
        above = np.flatnonzero(value > SAME_SCORE)
        per_zone.append(np.column_stack([value[above], above + 1, np.full(len(above), centre), window[above]]))
    every = np.concatenate(per_zone) if per_zone else np.empty((0, 4))
    # Scores are compared to a hair, so that equal ones are equal whatever the machine's last digit says.
    every = every[np.lexsort((every[:, 2], every[:, 1], -np.round(every[:, 0], 9)))]
    taken = np.zeros(len(cumulative), bool)
    named = 0
    for value, joined, centre, window in every:
        members = zones.members[int(centre)][: int(joined)]
        if named < most and not taken[members].any():
            taken[members] = True
            named += 1
            yield float(value), int(centre), int(joined), int(window)


class _Shuffles:
    """Shuffles of the times over the places, set against one score after another, each lower than the last."""

    def __init__(self, table: Whole, zones: Zones, windows: Windows, dispersion: float, shuffles: int, seed: int):
        self.zones, self.windows, self.shuffles, self.beaten = zones, windows, shuffles, 0
        largest = max(int(table.sum(axis=1).max()), *(int(totals[-1]) for totals in zones.totals if len(totals)), 0)
        self._parts = list(_drawn(table, windows, dispersion, largest, shuffles, seed))

    @property
    def p(self) -> float:
        """How often a shuffle reaches the score, the data themselves counted as one."""
        return (1 + self.beaten) / (1 + self.shuffles)

    def set_against(self, of_windows: Whole, score: Score, least: float) -> None:
        """Shuffles that reach the score are counted and put away: they reach every lower one too."""
        for number, part in enumerate(self._parts):
            reached = beaten(self.zones, self.windows, part, of_windows, score, least)
            self.beaten += int(reached.sum())
            self._parts[number] = np.ascontiguousarray(part[:, :, ~reached])


def _drawn(
    table: Whole, windows: Windows, dispersion: float, largest: int, shuffles: int, seed: int
) -> Iterator[NDArray[np.integer]]:
    """
    Tables as chance would have them, [place, unit + 1, shuffle], added up over time; of the units that windows can hold.

    Without dispersion the cases' times are shuffled, so that places and units keep their totals. With it each unit's
    cases fall on the places by their shares, but one draws others after it (Pólya's urn), so that a count has
    `dispersion` times the variance; units keep their totals, and places do so on average. `largest` is the number that no
    zone's total and no place's is above.
    """
    places, units = len(table), windows.units
    rng = np.random.default_rng(seed)
    per_unit = (table.sum(axis=0)[::-1] if windows.ending_now else table.sum(axis=0))[:units]
    place_of, unit_of = np.repeat(np.arange(places), table.sum(axis=1)), np.repeat(np.arange(units), per_unit)
    kind = np.int16 if largest < np.iinfo(np.int16).max and dispersion == 1 else np.int32
    width = max(1, SIDE_BY_SIDE // (places * (units + 1) * np.dtype(kind).itemsize))
    for begin in range(0, shuffles, width):
        drawn = np.zeros((min(width, shuffles - begin), places, units + 1), kind)
        for one in drawn:
            if dispersion > 1:
                mean = table.sum(axis=1)[:, None] * per_unit / table.sum()
                attracted = np.maximum(rng.standard_gamma(mean / (dispersion - 1)), 1e-300)
                one[:, 1:] = rng.multinomial(per_unit, (attracted / attracted.sum(axis=0)).T).T
            elif len(unit_of) == len(place_of):
                one[:, 1:] = _counted(rng.permutation(place_of), unit_of, places, units)
            else:
                chosen = place_of[rng.choice(len(place_of), len(unit_of), replace=False)]
                one[:, 1:] = _counted(chosen, unit_of, places, units)
        np.cumsum(drawn, axis=2, out=drawn)
        yield np.ascontiguousarray(drawn.transpose(1, 2, 0))


def _counted(place: Whole, unit: Whole, places: int, units: int) -> Whole:
    return np.bincount(place * units + unit, minlength=places * units).reshape(places, units)
