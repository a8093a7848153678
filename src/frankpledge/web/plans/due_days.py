"""
The days of a calendar: when actions and their milestones are due. Nothing in them is personal.

Other apps add theirs in a module called `calendar_days`, whose `days(link, today)` gives them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import import_module

from django.apps import apps
from django.db.models import Q
from django.utils.module_loading import module_has_submodule

from frankpledge.web.plans import seeing
from frankpledge.web.plans.models import Action, CalendarLink, Milestone, Plan


@dataclass(frozen=True)
class DueDay:
    """
    A day in a calendar. `uid` stays the same for as long as the thing is; `sequence` grows with every change of it.

    `summary` has the action's number and its sentence for residents, or its priority where it has none: the words of
    actions, milestones and updates may name people, and stay here.
    """

    uid: str
    sequence: int
    on: date
    summary: str
    cancelled: bool


def every_day(link: CalendarLink, today: date) -> list[DueDay]:
    """The days of actions, and those of every other app. Call it in the partnership's scope."""
    found = [*due_days(link), *(each for days in _others() for each in days(link, today))]
    return sorted(found, key=lambda each: (each.on, each.uid))


@cache
def _others() -> tuple[Callable[[CalendarLink, date], Iterable[DueDay]], ...]:
    found = [config for config in apps.get_app_configs() if config.name.startswith("frankpledge.")]
    named = [config.name for config in found if module_has_submodule(config.module, "calendar_days")]
    return tuple(import_module(f"{name}.calendar_days").days for name in named)


def due_days(link: CalendarLink) -> list[DueDay]:
    """
    The days of every plan that was not replaced, in three questions; those of dropped actions as cancelled. What is
    restricted is in no calendar: its address can be handed on.

    Call it in the partnership's scope.
    """
    asked = Action.objects.filter(partnership=link.partnership).exclude(plan__stage=Plan.Stage.SUPERSEDED)
    asked = seeing.open_ones(asked)
    if link.agency_id:
        asked = asked.filter(Q(lead=link.agency_id) | Q(helping__agency=link.agency_id)).distinct()
    actions = {each.pk: each for each in asked.select_related("plan", "chapter__priority", "partnership")}
    steps = Milestone.objects.filter(partnership=link.partnership, action__in=actions).order_by("pk")
    found = [_due(action) for action in actions.values() if action.due_on]
    found += [_step(step, actions[step.action_id]) for step in steps]
    return sorted(found, key=lambda each: (each.on, each.uid))


def _due(action: Action) -> DueDay:
    assert action.due_on
    summary = f"Action {action.number} is due: {_about(action)}"
    return DueDay(_uid(action, "due"), action.version - 1, action.due_on, summary, action.dropped_on is not None)


def _step(step: Milestone, action: Action) -> DueDay:
    what = "was reached" if step.reached_on else "is due"
    summary = f"A milestone of action {action.number} {what}: {_about(action)}"
    sequence = action.version - 1 + (step.reached_on is not None)
    return DueDay(_uid(action, f"milestone {step.pk}"), sequence, step.due_on, summary, action.dropped_on is not None)


def _about(action: Action) -> str:
    return action.public_sentence or str(action.chapter.priority)


def _uid(action: Action, what: str) -> str:
    """
    The same on every day, on every address and after a move to another machine; another on another installation.

    The moment at which the plan was begun is what two installations do not share.
    """
    return uid(f"{action.partnership.slug} {action.plan.begun_at.isoformat()} {action.pk} {what}")


def uid(named: str) -> str:
    """An event's name in calendars, from what tells it from all others."""
    return f"{sha256(named.encode()).hexdigest()[:32]}@frankpledge"
