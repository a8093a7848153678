"""A survey's questions as a file that another installation can begin with."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.core.exceptions import ValidationError

from frankpledge.web.surveys.bank import bank
from frankpledge.web.surveys.questionnaire import Question, Questionnaire
from frankpledge.web.surveys.writing import LONGEST_KEY, own

KIND = "questionnaire"
KEY = re.compile(r"[a-z0-9_-]+")
MOST_QUESTIONS = 100


def settled(brought: Questionnaire) -> Questionnaire:
    """
    What came in the file, fit to be a draft. A question keeps the bank's name only where it says what the bank of this
    installation says under it, since answers are compared by that name. Raises ValidationError.
    """
    if len(brought.questions) > MOST_QUESTIONS:
        raise ValidationError(f"It has {len(brought.questions)} questions; {MOST_QUESTIONS} are taken at most.")
    wrong = [key for key in _keys(brought) if not KEY.fullmatch(key) or len(key) > LONGEST_KEY]
    if wrong:
        raise ValidationError(f"A key has small letters, digits and hyphens alone, {LONGEST_KEY} at most: {wrong[0]!r} is none.")  # fmt: skip
    if len({question.key for question in brought.questions}) < len(brought.questions):
        raise ValidationError("Two of its questions have the same key.")
    if any(question.most < 0 for question in brought.questions):
        raise ValidationError("At most fewer than no answers may be given to one of its questions: write 0 for any.")
    return replace(brought, questions=tuple(_vouched(question) for question in brought.questions))


def _keys(asked: Questionnaire) -> Iterator[str]:
    for question in asked.questions:
        yield question.key
        yield from (option.key for option in question.options)
        yield from (item.key for item in question.items)


def _vouched(question: Question) -> Question:
    """The question under the bank's name if it is the bank's, else as the partnership's own."""
    entry = next((each for each in bank().entries if each.code == question.code), None)
    if entry is None or not 1 <= question.wording <= len(entry.wordings):
        return own(question)
    ours = entry.wordings[question.wording - 1]
    same = (question.kind, question.text, question.options, question.most) == (
        ours.kind,
        ours.text,
        ours.options,
        ours.most,
    )
    return question if same and set(question.items) <= set(ours.items) else own(question)
