"""A partner's crimes weighed with one set: what is worked out, and what of it may be said."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from frankpledge.analysis.disclosure import suppress_list
from frankpledge.analysis.profiles import not_known
from frankpledge.analysis.severity import WeightedGroup, WeightedTotal, weighted_groups, weighted_total
from frankpledge.analysis.severity_change import WeightedChange, paired_dispersion, weighted_change
from frankpledge.archive.harm_weights import WeightSet
from frankpledge.assessment.partner_table import THRESHOLD
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

FEWEST_WEIGHED = 50  # crimes with a weight
FEWEST_PAIRS = 6  # months held in both years, for a change to be told
LEAST_STEPS = 5  # what harm is rounded to may be a fifth of it, not more
NO_GROUP = "No group stated"


@dataclass(frozen=True)
class Counts:
    """Crimes by month and offence code: `now` and `before` [months, codes] are of the same months of two years."""

    codes: tuple[str, ...]
    groups: tuple[str, ...]
    now: "NDArray[np.int64]"
    paired_now: "NDArray[np.int64]"
    paired_before: "NDArray[np.int64]"

    @property
    def weighed(self) -> int:
        return int(self.now.sum())

    @property
    def of_code(self) -> "NDArray[np.int64]":
        return np.asarray(self.now.sum(axis=0))


def count(rows: "pd.DataFrame", months: Sequence[Month], paired: Sequence[Month]) -> Counts:
    """From month_ix, offence_code, offence_group, n. A code that comes in several groups is of the one it is in most."""
    codes = tuple(sorted(set(rows["offence_code"].astype(str))))
    by_code: dict[str, Counter[str]] = {code: Counter() for code in codes}
    cells: Counter[tuple[int, str]] = Counter()
    for ix, code, group, n in zip(
        rows["month_ix"], rows["offence_code"].astype(str), rows["offence_group"], rows["n"], strict=True
    ):
        by_code[code][NO_GROUP if not_known(group) else str(group)] += int(n)
        cells[int(ix), code] += int(n)
    groups = tuple(max(sorted(by_code[code]), key=lambda name: by_code[code][name]) for code in codes)

    def table(wanted: Sequence[Month]) -> "NDArray[np.int64]":
        counted = [[cells[month.index, code] for code in codes] for month in wanted]
        return np.array(counted, dtype=np.int64).reshape(len(wanted), len(codes))

    return Counts(codes, groups, table(months), table(paired), table([month.minus(12) for month in paired]))


@dataclass(frozen=True)
class Weighing:
    """
    All that is worked out with one set, and what of it may be said. `hidden` are groups whose number of crimes is
    small, or would give a small one away; so may be that of the crimes without a weight. Harm is rounded to `step`.
    """

    weights: WeightSet
    counts: Counts
    every: int
    total: WeightedTotal
    groups: tuple[WeightedGroup, ...]
    changes: Mapping[str, WeightedChange]
    hidden: frozenset[str]
    unweighed_hidden: bool
    step: float

    @property
    def unweighed(self) -> int:
        return self.every - self.counts.weighed

    @property
    def shown(self) -> tuple[WeightedGroup, ...]:
        return tuple(one for one in self.groups if one.group not in self.hidden)

    @property
    def moved(self) -> dict[str, WeightedChange]:
        return {name: change for name, change in self.changes.items() if name not in self.hidden and change.disagree}

    def harm(self, value: float) -> float | None:
        """Rounded; None where rounding would leave next to nothing of it."""
        if not self.step:
            return value
        return None if value < LEAST_STEPS * self.step else self.step * round(value / self.step)

    def share(self, value: float) -> float | None:
        """Percent of all harm; none where a hidden group's could be worked out from the others'."""
        if self.hidden or self.harm(self.total.total) is None:
            return None
        return 100 * value if not self.step else float(round(100 * value))

    def ratio(self, value: float) -> float:
        return round(value, 2) if self.step else value


def weigh(counts: Counts, weights: WeightSet, every: int) -> Weighing | None:
    """None where not even the number of all crimes could be shown."""
    w = np.array([weights.weights[code] for code in counts.codes])
    pairs = len(counts.paired_now)
    spread = paired_dispersion(counts.paired_before, counts.paired_now).value if pairs else 1.0
    groups = weighted_groups(counts.of_code, w, counts.groups, dispersion=spread)
    mask = suppress_list([*(int(one.crimes) for one in groups), every - counts.weighed], threshold=THRESHOLD)
    if mask[-1]:
        return None
    return Weighing(
        weights=weights,
        counts=counts,
        every=every,
        total=weighted_total(counts.of_code, w, dispersion=spread),
        groups=groups,
        changes=_changes(counts, w) if pairs >= FEWEST_PAIRS else {},
        hidden=frozenset(one.group for one, hide in zip(groups, mask, strict=False) if hide),
        unweighed_hidden=bool(mask[-2]),
        step=_step(counts, w),
    )


def _step(counts: Counts, weights: "NDArray[np.float64]") -> float:
    """
    What harm is rounded to; 0 for not at all.

    With the weights known, an exact sum gives away that there was one murder. A power of ten over as many of the
    heaviest rare offence as a count that could be shown leaves each small number possible.
    """
    rare = np.zeros(len(weights), dtype=bool)
    for table in (counts.now, counts.paired_now, counts.paired_before):
        many = table.sum(axis=0)
        rare |= (many > 0) & (many < THRESHOLD)
    heaviest = float(weights[rare].max()) if rare.any() else 0.0
    return 10.0 ** math.ceil(math.log10(THRESHOLD * heaviest)) if heaviest else 0.0


def _changes(counts: Counts, weights: "NDArray[np.float64]") -> dict[str, WeightedChange]:
    """Of each group of two weights or more: with one alone, harm is the count."""
    found = {}
    for name in sorted(set(counts.groups)):
        own = np.array([group == name for group in counts.groups])
        before, after = counts.paired_before[:, own], counts.paired_now[:, own]
        if len(set(weights[own])) > 1 and min(before.sum(), after.sum()) >= FEWEST_WEIGHED:
            found[name] = weighted_change(before, after, weights[own])
    return found
