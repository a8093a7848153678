"""What stands in the cells of a workbook of actions, and which of them may be changed there."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from frankpledge.web.plans.facts import LABELS, facts_of, stamp
from frankpledge.web.plans.queries import Row
from frankpledge.web.plans.status import Status

SHEET = "Actions"
AGENCIES = "Agencies"
IDENTITY, VERSION = "Action id", "Version"  # the first two columns
NOT_THERE = "lead_person"  # a file that goes round names nobody
EDITABLE = {label: name for name, label in LABELS.items() if name != NOT_THERE}
# Number, Priority, Helping and Said on are there to read: what is typed into them is not looked at.
COLUMNS = (
    *(IDENTITY, VERSION, "Number", "Priority", "Action", "Lead agency", "Helping", "Starts", "Due"),
    *("How it is going", "Update", "Said on", "In one sentence for residents", "Dropped because"),
)
MOST_IN_A_CELL = 32_767  # Excel's own limit
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ECMA-376 part 1, 22.4.2.4


@dataclass(frozen=True)
class Cells:
    """
    An action's cells that may be changed, by fact; `seal` tells whether they are still as they were taken away.

    Days are ISO text here, statuses and agencies are in words.
    """

    values: dict[str, str]

    @property
    def seal(self) -> str:
        return sha256(json.dumps(self.values, sort_keys=True).encode()).hexdigest()[:12]


def cells_of(row: Row) -> Cells:
    """An action's cells as a workbook would hold them now."""
    values = facts_of(row)
    values["lead"] = str(row.action.lead or "")
    values["status"] = str(Status(values["status"]).label) if values["status"] else ""
    return Cells({name: plain(value) for name, value in values.items() if name != NOT_THERE})


def version_of(row: Row) -> str:
    """What the Version column says: which facts were taken away, and a seal on the cells beside it."""
    return f"{stamp(row)}.{cells_of(row).seal}"


def plain(value: object) -> str:
    """A cell's value as text that stays the same through Excel: what it cannot hold or may change is left out."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = NOT_IN_XML.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()[:MOST_IN_A_CELL]


def escaped(text: str) -> str:
    """Text that happens to look like one of Excel's escapes, so that it is read as it was written."""
    return ESCAPED.sub(lambda found: f"_x005F{found[0]}", text)


def unescaped(text: str) -> str:
    """
    >>> unescaped(escaped("_x0041_")), unescaped("a_x000D_b") == "a" + chr(13) + "b"
    ('_x0041_', True)
    """
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
