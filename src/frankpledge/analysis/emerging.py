"""Which areas stay hot, become so, or no longer are, over several periods."""

import numpy as np
from numpy.typing import ArrayLike

CLASSES = ("persistent", "emerging", "former", "intermittent")
RECENT = 4  # the latest quarters: a year, so that a season is not taken for a change


def hot_classes(hot: ArrayLike, *, recent: int = RECENT) -> list[str | None]:
    """
    A class for each area from `hot` [period, area], oldest first: whether it was hot in each period.

    persistent: hot in at least half of the recent periods and half of the earlier ones, and in the latest.
    emerging: hot in at least half of the recent periods, and in fewer than a quarter of the earlier.
    former: hot in at least half of the earlier periods, and in fewer than a quarter of the recent.
    intermittent: hot at least twice, and none of these. None: hot at most once.

    >>> hot_classes([[1, 0, 1, 0], [1, 0, 1, 0], [1, 1, 0, 0], [1, 1, 0, 0]], recent=2)
    ['persistent', 'emerging', 'former', None]
    """
    table = np.asarray(hot, dtype=bool)
    if len(table) <= recent:
        raise ValueError(f"classes need more than {recent} periods")
    late, early = table[-recent:].mean(axis=0), table[:-recent].mean(axis=0)
    found: list[str | None] = []
    for area in range(table.shape[1]):
        if late[area] >= 0.5 and early[area] >= 0.5 and table[-1, area]:
            found.append("persistent")
        elif late[area] >= 0.5 and early[area] < 0.25:
            found.append("emerging")
        elif early[area] >= 0.5 and late[area] < 0.25:
            found.append("former")
        elif table[:, area].sum() >= 2:
            found.append("intermittent")
        else:
            found.append(None)
    return found
