"""Tables of a Word document."""

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.table import Table
from docx.text.paragraph import Paragraph

from frankpledge.web.plans.lists.table import Line, UnreadableList, clean

MOST_HEADING = 120
MOST_COLUMNS = 64


def lines(data: bytes) -> Iterator[Line]:
    """Every row of every table, in order, below the nearest heading before it. Raises UnreadableList."""
    try:
        document: WordDocument = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, RecursionError) as fault:
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
    """
    Read straight from the file: laying a table out cell by cell takes a time that a small file can make endless.

    A cell that spans columns is followed by empty ones; one merged down has its words in every row.
    """
    above: dict[int, tuple[str, str]] = {}
    for row in table._tbl.tr_lst:
        cells: list[str] = []
        colours: list[str] = []
        for cell in row.tc_lst:
            at = len(cells)
            if cell.grid_span > MOST_COLUMNS or at > MOST_COLUMNS:
                raise UnreadableList(f"A table has more than {MOST_COLUMNS} columns, as no list of actions has.")
            words, colour = _words(cell), _colour(cell)
            if cell.vMerge == "continue":
                words, colour = above.get(at, ("", ""))
            above[at] = (words, colour)
            cells += [words, *[""] * (cell.grid_span - 1)]
            colours += [colour, *[""] * (cell.grid_span - 1)]
        yield tuple(cells), tuple(colours)


def _words(cell: CT_Tc) -> str:
    return clean("\n".join("".join(part.text or "" for part in line.iter(qn("w:t"))) for line in cell.p_lst))


def _colour(cell: CT_Tc) -> str:
    shading = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    fill = "" if shading is None else str(shading.get(qn("w:fill")) or "")
    return "" if fill.lower() == "auto" else fill.upper()
