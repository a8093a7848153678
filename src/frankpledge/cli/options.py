"""Options that every command shares."""

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
