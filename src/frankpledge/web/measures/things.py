"""What of this app can be cited, and what of it cites: measures."""

from collections.abc import Collection

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.measures import queries
from frankpledge.web.measures.models import Measure

MEASURE = "measure"


def register_all() -> None:
    """Called once, when the app is ready."""
    register(Kind(MEASURE, "Measure", measures, search, Permission.WRITE_PLAN))


def measures(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = numbers.rows(ids)
    return {str(each.pk): _thing(each) for each in queries.measures(viewer).filter(pk__in=wanted)}


def search(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.measures(viewer).filter(retired_on=None)
    for word in words.split():
        found = found.filter(title__icontains=word)
    return [_thing(each) for each in found.order_by("-plan__first_day", "title")[:limit]]


def _thing(measure: Measure) -> Thing:
    title = f"{measure} ({measure.plan})"
    return Thing(MEASURE, str(measure.pk), title, measure.get_absolute_url(), measure.chapter.priority.title)
