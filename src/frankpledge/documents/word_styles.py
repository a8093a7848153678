"""An empty Word file with the styles of our documents."""

from typing import Any

from docx import Document as new_file
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from frankpledge.documents.content import Document
from frankpledge.documents.word_parts import element, field, printable, run

FONT = "Arial"  # on every computer that has Word; Liberation Sans has the same widths
INK, NAVY, GREY = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x0B, 0x3C, 0x68), RGBColor(0x50, 0x5A, 0x5F)
# Style → size in points, bold, colour, points above, points below, stays with what follows.
PARAGRAPHS = {
    "Normal": (10.5, False, INK, 0, 6, False),
    "Title": (28, True, NAVY, 0, 10, False),
    "Subtitle": (14, False, GREY, 0, 2, True),
    "Heading 1": (18, True, NAVY, 26, 8, True),
    "Heading 2": (13.5, True, INK, 18, 6, True),
    "Heading 3": (11.5, True, INK, 14, 4, True),
    "Heading 4": (10.5, True, INK, 12, 4, True),
    "Caption": (9.5, True, INK, 8, 4, True),
    "List Bullet": (10.5, False, INK, 0, 3, False),
    "List Number": (10.5, False, INK, 0, 3, False),
    "Facts": (10.5, False, INK, 0, 2, False),
    "Lead": (12, False, INK, 0, 8, False),
    "Statement": (13, False, INK, 2, 8, True),
    "Small": (8.5, False, GREY, 2, 3, False),
    "Small bullet": (8.5, False, GREY, 0, 1, False),
    "Notice title": (12, True, INK, 14, 2, True),
    "Notice": (10.5, False, INK, 0, 4, False),
    "Contents heading": (14, True, INK, 24, 6, True),
    "Picture": (10.5, False, INK, 0, 6, False),
    "TableText": (8.5, False, INK, 1.5, 1.5, False),
    "toc 1": (10.5, True, INK, 4, 1, False),
    "toc 2": (9.5, False, INK, 0, 1, False),
}


def new(document: Document) -> Any:
    """A4, with language, title and page numbers."""
    file = new_file()
    for name, looks in PARAGRAPHS.items():
        _style(file, name, *looks)
    for name in ("Notice title", "Notice"):
        _rule_left(file.styles[name], "0B3C68", 24)
    _rule_left(file.styles["Statement"], "1D70B8", 24)
    file.styles["toc 2"].paragraph_format.left_indent = Cm(0.6)
    bullet = file.styles["List Bullet"].element.pPr.find(qn("w:numPr"))
    file.styles["Small bullet"].element.get_or_add_pPr().append(_copy(bullet))
    file.styles.element.append(_table_style())
    _language(file, document.language)
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(2), Cm(2)
    name = printable(f"{document.kicker}: {document.title}")
    footer = page.footer.paragraphs[0]
    footer.style = file.styles["Small"]
    footer.add_run(f"{name}. Page ")
    for part in [*field("PAGE", "1"), run(" of "), *field("NUMPAGES", "1")]:
        footer._p.append(part)
    properties = file.core_properties
    properties.title, properties.language, properties.author = name[:255], document.language, "Frankpledge"
    properties.subject, properties.comments = document.kicker, ""
    return file


def _style(
    file: Any, name: str, size: float, bold: bool, colour: RGBColor, above: float, below: float, keep: bool
) -> None:
    known = {style.name for style in file.styles}
    style = file.styles[name] if name in known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.hidden, style.quick_style = False, True
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    format = style.paragraph_format
    format.space_before, format.space_after, format.keep_with_next = Pt(above), Pt(below), keep
    format.line_spacing = 1.15
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)
    spacing = style.element.rPr.find(qn("w:spacing"))
    if spacing is not None:
        style.element.rPr.remove(spacing)


def _rule_left(style: Any, colour: str, eighths: int) -> None:
    left = element("w:left", w_val="single", w_sz=str(eighths), w_space="8", w_color=colour)
    of_paragraph = style.element.get_or_add_pPr()
    before = next((p for p in of_paragraph if p.tag in (qn("w:spacing"), qn("w:ind"), qn("w:jc"))), None)
    border = element("w:pBdr", left)
    if before is None:
        of_paragraph.append(border)
    else:
        before.addprevious(border)


def _table_style() -> Any:
    """Thin rules between rows, bold headings with a strong rule under them."""
    rule = {"w_val": "single", "w_sz": "4", "w_color": "B1B4B6"}
    borders = element("w:tblBorders", element("w:bottom", **rule), element("w:insideH", **rule))
    strong = element("w:bottom", w_val="single", w_sz="8", w_color="0B0C0C")
    first = element(
        "w:tblStylePr",
        element("w:rPr", element("w:b")),
        element("w:tcPr", element("w:tcBorders", strong)),
        w_type="firstRow",
    )
    sides = [element(f"w:{side}", w_w="60", w_type="dxa") for side in ("left", "right")]
    return element(
        "w:style",
        element("w:name", w_val="Frankpledge Table"),
        element("w:basedOn", w_val="TableNormal"),
        element("w:uiPriority", w_val="99"),
        element("w:tblPr", borders, element("w:tblCellMar", *sides)),
        first,
        w_type="table",
        w_customStyle="1",
        w_styleId="FrankpledgeTable",
    )


def _language(file: Any, language: str) -> None:
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", w_val=language, w_eastAsia=language, w_bidi="ar-SA"))


def _copy(of: Any) -> Any:
    from copy import deepcopy

    return deepcopy(of)
