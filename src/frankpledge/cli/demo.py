"""`frankpledge demo`: write the invented demonstration data."""

from pathlib import Path
from typing import Annotated

import typer

from frankpledge.counted import counted
from frankpledge.month import Month


def demo(
    out: Annotated[
        Path, typer.Option("--out", help="The folder to write; an earlier demonstration is replaced.")
    ] = Path("demo"),
    months: Annotated[int, typer.Option("--months", min=1, max=120, help="How many months of crime.")] = 48,
    to: Annotated[str, typer.Option("--to", help="The last month, as YYYY-MM.")] = "2025-12",
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another number gives another island.")] = 1,
) -> None:
    """Invent Frankshire: a police force area with twelve partnerships, in the publishers' own file formats."""
    from frankpledge.demo import invent
    from frankpledge.demo.extract import FEED_FILE
    from frankpledge.sources.invented import ATTRIBUTION

    try:
        last = Month.parse(to)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--to") from None
    try:
        folder = invent.write(out, seed=seed, months=months, last=last)
    except invent.NotOurs as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    typer.echo(
        f"{ATTRIBUTION}\nWritten to {folder}: {counted(months, 'month')} to {last.label}. Next: frankpledge load {folder}"
    )
    typer.echo(
        f"For the invented partner's extract, before that: frankpledge feed add {folder / 'partner' / FEED_FILE}"
    )
