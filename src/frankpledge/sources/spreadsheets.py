"""
Excel workbooks (.xlsx, .xlsm) as they stand: each cell's value, and what nobody should guess about it.

One pass gives values, formulas, merged cells and hidden rows together, so that a sheet can be refused for them before
anything is taken from it. Nothing is calculated: the value that Excel last stored beside a formula may be out of date.
The format is that of ECMA-376 part 1 (SpreadsheetML), transitional and strict.
"""

import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import IO

from frankpledge.sources.opened import UnreadableFile, readable

Value = str | int | float | bool | date | time | None  # a datetime is a date too
MOST_UNPACKED = 1024**3
MOST_RATIO = 200
RATIO_COUNTS_FROM = 64 * 1024**2
LONGEST_PROLOG = 64 * 1024  # what stands before the first element of a part
MOST_COLUMNS = 16_384
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
BUILT_IN_TIMES = {18, 19, 20, 21, 22, 32, 33, 34, 35, 45, 46, 47, 55, 56}
UNSAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')


@dataclass(frozen=True)
class SheetRow:
    """`number` is Excel's own, from 1; `values` begin in column A, and are as many as the row has."""

    number: int
    values: list[Value]
    formulas: tuple[str, ...] = ()  # addresses
    errors: tuple[str, ...] = ()  # addresses of #REF! and the like
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet read whole. `merged` are ranges such as "A5:B6"."""

    name: str
    rows: list[SheetRow]
    merged: tuple[str, ...]


class Workbook:
    """A workbook held in memory. Raises UnreadableFile, in words, for whatever cannot be read."""

    def __init__(self, data: bytes):
        if data[:4] == OLD_OR_LOCKED:
            raise UnreadableFile(
                "is an old Excel workbook (.xls) or one with a password: save it as .xlsx without a password"
            )
        with readable():
            self.parts = zipfile.ZipFile(io.BytesIO(data))
            unpacked = sum(info.file_size for info in self.parts.infolist())
        if unpacked > MOST_UNPACKED or unpacked > max(RATIO_COUNTS_FROM, MOST_RATIO * len(data)):
            raise UnreadableFile(
                "unpacks to far more than any extract, as a file made to do harm would: it was not read"
            )
        if "xl/workbook.bin" in self.parts.namelist():
            raise UnreadableFile("is a binary workbook (.xlsb): save it as .xlsx")
        if "xl/workbook.xml" not in self.parts.namelist():
            raise UnreadableFile("is an Office document, but not an Excel workbook")

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Names of the visible sheets → their part of the package; charts are no sheets."""
        targets = {}
        for element in self._elements("xl/_rels/workbook.xml.rels", "Relationship"):
            target = element.get("Target", "")
            targets[element.get("Id")] = target[1:] if target.startswith("/") else f"xl/{target}"
        found = {}
        for element in self._elements("xl/workbook.xml", "sheet"):
            identity = next((value for name, value in element.items() if _local(name) == "id"), None)
            part = targets.get(identity, "")
            if element.get("state", "visible") == "visible" and "worksheets/" in part:
                found[element.get("name", "")] = part
        return found

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """The rows of a sheet that have any cell, from the top."""
        yield from (row for row in self._read(sheet) if isinstance(row, SheetRow))

    def sheet(self, name: str) -> Sheet:
        rows: list[SheetRow] = []
        merged: list[str] = []
        for found in self._read(name):
            if isinstance(found, SheetRow):
                rows.append(found)
            else:
                merged.append(found)
        return Sheet(name, rows, tuple(merged))

    def _read(self, sheet: str) -> Iterator[SheetRow | str]:
        """Rows, and then merged ranges, as they come in the file."""
        number = 0
        try:
            for element in self._elements(self.sheets[sheet], "row", "mergeCell"):
                if _local(element.tag) == "mergeCell":
                    yield element.get("ref", "")
                    continue
                number = int(element.get("r") or number + 1)
                yield self._row(element, number)
        except ValueError:  # a number that is none, where the format wants one
            raise UnreadableFile(f"is damaged (sheet {sheet}, after row {number}): save it anew as .xlsx") from None

    def _row(self, element: ElementTree.Element, number: int) -> SheetRow:
        values: list[Value] = []
        formulas, errors = [], []
        for cell in element:
            if _local(cell.tag) != "c":
                continue
            address = cell.get("r") or f"{column_letters(len(values))}{number}"
            position = column_number(address)
            if position >= MOST_COLUMNS:
                raise UnreadableFile(f"has a cell {address}, which no sheet has")
            values += [None] * (position - len(values))
            values.append(self._value(cell))
            if any(_local(child.tag) == "f" for child in cell):
                formulas.append(address)
            if cell.get("t") == "e":
                errors.append(address)
        return SheetRow(number, values, tuple(formulas), tuple(errors), element.get("hidden") in ("1", "true"))

    def _value(self, cell: ElementTree.Element) -> Value:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        stored = next((child.text for child in cell if _local(child.tag) == "v"), None)
        if stored is None or kind == "e":
            return None
        try:
            if kind == "s":
                return self._shared[int(stored)]
            if kind == "b":
                return stored == "1"
            if kind == "d":
                return datetime.fromisoformat(stored.removesuffix("Z"))
            if kind == "str":
                return stored
            return self._number(float(stored), int(cell.get("s") or 0))
        except (ValueError, IndexError, OverflowError):
            raise UnreadableFile(f"is damaged: cell {cell.get('r')} cannot be read. Save it anew as .xlsx") from None

    def _number(self, number: float, style: int) -> Value:
        is_date, has_time = self._styles[style] if style < len(self._styles) else (False, False)
        if is_date:
            return self._moment(number, has_time)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _moment(self, serial: float, has_time: bool) -> Value:
        """Days since the end of 1899 (or the start of 1904), which is how Excel keeps dates."""
        if 0 <= serial < 1 and has_time:
            seconds = min(round(serial * 86_400), 86_399)
            return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
        begin = datetime(1904, 1, 1) if self._since_1904 else datetime(1899, 12, 30)
        moment = begin + timedelta(days=int(serial), seconds=round((serial - int(serial)) * 86_400))
        return moment if has_time or moment.time() != time() else moment.date()

    @cached_property
    def _since_1904(self) -> bool:
        return any(e.get("date1904") in ("1", "true") for e in self._elements("xl/workbook.xml", "workbookPr"))

    @cached_property
    def _shared(self) -> list[str]:
        return [_text(element) for element in self._elements("xl/sharedStrings.xml", "si")]

    @cached_property
    def _styles(self) -> list[tuple[bool, bool]]:
        """For each style: whether it shows a date or time, and whether it shows a time."""
        formats: dict[int, str] = {}
        styles: list[tuple[bool, bool]] = []
        for part in self._elements("xl/styles.xml", "numFmts", "cellXfs"):
            if _local(part.tag) == "numFmts":
                formats = {int(child.get("numFmtId") or 0): child.get("formatCode", "") for child in part}
                continue
            for child in part:
                number = int(child.get("numFmtId") or 0)
                if number in formats:
                    said = UNSAID.sub("", formats[number]).lower().split(";")[0]
                    is_date = said != "general" and bool(re.search("[dmyhs]", said))
                    styles.append((is_date, is_date and bool(re.search("[hs]", said))))
                else:
                    styles.append((number in BUILT_IN_DATES, number in BUILT_IN_TIMES))
        return styles

    def _elements(self, part: str, *names: str) -> Iterator[ElementTree.Element]:
        """The elements of these names, each forgotten once it has been looked at; none where there is no such part."""
        if part not in self.parts.namelist():
            return
        with readable():
            try:
                with self.parts.open(part) as stream:
                    yield from _named(stream, names)
            except (ElementTree.ParseError, ValueError) as error:
                raise UnreadableFile(f"is damaged ({error}): save it anew as .xlsx") from None


def begins_with_element(start: bytes) -> bool:
    """
    Whether XML that starts so has an element first, after a declaration and comments, and so no document type.

    >>> begins_with_element(b'<?xml version="1.0"?><!-- saved anew --><sheet>'), begins_with_element(b"<!DOCTYPE x []>")
    (True, False)
    """
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = start.decode(encoding, errors="replace").lstrip("\ufeff")
    return (
        re.match(r"[A-Za-z_]", re.sub(r"\A(\s|<\?.*?\?>|<!--.*?-->)*<", "", text, count=1, flags=re.DOTALL)) is not None
    )


def _named(stream: IO[bytes], names: tuple[str, ...]) -> Iterator[ElementTree.Element]:
    # A workbook has no document type; one that has may define entities that grow without end.
    if not begins_with_element(stream.read(LONGEST_PROLOG)):
        raise UnreadableFile("has a document type inside, as no workbook has: it was not read")
    stream.seek(0)
    inside: list[ElementTree.Element] = []
    for event, element in ElementTree.iterparse(stream, ("start", "end")):
        if event == "start":
            inside.append(element)
            continue
        inside.pop()
        if _local(element.tag) in names:
            yield element
            element.clear()
            if inside:
                inside[-1].remove(element)


def _text(element: ElementTree.Element) -> str:
    """All the text runs of a cell, without the reading aids of East Asian text."""
    if _local(element.tag) == "rPh":
        return ""
    if _local(element.tag) == "t":
        return element.text or ""
    return "".join(_text(child) for child in element)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def column_number(address: str) -> int:
    """
    The column of a cell, from 0.

    >>> column_number("A1"), column_number("AA7")
    (0, 26)
    """
    number = 0
    for letter in address.upper().rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """
    The letters over a column, counted from 0.

    >>> column_letters(0), column_letters(26)
    ('A', 'AA')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
