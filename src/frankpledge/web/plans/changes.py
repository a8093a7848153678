"""Every change to a plan and its actions: checked, made and recorded in one transaction."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Agency, Person
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Action, ActionAgency, Chapter, Milestone, Objective, Plan
from frankpledge.web.plans.permissions import reason_not_to_write
from frankpledge.web.priorities import restricting
from frankpledge.web.priorities.models import Priority, Restriction

# Stages go one way; a consultation may be left out, and a plan that is consulted on may go back to be rewritten.
NEXT = {
    Plan.Stage.DRAFT: (Plan.Stage.CONSULTED, Plan.Stage.AGREED),
    Plan.Stage.CONSULTED: (Plan.Stage.DRAFT, Plan.Stage.AGREED),
    Plan.Stage.AGREED: (Plan.Stage.PUBLISHED,),
    Plan.Stage.PUBLISHED: (Plan.Stage.SUPERSEDED,),
    Plan.Stage.SUPERSEDED: (),
}


class ChangedMeanwhile(ValidationError):
    """Somebody else changed this after the page was opened; nothing was saved."""


@transaction.atomic
def begin(*, title: str, first_day: date, last_day: date, layout: str, by: Viewer, follows: Plan | None = None) -> Plan:
    """A new plan, as a draft."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    plan = Plan(
        partnership=by.partnership,
        title=title.strip(),
        first_day=first_day,
        last_day=last_day,
        layout=layout,
        follows=follows,
    )
    plan.full_clean()
    plan.save()
    record(Event.PLAN_BEGUN, subject=plan, by=by)
    return plan


@transaction.atomic
def write_foreword(*, plan: Plan, foreword: str, by: Viewer) -> Plan:
    """New words at the front of the plan."""
    permissions.require(reason_not_to_write(by, plan))
    plan.foreword = foreword
    plan.save(update_fields=["foreword"])
    record(Event.PLAN_CHANGED, subject=plan, by=by)
    return plan


@transaction.atomic
def move_on(*, plan: Plan, stage: str, by: Viewer, today: date, considering: str = "") -> Plan:
    """
    Take a plan to its next stage. It takes the chair's signature to agree a plan, and a release to publish it, by another
    person.

    Publishing a plan replaces the one that it follows. `considering` is what was said of section 17 when it was agreed.
    """
    permissions.require(reason_not_to_move_on(by, Plan.objects.select_for_update().get(pk=plan.pk), stage))
    plan.stage = stage
    if stage == Plan.Stage.AGREED:
        plan.agreed_on, plan.agreed_by, plan.agreed_considering = today, by.person, considering.strip()
    if stage == Plan.Stage.PUBLISHED:
        plan.published_on = today
        if plan.follows and plan.follows.stage == Plan.Stage.PUBLISHED:
            plan.follows.stage = Plan.Stage.SUPERSEDED
            plan.follows.save(update_fields=["stage"])
            record(Event.PLAN_MOVED_ON, subject=plan.follows, by=by, stage=str(Plan.Stage.SUPERSEDED))
    plan.save(update_fields=["stage", "agreed_on", "agreed_by", "agreed_considering", "published_on"])
    record(Event.PLAN_MOVED_ON, subject=plan, by=by, stage=str(stage))
    return plan


def reason_not_to_move_on(viewer: Viewer, plan: Plan, stage: str) -> str:
    """Why `viewer` may not take the plan to this stage, in words for them to read; else ""."""
    if stage == Plan.Stage.PUBLISHED:
        if restricting.carried(restricting.Kind.PLAN, plan.pk):
            return "This plan is for some people only. It cannot be published."
        if waiting := [str(each) for each in plan.approvals.filter(needed=True, retired_on=None) if not each.done]:
            return f"It waits for {', '.join(waiting)}."
    if stage not in NEXT[Plan.Stage(plan.stage)]:
        return f"A plan that is “{plan.get_stage_display()}” does not become “{Plan.Stage(stage).label}” next."
    needed = {Plan.Stage.AGREED: Permission.SIGN_ASSESSMENT, Plan.Stage.PUBLISHED: Permission.RELEASE}
    if reason := permissions.reason_not_to(viewer, needed.get(Plan.Stage(stage), Permission.WRITE_PLAN)):
        return reason
    if stage == Plan.Stage.PUBLISHED and plan.agreed_by_id == viewer.person.pk:
        return "You agreed this plan. A second person has to publish it."
    return ""


@transaction.atomic
def take_in(*, plan: Plan, priority: Priority, by: Viewer, theme: str = "") -> Chapter:
    """A priority becomes the plan's last chapter."""
    permissions.require(reason_not_to_write(by, plan))
    chapter = Chapter(
        partnership=by.partnership, plan=plan, priority=priority, theme=theme, position=_after(plan.chapters.all())
    )
    chapter.full_clean()
    chapter.save()
    record(Event.CHAPTER_ADDED, subject=chapter, by=by, priority=priority.pk)
    held = restricting.carried(restricting.Kind.PLAN, plan.pk)
    if held and not Chapter.objects.filter(priority=priority).exclude(pk=chapter.pk).exists():
        # A priority that is in this plan alone is kept to the same people.
        restricting.restrict_like(other=held, kind=restricting.Kind.PRIORITY, number=priority.pk, by=by)
    return chapter


@transaction.atomic
def restrict_plan(
    *, plan: Plan, because: str, people: Iterable[Person], agencies: Iterable[Agency], by: Viewer
) -> Restriction:
    """Keep a plan to a group, with every priority that is in no other plan."""
    if plan.stage == Plan.Stage.PUBLISHED:
        raise ValidationError("This plan is published: residents have read it. It can no longer be restricted.")
    held = restricting.restrict(
        kind=restricting.Kind.PLAN, number=plan.pk, because=because, people=people, agencies=agencies, by=by
    )
    elsewhere = Chapter.objects.filter(partnership=plan.partnership).exclude(plan=plan).values("priority")
    for chapter in plan.chapters.exclude(priority__in=elsewhere):
        restricting.restrict_like(other=held, kind=restricting.Kind.PRIORITY, number=chapter.priority_id, by=by)
    return held


@transaction.atomic
def write_chapter(*, chapter: Chapter, words: dict[str, str], by: Viewer) -> Chapter:
    """What the plan says of a priority, heading by heading."""
    permissions.require(reason_not_to_write(by, chapter.plan))
    chapter.words = {heading: text.strip() for heading, text in words.items() if text.strip()}
    chapter.save(update_fields=["words"])
    record(Event.CHAPTER_CHANGED, subject=chapter, by=by)
    return chapter


@transaction.atomic
def add_objective(*, chapter: Chapter, text: str, by: Viewer) -> Objective:
    """What the plan means to reach, as the chapter's last objective."""
    permissions.require(reason_not_to_write(by, chapter.plan))
    position = _after(chapter.objectives.all())
    objective = Objective(partnership=by.partnership, chapter=chapter, text=text.strip(), position=position)
    objective.full_clean()
    objective.save()
    record(Event.OBJECTIVE_ADDED, subject=objective, by=by)
    return objective


@transaction.atomic
def add_action(
    *,
    chapter: Chapter,
    text: str,
    by: Viewer,
    objective: Objective | None = None,
    lead: Agency | None = None,
    lead_person: Person | None = None,
    lead_words: str = "",
    helping: Iterable[Agency] = (),
    starts_on: date | None = None,
    due_on: date | None = None,
    public_sentence: str = "",
    not_public_because: str = "",
    follows: Action | None = None,
) -> Action:
    """A new action, with the plan's next number."""
    permissions.require(reason_not_to_write(by, chapter.plan))
    last = Action.objects.filter(plan=chapter.plan).aggregate(last=Max("number"))["last"] or 0
    action = Action(
        partnership=by.partnership,
        plan=chapter.plan,
        chapter=chapter,
        objective=objective,
        number=last + 1,
        text=text.strip(),
        lead=lead,
        lead_person=lead_person,
        lead_words=lead_words,
        starts_on=starts_on,
        due_on=due_on,
        public_sentence=public_sentence,
        not_public_because=not_public_because,
        follows=follows,
    )
    action.full_clean()
    action.save()
    _set_helping(action, helping)
    record(Event.ACTION_ADDED, subject=action, by=by, plan=chapter.plan_id, lead=lead.pk if lead else None)
    return action


@transaction.atomic
def change_action(
    *,
    action: Action,
    version: int,
    by: Viewer,
    text: str,
    chapter: Chapter,
    objective: Objective | None,
    lead: Agency | None,
    lead_person: Person | None,
    helping: Iterable[Agency],
    starts_on: date | None,
    due_on: date | None,
    public_sentence: str,
    not_public_because: str,
) -> Action:
    """
    New facts about an action. `version` is the one that the page showed; raises ChangedMeanwhile if another came.
    """
    permissions.require(reason_not_to_write(by, action.plan))
    held: Action = Action.objects.select_for_update().get(pk=action.pk)
    if held.version != version:
        raise ChangedMeanwhile(f"Somebody changed action {held.number} while this page was open. Look again.")
    before = {name: getattr(held, name) for name in ("due_on", "starts_on", "lead_id", "lead_person_id")}
    held.text, held.chapter, held.objective = text.strip(), chapter, objective
    held.lead, held.lead_person = lead, lead_person
    held.starts_on, held.due_on = starts_on, due_on
    held.public_sentence, held.not_public_because = public_sentence, not_public_because
    held.version += 1
    held.full_clean()
    held.save()
    _set_helping(held, helping)
    moved = {
        name: {"from": _plain(was), "to": _plain(getattr(held, name))}
        for name, was in before.items()
        if was != getattr(held, name)
    }
    record(Event.ACTION_CHANGED, subject=held, by=by, moved=moved)
    return held


@transaction.atomic
def drop_action(*, action: Action, because: str, by: Viewer, today: date) -> Action:
    """The action will not be done, for a reason; it stays in the plan's history."""
    permissions.require(reason_not_to_write(by, action.plan))
    action.dropped_on, action.dropped_because = today, because.strip()
    action.version += 1
    action.full_clean()
    action.save()
    record(Event.ACTION_DROPPED, subject=action, by=by, reason=because)
    return action


@transaction.atomic
def take_up_again(*, action: Action, by: Viewer) -> Action:
    """A dropped action goes on."""
    permissions.require(reason_not_to_write(by, action.plan))
    action.dropped_on, action.dropped_because = None, ""
    action.version += 1
    action.save()
    record(Event.ACTION_TAKEN_UP, subject=action, by=by)
    return action


@transaction.atomic
def add_milestone(*, action: Action, text: str, due_on: date, by: Viewer) -> Milestone:
    """A step of an action by a day."""
    permissions.require(reason_not_to_write(by, action.plan))
    milestone = Milestone(partnership=by.partnership, action=action, text=text.strip(), due_on=due_on)
    milestone.full_clean()
    milestone.save()
    record(Event.MILESTONE_ADDED, subject=milestone, by=by, action=action.pk)
    return milestone


def _set_helping(action: Action, agencies: Iterable[Agency]) -> None:
    wanted = {agency.pk for agency in agencies} - {action.lead_id}
    held = {each.agency_id: each for each in action.helping.all()}
    for gone in set(held) - wanted:
        held[gone].delete()
    for new in sorted(wanted - set(held)):
        ActionAgency.objects.create(partnership_id=action.partnership_id, action=action, agency_id=new)


def _after(placed: "Iterable[Chapter] | Iterable[Objective]") -> int:
    return max((each.position for each in placed), default=0) + 1


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
