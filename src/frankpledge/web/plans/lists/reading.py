"""A list's lines made into actions: heads found, rows that a page broke joined again, nothing guessed in silence."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from frankpledge.web.plans.lists import columns, values
from frankpledge.web.plans.lists.table import Line, UnreadableList

# A sentence that ends with one of these goes on.
GOES_ON = re.compile(r"([,;:&(/–-]|\b(a|an|and|are|as|at|by|for|from|in|including|into|of|on|or|such|that|the|their|those|to|when|which|with|within))$", re.IGNORECASE)  # fmt: skip
RULE = re.compile(r"[-=_ ]+")  # a line drawn with signs
MOST_ROWS = 2000


@dataclass(frozen=True)
class ListedAction:
    """
    One action as the list has it. Days are ISO texts or ""; `status` is "" for not rated.

    `remarks` say what was joined, not understood, or taken from a colour, for the person who looks it through.
    """

    text: str
    where: str
    heading: str = ""
    number: str = ""
    objective: str = ""
    lead: str = ""
    helping: str = ""
    update: str = ""
    updated: str = ""
    status: str = ""
    starts: str = ""
    due: str = ""
    public: str = ""
    remarks: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "remarks": list(self.remarks)}


@dataclass
class _Row:
    """A row under its columns, while rows are joined."""

    line: Line
    cells: dict[str, str]
    colour: str
    joined: list[str] = field(default_factory=list)
    broken: bool = False  # a page or table began right before it


def read(lines: Iterable[Line]) -> list[ListedAction]:
    """The actions of a list. Raises UnreadableList where no head of a list of actions is found, or too many rows."""
    rows: list[_Row] = []
    columns_now: dict[str, int] = {}
    head: tuple[str, ...] = ()
    heading_now, broken = "", False
    for line in lines:
        if RULE.fullmatch("".join(line.cells)) or line.blank:
            continue
        found = columns.recognise(line.cells)
        if found:
            columns_now, head, heading_now, broken = found, line.cells, line.heading, False
            continue
        lower = columns.joined(head, line.cells) if head else {}
        if lower:
            columns_now, head = lower, ()
            continue
        same = line.heading == heading_now and len(line.cells) <= max(columns_now.values(), default=0) + 2
        if not columns_now or (line.first and not same):
            columns_now, head = ({}, ()) if line.first else (columns_now, head)
            continue
        broken = broken or line.first
        rows.append(_row(line, columns_now, broken))
        head, broken = () if rows else head, False
        if len(rows) > MOST_ROWS:
            raise UnreadableList(f"The list has more than {MOST_ROWS:,} rows. Bring it in in parts.")
    if not rows:
        raise UnreadableList(
            "No table of actions was found. Its first row has to name its columns, such as Action, Lead, Update, "
            "Last updated and RAG; one of them has to be Action."
        )
    return [_action(row) for row in _joined(rows)]


def _row(line: Line, found: dict[str, int], broken: bool) -> _Row:
    cells = {name: line.cells[at] if at < len(line.cells) else "" for name, at in found.items()}
    at = found.get("status")
    colour = line.colours[at] if at is not None and at < len(line.colours) else ""
    return _Row(line, cells, colour, broken=broken)


def _joined(rows: list[_Row]) -> list[_Row]:
    """Rows whose sentence a page broke, in one piece again."""
    whole: list[_Row] = []
    for row in rows:
        if whole and _goes_on(whole[-1], row):
            before = whole[-1]
            for name, cell in row.cells.items():
                held = before.cells.get(name, "")
                before.cells[name] = held if cell == held else f"{held} {cell}".strip()  # equal where cells are merged
            before.joined.append(row.line.where)
        elif row.cells["text"]:
            whole.append(row)
    return whole


def _goes_on(before: _Row, row: _Row) -> bool:
    text = row.cells["text"]
    if not text or text == before.cells["text"]:
        return True
    said_more = any(row.cells.get(name) for name in ("status", "updated", "number"))
    return not said_more and (text[0].islower() or bool(GOES_ON.search(before.cells["text"])))


def _action(row: _Row) -> ListedAction:
    cells = row.cells
    status, status_remark = values.status(cells.get("status", ""), row.colour)
    updated, updated_remark = values.day(cells.get("updated", ""))
    starts, starts_remark = values.day(cells.get("starts", ""))
    due, due_remark = values.day(cells.get("due", ""), last=True)
    remarks = [f"Joined with {where}: a page broke the row." for where in row.joined]
    remarks += [remark for remark in (status_remark, updated_remark, starts_remark, due_remark) if remark]
    return ListedAction(
        text=cells["text"],
        where=row.line.where,
        heading=cells.get("priority") or row.line.heading,
        number=cells.get("number", ""),
        objective=cells.get("objective", ""),
        lead=_one_line(cells.get("lead", "")),
        helping=_one_line(cells.get("helping", "")),
        update=cells.get("update", ""),
        updated=updated.isoformat() if updated else "",
        status=status,
        starts=starts.isoformat() if starts else "",
        due=due.isoformat() if due else "",
        public=_one_line(cells.get("public", "")),
        remarks=tuple(remarks),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
