"""Workbooks of actions for tests, changed as somebody at a desk would change them."""

import io
from collections.abc import Mapping
from typing import Any

import openpyxl

from frankpledge.web.plans import bulk, queries
from frankpledge.web.plans.models import BulkChange, Plan
from frankpledge.web.plans.workbook import comparing, reading, writing
from tests.web.cast import Cast


def rows_of(cast: Cast, plan: Plan) -> list[queries.Row]:
    viewer = cast.viewer("cora")
    return queries.rows(viewer, queries.actions(viewer).filter(plan=plan), cast.today)


def taken_away(cast: Cast, plan: Plan) -> bytes:
    return writing.write(rows_of(cast, plan), [agency.name for agency in queries.agencies(cast.viewer("cora"))])


def changed(data: bytes, cells: Mapping[tuple[int, str], Any]) -> bytes:
    """The workbook after a program has opened it, put these values at (row, column's label), and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Actions"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for (row, label), value in cells.items():
        sheet.cell(row, places[label]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def compared(cast: Cast, plan: Plan, data: bytes) -> list[dict[str, Any]]:
    agencies = {agency.name.casefold(): agency.pk for agency in queries.agencies(cast.viewer("cora"))}
    return comparing.compare(reading.read(data), {row.action.pk: row for row in rows_of(cast, plan)}, agencies)


def prepared(cast: Cast, plan: Plan, rows: list[dict[str, Any]]) -> BulkChange:
    return bulk.prepare(plan=plan, name="actions.xlsx", way="workbook", rows=rows, by=cast.viewer("cora"))
