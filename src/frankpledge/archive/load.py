"""Loading evidence: whole months, one commit each; look-ups and boundaries, one commit for each file."""

import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from frankpledge.archive.archive import Archive
from frankpledge.archive.editions import edition_change, same_rows
from frankpledge.archive.holdings import Holding, holdings
from frankpledge.archive.load_plan import Plan, Recognised, plan
from frankpledge.archive.load_report import LoadReport, Progress, ReferenceChange, Status
from frankpledge.archive.quality import quality
from frankpledge.archive.reference import merged
from frankpledge.month import Month
from frankpledge.sources.opened import Reading, UnreadableFile
from frankpledge.sources.police_uk_street import STREET

Told = Callable[[Progress], None]
HeldKey = tuple[str, str | None, str | None, bool]


def load(
    archive: Archive,
    paths: Sequence[Path | str],
    *,
    edition: str | None = None,
    force: bool = False,
    dry_run: bool = False,
    progress: Told | None = None,
) -> LoadReport:
    """
    Load every file below `paths` that is recognised, and say what became of each.

    `edition` ("YYYY-MM") is the month in which the publisher's archive came out: a month held from a later one is
    then kept, unless `force`. With `dry_run` everything is read and checked and nothing written.
    Nothing is raised for a bad file or row: they are in the report. Raises ArchiveBusy while another load writes.
    """
    started = datetime.now(UTC)
    report = LoadReport(
        load=f"{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}",
        archive=str(archive.folder),
        started_at=started.isoformat(timespec="seconds"),
        dry_run=dry_run,
    )
    with nullcontext() if dry_run else archive.writing():
        planned = plan([Path(path) for path in paths])
        report.files += planned.reports
        work = _Load(archive, report, planned, edition, force, progress)
        for unit in planned.reference:
            work.reference(unit)
        for (month, dataset), units in planned.months.items():
            work.month(month, dataset, units)
        work.tell("Checking", final=True)
    touched = {file.force for file in work.report.with_status("loaded", "replaced") if file.force}
    if touched and not dry_run:
        report.quality = quality(archive.snapshot(), touched)
    report.seconds = time.monotonic() - work.began
    return report


class _Load:
    """One load on its way through its plan."""

    def __init__(
        self,
        archive: Archive,
        report: LoadReport,
        planned: Plan,
        edition: str | None,
        force: bool,
        progress: Told | None,
    ):
        self.archive, self.report, self.edition, self.force, self.progress = archive, report, edition, force, progress
        self.began = time.monotonic()
        self.done, self.total, self.rows = 0, planned.size, 0
        self.held: dict[HeldKey, Holding] = {}
        self.files_held: set[tuple[str, str]] = set()
        for holding in holdings(archive.snapshot()):
            self.held[holding.dataset, holding.force, holding.month, holding.sample] = holding
            self.files_held.add((holding.dataset, holding.sha256))

    def tell(self, doing: str, *, final: bool = False) -> None:
        if self.progress:
            done = self.total if final else self.done
            self.progress(Progress(doing, done, self.total, self.rows, time.monotonic() - self.began))

    def _read(self, unit: Recognised) -> Reading | None:
        """The file's rows, or None where it cannot be read; either way it is accounted for."""
        self.tell(f"Reading {unit.opened.file_name}")
        try:
            reading: Reading = unit.module.read(unit.opened, unit.dataset)
        except UnreadableFile as error:
            self.report.files.append(unit.report("failed", str(error)))
            return None
        finally:
            self.done += unit.opened.packed_size
        self.rows += len(reading.rows)
        self.report.rejected += reading.rejected
        return reading

    def _marked(self, unit: Recognised, reading: Reading) -> pa.Table:
        """The rows with the file that they came from."""
        count = len(reading.rows)
        columns = {
            "file": pa.scalar(unit.opened.name),
            "sha256": pa.scalar(unit.opened.sha256),
            "loaded_at": pa.scalar(self.report.started_at),
        }
        if unit.month:
            columns |= {
                "edition": pa.scalar(self.edition, pa.string()),
                "rejected_rows": pa.scalar(len(reading.rejected), pa.int32()),
                "sample": pa.scalar(unit.sample),
            }
        table = reading.rows
        for name, value in columns.items():
            table = table.append_column(name, pa.repeat(value, count))
        return table.combine_chunks()

    def reference(self, unit: Recognised) -> None:
        try:
            if (unit.dataset.name, unit.opened.sha256) in self.files_held:
                self.done += unit.opened.packed_size
                self.report.files.append(unit.report("unchanged", sha256=unit.opened.sha256))
                return
        except UnreadableFile as error:
            self.report.files.append(unit.report("failed", str(error)))
            return
        reading = self._read(unit)
        if reading is None:
            return
        rows = self._marked(unit, reading)
        name = unit.dataset.name
        held = self.archive.table(name).to_pyarrow_table() if name in self.archive.datasets() else None
        result, added, changed = merged(held, rows, unit.dataset.key)
        status: Status = "loaded" if added or changed else "unchanged"
        self.report.files.append(
            unit.report(status, rows=len(rows), rejected=len(reading.rejected), sha256=unit.opened.sha256)
        )
        if status == "loaded":
            self.report.reference.append(ReferenceChange(name, added, changed, len(result)))
            if not self.report.dry_run:
                self.archive.replace_all(name, result, load=self.report.load, files=[unit.opened.sha256])

    def month(self, month: Month, dataset: str, units: Sequence[Recognised]) -> None:
        """All files of one month and dataset, in one commit; what other forces sent for the month stays as it is."""
        wanted = [unit for unit in units if self._is_wanted(unit)]
        read = [(unit, reading) for unit in wanted if (reading := self._read(unit)) is not None]
        if not read:
            return
        held = _held_month(self.archive, dataset, month)
        bringing: list[pa.Table] = []
        for unit, reading in read:
            rows = self._marked(unit, reading)
            bringing.append(rows)
            before = None if held is None else held.filter(same_rows(held, unit.force, unit.sample))
            replaced = before is not None and len(before) > 0
            if replaced and before is not None and dataset == STREET.name:
                self.report.changes.append(edition_change(dataset, unit.force or "", str(month), before, rows))
            if replaced and held is not None:
                held = held.filter(_not(same_rows(held, unit.force, unit.sample)))
            self.report.files.append(
                unit.report(
                    "replaced" if replaced else "loaded",
                    rows=len(rows),
                    rejected=len(reading.rejected),
                    sha256=unit.opened.sha256,
                )
            )
        if not self.report.dry_run:
            kept = [held.select(bringing[0].column_names)] if held is not None and len(held) else []
            together = pa.concat_tables([*kept, *bringing], promote_options="permissive")
            files = [unit.opened.sha256 for unit, _ in read]
            self.archive.replace_months(dataset, together, [str(month)], load=self.report.load, files=files)

    def _is_wanted(self, unit: Recognised) -> bool:
        """Whether a month's file is to be read at all; if not, the report says why."""
        held = self.held.get((unit.dataset.name, unit.force, str(unit.month), unit.sample))
        if held is None:
            return True
        try:
            same = unit.opened.sha256 == held.sha256
        except UnreadableFile as error:
            self.report.files.append(unit.report("failed", str(error)))
            return False
        if same:
            self.done += unit.opened.packed_size
            left = f"{held.rejected_rows:,} of its rows were rejected when it was loaded" if held.rejected_rows else ""
            self.report.files.append(unit.report("unchanged", left, sha256=held.sha256))
            return False
        if self.edition and held.edition and self.edition < held.edition and not self.force:
            self.done += unit.opened.packed_size
            why = f"held from the edition of {held.edition}, which is newer than {self.edition}: --force replaces it"
            self.report.files.append(unit.report("refused", why))
            return False
        return True


def _held_month(archive: Archive, dataset: str, month: Month) -> pa.Table | None:
    if dataset not in archive.datasets():
        return None
    table: pa.Table = archive.table(dataset).to_pyarrow_table(filters=[("month", "=", str(month))])
    return table if len(table) else None


def _not(mask: pa.Array) -> pa.Array:
    import pyarrow.compute as pc

    return pc.invert(mask)
