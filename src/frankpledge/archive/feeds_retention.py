"""Months of partners' data that are past their agreed retention, and their removal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pyarrow.compute as pc

from frankpledge.archive.archive import Archive
from frankpledge.archive.feeds import feeds
from frankpledge.archive.feeds_log import note
from frankpledge.month import Month
from frankpledge.sources.partner_counts import COUNTS
from frankpledge.sources.partner_extract import EVENTS, dataset_of


@dataclass(frozen=True)
class PastRetention:
    """Months of a feed that should no longer be held, and how many rows they have."""

    feed: str
    title: str
    months: tuple[str, ...]
    rows: int
    kept_from: Month


def past_retention(archive: Archive, on: date) -> list[PastRetention]:
    """What each feed's agreement says must go, by feed; nothing for a feed of which all is within its time."""
    found = []
    for feed in feeds(archive):
        dataset = dataset_of(feed).name
        if not archive.holds(dataset):
            continue
        first = feed.agreement.first_month_kept(on)
        own = [("dataset", "=", feed.name)] if feed.kind == "counts" else [("feed", "=", feed.key)]
        rows = archive.table(dataset).to_pyarrow_table(
            columns=["month"], filters=[*own, ("month_ix", "<", first.index)]
        )
        if len(rows):
            months = tuple(sorted(set(rows["month"].to_pylist())))
            found.append(PastRetention(feed.key, feed.title, months, len(rows), first))
    return found


def purge(
    archive: Archive, *, by: str, on: date, which: Callable[[str], bool] = lambda feed: True
) -> list[PastRetention]:
    """
    Remove what is past retention of the feeds `which` (by key), for good, and log it; returns what was removed.

    The files of older versions of the table go too, because they still have the rows: an older version of partners'
    data can then no longer be read, and an assessment made from it stands as it was printed. Raises ArchiveBusy.
    """
    with archive.writing():
        old = [one for one in past_retention(archive, on) if which(one.feed)]
        for one in old:
            kind = next(feed for feed in feeds(archive) if feed.key == one.feed)
            dataset = dataset_of(kind).name
            if dataset == COUNTS.name:
                rows = archive.table(dataset).to_pyarrow_table()
                going = pc.and_(pc.equal(rows["dataset"], kind.name), pc.less(rows["month_ix"], one.kept_from.index))
                archive.replace_all(dataset, rows.filter(pc.invert(going)), load="purge")
            else:
                named = one.feed.replace("'", "''")
                archive.table(dataset).delete(f"feed = '{named}' AND month_ix < {one.kept_from.index}")
            note(archive, "purged", by=by, on=on, feed=one.feed, months=list(one.months), rows=one.rows)
        # Also where nothing is past retention: a killed purge may have left the files.
        for dataset in (EVENTS.name, COUNTS.name):
            if archive.holds(dataset) and (old or _removed_before(archive)):
                archive.table(dataset).vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False)
    return old


def _removed_before(archive: Archive) -> bool:
    from frankpledge.archive.feeds_log import entries

    return any(entry.event == "purged" for entry in entries(archive))
