"""`frankpledge assess`: from what is held to a strategic assessment."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frankpledge.cli.evaluate import scheme_in
from frankpledge.cli.options import ArchiveOption, archive_at
from frankpledge.counted import counted

if TYPE_CHECKING:
    from frankpledge.archive.archive import Snapshot
    from frankpledge.archive.areas import Area
    from frankpledge.assessment.finding import Released
    from frankpledge.assessment.scheme import Scheme
    from frankpledge.month import Month

MOST_SENTENCES = 4  # of the summary, on the terminal


def assess(
    areas: Annotated[
        list[str] | None,
        typer.Argument(help="Name or ONS code of each area; csp:, council:, force: or ward: before it chooses."),
    ] = None,
    to: Annotated[str | None, typer.Option(help="The last month, YYYY-MM. Without it: the last month held.")] = None,
    months: Annotated[int, typer.Option(min=1, max=36, help="How many months.")] = 12,
    out: Annotated[Path, typer.Option(help="The folder to write to; an assessment there is replaced.")] = Path(
        "assessment"
    ),
    format: Annotated[
        str, typer.Option(help="Which of html,pdf,docx,json,csv, with commas.")
    ] = "html,pdf,docx,json,csv",
    peers: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME,NAME…",
            help="Areas to set each beside, such as its most similar group: with commas, or given several times.",
        ),
    ] = None,
    all_partnerships: Annotated[
        bool, typer.Option("--all-partnerships", help="Every partnership held of whose force any month is held.")
    ] = False,
    published: Annotated[
        list[Path] | None,
        typer.Option(
            help="An assessment published before (its folder, or findings.json), so that small numbers of restricted "
            "data cannot be worked out from the two together. May be given several times."
        ),
    ] = None,
    scheme: Annotated[
        list[Path] | None,
        typer.Option(
            help="A scheme in the area, to be judged in the assessment: see “frankpledge evaluate”. Several times for several."
        ),
    ] = None,
    archive: ArchiveOption = None,
) -> None:
    """Write the strategic assessment of an area, or of several."""
    from frankpledge.archive.archive import NothingHeld
    from frankpledge.archive.areas import AmbiguousArea, UnknownArea, find_area, partnerships
    from frankpledge.assessment.period import NothingToAssess
    from frankpledge.assessment.scheme import BadScheme
    from frankpledge.documents.write import FORMATS, NotAnAssessment
    from frankpledge.month import Month

    formats = tuple(name.strip() for name in format.split(",") if name.strip())
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise typer.BadParameter(f"there is no format {', '.join(unknown)}: choose from {', '.join(FORMATS)}")
    if not areas and not all_partnerships:
        raise typer.BadParameter("name an area, or give --all-partnerships; “frankpledge areas” lists those held")
    try:
        last = Month.parse(to) if to else None
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    schemes = [scheme_in(path) for path in scheme or []]
    left_before = tuple(one for path in published or [] for one in _released(path))
    snapshot = archive_at(archive).snapshot()
    try:
        chosen = partnerships(snapshot) if all_partnerships else [find_area(snapshot, text) for text in areas or []]
        beside = [code for text in peers or [] for code in _peers(snapshot, text)]
    except (AmbiguousArea, UnknownArea) as error:
        typer.echo(f"{error} “frankpledge areas” lists the areas held.", err=True)
        raise typer.Exit(2) from None
    except NothingHeld as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    several = len(chosen) > 1 or all_partnerships
    if all_partnerships:
        chosen = _with_crime(snapshot, chosen)
    failed = 0
    for area in chosen:
        try:
            _one(
                snapshot, area, last, months, beside, left_before, schemes, out / area.code if several else out, formats
            )
        except BadScheme as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from None
        except (NothingToAssess, NothingHeld, NotAnAssessment) as error:
            failed += 1
            typer.echo(f"{area.name}: {error}", err=True)
    raise typer.Exit(1 if failed else 0)


def _one(
    snapshot: "Snapshot",
    area: "Area",
    last: "Month | None",
    months: int,
    peers: list[str],
    left_before: "tuple[Released, ...]",
    schemes: "list[Scheme]",
    out: Path,
    formats: tuple[str, ...],
) -> None:
    from frankpledge.assessment.assess import assess as make
    from frankpledge.assessment.evidence import last_month_held
    from frankpledge.documents.write import write

    began = time.monotonic()
    if last is None:
        last = last_month_held(snapshot, area)
        typer.echo(f"To {last.label}, the last month held.", err=True)
    made = make(snapshot, area, last, months, peers=peers, published=left_before, schemes=schemes)
    write(made, out, formats)
    typer.echo(
        f"{area.name}, {area.kind_label}: {counted(len(made.findings), 'finding')} in {time.monotonic() - began:.1f} s"
    )
    if made.period.missing:
        from frankpledge.assessment.period import spell

        typer.echo(f"  Not held, and not counted: {spell(made.period.missing)}")
    summary = next(finding for finding in made.findings if finding.kind == "summary")
    if summary.table:
        for sentence, *_ in summary.table.rows[:MOST_SENTENCES]:
            typer.echo(f"  {sentence}")
    typer.echo(f"  Written to {out}")


def _released(path: Path) -> "tuple[Released, ...]":
    """Which numbers of restricted data left with a published assessment; raises BadParameter for what is none."""
    import json

    from frankpledge.documents.data import released_in

    file = path / "findings.json" if path.is_dir() else path
    try:
        return released_in(json.loads(file.read_text(encoding="utf-8"))["findings"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise typer.BadParameter(
            f"{file} cannot be read as the findings of an assessment ({error}): give the folder that “frankpledge "
            "assess” wrote, or its findings.json",
            param_hint="--published",
        ) from None


def _peers(snapshot: "Snapshot", text: str) -> list[str]:
    """Codes of the areas named, with commas between; a comma may also be part of one name. Raises UnknownArea."""
    from frankpledge.archive.areas import UnknownArea, find_area

    try:
        return [find_area(snapshot, text).code]
    except UnknownArea:
        if "," not in text:
            raise
    return [find_area(snapshot, name).code for name in text.split(",") if name.strip()]


def _with_crime(snapshot: "Snapshot", areas: "list[Area]") -> "list[Area]":
    """Those of whose force at least one month is held; the others are named, and are no failure: nobody named them."""
    from frankpledge.archive.areas import force_names_covering
    from frankpledge.archive.crimes import months_held
    from frankpledge.archive.places import all_places

    force_area = all_places(snapshot).set_index("lsoa")["force_name"]
    policed_by = {area.code: str(force_area[area.lsoas[0]]) for area in areas}
    one_of_each = {policed_by[area.code]: area for area in areas}
    forces = {name: force_names_covering(snapshot, area) for name, area in one_of_each.items()}
    held = months_held(snapshot, [force for names in forces.values() for force in names])
    known = [area for area in areas if any(held[force] for force in forces[policed_by[area.code]])]
    without = [area.name for area in areas if area not in known]
    if without:
        typer.echo(f"Passed over, no month of their police force is held: {', '.join(without)}", err=True)
    if not known:
        raise typer.Exit(1)
    return known
