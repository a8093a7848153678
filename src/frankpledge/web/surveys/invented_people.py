"""
Invented respondents of the demonstration's surveys. Nobody said any of this.

What is planted in their answers, for a page of results to show: people in the most deprived areas worry more, about
drugs and groups above all, and feel less safe after dark; few young people answer; crime on the internet worries more
people than last year and burglary fewer; about one victim in three tells nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from frankpledge.web.surveys.questionnaire import Kind, Page, Question, Questionnaire
from frankpledge.web.surveys.routing import clear_unreached


@dataclass(frozen=True)
class Home:
    """Where a respondent lives, as a response keeps it."""

    lsoa: str
    ward: str
    ward_name: str
    decile: int | None


@dataclass(frozen=True)
class Worry:
    """How far people worry about one thing, from 0 to 1, this year and last, and how much more in deprived areas."""

    now: float
    before: float
    deprived: float


WORRIES = {
    "litter": Worry(0.62, 0.61, 0.05),
    "drugs": Worry(0.44, 0.42, 0.28),
    "drunk": Worry(0.30, 0.31, 0.12),
    "noise": Worry(0.22, 0.21, 0.14),
    "vandalism": Worry(0.32, 0.33, 0.10),
    "groups": Worry(0.34, 0.34, 0.22),
    "speeding": Worry(0.60, 0.58, -0.05),
    "burglary": Worry(0.29, 0.39, 0.04),
    "from-vehicles": Worry(0.33, 0.34, 0.02),
    "robbery": Worry(0.15, 0.15, 0.12),
    "domestic-abuse": Worry(0.20, 0.19, 0.06),
    "online": Worry(0.44, 0.31, 0.0),
}
# Key → how many of a hundred. Few are young, many are women and owners of letter boxes.
ABOUT: dict[str, dict[str, float]] = {
    "respondent": {"resident": 86, "elected": 2, "business": 5, "worker": 3, "young": 2, "group": 2},
    "age": {
        "under_16": 1, "16_24": 3, "25_34": 9, "35_44": 15, "45_54": 19, "55_64": 22, "65_74": 20, "75_over": 9,
        "prefer_not": 2,
    },
    "sex": {"female": 56, "male": 41, "prefer_not": 3},
    "ethnicity": {"white": 84, "asian": 6, "black": 3, "mixed": 2, "other": 1, "prefer_not": 4},
    "disability": {"a_lot": 8, "a_little": 13, "no": 74, "prefer_not": 5},
    "victim": {"yes": 17, "no": 80, "prefer_not": 3},
    "reported": {"all": 55, "some": 13, "none": 31, "prefer_not": 1},
}  # fmt: skip
# A letter reaches more of the young than a link does, and still too few.
INVITED: dict[str, dict[str, float]] = {
    "age": {
        "under_16": 3, "16_24": 7, "25_34": 11, "35_44": 14, "45_54": 16, "55_64": 18, "65_74": 18, "75_over": 11,
        "prefer_not": 2,
    },
}  # fmt: skip
SEVERAL: dict[str, dict[str, float]] = {
    "why-not": {"small": 34, "no-response": 52, "not-caught": 41, "how": 17, "afraid": 9, "private": 6, "before": 15, "other": 8},
    "worry-from": {"me": 18, "known": 31, "seen": 37, "news": 38, "social-media": 35, "services": 12},
    "channels": {
        "police-alerts": 58, "police-site": 21, "council-site": 26, "newsletter": 34, "magazine": 24, "facebook": 33,
        "other-social": 14, "paper": 17, "leaflet": 16, "meetings": 7,
    },
}  # fmt: skip
KNOWS = {
    "scams": (30, 48, 16, 6),
    "slavery": (9, 34, 41, 16),
    "domestic-abuse": (24, 47, 23, 6),
    "hate": (15, 42, 33, 10),
}
DEALING = (6, 27, 31, 20, 9, 7)
SKIPPED = 0.03  # of the pages that need no answer
WITH_WORDS = 0.42
THEMES: dict[str, tuple[str, ...]] = {
    "lights": (
        "Mend the lamps on the path to the station.",
        "The lights by the playing field have been out since autumn.",
        "Brighter lights in the underpass, please.",
    ),
    "seen": (
        "See a police officer on foot now and then.",
        "We never see the wardens after six.",
        "More patrols around the shops in the evening.",
    ),
    "drugs": (
        "Stop the dealing behind the garages.",
        "There are needles in the park again. Somebody will be hurt.",
        "People smoke cannabis on our stairs every night.",
    ),
    "speeding": (
        "Slow the cars down outside the school.",
        "Bikes without number plates race along the high street.",
        "A camera on the bypass.",
    ),
    "young": (
        "Give young people somewhere to go.",
        "Open the youth club again, two nights a week.",
        "The groups outside the chip shop make me cross the road.",
    ),
    "litter": (
        "Empty the bins more often, and fine people who dump rubbish.",
        "Old mattresses lie in the lane for weeks.",
    ),
    "online": (
        "Teach older people about scams. My neighbour lost her savings.",
        "I get false messages from a bank twice a week.",
    ),
    "answer": (
        "Answer the telephone. I waited forty minutes on 101 and gave up.",
        "Tell us what came of the things we report.",
    ),
    "content": ("Nothing. I feel safe here.", "It is a good place to live, keep it that way."),
}
# Two that no one may publish as they are: the name is invented, the number is kept for plays.
NAMING = (
    "Mr Corvane Aldwark at number 14 sells drugs from his window, everyone knows.",
    "Please ring me about the noise, 07700 900321.",
)


def answers(
    asked: Questionnaire, home: Home | None, *, before: bool, random: Random, invited: bool = False
) -> dict[str, Any]:
    """What one invented person says. `before` is last year; `invited` are those of a sample."""
    about = {code: _draw(shares, random) for code, shares in (ABOUT | (INVITED if invited else {})).items()}
    if home and home.decile and home.decile <= 3 and about["victim"] == "no" and random.random() < 0.08:
        about["victim"] = "yes"
    said: dict[str, Any] = {}
    for shown in asked.pages:
        if shown.question.required or random.random() >= SKIPPED:
            value = _answer(shown, about, home, before, random)
            if value is not None:
                said[shown.key] = value
    return clear_unreached(asked, said)


def _answer(shown: Page, about: Mapping[str, str], home: Home | None, before: bool, random: Random) -> Any:
    question = shown.question
    deprived = bool(home and home.decile and home.decile <= 3)
    if question.code in about:
        return about[question.code]
    if question.kind == Kind.PROBLEM and shown.item:
        worry = WORRIES[shown.item.key]
        level = min(max((worry.before if before else worry.now) + worry.deprived * deprived, 0.02), 0.95)
        shares = (level * 0.42, level * 0.58, (1 - level) * 0.55, (1 - level) * 0.45, 0.03)
        return _step(("very", "fairly", "not_very", "none", "dont_know"), shares, random)
    if question.kind == Kind.SAFETY:
        return _safety(question, about, deprived, random)
    if question.kind == Kind.INFORMED and shown.item:
        return _step(("a_lot", "a_little", "heard", "nothing"), KNOWS[shown.item.key], random)
    if question.kind == Kind.AGREEMENT:
        keys = ("strongly_agree", "agree", "neither", "disagree", "strongly_disagree", "dont_know")
        return _step(keys, DEALING, random)
    if question.kind == Kind.SEVERAL:
        return _several(question, random)
    if question.kind == Kind.COMMENT and random.random() < WITH_WORDS:
        weights = [
            3 if theme == "drugs" and deprived else 2 if theme in ("lights", "speeding") else 1 for theme in THEMES
        ]
        [theme] = random.choices(list(THEMES), weights)
        return random.choice(THEMES[theme])
    return None


def _safety(question: Question, about: Mapping[str, str], deprived: bool, random: Random) -> str:
    keys = ("very_safe", "fairly_safe", "fairly_unsafe", "very_unsafe", "not_out", "dont_know")
    if question.code == "safe-day":
        return _step(keys, (38, 50, 8, 3, 0, 1) if deprived else (59, 36, 3, 1, 0, 1), random)
    if deprived:
        return _step(keys, (5, 27, 35, 24, 8, 1), random)
    women = about["sex"] == "female"
    return _step(keys, (16, 45, 23, 9, 6, 1) if women else (25, 49, 16, 6, 3, 1), random)


def _several(question: Question, random: Random) -> list[str] | None:
    shares = SEVERAL[question.code]
    chosen = [option.key for option in question.options if random.random() * 100 < shares.get(option.key, 0)]
    alone = next((option.key for option in question.options if option.exclusive), "")
    return chosen or ([alone] if alone else None)


def _draw(shares: Mapping[str, float], random: Random) -> str:
    return random.choices(list(shares), list(shares.values()))[0]


def _step(keys: Sequence[str], shares: Sequence[float], random: Random) -> str:
    return random.choices(keys, shares)[0]
