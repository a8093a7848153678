"""Measures for tests: the dullest that are valid. Call them in the partnership's scope."""

from typing import Any

from frankpledge.month import Month
from frankpledge.web.measures import changes
from frankpledge.web.measures.models import Measure, Reading
from frankpledge.web.plans.models import Chapter
from tests.web.cast import Cast
from tests.web.plans.plans import a_chapter


def a_measure(cast: Cast, chapter: Chapter | None = None, **facts: Any) -> Measure:
    whole = {
        "title": "Burglaries", "polarity": "down", "unit": "count", "numerator": "burglaries", "target": 100.0,
        "from_month": "2024-04",
    } | facts  # fmt: skip
    return changes.add(chapter=chapter or a_chapter(cast), by=cast.viewer("cora"), **whole)


def enter(cast: Cast, measure: Measure, month: str, value: float, **facts: Any) -> Reading:
    whole = {"base": None, "words": "", "today": cast.today} | facts
    return changes.enter(measure=measure, month=Month.parse(month), value=value, by=cast.viewer("cora"), **whole)
