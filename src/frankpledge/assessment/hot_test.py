"""Which places are unusually high together with their neighbours, more than chance would give."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.hot import gi_star_exact
from frankpledge.analysis.multiple import false_discovery
from frankpledge.analysis.neighbours import Neighbours

FALSE_ALARMS = 0.05
FEWEST_PLACES = 3

NOT_HOT = "not unusual"
HOT = "unusually high together with its neighbours (at most 1 in 20 of these expected to be a false alarm)"
LEGEND = (NOT_HOT, HOT)

EXACT = (
    "A place is marked where its own count is above the average and the counts of it and its neighbours together are "
    "higher than if the same counts were dealt out anew to the other places (exact, no normal approximation), allowing "
    "for all the places tested. It is a count, not a rate: town centres stand out, because much happens there."
)
FEWER_MONTHS = "What was hot before is worked out from the months before that can be compared, which are fewer than those held now."


@dataclass(frozen=True)
class Region:
    """
    Places that are tested among each other: a partnership's, and a collar of those that touch them. `at` are their
    positions among all places, `neighbours` says who touches whom among them, `tested` which of them are not collar.
    """

    at: NDArray[np.int64]
    neighbours: Neighbours
    tested: NDArray[np.bool_]


@dataclass(frozen=True)
class HotTest:
    """
    For every place (collar included): Gi* as `z`, adjusted `p` (NaN where not tested) and whether it is `hot`.
    """

    z: NDArray[np.float64]
    p: NDArray[np.float64]
    hot: NDArray[np.bool_]


def regions(neighbours: Neighbours, labels: NDArray[np.int64]) -> tuple[Region, ...]:
    """
    A region for each label from 0; places with the label -1 are in collars alone.

    Each partnership is a region of its own: among all of a large force area, a whole town would stand out or, where
    one city centre is far above all others, nothing would.
    """
    places = np.arange(len(labels))
    first, second = np.repeat(places, neighbours.counts), neighbours.members
    found = []
    for label in range(int(labels.max(initial=-1)) + 1):
        inside = labels == label
        here = inside.copy()
        here[second[inside[first]]] = True
        at = places[here]
        renamed = np.cumsum(here) - 1
        both = here[first] & here[second]
        among = Neighbours.from_pairs(len(at), renamed[first[both]], renamed[second[both]])
        found.append(Region(at, among, inside[at]))
    return tuple(found)


def hot_test(counts: NDArray[np.int64], regions: Sequence[Region], *, false_alarms: float = FALSE_ALARMS) -> HotTest:
    """
    Gi* with its exact conditional p on the high side, region by region, Benjamini-Hochberg over all places tested.

    `counts` [n] of all places. The collar gives neighbours and has its part in what is usual, but is not itself
    tested. Where nothing was recorded in a region, nothing in it is hot.
    """
    z, p, above = np.zeros(len(counts)), np.full(len(counts), np.nan), np.zeros(len(counts), dtype=np.bool_)
    for region in regions:
        tested = region.at[region.tested]
        own = counts[region.at]
        if len(own) < FEWEST_PLACES or not own.any():
            p[tested] = 1.0
            continue
        spots = gi_star_exact(own, region.neighbours)
        z[tested], p[tested] = spots.z[region.tested], spots.p_high[region.tested]
        # The p is about the neighbours, given the place's own count: a low place among high ones is not itself high.
        above[tested] = (own > own.mean())[region.tested]
    adjusted = false_discovery(p)
    return HotTest(z, adjusted, above & (np.nan_to_num(adjusted, nan=1.0) < false_alarms))
