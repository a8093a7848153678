"""The workbook that comes back: each row's action, and its cells as they stand."""

from collections import Counter
from dataclasses import dataclass

from frankpledge.sources.opened import UnreadableFile
from frankpledge.sources.spreadsheets import SheetRow, Value, Workbook, column_letters
from frankpledge.web.plans.facts import DAYS
from frankpledge.web.plans.lists import values
from frankpledge.web.plans.workbook.cells import COLUMNS, EDITABLE, IDENTITY, SHEET, VERSION, Cells, plain, unescaped

MOST_ROWS = 20_000
MOST_FAULTS = 20


class UnreadableWorkbook(ValueError):
    """The workbook cannot be taken for one that was taken away from here; `faults` say why, each in words."""

    def __init__(self, faults: list[str]):
        more = [f"And {len(faults) - MOST_FAULTS} more like these."] if len(faults) > MOST_FAULTS else []
        self.faults = faults[:MOST_FAULTS] + more
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Edited:
    """A row as it came back. `stamp` and `seal` are those of the Version column, from when it was taken away."""

    action: int
    stamp: str
    seal: str
    cells: Cells
    where: str


def read(data: bytes) -> list[Edited]:
    """Every row of the sheet of actions. Raises UnreadableWorkbook with all that is wrong with it."""
    try:
        book = Workbook(data)
        if SHEET not in book.sheets:
            raise UnreadableWorkbook(
                [f"This workbook has no sheet “{SHEET}”. Take the actions away again, and change that one."]
            )
        rows = list(book.rows(SHEET))
    except UnreadableFile as fault:
        raise UnreadableWorkbook([f"This workbook {fault}."]) from fault
    if not rows or len(rows) - 1 > MOST_ROWS:
        raise UnreadableWorkbook([f"This workbook has no rows, or more than {MOST_ROWS:,}."])
    places = _places(rows[0])
    faults: list[str] = []
    found = [edited for row in rows[1:] if (edited := _edited(row, places, faults))]
    times = Counter(each.action for each in found)
    faults += [
        f"{each.where}: the action of this row has another row too. Keep one."
        for each in found
        if times[each.action] > 1
    ]
    if faults:
        raise UnreadableWorkbook(faults)
    return found


def _places(head: SheetRow) -> dict[str, int]:
    places = {plain(value): position for position, value in enumerate(head.values)}
    missing = [label for label in COLUMNS if label in {IDENTITY, VERSION, *EDITABLE} and label not in places]
    if missing:
        raise UnreadableWorkbook(
            [
                f"There is no column “{label}” in row {head.number}. Columns may be moved, but not taken out."
                for label in missing
            ]
        )
    return places


def _edited(row: SheetRow, places: dict[str, int], faults: list[str]) -> Edited | None:
    where = f"row {row.number}"
    cells = {label: row.values[at] if at < len(row.values) else None for label, at in places.items()}
    if all(plain(value) == "" for value in cells.values()):
        return None
    letters = {column_letters(places[label]): label for label in (IDENTITY, VERSION, *EDITABLE)}
    for address in (*row.formulas, *row.errors):
        if (label := letters.get(address.rstrip("0123456789"))) is not None:
            faults.append(f"{where}: “{label}” is a formula. Paste its value in its place.")
            return None
    identity, version = cells[IDENTITY], plain(cells[VERSION]).split(".")
    if plain(identity) == "":
        faults.append(f"{where} has no action id. Add a new action on the page of the plan; or take the row out.")
        return None
    if not isinstance(identity, int) or isinstance(identity, bool) or len(version) != 3:
        faults.append(f"{where}: its action id or its version was changed. Take the actions away again.")
        return None
    found = {name: _value(name, cells[label], f"{where}: “{label}”", faults) for label, name in EDITABLE.items()}
    return Edited(identity, ".".join(version[:2]), version[2], Cells(found), where)


def _value(name: str, value: Value, where: str, faults: list[str]) -> str:
    text = plain(unescaped(value) if isinstance(value, str) else value)
    if name not in DAYS or value is None or not isinstance(value, str | int | float):
        return text
    day, remark = values.day(text)
    if remark or (day is None and text):
        faults.append(f"{where} is “{text[:40]}”, which is no day. Write it as 31/03/2027, or leave the cell empty.")
    return day.isoformat() if day else ""
