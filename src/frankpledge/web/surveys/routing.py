"""
Which pages somebody is shown, given what they answered so far.

A question is asked where all its conditions hold. Only pages on the way count for a condition: an answer that was given
before somebody went back and turned elsewhere opens nothing, and is left out when they send their answers.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from frankpledge.web.surveys.questionnaire import Questionnaire

Answers = Mapping[str, Any]


def pages(questionnaire: Questionnaire, answers: Answers) -> list[str]:
    """The keys of the pages on the way, in order."""
    way: list[str] = []
    given: dict[str, Any] = {}
    for question in questionnaire.questions:
        if all(condition.holds(given) for condition in question.route):
            for key in question.pages:
                way.append(key)
                if key in answers:
                    given[key] = answers[key]
    return way


def next_page(questionnaire: Questionnaire, answers: Answers, after: str = "") -> str:
    """The page that follows `after` ("" for the first); "" at the end. `after` itself may be off the way by now."""
    return _neighbour(questionnaire, answers, after, 1)


def page_before(questionnaire: Questionnaire, answers: Answers, before: str) -> str:
    """The page that Back leads to; "" at the first."""
    return _neighbour(questionnaire, answers, before, -1)


def with_answer(answers: Answers, page: str, value: Any) -> dict[str, Any]:
    """The answers with this page's as given now; None takes it away. Others stay, on the way or not."""
    kept = {key: held for key, held in answers.items() if key != page}
    return kept if value is None else kept | {page: value}


def clear_unreached(questionnaire: Questionnaire, answers: Answers) -> dict[str, Any]:
    """The answers to pages on the way, in their order: what is sent in the end."""
    return {key: answers[key] for key in pages(questionnaire, answers) if key in answers}


def routed_base(questionnaire: Questionnaire, responses: Sequence[Answers], page: str) -> list[bool]:
    """For each response, whether that person was asked `page`; the base of a share is those who were."""
    return routed_bases(questionnaire, responses)[page]


def routed_bases(questionnaire: Questionnaire, responses: Sequence[Answers]) -> dict[str, list[bool]]:
    """`routed_base` of every page, going through the responses once."""
    asked = {page.key: [False] * len(responses) for page in questionnaire.pages}
    for number, answers in enumerate(responses):
        for key in pages(questionnaire, answers):
            asked[key][number] = True
    return asked


def _neighbour(questionnaire: Questionnaire, answers: Answers, beside: str, step: int) -> str:
    way = set(pages(questionnaire, answers))
    order = [page.key for page in questionnaire.pages]
    start = order.index(beside) + step if beside else 0
    rest = order[start:] if step > 0 else order[start::-1] if start >= 0 else []
    return next((key for key in rest if key in way), "")
