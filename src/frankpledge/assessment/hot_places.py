"""LSOAs that are unusually high together with their neighbours, and whether they were so before."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.intervals import poisson_interval
from frankpledge.assessment import caveats, strength
from frankpledge.assessment.finding import Column, Figure, Finding, Map, Shape, Table
from frankpledge.assessment.hot_again import HotAgain, hot_again
from frankpledge.assessment.hot_test import EXACT, FEWER_MONTHS, LEGEND, HotTest, hot_test
from frankpledge.assessment.main_types import ASB, Offence
from frankpledge.assessment.period import join, spell
from frankpledge.assessment.place_evidence import PlaceEvidence
from frankpledge.assessment.place_tables import AreaRow, area_rows
from frankpledge.assessment.sentences import percent
from frankpledge.counted import counted, verb

LISTED = 300  # an area with more LSOAs than this has only its hot ones listed
NAMED = 3

BY_STATED = "LSOAs are counted by the LSOA that the publisher states, squares by the map point: the two do not mix."


def finding(places: PlaceEvidence, offence: Offence) -> Finding:
    evidence, period = places.evidence, places.evidence.period
    counts = places.counts(offence, period.held)
    now = hot_test(counts, places.regions)
    before = hot_test(places.counts(offence, period.before), places.regions) if period.compared else None
    again = _again(places, offence, now, before)
    hot = [places.lsoas[at] for at in np.flatnonzero(now.hot & places.own)]
    return Finding(
        id=f"place-hot-{offence.slug}",
        kind="place",
        title=f"Where {offence.words} {offence.agrees('is', 'are')} unusually high",
        statement=_statement(places, offence, hot, counts, now, again),
        strength=strength.of_test(_best(now, places.own), int(counts[places.own].sum())),
        crime_type=offence.crime_type,
        figures=_figures(places, offence, counts, now, again),
        table=_table(places, offence, now, before),
        maps=_maps(places, offence, now, before),
        method="hot-areas",
        caveats=(
            *evidence.caveats,
            *((caveats.ASB,) if offence == ASB else ()),
            EXACT,
            BY_STATED,
            f"{counted(places.tested, 'LSOA')} {verb(places.tested, 'was', 'were')} tested{f', {places.among}' if places.among else ''}; "
            f"{len(places.lsoas) - places.tested:,} around {verb(places.tested, 'it', 'them')} take part as neighbours.",
            *((FEWER_MONTHS,) if len(period.compared) < len(period.held) else ()),
        ),
        provenance=evidence.provenance(
            rows_counted=int(counts[places.own].sum()),
            crime_types=offence.crime_type,
            also=("lsoa21_places", "boundaries_lsoa21"),
        ),
    )


def _again(places: PlaceEvidence, offence: Offence, now: HotTest, before: HotTest | None) -> HotAgain | None:
    """Over all LSOAs of the area itself; None where no earlier month is held."""
    if before is None:
        return None
    own = places.own
    ground = np.array([places.shapes[lsoa].area for lsoa in places.lsoas])
    period = places.evidence.period
    then, later = places.counts(offence, period.before), places.counts(offence, period.compared)
    return hot_again(before.hot[own], now.hot[own], then[own], later[own], ground[own])


def _best(test: HotTest, own: NDArray[np.bool_]) -> float | None:
    """The adjusted p of the surest hot place; None where none is hot."""
    found = test.p[test.hot & own]
    return float(found.min()) if len(found) else None


def _statement(
    places: PlaceEvidence,
    offence: Offence,
    hot: Sequence[str],
    counts: NDArray[np.int64],
    now: HotTest,
    again: HotAgain | None,
) -> str:
    total = len(places.evidence.area.lsoas)
    then = f" {again.words}" if again is not None else " No earlier month is held to compare with."
    if not hot:
        return f"No LSOA stands out in {offence.words}: no place here is higher than chance could make it.{then}"
    own = int(counts[places.own].sum())
    share = 100 * int(counts[now.hot & places.own].sum()) / own
    at = {lsoa: int(n) for lsoa, n in zip(places.lsoas, counts, strict=True)}
    most = sorted(hot, key=lambda lsoa: (-at[lsoa], lsoa))[:NAMED]
    average = float(counts[: places.tested].mean())
    alone = [lsoa for lsoa in most if float(poisson_interval(at[lsoa]).low) > average]
    named = join(f"{places.names[lsoa][0]} in {places.names[lsoa][1]} ({at[lsoa]:,})" for lsoa in alone or most[:1])
    verb, whose, which = ("is", "its", "It holds") if len(hot) == 1 else ("are", "their", "They hold")
    of = f"{len(hot):,} of {total:,} LSOAs" if total > 1 else "This LSOA"
    among = f", {places.among}" if places.among else ""
    mean = f"the average LSOA tested has {average:.1f}"
    if total == 1:
        largest = ""
    elif not alone:  # high by their neighbours alone: no place to single out
        none = (
            "By itself it does not stand out" if len(hot) == 1 else "None of them stands out by itself; the largest is"
        )
        largest = f" {none}: {named}; {mean}." if len(hot) == 1 else f" {none} {named}; {mean}."
    else:
        largest = f" {'It is' if len(hot) == 1 else 'High by themselves too:'} {named}; {mean}."
    return (
        f"{of} {verb} unusually high in {offence.words}, together with {whose} neighbours{among}. "
        f"{which} {percent(share)} of the {own:,} here.{largest}{then}"
    )


def _figures(
    places: PlaceEvidence, offence: Offence, counts: NDArray[np.int64], now: HotTest, again: HotAgain | None
) -> tuple[Figure, ...]:
    evidence = places.evidence
    base = f"{counted(len(evidence.area.lsoas), 'LSOA')} of {evidence.area.name}"
    own = int(counts[places.own].sum())
    hot = now.hot & places.own
    found = [
        Figure("hot_now", int(hot.sum()), "count", f"of {base}, {spell(evidence.period.held)}; false-alarm rate 5%"),
        Figure(
            "share_of_count_in_hot",
            100 * int(counts[hot].sum()) / own if own else None,
            "percent",
            f"of {counted(own, 'row')} of {offence.words} with an LSOA in {evidence.area.name}",
        ),
    ]
    if again is not None:
        found += again.figures("LSOAs", base)
    found.append(Figure("areas", len(evidence.area.lsoas), "count", f"LSOAs of {evidence.area.name}"))
    return tuple(found)


def _table(places: PlaceEvidence, offence: Offence, now: HotTest, before: HotTest | None) -> Table:
    at = {lsoa: number for number, lsoa in enumerate(places.lsoas)}
    rows = area_rows(places, offence, "lsoa")
    listed = rows if len(rows) <= LISTED else [row for row in rows if _either(at[row.code], now, before)]
    only = "" if len(rows) <= LISTED else ": those hot in either period"
    return Table(
        caption=f"{offence.label} by LSOA{only}",
        columns=(
            Column("area", "LSOA"),
            Column("area_code", "Code"),
            Column("ward", "Ward"),
            Column("hot", "Unusually high together with its neighbours"),
            Column("hot_before", "The same, the months before"),
            Column("p_adjusted", "Chance of this, adjusted", "probability"),
            Column("count", "Count, held months", "count"),
            Column("rate_per_1000", "Per 1,000 residents", "per_1000"),
            Column("count_before_compared", "Before, compared months", "count"),
            Column("count_compared", "After, compared months", "count"),
            Column("verdict", "Change"),
        ),
        rows=tuple(_line(row, at[row.code], now, before) for row in listed),
    )


def _line(row: AreaRow, at: int, now: HotTest, before: HotTest | None) -> tuple[object, ...]:
    p = float(now.p[at])
    return (
        row.name,
        row.code,
        row.ward,
        "yes" if now.hot[at] else "no",
        "not known" if before is None else ("yes" if before.hot[at] else "no"),
        1.0 if np.isnan(p) else p,
        row.count,
        1000 * row.count / row.residents if row.residents else None,
        row.before,
        row.after,
        row.verdict,
    )


def _either(at: int, now: HotTest, before: HotTest | None) -> bool:
    return bool(now.hot[at]) or (before is not None and bool(before.hot[at]))


def _maps(places: PlaceEvidence, offence: Offence, now: HotTest, before: HotTest | None) -> tuple[Map, ...]:
    counts = places.counts(offence, places.evidence.period.held)
    shapes = []
    for at, lsoa in enumerate(places.lsoas[: places.tested]):
        if not places.own[at] or lsoa not in places.drawn:
            continue
        shapes.append(
            Shape(
                code=lsoa,
                name=places.names[lsoa][0],
                geometry=places.drawn[lsoa],
                category=int(now.hot[at]),
                value=int(counts[at]),
                outlined=before is not None and bool(before.hot[at]),
            )
        )
    if len(shapes) < 2:
        return ()
    hot = sum(shape.category == 1 for shape in shapes)
    outlined = sum(shape.outlined for shape in shapes)
    return (
        Map(
            title=f"LSOAs unusually high in {offence.words}, together with their neighbours",
            description=(
                f"{hot} of {len(shapes)} LSOAs {verb(hot, 'is', 'are')} marked; {outlined} with an outline "
                f"{verb(outlined, 'was', 'were')} so before."
            ),
            legend=LEGEND,
            shapes=tuple(shapes),
            scale="categories",
            boundary=places.boundary,
            outline_label="so in the months before" if outlined else "",
        ),
    )
