"""What of this app can be cited, and what of it cites: risks."""

from collections.abc import Collection

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.risks import queries
from frankpledge.web.risks.models import Risk

RISK = "risk"


def register_all() -> None:
    """Called once, when the app is ready."""
    register(Kind(RISK, "Risk", risks, search, Permission.WRITE_PLAN))


def risks(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = numbers.rows(ids)
    return {str(each.pk): _thing(each) for each in queries.risks(viewer).filter(pk__in=wanted)}


def search(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.risks(viewer).filter(closed_on=None)
    for word in words.split():
        found = found.filter(description__icontains=word)
    return [_thing(each) for each in found[:limit]]


def _thing(risk: Risk) -> Thing:
    return Thing(RISK, str(risk.pk), str(risk), risk.get_absolute_url(), risk.impact)
