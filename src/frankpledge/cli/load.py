"""`frankpledge load`: take in evidence, and say what is odd in it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frankpledge.cli.load_words import say
from frankpledge.cli.options import ArchiveOption, archive_at
from frankpledge.counted import counted

if TYPE_CHECKING:
    from frankpledge.archive.load_report import Progress


def load(
    paths: Annotated[
        list[Path], typer.Argument(exists=True, help="Folders, files, .gz, or the publisher's .zip as it is.")
    ],
    archive: ArchiveOption = None,
    edition: Annotated[
        str | None, typer.Option(help="The month in which the publisher's archive came out, YYYY-MM.")
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Replace months that are held, even from a newer edition or with a file that breaks off."
        ),
    ] = False,
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
        typer.echo(
            f"{counted(len(report.rejected), 'row')} could not be taken: {rejects} says which and why.", err=True
        )
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
