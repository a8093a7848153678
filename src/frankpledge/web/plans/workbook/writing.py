"""The workbook that is taken away."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from frankpledge.web.plans.facts import DAYS
from frankpledge.web.plans.queries import Row
from frankpledge.web.plans.status import Status
from frankpledge.web.plans.workbook.cells import (
    AGENCIES,
    COLUMNS,
    EDITABLE,
    SHEET,
    cells_of,
    escaped,
    plain,
    version_of,
)

WIDTHS = {"Action": 60, "Update": 60, "In one sentence for residents": 40, "Priority": 24, "Lead agency": 28}
DAY = "dd/mm/yyyy"


def write(rows: Iterable[Row], agencies: Iterable[str]) -> bytes:
    """
    The actions as .xlsx: a header row, a row each, and a second sheet that lists the agencies to choose from.

    No sheet, row or column is hidden. Every text is stored as text and marked to stay so when its cell is edited
    (`quotePrefix`): nothing that somebody wrote is ever a formula. No author is written down.
    """
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    names = sorted(agencies)
    book = Workbook(write_only=True)
    book.properties.creator = "Frankpledge"
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "C2"
    for number, label in enumerate(COLUMNS):
        sheet.column_dimensions[chr(65 + number)].width = WIDTHS.get(label, 16)
    sheet.append([_text(sheet, label, bold=True) for label in COLUMNS])
    count = 1
    for row in rows:
        sheet.append(_cells(sheet, row))
        count += 1
    last = max(count, 2)
    sheet.auto_filter.ref = f"A1:{chr(64 + len(COLUMNS))}{last}"
    statuses = ",".join(str(label) for label in Status.labels)
    for label, formula in (
        ("How it is going", f'"{statuses}"'),
        ("Lead agency", f"{AGENCIES}!$A$2:$A${len(names) + 1}"),
    ):
        letter = chr(65 + COLUMNS.index(label))
        choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
        choice.add(f"{letter}2:{letter}{last}")
        sheet.data_validations.append(choice)
    listed = book.create_sheet(AGENCIES)
    listed.column_dimensions["A"].width = 40
    listed.append([_text(listed, "Lead agency", bold=True)])
    for name in names:
        listed.append([_text(listed, plain(name))])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(sheet: Any, row: Row) -> list[Any]:
    action, values = row.action, cells_of(row).values
    shown: dict[str, object] = {
        "Action id": action.pk,
        "Version": version_of(row),
        "Number": action.number,
        "Priority": str(action.chapter),
        "Helping": ", ".join(str(each) for each in action.helpers),
        "Said on": row.word.on if row.word else None,
    }
    made = []
    for label in COLUMNS:
        name = EDITABLE.get(label)
        value = shown.get(label) if name is None else values[name]
        if name in DAYS:
            value = date.fromisoformat(str(value)) if value else None
        made.append(_text(sheet, plain(value)) if isinstance(value, str) else _plain_cell(sheet, value))
    return made


def _plain_cell(sheet: Any, value: object) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, date):
        cell.number_format = DAY
    return cell


def _text(sheet: Any, text: str, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet, value=escaped(text) or None)
    if text:
        cell.data_type = "s"  # the library takes "=…" for a formula
        cell.quotePrefix = True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
