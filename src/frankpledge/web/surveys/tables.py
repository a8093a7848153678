"""
Answers as arrays: who was asked each page, and what they chose. Pure: from answers to arrays, without a database.

A page is counted by what the newest version of the survey asks. An answer to an older version counts where that asked
the same, word for word and option for option; else it is left out of the page, and `otherwise` says how many.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frankpledge.web.surveys.questionnaire import Condition, Kind, Option, Page, Question, Questionnaire, Text
from frankpledge.web.surveys.scales import options_of

Flags = NDArray[np.bool_]
Positions = NDArray[np.int16]
NOT_GIVEN = -1
FIFTHS = (
    Text("Most deprived fifth", "Y bumed ran fwyaf difreintiedig"),
    Text("Second fifth", "Yr ail bumed ran"),
    Text("Middle fifth", "Y bumed ran ganol"),
    Text("Fourth fifth", "Y bedwaredd bumed ran"),
    Text("Least deprived fifth", "Y bumed ran leiaf difreintiedig"),
)
MODES = {
    "web": Text("On the web", "Ar y we"),
    "paper": Text("On paper", "Ar bapur"),
    "phone": Text("By telephone", "Dros y ffôn"),
    "stall": Text("At a stall or event", "Mewn stondin neu ddigwyddiad"),
}


@dataclass(frozen=True)
class Answered:
    """What one person sent: the version that they answered, and all of a response that results may count by."""

    version: int
    answers: Mapping[str, Any]
    mode: str = "web"
    ward: str = ""
    ward_name: str = ""
    decile: int | None = None
    lsoa: str = ""


@dataclass(frozen=True)
class Grouping:
    """
    A way to part those who answered: `group` [n] holds the position in `keys`, NOT_GIVEN where it is not known.

    `page` names the question that it comes from, "" for what is known otherwise (ward, mode).
    """

    name: str
    text: Text
    keys: tuple[str, ...]
    texts: tuple[Text, ...]
    group: Positions
    page: str = ""

    @property
    def not_known(self) -> int:
        return int(np.sum(self.group == NOT_GIVEN))

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many of those who answered the survey are in each group."""
        return np.bincount(self.group[self.group >= 0], minlength=len(self.keys))

    def labels(self) -> list[str | None]:
        """The key of each person's group; None where it is not known."""
        return [self.keys[at] if at >= 0 else None for at in self.group.tolist()]


@dataclass(frozen=True)
class Frame:
    """
    `n` responses to a questionnaire, in one order throughout.

    `asked` [n] by page: whether the person was shown it (`routing`), in the wording that is counted. `given` [n, k]
    by page with k options: whether they chose each; all False for who left it empty. `written` [n] by page of COMMENT:
    whether they wrote something. `otherwise` by page: how many answered it in another wording.
    """

    questionnaire: Questionnaire
    n: int
    asked: Mapping[str, Flags]
    given: Mapping[str, Flags]
    written: Mapping[str, Flags]
    otherwise: Mapping[str, int]
    groupings: Mapping[str, Grouping]

    def answered(self, page: str) -> Flags:
        """[n]: who answered a page: the base of its shares."""
        return np.asarray(self.given[page].any(axis=1))

    @property
    def counted(self) -> list[Page]:
        """The pages that shares can be made of."""
        return [page for page in self.questionnaire.pages if page.key in self.given]


def frame(versions: Mapping[int, Questionnaire], responses: Sequence[Answered]) -> Frame:
    """
    The arrays of these responses, counted by the newest of the versions (number to what it asked).

    Takes a tenth of a second for 10,000 responses to 40 pages. Raises KeyError for a response to an unknown version.
    """
    asks = versions[max(versions)]
    n = len(responses)
    by_version: dict[int, list[int]] = {}
    for at, each in enumerate(responses):
        by_version.setdefault(each.version, []).append(at)
    asked = {page.key: np.zeros(n, dtype=bool) for page in asks.pages}
    given = {page.key: np.zeros((n, len(options)), dtype=bool) for page in asks.pages if (options := _options(page))}
    written = {page.key: np.zeros(n, dtype=bool) for page in asks.pages if page.question.kind == Kind.COMMENT}
    otherwise = {page.key: 0 for page in asks.pages}
    for number, places in by_version.items():
        theirs = versions[number]
        part = _part(theirs, [responses[at].answers for at in places])
        known = {page.key: page for page in theirs.pages}
        where = np.array(places)
        for page in asks.pages:
            if page.key not in known:
                continue
            if not _asks_the_same(known[page.key], page):
                otherwise[page.key] += int(part.answered(page.key).sum())
                continue
            asked[page.key][where] = part.asked[page.key]
            if page.key in given:
                given[page.key][where] = part.given[page.key]
            if page.key in written:
                written[page.key][where] = part.written[page.key]
    whole = Frame(asks, n, asked, given, written, otherwise, {})
    return Frame(asks, n, asked, given, written, otherwise, _groupings(whole, responses))


@dataclass(frozen=True)
class _Part:
    """The responses to one version."""

    asked: Mapping[str, Flags]
    given: Mapping[str, Flags]
    written: Mapping[str, Flags]

    def answered(self, page: str) -> Flags:
        if page in self.given:
            return np.asarray(self.given[page].any(axis=1))
        return self.written.get(page, self.asked[page])


def _part(asks: Questionnaire, answers: list[Mapping[str, Any]]) -> _Part:
    """A page counts for a route where it is itself on the way, as in `routing.pages`."""
    asked: dict[str, Flags] = {}
    given: dict[str, Flags] = {}
    written: dict[str, Flags] = {}
    places: dict[str, dict[str, int]] = {}
    for question in asks.questions:
        shown = np.ones(len(answers), dtype=bool)
        for condition in question.route:
            shown &= _holds(condition, given, places)
        options = options_of(question)
        for key in question.pages:
            asked[key] = shown
            if options:
                places[key] = {option.key: at for at, option in enumerate(options)}
                given[key] = _given(key, places[key], answers) & shown[:, None]
            elif question.kind == Kind.COMMENT:
                written[key] = np.fromiter((bool(each.get(key)) for each in answers), bool, len(answers)) & shown
    return _Part(asked, given, written)


def _holds(condition: Condition, given: Mapping[str, Flags], places: Mapping[str, Mapping[str, int]]) -> Flags:
    """[n]; a page that comes later, or has no options, opens nothing, as in `routing`."""
    if condition.page not in given:
        return np.zeros(1, dtype=bool)
    at = [places[condition.page][option] for option in condition.options if option in places[condition.page]]
    return np.asarray(given[condition.page][:, at].any(axis=1))


def _given(key: str, places: Mapping[str, int], answers: list[Mapping[str, Any]]) -> Flags:
    flags = np.zeros((len(answers), len(places)), dtype=bool)
    for at, each in enumerate(answers):
        value = each.get(key)
        if value is None:
            continue
        for option in value if isinstance(value, list) else (value,):
            place = places.get(option)
            if place is not None:
                flags[at, place] = True
    return flags


def _options(page: Page) -> tuple[Option, ...]:
    return options_of(page.question)


def _asks_the_same(one: Page, other: Page) -> bool:
    """Whether two pages of one survey's versions read the same to the person who answers."""

    def reads(page: Page) -> tuple[object, ...]:
        question: Question = page.question
        options = [(option.key, option.text.en) for option in options_of(question)]
        return question.kind, question.text.en, page.item.text.en if page.item else "", options

    return reads(one) == reads(other)


def _groupings(whole: Frame, responses: Sequence[Answered]) -> dict[str, Grouping]:
    n = len(responses)
    fifth = np.fromiter(((each.decile - 1) // 2 if each.decile else NOT_GIVEN for each in responses), np.int16, n)
    found = {
        "deprivation": Grouping(
            "deprivation", Text("Deprivation of the neighbourhood", "Amddifadedd y gymdogaeth"),
            tuple(str(at) for at in range(1, 6)), FIFTHS, fifth,
        ),
        "ward": _ward(responses),
        "mode": _listed("mode", Text("How they answered", "Sut yr atebon nhw"), MODES, [r.mode for r in responses]),
    }  # fmt: skip
    for code, text in (
        ("respondent", Text("Who answered", "Pwy atebodd")),
        ("age", Text("Age", "Oedran")),
        ("sex", Text("Sex", "Rhyw")),
        ("ethnicity", Text("Ethnic group", "Grŵp ethnig")),
    ):
        question = whole.questionnaire.with_code(code)
        if question is None or question.kind != Kind.ONE or question.items:
            continue
        given, options = whole.given[question.key], options_of(question)
        stated = [at for at, option in enumerate(options) if not option.aside]
        chosen = np.where(given[:, stated].any(axis=1), given[:, stated].argmax(axis=1), NOT_GIVEN).astype(np.int16)
        keys = tuple(options[at].key for at in stated)
        found[code] = Grouping(code, text, keys, tuple(options[at].text for at in stated), chosen, question.key)
    return {name: each for name, each in found.items() if np.any(each.group >= 0)}


def _ward(responses: Sequence[Answered]) -> Grouping:
    names = {each.ward: each.ward_name or each.ward for each in responses if each.ward}
    ordered = {code: Text(name) for code, name in sorted(names.items(), key=lambda pair: pair[1])}
    return _listed("ward", Text("Ward", "Ward"), ordered, [each.ward for each in responses])


def _listed(name: str, text: Text, texts: Mapping[str, Text], values: Sequence[str]) -> Grouping:
    used = tuple(key for key in texts if key in set(values))
    place = {key: at for at, key in enumerate(used)}
    group = np.fromiter((place.get(value, NOT_GIVEN) for value in values), np.int16, len(values))
    return Grouping(name, text, used, tuple(texts[key] for key in used), group)
