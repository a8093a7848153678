"""
The question bank: the same for every partnership of an installation, so that answers compare between them and years.

It is read from `bank.toml`. A question that is worded anew keeps its code and gets the next wording; the older stays
there, so that last year's survey still says what it asked. Options and items keep their keys for good.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from frankpledge.web.surveys.questionnaire import Condition, Item, Kind, Option, Question, Questionnaire, Text

CORE = "core"  # the template whose questions these are
FILE = Path(__file__).parent / "bank.toml"


@dataclass(frozen=True)
class Entry:
    """
    A question of the bank in all its wordings, the newest last, with every item that it offers.

    `after` are the codes of the questions that its route needs.
    """

    code: str
    group: str
    name: str
    wordings: tuple[Question, ...]

    @property
    def newest(self) -> Question:
        return self.wordings[-1]

    @property
    def after(self) -> tuple[str, ...]:
        return tuple(condition.page for condition in self.newest.route)


@dataclass(frozen=True)
class Template:
    """A whole survey to begin with: its words, and the codes of its questions with the items that each asks about."""

    key: str
    name: str
    about: str
    questionnaire: Questionnaire


@dataclass(frozen=True)
class Bank:
    """`welsh_checked` is whether a Welsh speaker has read the Welsh."""

    version: str
    welsh_checked: bool
    entries: tuple[Entry, ...]
    templates: tuple[Template, ...]

    def entry(self, code: str) -> Entry:
        """Raises KeyError."""
        return {entry.code: entry for entry in self.entries}[code]

    @property
    def core(self) -> frozenset[str]:
        """The codes of the questions that every yearly survey asks, long or short."""
        [short] = [each for each in self.templates if each.key == CORE]
        return frozenset(question.code for question in short.questionnaire.questions)

    def groups(self) -> dict[str, list[Entry]]:
        """Entries by group, in the bank's order."""
        grouped: dict[str, list[Entry]] = {}
        for entry in self.entries:
            grouped.setdefault(entry.group, []).append(entry)
        return grouped

    def newer(self, question: Question) -> Question | None:
        """The bank's newest wording of a question that has an older one."""
        found = next((entry.newest for entry in self.entries if entry.code == question.code), None)
        return found if found and found.wording > question.wording else None


@cache
def bank() -> Bank:
    held = tomllib.loads(FILE.read_text(encoding="utf-8"))
    entries = tuple(_entry(each) for each in held["question"])
    by_code = {entry.code: entry for entry in entries}
    templates = tuple(_template(each, by_code) for each in held["template"])
    return Bank(held["version"], held["welsh_checked"], entries, templates)


def _entry(held: Mapping[str, Any]) -> Entry:
    wordings = tuple(_question(held, each, number) for number, each in enumerate(held["wording"], 1))
    return Entry(held["code"], held["group"], held["name"], wordings)


def _question(held: Mapping[str, Any], worded: Mapping[str, Any], number: int) -> Question:
    return Question(
        key=held["code"],
        kind=Kind(held["kind"]),
        text=Text(worded["en"], worded["cy"]),
        hint=Text(worded.get("hint_en", ""), worded.get("hint_cy", "")),
        options=tuple(
            Option(each["key"], Text(each["en"], each["cy"]), each.get("exclusive", False), each.get("aside", False))
            for each in held.get("option", ())
        ),
        items=tuple(
            Item(each["key"], Text(each["en"], each["cy"]), each["key"], each.get("wording", 1))
            for each in held.get("item", ())
        ),
        route=tuple(Condition(each["code"], tuple(each["options"])) for each in held.get("route", ())),
        most=held.get("most", 0),
        code=held["code"],
        wording=number,
    )


def _template(held: Mapping[str, Any], entries: Mapping[str, Entry]) -> Template:
    questions = []
    for each in held["asks"]:
        question = entries[each["code"]].newest
        questions.append(_with_items(question, each["items"]) if "items" in each else question)
    words = {name: Text(held[f"{name}_en"], held[f"{name}_cy"]) for name in ("title", "intro", "thanks")}
    whole = Questionnaire(**words, questions=tuple(questions))
    return Template(held["key"], held["name"], held["about"], whole)


def _with_items(question: Question, wanted: Iterable[str]) -> Question:
    by_key = {item.key: item for item in question.items}
    return replace(question, items=tuple(by_key[key] for key in wanted))
