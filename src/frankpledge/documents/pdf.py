"""The document as a tagged PDF (PDF/UA-1): Typst refuses to make one where a picture has no description."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from frankpledge.documents import charts, maps, notes
from frankpledge.documents.content import (
    About,
    Block,
    Bullets,
    ChartBlock,
    DataTable,
    Document,
    Folded,
    KeyFigures,
    MapBlock,
    Notes,
    Notice,
    Paragraph,
    Section,
    Sentence,
    Sentences,
    Strength,
    anchor,
)

if TYPE_CHECKING:
    import typst

HERE = Path(__file__).parent
LETTERS = 112  # that fit across a table on A4
MOST, LEAST = 34, 6  # letters in a column


def render(document: Document) -> bytes:
    """The document as PDF. Text is handed over as JSON and is never read as markup."""
    made = compiler("report.typ").compile(
        format="pdf", pdf_standards="ua-1", sys_inputs={"document": json.dumps(_document(document))}
    )
    assert isinstance(made, bytes)  # one file, whatever the number of pages
    return made


def pictures(drawings: list[str], *, ppi: float = 150) -> list[bytes]:
    """The drawings as PNG, in one go."""
    if not drawings:
        return []
    made = compiler("pictures.typ").compile(format="png", ppi=ppi, sys_inputs={"drawings": json.dumps(drawings)})
    return [made] if isinstance(made, bytes) else list(made or ())


@cache
def compiler(name: str) -> "typst.Compiler":
    """With our own fonts only, so that a document is the same on every machine."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])
    return typst.Compiler(str(HERE / name), root=str(HERE), font_paths=fonts, ignore_system_fonts=True)


def _document(document: Document) -> dict[str, object]:
    return {
        "title": document.title,
        "kicker": document.kicker,
        "language": document.language,
        "facts": [list(fact) for fact in document.facts],
        "notices": [_block(block) for block in document.opening if isinstance(block, Notice)],
        "opening": _blocks([block for block in document.opening if not isinstance(block, Notice)]),
        "sections": [_section(section) for section in document.sections],
        "licences": list(document.licences),
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "id": anchor(section.id),
        "title": section.title,
        "blocks": _blocks(section.blocks),
        "sections": [_section(inner) for inner in section.sections],
    }


def _blocks(blocks: Sequence[Block]) -> list[dict[str, object]]:
    """Pictures that follow each other stand side by side, two and two, to save paper."""
    printed: list[dict[str, object]] = []
    waiting: list[ChartBlock | MapBlock] = []
    for block in [*blocks, None]:
        if isinstance(block, ChartBlock | MapBlock):
            if waiting and type(waiting[0]) is not type(block):
                printed.append(_block(waiting.pop()))
            waiting.append(block)
            if len(waiting) == 2:
                printed.append({"kind": "pair", "items": [_half(each) for each in waiting]})
                waiting = []
            continue
        printed += [_block(each) for each in waiting]
        waiting = []
        if block is not None:
            printed.append(_block(block))
    return printed


def _half(block: ChartBlock | MapBlock) -> dict[str, object]:
    """A picture that shares the page's width with another."""
    if isinstance(block, MapBlock):
        return {**_block(block), "width": 100}
    svg = charts.draw(block.chart, anchor(block.id), charts.HALF)
    return _picture(block.chart.title, block.chart.description, svg, 100, marks=block.marks)


def _block(block: Block) -> dict[str, object]:
    match block:
        case Paragraph(text, style):
            return {"kind": "paragraph", "text": text, "style": style}
        case Notice(title, lines):
            return {"kind": "notice", "title": title, "lines": list(lines)}
        case Bullets(lines):
            return {"kind": "bullets", "lines": list(lines)}
        case Sentences(items):
            return {"kind": "sentences", "items": [_sentence(item) for item in items]}
        case Folded():
            return {"kind": "folded", "summary": block.summary, "lines": list(block.lines)}
        case Notes(first, lines):
            return {"kind": "notes", "first": first, "lines": list(lines)}
        case KeyFigures(items):
            return {"kind": "figures", "items": [vars(item) for item in items]}
        case DataTable():
            return _table(block)
        case ChartBlock():
            svg = charts.draw(block.chart, anchor(block.id))
            return _picture(block.chart.title, block.chart.description, svg, 76, marks=block.marks)
        case MapBlock():
            svg = maps.draw(block.map, anchor(block.id), with_legend=True)
            alt = maps.described(block.map)
            return _picture(block.map.title, alt, svg, 58, credit=block.map.attribution)
        case Strength(word, meaning):
            return {"kind": "strength", "word": word, "meaning": f"{meaning[:1].upper()}{meaning[1:]}."}
        case About():
            return _about(block)


def _sentence(item: Sentence) -> dict[str, object]:
    links = [{"title": part.title, "anchor": anchor(part.anchor)} for part in item.rests_on]
    return {"text": item.text, "links": links, "more": f" and {item.more} more" if item.more else ""}


def _picture(
    title: str, alt: str, svg: str, width: int, *, marks: tuple[str, ...] = (), credit: str = ""
) -> dict[str, object]:
    """`width` in percent of the page's text."""
    return {
        "kind": "picture", "title": title, "alt": alt, "svg": svg, "width": width, "marks": list(marks),
        "credit": credit,
    }  # fmt: skip


def _about(block: About) -> dict[str, object]:
    said = (
        f"Read with {'note' if len(block.notes) == 1 else 'notes'} {notes.spell(block.notes)}." if block.notes else ""
    )
    method = {"title": block.method.title, "anchor": anchor(block.method.anchor)} if block.method else None
    return {
        "kind": "about",
        "method": method,
        "notes": said,
        "caveats": list(block.caveats),
        "sources": list(block.sources),
    }


def _table(table: DataTable) -> dict[str, object]:
    rows = table.printed_rows
    widths = column_widths(table)
    cut = (table.cut_in_print,) if table.cut_in_print else ()
    return {
        "kind": "table",
        "caption": table.caption,
        "head": [cell.text for cell in table.head],
        "numeric": [cell.numeric for cell in table.head],
        "rows": [[breakable(cell.text) for cell in row] for row in rows],
        "widths": widths,
        "full": sum(widths) > LETTERS,
        "ids": [anchor(id) for id in table.row_ids],
        "apart": [place for place in table.apart if place < len(rows)],
        "notes": [*table.notes, *cut],
    }


def column_widths(table: DataTable) -> list[int]:
    """
    In letters: wide enough for the longest cell or the longest word of the heading, within reason. A cell or
    word that is longer is wrapped.
    """
    widths = []
    for place, head in enumerate(table.head):
        cells = [len(row[place].text) for row in table.printed_rows]
        words = [len(word) for word in head.text.split()]
        widths.append(min(max([*cells, *words, len(head.text) // 2, LEAST]), MOST))
    return widths


def breakable(text: str) -> str:
    """
    A word too long for any column can be broken between lines; every other text stays as it is.

    >>> len(breakable("a" * 40)), breakable("Violence and sexual offences")
    (42, 'Violence and sexual offences')
    """
    if all(len(word) <= MOST // 2 for word in text.split()):
        return text
    step = MOST // 2
    return " ".join(
        "\u200b".join(word[start : start + step] for start in range(0, len(word), step)) for word in text.split(" ")
    )
