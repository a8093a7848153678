"""
What was answered to each page: shares with their base, rankings of problems, and groups beside each other.

Pure: from a frame to values. Nothing is hidden here; see `results_guard`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.ranks import Ranked, ranking
from frankpledge.analysis.survey_share import SurveyShare, weighted_share
from frankpledge.web.surveys.questionnaire import Kind, Option, Page, Question, Text
from frankpledge.web.surveys.scales import SCALES, options_of
from frankpledge.web.surveys.tables import Frame, Grouping

Weights = NDArray[np.float64] | None


@dataclass(frozen=True)
class Line:
    """One answer of a page with its share of those who answered the page."""

    option: Option
    share: SurveyShare


@dataclass(frozen=True)
class PageShares:
    """
    `asked`: how many were shown the page; `base`: how many of them answered it, "don't know" among them.

    `several`: each may have chosen several, so that shares add up to more than 100. `top`: the two upper steps of a
    scale together. `otherwise`: how many answered an earlier wording, and are not in here.
    """

    page: Page
    asked: int
    base: int
    otherwise: int
    lines: tuple[Line, ...]
    top: SurveyShare | None

    @property
    def several(self) -> bool:
        return self.page.question.kind == Kind.SEVERAL

    @property
    def routed(self) -> bool:
        """Whether only some were asked, for what they answered before."""
        return bool(self.page.question.route)

    @property
    def top_text(self) -> Text:
        return TOP_TEXTS[self.page.question.kind]


NOT_KNOWN = Text("Not known", "Ddim yn hysbys")
TOP_TEXTS = {
    Kind.PROBLEM: Text("A very or fairly big problem", "Problem fawr iawn neu eithaf mawr"),
    Kind.AGREEMENT: Text("Agree or strongly agree", "Cytuno neu gytuno’n gryf"),
    Kind.INFORMED: Text("Know a lot or a little", "Gwybod llawer neu ychydig"),
    Kind.SAFETY: Text("Very or fairly safe", "Diogel iawn neu eithaf diogel"),
}


@dataclass(frozen=True)
class Ranking:
    """The things that one question asks about, by how many find them a very or fairly big problem; ties share a rank."""

    question: Question
    places: tuple[tuple[Ranked, Page], ...]


def shares(frame: Frame, *, sample: bool, weights: Weights = None) -> tuple[PageShares, ...]:
    """Of every page that has options, in the order in which they are asked."""
    return tuple(_page(frame, page, sample, weights) for page in frame.counted)


def rankings(found: Sequence[PageShares]) -> tuple[Ranking, ...]:
    """Of each question that asks how big a problem several things are."""
    made = []
    questions = {each.page.question.key: each.page.question for each in found}
    for question in questions.values():
        own = [each for each in found if each.page.question.key == question.key and each.top and each.base]
        if question.kind != Kind.PROBLEM or len(own) < 2:
            continue
        pages = {each.page.key: each.page for each in own}
        percents = [each.top.percent for each in own if each.top]
        places = ranking(list(pages), [np.nan if value is None else value for value in percents])
        made.append(Ranking(question, tuple((place, pages[place.issue]) for place in places)))
    return tuple(made)


def top_flags(frame: Frame, page: Page) -> NDArray[np.bool_] | None:
    """[n]: who chose one of the two upper steps; None for a page without a scale."""
    scale = SCALES.get(page.question.kind)
    if scale is None:
        return None
    at = [place for place, option in enumerate(scale.steps) if option.key in scale.top]
    return np.asarray(frame.given[page.key][:, at].any(axis=1))


def identity(page: Page) -> tuple[str, str]:
    """The bank's code of a page and the version of its wording, by which years compare; "" for one's own question."""
    question, item = page.question, page.item
    if not question.code or (item and not item.code):
        return "", ""
    if item is None:
        return question.code, str(question.wording)
    return f"{question.code}/{item.code}", f"{question.wording}.{item.wording}"


def _page(frame: Frame, page: Page, sample: bool, weights: Weights) -> PageShares:
    given, answered = frame.given[page.key], frame.answered(page.key)
    question, wording = identity(page)

    def share(flags: NDArray[np.bool_], key: str) -> SurveyShare:
        return weighted_share(
            flags, sample=sample, asked=answered, weights=weights, answer=key, question=question, wording=wording
        )

    lines = tuple(Line(option, share(given[:, at], option.key)) for at, option in enumerate(options_of(page.question)))
    top = top_flags(frame, page)
    return PageShares(
        page=page,
        asked=int(frame.asked[page.key].sum()),
        base=int(answered.sum()),
        otherwise=frame.otherwise[page.key],
        lines=lines,
        top=share(top, "top") if top is not None else None,
    )


@dataclass(frozen=True)
class Group:
    """One group's answers to one page: `base` people answered; `counts` [k] by option, `percent` [k] weighted."""

    key: str
    text: Text
    base: int
    counts: tuple[int, ...]
    percent: tuple[float | None, ...]
    top_count: int | None
    top_percent: float | None


def by_group(frame: Frame, page: Page, grouping: Grouping, *, weights: Weights = None) -> tuple[Group, ...]:
    """
    What each group answered to a page, in the grouping's order, and last those whose group is not known (key "").

    Counts people; percentages are weighted, of those of the group who answered. One product of matrices, so that a
    page of 40 questions takes no longer than one.
    """
    g = len(grouping.keys)
    where = np.where(grouping.group >= 0, grouping.group, g)
    member = np.eye(g + 1)[where]
    given, answered = frame.given[page.key].astype(float), frame.answered(page.key)
    top = top_flags(frame, page)
    flags = np.column_stack([given, top if top is not None else np.zeros(frame.n), answered])
    counts = np.rint(flags.T @ member).astype(int)
    weighed = counts if weights is None else flags.T @ (member * weights[:, None])
    found = []
    for at in range(g + 1):
        base = weighed[-1, at]
        percent = tuple(100.0 * float(each) / float(base) if base else None for each in weighed[:-1, at])
        found.append(
            Group(
                grouping.keys[at] if at < g else "",
                grouping.texts[at] if at < g else NOT_KNOWN,
                int(counts[-1, at]),
                tuple(counts[:-2, at].tolist()),
                percent[:-1],
                int(counts[-2, at]) if top is not None else None,
                percent[-1] if top is not None else None,
            )
        )
    return tuple(found)
