"""
Did the pattern of places change between two periods, or only the number of crimes?

A permutation test that swaps the two periods month by month, so that it asks nothing of how crimes cluster within a
month. Single-step adjusted p: Westfall & Young 1993, Resampling-Based Multiple Testing. See
docs/methods/pattern-change.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.season import TooShort

Floats = NDArray[np.float64]

FEWEST_MONTHS = 8  # with 8 the smallest p there can be is 1 in 128
ENUMERATED = 13  # months: 4,096 different ways to swap; beyond, so many are drawn
DRAWN = 9_999
FEW = 5  # crimes
LAGS = 2  # months
_BATCH = 4_000_000  # numbers at a time
_SAME = 1 - 1e-12  # equal sums may differ in their last bit


@dataclass(frozen=True)
class PatternChange:
    """
    `moved`: the share of crime (0 to 1) that would have to lie elsewhere for the second period to have the first's
    pattern; `moved_by_chance`: what that share would be on average if only chance moved it, and it is never near 0 where
    there are few crimes. `p`: the chance of a difference in pattern at least this large if none were real.
    For each place: `share_before` and `share_after` of all crime, month for month, and `place_p`, the chance that any
    place at all would differ as much as this one: already adjusted for the number of places.
    `months`: how many took part, those with crime in both periods. `persistence`: how much more the average of a period
    varies than that of months which know nothing of each other would (1: no more), already allowed for.
    """

    moved: float
    moved_by_chance: float
    p: float
    share_before: Floats
    share_after: Floats
    place_p: Floats
    months: int
    persistence: float


def pattern_change(before: ArrayLike, after: ArrayLike, *, seed: int = 0) -> PatternChange:
    """
    Compare where crime lay in two periods, whatever became of its number.

    `before`, `after`: counts [month, place] of the same calendar months and the same places, so that a summer meets
    a summer. In each month the shares of the places are set against each other; under no change the two are as good
    as swapped, so all ways to swap months (2 to the months less one; over 13 months, 9,999 drawn with `seed`) give the
    distribution of Σ difference² / (share + that of 5 crimes). Crimes that come in runs are allowed for: within a month
    since it is swapped as a whole, beyond it by how alike the differences of neighbouring months are. Months in which
    either period has no crime take no part. Raises TooShort under 8 months that do, and ValueError for what does not
    fit. The months are given in their order.

    >>> before = [[8, 1, 1]] * 9
    >>> found = pattern_change(before, [[7, 2, 1], [6, 3, 1], [7, 2, 1]] * 3)
    >>> round(found.moved, 3), round(found.p, 4), found.place_p.round(4).tolist()
    (0.133, 0.0039, [0.0977, 0.0039, 1.0])
    """
    then, now = _counts(before), _counts(after)
    if then.shape != now.shape:
        raise ValueError("both periods need the same months and the same places")
    sums = then.sum(axis=1), now.sum(axis=1)
    used = (sums[0] > 0) & (sums[1] > 0)
    months = int(used.sum())
    if months < FEWEST_MONTHS:
        raise TooShort(needed=FEWEST_MONTHS, held=months)
    first, second = then[used] / sums[0][used, None], now[used] / sums[1][used, None]
    # The weight of a month is how exactly its difference is known, were crimes independent of each other.
    weight = sums[0][used] * sums[1][used] / (sums[0][used] + sums[1][used])
    weight /= weight.sum()
    difference = weight[:, None] * (second - first)
    # The same whichever months are swapped. Five crimes are added to each place, or those with almost none, where a
    # single crime is a large part, would drown out the others.
    together = (then[used] + now[used]).sum(axis=0)
    expected = np.where(together > 0, together + FEW, 0) / together.sum()
    lasting = _persistence(difference, expected)
    moved, moved_by_chance, p, place_p = _against_swaps(difference, expected, lasting, seed)
    return PatternChange(moved, moved_by_chance, p, weight @ first, weight @ second, place_p, months, lasting)


def _counts(given: ArrayLike) -> Floats:
    counts = np.asarray(given, dtype=float)
    if counts.ndim != 2 or counts.shape[1] < 2 or not np.isfinite(counts).all() or (counts < 0).any():
        raise ValueError("patterns need counts from 0, months by at least two places")
    return counts


def _persistence(difference: Floats, expected: Floats) -> float:
    """
    How many times the variance of the summed differences is what it would be if the months were independent.

    A series of burglaries lasts longer than a month, so that month and the next are alike, and swapping months one by
    one understates what chance does. Autocorrelation at lags of 1 and 2 months is pooled over all places. The season
    is gone from the differences, and each place's average is taken out, so that a real change does not count as
    likeness.
    """
    some = expected > 0
    rest = (difference[:, some] - difference[:, some].mean(axis=0)) / np.sqrt(expected[some])
    months, spread = len(rest), float(np.square(rest).mean(axis=0).sum())
    if spread == 0:
        return 1.0
    together, room = 0.0, 0.0
    for lag in range(1, LAGS + 1):
        together += (1 - lag / months) * float((rest[lag:] * rest[:-lag]).mean(axis=0).sum()) / spread
        room += 1 - lag / months
    # The factor f is 1 + 2 Σ (1 − lag/m) r. What is seen of r is (r − f/m) / (1 − f/m), so f stands on both sides.
    return max(1.0, (1 + 2 * together) / (1 - 2 * (room - together) / months))


def _against_swaps(
    difference: Floats, expected: Floats, lasting: float, seed: int
) -> tuple[float, float, float, Floats]:
    some = expected > 0
    scaled = difference[:, some]

    def parts(signs: Floats) -> tuple[Floats, Floats]:
        """Of each way to swap: the share moved, and each place's part of the statistic."""
        sums = signs @ scaled
        return np.abs(sums).sum(axis=1) / 2, np.square(sums) / expected[some]

    seen_moved, seen = parts(np.ones((1, len(difference))))
    total, each = float(seen.sum()) / lasting * _SAME, seen[0] / lasting * _SAME
    tried, moved, as_far = 0, 0.0, 0
    place_as_far = np.zeros(len(each))
    for signs in _swaps(len(difference), max(1, _BATCH // max(1, len(each))), seed):
        elsewhere, statistic = parts(signs)
        tried += len(signs)
        moved += float(elsewhere.sum())
        as_far += int((statistic.sum(axis=1) >= total).sum())
        place_as_far += _at_least(statistic.max(axis=1), each)
    place_p = np.ones(len(expected))
    place_p[some] = place_as_far / tried
    return float(seen_moved[0]), moved / tried * lasting**0.5, as_far / tried, place_p


def _at_least(largest: Floats, each: Floats) -> NDArray[np.int64]:
    """For each place, how many of `largest` are as large as its own part."""
    ordered = np.sort(largest)
    return np.asarray(len(ordered) - np.searchsorted(ordered, each, side="left"), dtype=np.int64)


def _swaps(months: int, at_once: int, seed: int) -> Iterator[Floats]:
    """
    Rows of 1 and −1, in batches. Swapping the months of a row or all the others gives the same statistic, so the first
    month is never swapped. Where they are drawn, what was seen is one of them.
    """
    if months <= ENUMERATED:
        ways = 2 ** (months - 1)
        bits = (np.arange(ways)[:, None] >> np.arange(months - 1)) & 1
    else:
        bits = np.random.default_rng(seed).integers(0, 2, (DRAWN + 1, months - 1))
        bits[0] = 0
    signs = np.column_stack([np.ones(len(bits)), 1.0 - 2.0 * bits])
    return (signs[start : start + at_once] for start in range(0, len(signs), at_once))
