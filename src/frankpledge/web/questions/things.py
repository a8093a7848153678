"""Answers as things that something can rest on: see `citations`."""

from collections.abc import Collection

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.questions import queries
from frankpledge.web.questions.models import Answer

ANSWER = "answer"


def answers(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = numbers.rows(ids)
    return {thing.id: thing for thing in map(_thing, queries.seen(viewer).filter(pk__in=wanted))}


def search(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = queries.seen(viewer).filter(question__put_away=False)
    for word in words.split():
        found = found.filter(question__title__icontains=word)
    return [_thing(each) for each in found.order_by("-at")[:limit]]


def _thing(answer: Answer) -> Thing:
    total = answer.content["total"]
    said = f"{answer.question.area_name}: {'a hidden number' if total is None else f'{total:,}'} in all"
    return Thing(ANSWER, str(answer.pk), str(answer), answer.get_absolute_url(), said, restricted=answer.is_restricted)


def register_all() -> None:
    """Called once, when the app is ready."""
    register(Kind(ANSWER, "Answer to a saved question", answers, search))
