"""Near repeats: whether events that are close in space are also close in time more often than chance would have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.dbscan import SNAPPED, TooFine

SAME_PLACE = 0.001  # metres: the first band holds what happened at the very same point
BY_DAY = (0.0, SAME_PLACE, 100.0, 200.0, 400.0), (0, 8, 15, 29)  # bands of metres and of days, unless told
BY_MONTH = (0.0, SNAPPED, 300.0, 600.0), (0, 1, 2, 3)  # of months: this one, the next and the one after
CHUNK, SIDE = 8192, 64  # pairs looked at together, shuffles side by side: what fits a processor's near memory

Unit = Literal["day", "month"]


class MonthsOnly(ValueError):
    """Days were asked of events that are dated by month alone."""


@dataclass(frozen=True)
class NearRepeats:
    """
    Pairs of events by how far apart they are in space (rows) and time (columns).

    Bands are closed at their beginning and open at their end; `distances` and `lags` are their edges, in metres and
    in `unit`. `pairs` are those seen, `expected` what chance would give, `ratio` the one over the other, `p` how often
    a shuffle gives as many or more, `p_any` the same of the table as a whole: how often a shuffle's most surprising
    cell is as surprising as this one. `deviation` is the exact standard deviation of the pairs under chance.
    """

    distances: tuple[float, ...]
    lags: tuple[int, ...]
    unit: Unit
    events: int
    pairs: NDArray[np.int64]
    expected: NDArray[np.float64]
    deviation: NDArray[np.float64]
    ratio: NDArray[np.float64]
    p: NDArray[np.float64]
    p_any: NDArray[np.float64]
    shuffles: int


def near_repeats(
    east: ArrayLike,
    north: ArrayLike,
    time: ArrayLike,
    *,
    distances: Sequence[float] | None = None,
    lags: Sequence[int] | None = None,
    unit: Unit = "day",
    dated_by: Unit = "day",
    strata: ArrayLike | None = None,
    shuffles: int = 999,
    seed: int = 1,
) -> NearRepeats:
    """
    Knox's test for a table of bands.

    `east` and `north` are metres, `time` whole days (or months, with `unit`); `dated_by` says how finely the source
    dates its events, and `BY_DAY` and `BY_MONTH` are the bands unless others are given. Times are shuffled over the places; within each of `strata` (a month, say) where they are given,
    which takes a season or a trend away that the places do not share. The expected pairs are exact, and so is their
    deviation (Barton & David 1966) without strata; with them it is that of the shuffles.

    Raises MonthsOnly where days are asked of events dated by month, and TooFine where the first band of such events is
    narrower than 150 m, for sources that date by month move the places too. Needs 3 events or more.

    Source: Knox (1964), Applied Statistics 13, 25-29; Johnson et al. (2007), Journal of Quantitative Criminology 23,
    201-219.
    """
    if unit == "day" and dated_by == "month":
        raise MonthsOnly("These events are dated by month, so pairs within days cannot be counted: ask for months.")
    usual = BY_DAY if unit == "day" else BY_MONTH
    distances, lags = distances or usual[0], lags or usual[1]
    if dated_by == "month" and len(distances) > 1 and distances[1] < SNAPPED:
        raise TooFine(reach=float(distances[1]), good_to=SNAPPED)
    x, y = np.asarray(east, np.float64), np.asarray(north, np.float64)
    given = np.asarray(time, np.float64)
    if not np.all(np.isfinite(given)) or np.any(given != np.floor(given)):
        raise ValueError("times are whole days (or months), and none is missing")
    when = given.astype(np.int64)
    if not x.shape == y.shape == when.shape or x.ndim != 1 or len(x) < 3:
        raise ValueError("near_repeats needs a place and a time each of 3 events or more")
    edges, steps = np.asarray(distances, np.float64), np.asarray(lags, np.int64)
    for ends in (edges, steps):
        if len(ends) < 2 or ends[0] < 0 or np.any(np.diff(ends) <= 0):
            raise ValueError("bands are given by their edges, two or more, each larger than the one before")
    if shuffles < 1:
        raise ValueError("without a shuffle there is nothing to compare with")
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("every event has a place: leave out those without")
    if strata is not None and np.shape(strata) != when.shape:
        raise ValueError("each event is in one stratum")
    first, second, band = _close_pairs(x, y, edges)
    rng = np.random.default_rng(seed)
    when = (when - when.min()).astype(np.int32)
    seen = _counts(when[:, None], first, second, band, len(edges) - 1, steps)[:, :, 0]
    groups = None if strata is None else np.unique(np.asarray(strata), return_inverse=True)[1]
    drawn = np.empty((*seen.shape, shuffles), np.int64)
    for begin in range(0, shuffles, SIDE):
        width = min(SIDE, shuffles - begin)
        shuffled = np.stack([_shuffle(when, groups, rng) for _ in range(width)], axis=1)
        drawn[:, :, begin : begin + width] = _counts(shuffled, first, second, band, len(edges) - 1, steps)
    if groups is None:
        expected, deviation = _exact(when, first, second, band, len(edges) - 1, steps)
    else:
        expected = _expected_within(when, groups, first, second, band, len(edges) - 1, steps)
        deviation = drawn.std(axis=2)
    p = (1 + (drawn >= seen[:, :, None]).sum(axis=2)) / (shuffles + 1)
    return NearRepeats(
        distances=tuple(float(edge) for edge in edges),
        lags=tuple(int(step) for step in steps),
        unit=unit,
        events=len(x),
        pairs=seen,
        expected=expected,
        deviation=deviation,
        ratio=np.divide(seen, expected, out=np.full(seen.shape, np.nan), where=expected > 0),
        p=p,
        p_any=_p_of_the_table(seen, drawn, expected, deviation),
        shuffles=shuffles,
    )


def _close_pairs(
    x: NDArray[np.float64], y: NDArray[np.float64], edges: NDArray[np.float64]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """Every pair of events nearer than the last edge, sorted by band; found through the points, which are fewer."""
    from scipy.spatial import cKDTree

    points, at = np.unique(np.column_stack([x, y]), axis=0, return_inverse=True)
    at = at.ravel()
    order = np.argsort(at, kind="stable").astype(np.int32)
    starts = np.searchsorted(at[order], np.arange(len(points) + 1))
    sizes = np.diff(starts)
    near = cKDTree(points).query_pairs(edges[-1], output_type="ndarray")
    gap = np.hypot(*(points[near[:, 0]] - points[near[:, 1]]).T)
    a, b = near[:, 0], near[:, 1]
    repeat = sizes[a] * sizes[b]
    within = np.arange(repeat.sum()) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    width = np.repeat(sizes[b], repeat)
    first = order[np.repeat(starts[a], repeat) + within // np.maximum(width, 1)]
    second = order[np.repeat(starts[b], repeat) + within % np.maximum(width, 1)]
    distance = np.repeat(gap, repeat)
    same = [
        np.column_stack(np.triu_indices(size, 1)) + start
        for size, start in zip(sizes, starts, strict=False)
        if size > 1
    ]
    if same:
        together = np.concatenate(same)
        first = np.concatenate([first, order[together[:, 0]]])
        second = np.concatenate([second, order[together[:, 1]]])
        distance = np.concatenate([distance, np.zeros(len(together))])
    band = np.searchsorted(edges, distance, side="right") - 1
    kept = (band >= 0) & (band < len(edges) - 1)
    sort = np.argsort(band[kept], kind="stable")
    return first[kept][sort], second[kept][sort], band[kept][sort].astype(np.int8)


def _counts(
    when: NDArray[np.int32],
    first: NDArray[np.int32],
    second: NDArray[np.int32],
    band: NDArray[np.int8],
    bands: int,
    steps: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Bands x lags x shuffles: `when` has a column for each shuffle, and pairs stand in order of band."""
    counted = np.zeros((bands, len(steps) - 1, when.shape[1]), np.int64)
    edges = np.searchsorted(band, np.arange(bands + 1))
    for number in range(bands):
        for begin in range(edges[number], edges[number + 1], CHUNK):
            end = min(begin + CHUNK, edges[number + 1])
            apart = np.abs(when[first[begin:end]] - when[second[begin:end]])
            below = [(apart < step).sum(axis=0) for step in steps]
            for lag in range(len(steps) - 1):
                counted[number, lag] += below[lag + 1] - below[lag]
    return counted


def _shuffle(when: NDArray[np.int32], groups: NDArray[np.int64] | None, rng: np.random.Generator) -> NDArray[np.int32]:
    if groups is None:
        return rng.permutation(when)
    # Sorted by group, at random within it: each event gets the time of another of its group.
    into = np.argsort(groups, kind="stable")
    out = np.lexsort((rng.random(len(when)), groups))
    shuffled = np.empty_like(when)
    shuffled[into] = when[out]
    return shuffled


def _exact(
    when: NDArray[np.int32],
    first: NDArray[np.int32],
    second: NDArray[np.int32],
    band: NDArray[np.int8],
    bands: int,
    steps: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and standard deviation of each cell over all orders of the times: Barton & David (1966)."""
    n = len(when)
    every = n * (n - 1) / 2
    space = [np.bincount(np.concatenate([first[band == k], second[band == k]]), minlength=n) for k in range(bands)]
    ordered = np.sort(when)
    within = [
        np.searchsorted(ordered, when + step, side="left") - np.searchsorted(ordered, when - step, side="right")
        if step > 0
        else np.zeros(n, np.int64)
        for step in steps
    ]
    # Of those nearer than a step, an event is itself one, but for a step of 0.
    degrees = [within[k + 1] - within[k] - (1 if steps[k] == 0 else 0) for k in range(len(steps) - 1)]
    mean = np.zeros((bands, len(degrees)))
    deviation = np.zeros_like(mean)
    for row, near in enumerate(space):
        s, s2 = near.sum() / 2, float((near * (near - 1.0)).sum() / 2)
        for column, soon in enumerate(degrees):
            t, t2 = soon.sum() / 2, float((soon * (soon - 1.0)).sum() / 2)
            s3, t3 = s * (s - 1) / 2 - s2, t * (t - 1) / 2 - t2
            mean[row, column] = s * t / every
            second_moment = mean[row, column] + 2 * s2 * t2 / (n * (n - 1) * (n - 2) / 2)
            if n > 3:
                second_moment += 2 * s3 * t3 / (n * (n - 1.0) * (n - 2) * (n - 3) / 8)
            deviation[row, column] = np.sqrt(max(second_moment - mean[row, column] ** 2, 0))
    return mean, deviation


def _expected_within(
    when: NDArray[np.int32],
    groups: NDArray[np.int64],
    first: NDArray[np.int32],
    second: NDArray[np.int32],
    band: NDArray[np.int8],
    bands: int,
    steps: NDArray[np.int64],
) -> NDArray[np.float64]:
    """
    Mean of each cell over all orders of the times within their groups.

    A pair of events of groups a and b is so far apart in time as any pair of times of a and b: the close pairs in
    space of each two groups, times the share of close ones among all pairs of their times.
    """
    count = int(groups.max()) + 1
    size = np.bincount(groups, minlength=count)
    times = [np.sort(when[groups == number]) for number in range(count)]
    # Ordered pairs of times nearer than each step, an event with itself among them: [step, group, group].
    nearer = np.zeros((len(steps), count, count))
    for at, step in enumerate(steps):
        for number, own in enumerate(times):
            below = np.searchsorted(own, when + step, "left") - np.searchsorted(own, when - step, "right")
            nearer[at, :, number] = np.bincount(groups, np.maximum(below, 0), minlength=count)
        if step > 0:
            nearer[at] -= np.diag(size)
    every = np.outer(size, size) - np.diag(size)
    share = np.divide(np.diff(nearer, axis=0), every, out=np.zeros((len(steps) - 1, count, count)), where=every > 0)
    mean = np.zeros((bands, len(steps) - 1))
    for number in range(bands):
        here = band == number
        close = np.bincount(groups[first[here]] * count + groups[second[here]], minlength=count * count)
        mean[number] = (share * close.reshape(count, count)).sum(axis=(1, 2))
    return mean


def _p_of_the_table(
    seen: NDArray[np.int64],
    drawn: NDArray[np.int64],
    expected: NDArray[np.float64],
    deviation: NDArray[np.float64],
) -> NDArray[np.float64]:
    spread = np.where(deviation > 0, deviation, np.inf)
    surprise = (seen - expected) / spread
    most = ((drawn - expected[:, :, None]) / spread[:, :, None]).max(axis=(0, 1))
    found: NDArray[np.float64] = (1 + (most[None, None, :] >= surprise[:, :, None]).sum(axis=2)) / (drawn.shape[2] + 1)
    return found
