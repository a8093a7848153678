"""
Every question that the pages about feeds ask. The archive is shared by all partnerships here, and each may see which feeds
there are; see `owning` for what is one partnership's alone.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from frankpledge.archive import feeds as remembered
from frankpledge.archive import feeds_log, shared_data_sets
from frankpledge.archive.archive import Archive
from frankpledge.archive.feeds_log import Entry
from frankpledge.archive.feeds_retention import PastRetention, past_retention
from frankpledge.archive.partner_events import FeedHeld, feeds_held
from frankpledge.archive.shared_data_sets import Catalogue, Delivery
from frankpledge.sources.partner_mapping import Feed
from frankpledge.sources.partner_mapping_fields import KIND_WORDS
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.feeds.owning import owners

LATE = ("late", "part received")
QUARTERS = 4


@dataclass(frozen=True)
class FeedState:
    """
    A feed as its page shows it. `received_on` is when a file last came; `held` what is held of its events, None where
    nothing is, or where it brings counts; `blocked` says why nothing can be loaded; `late` what the law has due.
    """

    feed: Feed
    received_on: str | None
    held: FeedHeld | None
    blocked: str
    past: PastRetention | None
    late: list[Delivery] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.feed.kind]

    @property
    def sender_slug(self) -> str:
        return self.feed.key.partition("/")[0]

    @property
    def slug(self) -> str:
        return self.feed.key.partition("/")[2]


DONE = {
    "added": "Feed described",
    "changed": "Description changed",
    "loaded": "Loaded",
    "refused": "Refused",
    "purged": "Removed",
    "requested": "Requested",
}


@dataclass(frozen=True)
class Line:
    """One line of the log, in words: what was done, by whom and when, and the details by name."""

    number: int
    done: str
    on: str
    by: str
    details: list[tuple[str, str]]


@dataclass(frozen=True)
class Log:
    """What was done with partners' data, the newest first; `altered` is the first line that is not as it was written."""

    lines: list[Line]
    altered: int | None


@dataclass(frozen=True)
class DataSetState:
    """One data set that must be shared by law, with what came of it quarter by quarter."""

    data_set: shared_data_sets.SharedDataSet
    deliveries: list[Delivery]


def feeds(archive: Path, today: date) -> list[FeedState]:
    """Every feed remembered, by sender and name, in a fixed number of questions whatever their number."""
    place = Archive(archive)
    known = remembered.feeds(place)
    held = {one.feed: one for one in feeds_held(place.snapshot())} if known else {}
    past = {one.feed: one for one in past_retention(place, today)}
    received = _received(place)
    due = late(archive, today)
    return [
        FeedState(
            feed=one,
            received_on=received.get(one.key),
            held=held.get(one.key),
            blocked=one.agreement.reason_not_to_load(today),
            past=past.get(one.key),
            late=[delivery for delivery in due if delivery.feed and delivery.feed.key == one.key],
            alike=[other.title for other in known if other is not one and _layout(other) == _layout(one)],
        )
        for one in known
    ]


def feed(archive: Path, sender: str, name: str, today: date) -> FeedState | None:
    """One feed by the two parts of its key, or None."""
    return next((one for one in feeds(archive, today) if one.feed.key == f"{sender}/{name}"), None)


def late(archive: Path, today: date) -> list[Delivery]:
    """What must be shared by law and is late, of the last quarters, the longest late first."""
    asked = shared_data_sets.quarters(today, QUARTERS)
    found = [one for one in shared_data_sets.deliveries(Archive(archive), asked, today) if one.state in LATE]
    return sorted(found, key=lambda one: -one.days_late)


def catalogue(archive: Path, today: date, quarters: int = QUARTERS) -> tuple[Catalogue, list[DataSetState]]:
    """The data sets that must be shared by law, each with its quarters."""
    about = shared_data_sets.catalogue()
    found = shared_data_sets.deliveries(Archive(archive), shared_data_sets.quarters(today, quarters), today)
    return about, [DataSetState(one, [d for d in found if d.data_set == one]) for one in about.data_sets]


def log(viewer: Viewer, archive: Path, feed: str | None = None) -> Log:
    """The log of the feeds of the viewer's partnership; of one, where its key is named."""
    place, held = Archive(archive), owners(archive)
    entries = [
        one
        for one in feeds_log.entries(place)
        if held.has(viewer, one.details.get("feed", "")) and feed in (None, one.details.get("feed"))
    ]
    return Log([_line(one) for one in reversed(entries)], feeds_log.first_altered(place))


def _line(entry: Entry) -> Line:
    details = []
    for name, value in entry.details.items():
        if name == "sha256":
            value = str(value)[:12]
        if isinstance(value, list):
            value = f"{value[0]} to {value[-1]}" if len(value) > 1 else ", ".join(map(str, value))
        if value not in ("", None):
            details.append((name.replace("_", " "), str(value)))
    return Line(entry.number, DONE[entry.event], entry.on, entry.by, details)


def own(viewer: Viewer, archive: Path, today: date) -> list[FeedState]:
    """The feeds that are the viewer's partnership's to deal with."""
    held = owners(archive)
    return [one for one in feeds(archive, today) if held.has(viewer, one.feed.key)]


def past(viewer: Viewer, archive: Path, today: date) -> list[PastRetention]:
    """Months of the viewer's partnership's feeds that are past their agreed retention."""
    held = owners(archive)
    return [one for one in past_retention(Archive(archive), today) if held.has(viewer, one.feed)]


def _layout(feed: Feed) -> tuple[str, tuple[str, ...]]:
    return feed.layout.format, feed.layout.columns


def _received(archive: Archive) -> dict[str, str]:
    """For each feed, the day on which a file last came."""
    loads = (entry for entry in feeds_log.entries(archive) if entry.event == "loaded")
    return {entry.details["feed"]: entry.on for entry in loads}
