"""Taking a list of actions into a plan, and taking it back out: each in one transaction, or not at all."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.changes import give_alias, take_in_agency
from frankpledge.web.accounts.models import Agency, AgencyAlias, Partner
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans import changes, queries, saying
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.lists.leads import Agencies
from frankpledge.web.plans.lists.preview import Held, Previewed, preview
from frankpledge.web.plans.lists.reading import ListedAction
from frankpledge.web.plans.models import Action, ActionList, Chapter, Plan, ProgressUpdate
from frankpledge.web.plans.permissions import reason_not_to_write
from frankpledge.web.priorities import changes as priority_changes
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.priorities.models import Priority

NO_AGENCY = "none"  # an answer: the name is a group's or a person's, and stands for no agency
NEW_AGENCY = "new"  # an answer: the name is an agency's that is not here yet
WITHOUT_HEADING = "Other actions"


@transaction.atomic
def keep(*, plan: Plan, name: str, actions: list[ListedAction], by: Viewer) -> ActionList:
    """Keep a list as it was read, to look at, with what was answered of its names before. Nothing in the plan changes."""
    permissions.require(reason_not_to_write(by, plan))
    kept = ActionList(
        partnership=by.partnership,
        plan=plan,
        name=name[:200],
        rows=[action.as_data() for action in actions],
        answers=_answered_before(by),
        by=by.person,
    )
    kept.full_clean(exclude=["answers", "made"])
    kept.save()
    record(Event.LIST_READ, subject=kept, by=by, rows=len(actions))
    return kept


def agencies_of(viewer: Viewer, answers: Mapping[str, str]) -> Agencies:
    """The partnership's agencies by name and alias, and by what was answered about this list's unknown names."""
    names: dict[str, int | None] = {agency.name: agency.pk for agency in queries.agencies(viewer)}
    names |= {given.alias: given.agency_id for given in AgencyAlias.objects.filter(partnership=viewer.partnership)}
    names |= {name: int(answer) if answer.isdigit() else None for name, answer in answers.items() if answer}
    return Agencies(names)


def _answered_before(viewer: Viewer) -> dict[str, str]:
    """What was answered of names in lists that the viewer may see: the newest answer of each, while its agency is here."""
    here = {str(agency.pk) for agency in queries.agencies(viewer)} | {NO_AGENCY}
    earlier = queries.lists(viewer).order_by("pk").values_list("answers", flat=True)
    found = {name: answer for answers in earlier for name, answer in answers.items()}
    return {name: answer for name, answer in found.items() if answer in here}


def give_aliases(answers: Mapping[str, str], agencies: Mapping[int, Agency], by: Viewer) -> list[int]:
    """Make what was answered about names known, as their agencies' short names; returns the ids of those that are new."""
    held = {alias.casefold() for alias in AgencyAlias.objects.values_list("alias", flat=True)}
    return [
        give_alias(agency=agencies[int(answered)], alias=name, by=by).pk
        for name, answered in answers.items()
        if answered.isdigit() and name.casefold() not in held and len(name) <= 60
    ]


def previewed(viewer: Viewer, kept: ActionList, today: date) -> list[Previewed]:
    """What taking the list in would do now."""
    shown = queries.rows(viewer, queries.actions(viewer).filter(plan=kept.plan), today)
    held = [
        Held(
            row.action.pk,
            row.action.number,
            row.action.text,
            row.action.lead_id,
            row.action.due_on.isoformat() if row.action.due_on else "",
            row.word.text if row.word else "",
            row.word.status if row.word else "",
            row.word.on.isoformat() if row.word else "",
        )
        for row in shown
    ]
    return preview(kept.rows, held, agencies_of(viewer, kept.answers))


@transaction.atomic
def answer(*, kept: ActionList, answers: Mapping[str, str], by: Viewer) -> ActionList:
    """
    Which agency each unknown name is; "none" for a name that stands for none, "new" for an agency's that is not here yet.

    Known from now on as its alias. An agency that is new is taken in at once, as on the page of people.
    """
    permissions.require(_reason_not_to_take_in(by, kept))
    answers = {
        name: str(_new_agency(name, by).pk) if answer == NEW_AGENCY else answer for name, answer in answers.items()
    }
    kept.answers = {**kept.answers, **{name: value for name, value in answers.items() if value}}
    kept.save(update_fields=["answers"])
    record(Event.NAMES_ANSWERED, subject=kept, by=by, names=sum(bool(value) for value in answers.values()))
    return kept


def _new_agency(name: str, by: Viewer) -> Agency:
    return take_in_agency(name=name, standing=Partner.Standing.INVITED, by=by).agency


@transaction.atomic
def take_in(*, kept: ActionList, by: Viewer, today: date) -> ActionList:
    """
    Make the list's actions, and say what it says of those that the plan has. All of it, or nothing.

    A word without a day is taken to be as old as the plan: what nobody dated is not made fresh.
    """
    kept = ActionList.objects.select_for_update().get(pk=kept.pk)
    permissions.require(_reason_not_to_take_in(by, kept))
    made: dict[str, list[Any]] = {
        "actions": [],
        "updates": [],
        "chapters": [],
        "priorities": [],
        "aliases": [],
        "changed": [],
    }
    agencies = {agency.pk: agency for agency in queries.agencies(by)}
    made["aliases"] = give_aliases(kept.answers, agencies, by)
    chapters = _Chapters(kept.plan, made, by, today)
    for each in previewed(by, kept, today):
        if each.what == "same":
            continue
        action = _new(each, chapters.of(str(each.row["heading"])), agencies, by) if each.what == "new" else None
        if action:
            made["actions"].append(action.pk)
        else:
            assert each.held
            action = queries.actions(by).get(pk=each.held.pk)
            _change(each, action, agencies, made, by)
        if each.says:
            made["updates"].append(_say(each, action, kept, by, today).pk)
    kept.state, kept.taken_in_at, kept.made = ActionList.State.TAKEN_IN, timezone.now(), made
    kept.save()
    record(Event.LIST_TAKEN_IN, subject=kept, by=by, made={name: len(ids) for name, ids in made.items()})
    return kept


@transaction.atomic
def take_back(*, kept: ActionList, by: Viewer) -> ActionList:
    """
    Undo it exactly. Refused where somebody has since worked on what it made: their work would go with it.
    """
    kept = ActionList.objects.select_for_update().get(pk=kept.pk)
    permissions.require(reason_not_to_take_back(by, kept))
    ProgressUpdate.objects.filter(pk__in=kept.made["updates"]).delete()
    for was in kept.made["changed"]:
        action = Action.objects.get(pk=was["action"])
        action.due_on = date.fromisoformat(was["due_on"]) if was["due_on"] else None
        action.lead_id = was["lead"]
        action.version += 1
        action.save()
    for action in Action.objects.filter(pk__in=kept.made["actions"]):
        action.helping.all().delete()
        action.delete()
    Chapter.objects.filter(pk__in=kept.made["chapters"]).delete()
    Priority.objects.filter(pk__in=kept.made["priorities"]).delete()
    AgencyAlias.objects.filter(pk__in=kept.made["aliases"]).delete()
    kept.state = ActionList.State.TAKEN_BACK
    kept.save()
    record(Event.LIST_TAKEN_BACK, subject=kept, by=by, made={name: len(ids) for name, ids in kept.made.items()})
    return kept


def reason_not_to_take_back(viewer: Viewer, kept: ActionList) -> str:
    """Why this list may not be taken back, naming what stands in the way; else ""."""
    reason = reason_not_to_write(viewer, kept.plan)
    if reason:
        return reason
    if kept.state != ActionList.State.TAKEN_IN:
        return "This list is not in the plan."
    touched = Action.objects.filter(pk__in=kept.made["actions"])
    said = ProgressUpdate.objects.filter(action__in=touched).exclude(action_list=kept)
    worked_on = {*said.values_list("action__number", flat=True)}
    worked_on |= {*touched.exclude(version=1).values_list("number", flat=True)}
    worked_on |= {*touched.filter(milestones__isnull=False).values_list("number", flat=True)}
    for was in kept.made["changed"]:
        if (now := Action.objects.get(pk=was["action"])).version != was["version"]:
            worked_on.add(now.number)
    corrected = ProgressUpdate.objects.filter(corrects__in=kept.made["updates"]).exclude(action_list=kept)
    worked_on |= {*corrected.values_list("action__number", flat=True)}
    if worked_on:
        named = ", ".join(str(number) for number in sorted(worked_on))
        return f"Somebody has worked on what this list made since: action {named}. Taking it back would lose that."
    others = Action.objects.filter(chapter__in=kept.made["chapters"]).exclude(pk__in=kept.made["actions"])
    if others.exists():
        return "Other actions stand under the priorities that this list made. Move them first."
    return ""


def _reason_not_to_take_in(viewer: Viewer, kept: ActionList) -> str:
    reason = reason_not_to_write(viewer, kept.plan)
    return reason or ("" if kept.state == ActionList.State.READ else "This list was dealt with already.")


class _Chapters:
    """The plan's chapters by the heading that a list has for them; one that is missing is made once."""

    def __init__(self, plan: Plan, made: dict[str, list[Any]], by: Viewer, today: date):
        self.plan, self.made, self.by, self.today = plan, made, by, today
        self.held = {each.priority.title.casefold(): each for each in queries.chapters(by, plan)}

    def of(self, heading: str) -> Chapter:
        title = (heading.strip() or WITHOUT_HEADING)[:200]
        if title.casefold() not in self.held:
            # One that is kept from whoever takes the list in is not written under: that its name is taken says `add`.
            priority = priorities.current(self.by).filter(title__iexact=title).first()
            if priority is None:
                priority = priority_changes.add(title=title, by=self.by, today=self.today)
                self.made["priorities"].append(priority.pk)
            chapter = changes.take_in(plan=self.plan, priority=priority, by=self.by)
            self.made["chapters"].append(chapter.pk)
            self.held[title.casefold()] = chapter
        return self.held[title.casefold()]


def _new(each: Previewed, chapter: Chapter, agencies: dict[int, Agency], by: Viewer) -> Action:
    row = each.row
    return changes.add_action(
        chapter=chapter,
        text=str(row["text"]),
        lead=agencies.get(each.leads.lead) if each.leads.lead else None,
        helping=[agencies[pk] for pk in each.leads.helping if pk in agencies],
        lead_words=" · ".join(part for part in (str(row["lead"]), str(row["helping"])) if part)[:300],
        starts_on=_day(row["starts"]),
        due_on=_day(row["due"]),
        public_sentence=str(row["public"])[:300],
        by=by,
    )


def _change(
    each: Previewed, action: Action, agencies: dict[int, Agency], made: dict[str, list[Any]], by: Viewer
) -> None:
    due = _day(each.row["due"]) or action.due_on
    lead = agencies.get(each.leads.lead) if each.leads.lead else action.lead
    if due == action.due_on and lead == action.lead:
        return
    was = {"action": action.pk, "due_on": action.due_on.isoformat() if action.due_on else "", "lead": action.lead_id}
    changed = changes.change_action(
        action=action,
        version=action.version,
        by=by,
        text=action.text,
        chapter=action.chapter,
        objective=action.objective,
        lead=lead,
        lead_person=action.lead_person,
        helping=[helper.agency for helper in action.helping.all()],
        starts_on=action.starts_on,
        due_on=due,
        public_sentence=action.public_sentence,
        not_public_because=action.not_public_because,
    )
    made["changed"].append({**was, "version": changed.version})


def _say(each: Previewed, action: Action, kept: ActionList, by: Viewer, today: date) -> ProgressUpdate:
    on = _day(each.row["updated"])
    if on is not None and on > today:
        raise ValidationError(f"{each.row['where']}: the day {on:%d/%m/%Y} has not come yet. Correct it in the list.")
    return saying.update_progress(
        action=action,
        status=str(each.row["status"]),
        text=str(each.row["update"]),
        on=on or min(kept.plan.first_day, today),
        by=by,
        today=today,
        way=ProgressUpdate.Way.LIST,
        action_list=kept,
        undated=on is None,
    )


def _day(iso: object) -> date | None:
    return date.fromisoformat(str(iso)) if iso else None
