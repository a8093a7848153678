"""`frankpledge audit`: whether the record of who did what is whole."""

import os
from pathlib import Path
from typing import Annotated

import typer

from frankpledge.cli.options import ArchiveOption, archive_at, refuse_without_workspace
from frankpledge.counted import counted, verb

app = typer.Typer(help="The record of who did what: check it, and note how far it has come.", no_args_is_help=True)
HeadsOption = Annotated[
    Path | None,
    typer.Option(
        envvar="FRANKPLEDGE_AUDIT_HEADS",
        help="The file of noted heads; best kept where the database's keeper cannot write. "
        "Without it: audit-heads.jsonl in the workspace folder.",
    ),
]


@app.command()
def verify(archive: ArchiveOption = None, heads: HeadsOption = None) -> None:
    """Look at every event: nothing edited, taken out, put in, moved or cut off since the heads were noted."""
    file = _ready(archive, heads)
    from frankpledge.web.audit.heads import noted_heads
    from frankpledge.web.audit.verify import verify as check

    found = check(noted_heads(file))
    if not file.exists():
        typer.echo(f"No heads were noted in {file}: a chain rewritten as a whole would not show.", err=True)
    for fault in found.faults:
        typer.echo(f"Chain {fault.chain}, event {fault.sequence}: {fault.what}", err=True)
    typer.echo(
        f"{counted(found.events, 'event')} in {counted(found.chains, 'chain')}: {counted(len(found.faults), 'fault')}"
    )
    if found.faults:
        raise typer.Exit(1)


@app.command()
def note(archive: ArchiveOption = None, heads: HeadsOption = None) -> None:
    """Write down how far each chain has come, in a file outside the database. Run it on a schedule."""
    file = _ready(archive, heads)
    from frankpledge.web.audit.heads import note_heads

    new = note_heads(file)
    typer.echo(f"{counted(len(new), 'chain')} {verb(len(new), 'has', 'have')} grown since last noted, in {file}")


def _ready(archive: Path | None, heads: Path | None) -> Path:
    from frankpledge.web.ready import make_ready

    refuse_without_workspace(archive)
    workspace = make_ready(archive_at(archive).folder)
    os.environ.pop("FRANKPLEDGE_AUDIT_HEADS", None)
    return heads or workspace / "audit-heads.jsonl"
