"""
What a survey asks, as one value without a database: frozen, to JSON and back.

Beside it, on the same value: `scales` (the steps of the questions that have a scale), `routing` (which pages somebody
is shown), `checking` (whether what was given answers a page) and `faults` (what keeps a questionnaire from opening).

A *page* is what is asked at once, and it has a key. A question is one page, `key`; a question about several things
(how big a problem is litter, noise, …) is one page for each of its items, `key.item`, so there is never a grid.

*Answers* are `{page key: value}`, with no entry for a page that was skipped. The value is

- of ONE and of every scale: the key of the option, as "fairly";
- of SEVERAL: a list of the options' keys in the order of the options, as ["email", "leaflet"]; never empty;
- of COMMENT: the words;
- of POSTCODE: the postcode without spaces, as "HP111AA". It is never stored: whoever takes answers in puts the area in
  its place (`models.Response`).

Answers compare across partnerships and years where questions have the same `code` and `wording` (`Question.same_as`).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeVar

LANGUAGES = {"en": "English", "cy": "Cymraeg"}


class NotAQuestionnaire(ValueError):
    """What was read is not the JSON of a questionnaire."""


class Kind(StrEnum):
    """How a question is answered. Victimisation, channels, source of concern and "about you" are ONE or SEVERAL."""

    ONE = "one"
    SEVERAL = "several"
    PROBLEM = "problem"
    AGREEMENT = "agreement"
    INFORMED = "informed"
    SAFETY = "safety"
    COMMENT = "comment"
    POSTCODE = "postcode"


@dataclass(frozen=True)
class Text:
    """Words in English, and in Welsh where there are some."""

    en: str = ""
    cy: str = ""

    def __bool__(self) -> bool:
        return bool(self.en)

    def say(self, language: str) -> str:
        """In Welsh where that is asked for and there; else in English. `spoken` tells which."""
        return self.cy if self.spoken(language) == "cy" else self.en

    def spoken(self, language: str) -> str:
        """The language that `say` answers in, for the page's `lang`."""
        return "cy" if language == "cy" and self.cy else "en"


@dataclass(frozen=True)
class Option:
    """
    One answer that may be chosen.

    `exclusive` goes with no other ("none of these"). One that is `aside` holds no opinion ("don't know", "prefer not
    to say"): results count it apart from the scale.
    """

    key: str
    text: Text
    exclusive: bool = False
    aside: bool = False


@dataclass(frozen=True)
class Item:
    """One of the things that a question asks about in turn, each on a page. `code` is the bank's, if it came thence."""

    key: str
    text: Text
    code: str = ""
    wording: int = 0


@dataclass(frozen=True)
class Condition:
    """That an earlier page was answered with one of these options, or holds one of them."""

    page: str
    options: tuple[str, ...]

    def holds(self, answers: Mapping[str, Any]) -> bool:
        given = answers.get(self.page)
        if isinstance(given, list):
            return any(option in given for option in self.options)
        return given in self.options


@dataclass(frozen=True)
class Question:
    """
    `key` names it in this questionnaire; `code` and `wording` name it in the bank ("" and 0 for one's own question).

    `options` are for ONE and SEVERAL: scales have their own (`scales.options_of`). `items` make it several pages.
    `route`: it is asked where every condition holds. `most` limits how many of SEVERAL may be chosen; 0 for any.
    """

    key: str
    kind: Kind
    text: Text
    hint: Text = field(default_factory=Text)
    options: tuple[Option, ...] = ()
    items: tuple[Item, ...] = ()
    required: bool = False
    route: tuple[Condition, ...] = ()
    most: int = 0
    code: str = ""
    wording: int = 0

    @property
    def pages(self) -> tuple[str, ...]:
        """The keys of its pages."""
        return tuple(f"{self.key}.{item.key}" for item in self.items) if self.items else (self.key,)

    def same_as(self, other: "Question") -> bool:
        """Whether answers to both compare: one question of the bank, in one wording."""
        return bool(self.code) and (self.code, self.wording) == (other.code, other.wording)


@dataclass(frozen=True)
class Page:
    """One page: its question, and the item that it asks about if it has items."""

    key: str
    question: Question
    item: Item | None = None

    def same_as(self, other: "Page") -> bool:
        """Whether answers to both compare."""
        mine, theirs = ((each.item.code, each.item.wording) if each.item else ("", 0) for each in (self, other))
        whole = bool(mine[0]) if self.item or other.item else True
        return whole and mine == theirs and self.question.same_as(other.question)


Keyed = TypeVar("Keyed", Question, Page)


@dataclass(frozen=True)
class Questionnaire:
    title: Text = field(default_factory=Text)
    intro: Text = field(default_factory=Text)
    thanks: Text = field(default_factory=Text)
    questions: tuple[Question, ...] = ()

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in the order in which they are asked, whether or not a route leads to it."""
        return tuple(
            Page(key, question, item)
            for question in self.questions
            for key, item in zip(question.pages, question.items or (None,), strict=True)
        )

    def question(self, key: str) -> Question:
        """Raises KeyError where there is none."""
        return _first(self.questions, key)

    def page(self, key: str) -> Page:
        """Raises KeyError where there is none."""
        return _first(self.pages, key)

    def with_code(self, code: str) -> Question | None:
        """The question that came from the bank under this code, in whatever wording: `with_code("age")`."""
        return next((each for each in self.questions if each.code == code), None)

    def as_json(self) -> dict[str, Any]:
        """What `from_json` reads: dictionaries, lists, words, numbers."""
        whole: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return whole

    def digest(self) -> str:
        """SHA-256 of its JSON, as 64 hexadecimal digits: two with one digest ask the same."""
        return sha256(json.dumps(self.as_json(), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def from_json(held: Mapping[str, Any]) -> Questionnaire:
    """Raises NotAQuestionnaire."""
    try:
        return Questionnaire(
            title=Text(**held.get("title", {})),
            intro=Text(**held.get("intro", {})),
            thanks=Text(**held.get("thanks", {})),
            questions=tuple(_question(each) for each in held.get("questions", ())),
        )
    except (TypeError, KeyError, ValueError, AttributeError) as fault:
        raise NotAQuestionnaire(f"This is not a questionnaire: {fault}") from fault


def _question(held: Mapping[str, Any]) -> Question:
    made = dict(held)
    return Question(
        **made
        | {
            "kind": Kind(made["kind"]),
            "text": Text(**made["text"]),
            "hint": Text(**made.get("hint", {})),
            "options": tuple(Option(**each | {"text": Text(**each["text"])}) for each in made.get("options", ())),
            "items": tuple(Item(**each | {"text": Text(**each["text"])}) for each in made.get("items", ())),
            "route": tuple(Condition(each["page"], tuple(each["options"])) for each in made.get("route", ())),
        }
    )


def _first(among: tuple[Keyed, ...], key: str) -> Keyed:
    for each in among:
        if each.key == key:
            return each
    raise KeyError(key)
