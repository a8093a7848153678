"""What one page asks, and the words around it, as its template shows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from frankpledge.web.surveys import routing
from frankpledge.web.surveys.answer_words import MONTHS_CY, WORDS
from frankpledge.web.surveys.models import Response
from frankpledge.web.surveys.questionnaire import Kind, Option, Page, Questionnaire, Text
from frankpledge.web.surveys.saving import Draft
from frankpledge.web.surveys.scales import options_of

SECONDS = 12  # that a question takes on average
PLACES = {
    Response.Place.FOUND: "place_found",
    Response.Place.OUTSIDE: "place_outside",
    Response.Place.UNKNOWN: "place_unknown",
}


class Words:
    """The words of a page in one language: `words.back` in a template, `words("early", day=…)` in a view."""

    def __init__(self, language: str):
        self.language = language

    def __getitem__(self, name: str) -> str:
        return WORDS[name].say(self.language)

    def __call__(self, name: str, **values: object) -> str:
        return self[name].format(**values)

    do_not_call_in_templates = True

    def day(self, on: date) -> str:
        month = MONTHS_CY[on.month - 1] if self.language == "cy" else f"{on:%B}"
        return f"{on.day} {month} {on.year}"


@dataclass(frozen=True)
class Said:
    """Words of the questionnaire, and the language they are in where it is not the page's: for `lang`."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text


def said(text: Text, language: str) -> Said:
    spoken = text.spoken(language)
    return Said(text.say(language), "" if spoken == language else spoken)


@dataclass(frozen=True)
class Choice:
    key: str
    said: Said
    chosen: bool
    apart: bool  # not one of the others, so a line is drawn before it


@dataclass(frozen=True)
class AskedPage:
    """
    One question as its page shows it. `widget` is radios, checkboxes, words or postcode; `title` is the page's
    heading, with the item as its last part.
    """

    key: str
    widget: str
    title: Said
    item: Said | None
    hint: Said | None
    notes: tuple[str, ...]
    choices: tuple[Choice, ...]
    value: str
    at: int
    of: int
    required: bool
    place: str = ""

    @property
    def heading(self) -> str:
        return f"{self.title} {self.item}" if self.item else str(self.title)


def asked_page(
    questionnaire: Questionnaire, key: str, draft: Draft, words: Words, given: list[str] | None = None
) -> AskedPage:
    """The page with what was given (a refused answer) or is kept. Raises KeyError for a page that there is not."""
    page = questionnaire.page(key)
    question = page.question
    held = draft.answers.get(key)
    chosen = given if given is not None else held if isinstance(held, list) else [held] if held else []
    way = routing.pages(questionnaire, draft.answers)
    options = options_of(question)
    return AskedPage(
        key=key,
        widget={Kind.SEVERAL: "checkboxes", Kind.COMMENT: "words", Kind.POSTCODE: "postcode"}.get(
            question.kind, "radios"
        ),
        title=said(question.text, words.language),
        item=said(page.item.text, words.language) if page.item else None,
        hint=said(question.hint, words.language) if question.hint else None,
        notes=_notes(page, words),
        choices=tuple(
            Choice(option.key, said(option.text, words.language), option.key in chosen, _apart(options, number))
            for number, option in enumerate(options)
        ),
        value=chosen[0] if chosen else "",
        at=way.index(key) + 1 if key in way else 1,
        of=len(way),
        required=question.required,
        place=place_in_words(draft, words),
    )


def _apart(options: tuple[Option, ...], number: int) -> bool:
    """Whether a line goes before this option: the first that goes with no other, or holds no opinion."""
    special = [each.exclusive or each.aside for each in options]
    return number > 0 and special[number] and not special[number - 1]


def _notes(page: Page, words: Words) -> tuple[str, ...]:
    question = page.question
    notes = []
    if question.kind == Kind.SEVERAL:
        notes.append(words("choose_most", most=question.most) if question.most else words["choose_all"])
    if question.kind == Kind.COMMENT:
        notes.append(words["names"])
    if question.kind == Kind.POSTCODE:
        notes.append(words["postcode_why"])
    elif not question.required:
        notes.append(words["optional"])
    return tuple(notes)


def place_in_words(draft: Draft, words: Words) -> str:
    """What came of the postcode; "" where none was given."""
    name = PLACES.get(draft.place.get("place", ""))
    if name is None:
        return ""
    ward = draft.place.get("ward_name", "")
    return f"{words[name]}: {ward}" if ward else words[name]


@dataclass(frozen=True)
class Row:
    """One line of the page on which answers are checked."""

    key: str
    title: Said
    item: Said | None
    answers: tuple[Said, ...]
    missing: bool


def rows(questionnaire: Questionnaire, draft: Draft, words: Words) -> list[Row]:
    return [_row(questionnaire.page(key), draft, words) for key in routing.pages(questionnaire, draft.answers)]


def _row(page: Page, draft: Draft, words: Words) -> Row:
    held: Any = draft.answers.get(page.key)
    keys = held if isinstance(held, list) else [held]
    texts = {option.key: option.text for option in options_of(page.question)}
    if page.question.kind == Kind.POSTCODE:
        place = place_in_words(draft, words)
        answers: tuple[Said, ...] = (Said(place),) if place else ()
    elif page.question.kind == Kind.COMMENT:
        answers = (Said(held),) if held else ()
    else:
        answers = tuple(said(texts[key], words.language) for key in keys if key in texts)
    return Row(
        page.key,
        said(page.question.text, words.language),
        said(page.item.text, words.language) if page.item else None,
        answers,
        missing=page.question.required and not answers,
    )


def minutes(questionnaire: Questionnaire) -> int:
    """How long answering takes about, as it is promised at the start, as long as too few have answered to measure it."""
    return max(1, round(len(questionnaire.pages) * SECONDS / 60))


def asks_for_postcode(questionnaire: Questionnaire) -> bool:
    return any(question.kind == Kind.POSTCODE for question in questionnaire.questions)
