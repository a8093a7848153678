"""How the area's rates compare with those of areas like it: ranges, and a funnel; no league table."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from frankpledge.analysis.funnel import Funnel, Position, TooFewAreas, expected_counts, funnel, quartile_position
from frankpledge.analysis.intervals import rate
from frankpledge.archive.areas import Area
from frankpledge.assessment import caveats, siblings, strength
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Band, Chart, Column, Figure, Finding, Mark, Series, Strength, Table
from frankpledge.assessment.main_types import ALL_CRIME, ASB, Offence, main_offences
from frankpledge.assessment.period import NothingToAssess, join
from frankpledge.assessment.siblings import Siblings
from frankpledge.counted import counted as number

FEWEST_TO_PLACE = 5  # areas; fewer have no quarters
QUARTERS = ("lowest quarter", "second lowest quarter", "second highest quarter", "highest quarter")

DIFFERENT = (
    "Areas differ in how crime is reported and recorded, and in who comes there by day. "
    "A difference in rate is a question to ask, not a verdict."
)
RANGES = (
    "The ranges say how far chance could move each rate if crimes were independent of each other. Crimes come in "
    "clusters, so the true ranges are somewhat wider. Areas whose ranges overlap cannot be put in order."
)
FUNNEL = (
    "Areas differ more than chance alone would make them. The funnel's limits are widened for that "
    "(over-dispersion), so that only an area unlike the others falls outside."
)


@dataclass(frozen=True)
class _Row:
    area: Area
    count: int
    residents: int
    rate: float
    low: float
    high: float

    @property
    def range(self) -> str:
        return f"{self.rate:.1f} per 1,000 residents ({self.low:.1f} to {self.high:.1f})"


def findings(evidence: Evidence, peers: Sequence[str] = ()) -> list[Finding]:
    """
    For all crime, anti-social behaviour and each main type: against the areas of the same kind in the force,
    and again against `peers` (codes or names of areas), where a peer group is stated. Raises NothingToAssess where
    none of the peers has the same months: what was asked for is not left out in silence.
    """
    beside = siblings.of_the_same_kind(evidence)
    found = [_finding(evidence, offence, beside, "comparison") for offence in _offences(evidence, beside)]
    if peers:
        group = siblings.of_peers(evidence, peers)
        if len(group.areas) < 2:
            why = " ".join(group.left_out) or "no other area is named."
            raise NothingToAssess(f"It cannot be set beside the stated peers: {why}")
        found += [_finding(evidence, offence, group, "comparison-peers") for offence in main_offences(evidence)]
    return [finding for finding in found if finding is not None]


def _offences(evidence: Evidence, beside: Siblings) -> Sequence[Offence]:
    """
    The main types; but all crime and incidents alone among so few areas that none has a place among them.
    """
    return main_offences(evidence) if len(beside.areas) >= FEWEST_TO_PLACE else (ALL_CRIME, ASB)


def _finding(evidence: Evidence, offence: Offence, beside: Siblings, prefix: str) -> Finding | None:
    """None where there is nothing to set the area beside: no second area with residents and the same months."""
    rows = sorted((_row(beside, area, offence) for area in beside.areas), key=lambda row: (row.rate, row.area.code))
    if len(rows) < 2:
        return None
    counted, people = sum(row.count for row in rows), sum(row.residents for row in rows)
    together = rate(counted, people)
    own = next((row for row in rows if row.area.code == evidence.area.code), None)
    limits, why_none = _limits(rows)
    return Finding(
        id=f"{prefix}-{offence.slug}",
        kind="comparison",
        title=f"{offence.label} beside {beside.name}",
        statement=_statement(evidence, offence, beside, rows, own, together.value, limits),
        strength=_strength(own, rows, limits),
        crime_type=offence.crime_type,
        figures=_figures(evidence, beside, rows, own, limits, counted, people),
        table=_table(offence, beside, rows, limits),
        charts=_charts(evidence, offence, beside, rows, limits),
        method="comparison",
        caveats=(
            *evidence.caveats,
            caveats.RESIDENTS,
            *((caveats.ASB,) if offence == ASB else ()),
            DIFFERENT,
            RANGES,
            FUNNEL if limits else why_none,
            *beside.left_out,
        ),
        provenance=evidence.provenance(
            rows_counted=counted,
            months=evidence.period.held,
            crime_types=offence.crime_type,
            also=("census2021", "lsoa21_places"),
            filter_words=f"{offence.label}; LSOA code is one of those of {beside.name}; the held months of the period",
        ),
    )


def _row(beside: Siblings, area: Area, offence: Offence) -> _Row:
    count, residents = beside.count(area, offence), beside.residents[area.code]
    found = rate(count, residents)
    return _Row(area, count, residents, found.value, found.low, found.high)


def _limits(rows: Sequence[_Row]) -> tuple[Funnel | None, str]:
    """The funnel of these areas, or None and why there is none."""
    counts = [row.count for row in rows]
    try:
        return funnel(counts, expected_counts(counts, [row.residents for row in rows])), ""
    except TooFewAreas:
        return None, (
            f"There is no funnel: with {len(rows)} areas it cannot be told how much areas differ anyway. "
            "It needs 10 or more."
        )


def _outside(rows: Sequence[_Row], limits: Funnel) -> tuple[list[_Row], list[_Row]]:
    """The areas above and below the adjusted 99.8% limits."""
    above = [row for row, place in zip(rows, limits.outside[-1], strict=True) if place > 0]
    below = [row for row, place in zip(rows, limits.outside[-1], strict=True) if place < 0]
    return above, below


def _position(rows: Sequence[_Row], row: _Row) -> Position | None:
    """Which quarter an area is in, and the ranks that the ranges leave possible; None among fewer than five areas."""
    try:
        return quartile_position(
            [one.rate for one in rows],
            rows.index(row),
            direction="more is only more",
            low=[one.low for one in rows],
            high=[one.high for one in rows],
        )
    except TooFewAreas:
        return None


def _statement(
    evidence: Evidence,
    offence: Offence,
    beside: Siblings,
    rows: Sequence[_Row],
    own: _Row | None,
    together: float,
    limits: Funnel | None,
) -> str:
    if own is None:
        said = (
            f"{offence.subject} {offence.agrees('runs', 'run')} from {rows[0].rate:.1f} per 1,000 residents ({rows[0].area.name}) "
            f"to {rows[-1].rate:.1f} ({rows[-1].area.name}) among {beside.name}."
        )
    else:
        said = f"{offence.label}: {own.range} in {own.area.name}, against {together:.1f} in {beside.name} together."
        position = _position(rows, own)
        if position is None:
            said += f" With {len(rows)} areas, a position among them would say nothing."
        else:
            said += f" That is in the {QUARTERS[position.quartile - 1]} of them"
            said += (
                "."
                if position.rank_low == position.rank_high
                else (
                    f"; chance alone could put it anywhere from number {position.rank_low} to {position.rank_high}, "
                    "counted from the highest."
                )
            )
    if limits is None:
        return said
    above, below = _outside(rows, limits)
    if own is not None:
        if own in above or own in below:
            return f"{said} Even allowing for how much such areas differ, it is unusually {_side(own in above)}."
        return f"{said} Allowing for how much such areas differ, it is not unusual."
    unusual = [f"{row.area.name} ({_side(row in above)})" for row in (*above, *below)]
    if unusual:
        return f"{said} Allowing for how much such areas differ, unusual is {join(unusual)}."
    return f"{said} Allowing for how much such areas differ, none is unusual."


def _side(above: bool) -> str:
    return "high" if above else "low"


def _strength(own: _Row | None, rows: Sequence[_Row], limits: Funnel | None) -> Strength:
    """Strong only where the funnel says that the area is unlike the others; without a funnel it describes."""
    if own is None:
        return "context"
    if limits is None:
        return "weak"
    above, below = _outside(rows, limits)
    if own in above or own in below:
        return "strong" if own.count >= strength.SMALL_BASE else "moderate"
    return "weak"


def _figures(
    evidence: Evidence,
    beside: Siblings,
    rows: Sequence[_Row],
    own: _Row | None,
    limits: Funnel | None,
    counted: int,
    people: int,
) -> tuple[Figure, ...]:
    months = f"{number(len(evidence.period.held), 'month')} held"
    together = rate(counted, people)
    base_of_all = f"per 1,000 of {people:,} usual residents of {beside.name}, Census 2021; {months}"
    of_all = [
        Figure("rate_per_1000_together", together.value, "per_1000", base_of_all, together.low, together.high),
        Figure("areas_compared", len(rows), "count", f"{beside.plural} with the same months held and known residents"),
    ]
    figures = of_all
    if own is not None:
        base = f"per 1,000 of {own.residents:,} usual residents, Census 2021; {months}"
        ratio = together.value and own.rate / together.value
        figures = [
            Figure("count", own.count, "count", f"rows with an LSOA in {own.area.name}; {months}"),
            Figure("rate_per_1000", own.rate, "per_1000", base, own.low, own.high),
            *of_all,
            Figure("ratio_to_together", ratio, "ratio", f"its rate over that of {beside.name} together"),
        ]
        position = _position(rows, own)
        if position is not None:
            whose = f"of {beside.name} by rate"
            figures += [
                Figure("quarter", position.quartile, "rank", f"{whose}; 1 is the lowest quarter, 4 the highest"),
                Figure("rank_from", position.rank_low, "rank", f"{whose}; as high as its range allows, 1 is highest"),
                Figure("rank_to", position.rank_high, "rank", f"{whose}; as low as its range allows, 1 is highest"),
            ]
    if limits is not None:
        above, below = _outside(rows, limits)
        figures += [
            Figure("areas_above_limits", len(above), "count", f"of {beside.name}; above the widened 99.8% limits"),
            Figure("areas_below_limits", len(below), "count", f"of {beside.name}; below the widened 99.8% limits"),
            Figure("dispersion", limits.dispersion, "ratio", "how much more areas differ than chance would make them"),
        ]
    return tuple(figures)


def _table(offence: Offence, beside: Siblings, rows: Sequence[_Row], limits: Funnel | None) -> Table:
    """By name, not by rate: the order of the rates is not known as well as a list would pretend."""
    said: list[tuple[object, ...]] = []
    for at, row in enumerate(rows):
        position = _position(rows, row)
        said.append(
            (
                row.area.name,
                row.area.code,
                row.residents,
                row.count,
                row.rate,
                row.low,
                row.high,
                *(() if position is None else (QUARTERS[position.quartile - 1],)),
                *(() if limits is None else (_place(int(limits.outside[-1][at])),)),
            )
        )
    placed = _position(rows, rows[0]) is not None
    return Table(
        caption=f"{offence.label}: {beside.name}, by name",
        columns=(
            Column("area", "Area"),
            Column("area_code", "Code"),
            Column("residents", "Residents, Census 2021", "count"),
            Column("count", offence.label, "count"),
            Column("rate_per_1000", "Per 1,000 residents", "per_1000"),
            Column("rate_low", "Range, from", "per_1000"),
            Column("rate_high", "Range, to", "per_1000"),
            *((Column("quarter", "Quarter of the areas by rate"),) if placed else ()),
            *((Column("funnel", "Allowing for how much areas differ"),) if limits is not None else ()),
        ),
        rows=tuple(sorted(said, key=lambda row: (str(row[0]), str(row[1])))),
    )


def _place(outside: int) -> str:
    return {0: "not unusual", 1: "unusually high", -1: "unusually low"}[outside]


def _charts(
    evidence: Evidence, offence: Offence, beside: Siblings, rows: Sequence[_Row], limits: Funnel | None
) -> tuple[Chart, ...]:
    highlight = evidence.area.name if any(row.area.code == evidence.area.code for row in rows) else None
    ranges = Chart(
        kind="range",
        title=f"{offence.label} per 1,000 residents, with ranges: {beside.name}",
        description=(
            f"A dot for each area's rate with the range in which it could lie, from {rows[0].rate:.1f} "
            f"to {rows[-1].rate:.1f}. Where ranges overlap the order is not known."
        ),
        labels=tuple(row.area.name for row in rows),
        series=(Series("Rate per 1,000 residents", tuple(row.rate for row in rows)),),
        bands=(Band("95% range", tuple(row.low for row in rows), tuple(row.high for row in rows)),),
        unit="per_1000",
        x_label="Per 1,000 residents",
        highlight=highlight,
    )
    if limits is None:
        return (ranges,)
    order = np.argsort(limits.expected, kind="stable")

    def ordered(values: np.ndarray) -> tuple[float, ...]:
        return tuple(float(value) for value in values[order])

    above, below = _outside(rows, limits)
    outside = join(row.area.name for row in (*above, *below)) or "none"
    return ranges, Chart(
        kind="funnel",
        title=f"{offence.label}: each area against what its residents would lead one to expect",
        description=(
            "A dot for each area: its count over the count expected at the rate of all together (1 is as expected). "
            f"Outside the widened 99.8% limits: {outside}."
        ),
        labels=tuple(rows[position].area.name for position in order),
        x=ordered(limits.expected),
        series=(Series("Count over expected", ordered(limits.ratio)),),
        bands=tuple(
            Band(f"{level * 100:g}% limits, widened", ordered(low), ordered(high))
            for level, low, high in zip(limits.level, limits.adjusted_low, limits.adjusted_high, strict=True)
        ),
        marks=tuple(
            Mark(at, "Count over expected", f"unusually {_side(rows[position] in above)}")
            for at, position in enumerate(order)
            if rows[position] in above or rows[position] in below
        ),
        unit="ratio",
        x_label="Expected count",
        y_label="Count over expected",
        highlight=highlight,
    )
