"""`frankpledge evaluate`: did it work? A scheme described in a small file, judged by what is held."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frankpledge.cli.options import ArchiveOption, archive_at
from frankpledge.counted import counted

if TYPE_CHECKING:
    from frankpledge.assessment.assessment import Assessment
    from frankpledge.assessment.did_it_work import Evaluation
    from frankpledge.assessment.scheme import Scheme

PRINTED = (
    "change_against_comparison",
    "change_against_own_course",
    "crimes_more_or_fewer",
    "crimes_more_or_fewer_in_all",
)


def evaluate(
    scheme: Annotated[
        Path | None, typer.Argument(help="A TOML file that says what was done, where and when.", show_default=False)
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder to write to; an evaluation there is replaced.")] = Path(
        "evaluation"
    ),
    format: Annotated[
        str, typer.Option(help="Which of html,pdf,docx,json,csv, with commas.")
    ] = "html,pdf,docx,json,csv",
    example: Annotated[bool, typer.Option("--example", help="Print a scheme file to begin with, and end.")] = False,
    archive: ArchiveOption = None,
) -> None:
    """Judge whether a scheme worked: by a comparison area, places around it, and what chance could do."""
    from frankpledge.archive.archive import NothingHeld
    from frankpledge.assessment.did_it_work import evaluate as judge
    from frankpledge.assessment.scheme import EXAMPLE, BadScheme
    from frankpledge.documents.write import FORMATS, NotAnAssessment, write

    if example:
        typer.echo(EXAMPLE, nl=False)
        return
    if scheme is None:
        raise typer.BadParameter("name a scheme file; “frankpledge evaluate --example” prints one to begin with")
    formats = tuple(name.strip() for name in format.split(",") if name.strip())
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise typer.BadParameter(f"there is no format {', '.join(unknown)}: choose from {', '.join(FORMATS)}")
    asked = scheme_in(scheme)
    snapshot = archive_at(archive).snapshot()
    try:
        found = judge(snapshot, asked)
        write(_document(found), out, formats)
    except BadScheme as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except (NothingHeld, NotAnAssessment) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    _say(found)
    typer.echo(f"Written to {out}")


def scheme_in(path: Path) -> "Scheme":
    """The scheme that a file describes; ends the command with 2 and the line where it does not."""
    from frankpledge.assessment.scheme import BadScheme, read_scheme

    try:
        return read_scheme(path.read_text(encoding="utf-8"), path.name)
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{path} is not UTF-8 text: save it as UTF-8") from None
    except BadScheme as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def _document(found: "Evaluation") -> "Assessment":
    from datetime import UTC, datetime

    from frankpledge.assessment.assessment import Assessment, Period
    from frankpledge.sources.titles import DATASETS

    used = sorted({found.finding.provenance.dataset, *found.finding.provenance.versions})
    return Assessment(
        area_code=found.area.code,
        area_name=found.scheme.name,
        area_kind=counted(len(found.area.lsoas), "LSOA"),
        period=Period(found.months[0], found.months[-1], found.months, ()),
        findings=(found.finding,),
        attribution=tuple(dict.fromkeys(DATASETS[name].attribution for name in used if name in DATASETS)),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        kicker="Evaluation",
    )


def _say(found: "Evaluation") -> None:
    typer.echo(f"{found.scheme.name}: {found.verdict.answer.upper()}")
    typer.echo(f"  {found.finding.statement}")
    at = found.months.index(found.scheme.start)
    typer.echo(
        f"  {counted(at, 'month')} before and {len(found.months) - at} after, {found.months[0].label} to {found.months[-1].label}."
    )
    for figure in found.finding.figures:
        if figure.name in PRINTED and figure.value is not None and figure.low is not None and figure.high is not None:
            sign = "%" if figure.unit == "percent" else ""
            typer.echo(
                f"  {figure.value:+.0f}{sign} ({figure.low:+.0f} to {figure.high:+.0f}) {figure.base}".replace("-", "−")
            )
