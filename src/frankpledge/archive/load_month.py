"""One month of one dataset: what is held of it, what each file brings, and the month that results."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from frankpledge.archive.archive import Archive
from frankpledge.archive.editions import edition_change
from frankpledge.archive.load_plan import Recognised
from frankpledge.archive.load_report import EditionChange, FileReport
from frankpledge.counted import counted
from frankpledge.month import Month
from frankpledge.sources.opened import Reading, UnreadableFile
from frankpledge.sources.police_uk_street import STREET

ABOUT_THE_FILE = ("force", "sample", "sha256", "edition", "rejected_rows")


@dataclass(frozen=True)
class HeldFile:
    """The file from which a force's month is held."""

    sha256: str
    edition: str | None
    rejected_rows: int


@dataclass(frozen=True)
class Taken:
    """What became of one file: what to say, what was read, and the rows to put into the month, if any."""

    unit: Recognised
    report: FileReport
    reading: Reading | None = None
    rows: pa.Table | None = None


@dataclass(frozen=True)
class Terms:
    """On what terms files are loaded: see `load`."""

    edition: str | None
    force: bool
    started_at: str


def held_files(archive: Archive, dataset: str, month: Month) -> dict[tuple[str, bool], HeldFile]:
    """By force, and whether it is a sample."""
    rows = _held(archive, dataset, month, ABOUT_THE_FILE)
    if rows is None:
        return {}
    files = rows.group_by(list(ABOUT_THE_FILE)).aggregate([]).to_pylist()
    return {
        (file["force"], file["sample"]): HeldFile(file["sha256"], file["edition"], file["rejected_rows"])
        for file in files
    }


def take(unit: Recognised, held: HeldFile | None, terms: Terms) -> Taken:
    """Read the file, unless it is held already or a newer edition is; nothing is raised for a bad file."""
    try:
        return _take(unit, held, terms)
    except UnreadableFile as error:
        return Taken(unit, unit.report("failed", str(error)))


def _take(unit: Recognised, held: HeldFile | None, terms: Terms) -> Taken:
    opened = unit.opened.in_memory()
    sha256 = opened.sha256
    if terms.edition and terms.edition < str(unit.month):  # "YYYY-MM": text sorts as months do
        why = f"an edition of {terms.edition} cannot hold {unit.month}, a later month: is --edition right?"
        return Taken(unit, unit.report("refused", why, sha256=sha256))
    if held and sha256 == held.sha256:
        if terms.edition and (held.edition is None or (terms.force and held.edition != terms.edition)):
            reading = unit.module.read(opened, unit.dataset)
            why = f"its edition, {terms.edition}, is now noted"
            report = unit.report("unchanged", why, rejected=len(reading.rejected), sha256=sha256)
            return Taken(unit, report, reading, _marked(unit, reading, sha256, terms))
        if not held.rejected_rows:
            return Taken(unit, unit.report("unchanged", sha256=sha256))
        # Its good rows are held. The bad ones are told again: the load that took it may have been killed before.
        reading = unit.module.read(opened, unit.dataset)
        report = unit.report("unchanged", rejected=len(reading.rejected), sha256=sha256)
        return Taken(unit, report, reading)
    if held and terms.edition and held.edition and terms.edition < held.edition and not terms.force:
        why = f"held from the edition of {held.edition}, newer than {terms.edition}: --force would replace it"
        return Taken(unit, unit.report("refused", why, sha256=sha256))
    reading = unit.module.read(opened, unit.dataset)
    bad = len(reading.rejected)
    if not len(reading.rows):
        why = f"none of its {counted(bad, 'row')} can be taken"
        return Taken(unit, unit.report("failed", why, rejected=bad, sha256=sha256), reading)
    if held and not terms.force and any(row.ends_early for row in reading.rejected):
        why = "it ends in the middle of a row, so it may lack many: the month that is held stays. Fetch it again"
        return Taken(unit, unit.report("refused", why, rejected=bad, sha256=sha256), reading)
    notes = (*reading.notes, *unit.notes)
    report = unit.report(
        "replaced" if held else "loaded",
        "; ".join(notes),
        rows=len(reading.rows),
        rejected=bad,
        sha256=sha256,
    )
    return Taken(unit, report, reading, _marked(unit, reading, sha256, terms))


def _marked(unit: Recognised, reading: Reading, sha256: str, terms: Terms) -> pa.Table:
    """The rows with the file that they came from."""
    about = {
        "file": pa.scalar(unit.opened.file_name),
        "sha256": pa.scalar(sha256),
        "loaded_at": pa.scalar(terms.started_at),
        "edition": pa.scalar(terms.edition, pa.string()),
        "rejected_rows": pa.scalar(len(reading.rejected), pa.int32()),
        "sample": pa.scalar(unit.sample),
    }
    rows = reading.rows
    for name, value in about.items():
        rows = rows.append_column(name, pa.repeat(value, len(rows)))
    return rows


def put_together(
    archive: Archive, dataset: str, month: Month, taken: Sequence[Taken]
) -> tuple[pa.Table, list[EditionChange]]:
    """The month as it is to be held: the rows taken, and those of all other forces; and how editions differ."""
    bringing = [one.rows for one in taken if one.rows is not None]
    held = _held(archive, dataset, month)
    if held is None:
        return pa.concat_tables(bringing), []
    changes = []
    for one in taken:
        if one.rows is None:
            continue
        same = pc.and_(pc.equal(held["force"], one.unit.force), pc.equal(held["sample"], one.unit.sample))
        if one.report.status == "replaced" and dataset == STREET.name:
            before = held.filter(same)
            changes.append(edition_change(dataset, str(one.unit.force), str(month), before, one.rows))
        held = held.filter(pc.invert(same))
    kept = [held.select(bringing[0].column_names).cast(bringing[0].schema)] if len(held) else []
    return pa.concat_tables([*kept, *bringing]), changes


def _held(archive: Archive, dataset: str, month: Month, columns: Sequence[str] | None = None) -> pa.Table | None:
    if not archive.holds(dataset):
        return None
    rows = archive.table(dataset).to_pyarrow_table(
        filters=[("month", "=", str(month))], columns=list(columns) if columns else None
    )
    return rows if len(rows) else None
