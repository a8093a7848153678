"""
How the themes stand: the evidence's rank and the residents' beside each other, both together at the stated weight, and
how sure that is: in what share of plausible weightings a theme is among the first.

Residents are never folded in unseen: their criterion is in no evidence score, and their weight is stated beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.acceptability import Acceptability, WeightChange, rank_acceptability, weight_sensitivity
from frankpledge.analysis.panel import Concordance, RoundChange, between_rounds, kendall_w
from frankpledge.analysis.ranks import dense_ranks
from frankpledge.analysis.weightings import Weightings
from frankpledge.web.scoring.cells import Cell
from frankpledge.web.scoring.criteria import Criterion, Formula, Matrix, Section
from frankpledge.web.scoring.models import Theme

Array = NDArray[np.float64]
DRAWS = 4_000
REACH = {"20": 0.2, "50": 0.5, "any": None}  # how far each weight may be from the stated one
A_FIFTH = 0.2


@dataclass(frozen=True)
class Line:
    """
    One theme. Scores are from 0 to 100; a rank is None where nothing is known. `low` and `high` are the lowest and the
    highest total of any one member. `top` is the share of plausible weightings, 0 to 100, in which it is among the first.
    """

    theme: Theme
    cells: tuple[Cell, ...]
    evidence: float | None
    evidence_rank: int | None
    residents: Cell | None
    residents_rank: int | None
    together: float | None
    rank: int | None
    low: float | None
    high: float | None
    top: float

    @property
    def unknown(self) -> list[Criterion]:
        return [cell.criterion for cell in self.cells if cell.criterion.counts and not cell.known]

    @property
    def of_100(self) -> int:
        return round(self.top)

    @property
    def position(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.criterion.section is Section.POSITION]

    @property
    def label(self) -> Cell | None:
        return next((cell for cell in self.cells if cell.criterion.section is Section.LABEL), None)


@dataclass(frozen=True)
class Pair:
    """Two themes that cannot be told apart: `one` is above `other` in so many of 100 weightings."""

    one: Theme
    other: Theme
    of_100: int
    at_the_cut: bool


class Standing:
    """How the themes stand at these weights; what is asked of it is worked out when it is asked."""

    def __init__(
        self,
        matrix: Matrix,
        themes: Sequence[Theme],
        known: Mapping[tuple[int, str], Cell],
        *,
        weight: float,
        places: int,
        reach: str = "50",
    ):
        """`weight`: what residents say weighs, in percent. `known`: see `cells.cells`."""
        self.matrix, self.themes, self.known = matrix, list(themes), known
        self.places, self.reach = min(places, len(self.themes)), reach if reach in REACH else "50"
        self.stated = weight
        asked = matrix.residents
        self.has_residents = asked is not None and any(known[theme.pk, asked.code].known for theme in themes)
        self.weight = weight if self.has_residents else 0.0

    @property
    def evidence_weight(self) -> float:
        return 100 - self.weight

    @property
    def reach_words(self) -> str:
        """Which weightings count as reasonable."""
        if self.reach == "any":
            return "A weighting is reasonable here whatever the criteria weigh; residents keep their stated weight."
        far = {"20": "a fifth", "50": "half"}[self.reach]
        return f"A weighting is reasonable where each criterion weighs up to {far} more or less than stated; residents keep their stated weight."

    @cached_property
    def columns(self) -> list[str]:
        """What is weighed: the criteria, or the product alone; then residents, where they have a weight."""
        own = ["risk"] if self.matrix.formula is Formula.PRODUCT else [each.code for each in self.matrix.weighed]
        return [*own, "residents"] if self.weight > 0 else own

    @cached_property
    def weights(self) -> Array:
        """Of the columns; they add up to 1."""
        product = self.matrix.formula is Formula.PRODUCT
        own = np.array([1.0] if product else [each.weight for each in self.matrix.weighed])
        own = own / own.sum()
        if self.weight <= 0:
            return np.asarray(own, dtype=np.float64)
        return np.asarray(np.append(own * (1 - self.weight / 100), self.weight / 100), dtype=np.float64)

    def names(self, column: int) -> str:
        code = self.columns[column]
        if code == "residents":
            return "What residents say"
        return "Harm times likelihood" if code == "risk" else self.matrix.by_code[code].name

    def _three(self, theme: Theme, member: int | None = None) -> Array:
        """[3, columns]: middle, low and high shares, NaN where not known; with `member`, as they alone scored it."""
        own = self._product(theme, member) if self.matrix.formula is Formula.PRODUCT else self._each(theme, member)
        if self.weight <= 0:
            return own
        assert self.matrix.residents is not None
        said = _shares(self.known[theme.pk, self.matrix.residents.code], None)
        return np.column_stack([own, said])

    def _each(self, theme: Theme, member: int | None) -> Array:
        found = [_shares(self.known[theme.pk, each.code], member) for each in self.matrix.weighed]
        return np.column_stack(found)

    def _product(self, theme: Theme, member: int | None) -> Array:
        """Harm times likelihood as a share of the most it can be. What is not known counts as its section's mean."""
        sides, most = [], 1.0
        for section in (Section.HARM, Section.LIKELIHOOD):
            own = [each for each in self.matrix.weighed if each.section is section]
            shares = np.column_stack([_shares(self.known[theme.pk, each.code], member) for each in own])
            if np.isnan(shares[0]).all():
                return np.full((3, 1), np.nan)
            gaps = np.isnan(shares[0])
            shares[0, gaps], shares[1, gaps], shares[2, gaps] = np.nanmean(shares[0]), 0.0, 1.0
            least = np.array([each.lowest for each in own], dtype=float)
            reach = np.array([each.highest - each.lowest for each in own], dtype=float)
            sides.append(np.maximum((least + shares * reach).sum(axis=1), 0.0))
            most *= float((least + reach).sum())
        return np.asarray((sides[0] * sides[1] / most)[:, None])

    @cached_property
    def _whole(self) -> tuple[Array, Array, Array]:
        """
        Middle, low, high [themes, columns]. What is not known is the mean of the theme's own evidence, and anything
        from 0 to 1: never what residents say of it, which is in no evidence score.
        """
        three = np.stack([self._three(theme) for theme in self.themes])
        middle, low, high = three[:, 0], three[:, 1], three[:, 2]
        own = slice(0, len(self.columns) - 1 if self.weight > 0 else None)
        for row, known in enumerate(~np.isnan(middle)):
            held = known[own]
            mean = np.average(middle[row, own][held], weights=_some(self.weights[own][held])) if held.any() else 0.5
            middle[row, ~known], low[row, ~known], high[row, ~known] = float(mean), 0.0, 1.0
        return middle, np.minimum(low, middle), np.maximum(high, middle)

    @cached_property
    def _nothing_known(self) -> NDArray[np.bool_]:
        return np.array([all(not cell.known for cell in self._cells(theme)) for theme in self.themes])

    def _cells(self, theme: Theme) -> tuple[Cell, ...]:
        return tuple(self.known[theme.pk, each.code] for each in self.matrix.judged)

    @cached_property
    def members(self) -> list[int]:
        found = {said.panellist for cell in self.known.values() for said in cell.said}
        return sorted(found)

    @cached_property
    def totals(self) -> Array:
        """[members, themes]: each member's own total, 0 to 100, NaN where they scored nothing of a theme."""
        totals = np.full((len(self.members), len(self.themes)), np.nan)
        middle, _, _ = self._whole
        for at, theme in enumerate(self.themes):
            scorers = {said.panellist for cell in self._cells(theme) for said in cell.said}
            for row, member in enumerate(self.members):
                if member in scorers:
                    own = self._three(theme, member)[0]
                    totals[row, at] = 100 * float(np.where(np.isnan(own), middle[at], own) @ self.weights)
        return totals

    @cached_property
    def lines(self) -> list[Line]:
        """The themes, those that stand highest first; by number where they stand alike."""
        middle, _, _ = self._whole
        own = self.weights[: len(self.weights) - 1] if self.weight > 0 else self.weights
        evidence = 100 * (middle[:, : len(own)] @ (own / own.sum() if own.sum() else own))
        together = 100 * (middle @ self.weights)
        evidence[self._nothing_known] = together[self._nothing_known] = np.nan
        ranks, evidence_ranks = dense_ranks(together, decimals=1), dense_ranks(evidence, decimals=1)
        residents = [self._residents(theme) for theme in self.themes]
        percents = [cell.filled.value if cell and cell.filled else np.nan for cell in residents]
        resident_ranks = dense_ranks(np.array(percents, dtype=float), decimals=0)
        made = [
            Line(
                theme=theme,
                cells=self._cells(theme),
                evidence=_number(evidence[at]),
                evidence_rank=int(evidence_ranks[at]) or None,
                residents=residents[at],
                residents_rank=int(resident_ranks[at]) or None,
                together=_number(together[at]),
                rank=int(ranks[at]) or None,
                low=_end(self.totals[:, at], np.nanmin),
                high=_end(self.totals[:, at], np.nanmax),
                top=100 * float(self.acceptability.top[at]),
            )
            for at, theme in enumerate(self.themes)
        ]
        return sorted(made, key=lambda line: (line.rank is None, line.rank or 0, line.theme.number))

    def _residents(self, theme: Theme) -> Cell | None:
        asked = self.matrix.residents
        cell = self.known[theme.pk, asked.code] if asked else None
        return cell if cell is not None and cell.known else None

    @cached_property
    def acceptability(self) -> Acceptability:
        middle, low, high = self._whole
        return rank_acceptability(
            middle,
            low=low,
            high=high,
            panel=self._panel(),
            weightings=self._weightings(),
            places=self.places,
            draws=DRAWS,
            scale=(0.0, 1.0),
        )

    def _panel(self) -> Array | None:
        """[members, themes, columns]: columns that members alone scored, each theme by one at least."""
        if not self.members or self.matrix.formula is Formula.PRODUCT:
            return None
        scored = np.full((len(self.members), len(self.themes), len(self.columns)), np.nan)
        rows = {member: row for row, member in enumerate(self.members)}
        for column, code in enumerate(self.columns):
            if code == "residents":
                continue
            own = [self.known[theme.pk, code] for theme in self.themes]
            if all(cell.said and not cell.filled and not cell.settled for cell in own):
                for at, cell in enumerate(own):
                    for said in cell.said:
                        scored[rows[said.panellist], at, column] = cell.criterion.share(said.level)
        return None if np.isnan(scored).all() else scored

    def _weightings(self) -> Weightings:
        """Each weight within its reach of the stated one; that of residents is stated, and stays."""
        reach = REACH[self.reach]
        low = np.zeros(len(self.weights)) if reach is None else self.weights * (1 - reach)
        high = np.ones(len(self.weights)) if reach is None else np.minimum(self.weights * (1 + reach), 1.0)
        if self.weight > 0:
            low[-1] = high[-1] = self.weights[-1]
        return Weightings(len(self.weights), tuple(low.tolist()), tuple(high.tolist()))

    @cached_property
    def pairs(self) -> list[Pair]:
        """Pairs that cannot be told apart, those at the cut first: one among the first, the other not."""
        ranked = sorted(range(len(self.themes)), key=lambda at: -float(self._whole[0][at] @ self.weights))
        first = set(ranked[: self.places])
        found = [
            Pair(
                self.themes[one],
                self.themes[other],
                round(100 * float(self.acceptability.beats[one, other])),
                (one in first) != (other in first),
            )
            for one, other in self.acceptability.not_apart
        ]
        return sorted(found, key=lambda pair: (not pair.at_the_cut, abs(pair.of_100 - 50)))

    @cached_property
    def sensitivity(self) -> list[dict[str, Any]]:
        """What comes in and goes out when one weight is a fifth more or less; only what changes something."""
        if len(self.columns) < 2:
            return []
        moves = weight_sensitivity(self._whole[0], self.weights.tolist(), change=A_FIFTH, places=self.places)
        return [self._moved(move) for move in moves if move.enters or move.leaves]

    def _moved(self, move: WeightChange) -> dict[str, Any]:
        return {
            "name": self.names(move.criterion),
            "more": move.factor > 1,
            "enters": [self.themes[at] for at in move.enters],
            "leaves": [self.themes[at] for at in move.leaves],
        }

    @cached_property
    def agreement(self) -> Concordance:
        """Whether the members rank the themes alike."""
        return kendall_w(self.totals) if len(self.members) else Concordance(0, 0, None, None, None, "nobody has scored")


def rounds_of(cell: Cell) -> RoundChange | None:
    """What the second round changed on one criterion, of those who scored both; None where nobody did."""
    both = [(said.first, said.level) for said in cell.said if said.first is not None]
    if not both:
        return None
    first, second = (np.array([[each] for each in side], dtype=float) for side in zip(*both, strict=True))
    return between_rounds(first, second)[0]


def _shares(cell: Cell, member: int | None) -> Array:
    """[3]: middle, low, high; with `member`, their own level, else the figure's."""
    if cell.level is None or cell.low is None or cell.high is None:
        return np.full(3, np.nan)
    if member is not None and cell.settled is None:
        own = next((said.level for said in cell.said if said.panellist == member), None)
        if own is not None:
            return np.full(3, cell.criterion.share(own))
        if cell.filled is not None and cell.filled.level is not None:
            return np.full(3, cell.criterion.share(cell.filled.level))
    return np.array([cell.criterion.share(each) for each in (cell.level, cell.low, cell.high)])


def _some(weights: Array) -> Array:
    """Weights to average with; alike where all are 0."""
    return weights if weights.sum() > 0 else np.ones(len(weights))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _end(totals: Array, end: Any) -> float | None:
    return None if np.isnan(totals).all() else float(end(totals))
