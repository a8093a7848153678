"""What of this app can be cited: surveys."""

from collections.abc import Collection

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.surveys import queries
from frankpledge.web.surveys.models import Survey

SURVEY = "survey"


def register_all() -> None:
    """Called once, when the app is ready."""
    register(Kind(SURVEY, "Survey", surveys, search, Permission.WRITE_ASSESSMENT))


def surveys(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = numbers.rows(ids)
    return {str(each.pk): _thing(each) for each in queries.surveys(viewer).filter(pk__in=wanted)}


def search(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.surveys(viewer).exclude(state=Survey.State.DRAFT)
    for word in words.split():
        found = found.filter(title__icontains=word)
    return [_thing(each) for each in found[:limit]]


def _thing(survey: Survey) -> Thing:
    said = f"Open from {survey.opens_on:%-d %B %Y}" if survey.opens_on else ""
    return Thing(SURVEY, str(survey.pk), survey.title, survey.get_absolute_url(), said)
