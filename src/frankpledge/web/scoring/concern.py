"""
What residents say, out of a survey of the partnership: for each thing that it asks about, who finds it a big problem.

The shares are those of the public edition of its results and no others: what goes into a choosing is published with it,
so that a share that the edition hides, or of a survey that is not public, would be given away.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.scoring.models import Theme
from frankpledge.web.surveys import publishing_queries, results_things
from frankpledge.web.surveys import queries as survey_queries
from frankpledge.web.surveys.models import ResultsEdition, Survey
from frankpledge.web.surveys.questionnaire import Kind

FEWEST = 10  # answers, under which a share says more about people than about the problem


@dataclass(frozen=True)
class Concern:
    """
    `percent` of `base` say a very or fairly big problem; `low` and `high` only where a sample was asked.

    `of_whom` says what the share is of and what to mind; `cited_id` leads back to the answers (`results_things`).
    """

    key: str
    words: str
    percent: float
    low: float | None
    high: float | None
    base: int
    of_whom: str
    cited_id: str


@dataclass(frozen=True)
class Heard:
    """What a survey says for a choosing, most concern first; `hidden` things it asked about and does not show, or `reason`."""

    concerns: tuple[Concern, ...]
    hidden: tuple[str, ...] = ()
    reason: str = ""


def heard(viewer: Viewer, survey: Survey, now: datetime) -> Heard:
    """Shares of the newest edition that the public may read; else the reason, in words, why there are none."""
    if survey.state != Survey.State.CLOSED:
        return Heard((), reason=f"{survey} is not closed yet, so there are no results to take.")
    edition = next((each for each in publishing_queries.editions(viewer, survey) if each.is_public(now)), None)
    if edition is None:
        return Heard((), reason=f"The results of {survey} are not published yet. A choosing would give them away.")
    asked = [page for page in edition.content["pages"] if page["kind"] == Kind.PROBLEM and page["top"]]
    if not asked:
        return Heard((), reason=f"{survey} did not ask how big a problem things are.")
    shown = [page for page in asked if _is_shown(page)]
    hidden = tuple(_words_of(page) for page in asked if page not in shown)
    if not shown:
        return Heard((), hidden, f"{survey} has no share to take: too few people answered to show one.")
    found = [_concern(survey, edition, page) for page in shown]
    return Heard(tuple(sorted(found, key=lambda one: -one.percent)), hidden)


def newest(viewer: Viewer, now: datetime) -> tuple[Survey | None, tuple[Concern, ...]]:
    """The newest survey that has shares to take, with them; None where there is none."""
    for survey in survey_queries.surveys(viewer).filter(state=Survey.State.CLOSED).order_by("-opens_on", "-pk"):
        if found := heard(viewer, survey, now).concerns:
            return survey, found
    return None, ()


def _is_shown(page: dict[str, Any]) -> bool:
    top = page["top"]
    return not (page["withheld"] or top["hidden"]) and top["percent"] is not None and page["base"] >= FEWEST


def _concern(survey: Survey, edition: ResultsEdition, page: dict[str, Any]) -> Concern:
    top, words = page["top"], _words_of(page)
    return Concern(
        key=page["page"],
        words=words,
        percent=top["percent"],
        low=top["low"],
        high=top["high"],
        base=page["base"],
        of_whom=_of_whom(survey, edition, words, page["base"]),
        cited_id=results_things.id_of(survey.pk, page["page"]),
    )


def _words_of(page: dict[str, Any]) -> str:
    return str((page["item"] or page["text"])["en"])


def _of_whom(survey: Survey, edition: ResultsEdition, words: str, base: int) -> str:
    """What the share is of, and what keeps it from being a share of all residents."""
    closes = f", {survey.closes_on:%B %Y}" if survey.closes_on else ""
    mind = {
        Survey.Sampling.OPEN: "anybody could answer, so it is no sample of all residents",
        Survey.Sampling.QUOTA: "people were invited until each group was large enough, so chance has no range",
        Survey.Sampling.RANDOM: "a random sample was asked",
    }[Survey.Sampling(edition.content["sampling"])]
    weighed = "; weighted to match who lives here" if edition.content["weighted"] else ""
    return f"of {base:,} who answered “{words}” in {survey}{closes}; {mind}{weighed}"


def guess(themes: Iterable[Theme], found: Iterable[Concern]) -> dict[int, str]:
    """Theme → the item whose words are most like its own; only where a long word is the same. A person confirms it."""
    items = [(one.key, words_in(f"{one.words} {one.key}")) for one in found]
    guessed = {}
    for theme in themes:
        own = words_in(f"{theme.title} {theme.crime_type}")
        best = max(items, key=lambda item: len(own & item[1]), default=None)
        if best is not None and own & best[1]:
            guessed[theme.pk] = best[0]
    return guessed


def words_in(text: str) -> set[str]:
    """The long words of a text, as they are in the singular."""
    return {word.rstrip("s") for word in re.findall(r"[a-z]{5,}", text.lower())}
