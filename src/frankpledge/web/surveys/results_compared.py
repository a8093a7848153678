"""This survey beside an earlier one: only questions of the bank in one wording compare; the others are named."""

from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.analysis.survey_share import YearDifference, compare_years
from frankpledge.web.surveys.results_shares import PageShares, identity


@dataclass(frozen=True)
class Moved:
    """The answers to one page then and now: the two upper steps of a scale, else each option that both offered."""

    now: PageShares
    before: PageShares
    differences: tuple[tuple[str, YearDifference], ...]  # the option's key ("top"), and how its share moved


@dataclass(frozen=True)
class NotCompared:
    page: PageShares
    why: str


@dataclass(frozen=True)
class YearsBeside:
    moved: tuple[Moved, ...]
    not_compared: tuple[NotCompared, ...]


def beside(now: Sequence[PageShares], before: Sequence[PageShares]) -> YearsBeside:
    """Every page of this year's survey, either compared or named with the reason why not."""
    moved, others = [], []
    by_code = {code: each for each in before if (code := identity(each.page)[0])}
    for each in now:
        code, wording = identity(each.page)
        earlier = by_code.get(code) if code else None
        if not code:
            others.append(NotCompared(each, "It is a question of this survey alone."))
        elif earlier is None:
            others.append(NotCompared(each, "It was not asked before."))
        elif identity(earlier.page)[1] != wording or not each.page.same_as(earlier.page):
            others.append(NotCompared(each, "It was worded otherwise before."))
        elif each.page.question.route != earlier.page.question.route:
            others.append(NotCompared(each, "Others were asked it before."))
        elif not each.base or not earlier.base:
            others.append(NotCompared(each, "Nobody answered it in one of the two surveys."))
        else:
            moved.append(Moved(each, earlier, _differences(each, earlier)))
    return YearsBeside(tuple(moved), tuple(others))


def _differences(now: PageShares, before: PageShares) -> tuple[tuple[str, YearDifference], ...]:
    if now.top is not None and before.top is not None:
        return (("top", compare_years(before.top, now.top)),)
    then = {line.option.key: line.share for line in before.lines}
    return tuple(
        (line.option.key, compare_years(then[line.option.key], line.share))
        for line in now.lines
        if line.option.key in then
    )
