"""Loading evidence: whole months, one commit each; look-ups and boundaries, one commit for each dataset."""

import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.archive.archive import Archive
from frankpledge.archive.feeds import feeds
from frankpledge.archive.load_feed import Brought, FeedFile, FeedTerms, load_feed
from frankpledge.archive.load_month import Taken, Terms, held_files, put_together, take
from frankpledge.archive.load_plan import Plan, Recognised, plan
from frankpledge.archive.load_report import FileReport, Gap, LoadReport, Progress, ReferenceChange
from frankpledge.archive.quality import Checker
from frankpledge.archive.reference import merged
from frankpledge.archive.unusual import Counted, count_months, with_unusual
from frankpledge.counted import counted
from frankpledge.month import Month
from frankpledge.sources.opened import Reading, UnreadableFile
from frankpledge.sources.partner_mapping import MappingFault
from frankpledge.sources.police_uk_street import STREET

Told = Callable[[Progress], None]
NONE_REFUSED: Mapping[str, str] = {}


def load(
    archive: Archive,
    paths: Sequence[Path | str],
    *,
    edition: str | None = None,
    force: bool = False,
    dry_run: bool = False,
    not_these: Mapping[str, str] = NONE_REFUSED,
    progress: Told | None = None,
) -> LoadReport:
    """
    Load every file below `paths` that is recognised, and say what became of each.

    `edition` ("YYYY-MM") is the month in which the publisher's archive came out: a month held from a later one is
    then kept, unless `force`; a file of a month after `edition` is refused. With `dry_run` everything is
    read and checked and nothing written. `not_these` are keys of feeds whose files this caller may not bring, and why.
    Nothing is raised for a bad file or row: they are in the report. Raises ArchiveBusy while another load writes.
    """
    started = datetime.now(UTC)
    report = LoadReport(
        load=f"{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}",
        archive=str(archive.folder),
        started_at=started.isoformat(timespec="seconds"),
        dry_run=dry_run,
    )
    began = time.monotonic()
    with nullcontext() if dry_run else archive.writing():
        work = _Load(archive, report, Terms(edition, force, report.started_at), progress, began)
        work.not_these = not_these
        try:
            known = feeds(archive)
        except MappingFault as fault:
            known = []
            why = f"holds a feed's description that cannot be used: {fault}. Add it again: frankpledge feed add"
            report.files.append(FileReport(str(archive.folder / "feeds"), "failed", why))
        work.everything(plan([Path(path) for path in paths], known))
    report.seconds = time.monotonic() - began
    return report


class _Load:
    """One load on its way through its plan."""

    def __init__(self, archive: Archive, report: LoadReport, terms: Terms, progress: Told | None, began: float):
        self.archive, self.report, self.terms, self.progress, self.began = archive, report, terms, progress, began
        self.done, self.total, self.rows = 0, 0, 0
        self.brought: Brought = {}  # by partners
        self.not_these: Mapping[str, str] = NONE_REFUSED
        self.would_be: list[Counted] = []  # in a dry run, the months that would be held

    def everything(self, planned: Plan) -> None:
        self.total = planned.size
        self.report.files += planned.reports
        # Look-ups first: the months are checked against them.
        for _, of_one in groupby(sorted(planned.reference, key=_dataset), key=_dataset):
            self.reference(list(of_one))
        for unit in planned.feeds:
            self.feed(unit)
        checker = Checker(self.archive.snapshot())
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            for (month, dataset), units in planned.months.items():
                self.month(month, dataset, units, checker, pool)
        self.tell("Comparing months")
        months = self._months()
        self.report.quality = with_unusual(self.report.quality, months)
        self.report.gaps = gaps(months)
        self.tell("Done")

    def _months(self) -> list[Counted]:
        """The street-level months held of every force of this load; in a dry run, as they would be."""
        forces = {one.force for one in self.report.quality if one.dataset == STREET.name}
        snapshot = self.archive.snapshot()
        held = count_months(snapshot.rows(STREET.name), forces) if forces and snapshot.holds(STREET.name) else []
        return list({(one.force, one.month): one for one in [*held, *self.would_be]}.values())

    def tell(self, doing: str, *, rows: int = 0, done: int = 0) -> None:
        self.rows += rows
        self.done += done
        if self.progress:
            self.progress(Progress(doing, self.done, self.total, self.rows, time.monotonic() - self.began))

    def feed(self, unit: FeedFile) -> None:
        """One file of a partner's feed, in one commit."""
        self.tell(f"Reading {unit.opened.file_name}")
        if why := self.not_these.get(unit.feed.key):
            self.report.files.append(unit.report("refused", why))
            return self.tell("", done=unit.size)
        today = datetime.now().date()
        terms = FeedTerms(self.report.load, self.report.started_at, today, self.terms.force, self.report.dry_run)
        report, rejected = load_feed(self.archive, unit, terms, self.brought)
        self.report.files.append(report)
        self.report.rejected += rejected
        self.tell("", rows=report.rows, done=unit.size)

    def reference(self, units: list[Recognised]) -> None:
        """All files of one look-up or one level of boundaries: added to what is held, in one commit."""
        dataset = units[0].dataset
        held = self.archive.table(dataset.name).to_pyarrow_table() if self.archive.holds(dataset.name) else None
        now, added, changed = held, 0, 0
        for unit in units:
            self.tell(f"Reading {unit.opened.file_name}")
            if self._is_whole(unit, held):
                self.report.files.append(unit.report("unchanged", sha256=unit.opened.sha256))
                self.tell("", done=unit.size)
                continue
            reading = self._read(unit)
            if reading is None:
                continue
            now, more, other = merged(now, self._marked(unit, reading), dataset.key)
            added, changed = added + more, changed + other
            self.report.rejected += reading.rejected
            self.report.files.append(
                unit.report(
                    "loaded" if more or other else "unchanged",
                    "; ".join(reading.notes),
                    rows=len(reading.rows) if more or other else 0,
                    rejected=len(reading.rejected),
                    sha256=unit.opened.sha256,
                )
            )
        if now is None or not (added or changed):
            return
        if held is not None and not any(merged(held, now, dataset.key)[1:]):
            return  # one file of this load took back what another changed
        self.report.reference.append(ReferenceChange(dataset.name, added, changed, len(now)))
        if not self.report.dry_run:
            digests = [unit.opened.sha256 for unit in units]
            self.archive.replace_all(dataset.name, now, load=self.report.load, files=digests)

    def _is_whole(self, unit: Recognised, held: pa.Table | None) -> bool:
        """Whether every row that the file brought when it was loaded is still held from it."""
        if held is None or "file_rows" not in held.column_names:
            return False
        try:
            own = held.filter(pc.equal(held["sha256"], unit.opened.sha256))
        except UnreadableFile:
            return False  # reading it will say so
        return len(own) > 0 and len(own) == own["file_rows"][0].as_py()

    def _read(self, unit: Recognised) -> Reading | None:
        """A look-up's rows, or None, with the reason in the report."""
        try:
            reading: Reading = unit.module.read(unit.opened, unit.dataset)
        except UnreadableFile as error:
            self.report.files.append(unit.report("failed", str(error)))
            self.tell("", done=unit.size)
            return None
        self.tell(f"Checking {unit.opened.file_name}", rows=len(reading.rows), done=unit.size)
        if len(reading.rows):
            return reading
        self.report.rejected += reading.rejected
        why = f"none of its {counted(len(reading.rejected), 'row')} can be taken"
        self.report.files.append(unit.report("failed", why, rejected=len(reading.rejected)))
        return None

    def _marked(self, unit: Recognised, reading: Reading) -> pa.Table:
        rows = reading.rows
        # With rejected rows it is never whole, so that loading it again tells of them again.
        whole = len(rows) if not reading.rejected else -1
        about = {
            "file": pa.scalar(unit.opened.file_name),
            "sha256": pa.scalar(unit.opened.sha256),
            "loaded_at": pa.scalar(self.report.started_at),
            "file_rows": pa.scalar(whole, pa.int32()),
        }
        for name, value in about.items():
            rows = rows.append_column(name, pa.repeat(value, len(rows)))
        return rows

    def month(
        self, month: Month, dataset: str, units: Sequence[Recognised], checker: Checker, pool: ThreadPoolExecutor
    ) -> None:
        """All files of one month and dataset, in one commit; what other forces sent for the month stays as it is."""
        self.tell(f"Reading {month}")
        held = held_files(self.archive, dataset, month)
        taken: list[Taken] = []
        for one in pool.map(lambda unit: take(unit, held.get((str(unit.force), unit.sample)), self.terms), units):
            taken.append(one)
            self.tell(f"Checking {month}", rows=one.report.rows, done=one.unit.size)
        self.report.files += [one.report for one in taken]
        for one in taken:
            self.report.rejected += one.reading.rejected if one.reading else []
        bringing = [one for one in taken if one.rows is not None]
        if not bringing:
            return
        brought = pa.concat_tables([one.rows for one in bringing])
        self.report.quality += checker.measure(dataset, brought)
        rows, changes = put_together(self.archive, dataset, month, bringing)
        self.report.changes += changes
        if self.report.dry_run:
            if dataset == STREET.name:
                self.would_be += count_months(ibis.memtable(brought), {str(one.unit.force) for one in bringing})
        else:
            digests = [str(one.report.sha256) for one in bringing]
            self.archive.replace_months(dataset, rows, [str(month)], load=self.report.load, files=digests)


def _dataset(unit: Recognised) -> str:
    return unit.dataset.name


def gaps(months: Sequence[Counted]) -> list[Gap]:
    """The months missing between the first and the last held of each force."""

    def missing() -> Iterator[Gap]:
        for force in sorted({month.force for month in months}):
            held = {month.month for month in months if month.force == force}
            if absent := [str(month) for month in min(held).to(max(held)) if month not in held]:
                yield Gap(force, tuple(absent))

    return list(missing())
