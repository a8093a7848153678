"""
Leaving out what is restricted, from any question about plans, chapters, actions or what hangs on them.

Pages ask `seen_by` for whoever reads them. What everybody reads (the public page, packs, calendars, returns to funders)
asks `open_ones`, whoever makes it. Both add conditions to the question and no question of their own, but for one that
a page which is only read asks once.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans.action import Action
from frankpledge.web.plans.plan import Chapter, Plan
from frankpledge.web.priorities import restricting
from frankpledge.web.priorities.restricting import Kind

Rows = TypeVar("Rows", bound=QuerySet[Any])


def of_viewer(viewer: Viewer, before: str) -> Q:
    """What the viewer may not see of the actions that are reached by this prefix: "" for actions themselves."""
    if not _any_hidden(viewer):
        return Q(**{f"{before}pk__in": []})  # none
    return _of_actions(lambda kind: restricting.hidden(viewer, kind), before)


def of_anybody(before: str) -> Q:
    """The same of what not everybody may see."""
    return _of_actions(restricting.restricted, before)


def seen_by(asked: Rows, viewer: Viewer, before: str = "") -> Rows:
    """Without what belongs to an action that the viewer may not see; what belongs to none stays."""
    return asked.exclude(of_viewer(viewer, before)) if _any_hidden(viewer) else asked


def open_ones(asked: Rows, before: str = "") -> Rows:
    """Without what belongs to an action that not everybody may see; what belongs to none stays."""
    return asked.exclude(of_anybody(before))


def plans_of(viewer: Viewer, asked: "QuerySet[Plan]") -> "QuerySet[Plan]":
    return asked.exclude(pk__in=restricting.hidden(viewer, Kind.PLAN))


def chapters_of(viewer: Viewer, asked: Rows, before: str = "") -> Rows:
    """Without chapters, reached by this prefix, of a plan or a priority that the viewer may not see."""
    if not _any_hidden(viewer):
        return asked
    plan, priority = restricting.hidden(viewer, Kind.PLAN), restricting.hidden(viewer, Kind.PRIORITY)
    return asked.exclude(_in(f"{before}plan", plan)).exclude(_in(f"{before}priority", priority))


def open_plans(asked: "QuerySet[Plan]") -> "QuerySet[Plan]":
    return asked.exclude(pk__in=restricting.restricted(Kind.PLAN))


def open_chapters(asked: Rows, before: str = "") -> Rows:
    plan, priority = restricting.restricted(Kind.PLAN), restricting.restricted(Kind.PRIORITY)
    return asked.exclude(_in(f"{before}plan", plan)).exclude(_in(f"{before}priority", priority))


def wholly_seen(asked: Rows, viewer: Viewer) -> Rows:
    """
    Rows with a `plan` of which the viewer may see every part: for lists that were brought in and changes to many actions,
    which hold the words of many.
    """
    hidden = Action.objects.filter(plan=OuterRef("plan")).filter(of_viewer(viewer, ""))
    chapters = Chapter.objects.filter(plan=OuterRef("plan"), priority__in=restricting.hidden(viewer, Kind.PRIORITY))
    return (
        asked.exclude(plan__in=restricting.hidden(viewer, Kind.PLAN))
        .exclude(Exists(hidden))
        .exclude(Exists(chapters))
    )  # fmt: skip


def _any_hidden(viewer: Viewer) -> bool:
    """Whether anything may be kept from the viewer; False only where a page is read, and it was asked."""
    return viewer.hidden is None or any(restricting.hidden(viewer, kind) for kind in Kind)


def _of_actions(numbers: Callable[[str], Any], before: str) -> Q:
    return (
        _in(f"{before}plan", numbers(Kind.PLAN))
        | _in(f"{before}chapter__priority", numbers(Kind.PRIORITY))
        | _in(before.removesuffix("__") or "pk", numbers(Kind.ACTION))
    )


def _in(path: str, numbers: Any) -> Q:
    return Q(**{f"{path}__isnull": False, f"{path}__in": numbers})
