"""What taking a list in would do, before it does: each row beside what the plan holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from frankpledge.web.plans.lists import leads
from frankpledge.web.plans.lists.leads import Agencies, Leads

What = Literal["new", "changed", "same"]


@dataclass(frozen=True)
class Held:
    """An action that the plan holds, as far as a list could say something else of it."""

    pk: int
    number: int
    text: str
    lead: int | None
    due: str
    said: str
    status: str
    said_on: str


@dataclass(frozen=True)
class Previewed:
    """
    A row of the list: what it would do, the action it is held to be, and what would be different, in words.

    `says` is whether it brings a word of how the action goes that the plan does not hold.
    """

    row: Mapping[str, Any]
    what: What
    held: Held | None
    leads: Leads
    differences: tuple[str, ...]
    says: bool


def preview(rows: Iterable[Mapping[str, Any]], held: Iterable[Held], agencies: Agencies) -> list[Previewed]:
    """
    Match rows to actions by their words: a number may have moved since. Each action is matched once.
    """
    by_words = {words(action.text): action for action in held}
    found = []
    for row in rows:
        action = by_words.pop(words(str(row["text"])), None)
        found.append(_previewed(row, action, leads.read(str(row["lead"]), agencies, str(row["helping"]))))
    return found


def words(text: str) -> str:
    """What is compared of an action's words: letters and digits, whatever is between them."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


def _previewed(row: Mapping[str, Any], held: Held | None, who: Leads) -> Previewed:
    says = bool(row["status"] or row["update"])
    if held is None:
        return Previewed(row, "new", None, who, (), says)
    differences = []
    if row["due"] and row["due"] != held.due:
        differences.append(f"due {row['due']} in place of {held.due or 'no day'}")
    if who.lead is not None and who.lead != held.lead:
        differences.append("another agency leads")
    same_word = words(str(row["update"])) == words(held.said) and row["status"] in ("", held.status)
    says = says and not same_word
    if says and row["updated"] and held.said_on and row["updated"] < held.said_on:
        differences.append(f"its word of {row['updated']} is older than what was said on {held.said_on}")
    elif says:
        differences.append("a new word of how it goes")
    return Previewed(row, "changed" if differences else "same", held, who, tuple(differences), says)
