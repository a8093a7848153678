"""`frankpledge holdings`: what is held."""

import json
from dataclasses import asdict
from itertools import groupby
from typing import Annotated

import typer

from frankpledge.cli.load_words import spelled
from frankpledge.cli.options import ArchiveOption, archive_at
from frankpledge.counted import counted


def holdings(
    archive: ArchiveOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="A list of objects, for programs.")] = False,
) -> None:
    """List what is held: datasets, forces, months, rows."""
    from frankpledge.archive.holdings import holdings as held_in
    from frankpledge.month import Month

    place = archive_at(archive)
    held = held_in(place.snapshot())
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in held], indent=1))
        return
    if not held:
        typer.echo(f"Nothing is held in {place.folder}. Begin with: frankpledge load PATH")
    for dataset, group in groupby(held, key=lambda one: one.dataset):
        ones = list(group)
        rows = sum(one.rows for one in ones)
        typer.echo(f"{ones[0].title} ({dataset}): {counted(rows, 'row')}")
        for force, own in groupby(ones, key=lambda one: (one.force, one.sample)):
            months = sorted({Month.parse(one.month) for one in own if one.month})
            if not months:
                continue
            missing = [str(month) for month in months[0].to(months[-1]) if month not in months]
            gaps = f"; missing: {spelled(missing)}" if missing else ""
            sample = " (a sample, never counted)" if force[1] else ""
            typer.echo(f"  {force[0]}{sample}: {counted(len(months), 'month')}, {months[0]} to {months[-1]}{gaps}")
