"""Changes in percent that say from how many to how many nowhere."""

import re
from collections.abc import Iterator

from frankpledge.web.plans.proofreading.change import FALL, RISE
from frankpledge.web.plans.proofreading.figures import Figure, figures
from frankpledge.web.plans.proofreading.passages import Sentence
from frankpledge.web.plans.proofreading.remark import Remark, Rule

CHANGED = re.compile(
    rf"\b(?:{RISE}|{FALL})(?:\s\w+){{0,2}}\s(?:by|of)\s(?:only |just )?(?:\w+\s){{0,2}}$|\(\+?$", re.IGNORECASE
)
CHANGE = re.compile(r"\s(?:\w+\s)?(?:increase|rise|growth|reduction|decrease|fall|drop|decline)\b", re.IGNORECASE)
AIM = re.compile(r"\b(?:will|aim|target|to (?:reduce|increase|achieve|cut)|reducing|increasing|want)\b", re.IGNORECASE)


def remarks(sentence: Sentence) -> Iterator[Remark]:
    """One for the sentence: the counts would answer it. Aims, money and sentences with any count are left alone."""
    found = figures(sentence.text)
    if (
        "£" in sentence.text
        or AIM.search(sentence.text)
        or any(not each.percent for each in [*found, *figures(sentence.before)])
    ):
        return
    bare = [
        each
        for each in found
        if each.percent and (CHANGE.match(sentence.text[each.end :]) or _told_before(sentence.text[: each.start], each))
    ]
    if bare:
        said = " and ".join(each.said for each in bare)
        yield Remark(
            Rule.BASE,
            sentence.text,
            sentence.start + bare[0].start,
            sentence.start + bare[-1].end,
            said,
            f"{said} of how many? Say the counts before and after: a large percentage of a small count is chance.",
            wrong=False,
        )


def _told_before(text: str, percent: Figure) -> bool:
    """Whether "rose by" or "a reduction of over" leads to it, or it stands in brackets with its sign."""
    lead = CHANGED.search(text)
    return lead is not None and (percent.signed or not lead[0].startswith("("))
