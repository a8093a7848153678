"""Wards and LSOAs: how much, per how many, and whether any of them really changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.change import Changes, compare_many
from frankpledge.analysis.intervals import rate
from frankpledge.analysis.multiple import false_discovery
from frankpledge.assessment import caveats, place_shapes, strength
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Column, Figure, Finding, Map, Shape, Strength, Table
from frankpledge.assessment.main_types import ASB, Offence
from frankpledge.assessment.period import join, spell
from frankpledge.assessment.place_evidence import PlaceEvidence
from frankpledge.assessment.strength import SMALL_BASE
from frankpledge.assessment.uneven import uneven_months

if TYPE_CHECKING:
    import pandas as pd

Level = Literal["ward", "lsoa"]
PLURAL = {"ward": "wards", "lsoa": "LSOAs"}
FALSE_ALARMS = 0.05
NAMED = 3  # how many areas a sentence names
NOT_COMPARED = "no month to compare"
CANNOT_TELL = "one month cannot tell"

BEST_FIT = "A ward here is the LSOAs that the ONS counts to it as the best fit; its true border can run otherwise."
FALLING_BACK = "Areas that were unusually high in one year tend to fall in the next by chance alone."


@dataclass(frozen=True)
class AreaRow:
    """One ward or LSOA: its count in the period, its residents, and its change over the compared months."""

    code: str
    name: str
    ward: str
    lsoas: tuple[str, ...]
    count: int
    residents: int | None
    before: int | None
    after: int | None
    p: float | None  # after allowing for all areas of the table

    @property
    def change(self) -> float | str:
        """In percent, on a base that can bear a percentage; else in words."""
        if self.before is None or self.after is None:
            return NOT_COMPARED
        if min(self.before, self.after) < SMALL_BASE:
            return f"from {self.before:,} to {self.after:,}"
        return 100.0 * (self.after / self.before - 1.0)

    @property
    def verdict(self) -> str:
        if self.before is None or self.after is None:
            return NOT_COMPARED
        if self.p is None:
            return CANNOT_TELL
        if self.p >= FALSE_ALARMS:
            return "could be chance"
        return "higher" if self.after > self.before else "lower"


def finding(places: PlaceEvidence, offence: Offence, level: Level) -> Finding | None:
    """None where the area is a single ward or LSOA, or no part of it was counted."""
    evidence = places.evidence
    rows = area_rows(places, offence, level)
    if len(rows) < 2:
        return None
    total = sum(row.count for row in rows)
    changed = [row for row in rows if row.verdict in ("higher", "lower")]
    return Finding(
        id=f"place-{PLURAL[level].lower()}-{offence.slug}",
        kind="place",
        title=f"{offence.label} by {'ward' if level == 'ward' else 'LSOA'}",
        statement=_statement(places, offence, rows, changed, PLURAL[level]),
        strength=_strength(changed, total, len(rows)),
        crime_type=offence.crime_type,
        figures=_figures(evidence, offence, rows, changed, PLURAL[level]),
        table=_table(offence, rows, level),
        maps=_maps(places, offence, rows, PLURAL[level]),
        method="change",
        caveats=(
            *evidence.caveats,
            caveats.RESIDENTS,
            *((caveats.ASB,) if offence == ASB else ()),
            *((BEST_FIT,) if level == "ward" else ()),
            caveats.MANY_TESTS,
            FALLING_BACK,
        ),
        provenance=evidence.provenance(
            rows_counted=total,
            months=evidence.period.held,
            crime_types=offence.crime_type,
            also=("lsoa21_places", "census2021", "boundaries_lsoa21"),
        ),
    )


def area_rows(places: PlaceEvidence, offence: Offence, level: Level) -> list[AreaRow]:
    """Every ward or LSOA of the area itself, in the order of their names; changes are adjusted over all of them."""
    evidence, period = places.evidence, places.evidence.period
    groups = _groups(places, level)
    own = {lsoa: at for at, lsoa in enumerate(places.lsoas)}
    counts = _grouped(places.counts(offence, period.held)[:, None], groups, own)[:, 0]
    changes, p = None, None
    if period.compared:
        before = _grouped(places.monthly(offence, period.before), groups, own)
        after = _grouped(places.monthly(offence, period.compared), groups, own)
        earlier, later = uneven_months(evidence)
        others = [_grouped(places.monthly(offence, months), groups, own) for months in (earlier, later)]
        changes = compare_many(before, after, uneven=(others[0], others[1]))
        p = _adjusted(changes) if len(later) > 1 else None
    rows = []
    for at, (code, name, ward, lsoas) in enumerate(groups):
        known = all(lsoa in places.residents for lsoa in lsoas)
        rows.append(
            AreaRow(
                code=code,
                name=name,
                ward=ward,
                lsoas=lsoas,
                count=int(counts[at]),
                residents=sum(places.residents[lsoa] for lsoa in lsoas) if known else None,
                before=None if changes is None else int(changes.before[at]),
                after=None if changes is None else int(changes.after[at]),
                p=None if p is None else float(p[at]),
            )
        )
    return rows


def _adjusted(changes: Changes) -> NDArray[np.float64]:
    """An area with nothing in either period was not tested."""
    some = (changes.before + changes.after) > 0
    return np.nan_to_num(false_discovery(np.where(some, changes.p, np.nan)), nan=1.0)


def _groups(places: PlaceEvidence, level: Level) -> list[tuple[str, str, str, tuple[str, ...]]]:
    here = places.places[places.places["lsoa"].isin(places.evidence.area.lsoas)]
    found: list[tuple[str, str, str, tuple[str, ...]]]
    if level == "lsoa":
        found = [
            (str(row.lsoa), str(row.lsoa_name), str(row.ward_name), (str(row.lsoa),))
            for row in here.itertuples(index=False)
        ]
    else:
        found = [
            (str(code), str(name), str(name), tuple(str(lsoa) for lsoa in members))
            for (code, name), members in _named_apart(here).groupby(["ward", "ward_name"], observed=True)["lsoa"]
        ]
    return sorted(found, key=lambda group: (group[1], group[0]))


def _named_apart(places: "pd.DataFrame") -> "pd.DataFrame":
    """Two wards of one name (a large area has several Abbeys) are told apart by their council."""
    codes = places.groupby("ward_name", observed=True)["ward"].transform("nunique")
    apart = places["ward_name"].where(codes == 1, places["ward_name"] + " (" + places["council_name"] + ")")
    return places.assign(ward_name=apart)


def _grouped(
    monthly: NDArray[np.int64], groups: Sequence[tuple[str, str, str, tuple[str, ...]]], at: dict[str, int]
) -> NDArray[np.int64]:
    return np.stack([monthly[[at[lsoa] for lsoa in group[3]]].sum(axis=0) for group in groups])


def _statement(
    places: PlaceEvidence, offence: Offence, rows: Sequence[AreaRow], changed: Sequence[AreaRow], plural: str
) -> str:
    total = sum(row.count for row in rows)
    most = sorted(rows, key=lambda row: (-row.count, row.code))[:NAMED]
    named = join(f"{row.name} ({row.count:,})" for row in most)
    if len(rows) <= NAMED:  # all of them: that they hold the whole would say nothing
        said = f"{offence.label} in the {len(rows)} {plural} here: {named}; {total:,} in all."
    else:
        held = sum(row.count for row in most)
        share = f"{100 * held / total:.0f}% of {total:,}" if total >= SMALL_BASE else f"{held:,} of {total:,}"
        said = f"{named} have the most {offence.words}: {share} in {len(rows)} {plural}."
    if not places.evidence.period.compared:
        return f"{said} No month can be compared with the year before, so nothing is said about change."
    if all(row.verdict == CANNOT_TELL for row in rows):
        return f"{said} Whether chance could make the changes cannot be told from one month in each year."
    if not changed:
        return f"{said} No change beyond chance is seen in any of them."
    up = [row.name for row in changed if row.verdict == "higher"]
    down = [row.name for row in changed if row.verdict == "lower"]
    parts = [f"{_some(names)} {word}" for names, word in ((up, "higher"), (down, "lower")) if names]
    return f"{said} Beyond chance, {join(parts)} than the year before."


def _some(names: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return f"{join(names)} {'is' if len(names) == 1 else 'are'}"
    return f"{join(names[:NAMED])} and {len(names) - NAMED} more are"


def _strength(changed: Sequence[AreaRow], total: int, areas: int) -> Strength:
    """Where every area is named and none changed, nothing is said that the counts do not show by themselves."""
    if not changed:
        return "context" if areas <= NAMED else strength.of_description(total)
    return max(
        (strength.of_test(row.p, min(row.before or 0, row.after or 0)) for row in changed),
        key=["weak", "moderate", "strong"].index,
    )


def _figures(
    evidence: Evidence, offence: Offence, rows: Sequence[AreaRow], changed: Sequence[AreaRow], plural: str
) -> tuple[Figure, ...]:
    held = spell(evidence.period.held)
    figures = [
        Figure(
            "count",
            sum(row.count for row in rows),
            "count",
            f"rows of {offence.words} with an LSOA in {evidence.area.name}, {held}",
        ),
        Figure("areas", len(rows), "count", f"{plural} of {evidence.area.name}"),
    ]
    if evidence.period.compared:
        base = f"of {len(rows)} {plural}; {spell(evidence.period.compared)} against the same months before"
        for name, verdict in (("areas_higher", "higher"), ("areas_lower", "lower")):
            number = sum(row.verdict == verdict for row in changed)
            figures.append(Figure(name, number, "count", f"{base}; beyond chance at a false-alarm rate of 5%"))
    return tuple(figures)


def _table(offence: Offence, rows: Sequence[AreaRow], level: Level) -> Table:
    said: list[tuple[object, ...]] = []
    for row in rows:
        per = rate(row.count, row.residents) if row.residents else None
        said.append(
            (
                row.name,
                row.code,
                *((row.ward,) if level == "lsoa" else ()),
                row.residents,
                row.count,
                *((per.value, per.low, per.high) if per else (None, None, None)),
                row.before,
                row.after,
                row.change,
                row.p,
                row.verdict,
            )
        )
    return Table(
        caption=f"{offence.label} by {'ward' if level == 'ward' else 'LSOA'}",
        columns=(
            Column("area", "Ward" if level == "ward" else "LSOA"),
            Column("area_code", "Code"),
            *((Column("ward", "Ward"),) if level == "lsoa" else ()),
            Column("residents", "Residents, Census 2021", "count"),
            Column("count", "Count, held months", "count"),
            Column("rate_per_1000", "Per 1,000 residents", "per_1000"),
            Column("rate_low", "Range, from", "per_1000"),
            Column("rate_high", "Range, to", "per_1000"),
            Column("count_before_compared", "Before, compared months", "count"),
            Column("count_compared", "After, compared months", "count"),
            Column("change_percent", f"Change (in words under {SMALL_BASE})", "percent"),
            Column("p_adjusted", "Chance of this if nothing changed, adjusted", "probability"),
            Column("verdict", "Change"),
        ),
        rows=tuple(said),
    )


def _maps(places: PlaceEvidence, offence: Offence, rows: Sequence[AreaRow], plural: str) -> tuple[Map, ...]:
    rates = {row.code: 1000 * row.count / row.residents for row in rows if row.residents}
    if not places.light or not rates:
        return ()
    limits = place_shapes.grade_limits(list(rates.values()))
    shapes = []
    for row in rows:
        geometry = places.drawing(row.lsoas)
        if geometry is None:
            continue
        value = rates.get(row.code)
        shapes.append(Shape(row.code, row.name, geometry, place_shapes.grade(value, limits), value))
    highest = max(rows, key=lambda row: (rates.get(row.code, -1.0), row.code))
    return (
        Map(
            title=f"{offence.label} per 1,000 residents, by {'ward' if plural == 'wards' else 'LSOA'}",
            description=(
                f"{len(shapes)} {plural}, darker where the rate is higher; about as many in each grade. "
                f"The highest rate is in {highest.name}. A rate is high where few live and many come."
            ),
            legend=place_shapes.legend(limits, "per 1,000 residents"),
            shapes=tuple(shapes),
            boundary=places.boundary,
        ),
    )
