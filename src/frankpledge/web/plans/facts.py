"""The facts about an action that are changed for many at once, as plain words that can be compared and kept."""

from datetime import date

from frankpledge.web.plans.queries import Row
from frankpledge.web.plans.status import Status

Facts = dict[str, str]  # lead, lead_person: ids of an agency and a person; days: ISO; "" for none
LABELS = {
    "text": "Action",
    "lead": "Lead agency",
    "lead_person": "Named person",
    "starts_on": "Starts",
    "due_on": "Due",
    "status": "How it is going",
    "said": "Update",
    "public_sentence": "In one sentence for residents",
    "dropped_because": "Dropped because",
}
DAYS = {"starts_on", "due_on"}
MOST = {"text": 5_000, "said": 5_000, "public_sentence": 300, "dropped_because": 500}  # letters


def facts_of(row: Row) -> Facts:
    """An action's facts as they are now."""
    action, word = row.action, row.word
    return {
        "text": action.text,
        "lead": str(action.lead_id or ""),
        "lead_person": str(action.lead_person_id or ""),
        "starts_on": _iso(action.starts_on),
        "due_on": _iso(action.due_on),
        "status": word.status if word else "",
        "said": word.text if word else "",
        "public_sentence": action.public_sentence,
        "dropped_because": action.dropped_because,
    }


def stamp(row: Row) -> str:
    """Which facts these are: another version of the action or a newer word has another stamp."""
    return f"{row.action.version}.{row.word.pk if row.word else 0}"


def faults(before: Facts, changed: Facts) -> list[str]:
    """Why an action cannot become so, in words; empty where it can."""
    after = before | changed
    found = []
    if not after["text"].strip():
        found.append("its words are gone. To drop an action, write why in its place for that")
    if after["starts_on"] and after["due_on"] and after["due_on"] < after["starts_on"]:
        found.append("it would be due before it starts")
    found += [
        f"“{LABELS[name]}” has more than {most:,} letters"
        for name, most in MOST.items()
        if len(changed.get(name, "")) > most
    ]
    if "status" in changed or "said" in changed:
        found += _said_faults(after)
    return found


def _said_faults(after: Facts) -> list[str]:
    if after["dropped_because"]:
        return ["it was dropped, so nothing is said of how it goes"]
    if not after["status"] and not after["said"].strip():
        return ["what was said is not taken away: say something new, or correct it on its page"]
    if after["status"] in (Status.AT_RISK, Status.OFF_TRACK) and not after["said"].strip():
        return ["say what is in the way, and what is being done about it"]
    return []


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
