"""Options that every command shares."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from frankpledge.archive.archive import Archive

ArchiveOption = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        envvar="FRANKPLEDGE_ARCHIVE",
        help="The folder in which evidence is kept. Without it: your data folder.",
        show_default=False,
    ),
]


def archive_at(folder: Path | None) -> "Archive":
    from frankpledge.archive.archive import Archive, UnusableFolder

    try:
        return Archive(folder)
    except UnusableFolder as error:
        raise typer.BadParameter(str(error), param_hint="--archive") from None


def refuse_without_workspace(archive: Path | None) -> None:
    """Stop, with exit code 2, where no workspace was begun: a folder named wrongly is not to look like a whole record."""
    folder = archive_at(archive).folder.absolute()
    workspace = Path(os.environ.get("FRANKPLEDGE_WORKSPACE") or folder / ".workspace")
    if os.environ.get("FRANKPLEDGE_DATABASE") or (workspace / "frankpledge.sqlite3").exists():
        return
    typer.echo(f"There is no workspace in {workspace}: name the archive's folder with --archive.", err=True)
    raise typer.Exit(2)
