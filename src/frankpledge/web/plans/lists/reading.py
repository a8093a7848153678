"""A list's rows made into actions; nothing is guessed in silence."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from frankpledge.web.plans.lists import values
from frankpledge.web.plans.lists.columns import ACTIONS
from frankpledge.web.plans.lists.rows import Row, rows
from frankpledge.web.plans.lists.table import Line


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


def read(lines: Iterable[Line]) -> list[ListedAction]:
    """The actions of a list. Raises UnreadableList where no head of a list of actions is found, or too many rows."""
    return [_action(row) for row in rows(lines, ACTIONS)]


def _action(row: Row) -> ListedAction:
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
