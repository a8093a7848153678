"""CSV files, and tables pasted from Word, Excel or a page: cells between tabs, commas or semicolons."""

import csv
import io
from collections.abc import Iterator

from frankpledge.web.plans.lists.table import Line, UnreadableList, clean

ENCODINGS = ("utf-8-sig", "cp1252")
MOST_HEADING = 120


def decoded(data: bytes) -> str:
    """The text of a CSV file as Excel or anything else saves it. Raises UnreadableList."""
    wide = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
    for encoding in (wide, *ENCODINGS) if wide else ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableList("The letters of this file cannot be read. Save it as CSV UTF-8.")


def lines(text: str) -> Iterator[Line]:
    """Every line with more than one cell; the nearest short line of its own before a table is its heading."""
    if "\t" in text:
        yield from _pasted(text)
        return
    delimiter = ";" if text.count(";") > text.count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    for index, row in enumerate(reader):
        yield Line(tuple(clean(cell) for cell in row), f"line {reader.line_num}", first=index == 0)


def _pasted(text: str) -> Iterator[Line]:
    """
    Lines with tabs are rows. Excel quotes a cell that has lines of its own; Word does not, so that a short line
    straight after a row may be more of its last cell: it is taken for a heading only after an empty line.
    """
    heading, after_gap, in_table = "", True, False
    reader = csv.reader(io.StringIO(text), delimiter="\t")
    for row in reader:
        cells = tuple(clean(cell) for cell in row)
        if len(cells) > 1:
            yield Line(cells, f"line {reader.line_num}", heading, first=not in_table)
            in_table, after_gap = True, False
        elif not any(cells):
            in_table, after_gap = False, True
        elif in_table and not after_gap:
            yield Line((cells[0],), f"line {reader.line_num}", heading)
        else:
            heading = _heading(cells[0]) or heading


def _heading(text: str) -> str:
    return (
        text if len(text) <= MOST_HEADING and text[-1] not in ".?:;," and not text.startswith(("-", "•", "*")) else ""
    )
