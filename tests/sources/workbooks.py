"""Tiny invented workbooks, written as Excel does: shared strings, styles, and whatever a test wants wrong in them."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from frankpledge.sources.spreadsheets import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>'
)


def workbook(sheets: dict[str, Sequence[Sequence[Any]]], **wrong: Any) -> bytes:
    """
    The bytes of an .xlsx. Wrong things: `merged` ("A2:B2"), `formulas` and `errors` (addresses), `hidden_rows`
    (numbers), `hidden_sheets` (names), `since_1904`, `inline` (no shared strings).
    """
    strings: list[str] = []
    parts = {"[Content_Types].xml": "<Types/>", "xl/styles.xml": STYLES}
    names, relations = [], []
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        state = ' state="hidden"' if name in wrong.get("hidden_sheets", ()) else ""
        names.append(f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>')
        relations.append(f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.xml"/>')
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, strings, wrong)
    old = ' date1904="1"' if wrong.get("since_1904") else ""
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr{old}/><sheets>{"".join(names)}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{''.join(relations)}</Relationships>"
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def _sheet(rows: Sequence[Sequence[Any]], strings: list[str], wrong: dict[str, Any]) -> str:
    lines = []
    for number, row in enumerate(rows, start=1):
        hidden = ' hidden="1"' if number in wrong.get("hidden_rows", ()) else ""
        cells = [_cell(f"{column_letters(at)}{number}", value, strings, wrong) for at, value in enumerate(row)]
        lines.append(f'<row r="{number}"{hidden}>{"".join(cells)}</row>')
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in wrong.get("merged", ()))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData><mergeCells>{merged}</mergeCells></worksheet>'


def _cell(address: str, value: Any, strings: list[str], wrong: dict[str, Any]) -> str:
    if address in wrong.get("errors", ()):
        return f'<c r="{address}" t="e"><v>#REF!</v></c>'
    if address in wrong.get("formulas", ()):
        return f'<c r="{address}"><f>1+1</f><v>2</v></c>'
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{address}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime):
        return f'<c r="{address}" s="2"><v>{serial(value, wrong)}</v></c>'
    if isinstance(value, date):
        return f'<c r="{address}" s="1"><v>{serial(datetime(value.year, value.month, value.day), wrong):.0f}</v></c>'
    if isinstance(value, time):
        return f'<c r="{address}" s="3"><v>{(value.hour * 60 + value.minute) / 1440}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{address}"><v>{value!r}</v></c>'
    if wrong.get("inline"):
        return f'<c r="{address}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    strings.append(value)
    return f'<c r="{address}" t="s"><v>{len(strings) - 1}</v></c>'


def serial(moment: datetime, wrong: dict[str, Any]) -> float:
    since = moment - (datetime(1904, 1, 1) if wrong.get("since_1904") else datetime(1899, 12, 30))
    return since.days + since.seconds / 86_400


def put_workbook(folder: Path, name: str, sheets: dict[str, Sequence[Sequence[Any]]], **wrong: Any) -> Path:
    path = folder / name
    path.write_bytes(workbook(sheets, **wrong))
    return path
