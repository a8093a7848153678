"""Changing many actions at once, and undoing it: each in one transaction, or not at all."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Agency
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans import changes, queries, saying
from frankpledge.web.plans.changes import ChangedMeanwhile
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.facts import Facts, facts_of, stamp
from frankpledge.web.plans.models import Action, ActionAgency, BulkChange, Plan, ProgressUpdate
from frankpledge.web.plans.permissions import reason_not_to_write

CHANGED = {"text", "lead", "lead_person", "starts_on", "due_on", "public_sentence"}


def line(row: queries.Row, changed: Facts, *, where: str = "", refused: str = "") -> dict[str, Any]:
    """A row of a bulk change: one action, and what would be different."""
    before = facts_of(row)
    return {
        "action": row.action.pk,
        "number": row.action.number,
        "stamp": stamp(row),
        "where": where,
        "refused": refused,
        "before": {name: before[name] for name in changed},
        "after": changed,
    }


@transaction.atomic
def prepare(*, plan: Plan, name: str, way: str, rows: list[dict[str, Any]], by: Viewer) -> BulkChange:
    """Keep what would change, to look at. No action changes."""
    permissions.require(reason_not_to_write(by, plan))
    kept = BulkChange(partnership=by.partnership, plan=plan, name=name[:200], way=way, rows=rows, by=by.person)
    kept.full_clean(exclude=["made", "rows"])
    kept.save()
    record(Event.BULK_PREPARED, subject=kept, by=by, rows=len(rows), way=str(way))
    return kept


def changed_meanwhile(viewer: Viewer, kept: BulkChange, today: date) -> list[int]:
    """The numbers of the actions that are no longer as they were when the change was prepared."""
    now = {row.action.pk: stamp(row) for row in _rows(viewer, kept, today)}
    return [row["number"] for row in _wanted(kept) if now.get(row["action"]) != row["stamp"]]


@transaction.atomic
def make(*, kept: BulkChange, by: Viewer, today: date) -> BulkChange:
    """
    Make the change: every row that was not refused, or nothing.

    Raises ChangedMeanwhile, naming the actions, where any of them is no longer as it was shown.
    """
    kept = BulkChange.objects.select_for_update().get(pk=kept.pk)
    permissions.require(reason_not_to_make(by, kept))
    list(Action.objects.select_for_update().filter(pk__in=[row["action"] for row in _wanted(kept)]))
    if moved := changed_meanwhile(by, kept, today):
        named = ", ".join(map(str, moved))
        raise ChangedMeanwhile(f"Somebody has changed since, or said something of: action {named}. Nothing was saved.")
    agencies = {agency.pk: agency for agency in queries.every_agency(by)}
    actions = {row.action.pk: row.action for row in _rows(by, kept, today)}
    made: dict[str, list[Any]] = {"updates": [], "changed": []}
    for row in _wanted(kept):
        try:
            _make(row, actions[row["action"]], agencies, made, by, today)
        except ValidationError as fault:
            raise ValidationError([f"Action {row['number']}: {each}" for each in fault.messages]) from fault
    kept.state, kept.made_at, kept.made = BulkChange.State.MADE, timezone.now(), made
    kept.save()
    record(Event.BULK_MADE, subject=kept, by=by, made={name: len(each) for name, each in made.items()})
    return kept


@transaction.atomic
def undo(*, kept: BulkChange, by: Viewer) -> BulkChange:
    """Undo it exactly. Refused where somebody has since changed what it changed, or corrected what it said."""
    kept = BulkChange.objects.select_for_update().get(pk=kept.pk)
    list(Action.objects.select_for_update().filter(pk__in=[was["action"] for was in kept.made.get("changed", ())]))
    permissions.require(reason_not_to_undo(by, kept))
    ProgressUpdate.objects.filter(pk__in=kept.made["updates"]).delete()
    for was in kept.made["changed"]:
        _put_back(was)
    kept.state = BulkChange.State.UNDONE
    kept.save()
    record(Event.BULK_UNDONE, subject=kept, by=by, made={name: len(each) for name, each in kept.made.items()})
    return kept


def reason_not_to_make(viewer: Viewer, kept: BulkChange) -> str:
    reason = reason_not_to_write(viewer, kept.plan)
    return reason or ("" if kept.state == BulkChange.State.PREPARED else "This change was dealt with already.")


def reason_not_to_undo(viewer: Viewer, kept: BulkChange) -> str:
    """Why this change may not be undone, naming what stands in the way; else ""."""
    if reason := reason_not_to_write(viewer, kept.plan):
        return reason
    if kept.state != BulkChange.State.MADE:
        return "This change is not made."
    versions = {was["action"]: was["version"] for was in kept.made["changed"]}
    now = Action.objects.filter(pk__in=versions).values_list("pk", "number", "version")
    worked_on = {number for pk, number, version in now if version != versions[pk]}
    corrected = ProgressUpdate.objects.filter(corrects__in=kept.made["updates"])
    worked_on |= {*corrected.values_list("action__number", flat=True)}
    if worked_on:
        named = ", ".join(map(str, sorted(worked_on)))
        return f"Somebody has worked since on what this changed: action {named}. Undoing it would lose that."
    return ""


def _wanted(kept: BulkChange) -> list[dict[str, Any]]:
    return [row for row in kept.rows if not row["refused"]]


def _rows(viewer: Viewer, kept: BulkChange, today: date) -> Iterable[queries.Row]:
    asked = queries.actions(viewer).filter(plan=kept.plan, pk__in=[row["action"] for row in kept.rows])
    return queries.rows(viewer, asked, today)


def _make(
    row: dict[str, Any],
    action: Action,
    agencies: dict[int, Agency],
    made: dict[str, list[Any]],
    by: Viewer,
    today: date,
) -> None:
    before, after = row["before"], row["after"]
    was = _as_it_was(action)
    if before.get("dropped_because") and not after["dropped_because"]:
        action = changes.take_up_again(action=action, by=by)
    if CHANGED & set(after):
        action = _change(action, after, agencies, by)
    if "status" in after or "said" in after:
        made["updates"].append(_say(action, after, by, today).pk)
    if after.get("dropped_because"):
        action = changes.drop_action(action=action, because=after["dropped_because"], by=by, today=today)
    if action.version != was["facts"]["version"]:
        made["changed"].append({**was, "version": action.version})


def _change(action: Action, after: Facts, agencies: dict[int, Agency], by: Viewer) -> Action:
    lead, person = action.lead, action.lead_person
    if "lead" in after:
        lead = agencies[int(after["lead"])] if after["lead"] else None
    if "lead_person" in after:
        person = queries.people(by).get(pk=after["lead_person"]) if after["lead_person"] else None
    return changes.change_action(
        action=action,
        version=action.version,
        by=by,
        text=after.get("text", action.text),
        chapter=action.chapter,
        objective=action.objective,
        lead=lead,
        lead_person=person,
        helping=[helper.agency for helper in action.helpers],
        starts_on=_day(after["starts_on"]) if "starts_on" in after else action.starts_on,
        due_on=_day(after["due_on"]) if "due_on" in after else action.due_on,
        public_sentence=after.get("public_sentence", action.public_sentence),
        not_public_because=action.not_public_because,
    )


def _say(action: Action, after: Facts, by: Viewer, today: date) -> ProgressUpdate:
    """A new word: what the row does not change of the last one stays as it was said."""
    word = queries.history(by, action).filter(corrected_by=None).first()
    return saying.update_progress(
        action=action,
        status=after.get("status", word.status if word else ""),
        text=after.get("said", word.text if word else ""),
        on=today,
        by=by,
        today=today,
        way=ProgressUpdate.Way.LIST,
    )


def _as_it_was(action: Action) -> dict[str, Any]:
    return {
        "action": action.pk,
        "facts": {
            "text": action.text,
            "lead_id": action.lead_id,
            "lead_person_id": action.lead_person_id,
            "starts_on": _iso(action.starts_on),
            "due_on": _iso(action.due_on),
            "public_sentence": action.public_sentence,
            "dropped_on": _iso(action.dropped_on),
            "dropped_because": action.dropped_because,
            "version": action.version,
        },
        "helping": [[helper.pk, helper.agency_id] for helper in action.helpers],
    }


def _put_back(was: dict[str, Any]) -> None:
    """As it was, under a version of its own: a page that was opened in between is not saved over it."""
    action = Action.objects.get(pk=was["action"])
    facts = was["facts"]
    action.text, action.lead_id, action.public_sentence = facts["text"], facts["lead_id"], facts["public_sentence"]
    action.lead_person_id = facts.get("lead_person_id", action.lead_person_id)  # earlier changes did not touch it
    action.starts_on, action.due_on = _day(facts["starts_on"]), _day(facts["due_on"])
    action.dropped_on, action.dropped_because = _day(facts["dropped_on"]), facts["dropped_because"]
    action.version += 1
    action.save()
    held = {*action.helping.values_list("pk", flat=True)}
    for pk, agency in was["helping"]:
        if pk not in held:
            ActionAgency(pk=pk, partnership_id=action.partnership_id, action=action, agency_id=agency).save(
                force_insert=True
            )


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
