"""Answering a question from the archive. Small numbers of restricted data are hidden before anything leaves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from frankpledge.analysis.disclosure import suppress_list
from frankpledge.archive import crimes, feeds, geography, own_areas, partner_counts, partner_events, reference
from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.archive.areas import Area, force_names_covering
from frankpledge.archive.feeds import UnknownFeed
from frankpledge.archive.lsoa_editions import older_codes
from frankpledge.assessment.period import spell
from frankpledge.month import Month
from frankpledge.web.evidence import row_types
from frankpledge.web.places import areas
from frankpledge.web.places.models import OwnArea
from frankpledge.web.questions.asking import BREAKDOWNS, COUNTS, FEED, STREET, Asked, CannotAnswer

if TYPE_CHECKING:
    import pandas as pd

THRESHOLD = 5  # numbers from 1 to 4 of restricted data are hidden
MOST_MONTHS = 120
NONE = {"ward": "Ward not known", "lsoa": "An LSOA of 2011", "outcome": "No outcome published", "type": "No type"}


@dataclass(frozen=True)
class Answered:
    """
    `rows` are (label, code or "", count or None where it is hidden or the month is not held), `total` their sum or
    None where it is hidden. `not_held` are months asked for and not held; `left_out` reasons and rows.
    """

    area: Area
    months: tuple[Month, ...]
    not_held: tuple[Month, ...]
    heading: str
    rows: tuple[tuple[str, str, int | None], ...]
    total: int | None
    hidden: int
    restricted: bool
    filter: str
    editions: tuple[str, ...]
    left_out: dict[str, int]

    @property
    def content(self) -> dict[str, Any]:
        """As an answer is kept."""
        return {
            "columns": [self.heading, "Code", "Count"],
            "rows": [list(row) for row in self.rows],
            "total": self.total,
            "hidden": self.hidden,
            "months": [str(month) for month in self.months],
            "not_held": [str(month) for month in self.not_held],
            "filter": self.filter,
            "editions": list(self.editions),
            "left_out": self.left_out,
        }


def sources(snapshot: Snapshot, today: date, *, restricted: bool) -> list[tuple[str, str]]:
    """What can be asked of, with its name: restricted sources only where the viewer may see them."""
    found = [(STREET, "Street-level crime (data.police.uk)")] if snapshot.holds(crimes.STREET) else []
    for row in partner_counts.datasets(snapshot).itertuples():
        if restricted or row.sensitivity == "open":
            found.append((f"{COUNTS}{row.dataset}", f"{row.dataset} ({row.publisher})"))
    known = {feed.key: feed for feed in feeds.feeds(snapshot.archive)}
    for held in partner_events.feeds_held(snapshot):
        feed = known.get(held.feed)
        if feed and (restricted or feed.sensitivity == "open") and not feed.agreement.reason_not_to_load(today):
            found.append((f"{FEED}{held.feed}", feed.title))
    return found


def is_restricted(snapshot: Snapshot, source: str) -> bool:
    """Whether a source came on terms. One that is not known is taken to be."""
    if source == STREET:
        return False
    if source.startswith(COUNTS):
        held = partner_counts.datasets(snapshot)
        found = set(held.loc[held["dataset"] == source.removeprefix(COUNTS), "sensitivity"])
        return found != {"open"}
    try:
        return feeds.feed_named(snapshot.archive, source.removeprefix(FEED)).sensitivity != "open"
    except UnknownFeed:
        return True


def answer(snapshot: Snapshot, asked: Asked, today: date) -> Answered:
    """
    The answer, counted anew. Raises CannotAnswer, UnknownArea, AmbiguousArea, NothingHeld.

    The viewer's permission is asked before: see `changes` and `queries`.
    """
    held, forces = _held(snapshot, asked, today)
    if not held:
        raise CannotAnswer("No month of this is held.")
    wanted = asked.months(max(held))
    if len(wanted) > MOST_MONTHS:
        raise CannotAnswer(f"Ask for {MOST_MONTHS} months or fewer.")
    months = tuple(month for month in wanted if month in held)
    if not months:
        raise CannotAnswer(f"None of these months is held. The newest held is {max(held).label}.")
    area, frame, where = _counted(snapshot, asked, months, wanted[-1])
    restricted = is_restricted(snapshot, asked.source)
    rows = _rows(snapshot, asked, area, frame, months)
    total = sum(count for *_, count in rows)
    hide = suppress_list([count for *_, count in rows], threshold=THRESHOLD).tolist() if restricted and rows else []
    shown = [(label, code, None if hide and hide[place] else count) for place, (label, code, count) in enumerate(rows)]
    not_held = tuple(month for month in wanted if month not in held)
    if asked.breakdown == "month":
        shown = sorted([*shown, *((month.label, str(month), None) for month in not_held)], key=lambda row: row[1])
    placed = asked.source == STREET and where.startswith("LSOA is")
    return Answered(
        area=area,
        months=months,
        not_held=not_held,
        heading=BREAKDOWNS[asked.breakdown],
        rows=tuple(shown),
        total=None if hide and hide[-1] else total,
        hidden=sum(hide),
        restricted=restricted,
        filter=f"{asked.of_what}; {where}; month is one of {spell(months)}",
        editions=_editions(snapshot, asked, forces, months),
        left_out=crimes.left_out(snapshot, forces, months) if placed else {},
    )


def _held(snapshot: Snapshot, asked: Asked, today: date) -> tuple[set[Month], tuple[str, ...]]:
    """The months of which everything is held, and, of police.uk, the forces that cover the area."""
    if asked.source == STREET:
        covering = force_names_covering(snapshot, _whereabouts(snapshot, asked, today))
        by_force = crimes.months_held(snapshot, covering)
        return (set.intersection(*by_force.values()) if by_force else set()), covering
    if asked.source.startswith(FEED):
        feed = feeds.feed_named(snapshot.archive, asked.source.removeprefix(FEED))
        if reason := feed.agreement.reason_not_to_load(today):
            raise CannotAnswer(f"Nothing can be asked of {feed.title}: {reason}.")
        return partner_events.months_held(snapshot, feed.key), ()
    table: Any = snapshot.rows(partner_counts.COUNTS)
    months = table.filter(table.dataset == asked.source.removeprefix(COUNTS)).select("month_ix").distinct()
    return {Month(ix) for ix in months.to_pyarrow()["month_ix"].to_pylist()}, ()


def _whereabouts(snapshot: Snapshot, asked: Asked, on: date) -> Area:
    """The area by LSOAs; of an own area counted by points, all LSOAs that it touches."""
    if asked.counted_by == "lsoa":
        return areas.find(snapshot, asked.area, on)
    own, extent = _drawn(asked, on)
    return Area(own.code, own.name, "own", tuple(fit["lsoa"] for fit in extent.fit))


def _drawn(asked: Asked, on: date) -> tuple[OwnArea, Any]:
    number = asked.area.removeprefix("own-")
    own = OwnArea.objects.filter(pk=int(number)).first() if asked.area != number and number.isdecimal() else None
    extent = own.extent_on(on) if own else None
    if own is None or extent is None or not extent.shape:
        raise CannotAnswer("Only an own area that was drawn can be counted by map points. Count this one by LSOA.")
    return own, extent


def _counted(
    snapshot: Snapshot, asked: Asked, months: Sequence[Month], last: Month
) -> tuple[Area, "pd.DataFrame", str]:
    """month_ix, lsoa, kind, outcome, n of the rows asked for, the area as it was in the last month, and where in words."""
    on = areas.last_day(last)
    if asked.counted_by == "points":
        if asked.source != STREET or asked.breakdown not in ("month", "type"):
            raise CannotAnswer("By map point, police.uk's rows are counted by month or type alone.")
        from shapely.geometry import shape

        own, extent = _drawn(asked, on)
        frame = own_areas.counts_within(snapshot, shape(extent.shape), months).rename(columns={"crime_type": "kind"})
        area = Area(own.code, own.name, "own", tuple(extent.lsoas))
        return area, _of_types(frame, asked), f"map point lies in {own.name} as it is from {extent.from_on}"
    area = areas.find(snapshot, asked.area, on)
    where = f"LSOA is one of the {len(area.lsoas)} of {area.name} ({area.code})"
    if asked.source != STREET:
        return area, _of_partner(snapshot, asked, area, months), where
    if asked.breakdown == "outcome":
        frame = crimes.outcomes(snapshot, _stated(snapshot, area), months).rename(columns={"crime_type": "kind"})
    elif area.kind == "force" and asked.breakdown in ("month", "type"):
        names = force_names_covering(snapshot, area)
        frame = crimes.force_counts(snapshot, names[0], months).rename(columns={"crime_type": "kind"})
        where = f"falls within {names[0]}, placed or not"
    else:
        frame = crimes.area_counts(snapshot, _stated(snapshot, area), months).rename(columns={"crime_type": "kind"})
    return area, _of_types(frame, asked), where


def _stated(snapshot: Snapshot, area: Area) -> tuple[str, ...]:
    """The codes that put a row in the area: of 2021, and those of 2011 that lie in it altogether."""
    return (*area.lsoas, *older_codes(snapshot, area.lsoas).whole)


def _of_types(frame: "pd.DataFrame", asked: Asked) -> "pd.DataFrame":
    which = row_types.types_of(asked.crime_type)
    but: str | None = which.get("but")
    if but:
        return frame.loc[frame["kind"] != but]
    wanted: str | Collection[str] | None = which["crime_type"]
    if wanted is None:
        return frame
    return frame.loc[frame["kind"].isin([wanted] if isinstance(wanted, str) else list(wanted))]


def _of_partner(snapshot: Snapshot, asked: Asked, area: Area, months: Sequence[Month]) -> "pd.DataFrame":
    if asked.source.startswith(COUNTS):
        name = asked.source.removeprefix(COUNTS)
        if asked.breakdown == "outcome":
            raise CannotAnswer("Ready-made counts have no outcomes.")
        frame = partner_counts.counts(snapshot, name, area.lsoas, months).rename(columns={"category": "kind"})
    else:
        feed = feeds.feed_named(snapshot.archive, asked.source.removeprefix(FEED))
        if feed.kind == "counts":
            raise CannotAnswer(f"{feed.title} brings ready-made counts: ask of those.")
        frame = partner_events.events(snapshot, [feed.key], area.lsoas, months, kind=feed.kind)
        frame = frame.rename(columns={"offence_group": "kind"}).assign(n=1)
    return frame.loc[frame["kind"] == asked.crime_type] if asked.crime_type else frame


def _rows(
    snapshot: Snapshot, asked: Asked, area: Area, frame: "pd.DataFrame", months: Sequence[Month]
) -> list[tuple[str, str, int]]:
    """Label, code and count, none of them hidden yet: every month, ward and LSOA asked for, with its zeros."""
    if asked.breakdown == "month":
        counts = frame.groupby("month_ix")["n"].sum()
        return [(month.label, str(month), int(counts.get(month.index, 0))) for month in months]
    if asked.breakdown in ("type", "outcome"):
        column = {"type": "kind", "outcome": "outcome"}[asked.breakdown]
        named = frame.assign(named=frame[column].fillna(NONE[asked.breakdown]))
        counts = named.groupby("named", observed=True)["n"].sum().sort_values(ascending=False, kind="stable")
        return [(str(name), "", int(n)) for name, n in counts.items()]
    places = geography.places(snapshot, area.lsoas).set_index("lsoa")
    code, name = ("ward", "ward_name") if asked.breakdown == "ward" else ("lsoa", "lsoa_name")
    known = places.reset_index()[[code, name]].drop_duplicates().fillna({code: "", name: NONE["ward"]})
    stated = frame["lsoa"] if asked.breakdown == "lsoa" else frame["lsoa"].map(places["ward"])
    counts = frame.groupby(stated.where(stated.isin(known[code]), "?"))["n"].sum()
    rows = [(str(label), str(each), int(counts.get(each, 0))) for each, label in known.itertuples(index=False)]
    if older := int(counts.get("?", 0)):
        rows.append((NONE["lsoa"], "", older))
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def _editions(snapshot: Snapshot, asked: Asked, forces: Sequence[str], months: Sequence[Month]) -> tuple[str, ...]:
    if asked.source == STREET:
        return crimes.editions(snapshot, forces, months)
    if asked.source.startswith(FEED):
        return partner_events.files(snapshot, [asked.source.removeprefix(FEED)], months)
    try:
        return reference.files_of(snapshot, partner_counts.COUNTS)
    except NothingHeld:
        return ()
