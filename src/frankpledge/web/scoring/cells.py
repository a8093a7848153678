"""
What is known of each theme on each criterion: figure, members' scores, what was settled on, and the middle of it all.

Pure: from rows that were read already to numbers. What is not known stays not known.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from frankpledge.web.scoring.criteria import Criterion, Matrix
from frankpledge.web.scoring.models import Filled, Score, Settled, Theme


@dataclass(frozen=True)
class Said:
    """One member's level; `mine` where it is the viewer's. `first` is what they said in the first round."""

    panellist: int
    level: int
    first: int | None
    reason: str
    mine: bool


@dataclass(frozen=True)
class Cell:
    """
    A theme on a criterion. `level` is what counts: settled, else the members' middle, else the figure's.

    Where a figure filled it, a member who left it as it is counts with the figure's level. `low` and `high` are the
    ends of the figure's range and of the members' levels. All None where nothing is known.
    """

    criterion: Criterion
    filled: Filled | None
    said: tuple[Said, ...]
    settled: Settled | None
    level: float | None
    low: float | None
    high: float | None

    @property
    def known(self) -> bool:
        return self.level is not None

    @property
    def share(self) -> float | None:
        """From the lowest level, 0, to the highest, 1."""
        return None if self.level is None else self.criterion.share(self.level)

    @property
    def source(self) -> str:
        if self.settled is not None:
            return "settled"
        if self.said:
            return "panel"
        return "evidence" if self.filled is not None else ""

    @property
    def words(self) -> str:
        return "" if self.level is None else self.criterion.words_of(self.level)

    @property
    def spread(self) -> list[tuple[int, int, bool]]:
        """Each level with how many members chose it, and whether the viewer did. No names."""
        return [
            (
                level.score,
                sum(each.level == level.score for each in self.said),
                any(each.mine and each.level == level.score for each in self.said),
            )
            for level in self.criterion.levels
        ]


def cells(
    matrix: Matrix,
    themes: Iterable[Theme],
    filled: Iterable[Filled],
    scores: Iterable[Score],
    settled: Iterable[Settled],
    mine: int | None,
) -> dict[tuple[int, str], Cell]:
    """(theme, criterion) → what is known. Only scores of closed rounds count; `mine` is the viewer's place."""
    figures = {(each.theme_id, each.criterion): each for each in filled}
    newest: dict[tuple[int, str], Settled] = {}
    for each in settled:
        newest.setdefault((each.theme_id, each.criterion), each)
    given: dict[tuple[int, str], dict[int, dict[int, Score]]] = defaultdict(lambda: defaultdict(dict))
    for score in scores:
        if score.closed:
            given[score.theme_id, score.criterion][score.panellist_id][score.round] = score
    found = {}
    for theme in themes:
        for criterion in matrix.criteria:
            key = (theme.pk, criterion.code)
            said = tuple(_said(member, rounds, mine) for member, rounds in sorted(given[key].items()))
            found[key] = _cell(criterion, figures.get(key), said, newest.get(key))
    return found


def _said(member: int, rounds: dict[int, Score], mine: int | None) -> Said:
    newest, first = rounds[max(rounds)], rounds.get(1)
    return Said(member, newest.level, first.level if first else None, newest.reason, member == mine)


def _cell(criterion: Criterion, filled: Filled | None, said: tuple[Said, ...], settled: Settled | None) -> Cell:
    levels = [float(each.level) for each in said]
    ends = [*levels]
    if filled is not None:
        ends += [filled.low_level, filled.high_level]
    if settled is not None:
        return Cell(criterion, filled, said, settled, float(settled.level), float(settled.level), float(settled.level))
    if levels:
        middle: float | None = median(levels)
    elif filled is not None:
        middle = filled.level if filled.level is not None else (filled.low_level + filled.high_level) / 2
    else:
        middle = None
    return Cell(criterion, filled, said, None, middle, min(ends) if ends else None, max(ends) if ends else None)
