"""The findings for programs: JSON by a published schema, and tables as CSV. Nothing is rounded."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from frankpledge.assessment.assessment import Assessment
from frankpledge.assessment.finding import SUPPRESSED, Figure, Finding, Released, Table, Unit
from frankpledge.documents.content import anchor
from frankpledge.documents.numbers import plain
from frankpledge.spreadsheet_cell import harmless

OFFENCES = "offence-types.csv"
OURS = (OFFENCES, "figures.csv", "dictionary.csv")
UNITS: dict[Unit, str] = {
    "count": "a whole number of what the column names",
    "percent": "percent, 0 to 100 for a share",
    "per_1000": "per 1,000 usual residents unless the column says otherwise",
    "per_1000_households": "per 1,000 households",
    "ratio": "how many times",
    "index": "an index, without unit",
    "rank": "a place in an order, 1 first",
    "metres": "metres",
    "months": "months",
    "per_km2": "per square kilometre",
    "probability": "a probability, 0 to 1",
    "text": "words",
}
EMPTY = f"An empty cell: there is no such number. {SUPPRESSED}: a small number that is hidden."


def schema() -> dict[str, object]:
    """The JSON Schema that `findings_json` keeps to."""
    found: dict[str, object] = json.loads((Path(__file__).parent / "findings.schema.json").read_text(encoding="utf-8"))
    return found


def findings_json(assessment: Assessment) -> dict[str, object]:
    """Everything but the geometry. A suppressed figure is null and says so; a missing one is null and does not."""
    period = assessment.period
    return {
        "area": {"code": assessment.area_code, "name": assessment.area_name, "kind": assessment.area_kind},
        "period": {
            "from": str(period.first),
            "to": str(period.last),
            "months_held": [str(month) for month in period.held],
            "months_compared": [str(month) for month in period.compared],
        },
        "made_at": assessment.made_at,
        "attribution": list(assessment.attribution),
        "findings": [finding_json(finding) for finding in assessment.findings],
    }


def finding_json(finding: Finding) -> dict[str, object]:
    """One finding as it stands in findings.json."""
    rests_on = finding.provenance
    return {
        "id": finding.id,
        "kind": finding.kind,
        "crime_type": finding.crime_type,
        "title": finding.title,
        "statement": finding.statement,
        "strength": finding.strength,
        "figures": [_figure(figure) for figure in finding.figures],
        "table": _table(finding.table) if finding.table else None,
        "method": finding.method or None,
        "caveats": list(finding.caveats),
        "provenance": {
            "dataset": rests_on.dataset,
            "versions": dict(rests_on.versions),
            "editions": list(rests_on.editions),
            "filter": rests_on.filter,
            "rows_counted": int(rests_on.rows_counted),
            "rows_left_out": {reason: int(rows) for reason, rows in rests_on.rows_left_out.items()},
        },
        "released": [_released(one) for one in finding.released],
    }


def _released(one: Released) -> dict[str, object]:
    return {
        "dataset": one.dataset,
        "area": one.area,
        "months": list(one.months),
        "versions": dict(one.versions),
        "shown": [list(pair) for pair in one.shown],
        "hidden": [list(pair) for pair in one.hidden],
    }


def released_in(findings: Iterable[Mapping[str, Any]]) -> tuple[Released, ...]:
    """
    What of restricted data left with these findings (entries of findings.json), for `assess(..., published=…)`.

    Findings of an older Frankpledge, which did not write it down, have none.
    """
    return tuple(
        Released(
            dataset=one["dataset"],
            area=one["area"],
            months=tuple(one["months"]),
            versions={name: int(version) for name, version in one["versions"].items()},
            shown=tuple((ward, category) for ward, category in one["shown"]),
            hidden=tuple((ward, category) for ward, category in one["hidden"]),
        )
        for finding in findings
        for one in finding.get("released", [])
    )


def _figure(figure: Figure) -> dict[str, object]:
    hidden = figure.suppressed
    return {
        "name": figure.name,
        "value": None if hidden else plain(figure.value),
        "low": None if hidden else plain(figure.low),
        "high": None if hidden else plain(figure.high),
        "unit": figure.unit,
        "base": figure.base,
        "suppressed": hidden,
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "caption": table.caption,
        "columns": [column.name for column in table.columns],
        "labels": [column.label for column in table.columns],
        "units": [column.unit for column in table.columns],
        "rows": [[plain(value) for value in row] for row in table.rows],
    }


def tables(assessment: Assessment) -> dict[str, str]:
    """
    File names and their text: a table for each finding that has one, all figures in one, the offence table,
    and a dictionary of every column.
    """
    files: dict[str, str] = {}
    meanings: list[Sequence[object]] = []
    figures: list[Sequence[object]] = [FIGURE_COLUMNS]
    for finding in assessment.findings:
        figures += [
            (finding.id, finding.kind, finding.crime_type, *_figure(figure).values()) for figure in finding.figures
        ]
        if finding.table:
            name = f"{anchor(finding.id)}.csv"
            if name in OURS or f"tables/{name}" in files:
                raise ValueError(f"two tables would be called {name}: a finding needs an id of its own")
            columns = finding.table.columns
            files[f"tables/{name}"] = _csv([[column.name for column in columns], *finding.table.rows])
            meanings += [(name, c.name, c.label, c.unit, UNITS[c.unit], finding.table.caption) for c in columns]
    files["tables/figures.csv"] = _csv(figures)
    meanings += [
        ("figures.csv", name, *FIGURE_MEANINGS[name], "Every figure of every finding") for name in FIGURE_COLUMNS
    ]
    offences = [finding for finding in assessment.findings if finding.kind == "offence_table"]
    if offences:
        names = list(dict.fromkeys(figure.name for finding in offences for figure in finding.figures))
        files[f"tables/{OFFENCES}"] = _csv(_offences(offences, names))
        meanings += _offence_meanings(offences, names)
    head = ("file", "column", "label", "unit", "unit_means", "table")
    files["tables/dictionary.csv"] = _csv([head, *meanings, ("every file", "", "", "", EMPTY, "")])
    return dict(sorted(files.items()))


FIGURE_MEANINGS: dict[str, tuple[str, Unit, str]] = {
    "finding": ("The finding's id", "text", "words"),
    "kind": ("The kind of finding", "text", "words"),
    "crime_type": ("The type of crime; empty for all crime", "text", "words"),
    "name": ("The figure's name", "text", "words"),
    "value": ("The figure", "text", "in the unit named in this row"),
    "low": ("Lower end of its 95% interval", "text", "in the unit named in this row"),
    "high": ("Upper end of its 95% interval", "text", "in the unit named in this row"),
    "unit": ("The unit", "text", "words"),
    "base": ("What it is of", "text", "words"),
    "suppressed": ("Whether it is hidden", "text", "true or false"),
}
FIGURE_COLUMNS = tuple(FIGURE_MEANINGS)


def _offences(findings: Iterable[Finding], names: Sequence[str]) -> list[Sequence[object]]:
    """A row for each finding, and for each figure its value and the ends of its interval."""
    rows: list[Sequence[object]] = [
        ("finding", "crime_type", "title", *(f"{name}{end}" for name in names for end in ("", "_low", "_high")))
    ]
    for finding in findings:
        by_name = {figure.name: figure for figure in finding.figures}
        row: list[object] = [finding.id, finding.crime_type, finding.title]
        for name in names:
            figure = by_name.get(name)
            if figure is None:
                row += [None, None, None]
            elif figure.suppressed:
                row += [SUPPRESSED, None, None]
            else:
                row += [figure.value, figure.low, figure.high]
        rows.append(row)
    return rows


def _offence_meanings(findings: Iterable[Finding], names: Sequence[str]) -> list[Sequence[object]]:
    units = {figure.name: figure.unit for finding in findings for figure in finding.figures}
    said = "One row for each type of crime"
    rows: list[Sequence[object]] = [
        (OFFENCES, name, name, "text", "words", said) for name in ("finding", "crime_type", "title")
    ]
    for name in names:
        for end, words in (
            ("", ""),
            ("_low", ", lower end of the 95% interval"),
            ("_high", ", upper end of the 95% interval"),
        ):
            rows.append((OFFENCES, f"{name}{end}", f"{name}{words}", units[name], UNITS[units[name]], said))
    return rows


def _csv(rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return written.getvalue()


def cell(value: object) -> object:
    """
    A value as it stands in a CSV file. Text that a spreadsheet would run as a formula is made plain text.

    >>> cell("=cmd()"), cell(-3.5), cell(None), cell(True)
    ("'=cmd()", -3.5, '', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    known = plain(value)
    if known is None:
        return ""
    return harmless(known) if isinstance(known, str) else known
