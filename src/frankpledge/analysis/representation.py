"""Who has answered so far against who lives here: which groups are missing, and how many more answers would mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np

from frankpledge.analysis.multiple import false_discovery

FAR = 0.8  # a group answers at under four fifths of its share


@dataclass(frozen=True)
class GroupShare:
    """
    `count` answers, `percent` of those whose group is known, beside `population_percent` of those who live here.

    `ratio` of the two shares (1: in proportion). `more_needed`: answers from this group alone, the others staying as
    they are, that would bring it to its share; 0 where it has it. `p`: how likely a draw by chance from the population
    would be as uneven (exact, allowing for all groups looked at): a guide, because nobody was drawn.
    """

    group: str
    count: int
    percent: float | None
    population_percent: float
    ratio: float | None
    more_needed: int
    p: float | None

    @property
    def missing(self) -> bool:
        return self.count == 0

    @property
    def under(self) -> bool:
        """Far under its share (four fifths), and by more than chance draws would give."""
        return self.ratio is not None and self.ratio < FAR and self.p is not None and self.p < 0.05

    @property
    def gap(self) -> float | None:
        """Percentage points by which its share of the answers is above that of the population."""
        return None if self.percent is None else self.percent - self.population_percent


@dataclass(frozen=True)
class Representation:
    """
    `groups`, furthest under first; `base`: answers whose group is known and has a figure; `unknown`: group not known.

    `unplaced`: groups among the answers that the population has no figure for: in no share.
    """

    groups: tuple[GroupShare, ...]
    base: int
    unknown: int
    unplaced: Mapping[str, int]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(one.group for one in self.groups if one.missing)

    @property
    def under(self) -> tuple[str, ...]:
        return tuple(one.group for one in self.groups if one.under)


def against_population(
    answers: Mapping[str, int], population: Mapping[str, float], *, unknown: int = 0
) -> Representation:
    """
    Each group's share of the answers beside its share of the population.

    `answers`: group to how many answered; `population`: group to people (any scale), over 0. `unknown`: answers whose
    group is not known; they are in no share. Raises ValueError for a population without people.

    Source: exact binomial test; Benjamini & Hochberg (1995), JRSS B 57, 289-300.

    >>> found = against_population({"under 25": 4, "25 to 64": 66, "65 and over": 30}, {"under 25": 20, "25 to 64": 60, "65 and over": 20})
    >>> first = found.groups[0]
    >>> first.group, first.percent, first.population_percent, round(first.ratio, 2), first.more_needed, first.under
    ('under 25', 4.0, 20.0, 0.2, 20, True)
    """
    sizes = {group: float(size) for group, size in population.items()}
    if not sizes or any(not np.isfinite(size) or size <= 0 for size in sizes.values()):
        raise ValueError("A population is needed of more than 0 in each group")
    if unknown < 0 or any(count < 0 for count in answers.values()):
        raise ValueError("Counts of answers are 0 or more")
    total = sum(sizes.values())
    base = sum(answers.get(group, 0) for group in sizes)
    shares = {group: size / total for group, size in sizes.items()}
    tested = base > 0 and len(sizes) > 1
    chances = [_exact(answers.get(group, 0), base, share) for group, share in shares.items()] if tested else []
    adjusted = false_discovery(chances).tolist() if tested else [None] * len(sizes)
    groups = [
        GroupShare(
            group=group,
            count=answers.get(group, 0),
            percent=100.0 * answers.get(group, 0) / base if base else None,
            population_percent=100.0 * share,
            ratio=answers.get(group, 0) / base / share if base else None,
            more_needed=more_needed(answers.get(group, 0), base, share),
            p=p,
        )
        for (group, share), p in zip(shares.items(), adjusted, strict=True)
    ]
    return Representation(
        groups=tuple(sorted(groups, key=lambda one: one.ratio if one.ratio is not None else 0.0)),
        base=base,
        unknown=unknown,
        unplaced={group: count for group, count in answers.items() if group not in sizes and count > 0},
    )


def more_needed(count: int, base: int, share: float) -> int:
    """
    How many more answers, all from this group, bring `count` of `base` up to `share` (0 to 1); 0 if there already.

    >>> more_needed(4, 100, 0.2), more_needed(30, 100, 0.2), more_needed(0, 0, 0.2)
    (20, 0, 0)
    """
    if share >= 1.0:
        return 0
    return max(0, ceil((share * base - count) / (1.0 - share) - 1e-9))


def _exact(count: int, base: int, share: float) -> float:
    from scipy.stats import binomtest

    return float(binomtest(count, base, share).pvalue)
