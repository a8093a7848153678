"""The document as a Word file with real headings, lists, captions and table headers, for people to edit."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from frankpledge.documents import charts, maps, notes, pdf
from frankpledge.documents.content import (
    About,
    Block,
    Bullets,
    Cell,
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


def render(document: Document) -> bytes:
    """The document as .docx, A4, with page numbers and every picture described."""
    from frankpledge.documents.word_styles import new

    written = _Writer(new(document), document)
    written.title_page()
    for section in document.sections:
        written.section(section, 1)
    if document.licences:
        written.heading("Licences", "licences", 1)
        written.bullets(document.licences)
    saved = io.BytesIO()
    written.file.save(saved)
    return saved.getvalue()


class _Writer:
    """Writes blocks one after another. Pictures are drawn beforehand, all at once."""

    def __init__(self, file: Any, document: Document):
        from frankpledge.documents.word_parts import Numbering

        self.file, self.document = file, document
        self._numbering = Numbering(file.part.numbering_part.element)
        self._bookmarks = 0
        drawn = [*_drawings(document.opening), *(each for s in document.walk() for each in _drawings(s.blocks))]
        self._pictures = dict(zip((id for id, _ in drawn), pdf.pictures([svg for _, svg in drawn]), strict=True))

    def title_page(self) -> None:
        from frankpledge.documents import word_parts

        self.paragraph(self.document.kicker, "Subtitle")
        self.paragraph(self.document.title, "Title")
        for term, said in self.document.facts:
            added = self.paragraph("", "Facts")
            added.add_run(f"{term}: ").bold = True
            added.add_run(word_parts.printable(said))
        for block in self.document.opening:
            if isinstance(block, Notice):
                self.block(block)
        summary = [block for block in self.document.opening if not isinstance(block, Notice)]
        if summary:
            self.heading("Summary", "summary", 1)
            for block in summary:
                self.block(block)
        self.paragraph("Contents", "Contents heading")
        entries = [("Summary", "summary", 1)] if summary else []
        for section in self.document.sections:
            entries.append((section.title, section.id, 1))
            if section.id != "methods":
                entries += [(inner.title, inner.id, 2) for inner in section.sections]
        if self.document.licences:
            entries.append(("Licences", "licences", 1))
        for added in word_parts.contents(entries):
            self._append(added)

    def section(self, section: Section, level: int) -> None:
        self.heading(section.title, section.id, level)
        for block in section.blocks:
            self.block(block)
        for inner in section.sections:
            self.section(inner, level + 1)

    def heading(self, text: str, id: str, level: int) -> None:
        from frankpledge.documents import word_parts

        added = self.paragraph(text, f"Heading {min(level, 4)}")
        self._bookmarks += 1
        word_parts.bookmark(added._p, id, self._bookmarks)

    def paragraph(self, text: str, style: str) -> Any:
        from frankpledge.documents import word_parts

        return self.file.add_paragraph(word_parts.printable(text), style=style)

    def bullets(self, lines: Sequence[str], style: str = "List Bullet") -> None:
        for line in lines:
            self.paragraph(line, style)

    def numbered(self, lines: Sequence[str], first: int) -> None:
        from frankpledge.documents.word_parts import element

        list_id = self._numbering.start(first)
        for line in lines:
            added = self.paragraph(line, "List Number")
            of_list = element("w:numPr", element("w:ilvl", w_val="0"), element("w:numId", w_val=list_id))
            added._p.get_or_add_pPr().append(of_list)

    def block(self, block: Block) -> None:
        match block:
            case Paragraph(text, style):
                names = {"body": "Normal", "lead": "Lead", "statement": "Statement", "small": "Small"}
                self.paragraph(text, names[style])
            case Notice(title, lines):
                self.paragraph(title, "Notice title")
                for line in lines:
                    self.paragraph(line, "Notice")
            case Bullets(lines):
                self.bullets(lines)
            case Sentences(items):
                for item in items:
                    self.sentence(item)
            case Folded():
                if not block.paper:
                    return
                self.paragraph(block.summary, "Caption")
                self.bullets(block.lines, "Small bullet")
            case Notes(first, lines):
                self.numbered(lines, first)
            case KeyFigures():
                self.table(_as_table(block))
            case DataTable():
                self.table(block)
            case ChartBlock():
                self.picture(block.id, block.chart.title, block.chart.description, 13)
                if len(block.marks) > 1:
                    self.numbered(block.marks, 1)
                else:
                    self.bullets(block.marks)
            case MapBlock():
                self.picture(block.id, block.map.title, maps.described(block.map), 9.5)
                if block.map.attribution:
                    self.paragraph(block.map.attribution, "Small")
            case Strength(word, meaning):
                added = self.paragraph("", "Normal")
                added.add_run(f"{word}. ").bold = True
                added.add_run(f"{meaning[:1].upper()}{meaning[1:]}.")
            case About():
                self.about(block)

    def sentence(self, item: Sentence) -> None:
        from frankpledge.documents import word_parts

        self.paragraph(item.text, "Statement")
        if not item.rests_on:
            return
        added = self.paragraph("Rests on: ", "Small")
        for place, part in enumerate(item.rests_on):
            if place:
                added.add_run(", ")
            added._p.append(word_parts.link(part.title, part.anchor))
        if item.more:
            added.add_run(f" and {item.more} more")

    def table(self, block: DataTable) -> None:
        from frankpledge.documents import word_parts

        if not block.print_rows:
            self.paragraph(block.cut_in_print, "Small")
            return
        if block.caption:
            self.paragraph(block.caption, "Caption")
        made = word_parts.table(block, pdf.column_widths(block))
        self._bookmarks = word_parts.mark_rows(made, block.row_ids, self._bookmarks)
        self._append(made)
        for note in (*block.notes, *((block.cut_in_print,) if block.cut_in_print else ())):
            self.paragraph(note, "Small")
        if not block.notes and not block.cut_in_print:
            self.paragraph("", "Small")  # Word joins two tables that have nothing between them

    def picture(self, id: str, title: str, description: str, width: float) -> None:
        from docx.shared import Cm

        from frankpledge.documents.word_parts import printable

        self.paragraph(title, "Caption")
        added = self.file.add_paragraph(style="Picture").add_run()
        properties = added.add_picture(io.BytesIO(self._pictures[id]), width=Cm(width))._inline.docPr
        properties.set("title", printable(title))
        properties.set("descr", printable(description))

    def about(self, block: About) -> None:
        from frankpledge.documents import word_parts

        said = notes.read_with(block.notes)
        if block.method:
            added = self.paragraph("How it was worked out: ", "Small")
            added._p.append(word_parts.link(block.method.title, anchor(block.method.anchor)))
            added.add_run(f". {said}")
        elif said:
            self.paragraph(said, "Small")
        for caveat in block.caveats:
            self.paragraph(f"Beware: {caveat}", "Small")
        self.paragraph(block.brief, "Small")

    def _append(self, added: Any) -> None:
        body = self.file.element.body
        body.insert(len(body) - 1, added)  # the last element is the page's own


def _drawings(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, ChartBlock):
            yield block.id, charts.draw(block.chart, anchor(block.id))
        elif isinstance(block, MapBlock):
            yield block.id, maps.draw(block.map, anchor(block.id), with_legend=True)


def _as_table(block: KeyFigures) -> DataTable:
    """Figures in a row are a table on paper that is read aloud: what, how many, the range, of what."""
    head = (Cell("Figure"), Cell("Value", True), Cell("Range", True), Cell("Of what"))
    rows = tuple((Cell(i.label), Cell(i.value, True), Cell(i.range, True), Cell(i.base)) for i in block.items)
    return DataTable("", "", head, rows, folded=False, print_rows=len(rows))
