"""`frankpledge backup` and `frankpledge restore`: everything in one file, and back."""

import os
from pathlib import Path
from typing import Annotated

import typer

from frankpledge.cli.options import ArchiveOption, archive_at, refuse_without_workspace
from frankpledge.counted import counted


def backup(
    file: Annotated[Path, typer.Argument(help="The backup to write, such as frankpledge-2026-11-21.tar.gz")],
    archive: ArchiveOption = None,
) -> None:
    """Write the archive and the workspace's database to one file, while people work."""
    from frankpledge.web.backup import BackupRefused, write_backup
    from frankpledge.web.ready import make_ready

    refuse_without_workspace(archive)
    make_ready(archive_at(archive).folder)
    try:
        written = write_backup(archive_at(archive).folder, file)
    except BackupRefused as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    typer.echo(
        f"{counted(written.files, 'file')} and {counted(written.events, 'recorded event')}, in {file} ({written.size:,} bytes)"
    )
    from frankpledge.web.health.models import Check, noted

    noted(Check.Name.BACKUP, f"{counted(written.files, 'file')}, {written.size:,} bytes")


def restore(
    file: Annotated[Path, typer.Argument(help="A backup that `frankpledge backup` wrote")],
    archive: ArchiveOption = None,
) -> None:
    """Put a backup into an empty folder, and check the record of who did what in it."""
    from frankpledge.web.backup import BackupRefused, read_backup

    try:
        restored = read_backup(file, archive_at(archive).folder)
    except BackupRefused as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    typer.echo(
        f"{counted(restored.files, 'file')} and {counted(restored.events, 'recorded event')}, in {archive_at(archive).folder}"
    )
    workspace = archive_at(archive).folder.absolute() / ".workspace"
    if (workspace / "database.dump").exists():
        typer.echo(
            f"The database is {workspace / 'database.dump'}. Load it with pg_restore into a new database, "
            "then look at it with `frankpledge audit verify`: docs/deploying.md says how."
        )
        return
    # What was put back is looked at, whatever database and workspace this shell's settings name.
    for setting in ("FRANKPLEDGE_DATABASE", "FRANKPLEDGE_DATABASE_OWNER"):
        os.environ.pop(setting, None)
    os.environ["FRANKPLEDGE_WORKSPACE"] = str(workspace)
    from frankpledge.cli.audit import verify

    verify(archive)
