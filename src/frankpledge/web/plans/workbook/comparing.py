"""What a workbook that came back would change: each row beside the action as it is now."""

from collections.abc import Iterable, Mapping
from typing import Any

from frankpledge.web.plans import bulk
from frankpledge.web.plans.facts import LABELS, Facts, facts_of, faults, stamp
from frankpledge.web.plans.lists import values
from frankpledge.web.plans.queries import Row
from frankpledge.web.plans.workbook.cells import MOST_IN_A_CELL, cells_of
from frankpledge.web.plans.workbook.reading import Edited, UnreadableWorkbook

REFUSED = "Somebody changed this action, or said something of it, after the workbook was taken away."


def compare(edited: Iterable[Edited], held: Mapping[int, Row], agencies: Mapping[str, int]) -> list[dict[str, Any]]:
    """
    The rows of a bulk change, for the actions that the workbook changes.

    `held` are the plan's actions by id, `agencies` ids by name in lower case. A row that was changed in Excel, of an
    action that was changed here meanwhile, is refused; one that nobody changed in Excel says nothing. Raises
    UnreadableWorkbook with all that cannot be taken.
    """
    found, wrong = [], []
    for each in edited:
        row = held.get(each.action)
        if row is None:
            wrong.append(f"{each.where}: this plan has no action with the id {each.action}.")
            continue
        now = cells_of(row).values
        names = [name for name, value in each.cells.values.items() if value != now[name]]
        stale = stamp(row) != each.stamp
        if not names or (stale and each.cells.seal == each.seal):
            continue
        changed = _changed(each, row, names, agencies, wrong)
        if not stale:
            wrong += [f"{each.where}, action {row.action.number}: {fault}." for fault in faults(facts_of(row), changed)]
        found.append(bulk.line(row, changed, where=each.where, refused=REFUSED if stale else ""))
    if wrong:
        raise UnreadableWorkbook(wrong)
    return found


def _changed(each: Edited, row: Row, names: list[str], agencies: Mapping[str, int], wrong: list[str]) -> Facts:
    changed: Facts = {}
    held = facts_of(row)
    for name in names:
        value = each.cells.values[name]
        where = f"{each.where}, action {row.action.number}: “{LABELS[name]}”"
        if len(held[name]) > MOST_IN_A_CELL:
            wrong.append(f"{where} is longer than a cell can hold. Change it on the action's page.")
        if name == "lead" and value:
            agency = agencies.get(value.casefold())
            if agency is None:
                wrong.append(f"{where} is “{value[:60]}”, which is no agency here. The sheet “Agencies” lists them.")
            value = str(agency or "")
        if name == "status":
            value, remark = values.status(value)
            if remark:
                wrong.append(f"{where}: {remark}")
        changed[name] = value
    return changed
