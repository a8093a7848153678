"""A published edition as open data: figures, tables, dictionary, corrections and licence, each a plain file."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from frankpledge.documents.data import EMPTY, FIGURE_COLUMNS, FIGURE_MEANINGS, UNITS, cell
from frankpledge.web.assessments import differing, living_queries
from frankpledge.web.assessments.models import Correction, Edition

EVERYTHING = "everything.zip"
LABELS = {
    "figures.csv": "Every figure (CSV)",
    "dictionary.csv": "What each file and column means (CSV)",
    "corrections.csv": "Corrections (CSV)",
    "findings.json": "Findings with their tables (JSON)",
    "licence.txt": "Licence",
    EVERYTHING: "All of these, and each table as CSV (zip)",
}
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "txt": "text/plain; charset=utf-8"}
OGL = (
    "Open Government Licence v3.0 (https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/). "
    "Say where it is from: {source}. Contains police data (data.police.uk) and data of the Office for National "
    "Statistics; contains OS data © Crown copyright and database right."
)
INVENTED = "Everything here is invented for a demonstration: no real place, person or crime. Use it as you like."
CORRECTION_COLUMNS = ("edition", "finding", "figure", "before", "after", "wrong", "right", "told_at")
CORRECTION_MEANINGS = (
    "The edition that it is about", "The finding", "The figure", "Its value in the edition before",
    "Its value in this edition", "What was wrong, in words", "What is right, in words", "When it was said",
)  # fmt: skip


def licence(edition: Edition) -> str:
    """On which terms the data may be used, in words."""
    if edition.partnership.demonstration:
        return INVENTED
    return OGL.format(source=f"{edition.partnership}, {edition}")


def files(edition: Edition, line: Sequence[Edition], corrections: Iterable[Correction]) -> dict[str, str]:
    """Name and text of each file. `line` holds the published editions of the same assessment, oldest first."""
    content = living_queries.public_content(edition)
    tables = {f"table-{each['id']}.csv": each["table"] for each in content["findings"] if each.get("table")}
    return {
        "figures.csv": _csv(_figures(content["findings"])),
        "dictionary.csv": _csv(_dictionary(tables)),
        "corrections.csv": _csv(_corrections(line, corrections)),
        "findings.json": json.dumps(content, indent=1, ensure_ascii=False),
        "licence.txt": licence(edition) + "\n",
        **{name: _csv([table["columns"], *table["rows"]]) for name, table in tables.items()},
    }


def zipped(files: dict[str, str]) -> bytes:
    """All of them in one; the same bytes whenever it is asked for."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def content_type(name: str) -> str:
    return TYPES[name.rpartition(".")[2]]


def _figures(findings: Iterable[dict[str, Any]]) -> list[Sequence[object]]:
    of_figure = FIGURE_COLUMNS[3:]
    rows: list[Sequence[object]] = [FIGURE_COLUMNS]
    for finding in findings:
        named = (finding["id"], finding["kind"], finding["crime_type"])
        rows += [(*named, *(figure.get(name) for name in of_figure)) for figure in finding["figures"]]
    return rows


def _dictionary(tables: dict[str, dict[str, Any]]) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = [("file", "column", "label", "unit", "unit_means", "table")]
    rows += [("figures.csv", name, *FIGURE_MEANINGS[name], "Every figure of every finding") for name in FIGURE_COLUMNS]
    rows += [
        ("corrections.csv", name, label, "text", "words", "What was corrected")
        for name, label in zip(CORRECTION_COLUMNS, CORRECTION_MEANINGS, strict=True)
    ]
    for name, table in tables.items():
        # Editions signed by an older Frankpledge have no labels and units.
        labels = table.get("labels") or [column.replace("_", " ") for column in table["columns"]]
        units = table.get("units") or ["" for _ in table["columns"]]
        rows += [
            (name, column, label, unit, UNITS.get(unit, ""), table["caption"])
            for column, label, unit in zip(table["columns"], labels, units, strict=True)
        ]
    return [*rows, ("every file", "", "", "", EMPTY, "")]


def _corrections(line: Sequence[Edition], corrections: Iterable[Correction]) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = [CORRECTION_COLUMNS]
    for each in differing.changed_between(line):
        told = each.edition.public_from
        change = (each.title, each.figure.name, each.figure.then, each.figure.now)
        rows.append((each.edition.number, *change, "", "", told.isoformat() if told else ""))
    for said in corrections:
        rows.append((said.edition.number, "", "", "", "", said.wrong, said.right, said.at.isoformat()))
    return rows


def _csv(rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue()
