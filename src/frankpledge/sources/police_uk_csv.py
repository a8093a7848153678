"""A police.uk CSV as columns of text, each row with the line it stands on, whatever is wrong with the file."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from frankpledge.sources.opened import UnreadableFile, WrongHeader, decoded, encoding_fault, header
from frankpledge.sources.rejected import Rejected

MOST_LINES_IN_A_ROW = 20  # a quote that is still open after so many was never meant to be


@dataclass
class Lines:
    """
    Rows as text (blank values are ""), `line` the physical line on which each begins, the header being line 1.

    `drop` takes bad rows out, a column of them at a time, and notes why.
    """

    file: str
    table: pa.Table
    line: pa.Array
    rejected: list[Rejected] = field(default_factory=list)

    def drop(self, bad: pa.ChunkedArray, column: str, reason: str, *, value: str | None = None) -> None:
        """Take out the rows where `bad` is true; the value shown is that of `column`, or of column `value`."""
        bad = pc.fill_null(bad, False)
        if not pc.any(bad).as_py():
            return
        lines = self.line.filter(bad).to_pylist()
        values = self.table[value or column].filter(bad).to_pylist()
        self.rejected += [
            Rejected(self.file, line, column, text, reason) for line, text in zip(lines, values, strict=True)
        ]
        good = pc.invert(bad)
        self.table, self.line = self.table.filter(good), self.line.filter(good)

    def differs(self, column: str, value: str) -> bool:
        """Whether any row has another value in `column`."""
        return bool(pc.any(pc.not_equal(self.table[column], value)).as_py())

    def text_or_null(self, column: str) -> pa.ChunkedArray:
        """A column with null where it is blank."""
        return pc.if_else(pc.equal(self.table[column], ""), pa.scalar(None, pa.string()), self.table[column])


def differing_columns(found: tuple[str, ...], expected: tuple[str, ...]) -> str:
    """How a header differs from the publisher's, in words."""
    missing = [name for name in expected if name not in found]
    extra = [name for name in found if name not in expected]
    parts = []
    if missing:
        parts.append("is without " + ", ".join(f"“{name}”" for name in missing))
    if extra:
        parts.append("has " + ", ".join(f"“{name}”" for name in extra) + " instead" * bool(missing))
    return " and ".join(parts) if parts else "has the columns in another order, or twice"


def parse(data: bytes, columns: tuple[str, ...], file: str) -> Lines:
    """Read `data` as the CSV of `columns`; raises UnreadableFile for another encoding or header, or no rows at all."""
    if fault := encoding_fault(data):
        raise UnreadableFile(fault)
    data = data.removeprefix(codecs.BOM_UTF8)
    first, _, _ = data.partition(b"\n")
    if (found := header(first.decode())) != columns:
        raise WrongHeader(f"the header {differing_columns(found, columns)}")
    if not data[len(first) : len(first) + 100].strip() and not data[len(first) :].strip():
        raise UnreadableFile("has a header and no rows")
    lines = _parse_fast(data, columns, file) or _parse_with_care(data, columns, file)
    return _without_blank(lines)


def _without_blank(lines: Lines) -> Lines:
    """An empty line, or one of nothing but commas, is no row."""
    blank = pc.equal(lines.table[0], "")
    for column in lines.table.columns[1:]:
        if not pc.any(blank).as_py():
            return lines
        blank = pc.and_(blank, pc.equal(column, ""))
    lines.table, lines.line = lines.table.filter(pc.invert(blank)), lines.line.filter(pc.invert(blank))
    return lines


def _parse_fast(data: bytes, columns: tuple[str, ...], file: str) -> Lines | None:
    """With Arrow, where every row is one line; None where some quote runs over a line end."""
    characters = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(characters == ord("\n"))
    unfinished = not data.endswith(b"\n")
    if b'"' in data:
        quotes_before = np.searchsorted(np.flatnonzero(characters == ord('"')), np.append(ends, len(data)))
        if (quotes_before % 2).any():
            return None
    bad: list[tuple[int, int, str]] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        bad.append((row.number, row.actual_columns, row.text))
        return "skip"

    table = pyarrow.csv.read_csv(
        pa.BufferReader(data),
        read_options=pyarrow.csv.ReadOptions(use_threads=False),  # else rows have no numbers
        parse_options=pyarrow.csv.ParseOptions(ignore_empty_lines=False, invalid_row_handler=note),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={name: pa.string() for name in columns}, strings_can_be_null=False, check_utf8=False
        ),
    )
    rows = len(ends) + unfinished - 1
    if len(table) + len(bad) != rows:
        return None
    line = np.arange(2, rows + 2, dtype=np.int32)
    if bad:
        line = np.delete(line, [number - 2 for number, _, _ in bad])
    rejected = [
        _wrong_width(file, number, text, width, len(columns), cut=unfinished and number == rows + 1)
        for number, width, text in bad
    ]
    return Lines(file, table, pa.array(line), rejected)


def _wrong_width(file: str, line: int, text: str, width: int, expected: int, *, cut: bool) -> Rejected:
    reason = f"{width} values where there should be {expected}"
    if cut:
        reason = f"the last line is cut short: {reason}"
    return Rejected(file, line, "", text.rstrip("\r\n")[:500], reason)


def _parse_with_care(data: bytes, columns: tuple[str, ...], file: str) -> Lines:
    """Line by line, for the rare file in which a quoted value runs over a line end or a quote is never closed."""
    rejected: list[Rejected] = []
    values: list[list[str]] = []
    numbers: list[int] = []
    for number, row, problem in _rows_with_care(decoded(data), len(columns)):
        if problem:
            rejected.append(Rejected(file, number, "", ",".join(row)[:500], problem))
        else:
            values.append(row)
            numbers.append(number)
    table = pa.table(
        {name: pa.array([row[index] for row in values], pa.string()) for index, name in enumerate(columns)}
    )
    return Lines(file, table, pa.array(numbers, pa.int32()), rejected)


def _rows_with_care(text: str, width: int) -> Iterator[tuple[int, list[str], str]]:
    """Line number, values, and what is wrong ("" if nothing), skipping the header."""
    lines = io.StringIO(text, newline="\n").readlines()
    index = 1
    while index < len(lines):
        row, taken, problem = _row_at(lines, index, width)
        if problem and index == len(lines) - 1 and not lines[index].endswith("\n"):
            problem = f"the last line is cut short: {problem}"
        if row:
            yield index + 1, row, problem
        index += taken


def _row_at(lines: list[str], index: int, width: int) -> tuple[list[str], int, str]:
    """The values of the row that begins at `index`, how many lines it takes, and what is wrong."""
    reader = csv.reader(lines[index : index + MOST_LINES_IN_A_ROW], strict=True)
    never_closed = False
    try:
        row = next(reader)
        if len(row) == width or not row:
            return row, reader.line_num, ""
        never_closed = reader.line_num > 1
    except csv.Error as error:
        never_closed = "unexpected end of data" in str(error)
    # Whatever the quote was, it takes no other line with it.
    alone = next(csv.reader([lines[index].rstrip("\r\n")]))
    if never_closed:
        return alone, 1, "a quote is opened and never closed"
    if len(alone) == width:
        return alone, 1, ""
    return alone, 1, f"{len(alone)} values where there should be {width}"
