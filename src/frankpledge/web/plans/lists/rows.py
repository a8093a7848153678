"""A list's lines made into rows: heads found, and rows that a page broke joined again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from frankpledge.web.plans.lists.columns import Columns
from frankpledge.web.plans.lists.table import Line, UnreadableList

# A sentence that ends with one of these goes on.
GOES_ON = re.compile(r"([,;:&(/–-]|\b(a|an|and|are|as|at|by|for|from|in|including|into|of|on|or|such|that|the|their|those|to|when|which|with|within))$", re.IGNORECASE)  # fmt: skip
RULE = re.compile(r"[-=_ ]+")  # a line drawn with signs
MOST_ROWS = 2000


@dataclass
class Row:
    """A row under its columns, while rows are joined."""

    line: Line
    cells: dict[str, str]
    colour: str
    heads: dict[str, str]  # what the list calls each column
    others: dict[str, str]  # what stands in columns that nothing is known of, by their heads
    joined: list[str] = field(default_factory=list)


def rows(lines: Iterable[Line], columns: Columns) -> list[Row]:
    """The rows of a list. Raises UnreadableList where no head of such a list is found, or there are too many rows."""
    found_rows: list[Row] = []
    columns_now: dict[str, int] = {}
    head: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    heading_now = ""
    for line in lines:
        if RULE.fullmatch("".join(line.cells)) or line.blank:
            continue
        found = columns.recognise(line.cells)
        if found:
            columns_now, head, heading_now, names = found, line.cells, line.heading, line.cells
            continue
        lower = columns.joined(head, line.cells) if head else {}
        if lower:
            names = tuple(f"{above} {below}".strip() for above, below in zip(head, line.cells, strict=True))
            columns_now, head = lower, ()
            continue
        same = line.heading == heading_now and len(line.cells) <= max(columns_now.values(), default=0) + 2
        if not columns_now or (line.first and not same):
            columns_now, head = ({}, ()) if line.first else (columns_now, head)
            continue
        found_rows.append(_row(line, columns_now, names, columns.coloured))
        head = ()
        if len(found_rows) > MOST_ROWS:
            raise UnreadableList(f"The list has more than {MOST_ROWS:,} rows. Bring it in in parts.")
    if not found_rows:
        raise UnreadableList(columns.asks)
    return _joined(found_rows, columns)


def _row(line: Line, found: dict[str, int], names: tuple[str, ...], coloured: str) -> Row:
    cells = {name: line.cells[at] if at < len(line.cells) else "" for name, at in found.items()}
    at = found.get(coloured)
    colour = line.colours[at] if at is not None and at < len(line.colours) else ""
    known = set(found.values())
    others = {
        head: cell for at, (head, cell) in enumerate(zip(names, line.cells, strict=False)) if at not in known and cell
    }
    return Row(line, cells, colour, {name: names[at] for name, at in found.items()}, others)


def _joined(rows: list[Row], columns: Columns) -> list[Row]:
    """Rows whose sentence a page broke, in one piece again."""
    whole: list[Row] = []
    for row in rows:
        if whole and _goes_on(whole[-1], row, columns):
            before = whole[-1]
            for name, cell in row.cells.items():
                held = before.cells.get(name, "")
                before.cells[name] = held if cell == held else f"{held} {cell}".strip()  # equal where cells are merged
            for head, cell in row.others.items():
                held = before.others.get(head, "")
                before.others[head] = held if cell == held else f"{held} {cell}".strip()
            before.joined.append(row.line.where)
        elif row.cells["text"]:
            whole.append(row)
    return whole


def _goes_on(before: Row, row: Row, columns: Columns) -> bool:
    text = row.cells["text"]
    if not text or text == before.cells["text"]:
        return True
    said_more = any(row.cells.get(name) for name in columns.tells)
    return not said_more and (text[0].islower() or bool(GOES_ON.search(before.cells["text"])))
