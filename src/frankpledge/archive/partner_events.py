"""
Questions about the events that partners send. All of it is restricted: hide small numbers before any figure leaves.

Each question names the feeds it asks, and the kind they must be of: incidents and demand never enter a count of crimes.
An event is one occurrence, however many people it has: rows with the same reference are one event.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import ibis

from frankpledge.archive.archive import Snapshot
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd

EVENTS = "partner_events"
FLAGS = ("domestic_abuse", "hate", "alcohol", "drugs", "knife", "cyber")
EventKind = Literal["crimes", "incidents", "demand"]
Role = Literal["victim", "suspect"]


class WrongKind(ValueError):
    """A feed of one kind was asked for figures of another."""


@dataclass(frozen=True)
class FeedHeld:
    """One feed's rows as held. `months` are those with any row."""

    feed: str
    sender: str
    kind: EventKind
    rows: int
    months: tuple[Month, ...]
    exact_times: float  # share of rows of which the time of day is known
    placed: float  # share of rows with an LSOA of 2021


def feeds_held(snapshot: Snapshot, kind: EventKind | None = None) -> list[FeedHeld]:
    """The feeds of which events are held, by name; of one kind, where it is named."""
    if not snapshot.holds(EVENTS):
        return []
    table: Any = snapshot.rows(EVENTS)
    if kind:
        table = table.filter(table.kind == kind)
    by_month = table.group_by(["feed", "sender", "kind", "month_ix"]).agg(
        rows=table.count(),
        timed=table.time_known.cast("int64").sum(),
        placed=table.lsoa.notnull().cast("int64").sum(),
    )
    found: dict[tuple[str, str, EventKind], list[dict[str, Any]]] = {}
    for row in by_month.order_by(["feed", "month_ix"]).to_pyarrow().to_pylist():
        found.setdefault((row["feed"], row["sender"], row["kind"]), []).append(row)
    return [_feed_held(*about, months) for about, months in found.items()]


def _feed_held(feed: str, sender: str, kind: EventKind, months: list[dict[str, Any]]) -> FeedHeld:
    rows = sum(month["rows"] for month in months)
    timed, placed = (sum(month[name] for month in months) / rows for name in ("timed", "placed"))
    return FeedHeld(feed, sender, kind, rows, tuple(Month(month["month_ix"]) for month in months), timed, placed)


def months_held(snapshot: Snapshot, feed: str) -> set[Month]:
    """The months of which the feed has any row."""
    return {month for held in feeds_held(snapshot) if held.feed == feed for month in held.months}


def _rows(
    snapshot: Snapshot,
    feeds: Collection[str],
    lsoas: Collection[str] | None,
    months: Collection[Month],
    kind: EventKind,
) -> Any:
    """Rows of the feeds in the months, and, unless `lsoas` is None, in the area; raises WrongKind, NothingHeld."""
    wrong = [held.feed for held in feeds_held(snapshot) if held.feed in feeds and held.kind != kind]
    if wrong:
        raise WrongKind(f"{', '.join(wrong)} does not hold {kind}.")
    table: Any = snapshot.rows(EVENTS)
    table = table.filter(
        table.feed.isin(list(feeds) or [""]),
        table.kind == kind,
        table.month.isin([str(month) for month in months] or [""]),
        table.month_ix.isin([month.index for month in months] or [-1]),
    )
    if lsoas is None:
        return table
    wanted = ibis.memtable({"lsoa": sorted(set(lsoas))}, schema={"lsoa": "string"})
    return table.semi_join(wanted, "lsoa")


def _each_event_once(rows: Any) -> Any:
    """One row for each reference; a row without a reference is an event of its own."""
    own = rows.event.fill_null(rows.file.concat(":", rows.source_row.cast("string")))
    numbered = rows.mutate(
        event=own,
        place_in_event=ibis.row_number().over(
            ibis.window(group_by=[rows.feed, own], order_by=[rows.month_ix, rows.source_row])
        ),
    )
    return numbered.filter(numbered.place_in_event == 0).drop("place_in_event")


def _frame(expression: Any) -> "pd.DataFrame":
    frame: pd.DataFrame = expression.to_pyarrow().to_pandas()
    return frame


def events(
    snapshot: Snapshot,
    feeds: Collection[str],
    lsoas: Collection[str] | None,
    months: Collection[Month],
    *,
    kind: EventKind = "crimes",
) -> "pd.DataFrame":
    """
    feed, event, month_ix, recorded_at, from_at, to_at, time_known, offence_code, offence_group, lon, lat, lsoa,
    place_confidence, outcome, source_system and the flags: one row an event.

    Times are local clock times. It happened from `from_at` to before `to_at`, or, where the two are the same, at that
    moment. `lsoas` None asks for all events, placed or not.
    """
    rows = _each_event_once(_rows(snapshot, feeds, lsoas, months, kind))
    names = (
        "feed", "event", "month_ix", "recorded_at", "from_at", "to_at", "time_known", "offence_code", "offence_group",
        "lon", "lat", "lsoa", "place_confidence", "outcome", "source_system", *FLAGS,
    )  # fmt: skip
    return _frame(rows.select(*names).order_by(["month_ix", "from_at", "feed", "event"]))


def event_counts(
    snapshot: Snapshot,
    feeds: Collection[str],
    lsoas: Collection[str] | None,
    months: Collection[Month],
    *,
    kind: EventKind = "crimes",
) -> "pd.DataFrame":
    """month_ix, lsoa (None where there is none), offence_group, n: events, not rows."""
    rows = _each_event_once(_rows(snapshot, feeds, lsoas, months, kind))
    counted = rows.group_by(["month_ix", "lsoa", "offence_group"]).agg(n=rows.count())
    return _frame(counted.order_by(["month_ix", "lsoa", "offence_group"]))


def people(
    snapshot: Snapshot,
    feeds: Collection[str],
    lsoas: Collection[str] | None,
    months: Collection[Month],
    *,
    role: Role,
    kind: EventKind = "crimes",
) -> "pd.DataFrame":
    """
    feed, person, event, month_ix, from_at, offence_code, offence_group, lsoa, age, age_band, sex, ethnicity, repeat:
    one row for each person in each event. `person` links a person's rows within one feed, as victim and as suspect;
    rows without a pseudonym are left out, and `people_left_out` counts them.
    """
    rows = _rows(snapshot, feeds, lsoas, months, kind)
    rows = rows.filter(rows[role].notnull())
    named = rows.select(
        feed=rows.feed,
        person=rows[role],
        event=rows.event.fill_null(rows.file.concat(":", rows.source_row.cast("string"))),
        month_ix=rows.month_ix,
        from_at=rows.from_at,
        offence_code=rows.offence_code,
        offence_group=rows.offence_group,
        lsoa=rows.lsoa,
        **{part: rows[f"{role}_{part}"] for part in ("age", "age_band", "sex", "ethnicity", "repeat")},
    ).distinct(on=["feed", "person", "event"], keep="first")
    return _frame(named.order_by(["month_ix", "from_at", "feed", "event", "person"]))


def people_left_out(
    snapshot: Snapshot,
    feeds: Collection[str],
    lsoas: Collection[str] | None,
    months: Collection[Month],
    *,
    role: Role,
    kind: EventKind = "crimes",
) -> int:
    """Events of which no row has a pseudonym of that role."""
    rows = _rows(snapshot, feeds, lsoas, months, kind)
    own = rows.event.fill_null(rows.file.concat(":", rows.source_row.cast("string")))
    known = rows.mutate(own=own).group_by(["feed", "own"]).agg(any=rows[role].notnull().any())
    return int(known.filter(~known["any"]).count().to_pyarrow().as_py())


def stolen(
    snapshot: Snapshot,
    feeds: Collection[str],
    lsoas: Collection[str] | None,
    months: Collection[Month],
    *,
    kind: EventKind = "crimes",
) -> "pd.DataFrame":
    """item, events, value: how many events each kind of thing was stolen in, and the value where it was the only thing."""
    import pandas as pd

    rows = _each_event_once(_rows(snapshot, feeds, lsoas, months, kind))
    rows = rows.filter(rows.property_stolen.notnull())
    frame = _frame(rows.select("feed", "event", "property_stolen", "property_value"))
    frame["item"] = frame["property_stolen"].str.split("; ")
    alone = frame["item"].str.len() == 1
    frame["value"] = frame["property_value"].where(alone)
    each = frame.explode("item").drop_duplicates(["feed", "event", "item"])
    if each.empty:
        return pd.DataFrame({"item": [], "events": [], "value": []})
    counted = each.groupby("item").agg(events=("event", "size"), value=("value", "sum")).reset_index()
    return counted.sort_values(["events", "item"], ascending=[False, True]).reset_index(drop=True)


def with_property(
    snapshot: Snapshot,
    feeds: Collection[str],
    lsoas: Collection[str] | None,
    months: Collection[Month],
    *,
    kind: EventKind = "crimes",
) -> int:
    """Events that name anything as stolen."""
    rows = _each_event_once(_rows(snapshot, feeds, lsoas, months, kind))
    return int(rows.filter(rows.property_stolen.notnull()).count().to_pyarrow().as_py())


def code_counts(
    snapshot: Snapshot,
    feeds: Collection[str],
    lsoas: Collection[str] | None,
    months: Collection[Month],
    *,
    kind: EventKind = "crimes",
) -> "pd.DataFrame":
    """month_ix, offence_code, offence_group (None where there is none), n: events, not rows."""
    rows = _each_event_once(_rows(snapshot, feeds, lsoas, months, kind))
    counted = rows.group_by(["month_ix", "offence_code", "offence_group"]).agg(n=rows.count())
    return _frame(counted.order_by(["month_ix", "offence_code", "offence_group"]))


def systems(snapshot: Snapshot, feeds: Collection[str]) -> "pd.DataFrame":
    """
    feed, source_system, first, last (months as text), rows: from which system the rows come, in order of time.

    Where a feed has several, a change across their border may be one of recording; pseudonyms may not link across it.
    """
    table: Any = snapshot.rows(EVENTS)
    table = table.filter(table.feed.isin(list(feeds) or [""]))
    found = table.group_by(["feed", "source_system"]).agg(
        first=table.month.min(), last=table.month.max(), rows=table.count()
    )
    return _frame(found.order_by(["feed", "first", "source_system"]))


def left_out(
    snapshot: Snapshot, feeds: Collection[str], months: Collection[Month], *, kind: EventKind = "crimes"
) -> dict[str, int]:
    """Why events cannot be in a smaller area's figures or in figures by time of day, and how many for each reason."""
    rows = _each_event_once(_rows(snapshot, feeds, None, months, kind))
    reasons = {
        "no LSOA": rows.lsoa.isnull(),
        "no coordinates": rows.lon.isnull(),
        "no time of day": ~rows.time_known,
    }
    counted = rows.aggregate(**{name: which.cast("int64").sum() for name, which in reasons.items()})
    found = counted.to_pyarrow().to_pylist()[0]
    return {name: int(found[name]) for name in reasons if found[name]}


def files(snapshot: Snapshot, feeds: Collection[str], months: Collection[Month]) -> tuple[str, ...]:
    """Where the figures come from: sender, file, months, when loaded, and the beginning of the file's SHA-256."""
    table: Any = snapshot.rows(EVENTS)
    table = table.filter(
        table.feed.isin(list(feeds) or [""]), table.month_ix.isin([month.index for month in months] or [-1])
    )
    by = ["feed", "sender", "file", "loaded_at", "sha256"]
    found = table.group_by(by).agg(first=table.month.min(), last=table.month.max()).to_pyarrow().to_pylist()
    return tuple(
        f"{row['sender']}, {row['feed'].partition('/')[2]}, {row['file']}, {row['first']} to {row['last']}, "
        f"loaded {row['loaded_at'][:10]}, sha256 {row['sha256'][:12]}"
        for row in sorted(found, key=lambda row: (row["feed"], row["first"], row["file"]))
    )
