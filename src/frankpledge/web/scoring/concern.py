"""What residents say, out of a survey of the partnership: for each thing that it asks about, who finds it a big problem."""

import re
from dataclasses import dataclass

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.scoring.models import Theme
from frankpledge.web.surveys import results_content, results_queries
from frankpledge.web.surveys.models import Survey
from frankpledge.web.surveys.results_guard import guard_pages
from frankpledge.web.surveys.results_shares import shares

FEWEST = 10  # answers, under which a share says more about people than about the problem


@dataclass(frozen=True)
class Concern:
    """`percent` of `base` say a very or fairly big problem; `low` and `high` only where a sample was asked."""

    key: str
    words: str
    percent: float
    low: float | None
    high: float | None
    base: int


def concerns(viewer: Viewer, survey: Survey) -> list[Concern]:
    """
    In the order of concern. Things that fewer than ten people answered are left out, and those that the survey's public
    results hide: a share that goes into a choosing is published with it.
    """
    frame = results_queries.answers(viewer, survey)
    if frame is None:
        return []
    found = []
    every = shares(frame, sample=survey.sampling == Survey.Sampling.RANDOM)
    pages = results_content.pages(every)
    guard_pages(pages)
    hidden = {page["page"] for page in pages if page["withheld"] or (page["top"] and page["top"]["hidden"])}
    for each in every:
        top = each.top
        if each.page.key in hidden:
            continue
        if each.page.question.kind != "problem" or top is None or top.percent is None or each.base < FEWEST:
            continue
        item = each.page.item
        words = item.text.en if item else each.page.question.text.en
        found.append(Concern(each.page.key, words, top.percent, top.low, top.high, each.base))
    return sorted(found, key=lambda one: -one.percent)


def of_whom(survey: Survey, concern: Concern) -> str:
    """What the share is of."""
    closes = f"{survey.closes_on:%B %Y}" if survey.closes_on else ""
    return (
        f"of {concern.base:,} who answered “{concern.words}” in {survey}{', ' + closes if closes else ''}; not weighted"
    )


def guess(themes: list[Theme], found: list[Concern]) -> dict[int, str]:
    """Theme → the item whose words are most like its own; only where a long word is the same. A person confirms it."""
    guessed = {}
    for theme in themes:
        own = _words(f"{theme.title} {theme.crime_type}")
        best = max(found, key=lambda one: len(own & _words(f"{one.words} {one.key}")), default=None)
        if best is not None and own & _words(f"{best.words} {best.key}"):
            guessed[theme.pk] = best.key
    return guessed


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[a-z]{5,}", text.lower())}
