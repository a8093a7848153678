"""The cylinders of a space-time scan: zones of places near each other, times windows of time."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

SAME_SCORE = 1e-9  # scores this close are equal: they come from the same whole numbers by another road


@dataclass(frozen=True)
class Windows:
    """
    Stretches of time, in groups of equal length or of equal beginning.

    Where cases are added up over time (`cumulative` [..., units + 1]), each group's windows hold
    `cumulative[ends] - cumulative[starts]`. With `ending_now` time runs backwards: a window's units are the last ones.
    """

    units: int
    groups: tuple[tuple[slice, slice], ...]
    ending_now: bool

    @classmethod
    def of(cls, units: int, longest: int, *, ending_now: bool) -> "Windows":
        """All windows of 1 to `longest` of the `units`, or only those that hold the last unit."""
        if ending_now:
            return cls(longest, ((slice(1, longest + 1), slice(0, 1)),), ending_now)
        groups = tuple((slice(length, units + 1), slice(0, units + 1 - length)) for length in range(1, longest + 1))
        return cls(units, groups, ending_now)

    def laid_out(self, table: Whole) -> Whole:
        """Cases [place, unit] as `counts` needs them: added up over time, backwards where windows end now."""
        ordered = table[:, ::-1][:, : self.units] if self.ending_now else table
        return np.concatenate([np.zeros((len(table), 1), np.int64), ordered.cumsum(axis=1)], axis=1)

    def counts(self, cumulative: Whole) -> Whole:
        """Cases in each window, of all groups one after another [..., windows]."""
        return np.concatenate(
            [cumulative[..., ends] - cumulative[..., starts] for ends, starts in self.groups], axis=-1
        )

    def span(self, window: int, units: int) -> tuple[int, int]:
        """The first and last unit of a window, by its place in `counts`; `units` are those of the whole study."""
        if self.ending_now:
            return units - 1 - window, units - 1
        for length, (_, starts) in enumerate(self.groups, start=1):
            if window < starts.stop:
                return window, window + length - 1
            window -= starts.stop
        raise IndexError("no such window")


@dataclass(frozen=True)
class Zones:
    """
    Each place with its nearest others, which join one at a time; equally far ones in order of east, then north.

    `members[i]` are the places around place i in the order in which they join, `totals[i]` the cases of the zones
    that end with each of them.
    """

    members: tuple[Whole, ...]
    totals: tuple[Whole, ...]

    @classmethod
    def around(cls, places: Floats, cases: Whole, *, most: float, radius: float) -> "Zones":
        """`places` [n, 2] in order of east, then north; zones hold up to `most` cases, within `radius`."""
        members, totals = [], []
        for place in places:
            far = ((places - place) ** 2).sum(axis=1)
            order = np.argsort(far, kind="stable")
            together = cases[order].cumsum()
            within = int(min(np.searchsorted(together, most, "right"), (far <= radius**2).sum()))
            members.append(order[:within])
            totals.append(together[:within])
        return cls(tuple(members), tuple(totals))

    def __len__(self) -> int:
        return sum(len(own) for own in self.members)


class Score:
    """
    How unlike chance a cylinder with c cases and m expected is, of n in all: the logarithm of the likelihood ratio,

        c ln(c / m) + (n − c) ln((n − c) / (n − m))   where c is more than m and at least `fewest`, else 0.
    """

    def __init__(self, cases: int, *, fewest: int):
        self.cases, self.fewest = cases, fewest
        number = np.arange(cases + 1, dtype=np.float64)
        self._own = number * np.log(np.maximum(number, 1))
        self._both = self._own + self._own[::-1]

    def of(self, cases: Whole, expected: Floats) -> Floats:
        """Of each cylinder; the two arrays are broadcast."""
        with np.errstate(divide="ignore", invalid="ignore"):
            high = np.log(expected)
            rest = np.log(self.cases - expected)
            value = self._both[cases] - cases * high - (self.cases - cases) * rest
        return np.where((cases > expected) & (cases >= self.fewest), np.maximum(value, 0), 0.0)

    def limits(self, score: float) -> Floats:
        """
        For each number of cases, the largest expected number at which the score is still reached: [n + 1], rising.

        `np.searchsorted(limits, expected)` is therefore the fewest cases that reach the score.
        """
        cases = np.arange(self.cases + 1)
        low, high = np.zeros(self.cases + 1), cases.astype(np.float64)
        for _ in range(60):
            middle = (low + high) / 2
            with np.errstate(divide="ignore", invalid="ignore"):
                value = self._both - cases * np.log(middle) - (self.cases - cases) * np.log(self.cases - middle)
            reached = value >= score - SAME_SCORE
            low, high = np.where(reached, middle, low), np.where(reached, high, middle)
        low[: self.fewest] = -1.0  # too few: never reached
        return np.maximum.accumulate(low)


def best_of_each_zone(
    zones: Zones, windows: Windows, cumulative: Whole, of_windows: Whole, score: Score
) -> Iterator[tuple[int, Whole, Floats]]:
    """For each place: its number, and the window and score of the best cylinder on each of its zones."""
    for centre, (members, totals) in enumerate(zip(zones.members, zones.totals, strict=True)):
        if not len(members):
            continue
        cases = windows.counts(cumulative[members].cumsum(axis=0))
        scores = score.of(cases, totals[:, None] * of_windows / score.cases)
        best = scores.argmax(axis=1)
        yield centre, best, scores[np.arange(len(members)), best]


def beaten(
    zones: Zones, windows: Windows, shuffled: NDArray[np.integer], of_windows: Whole, score: Score, least: float
) -> NDArray[np.bool_]:
    """
    For each shuffle, whether any cylinder in it scores `least` or more.

    `shuffled` [place, unit + 1, shuffle] is added up over time. A shuffle leaves the expected cases of each cylinder as
    they are, so how many cases it needs is known beforehand: shuffles stand side by side, and are added up and
    compared as whole numbers. One that has beaten the score is looked at no further.
    """
    limits = score.limits(least)
    never = np.iinfo(shuffled.dtype).max
    beats = np.zeros(shuffled.shape[2], bool)
    left = np.arange(shuffled.shape[2])  # the shuffles still looked at
    won = np.zeros(len(left), bool)
    for members, totals in zip(zones.members, zones.totals, strict=True):
        expected = totals[:, None] * of_windows / score.cases
        needed = np.searchsorted(limits, expected.ravel()).reshape(expected.shape)
        needed[needed > np.minimum(of_windows, never)] = never
        reachable = needed.min(axis=1, initial=never) < never
        needed = needed.astype(shuffled.dtype)[:, :, None]
        running = np.zeros(shuffled.shape[1:], shuffled.dtype)
        for number, place in enumerate(members.tolist()):
            running += shuffled[place]
            if not reachable[number]:
                continue
            begin = 0
            for ends, starts in windows.groups:
                end = begin + ends.stop - ends.start
                reached = (running[ends] - running[starts]) >= needed[number, begin:end]
                if reached.any():
                    won |= reached.any(axis=0)
                begin = end
        if 8 * won.sum() > len(won):
            beats[left[won]] = True
            left, shuffled = left[~won], np.ascontiguousarray(shuffled[:, :, ~won])
            won = np.zeros(len(left), bool)
            if not len(left):
                break
    beats[left[won]] = True
    return beats
