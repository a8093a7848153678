"""Next year's plan out of this one: what is not finished is carried over, and says for how long it has been."""

from datetime import date

from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans import changes, queries
from frankpledge.web.plans.models import Action, Objective, Plan, Status
from frankpledge.web.priorities import restricting
from frankpledge.web.priorities.restricting import Kind


@transaction.atomic
def roll_forward(*, plan: Plan, title: str, first_day: date, last_day: date, by: Viewer, today: date) -> Plan:
    """
    A draft with the same foreword, priorities, words and objectives, and every action that is not complete.

    What was dropped, complete, or belongs to a priority that ended stays behind. Due days that would lie before the
    new plan are left empty: nobody has agreed to new ones. What `by` may not see stays behind as well; what is restricted
    and carried over is restricted to the same people.
    """
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    new = changes.begin(title=title, first_day=first_day, last_day=last_day, layout=plan.layout, by=by, follows=plan)
    _keep_to(Kind.PLAN, plan.pk, Kind.PLAN, new.pk, by)
    changes.write_foreword(plan=new, foreword=plan.foreword, by=by)
    rows = queries.rows(by, queries.actions(by).filter(plan=plan, dropped_on=None), today)
    for chapter in queries.chapters(by, plan):
        if chapter.priority.until_on is not None:
            continue
        carried = changes.take_in(plan=new, priority=chapter.priority, theme=chapter.theme, by=by)
        changes.write_chapter(chapter=carried, words=chapter.words, by=by)
        objectives: dict[int, Objective] = {}
        for objective in chapter.objectives.all():
            objectives[objective.pk] = changes.add_objective(chapter=carried, text=objective.text, by=by)
        for row in rows:
            action = row.action
            if action.chapter_id != chapter.pk or row.standing.said == Status.COMPLETE:
                continue
            added = changes.add_action(
                chapter=carried,
                objective=objectives.get(action.objective_id or 0),
                text=action.text,
                lead=action.lead,
                lead_person=action.lead_person,
                lead_words=action.lead_words,
                helping=[each.agency for each in action.helpers],
                due_on=action.due_on if action.due_on and action.due_on >= first_day else None,
                public_sentence=action.public_sentence,
                not_public_because=action.not_public_because,
                follows=action,
                by=by,
            )
            _keep_to(Kind.ACTION, action.pk, Kind.ACTION, added.pk, by)
    return new


def _keep_to(kind: str, number: int, new_kind: str, new_number: int, by: Viewer) -> None:
    if held := restricting.carried(kind, number):
        restricting.restrict_like(other=held, kind=new_kind, number=new_number, by=by)


def a_year_on(day: date) -> date:
    """The same day next year; the last of February for the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def years_carried(action: Action) -> int:
    """How many plans it was in before this one."""
    years, before = 0, action.follows
    while before is not None:
        years, before = years + 1, before.follows
    return years
