"""
What a scoring template says, as data: criteria with the wording of each level, weights, and how they come to a score.

Pure: no rows, no pages. A template is kept as the JSON that `to_json` gives, frozen once an exercise uses it.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from math import isfinite
from typing import Any

CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NEW = "new"  # the code of a criterion that a form is about to add
MOST_WEIGHT = 1000


class Formula(StrEnum):
    """How the scores of the criteria come to one. `PRODUCT`: the sum of harm times the sum of likelihood."""

    WEIGHTED = "weighted"
    PRODUCT = "product"


class Section(StrEnum):
    """What a criterion is about. `POSITION` stands beside a product and is not in it; a `LABEL` alters no score."""

    HARM = "harm"
    LIKELIHOOD = "likelihood"
    POSITION = "position"
    RESIDENTS = "residents"
    LABEL = "label"


# The kinds of figure that can fill a criterion: what is read, and its unit in words (see `filling`).
EVIDENCE = {
    "volume": ("crimes or incidents recorded for every 1,000 residents in the period", "per 1,000 residents"),
    "trend": ("change against the same months of the period before", "%"),
    "concentration": ("how unevenly it lies over the area, 0 to 1", ""),
    "harm": ("its share of all harm here by the loaded weights, were each crime its lightest or its gravest", "%"),
    "comparison": ("its rate against the rate of the areas compared, together", "times"),
    "concern": ("people who say that it is a very or fairly big problem, of those who answered", "%"),
}


@dataclass(frozen=True)
class Level:
    score: int
    words: str


@dataclass(frozen=True)
class Criterion:
    """
    One question that is put about every theme. `levels` from the least pressing to the most.

    `evidence`: the kind of figure that fills it, "" for one that people judge. `bands`: the least figure of each level
    but the first, so one fewer than levels.
    """

    code: str
    name: str
    question: str
    section: Section
    weight: float
    levels: tuple[Level, ...]
    evidence: str = ""
    bands: tuple[float, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it alters the score."""
        return self.section is not Section.LABEL

    @property
    def lowest(self) -> int:
        return self.levels[0].score

    @property
    def highest(self) -> int:
        return self.levels[-1].score

    def level_of(self, figure: float) -> int:
        """The score of the level that a figure falls in."""
        return self.levels[sum(figure >= least for least in self.bands)].score

    def share(self, score: float) -> float:
        """A score as a share of the way from the lowest level to the highest, 0 to 1."""
        return (score - self.lowest) / (self.highest - self.lowest)

    def words_of(self, score: float) -> str:
        return next((level.words for level in self.levels if level.score == score), "")

    @property
    def in_percent(self) -> bool:
        """Whether the figure that fills it is a percentage."""
        return bool(self.evidence) and EVIDENCE[self.evidence][1] == "%"

    @property
    def bands_in_words(self) -> list[str]:
        """Where each level begins: "2 from 5 per 1,000 residents"."""
        unit = EVIDENCE[self.evidence][1] if self.evidence else ""
        gap = "" if unit == "%" else " "
        pairs = zip(self.levels[1:], self.bands, strict=False)
        return [f"{level.score} from {least:g}{gap}{unit}".strip().replace("-", "−") for level, least in pairs]


@dataclass(frozen=True)
class Matrix:
    """A whole template. `code` and `version` name the installation's own; a partnership's copy keeps where it began."""

    code: str
    version: int
    name: str
    sentence: str
    formula: Formula
    criteria: tuple[Criterion, ...]

    @property
    def by_code(self) -> dict[str, Criterion]:
        return {each.code: each for each in self.criteria}

    @property
    def weighed(self) -> tuple[Criterion, ...]:
        """The criteria of the evidence score: those that alter it, without what residents say."""
        beside = (Section.RESIDENTS, Section.POSITION) if self.formula is Formula.PRODUCT else (Section.RESIDENTS,)
        return tuple(each for each in self.criteria if each.counts and each.section not in beside)

    @property
    def residents(self) -> Criterion | None:
        """The criterion that says what residents think, which is never folded in unseen."""
        return next((each for each in self.criteria if each.section is Section.RESIDENTS), None)

    @property
    def judged(self) -> tuple[Criterion, ...]:
        """What a member is asked, in order: everything but what residents say."""
        return tuple(each for each in self.criteria if each.section is not Section.RESIDENTS)

    def faults(self) -> list[str]:
        """What keeps it from being used, in words for whoever edits it."""
        found = []
        wrong = [code for code in (self.code, *self.by_code) if not CODE.fullmatch(code) or code == NEW]
        if wrong:
            found.append(f"A code has small letters, digits and hyphens, 40 at most: {wrong[0]!r} is none.")
        if len({each.code for each in self.criteria}) != len(self.criteria):
            found.append("Two criteria have the same code.")
        if not any(each.weight > 0 for each in self.weighed):
            found.append("At least one criterion has to count: give it a weight above 0.")
        if sum(each.section is Section.RESIDENTS for each in self.criteria) > 1:
            found.append("What residents say is one criterion.")
        if self.formula is Formula.PRODUCT:
            for section in (Section.HARM, Section.LIKELIHOOD):
                if not any(each.section is section for each in self.criteria):
                    found.append(f"Harm times likelihood needs a criterion of {section}.")
        for each in self.criteria:
            scores = [level.score for level in each.levels]
            if len(scores) < 2 or scores != sorted(set(scores)):
                found.append(f"{each.name}: levels rise from one to the next, and there are two at least.")
            if not 0 <= each.weight <= MOST_WEIGHT:
                found.append(f"{each.name}: a weight is 0 or more, and {MOST_WEIGHT:,} at most.")
            if not all(isfinite(least) for least in each.bands):
                found.append(f"{each.name}: where a level begins is a number.")
            if each.evidence and each.evidence not in EVIDENCE:
                found.append(f"{each.name}: no figure is called {each.evidence}.")
            if each.evidence and (len(each.bands) != len(scores) - 1 or list(each.bands) != sorted(set(each.bands))):
                found.append(
                    f"{each.name}: write where each level but the first begins, each higher than the one before."
                )
        return found

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def with_weights(self, weights: dict[str, float]) -> "Matrix":
        """The same with other weights, of the criteria that these name."""
        criteria = tuple(replace(each, weight=weights.get(each.code, each.weight)) for each in self.criteria)
        return replace(self, criteria=criteria)


def from_json(data: dict[str, Any]) -> Matrix:
    return Matrix(
        code=data["code"],
        version=int(data["version"]),
        name=data["name"],
        sentence=data["sentence"],
        formula=Formula(data["formula"]),
        criteria=tuple(_criterion(each) for each in data["criteria"]),
    )


def _criterion(data: dict[str, Any]) -> Criterion:
    return Criterion(
        code=data["code"],
        name=data["name"],
        question=data["question"],
        section=Section(data["section"]),
        weight=float(data.get("weight", 1)),
        levels=_levels(data["levels"]),
        evidence=data.get("evidence", ""),
        bands=tuple(float(each) for each in data.get("bands", ())),
    )


def _levels(given: Sequence[Any]) -> tuple[Level, ...]:
    return tuple(Level(int(each["score"]), each["words"]) for each in given)
