"""What of a plan can be cited, and what of it cites: its actions."""

from collections.abc import Collection

from django.db.models import Q

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.plans import queries
from frankpledge.web.plans.models import Action

ACTION = "action"


def register_all() -> None:
    """Called once, when the app is ready."""
    register(Kind(ACTION, "Action", actions, search, Permission.WRITE_PLAN))


def actions(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = numbers.rows(ids)
    return {str(each.pk): _thing(each) for each in queries.actions(viewer).filter(pk__in=wanted)}


def search(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.actions(viewer).filter(dropped_on=None)
    for word in words.split():
        found = found.filter(Q(text__icontains=word) | Q(chapter__priority__title__icontains=word))
    return [_thing(each) for each in found.order_by("-plan__first_day", "number")[:limit]]


def _thing(action: Action) -> Thing:
    title = f"{action} of {action.plan}"
    return Thing(ACTION, str(action.pk), title, action.get_absolute_url(), action.text)
