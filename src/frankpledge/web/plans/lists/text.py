"""CSV files, and tables pasted from Word, Excel or a page: cells between tabs, commas or semicolons."""

import csv
import io
from collections.abc import Iterator

from frankpledge.web.plans.lists.table import Line, UnreadableList, clean

ENCODINGS = ("utf-8-sig", "cp1252")
MOST_HEADING = 120
MOST_LINES = 60  # of one row


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
    """
    Every line with more than one cell; the nearest short line of its own before a table is its heading.

    Raises UnreadableList where a cell is longer than any is, as where a quotation mark is never closed.
    """
    try:
        yield from _pasted(text) if "\t" in text else _separated(text)
    except csv.Error as fault:
        raise UnreadableList(
            "A cell goes on over most of the list. Look for a quotation mark that is not closed, and save it again."
        ) from fault


def _separated(text: str) -> Iterator[Line]:
    delimiter = ";" if text.count(";") > text.count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    for index, row in enumerate(reader):
        yield Line(tuple(clean(cell) for cell in row), f"line {reader.line_num}", first=index == 0)


def _pasted(text: str) -> Iterator[Line]:
    """
    Lines with tabs are rows. Excel quotes a cell that has lines of its own; Word does not. So a row with fewer cells
    than its head goes on in the next lines, where these fill it exactly; and a short line straight after a whole row
    is more of its last cell: it is taken for a heading only after an empty line.
    """
    heading, after_gap, in_table, width = "", True, False, 0
    reader = csv.reader(io.StringIO(text), delimiter="\t")
    read = [(row, f"line {reader.line_num}") for row in reader]
    at = 0
    while at < len(read):
        row, where = read[at]
        width = width if in_table else len(row)
        whole, lines_taken = _whole(read, at, width)
        at += lines_taken
        cells = tuple(clean(cell) for cell in whole)
        if len(cells) > 1:
            yield Line(cells, where, heading, first=not in_table)
            in_table, after_gap = True, False
        elif not any(cells):
            in_table, after_gap = False, True
        elif in_table and not after_gap:
            yield Line((cells[0],), where, heading)
        else:
            heading = _heading(cells[0]) or heading


def _whole(read: list[tuple[list[str], str]], at: int, width: int) -> tuple[list[str], int]:
    """The row that begins on this line with its lines joined, where they come to as many cells as its head; how many."""
    row = read[at][0]
    if not 1 < len(row) < width:
        return row, 1
    joined = list(row)
    for taken, (more, _) in enumerate(read[at + 1 : at + MOST_LINES], start=2):
        if not any(more) or len(joined) + len(more) - 1 > width:
            break
        joined = [*joined[:-1], f"{joined[-1]}\n{more[0]}", *more[1:]]
        if len(joined) == width:
            return joined, taken
    return row, 1


def _heading(text: str) -> str:
    return (
        text if len(text) <= MOST_HEADING and text[-1] not in ".?:;," and not text.startswith(("-", "•", "*")) else ""
    )
