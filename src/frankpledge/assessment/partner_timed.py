"""Which counts of a partner's crimes of one group may stand in the same assessment: how many have a time, a place, neither."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from frankpledge.analysis.linked import small_differences, suppress_together
from frankpledge.assessment.partner_table import THRESHOLD

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

SUREST_WINDOW = 24 * 60  # minutes; an event less sure than that has no day
TO_THE_HOUR = 60  # minutes


@dataclass(frozen=True)
class TimedCounts:
    """
    Of one group of crimes: how many have a time known to a day, how many to the hour, how many a place and a day, and
    how many have no time, one too wide, or an end before its beginning. None where a number must be hidden because it
    is small, or because the others, printed beside it in another finding, would give a small one away.
    """

    timed: int | None
    to_the_hour: int | None
    placed: int | None
    without: int | None
    too_long: int | None
    refused: int | None


def minutes(events: "pd.DataFrame") -> "NDArray[np.float64]":
    """How long it may have taken; NaN where begin or end is not known."""
    return np.asarray((events["to_at"] - events["from_at"]).dt.total_seconds() / 60, dtype=np.float64)


def is_placed(events: "pd.DataFrame") -> "NDArray[np.bool_]":
    """Which have coordinates, and a time no less sure than a day."""
    sure: NDArray[np.bool_] = np.nan_to_num(minutes(events)) <= SUREST_WINDOW
    known = events["lon"].notna() & events["from_at"].notna() & (events["place_confidence"] == "coordinates")
    return np.asarray(known.to_numpy(dtype=bool) & sure)


def timed_counts(events: "pd.DataFrame") -> TimedCounts:
    """All of them together, so that no two give away what lies between (120 with a time, 118 of them with a place)."""
    begun = events["from_at"].notna().to_numpy(dtype=bool)
    lasts = np.nan_to_num(minutes(events))
    refused, too_long = begun & (lasts < 0), begun & (lasts > SUREST_WINDOW)
    timed = begun & ~refused & ~too_long
    kinds = (timed, timed & (lasts <= TO_THE_HOUR), is_placed(events), ~begun, too_long, refused)
    # Events that agree in all six are one part.
    code = np.array([1 << at for at in range(len(kinds))]) @ np.array(kinds, dtype=np.int64)
    codes, parts = np.unique(code, return_counts=True)
    numbers = [np.flatnonzero(codes >> at & 1) for at in range(len(kinds))]
    between = small_differences(parts, numbers, threshold=THRESHOLD)
    hidden = suppress_together(parts, [*numbers, *between], threshold=THRESHOLD).hidden
    values = [int(parts[one].sum()) for one in numbers]
    return TimedCounts(*(None if hides else n for n, hides in zip(values, hidden, strict=False)))
