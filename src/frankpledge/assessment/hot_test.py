"""Which places are unusually high together with their neighbours, more than chance would give."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.hot import gi_star_exact
from frankpledge.analysis.multiple import false_discovery
from frankpledge.analysis.neighbours import Neighbours

FALSE_ALARMS = 0.05

NOT_HOT = "not unusual"
HOT = "unusually high together with its neighbours (at most 1 in 20 of these expected to be a false alarm)"
LEGEND = (NOT_HOT, HOT)

EXACT = (
    "A place is marked where its own count is above the average and the counts of it and its neighbours together are "
    "higher than if the same counts were dealt out anew to the other places (exact, no normal approximation), allowing "
    "for all the places tested. It is a count, not a rate: town centres stand out, because much happens there."
)


@dataclass(frozen=True)
class HotTest:
    """
    For every place (collar included): Gi* as `z`, adjusted `p` (NaN where not tested) and whether it is `hot`.
    """

    z: NDArray[np.float64]
    p: NDArray[np.float64]
    hot: NDArray[np.bool_]


def hot_test(
    counts: NDArray[np.int64],
    neighbours: Neighbours,
    tested: NDArray[np.bool_],
    *,
    false_alarms: float = FALSE_ALARMS,
) -> HotTest:
    """
    Gi* with its exact conditional p on the high side, Benjamini-Hochberg over the tested places.

    `counts` [n] and `tested` [n] are in the order of the `neighbours`' places. The collar gives neighbours and has
    its part in what is usual, but is not itself tested. Where nothing was recorded anywhere, nothing is hot.
    """
    if len(counts) < 3 or not counts.any():
        return HotTest(np.zeros(len(counts)), np.full(len(counts), np.nan), np.zeros(len(counts), dtype=np.bool_))
    spots = gi_star_exact(counts, neighbours)
    p = false_discovery(np.where(tested, spots.p_high, np.nan))
    # The p is about the neighbours, given the place's own count: a low place among high ones is not itself high.
    hot = tested & (np.nan_to_num(p, nan=1.0) < false_alarms) & (counts > counts.mean())
    return HotTest(spots.z, p, hot)
