"""A load's report as words on a terminal: what is new, what to know of it, what was not taken and why."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from frankpledge.counted import counted, verb

if TYPE_CHECKING:
    from frankpledge.archive.load_report import FileReport, LoadReport
    from frankpledge.archive.quality import MonthQuality

MOST_NAMED = 5


def say(report: "LoadReport") -> None:
    """The report for a person. Problems go to the error stream, so that they are seen when the rest is put away."""
    taken = report.with_status("loaded", "replaced")
    done = "Would load" if report.dry_run else "Loaded"
    verb = f"{done} {counted(report.rows, 'row')} from {counted(len(taken), 'file')}" if taken else "Nothing new"
    typer.echo(f"{verb}, in {report.seconds:.1f} s: {report.archive}")
    _say_taken(taken)
    _say_feeds(taken)
    _say_reference(report)
    _say_files("held already", report.with_status("unchanged"), named=False)
    _say_files("the same bytes as another file", report.with_status("repeated"))
    _say_files("passed over, not of a kind that is known", report.with_status("passed over"))
    _say_changes(report)
    _say_quality(report)
    for file in report.files:
        if file.reason and file.status in ("loaded", "replaced", "unchanged"):
            typer.echo(f"Note: {file.file}: {file.reason}")
    for file in report.with_status("refused", "failed"):
        typer.echo(f"{file.status.upper()}: {file.file}: {file.reason}", err=True)


def _say_taken(taken: "Iterable[FileReport]") -> None:
    """A line for each force and dataset; look-ups are told of by dataset."""

    def source(file: "FileReport") -> tuple[str, bool, str]:
        return (file.dataset or "", file.sample, file.force or "")

    monthly = sorted((file for file in taken if file.month), key=source)
    for (dataset, sample, force), group in groupby(monthly, key=source):
        files = list(group)
        months = spelled(file.month or "" for file in files)
        note = " (a sample: held, never counted)" if sample else ""
        typer.echo(f"  {_title(dataset)}, {force}: {months}, {counted(sum(file.rows for file in files), 'row')}{note}")


def _say_reference(report: "LoadReport") -> None:
    if report.reference:
        added = sum(one.rows_added for one in report.reference)
        changed = sum(one.rows_changed for one in report.reference)
        datasets = counted(len(report.reference), "dataset")
        typer.echo(
            f"  Look-ups, people and boundaries: {counted(added, 'row')} new and {changed:,} changed in {datasets}"
        )


def _say_feeds(taken: "Iterable[FileReport]") -> None:
    """A line for each file of a partner's feed; which months it brings is in its note."""
    for file in taken:
        if file.dataset == "partner_events":
            typer.echo(f"  {_title(file.dataset)}, {file.force}: {counted(file.rows, 'row')}")


def _say_files(words: str, files: "list[FileReport]", *, named: bool = True) -> None:
    if files:
        names = f": {', '.join(file.file for file in files[:MOST_NAMED])}" if named else ""
        more = f" and {len(files) - MOST_NAMED} more" if named and len(files) > MOST_NAMED else ""
        typer.echo(f"  {counted(len(files), 'file')} {words}{names}{more}")


def _say_changes(report: "LoadReport") -> None:
    if report.changes:
        typer.echo("New editions of months that were held:")
    for change in report.changes:
        moved = change.outcomes_moved
        parts = [f"{moved:,} of {counted(change.crimes, 'crime')} {verb(moved, 'has', 'have')} another outcome"]
        if change.places_moved:
            parts.append(f"{change.places_moved:,} another place")
        if change.rows_added or change.rows_gone:
            parts.append(f"{counted(change.rows_added, 'row')} added, {change.rows_gone:,} gone")
        else:
            parts.append("no row added or gone")
        typer.echo(f"  {change.force}, {spelled([change.month])}: {'; '.join(parts)}")


def _say_quality(report: "LoadReport") -> None:
    def source(month: "MonthQuality") -> tuple[str, str]:
        return (month.dataset, month.force)

    gaps = {gap.force: gap.months for gap in report.gaps}
    for (dataset, force), group in groupby(sorted(report.quality, key=source), key=source):
        months = list(group)
        typer.echo(f"{_title(dataset)}, {force}, in {counted(sum(month.rows for month in months), 'row')}:")
        for line in _quality(months):
            typer.echo(f"  {line}")
        for month in months:
            for sentence in month.unusual:
                typer.echo(f"  LOOK AT THIS: {sentence}")
        if dataset == "police_uk_street" and force in gaps:
            typer.echo(f"  Not held, and never shown as zero: {spelled(gaps[force])}")


def _quality(months: "list[MonthQuality]") -> list[str]:
    """What is odd, each with what is made of it; nothing of what does not occur."""

    def total(count: "Callable[[MonthQuality], int | None]") -> int:
        return sum(count(month) or 0 for month in months)

    lines = []
    if total(lambda m: m.blank_ids):
        crimes = total(lambda m: m.blank_ids_of_crimes)
        whose = f"{crimes:,} of them {verb(crimes, 'a crime', 'crimes')}" if crimes else "all anti-social behaviour"
        lines.append(f"{total(lambda m: m.blank_ids):,} without a Crime ID, {whose}")
    alike = []
    if repeated := total(lambda m: m.repeated_ids):
        alike.append(f"{repeated:,} {verb(repeated, 'repeats', 'repeat')} a Crime ID")
    if identical := total(lambda m: m.identical_rows):
        alike.append(f"{identical:,} {verb(identical, 'is', 'are')} the same as another in every value")
    if alike:
        lines.append(f"{', '.join(alike)}; all are kept and counted")
    nowhere = total(lambda m: m.no_coordinates if m.no_lsoa is None else m.no_lsoa)
    if nowhere:
        count = verb(nowhere, "it counts", "they count")
        lines.append(f"{nowhere:,} without a place: {count} for the force, and for no smaller area")
    if total(lambda m: m.no_street):
        lines.append(f"{total(lambda m: m.no_street):,} “On or near” no named street")
    if all(month.outside_force is None for month in months):
        if months[0].no_lsoa is not None:
            lines.append("Not checked against the force's area: no look-up that covers it is held")
    elif outside := total(lambda m: m.outside_force):
        still = verb(outside, "it is still its crime", "they are still its crimes")
        lines.append(f"{outside:,} in an LSOA outside the force; {still}")
    if total(lambda m: m.outside_country):
        lines.append(f"{total(lambda m: m.outside_country):,} with coordinates outside England and Wales")
    old = [month.month for month in months if month.lsoa_edition == 2011]
    if old:
        lines.append(f"LSOA codes of 2011, not 2021: {spelled(old)}")
    new_types = sorted({name for month in months for name in month.new_types})
    if new_types:
        lines.append(f"Crime types not met before, kept as they are: {', '.join(new_types)}")
    return lines


def spelled(months: Iterable[str]) -> str:
    """Months (YYYY-MM) as people say them, runs joined."""
    from frankpledge.assessment.period import spell
    from frankpledge.month import Month

    return spell([Month.parse(month) for month in months])


def _title(dataset: str) -> str:
    from frankpledge.sources.titles import TITLES

    return TITLES.get(dataset, dataset)
