"""What of this app can be cited, and what of it cites: priorities."""

from collections.abc import Collection

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.priorities import queries
from frankpledge.web.priorities.models import Priority

PRIORITY = "priority"


def register_all() -> None:
    """Called once, when the app is ready."""
    register(Kind(PRIORITY, "Priority", priorities, search, Permission.WRITE_PLAN))


def priorities(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = numbers.rows(ids)
    return {str(each.pk): _thing(each) for each in queries.priorities(viewer).filter(pk__in=wanted)}


def search(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.current(viewer)
    for word in words.split():
        found = found.filter(title__icontains=word)
    return [_thing(each) for each in found[:limit]]


def _thing(priority: Priority) -> Thing:
    return Thing(PRIORITY, str(priority.pk), priority.title, priority.get_absolute_url(), priority.why)
