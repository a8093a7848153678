"""`frankpledge areas`: which areas can be assessed."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from frankpledge.cli.options import ArchiveOption, archive_at
from frankpledge.counted import counted


def areas(
    text: Annotated[str, typer.Argument(help="Part of a name, or a code.")] = "",
    kind: Annotated[str | None, typer.Option(help="Only csp, council, force, ward or lsoa.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="A list of objects, for programs.")] = False,
    archive: ArchiveOption = None,
) -> None:
    """List the areas held: code, kind, name and number of LSOAs."""
    from frankpledge.archive.archive import NothingHeld
    from frankpledge.archive.areas import KINDS, search

    if kind is not None and kind not in KINDS:
        raise typer.BadParameter(f"there is no kind {kind}: choose from {', '.join(KINDS)}")
    try:
        found = search(archive_at(archive).snapshot(), text, kind)
    except NothingHeld as nothing:
        typer.echo(str(nothing), err=True)
        raise typer.Exit(1) from None
    if not text and kind is None:
        found = [area for area in found if area.kind != "lsoa"]
    if as_json:
        typer.echo(json.dumps([asdict(area) for area in found], indent=1))
        return
    if not found:
        typer.echo(f"No area held has “{text}” in its name.", err=True)
        raise typer.Exit(1)
    # A town's name is the beginning of each of its LSOAs' names.
    listed = [area for area in found if kind or area.kind != "lsoa"] or found
    for area in listed:
        typer.echo(f"{area.code}  {area.kind:<8} {area.lsoa_count:>5} LSOAs  {area.name}")
    if len(listed) < len(found):
        typer.echo(f"And {counted(len(found) - len(listed), 'LSOA')}: --kind lsoa lists them.")
