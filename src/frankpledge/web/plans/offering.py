"""Offering actions and measures to choose from: those of plans that run, by plan and priority, since each plan has its 1."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans import queries
from frankpledge.web.plans.models import Plan

Groups = list[tuple[str, list[tuple[str, str]]]]


def plans_that_run(viewer: Viewer, today: date) -> QuerySet[Plan]:
    """
    Agreed or published, and not over. Where none is, whatever no other plan has replaced: one that is being written, or
    last year's until the next is agreed.
    """
    mine = queries.plans(viewer)
    running = mine.filter(stage__in=(Plan.Stage.AGREED, Plan.Stage.PUBLISHED), last_day__gte=today)
    if running.exists():
        return running
    return mine.exclude(stage=Plan.Stage.SUPERSEDED)


def by_plan_and_priority(things: Iterable[Any], said: Callable[[Any], tuple[str, str]], before: str = "") -> Groups:
    """
    Choices in groups, in the order of the things, which have a plan and a chapter. `said` gives a thing's value and label;
    `before` begins the group's name.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in things:
        groups.setdefault(f"{before}{each.plan}: {each.chapter.priority}", []).append(said(each))
    return list(groups.items())
