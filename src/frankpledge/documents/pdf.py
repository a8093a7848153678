"""The document as a tagged PDF (PDF/UA-1): Typst refuses to make one where a picture has no description."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from frankpledge.assessment.finding import Map
from frankpledge.documents import charts, maps, notes
from frankpledge.documents.content import (
    TONES,
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
LETTERS = 112  # that fit across a table on A4 in the usual size
LETTER, GUTTER, ACROSS = 4.3, 9, 493  # points: a letter, the space beside a column, and the width of the text
MOST, LEAST = 34, 5  # letters in a column
SMALLEST = 0.78  # of the usual size: 6.2 points


def render(document: Document) -> bytes:
    """The document as PDF. Text is handed over as JSON and is never read as markup."""
    made = compiler("report.typ").compile(
        format="pdf", pdf_standards="ua-1", sys_inputs={"document": json.dumps(_document(document))}
    )
    assert isinstance(made, bytes)  # one file, whatever the number of pages
    return made


def pictures(drawings: list[str], *, ppi: float = 125) -> list[bytes]:
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
        "sections": _sections(document.sections),
        "licences": list(document.licences),
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "id": anchor(section.id),
        "title": section.title,
        "blocks": _blocks(section.blocks),
        "sections": _sections(section.sections),
    }


def _sections(sections: Sequence[Section]) -> list[dict[str, object]]:
    """
    To save paper, the two parts of one type of crime stand side by side, and neighbours that are each told by a
    picture run in two columns.
    """
    if len(sections) == 2 and not any(section.sections or section.wide for section in sections):
        return [{"side": [_half_section(section) for section in sections]}]
    printed: list[dict[str, object]] = []
    for compact, group in groupby(sections, _is_compact):
        together = list(group)
        if compact and len(together) > 1:
            printed.append({"flow": [_half_section(section) for section in together]})
        else:
            printed += [_section(section) for section in together]
    return printed


def _is_compact(section: Section) -> bool:
    """Whether a section can stand in half the width: it has a picture, and no table that would need it all."""
    tables = [block for block in section.blocks if isinstance(block, DataTable)]
    pictured = any(isinstance(block, ChartBlock | MapBlock) for block in section.blocks)
    return pictured and not section.sections and not any(table.printed_rows for table in tables)


def _half_section(section: Section) -> dict[str, object]:
    blocks: list[dict[str, object]] = []
    figures: list[dict[str, object]] = []
    for block in section.blocks:
        if isinstance(block, ChartBlock | MapBlock):
            blocks.append(_half(block))
        elif isinstance(block, KeyFigures):
            figures.append({**_block(block), "kind": "lines"})
        elif isinstance(block, About | DataTable):
            blocks += [*figures, _block(block)]  # the figures follow the picture
            figures = []
        else:
            blocks.append(_block(block))
    return {"id": anchor(section.id), "title": section.title, "blocks": [*blocks, *figures], "sections": []}


def _blocks(blocks: Sequence[Block]) -> list[dict[str, object]]:
    """
    Blocks in order. To save paper, a finding's first picture stands beside its figures (with the second over
    them), and further pictures two and two.
    """
    pictures = [block for block in blocks if isinstance(block, ChartBlock | MapBlock)]
    figures = next((block for block in blocks if isinstance(block, KeyFigures)), None)
    beside = pictures[:2] if figures and pictures else []
    printed: list[dict[str, object]] = []
    for block in blocks:
        if block is figures and beside:
            drawn = [_half(picture) for picture in beside]
            printed.append({"kind": "spread", "pictures": drawn, "figures": _block(block)})
        elif isinstance(block, ChartBlock | MapBlock):
            rest = pictures[len(beside) :]
            place = rest.index(block) if block in rest else 1
            pair = rest[place : place + 2]
            if place % 2 == 0:
                printed.append({"kind": "pair", "items": [_half(each) for each in pair]} if pair[1:] else _block(block))
        elif not (isinstance(block, Folded) and not block.paper):
            printed.append(_block(block))
    return printed


def _half(block: ChartBlock | MapBlock) -> dict[str, object]:
    """A picture that shares the page's width."""
    if isinstance(block, MapBlock):
        return {**_block(block), "width": 100, "narrow": True}
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
        case KeyFigures(_, items):
            return {"kind": "figures", "items": [vars(item) for item in items]}
        case DataTable():
            return _table(block)
        case ChartBlock():
            svg = charts.draw(block.chart, anchor(block.id))
            return _picture(block.chart.title, block.chart.description, svg, 76, marks=block.marks)
        case MapBlock():
            svg = maps.draw(block.map, anchor(block.id))
            alt = maps.described(block.map)
            drawn = _picture(block.map.title, alt, svg, 58, credit=block.map.attribution)
            return {**drawn, "legend": _legend(block.map)}
        case Strength(word, meaning):
            return {"kind": "strength", "word": word, "meaning": f"{meaning}."}
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
        "credit": credit, "narrow": False, "legend": [],
    }  # fmt: skip


def _legend(drawn: Map) -> list[dict[str, str]]:
    lines = [{"swatch": maps.swatch(drawn, category, "s"), "words": words} for category, words in maps.legend(drawn)]
    if drawn.outline_label:
        lines.append({"swatch": maps.outline_swatch(), "words": drawn.outline_label})
    return lines


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
        "brief": block.brief,
    }


def _table(table: DataTable) -> dict[str, object]:
    rows = table.printed_rows
    widths, whole = column_widths(table), longest_whole(table)
    cut = (table.cut_in_print,) if table.cut_in_print else ()
    return {
        "kind": "table",
        "caption": table.caption,
        "head": [breakable(cell.text, whole) for cell in table.head],
        "numeric": [cell.numeric for cell in table.head],
        "rows": [[breakable(cell.text, whole) for cell in row] for row in rows],
        "marks": [[cell.mark for cell in row] for row in rows],
        "fills": [[TONES.get(cell.tone, "") for cell in row] for row in rows],
        "widths": widths,
        "full": sum(widths) * LETTER + GUTTER * len(widths) > ACROSS,
        "size": max(SMALLEST, min(1.0, LETTERS / sum(widths))),
        "ids": [anchor(id) for id in table.row_ids],
        "apart": [place for place in table.apart if place < len(rows)],
        "notes": [*table.notes, *cut],
    }


def column_widths(table: DataTable) -> list[int]:
    """
    In letters: wide enough for the longest cell and the longest word of the heading. Where they do not all fit
    across the page, columns of several words become narrower, as far as their longest word, and wrap.
    """
    whole = longest_whole(table)
    widths, narrowest = [], []
    for place, head in enumerate(table.head):
        longest = min(_longest_word(table, place), whole)
        cells = [len(row[place].text) + 2 * len(row[place].mark) for row in table.printed_rows]
        widths.append(min(max([*cells, len(head.text) // 3, longest, LEAST]), MOST))
        narrowest.append(max(longest, LEAST))
    room = LETTERS / SMALLEST
    slack = sum(widths) - sum(narrowest)
    if sum(widths) > room and slack:
        keep = max(0.0, (room - sum(narrowest)) / slack)
        widths = [round(least + (width - least) * keep) for width, least in zip(widths, narrowest, strict=True)]
    return widths


def longest_whole(table: DataTable) -> int:
    """How many letters a word may have to stay on one line: fewer where many columns of long words stand beside."""
    words = [_longest_word(table, place) for place in range(len(table.head))]
    fits = (
        cap for cap in range(MOST // 2, LEAST, -1) if sum(max(min(w, cap), LEAST) for w in words) <= LETTERS / SMALLEST
    )
    return next(fits, LEAST)


def _longest_word(table: DataTable, place: int) -> int:
    """In letters, of a column; its heading is bold, and so wider."""
    cells = (len(word) + 2 * len(row[place].mark) for row in table.printed_rows for word in row[place].text.split())
    return max([*cells, *(len(word) + 2 for word in table.head[place].text.split())], default=0)


def breakable(text: str, most: int = MOST // 2) -> str:
    """
    A word of more than `most` letters can be broken between lines; every other text stays as it is.

    >>> len(breakable("a" * 40)), breakable("Violence and sexual offences")
    (42, 'Violence and sexual offences')
    """
    if all(len(word) <= most for word in text.split()):
        return text
    return " ".join(
        "\u200b".join(word[start : start + most] for start in range(0, len(word), most)) for word in text.split(" ")
    )
