"""Which of a plan's actions were asked for: by status, agency or none, priority, words and age."""

from collections.abc import Iterable
from typing import Any

from frankpledge.web.plans.queries import Row
from frankpledge.web.plans.sorting import Sorting


def asked_for(rows: Iterable[Row], asked: dict[str, Any], sorting: Sorting) -> list[Row]:
    """Those rows that answer every question of the filter; without a question, all that are not dropped."""
    category = asked.get("category")
    return [row for row in rows if _answers(row, asked) and (not category or category in sorting.of(row.action))]


def _answers(row: Row, asked: dict[str, Any]) -> bool:
    action = row.action
    if action.dropped_on and not asked.get("dropped"):
        return False
    if asked.get("status") and row.standing.shown != asked["status"]:
        return False
    agency = asked.get("agency")
    if agency and agency.pk not in {action.lead_id, *(each.agency_id for each in action.helpers)}:
        return False
    if asked.get("chapter") and action.chapter_id != asked["chapter"].pk:
        return False
    if asked.get("old") and not row.standing.old:
        return False
    if asked.get("vacant") and action.lead_id:
        return False
    words = str(asked.get("words", "")).casefold().split()
    said = row.word.text if row.word else ""
    text = f"{action.number} {action.text} {action.lead_words} {said}".casefold()
    return all(word in text for word in words)
