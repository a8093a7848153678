"""Squares of 250 m that are unusually high together with their neighbours."""

import numpy as np
from numpy.typing import NDArray

from frankpledge.assessment import caveats, strength
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Column, Figure, Finding, Map, Provenance, Shape, Table
from frankpledge.assessment.hot_again import HotAgain, hot_again
from frankpledge.assessment.hot_test import EXACT, FEWER_MONTHS, HOT, HotTest, hot_test
from frankpledge.assessment.main_types import ASB, Offence
from frankpledge.assessment.period import spell
from frankpledge.assessment.place_evidence import PlaceEvidence
from frankpledge.assessment.place_points import BEFORE, COMPARED, HELD, SIZE, PointEvidence
from frankpledge.assessment.sentences import percent
from frankpledge.counted import counted, verb
from frankpledge.month import Month

SNAPPED = (
    "Map points are moved by the publisher to the nearest of a fixed list, each standing for eight addresses or more, "
    "or for none. A square shows where points lie, to some hundred metres."
)
POPULATED = (
    "Only squares that hold a postcode or a map point with crime take part: empty fields would make every town hot."
)
NO_POSTCODES = (
    "No postcodes are loaded, so only squares that hold a map point with crime take part. Inhabited squares without "
    "any crime are missing, which makes it harder for a square to stand out."
)
BY_POINT = "Counted by map point, not by stated LSOA, so the total differs from that of the area by LSOA."


def finding(points: PointEvidence, offence: Offence) -> Finding:
    places, squares = points.places, points.squares
    evidence, period = places.evidence, places.evidence.period
    counts = squares.counts(points.of(offence, HELD))
    now = hot_test(counts, squares.regions)
    before, again = None, None
    if period.compared:
        before = hot_test(squares.counts(points.of(offence, BEFORE)), squares.regions)
        own = squares.own
        then, later = squares.counts(points.of(offence, BEFORE)), squares.counts(points.of(offence, COMPARED))
        again = hot_again(before.hot[own], now.hot[own], then[own], later[own], np.ones(int(own.sum())))
    hot = now.hot & squares.own
    total = int(counts[squares.own].sum())
    return Finding(
        id=f"place-hot-squares-{offence.slug}",
        kind="place",
        title=f"Squares of {SIZE} m where {offence.words} {offence.agrees('is', 'are')} unusually high",
        statement=_statement(places, offence, counts, hot, squares.own, again),
        strength=strength.of_test(float(now.p[hot].min()) if hot.any() else None, total),
        crime_type=offence.crime_type,
        figures=_figures(evidence, offence, counts, hot, squares.own, again),
        table=_table(points, offence, counts, now, before),
        maps=_maps(points, offence, counts, now, before),
        method="hot-areas",
        caveats=(
            *evidence.caveats,
            *((caveats.ASB,) if offence == ASB else ()),
            EXACT,
            SNAPPED,
            POPULATED if len(points.postcodes) else NO_POSTCODES,
            BY_POINT,
            *((FEWER_MONTHS,) if again is not None and len(period.compared) < len(period.held) else ()),
        ),
        provenance=by_point(
            evidence, offence, total, period.held if again is None else evidence.months_used, "postcodes"
        ),
    )


def by_point(evidence: Evidence, offence: Offence, rows: int, months: tuple[Month, ...], *also: str) -> Provenance:
    """Provenance of a count by map point, whatever LSOA the rows state."""
    return evidence.provenance(
        rows_counted=rows,
        months=months,
        crime_types=offence.crime_type,
        also=("boundaries_lsoa21", *also),
        filter_words=(
            f"{offence.label}; longitude and latitude within {evidence.area.name} ({evidence.area.code}); "
            f"Month is one of {spell(months)}"
        ),
    )


def _statement(
    places: PlaceEvidence,
    offence: Offence,
    counts: NDArray[np.int64],
    hot: NDArray[np.bool_],
    own: NDArray[np.bool_],
    again: HotAgain | None,
) -> str:
    then = f" {again.words}" if again is not None else " No earlier month is held to compare with."
    if not hot.any():
        return f"No square of {SIZE} m stands out in {offence.words} more than chance could make it.{then}"
    total = int(counts[own].sum())
    share = 100 * int(counts[hot].sum()) / total
    verb, whose, which = ("is", "its", "It holds") if hot.sum() == 1 else ("are", "their", "They hold")
    said = (
        f"{int(hot.sum()):,} of {int(own.sum()):,} populated squares of {SIZE} m {verb} unusually high in "
        f"{offence.words}, together with {whose} neighbours{f', {places.among}' if places.among else ''}. "
        f"{which} {percent(share)} of the {total:,} on the map here.{then}"
    )
    if again is not None and again.pai is not None and again.hit_rate is not None and again.ground is not None:
        said += (
            f" The squares of the period before caught {percent(again.hit_rate)} of this period's {offence.words} "
            f"on {percent(again.ground) if again.ground >= 0.1 else 'less than 0.1%'} of the squares."
        )
    return said


def _figures(
    evidence: Evidence,
    offence: Offence,
    counts: NDArray[np.int64],
    hot: NDArray[np.bool_],
    own: NDArray[np.bool_],
    again: HotAgain | None,
) -> tuple[Figure, ...]:
    squares, total = int(own.sum()), int(counts[own].sum())
    base = f"{squares:,} populated squares of {SIZE} m in {evidence.area.name}"
    found = [
        Figure("hot_now", int(hot.sum()), "count", f"of {base}, {spell(evidence.period.held)}; false-alarm rate 5%"),
        Figure(
            "share_of_count_in_hot",
            100 * int(counts[hot].sum()) / total if total else None,
            "percent",
            f"of {counted(total, 'row')} of {offence.words} with a map point in these squares",
        ),
    ]
    if again is not None:
        found += again.figures("squares", base)
    found.append(
        Figure("squares", squares, "count", f"populated squares of {SIZE} m with their centre in {evidence.area.name}")
    )
    return tuple(found)


def _shown(points: PointEvidence, now: HotTest, before: HotTest | None) -> list[int]:
    """Squares of the area that are or were hot, from south-west to north-east."""
    either = now.hot if before is None else now.hot | before.hot
    return [int(at) for at in np.flatnonzero(either & points.squares.own)]


def _table(
    points: PointEvidence, offence: Offence, counts: NDArray[np.int64], now: HotTest, before: HotTest | None
) -> Table | None:
    shown = _shown(points, now, before)
    if not shown:
        return None
    shown.sort(key=lambda at: (-int(counts[at]), at))
    earlier = None if before is None else points.squares.counts(points.of(offence, BEFORE))
    return Table(
        caption=f"Squares of {SIZE} m unusually high in {offence.words} in either period",
        columns=(
            Column("square", "Square (grid reference of its south-west corner)"),
            Column("hot", "Unusually high together with its neighbours"),
            Column("hot_before", "The same, the months before"),
            Column("p_adjusted", "Chance of this, adjusted", "probability"),
            Column("count", "Count, held months", "count"),
            Column("count_before", "Count, months before", "count"),
        ),
        rows=tuple(
            (
                points.squares.name(at),
                "yes" if now.hot[at] else "no",
                "not known" if before is None else ("yes" if before.hot[at] else "no"),
                1.0 if np.isnan(now.p[at]) else float(now.p[at]),
                int(counts[at]),
                "not known" if earlier is None else int(earlier[at]),
            )
            for at in shown
        ),
    )


def _maps(
    points: PointEvidence, offence: Offence, counts: NDArray[np.int64], now: HotTest, before: HotTest | None
) -> tuple[Map, ...]:
    shown = _shown(points, now, before)
    if not shown:
        return ()
    shapes = tuple(
        Shape(
            code=points.squares.name(at),
            name=points.squares.name(at),
            geometry=points.squares.drawing(at),
            category=int(now.hot[at]),
            value=int(counts[at]),
            outlined=before is not None and bool(before.hot[at]),
        )
        for at in shown
    )
    outlined = sum(shape.outlined for shape in shapes)
    hot = sum(shape.category == 1 for shape in shapes)
    return (
        Map(
            title=f"Squares of {SIZE} m unusually high in {offence.words}, together with their neighbours",
            description=(
                f"{counted(hot, 'square')} {verb(hot, 'is', 'are')} marked; {outlined} with an outline "
                f"{verb(outlined, 'was', 'were')} so before. Thin lines are wards."
            ),
            legend=("no longer unusual", HOT),
            shapes=shapes,
            scale="categories",
            boundary=points.places.wards_outlined,
            outline_label="so in the months before" if outlined else "",
        ),
    )
