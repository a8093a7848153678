"""`frankpledge run`: the main job from end to end, then the pages. What script/run calls."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frankpledge.cli.options import ArchiveOption, archive_at
from frankpledge.counted import counted

if TYPE_CHECKING:
    from frankpledge.archive.archive import Archive, Snapshot
    from frankpledge.archive.areas import Area


DEMONSTRATION = Path("demo/archive")


def run(
    data: Annotated[
        list[Path] | None, typer.Option(help="Your own files instead of the invented ones; may be given several times.")
    ] = None,
    area: Annotated[
        str | None, typer.Option(help="The area to assess. Without it: the partnership with most crime.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="The last month, YYYY-MM. Without it: the last month held.")] = None,
    months: Annotated[int, typer.Option(min=1, max=36, help="How many months.")] = 12,
    once: Annotated[bool, typer.Option("--once", help="Stop when the assessment is written.")] = False,
    out: Annotated[Path, typer.Option(help="Where the assessment is written, besides the pages.")] = Path("assessment"),
    port: Annotated[int, typer.Option(help="The port of the pages.")] = 8000,
    archive: ArchiveOption = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="The demonstration as it was at first: all that was done in it goes.")
    ] = False,
) -> None:
    """Load, assess and serve: invented data, or your own with --data."""
    from frankpledge.archive.archive import NothingHeld
    from frankpledge.archive.areas import AmbiguousArea, UnknownArea, find_area
    from frankpledge.archive.load import load
    from frankpledge.archive.rejects import write_rejected
    from frankpledge.assessment.assess import assess
    from frankpledge.assessment.evidence import last_month_held
    from frankpledge.assessment.period import NothingToAssess
    from frankpledge.cli.load import Bar
    from frankpledge.cli.load_words import say
    from frankpledge.documents.write import NotAnAssessment, write
    from frankpledge.month import Month
    from frankpledge.web.assessments import shelf

    began = time.monotonic()
    if fresh:
        _begin_afresh(own=bool(archive or data))
    # Invented and real data never share an archive.
    place = archive_at(archive if archive or data else DEMONSTRATION)
    paths = list(data or [])
    if not paths:
        paths = [invented(Path("demo/data"))]
        remember_feeds(place, paths[0])
    bar = Bar()
    report = load(place, paths, progress=bar.show)
    bar.end()
    say(report)
    if report.rejected:
        write_rejected(report, Path("rejected.csv"))
    snapshot = place.snapshot()
    try:
        chosen = find_area(snapshot, area) if area else largest(snapshot)
        last = Month.parse(to) if to else last_month_held(snapshot, chosen)
        typer.echo(f"Assessing {chosen.name}, {counted(months, 'month')} to {last.label} …")
        made = assess(snapshot, chosen, last, months)
        write(made, out)
        kept = shelf.put(place.folder, made, written=out)
    except (AmbiguousArea, UnknownArea) as error:
        typer.echo(f"{error} “frankpledge areas” lists the areas held.", err=True)
        raise typer.Exit(2) from None
    except (NothingHeld, NothingToAssess, NotAnAssessment, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{counted(len(made.findings), 'finding')} in {time.monotonic() - began:.0f} s, written to {out}")
    if once:
        raise typer.Exit(0 if report.ok else 1)
    from frankpledge.cli.serve import serve_pages

    where = f"/assessments/{kept.code}/{kept.period}/"
    serve_pages(place.folder, port, where, demonstration=None if data else made)


def _begin_afresh(*, own: bool) -> None:
    """Remove the demonstration's archive and workspace, and nobody's own."""
    from frankpledge.cli.fresh import KeptAsItIs, put_away

    if own:
        typer.echo("--fresh is for the demonstration alone: it removes no data of your own.", err=True)
        raise typer.Exit(2)
    try:
        if put_away(DEMONSTRATION):
            typer.echo("What was done in the demonstration is removed.")
    except KeptAsItIs as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def invented(folder: Path) -> Path:
    """The demonstration's data, written where there is none yet, and again where another version wrote it."""
    from frankpledge.demo import invent

    if not folder.is_dir():
        typer.echo("Inventing the police force area of Frankshire: no real place, person or crime …")
        invent.write(folder)
    elif invent.is_of_another_version(folder):
        typer.echo(f"{folder} was invented by another version of Frankpledge. Inventing it again …")
        invent.write_again(folder)
    return folder


def remember_feeds(archive: "Archive", folder: Path) -> None:
    """The invented partners' feeds, without which their extracts are passed over."""
    import getpass
    from datetime import date

    from frankpledge.archive.feeds import add

    for description in sorted(folder.glob("partner/*.toml")):
        add(archive, description.read_text(encoding="utf-8"), by=getpass.getuser(), on=date.today())


def largest(snapshot: "Snapshot") -> "Area":
    """The partnership with most rows in the last month of its force; of equals, the first by name."""
    from frankpledge.archive import crimes
    from frankpledge.archive.archive import NothingHeld
    from frankpledge.archive.areas import partnerships
    from frankpledge.archive.places import all_places

    places = all_places(snapshot).set_index("lsoa")["csp"]
    last = crimes.last_month(snapshot)
    counted = crimes.area_counts(snapshot, list(places.index), [last])
    by_csp = counted.groupby(counted["lsoa"].map(places))["n"].sum()
    known = [area for area in partnerships(snapshot) if area.code in by_csp.index]
    if not known:
        raise NothingHeld(f"No crime of {last.label} lies in a partnership that is held. Name an area with --area.")
    return max(known, key=lambda area: (int(by_csp[area.code]), [-ord(letter) for letter in area.name]))
