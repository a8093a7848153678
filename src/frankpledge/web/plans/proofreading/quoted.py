"""Figures that a plan quotes from the assessment and that have changed there since."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frankpledge.web.plans.proofreading.passages import Sentence
from frankpledge.web.plans.proofreading.remark import Remark, Rule

NUMBER = re.compile(r"(?<![\d.,£])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.,£])\d+(?:\.\d+)?(?![\d,]*\d)")
LEAST = 10  # smaller numbers are in every text
COMMON = {"and", "of", "the", "other", "in", "offences", "theft", "crime", "from", "person"}


@dataclass(frozen=True)
class Quoted:
    """
    A figure that was `was` and is `now`, as a reader would meet it, of the finding called `title`. `about` are words of
    which one has to stand in the sentence, such as burglary; without any the number alone has to do.
    """

    title: str
    was: float
    now: float
    about: tuple[str, ...]
    percent: bool = False


def words_of(crime_type: str | None) -> tuple[str, ...]:
    """
    The words by which a crime type is known in a sentence.

    >>> words_of("Violence and sexual offences"), words_of("Theft from the person"), words_of(None)
    (('violence', 'sexual'), ('theft from the person',), ())
    """
    if not crime_type:
        return ()
    told = tuple(word for word in re.findall(r"[a-z-]+", crime_type.casefold()) if word not in COMMON)
    return told or (crime_type.casefold(),)


def remarks(sentence: Sentence, quoted: Sequence[Quoted]) -> Iterator[Remark]:
    """One for each number of the sentence that was right, and is not what the assessment says now."""
    text = sentence.text.casefold()
    spoken = {float(found[0].replace(",", "")) for found in NUMBER.finditer(text)}
    for found in NUMBER.finditer(text):
        value = float(found[0].replace(",", ""))
        percent = text[found.end() :].lstrip()[:1] == "%" or text[found.end() :].lstrip().startswith("per cent")
        for each in quoted:
            if (
                percent == each.percent
                and value == _as_said(each.was, found[0])
                and _as_said(each.now, found[0]) not in spoken
                and each.was >= LEAST
                and (any(word in text for word in each.about) if each.about else each.was >= 100)
            ):
                now = f"{_as_said(each.now, found[0]):,.10g}{'%' if percent else ''}"
                said = sentence.text[found.start() : found.end()] + ("%" if percent else "")
                yield Remark(
                    Rule.ARCHIVE,
                    sentence.text,
                    sentence.start + found.start(),
                    sentence.start + found.end(),
                    sentence.text[found.start() : found.end()],
                    f"The assessment now says {now}, not {said}: {each.title}.",
                )
                break


def _as_said(value: float, written: str) -> float:
    """With as many decimals as were written."""
    return round(value, len(written.partition(".")[2]))
