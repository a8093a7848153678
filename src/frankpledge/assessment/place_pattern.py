"""Did crime move, or did only its number change? The pattern of places against that of the period before."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.multiple import false_discovery
from frankpledge.analysis.patterns import FEWEST_MONTHS, PatternChange, pattern_change
from frankpledge.analysis.season import TooShort
from frankpledge.assessment import caveats, strength
from frankpledge.assessment.finding import Column, Figure, Finding, Map, Shape, Table
from frankpledge.assessment.main_types import Offence, main_offences
from frankpledge.assessment.period import join
from frankpledge.assessment.place_evidence import PlaceEvidence
from frankpledge.assessment.sentences import percent
from frankpledge.counted import counted, verb

FEWEST_AREAS = 10
FALSE_ALARMS = 0.05
NAMED = 3
TITLE = "Has it moved?"

SWAPPED = (
    "The share of each LSOA in a month is set against its share in the same month of the period before, so a change in "
    "the number of crimes is no change of pattern. How much chance alone would move is worked out by swapping the two "
    "periods month by month, allowing for series that last longer than a month."
)
RECORDING = "A change of pattern may be a change in where crime was recorded, not in where it happened."
NOT_DISPLACED = (
    "It does not say why, nor that crime went from one place to the other. A series that lasted some months is a change "
    "of pattern too, and may be over."
)


@dataclass(frozen=True)
class _Tested:
    offence: Offence
    before: int
    after: int
    found: PatternChange
    p: float  # after allowing for the other offences

    @property
    def moved(self) -> bool:
        """Whether the pattern changed more than chance would make it."""
        return self.p < FALSE_ALARMS

    @property
    def areas(self) -> NDArray[np.int64]:
        """LSOAs whose share surely changed, the largest change first; none where the pattern as a whole did not."""
        if not self.moved:
            return np.empty(0, dtype=np.int64)
        gap = np.abs(self.found.share_after - self.found.share_before)
        sure = np.flatnonzero(self.found.place_p < FALSE_ALARMS)
        return sure[np.lexsort((sure, -gap[sure]))]


def finding(places: PlaceEvidence) -> Finding | None:
    """One for all main types; None in an area of fewer than ten LSOAs, or where no earlier month is held."""
    evidence = places.evidence
    if len(evidence.area.lsoas) < FEWEST_AREAS or not evidence.period.compared:
        return None
    tested, short = _tested(places)
    if not tested:
        return _too_short(places, max(short, default=0))
    own = [lsoa for lsoa, here in zip(places.lsoas, places.own, strict=True) if here]
    moved = sorted((one for one in tested if one.moved), key=lambda one: one.p)
    return Finding(
        id="place-pattern-change",
        kind="place",
        title=TITLE,
        statement=_statement(places, own, tested),
        strength=strength.of_test(moved[0].p, min(moved[0].before, moved[0].after)) if moved else "weak",
        figures=tuple(figure for one in tested for figure in _figures(one)),
        table=_table(places, own, tested),
        maps=_maps(places, own, moved),
        method="pattern-change",
        caveats=(*evidence.caveats, caveats.ASB, SWAPPED, RECORDING, NOT_DISPLACED, caveats.MANY_TESTS),
        provenance=evidence.provenance(
            rows_counted=sum(one.before + one.after for one in tested if one.offence.crime_type is None),
            months=(*evidence.period.before, *evidence.period.compared),
            also=("lsoa21_places",),
        ),
    )


def _tested(places: PlaceEvidence) -> tuple[list[_Tested], list[int]]:
    """What could be tested; and of what could not, how many months have any crime in both periods."""
    period = places.evidence.period
    found, short = [], []
    for offence in main_offences(places.evidence):
        before = places.monthly(offence, period.before)[places.own].T
        after = places.monthly(offence, period.compared)[places.own].T
        try:
            found.append((offence, int(before.sum()), int(after.sum()), pattern_change(before, after)))
        except TooShort as too_short:
            short.append(too_short.held)
    adjusted = false_discovery([change.p for *_, change in found])
    return [_Tested(*one, p) for one, p in zip(found, adjusted.tolist(), strict=True)], short


def _statement(places: PlaceEvidence, own: Sequence[str], tested: Sequence[_Tested]) -> str:
    moved = [one for one in tested if one.moved]
    if not moved:
        return (
            f"In none of {len(tested)} kinds looked at did the pattern of places change more than chance would make it. "
            "As far as can be told, crime lies where it lay."
        )
    first, *others = moved
    said = (
        f"Where {first.offence.words} {first.offence.agrees('lies', 'lie')} changed more than chance would make it: {percent(100 * first.found.moved)} of "
        f"{first.offence.agrees('it', 'them')} would have to lie in other LSOAs for the pattern of the period before; chance alone would move "
        f"{percent(100 * first.found.moved_by_chance)}."
    )
    also = f" So did the pattern of {join(one.offence.words for one in others)}." if others else ""
    still = [one for one in tested if not one.moved]
    quiet = f" No change beyond chance is seen in that of {join(one.offence.words for one in still)}." if still else ""
    named = [(one, int(at)) for one in moved for at in one.areas]
    named.sort(key=lambda pair: -abs(_gap(*pair)))
    where = "; ".join(_named(places, own[at], one, at) for one, at in named[:NAMED])
    sure = f" Surest of single LSOAs: {where}." if where else " No single LSOA stands out as the cause."
    return f"{said}{also}{quiet}{sure}"


def _gap(one: _Tested, at: int) -> float:
    return float(one.found.share_after[at] - one.found.share_before[at])


def _named(places: PlaceEvidence, lsoa: str, one: _Tested, at: int) -> str:
    name, ward = places.names[lsoa]
    before, after = 100 * one.found.share_before[at], 100 * one.found.share_after[at]
    return f"{name} in {ward}, from {percent(before)} to {percent(after)} of {one.offence.words}"


def _figures(one: _Tested) -> tuple[Figure, ...]:
    slug = one.offence.slug.replace("-", "_")
    base = f"of {counted(one.after, 'row')} of {one.offence.words}, {counted(one.found.months, 'month')} against the same before"
    return (
        Figure(f"{slug}_moved", 100 * one.found.moved, "percent", f"that lies in other LSOAs, {base}"),
        Figure(f"{slug}_moved_by_chance", 100 * one.found.moved_by_chance, "percent", f"by chance alone, {base}"),
    )


def _table(places: PlaceEvidence, own: Sequence[str], tested: Sequence[_Tested]) -> Table:
    return Table(
        caption="How much lies in other LSOAs than in the period before",
        columns=(
            Column("offence", "Offence"),
            Column("count_before_compared", "Before, compared months", "count"),
            Column("count_compared", "After, compared months", "count"),
            Column("moved", "Lies elsewhere", "percent"),
            Column("moved_by_chance", "By chance alone", "percent"),
            Column("p_adjusted", "Chance of this, adjusted", "probability"),
            Column("verdict", "Pattern"),
            Column("larger_share", "LSOAs with a larger share"),
            Column("smaller_share", "LSOAs with a smaller share"),
        ),
        rows=tuple(
            (
                one.offence.label,
                one.before,
                one.after,
                100 * one.found.moved,
                100 * one.found.moved_by_chance,
                one.p,
                "changed" if one.moved else "could be chance",
                "; ".join(places.names[own[at]][0] for at in one.areas if _gap(one, at) > 0) or "none for sure",
                "; ".join(places.names[own[at]][0] for at in one.areas if _gap(one, at) < 0) or "none for sure",
            )
            for one in tested
        ),
    )


def _maps(places: PlaceEvidence, own: Sequence[str], moved: Sequence[_Tested]) -> tuple[Map, ...]:
    """Of the offence with the most LSOAs that surely changed; none where no single LSOA did, or none can be drawn."""
    one = max(moved, key=lambda one: len(one.areas), default=None)
    if one is None or not len(one.areas) or not places.drawn:
        return ()
    sure = {int(at): 1 if _gap(one, int(at)) > 0 else 2 for at in one.areas}
    shapes = tuple(
        Shape(
            code=lsoa,
            name=places.names[lsoa][0],
            geometry=places.drawn[lsoa],
            category=sure.get(at, 0),
            value=f"{percent(100 * one.found.share_before[at])} before, {percent(100 * one.found.share_after[at])} now",
        )
        for at, lsoa in enumerate(own)
        if lsoa in places.drawn
    )
    more, fewer = (sum(shape.category == category for shape in shapes) for category in (1, 2))
    drawn = Map(
        title=f"LSOAs whose share of {one.offence.words} changed",
        description=f"{more} with a larger share and {fewer} with a smaller one than in the period before, of {len(own)}.",
        legend=("could be chance", "larger share than before", "smaller share than before"),
        shapes=shapes,
        scale="categories",
        boundary=places.boundary,
    )
    return (drawn,)


def _too_short(places: PlaceEvidence, held: int) -> Finding:
    evidence = places.evidence
    return Finding(
        id="place-pattern-change",
        kind="place",
        title=TITLE,
        statement=(
            f"Too short to say: {FEWEST_MONTHS} months needed that are held in both periods, {held} "
            f"{verb(held, 'is', 'are')}."
        ),
        strength="context",
        figures=(Figure("months_compared", held, "months", "held in both periods, with crime in each"),),
        method="pattern-change",
        caveats=evidence.caveats,
        provenance=evidence.provenance(rows_counted=0, months=evidence.period.held),
    )
