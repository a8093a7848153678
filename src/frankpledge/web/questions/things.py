"""Answers as things that something can rest on: see `citations`."""

from collections.abc import Collection

from django.db.models import QuerySet

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import numbers
from frankpledge.web.citations.kinds import Kind, Thing, register
from frankpledge.web.questions.models import Answer

ANSWER = "answer"


def answers(viewer: Viewer, ids: Collection[str]) -> dict[str, Thing]:
    wanted = numbers.rows(ids)
    return {thing.id: thing for thing in map(_thing, _seen(viewer).filter(pk__in=wanted))}


def search(viewer: Viewer, words: str, limit: int) -> list[Thing]:
    found = _seen(viewer).filter(question__put_away=False)
    for word in words.split():
        found = found.filter(question__title__icontains=word)
    return [_thing(each) for each in found.order_by("-at")[:limit]]


def _seen(viewer: Viewer) -> QuerySet[Answer]:
    mine: QuerySet[Answer] = Answer.objects.filter(partnership=viewer.partnership)
    if not viewer.may(Permission.SEE_RESTRICTED):
        mine = mine.filter(question__restricted=False)
    return mine.select_related("question__partnership", "partnership")


def _thing(answer: Answer) -> Thing:
    total = answer.content["total"]
    said = f"{answer.question.area_name}: {'a hidden number' if total is None else f'{total:,}'} in all"
    return Thing(
        ANSWER, str(answer.pk), str(answer), answer.get_absolute_url(), said, restricted=answer.question.restricted
    )


def register_all() -> None:
    """Called once, when the app is ready."""
    register(Kind(ANSWER, "Answer to a saved question", answers, search))
