"""Tables of a Word document."""

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from frankpledge.web.plans.lists.table import Line, UnreadableList, clean

MOST_HEADING = 120


def lines(data: bytes) -> Iterator[Line]:
    """Every row of every table, in order, below the nearest heading before it. Raises UnreadableList."""
    try:
        document: WordDocument = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise UnreadableList("This is not a Word document that can be read. Save it again as .docx.") from fault
    heading, number = "", 0
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            heading = _heading(part) or heading
            continue
        number += 1
        for index, (cells, colours) in enumerate(_rows(part), start=1):
            yield Line(cells, f"table {number}, row {index}", heading, colours, first=index == 1)


def _heading(paragraph: Paragraph) -> str:
    """The paragraph's words where it is a heading: by its style, or as short bold words that stand alone."""
    text = clean(paragraph.text)
    if not text or len(text) > MOST_HEADING:
        return ""
    style = (paragraph.style.name or "") if paragraph.style else ""
    bold = all(run.bold for run in paragraph.runs if run.text.strip())
    return text if style.startswith(("Heading", "Title")) or (bold and text[-1] not in ".?:;,") else ""


def _rows(table: Table) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for row in table.rows:
        cells, colours, before = [], [], None
        for cell in row.cells:
            if cell._tc is before:  # a cell that spans columns comes once for each
                cells.append("")
                colours.append("")
                continue
            before = cell._tc
            cells.append(clean("\n".join(paragraph.text for paragraph in cell.paragraphs)))
            colours.append(_colour(cell))
        yield tuple(cells), tuple(colours)


def _colour(cell: _Cell) -> str:
    shading = cell._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    fill = "" if shading is None else str(shading.get(qn("w:fill")) or "")
    return "" if fill.lower() == "auto" else fill.upper()
