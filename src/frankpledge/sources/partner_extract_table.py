"""A partner's file as a table under its headings, CSV or Excel; refused where it would have to be guessed at."""

import codecs
import csv
import io
import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import Literal

from frankpledge.sources.identifiers import safe_heading
from frankpledge.sources.opened import Opened, UnreadableFile
from frankpledge.sources.partner_extract_layout import Difference, agreed, difference, keys
from frankpledge.sources.partner_mapping import Layout
from frankpledge.sources.rejected import Rejected
from frankpledge.sources.spreadsheets import Sheet, Value, Workbook, column_letters

MOST_BYTES = 512 * 1024**2
HEADER_WITHIN = 20  # rows, when looking for headings that have moved
ALIKE = 0.6  # of the headings; a file with so many is meant to be this feed's
# UTF-8 that was read as Windows-1252 and saved again, by what becomes of the commonest letters and quotes.
MANGLED = re.compile("\ufffd|Ã[\u0080-\u00bf]|â€[\u0098-\u009d™œ“”˜]|Â[£\u00a0-\u00bf]")
SCIENTIFIC = re.compile(r"^\d\.\d+E\+\d+$")
KEPT_DIGITS = 1e15


@dataclass
class ExtractTable:
    """Rows by heading; `lines` are the file's own line or row numbers. `where` names a cell for a message."""

    columns: tuple[str, ...]
    rows: list[list[Value]]
    lines: list[int]
    place: str = ""  # "sheet Crimes, " in a workbook
    notes: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def where(self, line: int, column: str) -> str:
        return f"{self.place}row {line:,}, column “{safe_heading(column)}”"

    def values(self, column: str) -> list[Value]:
        at = self.columns.index(column)
        return [row[at] for row in self.rows]


def compare(opened: Opened, layout: Layout) -> Difference | None:
    """How the file's headings differ from the layout's; None where it is some other file altogether."""
    try:
        top = _top(opened, layout)
    except (UnreadableFile, UnicodeDecodeError, csv.Error):
        return None
    best: tuple[float, Difference] | None = None
    for line, row in top:
        found = keys(row, numbered=layout.numbered)
        shared = len(set(found) & set(layout.columns)) / len(layout.columns)
        differs = difference(found, layout.columns)
        if line == layout.header_row and differs.none and found == layout.columns:
            return Difference()
        if shared >= ALIKE and (best is None or shared > best[0]):
            if differs.none and found != layout.columns:  # a heading twice where the layout has it once
                differs = Difference(came=tuple(name for name in found if found.count(name) > 1)[:1])
            here = 0 if line == layout.header_row else line
            best = (shared, Difference(differs.gone, differs.came, differs.moved, here))
    return best[1] if best else None


def _top(opened: Opened, layout: Layout) -> list[tuple[int, list[str]]]:
    last = max(HEADER_WITHIN, layout.header_row)
    if layout.format == "xlsx":
        book = Workbook(_whole(opened))
        rows = takewhile(lambda row: row.number <= last, book.rows(_sheet_name(book, layout.sheet)))
        return [(row.number, _without_end([_text(value) for value in row.values])) for row in rows]
    with opened.open() as stream:
        start = stream.read(256 * 1024)
    text = _decoded(start, layout.encoding, whole=False)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter)
    found = []
    for row in reader:
        found.append((reader.line_num, row))
        if len(found) >= last:
            break
    return found


def read_table(opened: Opened, layout: Layout) -> ExtractTable:
    """The whole file; raises UnreadableFile for whatever must be asked rather than guessed."""
    table = _from_excel(opened, layout) if layout.format == "xlsx" else _from_csv(opened, layout)
    if not table.rows:
        raise UnreadableFile("has headings and no rows")
    return table


def _whole(opened: Opened) -> bytes:
    data = opened.read()
    if len(data) > MOST_BYTES:
        raise UnreadableFile(f"is larger than {MOST_BYTES // 1024**2} MiB: have it sent in parts, by month")
    return data


def _decoded(data: bytes, encoding: str, *, whole: bool = True) -> str:
    if encoding == "utf-16":
        if data[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise UnreadableFile("is not in UTF-16, as its mapping says: correct the mapping")
        return codecs.getincrementaldecoder("utf-16")().decode(data, final=whole)
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise UnreadableFile('is in UTF-16: say so in the mapping (encoding = "utf-16"), or have it sent as UTF-8')
    data = data.removeprefix(codecs.BOM_UTF8) if encoding == "utf-8" else data
    try:
        if encoding == "windows-1252":
            _not_utf8(data)
            return data.decode("cp1252")
        return codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = {"utf-8": "UTF-8", "windows-1252": "Windows-1252"}[encoding]
        raise UnreadableFile(
            f"is not in {said} (line {line:,}): state its encoding in the mapping, or have it sent as UTF-8"
        ) from None


def _not_utf8(data: bytes) -> None:
    """Text that is not ASCII and yet valid UTF-8 is UTF-8: by chance that hardly happens."""
    if data.isascii():
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return
    raise UnreadableFile("is in UTF-8, although its mapping says Windows-1252: correct the mapping")


def _from_csv(opened: Opened, layout: Layout) -> ExtractTable:
    text = _decoded(_whole(opened), layout.encoding)
    if mangled := MANGLED.search(text):
        line = text.count("\n", 0, mangled.start()) + 1
        raise UnreadableFile(
            f"has letters that were mangled before it was sent (line {line:,}): have it exported again, as UTF-8"
        )
    if "\x00" in text:
        raise UnreadableFile("has null characters: it is not a CSV, or is damaged")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter, strict=True)
    table = ExtractTable((), [], [])
    ended = 0
    try:
        for row in reader:
            line, ended = ended + 1, reader.line_num
            if line < layout.header_row:
                continue
            if not table.columns:
                table.columns = agreed(keys(row, numbered=layout.numbered), layout)
                continue
            if not any(value.strip() for value in row):
                continue
            if len(row) != len(table.columns):
                reason = f"{len(row)} values where there should be {len(table.columns)}"
                table.rejected.append(Rejected(opened.name, line, "", "", reason))
                continue
            table.rows.append([value.strip() or None for value in row])
            table.lines.append(line)
    except csv.Error:
        raise UnreadableFile(
            f"has a quote that is opened and never closed, or not at its place (line {ended + 1:,})"
        ) from None
    _refuse_scientific(table)
    return table


def _refuse_scientific(table: ExtractTable) -> None:
    for line, row in zip(table.lines, table.rows, strict=True):
        for column, value in zip(table.columns, row, strict=True):
            if isinstance(value, str) and "E+" in value and SCIENTIFIC.match(value):
                raise UnreadableFile(
                    f"has a number that a spreadsheet cut short ({table.where(line, column)}): "
                    "have it exported again without opening it in one"
                )


def _sheet_name(book: Workbook, wanted: str) -> str:
    if wanted:
        if wanted not in book.sheets:
            raise UnreadableFile(f"has no visible sheet “{wanted}”: it has {', '.join(book.sheets)}")
        return wanted
    filled = [name for name in book.sheets if next(book.rows(name), None) is not None]
    if len(filled) != 1:
        names = ", ".join(filled) or "none with anything in it"
        raise UnreadableFile(f'has several sheets ({names}): say which in the mapping, as sheet = "…"')
    return filled[0]


def _from_excel(opened: Opened, layout: Layout) -> ExtractTable:
    book = Workbook(_whole(opened))
    sheet = book.sheet(_sheet_name(book, layout.sheet))
    place = f"sheet {sheet.name}, "
    _refuse_what_is_not_plain(sheet, layout.header_row)
    table = ExtractTable((), [], [], place)
    hidden = 0
    for row in sheet.rows:
        if row.number < layout.header_row:
            continue
        if not table.columns:
            if row.number != layout.header_row:
                raise UnreadableFile(f"has no headings on row {layout.header_row} of sheet {sheet.name}")
            headings = _without_end([_text(value) for value in row.values])
            table.columns = agreed(keys(headings, numbered=layout.numbered), layout)
            continue
        values = [value.strip() or None if isinstance(value, str) else value for value in row.values]
        if all(value is None for value in values):
            continue
        if any(value is not None for value in values[len(table.columns) :]):
            at = f"{column_letters(len(table.columns))}{row.number}"
            raise UnreadableFile(f"has values outside its headings ({place}from cell {at} on): remove them")
        hidden += row.hidden
        table.rows.append((values + [None] * len(table.columns))[: len(table.columns)])
        table.lines.append(row.number)
    if not table.columns:
        raise UnreadableFile(f"has no headings on row {layout.header_row} of sheet {sheet.name}")
    if hidden:
        table.notes.append(f"{hidden:,} hidden rows of sheet {sheet.name} were taken like all others")
    _refuse_long_numbers(table)
    return table


def _refuse_what_is_not_plain(sheet: Sheet, header_row: int) -> None:
    """Merged cells, formulas and errors from the headings down."""
    for merged in sheet.merged:
        if int(re.sub(r"\D", "", merged.split(":")[-1]) or 0) >= header_row:
            raise UnreadableFile(
                f"has merged cells (sheet {sheet.name}, {merged}): unmerge them and give every row its own value"
            )
    rows = [row for row in sheet.rows if row.number >= header_row]
    for cells, what, mend in (
        ([cell for row in rows for cell in row.formulas], "a formula", "paste the values in its place"),
        ([cell for row in rows for cell in row.errors], "an error", "mend or empty it"),
    ):
        if cells:
            more = f", and {len(cells) - 1:,} more" if len(cells) > 1 else ""
            raise UnreadableFile(
                f"has {what} (sheet {sheet.name}, cell {cells[0]}{more}): {mend}. Nothing is calculated here"
            )


def _refuse_long_numbers(table: ExtractTable) -> None:
    for line, row in zip(table.lines, table.rows, strict=True):
        for column, value in zip(table.columns, row, strict=True):
            if isinstance(value, float | int) and not isinstance(value, bool) and abs(value) >= KEPT_DIGITS:
                raise UnreadableFile(
                    f"has a number with more digits than a spreadsheet keeps ({table.where(line, column)}): "
                    "have the column sent as text"
                )


def _without_end(values: list[str]) -> list[str]:
    """Without the blank headings after the last: a sheet's rows may run on."""
    while values and not values[-1]:
        values.pop()
    return values


def _text(value: Value) -> str:
    return "" if value is None else str(value).strip()


def as_text(value: Value) -> str:
    """A cell as text: 5 for 5.0, dates as 2025-03-31."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return str(value).strip()


Format = Literal["csv", "xlsx"]


def format_of(opened: Opened) -> Format | None:
    """What the file is, by its first bytes; None where it is neither."""
    with opened.open() as stream:
        start = stream.read(8)
    if start[:4] == b"PK\x03\x04":
        return "xlsx"
    return None if start[:4] == b"\xd0\xcf\x11\xe0" or start[:4] == b"%PDF" or start[:1] == b"{" else "csv"
