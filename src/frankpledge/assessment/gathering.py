"""Whether anything new is gathering: a space-time scan of several kinds of crime, and how its answer is put."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.multiple import false_discovery
from frankpledge.analysis.space_time import Cluster, Unit, scan_dispersion, space_time_scan
from frankpledge.assessment.finding import Strength
from frankpledge.assessment.period import join
from frankpledge.assessment.strength import LIKELY, of_test

FURTHEST = 3_000.0  # metres: what gathers over more than this is a change of the whole area, which is shown elsewhere
CLEARLY = 1.5  # times the usual: under this it is of no use to a reader, however sure
NAMED = 2  # LSOAs of a gathering that are named; the rest are counted

RULE = (
    f"A gathering is shown where the chance of one as strong anywhere is under {LIKELY:.0%}, allowing for all the kinds "
    f"scanned, and the count is {CLEARLY:g} times the usual or more. The usual is what the place's and the time's own shares give."
)
BURSTS = "Crimes come in bursts, and chance is taken to be as uneven as the counts here usually are: what is shown is more than that."
ROUND = "Zones are round, up to 3 km from their middle, and the edge of a gathering is uncertain."
NEW_PLACES = "New homes, a season that only this place has, or a new way of reporting in one place looks the same."


@dataclass(frozen=True)
class Kind:
    """One kind of crime to scan: counts [lsoa, unit] that end with the unit that is now."""

    label: str  # "Vehicle crime"
    words: str  # in the middle of a sentence
    counts: NDArray[np.int64]
    hide_under: int = 0  # counts that may not leave, of restricted data


@dataclass(frozen=True)
class Gathering:
    """
    The strongest gathering of one kind, beyond chance or not; `cluster` is None where nothing is above the usual at all.

    `lsoas` are positions among those scanned, the middle one first; `p` allows for the other kinds scanned.
    """

    kind: Kind
    cluster: Cluster | None
    lsoas: tuple[int, ...]
    p: float

    @property
    def worth_showing(self) -> bool:
        return self.cluster is not None and self.p < LIKELY and self.cluster.ratio >= CLEARLY

    @property
    def verdict(self) -> str:
        """In a few words, for a table."""
        if self.worth_showing:
            return "gathering"
        return f"under {CLEARLY:g} times the usual" if self.p < LIKELY else "nothing beyond chance"

    @property
    def count(self) -> int:
        return self.cluster.cases if self.cluster else 0

    @property
    def units(self) -> int:
        """How many units it has lasted."""
        return self.cluster.last - self.cluster.first + 1 if self.cluster else 0

    def count_before(self, units: int) -> int | None:
        """The count of the same places so many units earlier; None where those are not held."""
        begin = self.kind.counts.shape[1] - self.units - units
        if self.cluster is None or begin < 0:
            return None
        return int(self.kind.counts[list(self.lsoas), begin : begin + self.units].sum())

    @property
    def usual_may_leave(self) -> bool:
        """Whether the usual may be said: the count of the same places at other times follows from it."""
        otherwise = int(self.kind.counts[list(self.lsoas)].sum()) - self.count
        return not 0 < otherwise < self.kind.hide_under

    @property
    def once_in(self) -> float | None:
        """In how many scans chance alone gives one as strong, of this kind."""
        return self.cluster.recurrence if self.cluster else None


def scan_each(
    kinds: Sequence[Kind], centres: NDArray[np.float64], *, unit: Unit, longest: int, fewest: int
) -> list[Gathering]:
    """
    Scan each kind over the same LSOAs, whose `centres` [n, 2] are in metres; up to `longest` units that end now.

    `fewest` crimes make a gathering. Raises TooShort where months are scanned and there are fewer than 36.
    """
    found: list[tuple[Kind, Cluster | None, tuple[int, ...]]] = []
    at_centre = {(float(x), float(y)): at for at, (x, y) in enumerate(centres)}
    for kind in kinds:
        lsoa, when = np.nonzero(kind.counts)
        scan = space_time_scan(
            centres[lsoa, 0], centres[lsoa, 1], when, count=kind.counts[lsoa, when], unit=unit, dated_by=unit,
            first=0, last=kind.counts.shape[1] - 1, ending_now=True, longest=longest, largest_radius=FURTHEST,
            fewest=fewest, dispersion=scan_dispersion(kind.counts), most=1,
        )  # fmt: skip
        cluster = scan.clusters[0] if scan.clusters else None
        found.append((kind, cluster, tuple(at_centre[place] for place in cluster.places) if cluster else ()))
    adjusted = false_discovery([cluster.p if cluster else 1.0 for _, cluster, _ in found])
    return [Gathering(*one, p=float(p)) for one, p in zip(found, adjusted, strict=True)]


def strength_of(found: Sequence[Gathering]) -> Strength:
    """Of the surest that is worth showing."""
    shown = [one for one in found if one.worth_showing]
    order: tuple[Strength, ...] = ("strong", "moderate", "weak")
    return min((of_test(one.p, one.count) for one in shown), key=order.index, default="weak")


def statement(
    found: Sequence[Gathering], spans: Sequence[str], names: Sequence[tuple[str, str]], area: str, upto: str
) -> str:
    """`spans`: the time of each, in words ("in November and December 2025"); `names`: each LSOA's and its ward's."""
    said = [
        f"{one.kind.label} has gathered in {where(one, names)}: {one.count:,} {span}, {_than_usual(one)}."
        for one, span in zip(found, spans, strict=True)
        if one.worth_showing
    ]
    rest = len(found) - len(said)
    kinds = "kind of crime" if len(found) == 1 else "kinds of crime"
    if not said:
        return (
            f"Nothing new is gathering: up to {upto}, none of the {len(found)} {kinds} scanned has come to {CLEARLY:g} times the "
            f"usual anywhere in {area} by more than chance and the usual bursts would give."
        )
    return " ".join([*said, *([f"Of the other {rest} scanned, nothing shows." if rest else ""])]).strip()


def where(one: Gathering, names: Sequence[tuple[str, str]]) -> str:
    """The LSOAs, with the ward of the first."""
    first, *others = [names[at] for at in one.lsoas]
    wards = sorted({ward for _, ward in (first, *others[: NAMED - 1])})
    named = [name for name, _ in (first, *others)][:NAMED]
    more = len(one.lsoas) - len(named)
    listed = f"{', '.join(named)} and {more} more LSOA{'s' * (more > 1)} around" if more else join(named)
    return f"{listed} ({join(wards)})"


def _than_usual(one: Gathering) -> str:
    expected = one.cluster.expected if one.cluster else 0.0
    usual = f"{expected:.0f}" if expected >= 10 else f"{expected:.1f}"
    return f"where {usual} would be usual" if one.usual_may_leave else "far more than usual"
