"""Which themes stay near the top under every plausible weighting of the criteria: rank acceptability (SMAA)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frankpledge.analysis.weightings import Weightings

FloatArray = NDArray[np.float64]
AT_ONCE = 2_000


@dataclass(frozen=True)
class Acceptability:
    """
    `ranks` [themes, themes]: the share of plausible weightings in which theme i has rank j + 1; rows add up to 1.

    `top` [themes]: the share in which it is among the first `places`. `top_error`, `beats_error`: Monte Carlo standard
    errors. `beats` [themes, themes]: the share in which i is above j (a tie counts half). `central` [themes, criteria]:
    the mean of the weightings that put it first, NaN where none does. `mean_value` [themes]. `near`: see `not_apart`.
    """

    ranks: FloatArray
    top: FloatArray
    top_error: FloatArray
    beats: FloatArray
    beats_error: FloatArray
    central: FloatArray
    mean_value: FloatArray
    places: int
    draws: int
    near: float

    @property
    def not_apart(self) -> tuple[tuple[int, int], ...]:
        """Pairs of themes that cannot be told apart: each is above the other in at least 0.5 - `near` of draws."""
        themes = len(self.top)
        return tuple(
            (one, other)
            for one in range(themes)
            for other in range(one + 1, themes)
            if abs(self.beats[one, other] - 0.5) <= self.near
        )


@dataclass(frozen=True)
class WeightChange:
    """The weight of one criterion times `factor`, the others scaled to make up 1; who enters and leaves the top."""

    criterion: int
    factor: float
    weights: tuple[float, ...]
    enters: tuple[int, ...]
    leaves: tuple[int, ...]


def rank_acceptability(
    scores: ArrayLike,
    *,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    panel: ArrayLike | None = None,
    weightings: Weightings | None = None,
    places: int = 5,
    near: float = 0.2,
    draws: int = 20_000,
    seed: int = 1,
    level: float = 0.95,
    scale: tuple[float, float] = (-np.inf, np.inf),
) -> Acceptability:
    """
    Ranks of themes over all plausible weightings and scores, instead of one rank from one weighting.

    `scores` [themes, criteria]: on one common scale (see `scaled`), more is more pressing. `low`, `high` (same shape):
    the ends of each score's interval at `level`, where it has one (NaN: known); drawn from a normal of its own on each
    side of the score, held within `scale`. `panel` [members, themes, criteria]: for criteria that a panel scored (NaN
    for the others, and where a member kept out): each draw takes one member's scores on a criterion, for all themes,
    so the spread of the panel counts in full; a missing one is the median of the others. `weightings`: which weights
    are plausible; every one if None.

    Tied themes share the credit of the ranks they take up: two tied first have half of rank 1 and half of rank 2 each.
    Same seed, same answer. Raises ValueError for shapes that do not fit, scores missing, or ends on the wrong side.

    Source: Lahdelma & Salminen (2001), Operations Research 49, 444-454 (SMAA-2).

    >>> found = rank_acceptability([[0.9, 0.1], [0.1, 0.9], [0.4, 0.4]], places=1)
    >>> found.top.round(2).tolist()
    [0.5, 0.5, 0.0]
    """
    middle = np.asarray(scores, dtype=np.float64)
    if middle.ndim != 2 or middle.size == 0:
        raise ValueError("Scores are needed by theme and criterion")
    themes, criteria = middle.shape
    below, above = _sides(middle, low, high, level)
    members, middle = _members(panel, middle)
    if not np.all(np.isfinite(middle)):
        raise ValueError("Every theme needs a score on every criterion")
    allowed = Weightings(criteria) if weightings is None else weightings
    if allowed.criteria != criteria:
        raise ValueError("The weightings are of another number of criteria")
    if not 1 <= places <= themes:
        raise ValueError(f"The top is of 1 to {themes} places")
    random = np.random.default_rng(seed)
    weights = allowed.draw(draws, random)
    shares, tops = np.zeros((themes, themes)), np.zeros(themes)
    beats, values = np.zeros((themes, themes)), np.zeros(themes)
    central, firsts = np.zeros((themes, criteria)), np.zeros(themes)
    for start in range(0, draws, AT_ONCE):
        w = weights[start : start + AT_ONCE]
        drawn = _drawn(middle, below, above, members, len(w), random, scale)
        value = np.einsum("dtc,dc->dt", drawn, w)
        credit, higher, equal = _credit(value)
        shares += credit.sum(axis=0)
        tops += credit[:, :, :places].sum(axis=(0, 2))
        beats += higher + 0.5 * equal
        values += value.sum(axis=0)
        first = credit[:, :, 0]
        central += first.T @ w
        firsts += first.sum(axis=0)
    top, ahead = np.clip(tops / draws, 0.0, 1.0), beats / draws
    return Acceptability(
        ranks=shares / draws,
        top=top,
        top_error=np.sqrt(top * (1.0 - top) / draws),
        beats=ahead,
        beats_error=np.sqrt(ahead * (1.0 - ahead) / draws),
        central=np.divide(central, firsts[:, None], out=np.full((themes, criteria), np.nan), where=firsts[:, None] > 0),
        mean_value=values / draws,
        places=places,
        draws=draws,
        near=near,
    )


def weight_sensitivity(
    scores: ArrayLike, weights: Sequence[float], *, change: float = 0.2, places: int = 5
) -> tuple[WeightChange, ...]:
    """
    Does the top change when any one weight moves by a fifth, up or down? Two answers for each criterion.

    `scores` [themes, criteria]. The other weights keep their proportions. Among equal values the theme listed first
    comes first, before and after, so that a tie alone changes nothing.

    >>> moves = weight_sensitivity([[0.9, 0.2], [0.3, 0.8], [0.1, 0.1]], [0.5, 0.5], places=1)
    >>> [(one.criterion, one.factor, one.enters) for one in moves if one.enters]
    [(0, 0.8, (1,)), (1, 1.2, (1,))]
    """
    given, w = np.asarray(scores, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if given.ndim != 2 or w.shape != (given.shape[1],) or np.any(w < 0) or w.sum() <= 0:
        raise ValueError("Scores are needed by theme and criterion, and one weight of 0 or more for each criterion")
    w = w / w.sum()
    before = _top(given @ w, places)
    found = []
    for criterion in range(len(w)):
        for factor in (1.0 - change, 1.0 + change):
            moved = w.copy()
            moved[criterion] = min(w[criterion] * factor, 1.0)
            rest = 1.0 - w[criterion]
            if rest > 0:
                moved[np.arange(len(w)) != criterion] *= (1.0 - moved[criterion]) / rest
            else:
                moved[criterion] = 1.0
            after = _top(given @ moved, places)
            found.append(
                WeightChange(
                    criterion,
                    factor,
                    tuple(moved.tolist()),
                    tuple(sorted(after - before)),
                    tuple(sorted(before - after)),
                )
            )
    return tuple(found)


def scaled(values: ArrayLike, *, method: str = "range") -> FloatArray:
    """
    Values of one criterion [themes] brought to 0 to 1, so that criteria can be added up.

    "range": the least is 0 and the most 1 (one extreme theme presses the others together). "percentile": by rank, ties
    in the middle (how far apart does not count). The choice can decide the order: try both. All alike: all 0.5.

    >>> scaled([10, 20, 60]).tolist(), scaled([10, 20, 60], method="percentile").tolist()
    ([0.0, 0.2, 1.0], [0.0, 0.5, 1.0])
    """
    given = np.asarray(values, dtype=np.float64)
    if given.ndim != 1 or not np.all(np.isfinite(given)):
        raise ValueError("One value is needed for each theme")
    if len(given) < 2 or given.min() == given.max():
        return np.full(given.shape, 0.5)
    if method == "range":
        return np.asarray((given - given.min()) / (given.max() - given.min()))
    if method == "percentile":
        less = (given[:, None] > given).sum(axis=1)
        same = (given[:, None] == given).sum(axis=1) - 1
        return np.asarray((less + same / 2) / (len(given) - 1))
    raise ValueError(f"No way of scaling is called {method}")


def _sides(
    middle: FloatArray, low: ArrayLike | None, high: ArrayLike | None, level: float
) -> tuple[FloatArray, FloatArray]:
    """Standard deviations below and above each score, 0 where it is known."""
    from scipy.special import ndtri

    if not 0.0 < level < 1.0:
        raise ValueError(f"A level is between 0 and 1, not {level}")
    reach = -float(ndtri((1.0 - level) / 2.0))
    ends = [middle if end is None else np.asarray(end, dtype=np.float64) for end in (low, high)]
    if any(end.shape != middle.shape for end in ends):
        raise ValueError("Each score needs both its ends")
    bottom, peak = (np.where(np.isnan(end), middle, end) for end in ends)
    below, above = (middle - bottom) / reach, (peak - middle) / reach
    if np.any(below < -1e-12) or np.any(above < -1e-12):
        raise ValueError("A score lies between its two ends")
    return tuple(np.nan_to_num(np.maximum(side, 0.0)) for side in (below, above))  # type: ignore[return-value]


def _members(panel: ArrayLike | None, middle: FloatArray) -> tuple[FloatArray | None, FloatArray]:
    """The panel with gaps filled, and the scores with the panel's median where it scored."""
    if panel is None:
        return None, middle
    members = np.array(panel, dtype=np.float64)
    if members.ndim != 3 or members.shape[1:] != middle.shape or len(members) == 0:
        raise ValueError("A panel's scores are by member, theme and criterion")
    scored = ~np.all(np.isnan(members), axis=(0, 1))
    for criterion in np.flatnonzero(scored):
        if np.any(np.all(np.isnan(members[:, :, criterion]), axis=0)):
            raise ValueError("A criterion that a panel scores needs a score for every theme")
        here = members[:, :, criterion]
        here = here[~np.all(np.isnan(here), axis=1)]
        median = np.nanmedian(here, axis=0)
        filled = np.where(np.isnan(members[:, :, criterion]), median, members[:, :, criterion])
        members[:, :, criterion] = filled
        middle = middle.copy()
        middle[:, criterion] = median
    return members, middle


def _drawn(
    middle: FloatArray, below: FloatArray, above: FloatArray, members: FloatArray | None, draws: int,
    random: np.random.Generator, scale: tuple[float, float],
) -> FloatArray:  # fmt: skip
    themes, criteria = middle.shape
    drawn = np.broadcast_to(middle, (draws, themes, criteria))
    if below.any() or above.any():
        z = random.normal(size=(draws, themes, criteria))
        moved = middle + z * np.where(z < 0, below, above)
        drawn = np.where((below > 0) | (above > 0), np.clip(moved, *scale), middle)
    if members is not None:
        drawn = drawn.copy()
        for criterion in np.flatnonzero(~np.all(np.isnan(members), axis=(0, 1))):
            drawn[:, :, criterion] = members[random.integers(0, len(members), draws), :, criterion]
    return drawn


def _credit(value: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Each draw's ranks [draws, themes, rank] with ties shared; sums of "above" and "equal" pairs [themes, themes]."""
    themes = value.shape[1]
    value = np.round(value, 12)
    above = value[:, :, None] > value[:, None, :]
    same = value[:, :, None] == value[:, None, :]
    ahead = above.sum(axis=1)
    tied = same.sum(axis=1)
    rank = np.arange(themes)
    inside = (rank >= ahead[:, :, None]) & (rank < (ahead + tied)[:, :, None])
    return inside / tied[:, :, None], above.sum(axis=0).astype(np.float64), same.sum(axis=0).astype(np.float64)


def _top(value: FloatArray, places: int) -> set[int]:
    return set(np.argsort(-np.round(value, 12), kind="stable")[:places].tolist())
