"""
Emerging hot and cold spots, in the eight words of mapping software: what each place was, step by step, until now.

The definitions are those published for Esri's Emerging Hot Spot Analysis tool. `emerging.classify` has fewer words and
suits most readers better; this is for those who exchange classes with a GIS. See docs/methods/emerging-hot-spots.md.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.emerging import Trend, mann_kendall
from frankpledge.analysis.season import TooShort

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

History = Literal[
    "new", "consecutive", "intensifying", "persistent", "diminishing", "sporadic", "oscillating", "historical", "none"
]  # fmt: skip
HISTORIES: tuple[History, ...] = get_args(History)

FEWEST_STEPS = 10  # with fewer, 90% of the steps is all of them
MOST_OF_THE_TIME = 0.9


@dataclass(frozen=True)
class Histories:
    """
    One answer for each place: its `history` (see `area_histories`), whether that is of a hot or a cold spot (`side`: 1,
    -1, or 0 where the history is none), how many steps it was hot and cold, and the `trend` of its z values.
    """

    history: tuple[History, ...]
    side: Whole
    hot_steps: Whole
    cold_steps: Whole
    trend: Trend


def area_histories(
    hot: ArrayLike, cold: ArrayLike, z: ArrayLike, *, months_a_step: int = 3, level: float = 0.95
) -> Histories:
    """
    Put each place into one of eight classes of hot spot, or of cold spot by the same rules turned round.

    Hot in the last step, and
    - new: never before;
    - consecutive: in an unbroken run of 2 steps or more up to now, never before it, and in under 90% of all steps;
    - intensifying, diminishing, persistent: in 90% of all steps or more, with z rising, falling, or neither
      (Mann-Kendall, two-sided p under 1 − `level`);
    - oscillating: in under 90%, and cold in some earlier step;
    - sporadic: in under 90%, on and off, and never cold.
    Neither hot nor cold in the last step, but hot in 90% of all steps or more: historical. Everything else: none.

    `hot`, `cold`: [places, steps], oldest first, true where the place was unusually high or low in that step after
    adjusting for the number of places; `z`: Gi* of each step. Steps must not overlap. Raises TooShort under 10 steps,
    told in months by `months_a_step`, and ValueError for what does not fit.

    >>> hot = [[0] * 11 + [1], [0] * 9 + [1] * 3, [1] * 12, [1, 0, 1] * 4, [1] * 11 + [0]]
    >>> found = area_histories(hot, [[0] * 12] * 5, [[2.0] * 12] * 5)
    >>> found.history
    ('new', 'consecutive', 'persistent', 'sporadic', 'historical')
    """
    high, low, scores = np.asarray(hot, dtype=bool), np.asarray(cold, dtype=bool), np.asarray(z, dtype=float)
    if high.ndim != 2 or not high.shape == low.shape == scores.shape:
        raise ValueError("histories need hot, cold and z for each place in each step")
    if high.shape[1] < FEWEST_STEPS:
        raise TooShort(needed=FEWEST_STEPS * months_a_step, held=high.shape[1] * months_a_step)
    if (high & low).any():
        raise ValueError("a place cannot be hot and cold in the same step")
    trend = mann_kendall(scores)
    clear = trend.p < 1 - level
    warm = _of_one_side(high, low, (trend.s > 0) & clear, (trend.s < 0) & clear)
    chill = _of_one_side(low, high, (trend.s < 0) & clear, (trend.s > 0) & clear)
    none = len(HISTORIES) - 1
    chosen = np.where(warm < none, warm, chill)
    side = np.where(warm < none, 1, np.where(chill < none, -1, 0)).astype(np.int64)
    history = tuple(HISTORIES[at] for at in chosen.tolist())
    return Histories(history, side, high.sum(axis=1), low.sum(axis=1), trend)


def _of_one_side(on: Flags, other: Flags, stronger: Flags, weaker: Flags) -> Whole:
    """Positions in `HISTORIES`, of places that were `on` (hot, say) and perhaps the `other` at some time."""
    steps = on.shape[1]
    times, now = on.sum(axis=1), on[:, -1]
    # Length of the unbroken run up to now: steps since the last one that was off.
    run = np.where(on.all(axis=1), steps, np.argmin(on[:, ::-1], axis=1))
    mostly = times >= MOST_OF_THE_TIME * steps - 1e-9
    rules: list[tuple[History, Flags]] = [  # the first that fits holds
        ("new", now & (times == 1)),
        ("consecutive", now & (run == times) & ~mostly),
        ("intensifying", now & mostly & stronger),
        ("diminishing", now & mostly & weaker),
        ("persistent", now & mostly),
        ("oscillating", now & other.any(axis=1)),
        ("sporadic", now),
        ("historical", mostly & ~other[:, -1]),  # what a place is now says more: one cold now is a cold spot
    ]
    positions = [HISTORIES.index(word) for word, _ in rules]
    fitting = [rule for _, rule in rules]
    return np.asarray(np.select(fitting, positions, default=HISTORIES.index("none")), dtype=np.int64)
