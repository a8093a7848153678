"""Writing a questionnaire: each takes one and gives another, and leaves every answer's key as it was."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from frankpledge.web.surveys.bank import bank
from frankpledge.web.surveys.questionnaire import Condition, Kind, Question, Questionnaire, Text

LONGEST_KEY = 40


def key_for(words: str, taken: Collection[str]) -> str:
    """
    A key made of words, that none of `taken` is.

    >>> key_for("Litter, and dogs!", ["litter-and-dogs"])
    'litter-and-dogs-2'
    """
    stem = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:LONGEST_KEY].strip("-") or "other"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def add_own(asked: Questionnaire, kind: Kind, text: Text) -> tuple[Questionnaire, Question]:
    """Another question at the end, in the partnership's own words."""
    key = key_for(text.en, [each.key for each in asked.questions])
    made = Question(key, kind, text)
    return replace(asked, questions=(*asked.questions, made)), made


def add_from_bank(asked: Questionnaire, code: str) -> tuple[Questionnaire, list[Question]]:
    """
    A question of the bank at the end, with those before it that its route needs and that are not there: the newest
    wordings, and all items. Nothing where it is there already. Raises KeyError for a code that there is not.
    """
    entry = bank().entry(code)
    added: list[Question] = []
    if asked.with_code(code) is None:
        for needed in entry.after:
            asked, before = add_from_bank(asked, needed)
            added += before
        taken = [each.key for each in asked.questions]
        keys = {needed: found.key for needed in entry.after if (found := asked.with_code(needed))}
        route = tuple(Condition(keys[each.page], each.options) for each in entry.newest.route)
        made = replace(entry.newest, key=code if code not in taken else key_for(code, taken), route=route)
        asked = replace(asked, questions=(*asked.questions, made))
        added.append(made)
    return asked, added


def put(asked: Questionnaire, question: Question) -> Questionnaire:
    """The question as it is now, in the place of that with its key. Raises KeyError."""
    asked.question(question.key)
    return replace(asked, questions=tuple(question if each.key == question.key else each for each in asked.questions))


def move(asked: Questionnaire, key: str, places: int) -> Questionnaire:
    """The question so many places further down, or up where negative; no further than either end."""
    order = list(asked.questions)
    at = order.index(asked.question(key))
    question = order.pop(at)
    order.insert(min(max(at + places, 0), len(order)), question)
    return replace(asked, questions=tuple(order))


def remove(asked: Questionnaire, key: str) -> Questionnaire:
    """Without that question, and without the conditions that rest on it."""
    gone = asked.question(key)
    kept = (
        replace(each, route=tuple(condition for condition in each.route if condition.page not in gone.pages))
        for each in asked.questions
        if each.key != key
    )
    return replace(asked, questions=tuple(kept))


def own(question: Question) -> Question:
    """The question as the partnership's own: its words may change, and answers compare with nobody else's."""
    return replace(
        question, code="", wording=0, items=tuple(replace(item, code="", wording=0) for item in question.items)
    )


def newest(question: Question) -> Question:
    """The question in the bank's newest wording, with the items, the route and the key that it has."""
    newer = bank().newer(question)
    if newer is None:
        return question
    return replace(newer, key=question.key, items=question.items, route=question.route, required=question.required)


def before(asked: Questionnaire, key: str) -> Sequence[Question]:
    """The questions that come before one."""
    return asked.questions[: asked.questions.index(asked.question(key))]
