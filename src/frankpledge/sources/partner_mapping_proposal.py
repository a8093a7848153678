"""A draft description of a feed, made by looking at one of its files: what can be seen is filled in, the rest is asked."""

import codecs
import csv
import dataclasses
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from frankpledge.sources.identifiers import by_content, by_heading, safe_heading
from frankpledge.sources.opened import Opened, UnreadableFile
from frankpledge.sources.partner_extract_dates import CLOCKS, ISO, parsed
from frankpledge.sources.partner_extract_layout import keys
from frankpledge.sources.partner_extract_table import (
    ExtractTable,
    as_text,
    format_of,
    read_table,
)
from frankpledge.sources.partner_mapping import Layout
from frankpledge.sources.partner_mapping_fields import EVENT, FLAGS, Field
from frankpledge.sources.spreadsheets import Workbook

MOST_VALUES = 12
DAY_FIRST = (
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%d-%m-%Y %H:%M",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d/%m/%y %H:%M",
    "%d/%m/%y",
)
SPELLED = ("%d %b %Y", "%d %b %Y %H:%M", "%d-%b-%Y", "%d-%b-%Y %H:%M", "%d-%b-%y", "%d %B %Y", "%d %B %Y %H:%M")


@dataclass
class Draft:
    """A column as the draft has it: its field (None: drop it; "?": asked), more settings, and a question or remark."""

    heading: str
    field: str | None
    more: dict[str, str] = dataclasses.field(default_factory=dict)
    remark: str = ""


def propose(opened: Opened) -> str:
    """The draft as TOML. Raises UnreadableFile where the file must be mended first (merged cells, formulas, …)."""
    layout, drafts = look(opened)
    return _toml(layout, drafts, opened.file_name)


def look(opened: Opened) -> tuple[Layout, list[Draft]]:
    """How the file is laid out, and what each column seems to mean. Raises UnreadableFile as `propose` does."""
    layout = _layout(opened)
    table = read_table(opened, layout)
    drafts = [_draft(table, heading) for heading in table.columns]
    _each_field_once(drafts)
    return layout, drafts


def _layout(opened: Opened) -> Layout:
    kind = format_of(opened)
    if kind is None:
        raise UnreadableFile("is neither a CSV nor an Excel workbook (.xlsx)")
    if kind == "xlsx":
        book = Workbook(opened.read())
        filled = [name for name in book.sheets if next(book.rows(name), None) is not None]
        if not filled:
            raise UnreadableFile("has no visible sheet with anything in it")
        sheet = max(filled, key=lambda name: sum(1 for _ in book.rows(name)))
        top = [(row.number, [as_text(value) for value in row.values]) for row in list(book.rows(sheet))[:20]]
        return _with_headings(Layout("xlsx", (), sheet=sheet), top)
    data = opened.read()
    wide = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if wide else ("utf-8", "windows-1252"):
        try:
            text = data.decode({"utf-8": "utf-8-sig", "windows-1252": "cp1252"}.get(encoding, encoding))
            break
        except UnicodeError:
            continue
    else:
        raise UnreadableFile("is in no encoding that is known: have it sent as UTF-8")
    lines = text.splitlines()[:20]
    delimiter = max(",;\t|", key=lambda sign: sum(line.count(sign) for line in lines))
    top = [
        (number, row)
        for number, row in enumerate(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter), start=1)
    ]
    return _with_headings(Layout("csv", (), encoding=encoding, delimiter=delimiter), top)


def _with_headings(layout: Layout, top: Sequence[tuple[int, list[str]]]) -> Layout:
    """The headings are the first row that is as wide as any, and has words in it."""
    if not top:
        raise UnreadableFile("has nothing in it")
    widths = {number: len([value for value in row if value.strip()]) for number, row in top}
    widest = max(widths.values())
    number, row = next((number, row) for number, row in top if widths[number] >= 0.9 * widest)
    while row and not row[-1].strip():
        row = row[:-1]
    names = keys(row, numbered=False)
    numbered = "" in names or len(set(names)) < len(names)
    return replace(layout, columns=keys(row, numbered=numbered), header_row=number, numbered=numbered)


def _draft(table: ExtractTable, heading: str) -> Draft:
    stated = table.values(heading)
    values = [as_text(value) for value in stated if value is not None]
    if kind := by_heading(heading):
        return Draft(heading, None, remark=f"{kind}: never taken")
    meant = _meant(heading)
    form = meant.form if meant else "text"
    found = by_content(heading, values, hashed=form == "hashed", dates=form in ("moment", "clock"))
    found = [one for one in found if not (form == "postcode" and one.kind == "full postcode")]
    if found and form not in ("number", "age"):
        return Draft(heading, None, remark=f"what looks like {', '.join(one.kind for one in found)}: never taken")
    if not values:
        return Draft(heading, None, remark="empty")
    if meant is None:
        return Draft(heading, "?", remark="what does it mean? Map it, or move it to drop")
    if meant.form == "moment" and not any(isinstance(value, date) for value in stated):
        return _dated(heading, meant, values)
    if meant.form == "clock" and not any(parsed(value, CLOCKS) for value in values[:50] if isinstance(value, str)):
        return Draft(heading, meant.name, {"format": '"?"'}, "how is the time written? Such as %H:%M")
    if meant.name in FLAGS or meant.name.endswith("_repeat"):
        return _flagged(heading, meant, values)
    return Draft(heading, meant.name, remark=meant.meaning)


def _meant(heading: str) -> Field | None:
    words = " ".join("".join(letter if letter.isalnum() else " " for letter in heading.lower()).split())
    return next((one for one in EVENT if words == one.name.replace("_", " ") or words in one.headings), None)


def _dated(heading: str, meant: Field, values: list[str]) -> Draft:
    """A format is proposed only where all values fit it, and day and month cannot be taken for each other."""
    if all(parsed(value, ISO) for value in values):
        return Draft(heading, meant.name, remark=f"{meant.meaning}; year first")
    for form in SPELLED:
        if all(parsed(value, [form]) for value in values):
            return Draft(heading, meant.name, {"format": f'"{form}"'}, meant.meaning)
    for form in DAY_FIRST:
        other = form.replace("%d", "\0").replace("%m", "%d").replace("\0", "%m")
        fits, swapped = (all(parsed(value, [one]) for value in values) for one in (form, other))
        if fits and swapped:
            return Draft(heading, meant.name, {"format": '"?"'}, f"day or month first? {form} or {other}")
        if fits or swapped:
            return Draft(heading, meant.name, {"format": f'"{form if fits else other}"'}, meant.meaning)
    return Draft(heading, meant.name, {"format": '"?"'}, "how are the dates written? Such as %d/%m/%Y %H:%M")


def _flagged(heading: str, meant: Field, values: list[str]) -> Draft:
    distinct = sorted(set(values), key=str.casefold)
    if {value.casefold() for value in distinct} <= {"y", "n", "yes", "no", "true", "false", "t", "f", "1", "0"}:
        return Draft(heading, meant.name, remark=f"{meant.meaning}; is a blank “no”? Then add blank = false")
    if len(distinct) > MOST_VALUES:
        return Draft(heading, "?", remark="looks like a flag, but has many values")
    told = ", ".join(f'{_quoted(value)} = "?"' for value in distinct)
    return Draft(heading, meant.name, {"values": f"{{ {told} }}"}, "which of these are true, which false?")


def _each_field_once(drafts: list[Draft]) -> None:
    seen: dict[str, str] = {}
    for draft in drafts:
        if draft.field and draft.field != "?":
            if draft.field in seen:
                draft.remark = f"{draft.field} too, as “{safe_heading(seen[draft.field])}”? Choose one, drop the other"
                draft.field, draft.more = "?", {}
            else:
                seen[draft.field] = draft.heading


def _toml(layout: Layout, drafts: list[Draft], file_name: str) -> str:
    fields = {draft.field for draft in drafts}
    month_by = "from" if "from" in fields else "recorded" if "recorded" in fields else "?"
    lines = [
        f'# A draft, made by looking at {file_name}. Answer every "?", check the rest, then: frankpledge feed add',
        "",
        "[feed]",
        'name = "?"            # what it is called here',
        'sender = "?"          # the agency',
        'kind = "?"            # crimes, incidents (never in a crime total), demand, or counts',
        'owner = "?"           # who answers for it at the sender',
        'purpose = "?"         # what it may be used for',
        'licence = "As agreed with the sender"',
        'sensitivity = "restricted"',
        "data_sets = []        # what it brings of the data that must be shared: see frankpledge feed catalogue",
        "",
        "[agreement]",
        'reference = "?"',
        'from = "?"            # a date without quotes: 2026-04-01',
        'until = "?"',
        'retention_months = "?"  # a number without quotes',
        "",
        "[[systems]]           # one for each system that the rows came from, from when on",
        'name = "?"',
        'from = "?"',
        "",
        "[file]",
        f'format = "{layout.format}"',
    ]
    if layout.format == "csv":
        lines.append(
            f'encoding = "{layout.encoding}"'
            + "  # a guess: check accents and £ signs" * (layout.encoding == "windows-1252")
        )
        lines.append(f"delimiter = {_quoted(layout.delimiter)}")
    else:
        lines.append(f"sheet = {_quoted(layout.sheet)}")
    lines += [
        f"header_row = {layout.header_row}",
        *(["numbered = true       # headings are blank or twice: told apart by number"] if layout.numbered else []),
        'one_row_per = "?"     # event, or person where an event has a row for each victim or suspect',
        f'month_by = "{month_by}"     # the date by which the sender cuts its files: from or recorded',
        "precision_metres = 0  # 100 moves each point to the middle of its 100 m square",
        "columns = [",
        *(f"    {_quoted(draft.heading)}," for draft in drafts),
        "]",
        "drop = [",
        *(f"    {_quoted(draft.heading)},  # {draft.remark}" for draft in drafts if draft.field is None),
        "]",
        "",
        "[columns]",
    ]
    for draft in drafts:
        if draft.field is not None:
            meaning = ", ".join(
                [f'field = "{draft.field}"', *(f"{name} = {value}" for name, value in draft.more.items())]
            )
            told = f"{{ {meaning} }}" if draft.more else f'"{draft.field}"'
            lines.append(f"{_quoted(draft.heading)} = {told}" + (f"  # {draft.remark}" if draft.remark else ""))
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
