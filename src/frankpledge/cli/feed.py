"""`frankpledge feed`: what partners send, on what terms, and who asked for it."""

import getpass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frankpledge.cli.options import ArchiveOption, archive_at
from frankpledge.counted import counted

if TYPE_CHECKING:
    from frankpledge.archive.feeds_log import Entry

app = typer.Typer(help="Partners' data: describe a feed, see its terms, log who asked for it.", no_args_is_help=True)


def _today() -> date:
    return date.today()


def _stop(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(1)


@app.command()
def propose(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A file that a partner sent.")],
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the draft. Without it: printed.")] = None,
) -> None:
    """Draft the description of a feed by looking at one of its files. What is ambiguous is asked."""
    from frankpledge.sources.opened import Opened, UnreadableFile
    from frankpledge.sources.partner_mapping_proposal import propose as draft

    try:
        text = draft(Opened(file))
    except UnreadableFile as error:
        raise _stop(f"{file} {error}") from None
    if out is None:
        typer.echo(text, nl=False)
        return
    if out.exists():
        raise _stop(f"{out} is there already: choose another name")
    out.write_text(text, encoding="utf-8")
    questions = sum(line.split("#")[0].count('"?"') for line in text.splitlines())
    typer.echo(f"Written to {out}: {counted(questions, 'question')} to answer. Next: frankpledge feed add {out}")


@app.command()
def add(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The feed's description (TOML).")],
    archive: ArchiveOption = None,
    partnership: Annotated[
        str, typer.Option("--partnership", help="The name, as in addresses, of the partnership that deals with it.")
    ] = "",
) -> None:
    """Remember a feed, or take a new description of one that is known."""
    from frankpledge.archive.archive import ArchiveBusy
    from frankpledge.archive.feeds import add as remember
    from frankpledge.archive.feeds import alike
    from frankpledge.archive.shared_data_sets import unknown_data_sets
    from frankpledge.sources.partner_mapping import MappingFault

    place = archive_at(archive)
    try:
        feed = remember(
            place, file.read_text(encoding="utf-8"), by=getpass.getuser(), on=_today(), partnership=partnership
        )
    except UnicodeDecodeError:
        raise _stop(f"{file} is not in UTF-8") from None
    except MappingFault as fault:
        typer.echo(f"{file} cannot be used yet:", err=True)
        raise _stop("\n".join(f"  {one}" for one in fault.faults)) from None
    except ArchiveBusy as busy:
        raise _stop(str(busy)) from None
    typer.echo(f"Remembered {feed.title} ({feed.key}). Its files are known by their headings: frankpledge load FILE")
    if reason := feed.agreement.reason_not_to_load(_today()):
        typer.echo(f"Note: {reason}")
    for other in alike(place, feed):
        typer.echo(f"Note: {other} has the same layout, so that files of neither can be loaded: make them differ")
    for key in unknown_data_sets(feed):
        typer.echo(f"Note: there is no data set {key}: see frankpledge feed catalogue")


@app.command("list")
def list_feeds(archive: ArchiveOption = None) -> None:
    """The feeds remembered: owner, purpose, agreement, retention, what is held, what is past its time."""
    from frankpledge.archive.feeds import feeds
    from frankpledge.archive.feeds_retention import past_retention
    from frankpledge.archive.partner_events import feeds_held
    from frankpledge.sources.partner_mapping_fields import KIND_WORDS

    place = archive_at(archive)
    known = feeds(place)
    if not known:
        typer.echo(f"No feed is remembered in {place.folder}. Begin with: frankpledge feed propose FILE")
    held = {one.feed: one for one in feeds_held(place.snapshot())}
    old = {one.feed: one for one in past_retention(place, _today())}
    for feed in known:
        terms = feed.agreement
        typer.echo(f"{feed.title} ({feed.key}): {KIND_WORDS[feed.kind]}, {feed.sensitivity}")
        typer.echo(f"  Owner: {feed.owner}. Purpose: {feed.purpose}. Licence: {feed.licence}")
        typer.echo(
            f"  Agreement {terms.reference}, {terms.first} to {terms.until}; kept {counted(terms.retention_months, 'month')}"
        )
        for system in feed.systems:
            typer.echo(f"  From {system.first} its system is {system.name}")
        if feed.key in held:
            one = held[feed.key]
            typer.echo(
                f"  Held: {counted(one.rows, 'row')}, {counted(len(one.months), 'month')}, {one.months[0]} to {one.months[-1]}; "
                f"time of day known for {one.exact_times:.0%}, placed {one.placed:.0%}"
            )
        if reason := terms.reason_not_to_load(_today()):
            typer.echo(f"  BLOCKED: {reason}", err=True)
        if feed.key in old:
            months = ", ".join(old[feed.key].months)
            typer.echo(
                f"  PAST RETENTION: {months} ({counted(old[feed.key].rows, 'row')}): frankpledge feed purge", err=True
            )


@app.command()
def request(
    feed: Annotated[str, typer.Option("--feed", help="Which feed.")],
    who: Annotated[str, typer.Option("--who", help="Who asks, by name and post.")],
    agency: Annotated[str, typer.Option("--agency", help="For which agency.")],
    purpose: Annotated[str, typer.Option("--purpose", help="What it is for.")],
    first: Annotated[str, typer.Option("--from", help="The first month, YYYY-MM.")],
    last: Annotated[str, typer.Option("--to", help="The last month, YYYY-MM.")],
    wanted: Annotated[str, typer.Option("--filter", help="Which rows and columns.")] = "all rows, counts only",
    decision: Annotated[str, typer.Option("--decision", help="What was decided: a refusal is logged too.")] = "agreed",
    archive: ArchiveOption = None,
) -> None:
    """Log that somebody asked for a partner's data: who, when, which rows, which months."""
    from frankpledge.archive import feeds_log
    from frankpledge.archive.feeds import UnknownFeed, feed_named
    from frankpledge.month import Month

    place = archive_at(archive)
    try:
        key = feed_named(place, feed).key
        months = Month.parse(first).to(Month.parse(last))
        entry = feeds_log.request(
            place, by=who, agency=agency, purpose=purpose, feed=key, wanted=wanted, months=months,
            decision=decision, on=_today(),
        )  # fmt: skip
    except (UnknownFeed, ValueError) as error:
        raise _stop(str(error)) from None
    typer.echo(f"Logged as number {entry.number}.")


@app.command()
def log(archive: ArchiveOption = None) -> None:
    """What was done with partners' data and who asked for it, oldest first; checked for tampering."""
    from frankpledge.archive.feeds_log import entries, first_altered

    place = archive_at(archive)
    for entry in entries(place):
        typer.echo(f"{entry.number:>5}  {entry.on}  {entry.event:<9}  {entry.by}: {_said(entry)}")
    if (number := first_altered(place)) is not None:
        raise _stop(f"THE LOG WAS ALTERED at or before line {number}.")


def _said(entry: "Entry") -> str:
    parts = []
    for name, value in entry.details.items():
        if name == "sha256":
            value = str(value)[:12]
        if isinstance(value, list):
            value = f"{value[0]} to {value[-1]}" if len(value) > 1 else ", ".join(map(str, value))
        if value not in ("", None):
            parts.append(f"{name} {value}")
    return "; ".join(parts)


@app.command()
def purge(
    archive: ArchiveOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Remove; without it, only say what would go.")] = False,
) -> None:
    """Remove the months that are past their agreed retention, for good."""
    from frankpledge.archive.archive import ArchiveBusy
    from frankpledge.archive.feeds_retention import past_retention
    from frankpledge.archive.feeds_retention import purge as remove

    place = archive_at(archive)
    try:
        gone = remove(place, by=getpass.getuser(), on=_today()) if yes else past_retention(place, _today())
    except ArchiveBusy as busy:
        raise _stop(str(busy)) from None
    if not gone:
        typer.echo("Nothing is past its retention.")
    for one in gone:
        done = "removed" if yes else "would be removed"
        typer.echo(f"{one.title}: {counted(one.rows, 'row')} of {', '.join(one.months)} {done}")
    if gone and not yes:
        typer.echo("Nothing was removed yet. With --yes they go for good, with all older versions of partners' data.")


@app.command("catalogue")
def show_catalogue(
    archive: ArchiveOption = None,
    quarters: Annotated[int, typer.Option("--quarters", min=1, max=40, help="How many quarters back.")] = 4,
) -> None:
    """The data sets that agencies must share every quarter by law: what came, what is late."""
    from frankpledge.archive import shared_data_sets as shared

    about = shared.catalogue()
    typer.echo(f"{about.title}\n{about.law}\n{about.address} (list of {about.dated})\n{about.caveat}")
    on = _today()
    found = shared.deliveries(archive_at(archive), shared.quarters(on, quarters), on)
    for data_set in about.data_sets:
        unsure = "" if data_set.certain else " (wording to be checked against the Schedule)"
        typer.echo(f"\n{data_set.paragraph}. {data_set.holder}: {data_set.what} [{data_set.key}]{unsure}")
        own = [one for one in found if one.data_set == data_set]
        for one in own:
            sender = one.feed.title if one.feed else "no feed"
            days = (
                f", {counted(one.days_late, 'day')} after {one.quarter.due}"
                if one.days_late
                else f", due {one.quarter.due}"
            )
            came = f" on {one.received_on}" if one.received_on else ""
            typer.echo(f"   {one.quarter!s:<28} {one.state}{came}{days}: {sender}")
