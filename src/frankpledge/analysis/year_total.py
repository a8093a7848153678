"""What a year's count will come to if the rest of it goes as the year has gone so far. See docs/methods/year-end.md."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

FEWEST = 10  # crimes in each of the three parts: below this their square roots are no longer nearly normal
FEWEST_MONTHS = 3


class TooFewCrimes(ValueError):
    """A part of the two years has fewer than `FEWEST` crimes; `fewest` is how many it has."""

    def __init__(self, fewest: int) -> None:
        super().__init__(f"each part of the two years needs {FEWEST} crimes: one has {fewest}")
        self.fewest = fewest


@dataclass(frozen=True)
class YearEnd:
    """
    The whole year's count: `so_far`, which is known, and what may come. `low` to `high` holds the count of the whole
    year with chance `level`; none of them is under `so_far`. In crimes.
    """

    so_far: float
    expected: float
    low: float
    high: float
    level: float


def year_end(
    so_far: ArrayLike, before: ArrayLike, rest_before: ArrayLike, *, dispersion: float = 1.0, level: float = 0.95
) -> YearEnd:
    """
    The count of a whole year of which some months are known, from the year before.

    `so_far`: counts of this year's months that are known (3 to 11); `before`: the same calendar months of the year
    before; `rest_before`: the months of the year before that are still to come this year. The year before carries the
    season; how this year has gone beside it carries over to its rest. `dispersion`: the variance of a month's count
    over its mean, 1 or more. Raises TooFewCrimes under 10 in a part, ValueError for months that are no year.

    >>> ahead = year_end([90] * 6, [100] * 6, [120] * 6)
    >>> ahead.so_far, round(ahead.expected), round(ahead.low), round(ahead.high)
    (540.0, 1188, 1090, 1294)
    """
    known, same, rest = (np.asarray(part, dtype=np.float64) for part in (so_far, before, rest_before))
    if known.shape != same.shape or known.size + rest.size != 12 or known.size < FEWEST_MONTHS or not rest.size:
        raise ValueError("a year so far has 3 to 11 months, and the year before has the same ones and those to come")
    if not all(np.isfinite(part).all() and (part >= 0).all() for part in (known, same, rest)):
        raise ValueError("counts are whole numbers of 0 or more, and none is missing")
    if not 0 < level < 1:
        raise ValueError(f"A level is between 0 and 1, for example 0.95: this one is {level}")
    now, then, later = (float(part.sum()) for part in (known, same, rest))
    if min(now, then, later) < FEWEST:
        raise TooFewCrimes(int(min(now, then, later)))
    from scipy.special import ndtri

    middle = later * now / then
    # The root of the rest has variance φ/4 of its own; that of `middle` comes from the three counts behind it.
    variance = max(1.0, dispersion) / 4 * (1 + middle * (1 / now + 1 / then + 1 / later))
    reach = float(ndtri((1 + level) / 2)) * float(np.sqrt(variance))
    root = float(np.sqrt(middle))
    return YearEnd(now, now + middle, now + max(root - reach, 0.0) ** 2, now + (root + reach) ** 2, level)
