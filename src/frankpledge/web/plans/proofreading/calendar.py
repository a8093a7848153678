"""Years that do not fit each other."""

import re
from collections.abc import Iterator, Sequence

from frankpledge.web.plans.proofreading.change import MOVED
from frankpledge.web.plans.proofreading.figures import WORDS, Years, figures, years
from frankpledge.web.plans.proofreading.passages import Sentence
from frankpledge.web.plans.proofreading.remark import Remark, Rule

AGO = re.compile(rf"\b(?P<n>\d+|{'|'.join(WORDS)}) years? ago\b", re.IGNORECASE)
COMPARING = re.compile(r"\bcomparing\b", re.IGNORECASE)
FURTHEST = 12  # how many passages after it a line "when comparing …" can still be read as speaking of


def remarks(sentences: Sequence[Sentence]) -> Iterator[Remark]:
    heading: tuple[int, list[Years]] | None = None
    told: set[tuple[str, ...]] = set()
    for sentence in sentences:
        found = years(sentence.text)
        yield from _spans(sentence, found)
        yield from _ago(sentence, found)
        if COMPARING.search(sentence.text) and len(found) >= 2:
            heading, told = (sentence.passage, found), set()
        elif heading and sentence.passage - heading[0] <= FURTHEST and len(found) >= 2:
            held, given = _ends(heading[1]), _ends(found)
            key = tuple(each.said for each in found)
            if held.isdisjoint(given - held) and given - held and MOVED.search(sentence.text) and key not in told:
                told.add(key)
                said = " and ".join(each.said for each in found)
                above = " and ".join(each.said for each in heading[1])
                follows = f"The line above compares {above}; this compares {said}."
                yield _remark(sentence, found[0].start, found[-1].end, said, follows, wrong=False)
    yield from _two_ways(sentences)


def _ends(found: Sequence[Years]) -> set[int]:
    return {each.last for each in found}


def _spans(sentence: Sentence, found: Sequence[Years]) -> Iterator[Remark]:
    for each in found:
        if each.mark and each.last <= each.first:
            yield _remark(sentence, each.start, each.end, each.said, f"{each.said} ends before it begins.")
        elif each.mark == "/" and each.last != each.first + 1 and figures(sentence.text):
            follows = (
                f"{each.said} is written as one year and spans {each.last - each.first}. Say from when until when."
            )
            yield _remark(sentence, each.start, each.end, each.said, follows, wrong=False)


def _ago(sentence: Sentence, found: Sequence[Years]) -> Iterator[Remark]:
    """ "5 years ago (… in 2014/15)" of a passage whose newest year is 2018/19."""
    ago = AGO.search(sentence.text)
    if not ago:
        return
    then = next((each for each in found if 0 < each.start - ago.end() < 60), None)
    known = [*years(sentence.before), *found]
    newest = max(known, key=lambda each: each.last, default=None)
    if then is None or newest is None or newest.last <= then.last or not figures(sentence.text):
        return
    said = int(ago["n"]) if ago["n"].isdigit() else WORDS.index(ago["n"].lower()) + 1
    apart = newest.last - then.last
    if apart != said:
        follows = f"Years that end in {then.last} and {newest.last} are {apart} apart, not {said}."
        yield _remark(sentence, ago.start(), then.end, sentence.text[ago.start() : then.end], follows)


def _two_ways(sentences: Sequence[Sentence]) -> Iterator[Remark]:
    """Once for the text: figures of 2013/14 here and of 2013-14 there."""
    ways: dict[str, list[tuple[Sentence, Years]]] = {}
    for sentence in [each for each in sentences if figures(each.text)]:
        for each in years(sentence.text):
            if each.mark and each.last == each.first + 1:
                ways.setdefault(each.mark, []).append((sentence, each))
    if len(ways) < 2:
        return
    rarer, other = sorted(ways.values(), key=len)
    sentence, each = rarer[0]
    follows = f"Elsewhere years are written as {other[0][1].said}. Write them one way, so that nobody takes them for two things."
    yield _remark(sentence, each.start, each.end, each.said, follows, wrong=False)


def _remark(sentence: Sentence, start: int, end: int, said: str, follows: str, *, wrong: bool = True) -> Remark:
    return Remark(Rule.YEARS, sentence.text, sentence.start + start, sentence.start + end, said, follows, wrong)
