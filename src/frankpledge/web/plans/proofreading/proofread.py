"""The figures' proofreader: where a text's numbers do not fit each other."""

from collections.abc import Sequence

from frankpledge.web.plans.proofreading import bases, calendar, change, quoted, share, sums, table
from frankpledge.web.plans.proofreading.passages import read
from frankpledge.web.plans.proofreading.quoted import Quoted
from frankpledge.web.plans.proofreading.remark import Remark

NEAR = 3  # so many sentences before one may name what its shares are of


def proofread(text: str, quoted_from: Sequence[Quoted] = ()) -> list[Remark]:
    """
    Every remark on a text with its tables (cells parted by tabs or bars), in the order of the text. `quoted_from`: figures
    of the assessment that have changed.

    >>> for remark in proofread("Burglary rose from 271 to 297, a rise of 9.2%."):
    ...     print(remark.follows)
    From 271 to 297 is a rise of 9.6%, not 9.2%.
    """
    sentences, tables = read(text)
    found: list[Remark] = []
    for at, sentence in enumerate(sentences):
        before = " ".join(each.text for each in sentences[max(0, at - NEAR) : at])
        found += change.remarks(sentence)
        found += share.remarks(sentence, before)
        found += sums.remarks(sentence)
        found += bases.remarks(sentence)
        found += table.against(sentence, tables)
        found += quoted.remarks(sentence, quoted_from)
    found += calendar.remarks(sentences)
    for each in tables:
        found += table.remarks(each)
    return sorted(found, key=lambda each: (each.start, each.end, each.rule))
