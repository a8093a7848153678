"""What keeps a questionnaire from being put to people, each in words for its writer."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from frankpledge.web.surveys.questionnaire import Kind, Option, Question, Questionnaire, Text
from frankpledge.web.surveys.scales import SCALES, options_of

CHOSEN = {Kind.ONE, Kind.SEVERAL}
MAY_HAVE_ITEMS = {Kind.ONE, *SCALES}


@dataclass(frozen=True)
class Fault:
    """`question` is the key of the one that it is about; "" for the whole."""

    words: str
    question: str = ""


def faults(questionnaire: Questionnaire) -> list[Fault]:
    """None where it can be opened in English."""
    found = []
    if not questionnaire.title:
        found.append(Fault("It has no title."))
    if not questionnaire.questions:
        found.append(Fault("It asks nothing yet."))
    for key, times in Counter(question.key for question in questionnaire.questions).items():
        if times > 1:
            found.append(Fault(f"{times} questions have the key {key}.", key))
    if sum(question.kind == Kind.POSTCODE for question in questionnaire.questions) > 1:
        found.append(Fault("It asks for the postcode twice."))
    for question in questionnaire.questions:
        found += [
            Fault(words, question.key) for words in (*_of_question(question), *_of_route(question, questionnaire))
        ]
    return found


def missing_welsh(questionnaire: Questionnaire) -> list[Fault]:
    """What has English words and no Welsh ones."""
    whole = {"title": questionnaire.title, "introduction": questionnaire.intro, "thanks": questionnaire.thanks}
    found = [Fault(f"The {name} has no Welsh.") for name, text in whole.items() if _lacks(text)]
    for question in questionnaire.questions:
        parts = [question.text, question.hint, *(each.text for each in question.options)]
        parts += [item.text for item in question.items]
        lacking = [text.en for text in parts if _lacks(text)]
        if lacking:
            found.append(Fault("No Welsh for: " + "; ".join(lacking), question.key))
    return found


def _of_question(question: Question) -> Iterator[str]:
    if not question.text:
        yield "The question has no words."
    if question.kind in CHOSEN and len(question.options) < 2:
        yield "It needs at least two answers to choose from."
    if question.kind not in CHOSEN and question.options:
        yield "This kind of question has answers of its own; take the others away."
    if question.items and question.kind not in MAY_HAVE_ITEMS:
        yield "This kind of question is about one thing; take the list of things away."
    for what, entries in (("answer", question.options), ("thing", question.items)):
        if any(not each.text for each in entries):
            yield f"One {what} has no words."
        for words, times in Counter(each.text.en.casefold() for each in entries).items():
            if words and times > 1:
                yield f"“{words}” is there {times} times."
        if len({each.key for each in entries}) < len(entries):
            yield f"Two of its {what}s have one key."
    if question.most and (question.kind != Kind.SEVERAL or question.most > len(question.options)):
        yield "It cannot limit how many are chosen to more than there are."


def _of_route(question: Question, questionnaire: Questionnaire) -> Iterator[str]:
    pages = {page.key: page for page in questionnaire.pages}
    order = [each.key for each in questionnaire.questions]
    for condition in question.route:
        page = pages.get(condition.page)
        if page is None:
            yield "It depends on a question that is no longer there."
            continue
        if order.index(page.question.key) >= order.index(question.key):
            yield f"It depends on “{page.question.text.en}”, which comes later. Move one of them."
        offered = {option.key for option in options_of(page.question)}
        if not condition.options or not set(condition.options) <= offered:
            yield f"It depends on an answer that “{page.question.text.en}” does not have."


def in_words(question: Question, questionnaire: Questionnaire) -> str:
    """Who is asked, as "asked of people who said Yes to “…”"; "" for everybody."""
    pages = {page.key: page for page in questionnaire.pages}
    parts = []
    for condition in question.route:
        page = pages.get(condition.page)
        if page is None:
            parts.append("an answer to a question that is no longer there")
            continue
        named: dict[str, Option] = {option.key: option for option in options_of(page.question)}
        chosen = [named[key].text.en if key in named else key for key in condition.options]
        about = f"{page.question.text.en} {page.item.text.en}" if page.item else page.question.text.en
        parts.append(f"{' or '.join(f'“{each}”' for each in chosen)} to “{about}”")
    return f"Only for people who said {', and '.join(parts)}" if parts else ""


def _lacks(text: Text) -> bool:
    return bool(text.en) and not text.cy
