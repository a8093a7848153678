"""Surveys with answers, for tests of results."""

from datetime import timedelta
from typing import Any

from frankpledge.web.surveys import changes
from frankpledge.web.surveys.models import Response, Survey, SurveyVersion
from frankpledge.web.surveys.questionnaire import Kind, Question, Questionnaire
from tests.web.cast import Cast
from tests.web.surveys.asked import QUESTIONS, a_questionnaire, words
from tests.web.surveys.surveys import an_open_survey

COMMENT = "Needles in the park. Ask Mrs Jones, 07700 900123."


def answered(cast: Cast, *answers: dict[str, Any], asks: Questionnaire | None = None, **facts: Any) -> Survey:
    """An open survey with these answers, each from a fifth, a ward and a mode in turn."""
    survey = an_open_survey(cast, asks or with_comments(), **facts)
    version = SurveyVersion.objects.get(survey=survey)
    Response.objects.bulk_create(
        Response(
            partnership=survey.partnership,
            survey=survey,
            version=version,
            reference=f"{survey.pk}-{at}",
            answers=each,
            submitted_on=cast.today,
            place=Response.Place.FOUND,
            lsoa=f"E0100000{at % 4}",
            ward=f"E0500000{at % 2}",
            ward_name=("East", "West")[at % 2],
            decile=1 + (at * 2) % 10,
        )
        for at, each in enumerate(answers)
    )
    return survey


def many(count: int = 60) -> list[dict[str, Any]]:
    """Answers of so many people: two thirds find litter a very big problem, one a don't know; every tenth writes."""
    return [
        {
            "problem.litter": "dont_know" if at == 1 else "very" if at % 3 else "none",
            "problem.noise": "fairly" if at % 2 else "not_very",
            "dark": ("very_safe", "fairly_safe", "fairly_unsafe", "very_unsafe")[at % 4],
            "victim": "yes" if at % 5 == 0 else "no",
        }
        | ({"else": COMMENT if at == 0 else f"More light in street {at}, please"} if at % 10 == 0 else {})
        for at in range(count)
    ]


def closed(cast: Cast, survey: Survey) -> Survey:
    """Its last day is today, and it is closed."""
    Survey.objects.filter(pk=survey.pk).update(closes_on=cast.today, opens_on=cast.today - timedelta(days=20))
    survey.refresh_from_db()
    return changes.close(survey=survey, by=cast.viewer("ana"), today=cast.today)


def with_comments() -> Questionnaire:
    return a_questionnaire(
        *QUESTIONS, Question("else", Kind.COMMENT, words("Anything else?"), code="comment", wording=1)
    )
