"""Parts in one sentence that are not their total."""

import re
from collections.abc import Iterator

from frankpledge.web.plans.proofreading.figures import NUMBER, in_words
from frankpledge.web.plans.proofreading.passages import Sentence
from frankpledge.web.plans.proofreading.remark import Remark, Rule

LIST = rf"{NUMBER}(?!\s?%)[^\d,;:()]{{1,40}}(?:(?:,|;)(?: and)?\s*{NUMBER}(?!\s?%)[^\d,;:()]{{1,40}})*(?:,|;)?\s*and {NUMBER}(?!\s?%)"
AFTER = re.compile(
    rf"(?<![\d,.£])(?P<total>{NUMBER})(?!\s?%)[^\d.:(]{{1,40}}[:(]\s*(?P<parts>{LIST})[^\d%.)]{{0,40}}(?P<end>[.)])"
)
BEFORE = re.compile(
    rf"(?P<parts>{LIST})[^\d.]{{0,40}}?,? (?:a total of|totalling|in total|in all|altogether)\s*(?P<total>{NUMBER})\b"
)
ONE = re.compile(NUMBER)


def remarks(sentence: Sentence) -> Iterator[Remark]:
    """ "120 offences: 80 here, 30 there and 20 elsewhere", and "80 here and 30 there, a total of 120"."""
    for pattern in (AFTER, BEFORE):
        each = pattern.search(sentence.text)
        if not each:
            continue
        total = float(each["total"].replace(",", ""))
        parts = [float(one.replace(",", "")) for one in ONE.findall(each["parts"])]
        if len(parts) < 2 or sum(parts) == total or any(1900 < one < 2100 for one in (*parts, total)):
            continue
        added = " + ".join(in_words(one) for one in parts)
        follows = f"{added} is {in_words(sum(parts))}, not {each['total']}."
        start, end = each.start("total"), each.end("total")
        yield Remark(Rule.SUM, sentence.text, sentence.start + start, sentence.start + end, each["total"], follows)
        return
