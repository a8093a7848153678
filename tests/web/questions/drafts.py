"""Saved questions for tests: the dullest that are valid. Each is called in the scope of Castermouth."""

from typing import Any

from django.utils import timezone

from frankpledge.web.questions.changes import digest_of
from frankpledge.web.questions.models import Answer, Question
from tests.web.cast import Cast

CONTENT: dict[str, Any] = {
    "columns": ["Month", "Code", "Count"],
    "rows": [["January 2025", "2025-01", 3], ["February 2025", "2025-02", 4]],
    "total": 7,
    "hidden": 0,
    "months": ["2025-01", "2025-02"],
    "not_held": [],
    "filter": "Burglary; LSOA is one of 4",
    "editions": ["Frankshire Police 2025-01"],
    "left_out": {},
}


def a_question(cast: Cast, title: str = "Burglary by month", *, restricted: bool = False, **facts: Any) -> Question:
    """A question about Castermouth in 2025 with one answer."""
    question = Question.objects.create(
        partnership=cast.partnerships["castermouth"], title=title, source="police.uk", area_code="E22999001",
        area_name="Castermouth", counted_by="lsoa", crime_type="Burglary", breakdown="month", first_month="2025-01",
        last_month="2025-02", restricted=restricted, asked_by=cast.people["ana"], **facts,
    )  # fmt: skip
    an_answer(cast, question)
    return question


def an_answer(cast: Cast, question: Question, **changed: Any) -> Answer:
    content = CONTENT | changed
    return Answer.objects.create(
        partnership=question.partnership, question=question, number=question.answers.count() + 1, content=content,
        versions={"police_uk_street": 1}, digest=digest_of(content), by=cast.people["ana"], at=timezone.now(),
    )  # fmt: skip
