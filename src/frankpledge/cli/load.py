"""`frankpledge load`: take in evidence, and say what is odd in it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frankpledge.cli.options import ArchiveOption, archive_at

if TYPE_CHECKING:
    from frankpledge.archive.load_report import LoadReport, Progress


def load(
    paths: Annotated[list[Path], typer.Argument(help="Folders, files, .gz, or the publisher's .zip as it is.")],
    archive: ArchiveOption = None,
    edition: Annotated[
        str | None, typer.Option(help="The month in which the publisher's archive came out, YYYY-MM.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace months that are held from a newer edition.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check everything, write nothing.")] = False,
    rejects: Annotated[Path, typer.Option(help="Where rows that cannot be taken are listed.")] = Path("rejected.csv"),
) -> None:
    """Load evidence. Files are recognised by what is in them; the same file twice changes nothing."""
    from frankpledge.archive.archive import ArchiveBusy
    from frankpledge.archive.load import load as load_paths
    from frankpledge.archive.rejects import write_rejected
    from frankpledge.month import Month

    if edition:
        try:
            Month.parse(edition)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
    bar = Bar()
    try:
        report = load_paths(
            archive_at(archive), paths, edition=edition, force=force, dry_run=dry_run, progress=bar.show
        )
    except ArchiveBusy as busy:
        typer.echo(str(busy), err=True)
        raise typer.Exit(1) from None
    bar.end()
    say(report)
    if report.rejected:
        write_rejected(report, rejects)
        typer.echo(f"{len(report.rejected):,} rows could not be taken: {rejects} says which and why.", err=True)
    raise typer.Exit(0 if report.ok else 1)


class Bar:
    """Progress on the terminal: one line that moves, or, written to a file, a line every tenth."""

    def __init__(self) -> None:
        self.live = sys.stderr.isatty()
        self.tenth = -1
        self.shown = False

    def show(self, progress: "Progress") -> None:
        part = progress.done / progress.total if progress.total else 1.0
        left = progress.seconds_left
        words = f"{part:4.0%}  {progress.rows:>11,} rows  {progress.rows_per_second:>9,.0f} rows/s"
        words += f"  {left:,.0f} s left" if left is not None else ""
        if self.live:
            filled = int(part * 24)
            typer.echo(
                f"\r[{'#' * filled}{'.' * (24 - filled)}] {words}  {progress.doing[:40]:<40}", nl=False, err=True
            )
            self.shown = True
        elif int(part * 10) > self.tenth:
            self.tenth = int(part * 10)
            typer.echo(words, err=True)

    def end(self) -> None:
        if self.shown:
            typer.echo("", err=True)


def say(report: "LoadReport") -> None:
    """The report for a person: what was done, what was not and why, what to look at."""
    done = "Would load" if report.dry_run else "Loaded"
    typer.echo(
        f"{done} {report.rows:,} rows from {len(report.with_status('loaded', 'replaced'))} files "
        f"in {report.seconds:.1f} s into {report.archive}"
    )
    for status in ("unchanged", "repeated", "passed over"):
        files = report.with_status(status)
        if files:
            words = {
                "unchanged": "held already",
                "repeated": "the same file twice",
                "passed over": "not a kind we know",
            }
            typer.echo(f"  {len(files)} {words[status]}" + (_names(files) if status != "unchanged" else ""))
    for change in report.changes:
        typer.echo(
            f"  {change.force}, {change.month}: another edition. {change.outcomes_moved:,} of {change.crimes:,} outcomes "
            f"moved, {change.places_moved:,} places; {change.rows_added:,} rows more, {change.rows_gone:,} fewer"
        )
    for reference in report.reference:
        typer.echo(
            f"  {reference.dataset}: {reference.rows_added:,} rows more, {reference.rows_changed:,} changed, "
            f"{reference.rows_held:,} held"
        )
    for file in report.with_status("refused", "failed"):
        typer.echo(f"  {file.status.upper()}: {file.file} {file.reason}", err=True)
    _say_quality(report)


def _say_quality(report: "LoadReport") -> None:
    touched = {(file.force, file.month) for file in report.files if file.status in ("loaded", "replaced")}
    forces: dict[str, list] = {}  # type: ignore[type-arg]
    for month in report.quality:
        forces.setdefault(month.force, []).append(month)
    for force, months in forces.items():
        new = [month for month in months if (force, month.month) in touched]
        typer.echo(
            f"  {force}: {sum(m.rows for m in new):,} rows in {len(new)} months "
            f"({sum(m.asb_rows for m in new):,} anti-social behaviour); {sum(m.no_lsoa for m in new):,} without a place, "
            f"{sum(m.repeated_ids for m in new):,} repeated Crime IDs, {sum(m.identical_rows for m in new):,} identical "
            f"rows (kept: they are separate)"
        )
        if months[0].months_missing:
            typer.echo(f"    Missing between the months held: {', '.join(months[0].months_missing)}")
        for month in new:
            for unusual in month.unusual:
                typer.echo(f"    Look at this: {unusual}")


def _names(files: list) -> str:  # type: ignore[type-arg]
    names = [file.file for file in files[:3]]
    return ": " + ", ".join(names) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
