"""The document as one page that needs nothing else: no script, no other file, no other host."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from pathlib import Path

from frankpledge.documents import charts, maps
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

HERE = Path(__file__).parent
LARGE = 4  # figures printed large
TAGS = {"lead": "fd-lead", "statement": "fd-statement", "small": "fd-small", "body": ""}


def render(document: Document) -> str:
    """A whole page, which opens from a disk, a stick or an e-mail, and prints well."""
    css = style() + (HERE / "page.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    name = f"{document.kicker}: {document.title}"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(name)}</title>\n<style>{css}</style>\n</head>\n<body>\n"
        '<a class="fd-skip" href="#main">Skip to main content</a>\n'
        f'<header class="fd-masthead"><div class="fd-width">{escape(name)}</div></header>\n'
        f'<main class="fd-width" id="main" tabindex="-1">\n{body(document)}\n</main>\n'
        '<footer class="fd-foot"><div class="fd-width"><p>Made with Frankpledge. Every figure can be traced to the '
        "rows it was counted from.</p></div></footer>\n</body>\n</html>\n"
    )


def style() -> str:
    """The stylesheet that `body` needs; every rule is inside its own class."""
    return (HERE / "style.css").read_text(encoding="utf-8")


def body(document: Document) -> str:
    """The document alone, to go inside the `<main>` of any page that has `style()`. It has the only h1."""
    facts = "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in document.facts)
    notices = [block for block in document.opening if isinstance(block, Notice)]
    summary = [block for block in document.opening if not isinstance(block, Notice)]
    parts = [
        f'<p class="fd-kicker">{escape(document.kicker)}</p><h1>{escape(document.title)}</h1>',
        f'<dl class="fd-facts">{facts}</dl>',
        blocks(notices),
    ]
    if summary:
        parts.append(f'<section id="summary"><h2 class="fd-first">Summary</h2>{blocks(summary)}</section>')
    parts.append(_contents(document))
    parts += [section(each) for each in document.sections]
    if document.licences:
        lines = "".join(f"<li>{escape(line)}</li>" for line in document.licences)
        parts.append(f'<section id="licences"><h2>Licences</h2><ul>{lines}</ul></section>')
    inner = "\n".join(parts)
    return f'<div class="fd">{inner}</div>'


def section(printed: Section, level: int = 2) -> str:
    """A heading and what is under it."""
    within = ""
    if level == 2 and len(printed.sections) > 2:
        links = "".join(f'<li><a href="#{anchor(each.id)}">{escape(each.title)}</a></li>' for each in printed.sections)
        within = f'<ul class="fd-within">{links}</ul>'
    lead = printed.blocks[:1] if printed.blocks and isinstance(printed.blocks[0], Paragraph) else ()
    inner = "".join(section(each, level + 1) for each in printed.sections)
    heading = f"<h{level}>{escape(printed.title)}</h{level}>"
    rest = blocks(printed.blocks[len(lead) :])
    return f'<section id="{anchor(printed.id)}">{heading}{blocks(lead)}{within}{rest}{inner}</section>'


def blocks(printed: Iterable[Block]) -> str:
    return "\n".join(block(each) for each in printed)


def block(printed: Block) -> str:
    """Any block, as a fragment."""
    match printed:
        case Paragraph(text, style_name):
            kind = TAGS[style_name]
            return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"
        case Notice(title, lines):
            said = "".join(f"<p>{escape(line)}</p>" for line in lines)
            return f'<div class="fd-notice"><p class="fd-notice__title">{escape(title)}</p>{said}</div>'
        case Bullets(lines):
            return _list("ul", lines)
        case Sentences():
            return f'<ul class="fd-sentences">{"".join(_sentence(item) for item in printed.items)}</ul>'
        case Folded():
            return _fold(printed.id, printed.summary, _list("ul", printed.lines), "" if printed.paper else " fd-screen")
        case Notes(first, lines):
            numbered = enumerate(lines, start=first)
            items = "".join(f'<li id="note-{number}">{escape(line)}</li>' for number, line in numbered)
            return f'<ol class="fd-notes" start="{first}">{items}</ol>'
        case KeyFigures():
            return _figures(printed)
        case DataTable():
            return _table(printed)
        case ChartBlock():
            return _chart(printed)
        case MapBlock():
            return _map(printed)
        case Strength(word, meaning):
            kind = escape(word.lower())
            return (
                f'<p class="fd-strength"><strong class="fd-tag fd-tag--{kind}">{escape(word)}</strong> '
                f"<span>{escape(meaning[:1].upper() + meaning[1:])}.</span></p>"
            )
        case About():
            return _about(printed)


def _sentence(item: Sentence) -> str:
    links = [f'<a href="#{anchor(part.anchor)}">{escape(part.title)}</a>' for part in item.rests_on]
    if item.more:
        links.append(f"and {item.more} more")
    see = f'<span class="fd-rests">Rests on: {", ".join(links)}</span>' if links else ""
    return f"<li>{escape(item.text)} {see}</li>"


def _contents(document: Document) -> str:
    links = "".join(f'<li><a href="#{anchor(each.id)}">{escape(each.title)}</a></li>' for each in document.sections)
    return (
        '<nav class="fd-contents" aria-labelledby="contents-title"><h2 id="contents-title">Contents</h2>'
        f"<ol>{links}</ol></nav>"
    )


def _figures(printed: KeyFigures) -> str:
    items = []
    for item in printed.items[:LARGE]:
        words = "" if any(letter.isdigit() for letter in item.value) else " fd-value--words"
        said = f'<dt>{escape(item.label)}</dt><dd class="fd-value{words}">{escape(item.value)}</dd>'
        if item.range:
            said += f'<dd class="fd-range">{escape(item.range)}</dd>'
        items.append(f'<div>{said}<dd class="fd-base">{escape(item.base)}</dd></div>')
    large = f'<dl class="fd-figures">{"".join(items)}</dl>'
    if len(printed.items) <= LARGE:
        return large
    head = (Cell("Figure"), Cell("Value", True), Cell("Range", True), Cell("Of what"))
    rows = tuple(
        (Cell(item.label), Cell(item.value, True), Cell(item.range, True), Cell(item.base))
        for item in printed.items[LARGE:]
    )
    return large + _table(DataTable(printed.id, "Further figures", head, rows, print_rows=len(rows)))


def _table(printed: DataTable) -> str:
    """In a region of its own that scrolls, so that on a phone the page does not."""
    name = f"{anchor(printed.id)}-caption"
    head = "".join(f'<th scope="col"{_numeric(cell)}>{escape(cell.text)}</th>' for cell in printed.head)
    rows = []
    for place, row in enumerate(printed.rows):
        own = f' id="{anchor(printed.row_ids[place])}"' if printed.row_ids else ""
        kind = "fd-apart" if place in printed.apart else "fd-beyond" if place >= printed.print_rows else ""
        apart = f' class="{kind}"' if kind else ""
        cells = f'<th scope="row"{_numeric(row[0])}>{escape(row[0].text)}</th>'
        cells += "".join(f"<td{_numeric(cell)}>{_toned(cell)}</td>" for cell in row[1:])
        rows.append(f"<tr{own}{apart}>{cells}</tr>")
    hidden = ' class="fd-hidden"' if printed.folded else ""
    screen_only = "" if printed.print_rows else " fd-screen"
    table = (
        f'<div class="fd-scroll{screen_only}" role="region" aria-labelledby="{name}" tabindex="0"><table>'
        f'<caption{hidden} id="{name}"><span>{escape(printed.caption)}</span></caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
    notes = "".join(f'<p class="fd-small">{escape(note)}</p>' for note in printed.notes)
    if printed.cut_in_print:
        notes += f'<p class="fd-small fd-paper">{escape(printed.cut_in_print)}</p>'
    if not printed.folded:
        return table + notes
    return _fold(f"{printed.id}-fold", f"Table: {printed.caption}", table + notes)


def _toned(cell: Cell) -> str:
    mark = f'<span aria-hidden="true">{escape(cell.mark)}</span> ' if cell.mark else ""
    words = mark + escape(cell.text)
    return f'<span class="fd-tone fd-tone--{cell.tone}">{words}</span>' if cell.tone else words


def _numeric(cell: Cell) -> str:
    return ' class="fd-number"' if cell.numeric else ""


def _chart(printed: ChartBlock) -> str:
    own = anchor(printed.id)
    # A screen shows one of the two; the other is hidden from everybody, so nothing is read twice.
    wide = charts.draw(printed.chart, f"{own}-wide", charts.WIDE, class_="fd-wide")
    narrow = charts.draw(printed.chart, f"{own}-narrow", charts.NARROW, class_="fd-narrow")
    marks = _list("ol" if len(printed.marks) > 1 else "ul", printed.marks, "fd-marks") if printed.marks else ""
    caption = f"<figcaption>{escape(printed.chart.title)}</figcaption>"
    return f'<figure class="fd-picture" id="{own}">{caption}{wide}{narrow}{marks}</figure>'


def _map(printed: MapBlock) -> str:
    own, drawn = anchor(printed.id), printed.map
    lines = [
        f"<li>{maps.swatch(drawn, category, own)}<span>{escape(words)}</span></li>"
        for category, words in maps.legend(drawn)
    ]
    if drawn.outline_label:
        lines.append(f"<li>{maps.outline_swatch()}<span>{escape(drawn.outline_label)}</span></li>")
    credit = f'<p class="fd-credit">{escape(drawn.attribution)}</p>' if drawn.attribution else ""
    return (
        f'<figure class="fd-picture" id="{own}" data-map="{own}"><figcaption>{escape(drawn.title)}</figcaption>'
        f"{maps.draw(drawn, f'{own}-svg', class_='fd-map-svg')}"
        f'<ul class="fd-legend">{"".join(lines)}</ul>{credit}</figure>'
    )


def _about(printed: About) -> str:
    parts = []
    if printed.method:
        link = f'<a href="#{anchor(printed.method.anchor)}">{escape(printed.method.title)}</a>'
        parts.append(f"<p>How it was worked out: {link}.</p>")
    if printed.notes:
        links = ", ".join(f'<a href="#note-{number}">{number}</a>' for number in printed.notes)
        parts.append(f"<p>Read with {'note' if len(printed.notes) == 1 else 'notes'} {links}.</p>")
    if printed.caveats:
        parts.append(f'<p class="fd-about-title">Beware</p>{_list("ul", printed.caveats)}')
    if printed.sources:
        parts.append(f'<p class="fd-about-title">Where this comes from</p>{_list("ul", printed.sources)}')
    if len(printed.rows) > 1:
        parts.append('<p class="fd-about-title">The rows of this period, each with file and line</p>')
    if printed.rows:
        links = "; ".join(f'<a href="{escape(address)}">{escape(words)}</a>' for words, address in printed.rows)
        parts.append(f"<p>{links}</p>")
    return _fold(printed.id, "About these figures", "".join(parts), " fd-about")


def _fold(id: str, summary: str, inner: str, extra: str = "") -> str:
    return (
        f'<details class="fd-fold{extra}" id="{anchor(id)}"><summary><span>{escape(summary)}</span></summary>'
        f"<div>{inner}</div></details>"
    )


def _list(kind: str, lines: Iterable[str], class_: str = "") -> str:
    named = f' class="{class_}"' if class_ else ""
    return f"<{kind}{named}>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</{kind}>"
