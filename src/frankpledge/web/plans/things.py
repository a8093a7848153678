"""What of a plan can be cited, and what of it cites: its actions."""

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit import reasons
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.plans import county, queries, seeing
from frankpledge.web.plans.models import Action, Chapter, Dismissal
from frankpledge.web.plans.rollup import DISTRICT_PRIORITY
from frankpledge.web.priorities import in_plans
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.priorities.in_plans import Place
from frankpledge.web.priorities.models import Priority

ACTION = "action"


def places(viewer: Viewer, priority: Priority) -> list[Place]:
    """The plans that a priority is in, the newest first."""
    chapters = seeing.chapters_of(viewer, Chapter.objects.filter(priority=priority, partnership=viewer.partnership))
    return [
        Place(str(each.plan), f"{each.plan.get_absolute_url()}#priority-{each.pk}")
        for each in chapters.select_related("plan__partnership").order_by("-plan__first_day")
    ]


def register_all() -> None:
    """Called once, when the app is ready."""
    in_plans.register(places)
    reasons.register("plans.action", seen_actions)
    reasons.register("priorities.priority", seen_priorities)
    reasons.register("plans.dismissal", seen_dismissals)
    register(Kind(ACTION, "Action", actions, search, Permission.WRITE_PLAN))
    register(Kind(DISTRICT_PRIORITY, "A district’s priority", district_priorities, None, Permission.WRITE_PLAN))


def district_priorities(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    """Priorities of the districts below, in plans that this partnership may read."""
    found = county.district_priorities(viewer, numbers.rows(ids), localdate())
    address = reverse("district_plans", args=[viewer.partnership.slug])
    return {
        str(each.priority_id): Thing(
            DISTRICT_PRIORITY,
            str(each.priority_id),
            f"{each.priority}, {each.partnership}",
            f"{address}#priority-{each.priority_id}",
            each.priority.public_sentence,
        )
        for each in found
    }


def actions(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = numbers.rows(ids)
    return {str(each.pk): _thing(each) for each in queries.actions(viewer).filter(pk__in=wanted)}


def seen_actions(viewer: Viewer, numbers: Collection[int]) -> Collection[int]:
    return list(queries.actions(viewer).filter(pk__in=numbers).values_list("pk", flat=True))


def seen_priorities(viewer: Viewer, numbers: Collection[int]) -> Collection[int]:
    return list(priorities.priorities(viewer).filter(pk__in=numbers).values_list("pk", flat=True))


def seen_dismissals(viewer: Viewer, numbers: Collection[int]) -> Collection[int]:
    """Answers to remarks on plans of which the viewer may see every part: their reasons may speak of any."""
    mine = Dismissal.objects.filter(partnership=viewer.partnership, pk__in=numbers)
    return list(seeing.wholly_seen(mine, viewer).values_list("pk", flat=True))


def search(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.actions(viewer).filter(dropped_on=None)
    for word in words.split():
        found = found.filter(Q(text__icontains=word) | Q(chapter__priority__title__icontains=word))
    return [_thing(each) for each in found.order_by("-plan__first_day", "number")[:limit]]


def _thing(action: Action) -> Thing:
    title = f"{action} of {action.plan}"
    return Thing(ACTION, str(action.pk), title, action.get_absolute_url(), action.text)
