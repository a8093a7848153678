"""One file of a partner's feed: whether it may be taken, what it brings, and the months that result, in one commit."""

import getpass
from collections import Counter
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.archive.archive import Archive
from frankpledge.archive.feeds import pseudonyms
from frankpledge.archive.feeds_log import entries, note
from frankpledge.archive.load_report import FileReport, Status
from frankpledge.archive.partner_places import placed
from frankpledge.archive.reference import merged
from frankpledge.counted import counted, verb
from frankpledge.month import Month
from frankpledge.sources.opened import Opened, Reading, UnreadableFile
from frankpledge.sources.partner_counts import COUNTS
from frankpledge.sources.partner_extract import EVENTS, dataset_of, read
from frankpledge.sources.partner_mapping import Feed
from frankpledge.sources.rejected import Rejected

FEW = 20  # a month of fewer rows may well halve


@dataclass(frozen=True)
class FeedFile:
    """A file that is laid out as one remembered feed is."""

    opened: Opened
    feed: Feed
    size: int = 0

    def report(self, status: Status, reason: str = "", *, rows: int = 0, rejected: int = 0) -> FileReport:
        name, sha256 = self.opened.name, self.opened.sha256
        return FileReport(
            name, status, reason, dataset_of(self.feed).name, self.feed.title, None, rows, rejected, sha256
        )


@dataclass(frozen=True)
class FeedTerms:
    """`force` takes what is held from a later file, or shrinks a month, all the same; `by` is who loads."""

    load: str
    started_at: str
    on: date
    force: bool = False
    dry_run: bool = False
    by: str = ""


Brought = dict[tuple[str, str], str]  # feed and month → the file of this load that brought it


def load_feed(
    archive: Archive, unit: FeedFile, terms: FeedTerms, brought: Brought
) -> tuple[FileReport, list[Rejected]]:
    """
    Take the file, and say what became of it. Its months take the place of the same months of the same feed, in one
    commit: all of them or none. Nothing is raised for a bad file. A month in `brought` is not taken twice in a load.
    """
    try:
        report, rejected, months = _load(archive, unit, terms, brought)
    except UnreadableFile as error:
        return unit.report("failed", str(error)), []
    brought |= {(unit.feed.key, month): unit.opened.name for month in months}
    if not terms.dry_run and report.status in ("loaded", "replaced", "refused"):
        details: dict[str, object] = {"months": months} if months else {"reason": report.reason}
        _note(archive, unit, terms, "refused" if report.status == "refused" else "loaded", report, details)
    return report, rejected


def _note(
    archive: Archive, unit: FeedFile, terms: FeedTerms, event: str, report: FileReport, details: dict[str, object]
) -> None:
    about = {"feed": unit.feed.key, "sha256": report.sha256, "rows": report.rows, **details}
    note(archive, event, by=terms.by or getpass.getuser(), on=terms.on, **about)  # type: ignore[arg-type]


def _load(
    archive: Archive, unit: FeedFile, terms: FeedTerms, brought: Brought
) -> tuple[FileReport, list[Rejected], list[str]]:
    feed = unit.feed
    if reason := feed.agreement.reason_not_to_load(terms.on):
        return unit.report("refused", reason), [], []
    held = _held(archive, feed)
    known = _whole_from(held, unit, feed)
    if not known and not terms.force and (why := _taken_over(archive, held, unit)):
        return unit.report("refused", why), [], []
    if known and known not in _logged(archive, feed) and not terms.dry_run:
        # The load that took it was killed before it could say so.
        _note(archive, unit, terms, "loaded", unit.report("loaded"), {"months": _months(held, known)})
    # Its good rows are held. The bad ones are told again.
    reading = read(unit.opened, feed, pseudonyms(archive, feed), terms.on)
    bad = len(reading.rejected)
    if known:
        return unit.report("unchanged", rejected=bad), reading.rejected, []
    rows, notes = _kept(archive, unit, reading, terms)
    if not len(rows):
        why = f"none of its {counted(bad, 'row')} can be taken" if bad else "; ".join(notes)
        return unit.report("failed", why, rejected=bad), reading.rejected, []
    months = sorted(set(rows["month"].to_pylist()))
    if twice := [month for month in months if (feed.key, month) in brought]:
        why = f"has rows of {_span(twice)}, as has {brought[feed.key, twice[0]]} of this load: load one of them"
        return unit.report("refused", why, rejected=bad), reading.rejected, []
    before = Counter(held["month"].to_pylist()) if held is not None else Counter()
    if not terms.force and (why := _shrinks(before, Counter(rows["month"].to_pylist()))):
        return unit.report("refused", why, rejected=bad), reading.rejected, []
    if not terms.dry_run:
        _write(archive, unit, rows, months, terms)
    notes = (f"{feed.title}: {_span(months)}", *notes)
    status: Status = "replaced" if any(month in before for month in months) else "loaded"
    return unit.report(status, "; ".join(notes), rows=len(rows), rejected=bad), reading.rejected, months


def _held(archive: Archive, feed: Feed) -> pa.Table | None:
    """The few columns that say which file each row of the feed came from; None where none is held."""
    dataset = dataset_of(feed).name
    if not archive.holds(dataset):
        return None
    columns = ["month", "sha256", "file_rows", "mapping"] if feed.kind != "counts" else ["month", "sha256", "file_rows"]
    whose = ("feed", feed.key) if feed.kind != "counts" else ("dataset", feed.name)
    rows = archive.table(dataset).to_pyarrow_table(columns=columns, filters=[(whose[0], "=", whose[1])])
    return rows if len(rows) else None


def _whole_from(held: pa.Table | None, unit: FeedFile, feed: Feed) -> str:
    """The file's hash where all the rows it brings are held from it, read as the feed is described now; else ""."""
    if held is None:
        return ""
    own = held.filter(pc.equal(held["sha256"], unit.opened.sha256))
    if "mapping" in own.column_names:
        own = own.filter(pc.equal(own["mapping"], feed.digest))
    return unit.opened.sha256 if len(own) and len(own) == own["file_rows"][0].as_py() else ""


def _taken_over(archive: Archive, held: pa.Table | None, unit: FeedFile) -> str:
    """Why a file that was loaded before must not come back by itself: a later one has taken its place."""
    before = [entry for entry in entries(archive) if entry.event == "loaded" and entry.details["feed"] == unit.feed.key]
    own = [entry for entry in before if entry.details["sha256"] == unit.opened.sha256]
    if not own:
        return ""
    later = [entry for entry in before if entry.number > own[-1].number]
    taken = sorted({month for entry in later for month in entry.details["months"]} & set(own[-1].details["months"]))
    if not taken or held is None:
        return ""
    return (
        f"was loaded on {own[-1].on}, and a later file has since replaced {_span(taken)}: --force would bring it back"
    )


def _logged(archive: Archive, feed: Feed) -> set[str]:
    return {
        entry.details["sha256"]
        for entry in entries(archive)
        if entry.event == "loaded" and entry.details["feed"] == feed.key
    }


def _months(held: pa.Table | None, sha256: str) -> list[str]:
    if held is None:
        return []
    return sorted(set(held.filter(pc.equal(held["sha256"], sha256))["month"].to_pylist()))


def _shrinks(before: Counter[str], now: Counter[str]) -> str:
    """A stray row of an old month must not take the place of the whole month."""
    for month in sorted(now):
        if before[month] >= FEW and now[month] < before[month] / 2:
            return (
                f"has {counted(now[month], 'row')} of {month}, of which {before[month]:,} are held: "
                "is it a whole month? --force would replace it"
            )
    return ""


def _kept(archive: Archive, unit: FeedFile, reading: Reading, terms: FeedTerms) -> tuple[pa.Table, tuple[str, ...]]:
    """The rows within retention, with their place and the file they came from."""
    feed, rows, notes = unit.feed, reading.rows, reading.notes
    first = feed.agreement.first_month_kept(terms.on)
    recent = pc.greater_equal(rows["month_ix"], first.index)
    if old := len(rows) - (pc.sum(recent).as_py() or 0):
        rows = rows.filter(recent)
        notes += (
            f"{counted(old, 'row')} of months before {first}, past the agreed retention, {verb(old, 'was', 'were')} not taken",
        )
    if feed.kind != "counts" and len(rows):
        rows, more = placed(archive.snapshot(), rows)
        notes += more
    about = {
        "file": pa.scalar(unit.opened.file_name),
        "sha256": pa.scalar(unit.opened.sha256),
        "loaded_at": pa.scalar(terms.started_at),
        "file_rows": pa.scalar(len(rows), pa.int32()),
    }
    if feed.kind != "counts":
        about["rejected_rows"] = pa.scalar(len(reading.rejected), pa.int32())
        about["mapping"] = pa.scalar(feed.digest)
    for name, value in about.items():
        rows = rows.append_column(name, pa.repeat(value, len(rows)))
    return rows, notes


def _write(archive: Archive, unit: FeedFile, rows: pa.Table, months: list[str], terms: FeedTerms) -> None:
    if unit.feed.kind == "counts":
        held = archive.table(COUNTS.name).to_pyarrow_table() if archive.holds(COUNTS.name) else None
        _refuse_namesake(held, unit.feed)
        now = merged(held, rows, COUNTS.key).rows
        archive.replace_all(COUNTS.name, now, load=terms.load, files=[unit.opened.sha256])
        return
    others = []
    if archive.holds(EVENTS.name):
        held = archive.table(EVENTS.name).to_pyarrow_table(filters=[("month", "in", months)])
        held = held.filter(pc.not_equal(held["feed"], unit.feed.key))
        others = [held.select(rows.column_names).cast(rows.schema)] if len(held) else []
    together = pa.concat_tables([*others, rows])
    archive.replace_months(EVENTS.name, together, months, load=terms.load, files=[unit.opened.sha256])


def _refuse_namesake(held: pa.Table | None, feed: Feed) -> None:
    if held is None:
        return
    same = held.filter(pc.and_(pc.equal(held["dataset"], feed.name), pc.not_equal(held["publisher"], feed.sender)))
    if len(same):
        raise UnreadableFile(
            f"has the same name as counts of {same['publisher'][0].as_py()}: give the feed another name"
        )


def _span(months: list[str]) -> str:
    """
    >>> _span(["2025-01", "2025-02", "2025-04"])
    '3 months, 2025-01 to 2025-04 without 2025-03'
    """
    span = [str(month) for month in Month.parse(months[0]).to(Month.parse(months[-1]))]
    missing = [month for month in span if month not in months]
    said = f"{len(months)} month{'' if len(months) == 1 else 's'}, {months[0]}"
    said += f" to {months[-1]}" if len(months) > 1 else ""
    return said + (f" without {', '.join(missing[:12])}" if missing else "")
