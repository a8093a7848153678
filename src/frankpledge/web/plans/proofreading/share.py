"""Shares: more than the whole, a majority under a half, a third that is not one, and shares without their base."""

import re
from collections.abc import Iterator

from frankpledge.web.plans.proofreading.change import MOVED, SMALL
from frankpledge.web.plans.proofreading.figures import NUMBER, Figure, figures, in_words
from frankpledge.web.plans.proofreading.passages import Sentence
from frankpledge.web.plans.proofreading.remark import Remark, Rule

MAJORITY = re.compile(
    r"\b(?:the |a )?(?:vast )?majority\b|\bmost of (?P<which>which|whom|these|them)?\b", re.IGNORECASE
)
COMMA = re.compile(r"(?<![\d,])\d{1,3},\d{1,2}\s?%")
OF = re.compile(rf"(?P<part>{NUMBER})\s+(?:out )?of (?:the |all |our )?(?P<whole>{NUMBER})(?![\d%]|\s?%|\.\d)")
SAMPLE = re.compile(
    rf"\b(?:(?:sample of|n ?= ?|out of)\s+(?P<n>{NUMBER})(?![.,]?\d|\s?%)|"
    rf"of (?:the )?(?P<m>{NUMBER}) (?:respondents|responses|people|residents)\b)",
    re.IGNORECASE,
)
FRACTION = re.compile(
    r"\b(?:(?P<hedge>just over|just under|more than|over|nearly|almost|about|around|less than|under)\s+)?"
    r"(?:(?P<word>half|an? third|one third|two[ -]thirds|an? quarter|one quarter|three[ -]quarters|an? fifth|"
    r"one fifth|an? tenth|one tenth)|(?P<k>one|two|three|\d+) (?:in|out of)(?: every)? (?P<n>\w+))\b",
    re.IGNORECASE,
)
PART = {
    "half": 50.0,
    "third": 100 / 3,
    "thirds": 200 / 3,
    "quarter": 25.0,
    "quarters": 75.0,
    "fifth": 20.0,
    "tenth": 10.0,
}
SPOKEN = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
VERB = re.compile(r"\s+(?:have|has|are|were|was|is|said|say|would|felt|feel|had|agreed|did|do|think|thought|knew)\b")
BASE_NAMED = re.compile(
    r"\bof (?:those|these|this|all|the|our|respond\w+|residents|people|victims|offen\w+|adults|young)\b|\brespondents\b|"
    r"\bpeople\b|\bresidents\b|\bvictims\b|\boffenders\b|\bwho (?:took part|responded|answered)\b",
    re.IGNORECASE,
)
TO_A_SHARE = re.compile(
    rf"\b(?:number|count|incidents)\b.*\b(?:reduced|fell|fallen|cut|increased|rose) to {NUMBER}\s?%", re.I
)
OVER_IS_FINE = re.compile(
    r"\s*of (?:the |its |our |last |their )?(?:target|average|expected|budget|capacity|baseline|\w+ year)", re.I
)


def remarks(sentence: Sentence, before: str = "") -> Iterator[Remark]:
    """`before` is the text of the sentences before it, which may name what a share is of."""
    text = sentence.text
    for each in COMMA.finditer(text):
        follows = f"A decimal is written with a point: {each[0].replace(',', '.')}."
        yield _remark(Rule.WRITING, sentence, each.start(), each.end(), each[0], follows)
    found = figures(COMMA.sub(lambda each: each[0].replace(",", "."), text))
    percents = [each for each in found if each.percent]
    yield from _over_the_whole(sentence, percents)
    yield from _majority(sentence, percents)
    yield from _parts(sentence, percents)
    yield from _sample(sentence, percents)
    yield from _fraction(sentence, percents)
    yield from _without_base(sentence, percents, before)
    turned = TO_A_SHARE.search(text)
    if turned and not re.search(r"\bfrom\b", turned[0]):
        follows = "A number does not become a percentage. Was it cut by so much, or to so much of what?"
        yield _remark(Rule.BASE, sentence, turned.start(), turned.end(), turned[0], follows)


def _over_the_whole(sentence: Sentence, percents: list[Figure]) -> Iterator[Remark]:
    for each in percents:
        after, lead = sentence.text[each.end :], sentence.text[max(0, each.start - 40) : each.start]
        if abs(each.value) <= 100:
            continue
        if re.match(r"\s*of\b", after) and not OVER_IS_FINE.match(after):
            yield _remark(
                Rule.SHARE, sentence, each.start, each.end, each.said, "No share is more than the whole, 100%."
            )
        elif re.search(
            r"\b(?:reduc|decreas|fell|fall|drop|cut)\w*\s(?:\w+\s)?(?:by|of)\s+\w*\s*$", lead, re.IGNORECASE
        ):
            yield _remark(
                Rule.SHARE, sentence, each.start, each.end, each.said, "Nothing falls by more than all of it, 100%."
            )


def _majority(sentence: Sentence, percents: list[Figure]) -> Iterator[Remark]:
    text = sentence.text
    word = MAJORITY.search(text)
    if not word:
        return
    earlier = [each for each in percents if each.end <= word.start()]
    later = [each for each in percents if each.start > word.end()]
    for place, each in enumerate(later):
        bracketed = text[: each.start].rstrip().endswith("(")
        if not bracketed and (place or each.start - word.end() > 60):
            continue
        whole = earlier[-1].value if word["which"] and earlier else 100.0
        if MOVED.search(text[each.end : each.end + 20]) or each.bounds[1] >= whole / 2:
            continue
        follows = (
            f"{each.said} is under a half{'' if whole == 100 else f' of {earlier[-1].said}'}, so it is no majority."
        )
        yield _remark(Rule.WORD, sentence, each.start, each.end, f"{word[0]} … {each.said}", follows)


def _parts(sentence: Sentence, percents: list[Figure]) -> Iterator[Remark]:
    """ "42 of 70 (60%)"."""
    for each in OF.finditer(sentence.text):
        part, whole = (float(each[name].replace(",", "")) for name in ("part", "whole"))
        near = next((p for p in percents if -40 < p.start - each.end() < 30), None)
        if near is None or whole <= 0 or 1900 < whole < 2100:
            continue
        exact = 100 * part / whole
        if not near.holds(exact):
            follows = f"{each[0]} is {in_words(exact)}%, not {near.said}."
            yield _remark(Rule.SHARE, sentence, near.start, near.end, near.said, follows)
        elif whole < SMALL:
            follows = f"Of only {each['whole']}, a percentage says little. Give the counts alone."
            yield _remark(Rule.SMALL, sentence, near.start, near.end, near.said, follows, wrong=False)


def _sample(sentence: Sentence, percents: list[Figure]) -> Iterator[Remark]:
    """A share that no whole number of the sample makes, as 88.5% of 70 people."""
    sample = SAMPLE.search(sentence.text)
    if not sample or OF.search(sentence.text):
        return
    size = sample["n"] or sample["m"]
    whole = float(size.replace(",", ""))
    for each in percents:
        if each.hedge or not 2 < whole < 50 * 10**each.decimals or abs(each.start - sample.start()) > 80:
            continue
        nearest = round(each.value * whole / 100)
        makes = [100 * k / whole for k in (nearest - 1, nearest, nearest + 1)]
        if not any(each.holds(share) for share in makes):
            follows = (
                f"No whole number out of {size} makes {each.said}: {nearest} is "
                f"{in_words(100 * nearest / whole, max(1, each.decimals))}%."
            )
            yield _remark(Rule.SHARE, sentence, each.start, each.end, each.said, follows)


def _fraction(sentence: Sentence, percents: list[Figure]) -> Iterator[Remark]:
    """ "a third (28%)": a fraction in words with its percentage in brackets, or the other way round."""
    text = sentence.text
    for word in FRACTION.finditer(text):
        value = _value(word)
        beside = [
            each
            for each in percents
            if (
                text[: each.start].rstrip().endswith("(")
                and "(" in text[word.end() : each.start]
                and each.start - word.end() < 50
            )
            or (text[each.end : word.start()].strip() in ("(", ", or", "or", "–", "-"))
        ]
        if value is None or not beside or text[word.end() : beside[0].start].count("(") > 1:
            continue
        said = beside[0]
        hedge = (word["hedge"] or "").lower()
        low, high = (-3.0, 3.0)
        if hedge in ("just over", "more than", "over"):
            low, high = -0.5, 7.0
        elif hedge in ("just under", "nearly", "almost", "less than", "under"):
            low, high = -7.0, 0.5
        if not low <= said.value - value <= high:
            follows = f"{word[0][:1].upper()}{word[0][1:]} is {in_words(value)}%; beside it stands {said.said}."
            yield _remark(Rule.WORD, sentence, word.start(), word.end(), word[0], follows)


def _value(word: re.Match[str]) -> float | None:
    if word["word"]:
        return PART[re.split(r"[ -]", word["word"].lower())[-1]]
    parts = [SPOKEN.get(word[name].lower(), int(word[name]) if word[name].isdigit() else 0) for name in ("k", "n")]
    return 100 * parts[0] / parts[1] if 0 < parts[0] < parts[1] else None


def _without_base(sentence: Sentence, percents: list[Figure], before: str) -> Iterator[Remark]:
    for each in percents:
        if VERB.match(sentence.text[each.end :]) and not BASE_NAMED.search(f"{before} {sentence.text}"):
            follows = f"{each.said} of what? Nothing here says of how many people or offences it is a share."
            yield _remark(Rule.BASE, sentence, each.start, each.end, each.said, follows, wrong=False)


def _remark(
    rule: Rule, sentence: Sentence, start: int, end: int, said: str, follows: str, *, wrong: bool = True
) -> Remark:
    return Remark(rule, sentence.text, sentence.start + start, sentence.start + end, said, follows, wrong)
