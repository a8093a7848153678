"""Pieces of WordprocessingML that python-docx has no words for: tables in one go, fields, links, numbered lists."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from frankpledge.documents.content import TONES, Cell, DataTable

Element = Any  # an lxml element of WordprocessingML

WIDTH = 9640  # twentieths of a point between the margins of the page


def element(name: str, *children: Element, **attributes: str) -> Element:
    """`w_val` stands for w:val."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key.replace("_", ":", 1)), value)
    for child in children:
        made.append(child)
    return made


def run(text: str, *properties: Element) -> Element:
    words = element("w:t")
    words.text = printable(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("w:r", *([element("w:rPr", *properties)] if properties else []), words)


def printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


def table(data: DataTable, widths: Sequence[int]) -> Element:
    """A whole table: its first row is repeated on each page and marked as the header, its first column too."""
    twips = [max(500, round(WIDTH * width / max(sum(widths), 100))) for width in widths]
    columns = element("w:tblGrid", *(element("w:gridCol", w_w=str(width)) for width in twips))
    numeric = [cell.numeric for cell in data.head]
    rows = [_row(data.head, numeric, twips, header=True)]
    for place, row in enumerate(data.printed_rows):
        rows.append(_row(row, numeric, twips, apart=place in data.apart))
    properties = element(
        "w:tblPr",
        element("w:tblStyle", w_val="FrankpledgeTable"),
        element("w:tblW", w_w=str(sum(twips)), w_type="dxa"),
        element("w:tblLayout", w_type="fixed"),
        element("w:tblLook", w_val="06A0", w_firstRow="1", w_firstColumn="1", w_noHBand="1", w_noVBand="1"),
        element("w:tblCaption", w_val=printable(data.caption)),
    )
    return element("w:tbl", properties, columns, *rows)


def mark_rows(table: Element, ids: Sequence[str], number: int) -> int:
    """Make rows that links can go to, from bookmark number `number` on; returns the last number used."""
    for row, id in zip(table.findall(qn("w:tr"))[1:], ids, strict=False):
        number += 1
        bookmark(row.find(qn("w:tc")).find(qn("w:p")), id, number)
    return number


def _row(
    row: Sequence[Cell], numeric: Sequence[bool], widths: Sequence[int], *, header: bool = False, apart: bool = False
) -> Element:
    properties = element("w:trPr", element("w:cantSplit"))
    if header:
        properties.append(element("w:tblHeader"))
    cells = []
    for cell, right, width in zip(row, numeric, widths, strict=True):
        of_cell = element("w:tcPr", element("w:tcW", w_w=str(width), w_type="dxa"))
        if apart:
            rule = element("w:top", w_val="single", w_sz="8", w_color="0B0C0C")
            of_cell.append(element("w:tcBorders", rule))
        if cell.tone:
            of_cell.append(element("w:shd", w_val="clear", w_color="auto", w_fill=TONES[cell.tone].removeprefix("#")))
        of_paragraph = element("w:pPr", element("w:pStyle", w_val="TableText"))
        if right:
            of_paragraph.append(element("w:jc", w_val="right"))
        bold = [element("w:b")] if header or apart else []
        cells.append(
            element("w:tc", of_cell, element("w:p", of_paragraph, run(f"{cell.mark} {cell.text}".strip(), *bold)))
        )
    return element("w:tr", properties, *cells)


def field(instruction: str, shown: str = "") -> list[Element]:
    """Runs of a field that Word works out anew, such as the page number."""
    code = element("w:instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        element("w:r", element("w:fldChar", w_fldCharType="begin")),
        element("w:r", code),
        element("w:r", element("w:fldChar", w_fldCharType="separate")),
        run(shown),
        element("w:r", element("w:fldChar", w_fldCharType="end")),
    ]


def bookmark(paragraph: Element, name: str, number: int) -> None:
    """Make a heading one that links can go to."""
    paragraph.insert(1, element("w:bookmarkStart", w_id=str(number), w_name=bookmark_name(name)))
    paragraph.append(element("w:bookmarkEnd", w_id=str(number)))


def bookmark_name(name: str) -> str:
    """Word allows letters, digits and underscores, 40 at most; a long name keeps its end, which tells more."""
    return "_" + "".join(letter if letter.isalnum() else "_" for letter in name)[-39:]


def link(text: str, name: str) -> Element:
    """A link to a bookmark."""
    colour = element("w:color", w_val="1A65A6")
    return element(
        "w:hyperlink", run(text, colour, element("w:u", w_val="single")), w_anchor=bookmark_name(name), w_history="1"
    )


def contents(entries: Sequence[tuple[str, str, int]]) -> list[Element]:
    """
    A table of contents that is there before Word has been asked to update it: title, bookmark, level of each.
    Page numbers come with the first update.
    """
    begin = element("w:r", element("w:fldChar", w_fldCharType="begin"))
    code = element("w:instrText")
    code.text = r' TOC \o "1-2" \h \z \u '
    paragraphs = [
        element("w:p", element("w:pPr", element("w:pStyle", w_val=f"toc{level}")), link(title, name))
        for title, name, level in entries
    ]
    if paragraphs:
        separate = element("w:r", element("w:fldChar", w_fldCharType="separate"))
        for place, part in enumerate((begin, element("w:r", code), separate), start=1):
            paragraphs[0].insert(place, part)
        paragraphs[-1].append(element("w:r", element("w:fldChar", w_fldCharType="end")))
    return paragraphs


class Numbering:
    """Numbered lists that start where they are told to."""

    def __init__(self, numbering: Element):
        self._numbering = numbering
        self._abstract = 900
        level = element(
            "w:lvl",
            element("w:start", w_val="1"),
            element("w:numFmt", w_val="decimal"),
            element("w:lvlText", w_val="%1."),
            element("w:pPr", element("w:ind", w_left="454", w_hanging="454")),
            w_ilvl="0",
        )
        first_list = next((place for place, child in enumerate(numbering) if child.tag == qn("w:num")), len(numbering))
        numbering.insert(first_list, element("w:abstractNum", level, w_abstractNumId=str(self._abstract)))

    def start(self, first: int) -> str:
        """The id of a new list whose first number is `first`."""
        number = str(901 + sum(1 for _ in self._numbering.iterchildren(qn("w:num"))))
        override = element("w:lvlOverride", element("w:startOverride", w_val=str(first)), w_ilvl="0")
        abstract = element("w:abstractNumId", w_val=str(self._abstract))
        self._numbering.append(element("w:num", abstract, override, w_numId=number))
        return number
