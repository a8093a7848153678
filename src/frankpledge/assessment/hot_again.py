"""How well the places that were hot last period foretold this one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.prediction import prediction
from frankpledge.assessment.finding import Figure


@dataclass(frozen=True)
class HotAgain:
    """
    Of `before` places that were hot, `again` are hot now. They hold `hit_rate` percent of this period's count on
    `ground` percent of the ground; `pai` is the one over the other (1: no better than anywhere).
    """

    before: int
    again: int
    now: int
    hit_rate: float | None
    ground: float | None
    pai: float | None
    pei: float | None
    rri: float | None

    @property
    def words(self) -> str:
        """
        >>> HotAgain(9, 6, 8, 31.0, 5.0, 6.2, 0.8, 0.9).words
        '6 of the 9 that were so in the period before are so again.'
        >>> HotAgain(9, 9, 9, 31.0, 5.0, 6.2, 0.8, 0.9).words
        'All 9 that were so in the period before are so again.'
        """
        if not self.before:
            return "None was so in the period before."
        verb = "are" if self.again > 1 else "is"
        if self.before == 1:
            return f"The one that was so in the period before is {'so again' if self.again else 'no longer so'}."
        if self.again == self.before:
            return f"{'Both' if self.before == 2 else f'All {self.before}'} that were so in the period before are so again."
        some = "None" if not self.again else f"{self.again:,}"
        return f"{some} of the {self.before:,} that were so in the period before {verb} so again."

    def figures(self, places: str, base: str) -> tuple[Figure, ...]:
        """`places` names what they are ("LSOAs"), `base` says of what and when."""
        found = [
            Figure("hot_before", self.before, "count", f"{places} hot in the months before; {base}"),
            Figure("hot_again", self.again, "count", f"of {self.before} {places} hot in the months before; {base}"),
        ]
        if self.before:
            found += [
                Figure("hit_rate", self.hit_rate, "percent", f"of this period's count, in {places} hot before; {base}"),
                Figure("ground_searched", self.ground, "percent", f"of the ground tested, in {places} hot before"),
                Figure("pai", self.pai, "ratio", "predictive accuracy index: hit rate over share of the ground"),
                Figure("pei", self.pei, "ratio", "PAI over the highest that this much ground could have had"),
                Figure("rri", self.rri, "ratio", "recapture rate index: how their count held up beside all counts"),
            ]
        return tuple(found)


def hot_again(
    hot_before: NDArray[np.bool_],
    hot_now: NDArray[np.bool_],
    before: NDArray[np.int64],
    after: NDArray[np.int64],
    ground: NDArray[np.float64],
) -> HotAgain:
    """
    For the places tested: whether each was and is hot, its counts in the months before and the same months of this
    period, and its `ground` in any unit of area.
    """
    found = prediction(before, after, hot_before, ground)
    return HotAgain(
        before=int(hot_before.sum()),
        again=int((hot_before & hot_now).sum()),
        now=int(hot_now.sum()),
        hit_rate=_known(100 * found.hit_rate),
        ground=_known(100 * found.area_share),
        pai=_known(found.pai),
        pei=_known(found.pei),
        rri=_known(found.rri),
    )


def _known(number: float) -> float | None:
    return None if np.isnan(number) else number
