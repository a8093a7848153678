"""
A document's tables and the figures of its charts as an Excel workbook, a sheet each.

No sheet, row or column is hidden, and nothing that somebody wrote is ever a formula: every text is stored as text and
marked to stay so when its cell is edited (`quotePrefix`). Only figures of charts are numbers.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from frankpledge.assessment.finding import Chart
from frankpledge.documents.content import Block, Bullets, ChartBlock, DataTable, Document, Notice, Paragraph, Section

MOST_IN_A_NAME = 31  # Excel's own limits
MOST_IN_A_CELL = 32_767
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LOOKS_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ECMA-376 part 1, 22.4.2.4
WIDEST, NARROWEST = 60, 12
FRONT = "Front"

Row = Sequence[str | float | None]


def render(document: Document) -> bytes:
    """The document as .xlsx: a front sheet with its words, then each table and the figures of each chart."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "Frankpledge"
    book.properties.title = document.title
    names: set[str] = set()
    _sheet(book, names, FRONT, list(_front(document)))
    for block in _blocks(document.sections):
        if isinstance(block, DataTable):
            rows: list[Row] = [[cell.text for cell in block.head]]
            rows += [[cell.text for cell in row] for row in block.rows]
            _sheet(book, names, block.caption, rows, head=True)
        elif isinstance(block, ChartBlock):
            _sheet(book, names, block.chart.title, _figures(block.chart), head=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _front(document: Document) -> Iterator[Row]:
    yield [document.kicker]
    yield [document.title]
    yield from ([name, value] for name, value in document.facts)
    for block in document.opening:
        if isinstance(block, Paragraph):
            yield [block.text]
        elif isinstance(block, Bullets):
            yield from ([line] for line in block.lines)
        elif isinstance(block, Notice):
            yield [block.title]
            yield from ([line] for line in block.lines)
    yield from ([line] for line in document.licences)


def _blocks(sections: Iterable[Section]) -> Iterator[Block]:
    for section in sections:
        yield from section.blocks
        yield from _blocks(section.sections)


def _figures(chart: Chart) -> list[Row]:
    """A row for each label; a band gives two columns. A missing figure is an empty cell."""
    head: list[str | float | None] = ["", *(series.name for series in chart.series)]
    columns: list[Sequence[float | None]] = [series.values for series in chart.series]
    for band in chart.bands:
        head += [f"{band.name}, from", f"{band.name}, to"]
        columns += [band.low, band.high]
    return [head, *([label, *(column[at] for column in columns)] for at, label in enumerate(chart.labels))]


def _sheet(book: Any, names: set[str], title: str, rows: list[Row], *, head: bool = False) -> None:
    sheet = book.create_sheet(_name(title, names))
    columns = max((len(row) for row in rows), default=0)
    for number in range(columns):
        longest = max((len(str(row[number])) for row in rows if number < len(row) and row[number]), default=0)
        sheet.column_dimensions[_letters(number)].width = max(NARROWEST, min(WIDEST, longest + 2))
    if head:
        sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, bold=head and number == 0) for value in row])


def _cell(sheet: Any, value: str | float | None, *, bold: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    text = LOOKS_ESCAPED.sub(lambda found: f"_x005F{found[0]}", NOT_IN_XML.sub("", value))[:MOST_IN_A_CELL]
    cell = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"  # the library takes "=…" for a formula
        cell.quotePrefix = True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _name(title: str, taken: set[str]) -> str:
    """A name that Excel allows and that no other sheet has, whatever their capitals."""
    whole = " ".join(NOT_IN_A_NAME.sub(" ", NOT_IN_XML.sub("", title)).split()) or "Sheet"
    name, number = whole[:MOST_IN_A_NAME].strip(), 1
    while name.casefold() in taken:
        number += 1
        ending = f" {number}"
        name = whole[: MOST_IN_A_NAME - len(ending)].strip() + ending
    taken.add(name.casefold())
    return name


def _letters(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number + 1))
