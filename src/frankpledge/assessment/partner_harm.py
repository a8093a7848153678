"""How grave a partner's crimes are, by each set of weights that is held, and where harm and count disagree."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from frankpledge.analysis.disclosure import suppress_list
from frankpledge.analysis.profiles import not_known
from frankpledge.analysis.severity import WeightedGroup, WeightedTotal, order_reversed, weighted_groups, weighted_total
from frankpledge.analysis.severity_change import WeightedChange, paired_dispersion, weighted_change
from frankpledge.archive import partner_events
from frankpledge.archive.harm_weights import WEIGHTS, WeightSet, weight_sets
from frankpledge.archive.partner_events import FeedHeld
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import SUPPRESSED, Column, Figure, Finding, Strength, Table
from frankpledge.assessment.partner_feed import ON_TERMS, SENDERS, provenance, slug
from frankpledge.assessment.partner_table import THRESHOLD
from frankpledge.assessment.period import spell
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

FEWEST_WEIGHED = 50  # crimes with a weight
LEAST_WEIGHED = 0.5  # of all crimes: under it, harm is that of a part
FEWEST_PAIRS = 6  # months held in both years, for a change to be told
LEAST_STEPS = 5  # what harm is rounded to may be a fifth of it, not more
NO_GROUP = "No group stated"

NOT_LOSS = "A weight is what courts do to those who commit an offence, not what it costs those who suffer it."
INDEPENDENT = (
    "No month of the year before is held, so nothing tells how unevenly these crimes come. The range takes them as "
    "independent and is too narrow."
)
GRAVE_ONE = "The range allows for crimes that come in clusters, and for one more of the gravest offence."


@dataclass(frozen=True)
class _Counts:
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


def findings(evidence: Evidence, held: FeedHeld, months: Sequence[Month]) -> Iterator[Finding]:
    """
    One for each set of weights. None for a set that has weights for under half of the crimes, or for under 50.

    Strong where count and harm put two groups of offences in opposite order by more than chance, or harm per crime
    changed by more than chance; else moderate: it describes.
    """
    sets = weight_sets(evidence.snapshot) if months else []
    if not sets:
        return
    earlier = [month.minus(12) for month in months]
    rows = partner_events.code_counts(
        evidence.snapshot,
        [held.feed],
        evidence.area.lsoas,
        sorted({*months, *(m for m in earlier if m in held.months)}),
    )
    every = int(rows.loc[rows["month_ix"].isin([month.index for month in months]), "n"].sum())
    paired = [month for month in months if month.minus(12) in held.months]
    for weights in sets:
        known = rows[rows["offence_code"].isin(list(weights.weights))]
        counts = _counts(known, months, paired)
        if counts.weighed >= FEWEST_WEIGHED and counts.weighed >= LEAST_WEIGHED * every:
            weighing = _weigh(counts, weights, every)
            if weighing:
                yield _finding(evidence, held, weighing, months)


def _counts(rows: "pd.DataFrame", months: Sequence[Month], paired: Sequence[Month]) -> _Counts:
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

    return _Counts(codes, groups, table(months), table(paired), table([month.minus(12) for month in paired]))


@dataclass(frozen=True)
class _Weighing:
    """
    All that is worked out with one set, and what of it may be said. `hidden` are groups whose number of crimes is
    small, or would give a small one away; so may be that of the crimes without a weight. Harm is rounded to `step`.
    """

    weights: WeightSet
    counts: _Counts
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


def _weigh(counts: _Counts, weights: WeightSet, every: int) -> _Weighing | None:
    """None where not even the number of all crimes could be shown."""
    w = np.array([weights.weights[code] for code in counts.codes])
    pairs = len(counts.paired_now)
    spread = paired_dispersion(counts.paired_before, counts.paired_now).value if pairs else 1.0
    groups = weighted_groups(counts.of_code, w, counts.groups, dispersion=spread)
    mask = suppress_list([*(int(one.crimes) for one in groups), every - counts.weighed], threshold=THRESHOLD)
    if mask[-1]:
        return None
    return _Weighing(
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


def _step(counts: _Counts, weights: "NDArray[np.float64]") -> float:
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


def _changes(counts: _Counts, weights: "NDArray[np.float64]") -> dict[str, WeightedChange]:
    """Of each group of two weights or more: with one alone, harm is the count."""
    found = {}
    for name in sorted(set(counts.groups)):
        own = np.array([group == name for group in counts.groups])
        before, after = counts.paired_before[:, own], counts.paired_now[:, own]
        if len(set(weights[own])) > 1 and min(before.sum(), after.sum()) >= FEWEST_WEIGHED:
            found[name] = weighted_change(before, after, weights[own])
    return found


def _finding(evidence: Evidence, held: FeedHeld, weighing: _Weighing, months: Sequence[Month]) -> Finding:
    weights = weighing.weights
    opposite = order_reversed(weighing.shown)
    strength: Strength = "strong" if opposite or weighing.moved else "moderate"
    secret = weighing.hidden or weighing.unweighed_hidden
    return Finding(
        id=f"harm-{slug(weights.scheme)}-{slug(held.feed)}",
        kind="people",
        title=f"How grave the crimes are ({held.sender}; {weights.scheme})",
        statement=_statement(weighing, opposite, months),
        strength=strength,
        figures=tuple(_figures(evidence, weighing, months)),
        table=_table(weighing),
        method="severity",
        caveats=(
            ON_TERMS,
            SENDERS,
            f"Weights: {weights.title}, in {weights.unit}; {weights.source}; {weights.licence}.",
            NOT_LOSS,
            GRAVE_ONE if len(weighing.counts.paired_now) else INDEPENDENT,
            *_rounded(weighing),
            *_left_out(weighing),
        ),
        provenance=provenance(evidence, held, None, 0 if secret else weighing.counts.weighed, months, also=[WEIGHTS]),
    )


def _statement(weighing: _Weighing, opposite: Sequence[tuple[str, str]], months: Sequence[Month]) -> str:
    said = ""
    if opposite:
        by_name = {one.group: one for one in weighing.shown}
        many, heavy = by_name[opposite[0][0]], by_name[opposite[0][1]]
        shares = (weighing.share(heavy.share_of_harm), weighing.share(many.share_of_harm))
        said = (
            f"Count and harm disagree in {spell(months)}: {many.group.lower()} has more crimes than {heavy.group.lower()} "
            f"({many.crimes:,.0f} and {heavy.crimes:,.0f}), and {heavy.group.lower()} more harm"
            + (f" ({shares[0]:.0f}% of it and {shares[1]:.0f}%)." if None not in shares else ".")
        )
    elif weighing.shown:
        most = max(weighing.shown, key=lambda one: (one.harm.total, one.group))
        said = (
            f"In {spell(months)}, {most.group.lower()} makes the most harm of the groups shown. Count and harm do not clearly "
            "disagree on their order."
        )
    for name, change in sorted(weighing.moved.items(), key=lambda item: -abs(math.log(item[1].per_crime or 1.0)))[:1]:
        went = (
            "the count could be as before"
            if change.count_could_be_chance
            else f"there were {change.count_ratio:.2f} times as many"
        )
        said += (
            f" {name} became {'graver' if (change.per_crime or 0) > 1 else 'less grave'}: harm per crime is "
            f"{change.per_crime:.2f} times that of the same months a year before ({change.per_crime_low:.2f} to "
            f"{change.per_crime_high:.2f}), while {went}."
        )
    return said.strip() or f"Too little of {spell(months)} can be shown by group to say where the harm lies."


def _figures(evidence: Evidence, weighing: _Weighing, months: Sequence[Month]) -> Iterator[Figure]:
    unit = f"{weighing.weights.unit}, by {weighing.weights.title}"
    total, counts = weighing.total, weighing.counts
    yield Figure(
        "crimes_weighed",
        None if weighing.unweighed_hidden else counts.weighed,
        "count",
        f"crimes with a weight, {spell(months)}",
        suppressed=weighing.unweighed_hidden,
    )
    value = None if weighing.hidden else weighing.harm(total.total)
    if value is None:
        # Its harm would be the total less that of the groups shown.
        yield Figure("harm", None, "index", unit, suppressed=True)
        return
    low, high = (
        weighing.step * round(end / weighing.step) if weighing.step else end for end in (total.low, total.high)
    )
    yield Figure("harm", value, "index", unit, low=low, high=high)
    if evidence.population:
        scale, of = 1000 / evidence.population, f"per 1,000 of {evidence.population:,} usual residents, Census 2021"
        yield Figure("harm_per_1000", value * scale, "index", f"{unit}, {of}", low=low * scale, high=high * scale)
    code = counts.codes[total.heaviest]
    name, without = weighing.weights.offences.get(code, code), weighing.harm(total.without_heaviest)
    if int(counts.of_code[total.heaviest]) >= THRESHOLD:
        share = weighing.share(total.heaviest_share)
        yield Figure("share_of_harm_of_the_heaviest_offence", share, "percent", f"of all harm: {name}")
        if without is not None:
            yield Figure("harm_without_it", without, "index", f"{unit}, without: {name}")
    for group, change in weighing.changes.items():
        if group not in weighing.hidden and change.per_crime is not None:
            yield Figure(
                f"harm_per_crime_ratio_{slug(group).replace('-', '_')}",
                weighing.ratio(change.per_crime),
                "ratio",
                f"{group}: harm per crime, over that of the same months a year before",
                low=weighing.ratio(change.per_crime_low),
                high=weighing.ratio(change.per_crime_high),
            )


def _table(weighing: _Weighing) -> Table:
    rows: list[tuple[object, ...]] = []
    for one in weighing.groups:
        if one.group in weighing.hidden:
            rows.append((one.group, *(SUPPRESSED,) * 8))
            continue
        harm = weighing.harm(one.harm.total)
        ends = [
            weighing.step * round(end / weighing.step) if weighing.step else end
            for end in (one.harm.low, one.harm.high)
        ]
        places = (None, None) if weighing.hidden else (one.place_by_count, one.place_by_harm)
        share = None if weighing.hidden else 100 * one.share_of_crimes
        rows.append(
            (
                one.group, int(one.crimes), share, places[0],
                *((SUPPRESSED,) * 3 if harm is None else (harm, *ends)),
                weighing.share(one.share_of_harm), places[1],
            )
        )  # fmt: skip
    return Table(
        f"Crimes and their harm by {weighing.weights.title}",
        (
            Column("group", "Offences"),
            Column("crimes", "Crimes", "count"),
            Column("share_of_crimes", "Share of crimes", "percent"),
            Column("place_by_count", "Place by count", "rank"),
            Column("harm", f"Harm ({weighing.weights.unit})", "index"),
            Column("harm_low", "from", "index"),
            Column("harm_high", "to", "index"),
            Column("share_of_harm", "Share of harm", "percent"),
            Column("place_by_harm", "Place by harm", "rank"),
        ),
        tuple(rows),
    )


def _rounded(weighing: _Weighing) -> tuple[str, ...]:
    if not weighing.step:
        return ()
    return (
        f"Harm is rounded to {weighing.step:,.0f} {weighing.weights.unit}, so that a rare crime cannot be worked out from it.",
    )


def _left_out(weighing: _Weighing) -> tuple[str, ...]:
    if not weighing.unweighed:
        return ()
    if weighing.unweighed_hidden:
        return ("Some crimes have no weight in this set and are in no figure of harm.",)
    return (
        f"{weighing.unweighed:,} of {weighing.every:,} crimes have no weight in this set and are in no figure of harm.",
    )
