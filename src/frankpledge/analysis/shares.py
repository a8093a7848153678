"""Shares: a part of a whole, with how sure we are of it."""

from dataclasses import dataclass
from math import sqrt

from frankpledge.analysis.intervals import wilson_interval


@dataclass(frozen=True)
class Share:
    """`percent` (0-100) is `part` of `whole`, between `low` and `high`; None where the whole is 0."""

    part: int
    whole: int
    percent: float | None
    low: float
    high: float
    level: float = 0.95


@dataclass(frozen=True)
class ShareChange:
    """`points`: by how many percentage points the second share is above the first, with its interval."""

    before: Share
    after: Share
    points: float | None
    low: float
    high: float

    @property
    def could_be_chance(self) -> bool:
        return self.low <= 0.0 <= self.high


def share(part: int, whole: int, *, design_effect: float = 1.0, level: float = 0.95) -> Share:
    """
    `part` of `whole` in percent, with Wilson's interval.

    `design_effect`: how many times more uncertain the share is than one of independent cases (crimes solved in one
    investigation; a weighted survey): the interval is that of a sample `design_effect` times smaller. The interval
    is for the chance behind the share. Of a complete count the share itself is simply known.
    Raises ValueError where `part` is more than `whole`, either is negative, or the design effect is under 1.

    Source: Wilson (1927); Newcombe (1998), Statistics in Medicine 17, 857-872.

    >>> found = share(15, 148)
    >>> round(found.percent, 1), round(found.low, 1), round(found.high, 1)
    (10.1, 6.2, 16.0)
    """
    if not design_effect >= 1.0:
        raise ValueError(f"A design effect is 1 or more, not {design_effect}")
    ends = wilson_interval(part / design_effect, whole / design_effect, level=level)
    percent = 100.0 * part / whole if whole else None
    return Share(part, whole, percent, 100.0 * ends.low, 100.0 * ends.high, level)


def share_change(before: Share, after: Share) -> ShareChange:
    """
    By how many percentage points a share moved between two separate sets of cases, with Newcombe's interval.

    Both shares keep their own design effect, and must have been made at the same level (else ValueError). Where
    either whole is 0 there are no points, and the interval is as wide as can be.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.

    >>> moved = share_change(share(48, 80), share(56, 70))
    >>> round(moved.points, 2), round(moved.low, 2), round(moved.high, 2)
    (20.0, 5.24, 33.39)
    """
    if before.level != after.level:
        raise ValueError("Two shares are compared at one level")
    if before.percent is None or after.percent is None:
        return ShareChange(before, after, None, -100.0, 100.0)
    points = after.percent - before.percent
    low = points - sqrt((after.percent - after.low) ** 2 + (before.high - before.percent) ** 2)
    high = points + sqrt((after.high - after.percent) ** 2 + (before.percent - before.low) ** 2)
    return ShareChange(before, after, points, low, high)
