"""Changes said in words: from so many to so many, by so many percent, doubled, halved."""

import re
from collections.abc import Iterator
from itertools import pairwise

from frankpledge.web.plans.proofreading.figures import Figure, figures, in_words, percent_change
from frankpledge.web.plans.proofreading.passages import Sentence
from frankpledge.web.plans.proofreading.remark import Remark, Rule

SMALL = 50  # below it one or two offences move the percentage by several points
RISE = r"increas\w*|rise|rises|rising|rose|risen|grew|grown|growth|up|more|higher"
FALL = r"reduc\w*|decreas\w*|fall|falls|fallen|fell|drop\w*|declin\w*|down|fewer|less|lower|cut"
MOVED = re.compile(rf"\b(?:(?P<rise>{RISE})|(?P<fall>{FALL}))\b", re.IGNORECASE)
CHANGE_NOUN = rf"(?:\s+(?:\w+\s+)?(?P<way>{RISE}|{FALL}))"
ON = re.compile(
    rf"{CHANGE_NOUN}\b\s*(?:on|from|over|when compared (?:to|with)|compared (?:to|with)|since)\b", re.IGNORECASE
)
TIMES = {"doubled": 2.0, "trebled": 3.0, "tripled": 3.0, "quadrupled": 4.0, "halved": 0.5}
TIMES_SAID = re.compile(r"\b(?:(more than|over|nearly|almost)\s+)?(doubled|trebled|tripled|quadrupled|halved)\b", re.I)


def remarks(sentence: Sentence) -> Iterator[Remark]:
    """What does not follow in one sentence, from its own counts or those of its passage before it."""
    found = figures(sentence.text)
    pair = from_to(sentence.text, found)
    if pair:
        yield from _of_pair(sentence, found, *pair)
    yield from _on_a_base(sentence, found)
    if not pair:
        yield from _by_a_count(sentence, found)


def from_to(text: str, found: list[Figure]) -> tuple[Figure, Figure] | None:
    """The two counts of "from 271 in 2013/14 to 297", with nothing but words and years between them."""
    counts = [each for each in found if not each.percent]
    for before, after in pairwise(counts):
        lead = text[max(0, before.start - 25) : before.start]
        between = text[before.end : after.start]
        if re.search(r"\bfrom\b[^.;]*$", lead, re.IGNORECASE) and re.search(r"\bto\b", between) and len(between) < 60:
            return before, after
    return None


def way_of(text: str, end: int) -> int:
    """Which way the words before a place say that it went: 1 up, -1 down, 0 not said."""
    moves = list(MOVED.finditer(text[:end]))
    return (1 if moves[-1]["rise"] else -1) if moves else 0


def _of_pair(sentence: Sentence, found: list[Figure], before: Figure, after: Figure) -> Iterator[Remark]:
    text = sentence.text
    if before.value <= 0:
        return
    middle, low, high = percent_change(before, after)
    said = text[before.start : after.end]
    way = way_of(text, before.start)
    went = (after.value > before.value) - (after.value < before.value)
    if way and went and way != went:
        follows = f"From {before.said} to {after.said} is a {'rise' if went > 0 else 'fall'}; the words say the other."
        yield _remark(Rule.DIRECTION, sentence, before.start, after.end, said, follows)
    for percent in [each for each in found if each.percent and each.start > before.start - 120]:
        near = text[max(0, percent.start - 40) : percent.end + 25]
        if not MOVED.search(near) or (
            re.match(r"\s*(?:of|\))", text[percent.end :]) and not _in_brackets(text, percent)
        ):
            continue
        if not _one_of(percent, low, high):
            follows = f"From {before.said} to {after.said} is {_rise(middle)}, not {percent.said}."
            yield _remark(Rule.CHANGE, sentence, percent.start, percent.end, percent.said, follows)
        elif before.value < SMALL:
            follows = f"Of only {before.said}, a percentage says little. Give the two counts alone."
            yield _remark(Rule.SMALL, sentence, percent.start, percent.end, percent.said, follows, wrong=False)
    word = TIMES_SAID.search(text)
    if word:
        yield from _of_times(sentence, word, after.value / before.value, f"From {before.said} to {after.said}")
    difference = re.compile(r"\b(?:rise|increase|fall|reduction|decrease|drop) of (\d[\d,]*)\b(?!\s?%|\.\d)", re.I)
    for each in difference.finditer(text):
        if float(each[1].replace(",", "")) != abs(after.value - before.value) and not (before.hedge or after.hedge):
            follows = (
                f"From {before.said} to {after.said} is a difference of {in_words(abs(after.value - before.value))}."
            )
            yield _remark(Rule.CHANGE, sentence, each.start(), each.end(), each[0], follows)


def _of_times(sentence: Sentence, word: re.Match[str], ratio: float, counts: str) -> Iterator[Remark]:
    wanted = TIMES[word[2].lower()]
    hedge = (word[1] or "").lower()
    low, high = 0.9 * wanted, 1.1 * wanted
    if hedge in ("more than", "over"):
        low, high = (wanted, 10 * wanted) if wanted > 1 else (0.0, wanted)
    elif hedge:
        low, high = (0.8 * wanted, wanted) if wanted > 1 else (wanted, 1.2 * wanted)
    if not low <= ratio <= high:
        follows = f"{counts} is {ratio:.1f} times as many."
        yield _remark(Rule.WORD, sentence, word.start(), word.end(), word[0], follows)


def _on_a_base(sentence: Sentence, found: list[Figure]) -> Iterator[Remark]:
    """ "33,000 ... a 9% increase on the 30,000": the later count is the first of the passage, the base comes after."""
    text = sentence.text
    earlier = [each for each in figures(sentence.before)[:1] if not each.percent]
    for percent in [each for each in found if each.percent]:
        on = ON.match(text, percent.end)
        if not on:
            continue
        base = next((e for e in found if not e.percent and e.start >= on.end() and e.start - on.end() < 60), None)
        after = earlier[0] if earlier else next((e for e in found if not e.percent and e.end < percent.start), None)
        if base is None or after is None or base.value <= 0:
            continue
        middle, low, high = percent_change(base, after)
        if bool(re.match(FALL, on["way"], re.IGNORECASE)) != (middle < 0):
            follows = f"{after.said} after {base.said} is {_rise(middle)}."
            yield _remark(
                Rule.DIRECTION, sentence, percent.start, on.end("way"), text[percent.start : on.end("way")], follows
            )
        elif not _one_of(percent, low, high):
            follows = f"{after.said} after {base.said} is {_rise(middle)}, not {percent.said}."
            yield _remark(Rule.CHANGE, sentence, percent.start, percent.end, percent.said, follows)


def _by_a_count(sentence: Sentence, found: list[Figure]) -> Iterator[Remark]:
    """ "up by 4%, an increase of 379 crimes": with a total in the passage, the two can be held together."""
    text = sentence.text
    step = re.search(r"\b(?:(increase|rise)|decrease|fall|reduction|drop) of (\d[\d,]*)\s(?!%|per)", text, re.I)
    percents = [each for each in found if each.percent and MOVED.search(text[max(0, each.start - 40) : each.end + 25])]
    if not step or len(percents) != 1:
        return
    by = float(step[2].replace(",", "")) * (1 if step[1] else -1)
    total = re.search(r"\btotal of (\d[\d,]*)\b", f"{sentence.before} {text} {sentence.after}", re.IGNORECASE)
    if total:
        now = float(total[1].replace(",", ""))
        exact = 100 * by / (now - by) if now != by else 0.0
        if not _one_of(percents[0], exact, exact):
            follows = f"A change of {step[2]} to {total[1]} is {_rise(exact)}, not {percents[0].said}."
            yield _remark(Rule.CHANGE, sentence, percents[0].start, percents[0].end, percents[0].said, follows)


def _one_of(percent: Figure, low: float, high: float) -> bool:
    """Whether a percentage, said with or without its sign, lies within what the counts allow."""
    if percent.signed:
        return percent.holds(low, high)
    return percent.holds(low, high) if low + high > 0 else percent.holds(-high, -low)


def _in_brackets(text: str, figure: Figure) -> bool:
    return text[: figure.start].rstrip().endswith("(")


def _rise(percent: float) -> str:
    if abs(percent) < 0.05:
        return "no change"
    return f"a {'rise' if percent > 0 else 'fall'} of {in_words(abs(percent))}%"


def _remark(
    rule: Rule, sentence: Sentence, start: int, end: int, said: str, follows: str, *, wrong: bool = True
) -> Remark:
    return Remark(rule, sentence.text, sentence.start + start, sentence.start + end, said, follows, wrong)
