"""The numbers in a sentence: what each is, how exactly it is said, and between which bounds it may lie."""

import re
from dataclasses import dataclass
from decimal import Decimal

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SPOKEN = "|".join(WORDS)
HEDGE = (
    r"(?:just |well )?(?:around|about|approximately|roughly|some|circa|nearly|almost|close to|just under|under|"
    r"less than|fewer than|up to|over|more than|at least|just over)"
)
FIGURE = re.compile(
    rf"(?:(?P<hedge>{HEDGE})\s+(?:a |an |the )?)?(?<![\w.,/£$€-])(?P<sign>[+−-])?"
    rf"(?:(?P<number>{NUMBER})|(?P<spoken>{SPOKEN}))(?P<percent>\s?%|\s?per\s?cent\b)?",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b((?:19|20)\d\d)(?:\s?(/|-|–)\s?((?:20)?\d\d))?\b(?![%,.]?\d|\s?%)")
NOT_A_COUNT = re.compile(
    r"\s*(?:years?|months?|weeks?|days?|hours?|minutes?|miles?|km|am|pm|million|billion|January|February|March|April|"
    r"May|June|July|August|September|October|November|December)\b|(?:st|nd|rd|th)\b|:\d|\s?[-–]\s?\d|\s?/",
    re.IGNORECASE,
)
AGE = re.compile(r"(?:\baged?|\bages|under|over|section|page|priority|year|ward|phase|no\.?)\s*$", re.IGNORECASE)
BELOW = ("nearly", "almost", "close to", "under", "less than", "fewer than", "up to")
ABOVE = ("over", "more than", "at least")


@dataclass(frozen=True)
class Figure:
    """A count or a percentage. `start` and `end` are places in the sentence."""

    value: float
    decimals: int
    percent: bool
    start: int
    end: int
    said: str
    hedge: str = ""
    signed: bool = False

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which the true figure lies, if what is said of it is right."""
        half = 0.5 * 10.0**-self.decimals if self.percent or self.decimals else 0.0
        loose = max(abs(self.value) * 0.1, 1.0 if self.percent else 0.5)
        if any(word in self.hedge for word in BELOW):
            return self.value - loose, self.value + half
        if any(word in self.hedge for word in ABOVE):
            return self.value - half, self.value + loose
        if self.hedge:
            return self.value - loose, self.value + loose
        if not self.percent and self.value >= 1000 and self.value % 1000 == 0:
            return self.value - 500, self.value + 500  # a round thousand is a rounded one
        return self.value - half, self.value + half

    def holds(self, low: float, high: float | None = None) -> bool:
        """Whether what follows from the counts, between `low` and `high`, can be said so."""
        lowest, highest = self.bounds
        return lowest - 1e-9 <= (low if high is None else high) and low <= highest + 1e-9


def figures(text: str) -> list[Figure]:
    """Counts and percentages, without years, days, times, ages, sums of money and numbers of roads and pages."""
    years = [each.span() for each in YEAR.finditer(text)]
    found = []
    for each in FIGURE.finditer(text):
        group = "number" if each["number"] else "spoken"
        at, end = each.start(group), each.end(group)
        if any(low <= at < high for low, high in years) and not each["percent"]:
            continue
        percent = bool(each["percent"])
        rest = text[end:]
        if not percent and (NOT_A_COUNT.match(rest) or rest[:1].isalpha() or AGE.search(text[:at])):
            continue
        if not percent and group == "spoken":
            continue
        number = each["number"]
        value = float(number.replace(",", "")) if number else float(WORDS.index(each["spoken"].lower()) + 1)
        sign = each["sign"] or ""
        found.append(
            Figure(
                value=-value if sign and sign in "−-" else value,
                decimals=-int(Decimal(number.replace(",", "")).as_tuple().exponent) if number else 0,
                percent=percent,
                start=each.start("sign") if sign else at,
                end=each.end("percent") if percent else end,
                said=text[at : each.end("percent") if percent else end].strip(),
                hedge=(each["hedge"] or "").lower(),
                signed=bool(sign),
            )
        )
    return found


def percent_change(before: Figure, after: Figure) -> tuple[float, float, float]:
    """The change from one count to another in percent, and the lowest and highest that their rounding allows."""
    low, high = before.bounds, after.bounds
    middle = 100 * (after.value / before.value - 1)
    return middle, 100 * (high[0] / low[1] - 1), 100 * (high[1] / max(low[0], 1e-9) - 1)


def in_words(value: float, decimals: int = 1) -> str:
    """A figure for people: 9.6, 1,746, never -0."""
    rounded = round(value, decimals)
    return f"{rounded:,.{0 if rounded == int(rounded) else decimals}f}"


@dataclass(frozen=True)
class Years:
    """A year or a span of years, by the calendar years it begins and ends in."""

    first: int
    last: int
    mark: str  # "/", "-" or "" for one year
    start: int
    end: int
    said: str


def years(text: str) -> list[Years]:
    found = []
    for each in YEAR.finditer(text):
        first = int(each[1])
        last = first
        if each[3]:
            last = int(each[3]) if len(each[3]) == 4 else first // 100 * 100 + int(each[3])
        mark = (each[2] or "").replace("–", "-")
        found.append(Years(first, last, mark, each.start(), each.end(), each[0]))
    return found
