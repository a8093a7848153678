"""The verdict on a scheme, as a finding: worked, no evidence either way, got worse, or cannot tell and what is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from frankpledge.analysis.displacement import Difference
from frankpledge.analysis.verdict import Verdict, did_it_work
from frankpledge.archive import areas, crimes
from frankpledge.archive.archive import Snapshot
from frankpledge.archive.areas import Area
from frankpledge.archive.lsoa_editions import older_codes
from frankpledge.assessment import caveats, place_shapes
from frankpledge.assessment.evidence import ANTI_SOCIAL, STREET
from frankpledge.assessment.finding import (
    Chart,
    Column,
    Figure,
    Finding,
    Map,
    Mark,
    Provenance,
    Series,
    Shape,
    Strength,
    Table,
)  # fmt: skip
from frankpledge.assessment.main_types import Offence
from frankpledge.assessment.period import join, spell
from frankpledge.assessment.scheme import Scheme
from frankpledge.assessment.scheme_areas import SchemeAreas, find_areas, side_by_side
from frankpledge.assessment.scheme_donors import beside_donors
from frankpledge.assessment.strength import of_test
from frankpledge.counted import counted, verb
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd

MOST_MONTHS = 60  # before that much else has changed

NAMED_BEFOREHAND = (
    "The scheme, its start, its places and its crime were named by whoever asked. The chance stated holds if they were "
    "chosen before anybody looked: of twenty tries at nothing, one looks like something."
)
REGRESSION = (
    "Places are often chosen because they had been unusually high. Such places fall anyway, whatever is done. A "
    "comparison that was as high before is the remedy."
)
RECORDING = "A scheme may change what is reported and recorded: more patrols find more crime, and neighbours ring more."
UNBROKEN = (
    "Only the unbroken months around the start are judged: {months}. What lies beyond a gap is not joined to them."
)
SAME_MONTHS = (
    "Under a year after the start, it is compared with the same calendar months before and not with the others, so that a "
    "season is not taken for an effect. The counts of all months before stand beside, and are not what the change is of."
)
SIDE_BY_SIDE = (
    "Part of the comparison touches where it was done ({lsoas}): crime that moved there would make the scheme look better "
    "than it was."
)
NOT_AROUND = "LSOAs of the comparison are not among the places around, so crime that moved to them is not counted in."


@dataclass(frozen=True)
class Evaluation:
    """What was judged, and the finding. `area` is where the scheme was, `months` those judged."""

    scheme: Scheme
    area: Area
    months: tuple[Month, ...]
    verdict: Verdict
    finding: Finding


def evaluate(snapshot: Snapshot, scheme: Scheme, places: SchemeAreas | None = None) -> Evaluation:
    """
    Judge the scheme by what is held. `places`: its LSOAs, from whoever knows them already; else those that it names.

    Raises BadScheme where a place is not held or not clear, or no month is held on both sides of the start, and
    NothingHeld where a look-up is missing.
    """
    places = places or find_areas(snapshot, scheme)
    forces = areas.force_names_covering(snapshot, Area(scheme.slug, scheme.name, "lsoa", places.all))
    months, broken = _months(snapshot, scheme, forces)
    at = months.index(scheme.start)
    found = _counts(snapshot, scheme, places, months)
    verdict = did_it_work(
        found.series["treated"],
        at,
        control=found.series.get("comparison"),
        buffer=found.series.get("around"),
        buffer_control=found.series.get("around_comparison"),
        days=[month.days for month in months],
        worth_seeing=scheme.worth_seeing,
        what=_what(scheme),
    )
    beside = side_by_side(snapshot, places)
    donors, donor_figures = beside_donors(snapshot, places, months, at, found.by_lsoa, found.series["treated"])
    finding = Finding(
        id=f"scheme-{scheme.slug}",
        kind="scheme",
        crime_type=None,
        title=f"Did it work? {scheme.name}",
        statement=" ".join(
            part
            for part in (
                verdict.sentence, _compared(verdict, months, at), verdict.needed, _numbers(verdict), donors,
                SIDE_BY_SIDE.format(lsoas=counted(len(beside), "LSOA")) if beside else "",
            )
            if part
        ),
        strength=_strength(verdict),
        figures=(*_figures(verdict, found.series, months, at), *donor_figures),
        table=_table(found.series, places.names, months, at),
        charts=(_chart(scheme, found.series, months, at),),
        maps=_maps(snapshot, scheme, places),
        method="verdict",
        caveats=(
            *((f"What was done: {scheme.what}.",) if scheme.what else ()),
            NAMED_BEFOREHAND, REGRESSION, RECORDING, caveats.ROWS, caveats.STATED_LSOA,
            *((caveats.ASB,) if scheme.crime_types == (ANTI_SOCIAL,) else ()),
            *((UNBROKEN.format(months=spell(months)),) if broken else ()),
            *((SAME_MONTHS,) if _some_left_out(verdict, at) else ()),
            *((NOT_AROUND,) if beside and places.around else ()),
            *((_partly(found.partly),) if found.partly else ()),
        ),
        provenance=_provenance(snapshot, scheme, places, forces, months, found),
    )  # fmt: skip
    code = places.treated[0] if len(places.treated) == 1 else scheme.slug
    return Evaluation(scheme, Area(code, scheme.name, "lsoa", places.treated), months, verdict, finding)


@dataclass(frozen=True)
class _Counted:
    """Monthly counts of each part that there is; `by_lsoa` [month_ix, lsoa, n]; rows of LSOAs only partly inside."""

    series: dict[str, np.ndarray]
    by_lsoa: "pd.DataFrame"
    partly: int


def _months(snapshot: Snapshot, scheme: Scheme, forces: Sequence[str]) -> tuple[tuple[Month, ...], bool]:
    """The unbroken months around the start, held for every force; and whether there is a gap beyond them."""
    by_force = crimes.months_held(snapshot, forces) if snapshot.holds(STREET) else {}
    held = set.intersection(*(by_force.get(force, set()) for force in forces)) if forces else set()
    if scheme.end is not None:
        held = {month for month in held if month <= scheme.end}
    if scheme.start not in held or scheme.start.minus(1) not in held:
        there = (
            f"Held for {join(forces)}: {spell(sorted(held))}" if held else "No month is held: load street files first"
        )
        raise scheme.fault(
            "start", str(scheme.start), f"{scheme.start.label} and the month before it have to be held. {there}"
        )
    first = last = scheme.start
    while first.minus(1) in held and last.index - first.index < MOST_MONTHS - 1:
        first = first.minus(1)
    while last.plus(1) in held:
        last = last.plus(1)
    months = tuple(first.to(last))
    return months, any(month.index < first.index or month > last for month in held)


def _counts(snapshot: Snapshot, scheme: Scheme, places: SchemeAreas, months: Sequence[Month]) -> _Counted:
    older = {name: older_codes(snapshot, lsoas) for name, lsoas in places.parts.items()}
    codes = {*places.all, *(code for found in older.values() for code in (*found.whole, *found.partly))}
    rows = crimes.area_counts(snapshot, tuple(sorted(codes)), months)
    if scheme.crime_types:
        rows = rows[rows["crime_type"].isin(scheme.crime_types)]
    else:
        rows = rows[rows["crime_type"] != ANTI_SOCIAL]
    series = {}
    for name, lsoas in places.parts.items():
        ours = rows[rows["lsoa"].isin({*lsoas, *older[name].whole})]
        by_month = ours.groupby("month_ix")["n"].sum()
        series[name] = np.array([int(by_month.get(month.index, 0)) for month in months], dtype=np.int64)
    inside = {*places.all, *(code for found in older.values() for code in found.whole)}
    return _Counted(series, rows, int(rows.loc[~rows["lsoa"].isin(inside), "n"].sum()))


def _what(scheme: Scheme) -> str:
    """What was counted, in the middle of a sentence."""
    return join(Offence(kind).words for kind in scheme.crime_types) or Offence(None).words


def _partly(rows: int) -> str:
    return (
        f"{counted(rows, 'row')} {verb(rows, 'is', 'are')} stated for LSOAs of 2011 that lie only partly in these places, "
        f"and {verb(rows, 'is', 'are')} not counted."
    )


def _some_left_out(verdict: Verdict, at: int) -> bool:
    """Whether some month before is not among those that the change is of."""
    return verdict.differences is not None and sum(position < at for position in verdict.compared) < at


def _spans(verdict: Verdict, months: Sequence[Month], at: int) -> tuple[str, str]:
    """The months before and after that the change is of."""
    used = [months[position] for position in verdict.compared]
    return spell([month for month in used if month < months[at]]), spell(
        [month for month in used if month >= months[at]]
    )


def _compared(verdict: Verdict, months: Sequence[Month], at: int) -> str:
    """Which months the change is of, where they are not all of them and a change is stated."""
    if not _some_left_out(verdict, at) or verdict.differences is None or "against" not in verdict.sentence:
        return ""
    before, after = _spans(verdict, months, at)
    return f"Compared are {after} with {before}."


def _numbers(verdict: Verdict) -> str:
    """Where the difference in number is beyond chance and the one in proportion is not, why: the areas differ in size."""
    if verdict.differences is None or verdict.displacement is None or verdict.answer in ("worked", "got worse"):
        return ""
    change, near = verdict.differences, verdict.displacement.treated
    if not change.low <= 1.0 <= change.high or near.low * near.high <= 0:
        return ""
    return (
        f"In number the difference is {near.crimes:+,.0f} ({near.low:+,.0f} to {near.high:+,.0f}), which is more than "
        f"chance: but where it was done had {change.treated[0]:,.0f} before and the comparison {change.control[0]:,.0f}, so "
        "that the same change in proportion is another number in each. The verdict goes by proportion."
    ).replace("-", "−")


def _strength(verdict: Verdict) -> Strength:
    """
    Of a scheme judged by itself never strong: anything else that began then would look the same. A test that could not
    tell is weak; where none could be made, it is background.
    """
    if verdict.differences is None and verdict.series is None:
        return "context"
    if verdict.answer in ("cannot tell", "no evidence either way"):
        return "weak"
    if verdict.differences is None:
        return "moderate"
    return of_test(verdict.differences.p, min(*verdict.differences.treated, *verdict.differences.control))


def _figures(verdict: Verdict, series: dict[str, np.ndarray], months: Sequence[Month], at: int) -> tuple[Figure, ...]:
    before, after = spell(months[:at]), spell(months[at:])
    found = [
        Figure("count_before", int(series["treated"][:at].sum()), "count", f"where it was done, {before}"),
        Figure("count_after", int(series["treated"][at:].sum()), "count", f"where it was done, {after}"),
    ]
    change = verdict.differences
    against = "against what the comparison did"
    if change is not None:
        if _some_left_out(verdict, at):
            earlier, later = _spans(verdict, months, at)
            against = f"{against}, {later} with {earlier}"
            found += [
                Figure("count_before_compared", int(change.treated[0]), "count", f"where it was done, {earlier}"),
                Figure("count_compared", int(change.treated[1]), "count", f"where it was done, {later}"),
            ]
        found += [
            Figure(
                "change_against_comparison", 100 * (change.ratio - 1), "percent", against,
                100 * (change.low - 1), 100 * (change.high - 1) if np.isfinite(change.high) else None,
            ),
            Figure("chance_of_such_a_change", change.p, "probability", "of a change at least this large, if it had done nothing"),
        ]  # fmt: skip
        if change.pre_trend is not None:
            drift = change.pre_trend
            found.append(
                Figure(
                    "drift_before_a_year", 100 * (drift.per_year - 1), "percent",
                    f"against the comparison, in {counted(drift.months, 'month')} before", 100 * (drift.low - 1),
                    100 * (drift.high - 1) if np.isfinite(drift.high) else None,
                )
            )  # fmt: skip
    if verdict.displacement is not None:
        near, total = verdict.displacement.treated, verdict.displacement.total
        found.append(_difference("crimes_more_or_fewer", near, against))
        if verdict.displacement.buffer is not None:
            moved = verdict.displacement.buffer
            found += [
                _difference("crimes_more_or_fewer_around", moved, "in the places around, against theirs"),
                _difference("crimes_more_or_fewer_in_all", total, "with the places around counted in"),
            ]
    if verdict.series is not None and verdict.series.step is not None:
        step = verdict.series.step
        found.append(
            Figure(
                "change_against_own_course", 100 * (step.ratio - 1), "percent", "against its own trend and season",
                100 * (step.low - 1), 100 * (step.high - 1),
            )
        )  # fmt: skip
    if verdict.detectable_fall is not None:
        found.append(
            Figure(
                "smallest_fall_seen",
                100 * verdict.detectable_fall,
                "percent",
                "that these counts would show 4 times in 5",
            )
        )
    return tuple(found)


def _difference(name: str, found: Difference, base: str) -> Figure:
    low, high = (end if np.isfinite(end) else None for end in (found.low, found.high))
    return Figure(name, found.crimes, "count", f"crimes in the months after, {base}", low, high)


def _table(series: dict[str, np.ndarray], names: dict[str, str], months: Sequence[Month], at: int) -> Table:
    return Table(
        caption=f"Before ({spell(months[:at])}) and after ({spell(months[at:])})",
        columns=(
            Column("place", "Place"),
            Column("before", "Before", "count"),
            Column("after", "After", "count"),
            Column("before_a_month", "A month before", "count"),
            Column("after_a_month", "A month after", "count"),
        ),
        rows=tuple(
            (
                names[name][0].upper() + names[name][1:], int(counts[:at].sum()), int(counts[at:].sum()),
                float(counts[:at].mean()), float(counts[at:].mean()),
            )
            for name, counts in series.items()
        ),
    )  # fmt: skip


def _chart(scheme: Scheme, series: dict[str, np.ndarray], months: Sequence[Month], at: int) -> Chart:
    ours = series["treated"]
    lines = [Series("Where it was done", tuple(float(n) for n in ours))]
    words = (
        f"Where it was done, {ours[:at].mean():.1f} a month before {months[at].label} and {ours[at:].mean():.1f} since."
    )
    other = series.get("comparison")
    if other is not None and other[:at].sum():
        scale = ours[:at].sum() / other[:at].sum()
        lines.append(Series("Comparison, brought to the same level before", tuple(float(n) for n in other * scale)))
        words += f" The comparison went from {other[:at].mean():.1f} to {other[at:].mean():.1f}."
    return Chart(
        kind="line",
        title=f"{scheme.name}: month by month",
        description=words,
        labels=tuple(month.label for month in months),
        series=tuple(lines),
        marks=(Mark(at, lines[0].name, "It began"),),
        y_label="Incidents a month" if scheme.crime_types == (ANTI_SOCIAL,) else "Crimes a month",
    )


def _maps(snapshot: Snapshot, scheme: Scheme, places: SchemeAreas) -> tuple[Map, ...]:
    of = {lsoa: at for at, lsoas in enumerate(places.parts.values()) for lsoa in lsoas}
    shapes = place_shapes.light_lsoas(snapshot, of)
    if not shapes:
        return ()
    names = places.names
    legend = tuple(names[name][0].upper() + names[name][1:] for name in places.parts)
    return (
        Map(
            title=f"{scheme.name}: where",
            description="; ".join(
                f"{names[name]}: {counted(len(lsoas), 'LSOA')}" for name, lsoas in places.parts.items()
            )
            + ".",
            legend=legend,
            shapes=tuple(
                Shape(code, code, place_shapes.geojson(shape), of[code], legend[of[code]])
                for code, shape in shapes.items()
            ),
            scale="categories",
        ),
    )


def _provenance(
    snapshot: Snapshot,
    scheme: Scheme,
    places: SchemeAreas,
    forces: Sequence[str],
    months: Sequence[Month],
    found: _Counted,
) -> Provenance:
    versions = snapshot.versions
    kinds = join(scheme.crime_types) if scheme.crime_types else f"any but {ANTI_SOCIAL}"
    where = "; ".join(f"{places.names[name]} {', '.join(lsoas)}" for name, lsoas in places.parts.items())
    return Provenance(
        dataset=STREET,
        versions={name: versions[name] for name in (STREET, "lsoa21_places") if name in versions},
        editions=crimes.editions(snapshot, forces, months),
        filter=f"Crime type is {kinds}; LSOA code: {where}; Month is one of {spell(months)}",
        rows_counted=int(sum(int(counts.sum()) for counts in found.series.values())),
        rows_left_out=dict(crimes.left_out(snapshot, forces, months)),
    )
