"""What of this app can be cited, and what of it cites: grants."""

from collections.abc import Collection

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.funding import queries
from frankpledge.web.funding.models import Grant

GRANT = "grant"


def register_all() -> None:
    """Called once, when the app is ready."""
    register(Kind(GRANT, "Grant", grants, search, Permission.WRITE_PLAN))


def grants(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = numbers.rows(ids)
    return {str(each.pk): _thing(each) for each in queries.grants(viewer).filter(pk__in=wanted)}


def search(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.grants(viewer).filter(state=Grant.State.RUNNING)
    for word in words.split():
        found = found.filter(title__icontains=word)
    return [_thing(each) for each in found[:limit]]


def _thing(grant: Grant) -> Thing:
    return Thing(GRANT, str(grant.pk), str(grant), grant.get_absolute_url(), grant.purpose)
