"""Surveys for tests."""

from datetime import timedelta
from typing import Any

from frankpledge.web.surveys import changes
from frankpledge.web.surveys.models import Response, Survey, SurveyVersion
from frankpledge.web.surveys.questionnaire import Questionnaire
from tests.web.cast import Cast
from tests.web.surveys.asked import a_questionnaire


def a_survey(cast: Cast, asks: Questionnaire | None = None, **facts: Any) -> Survey:
    """A draft."""
    asks = asks or a_questionnaire()
    whole = {"title": asks.title.en, "slug": "safe"} | facts
    return changes.begin(asks=asks, by=cast.viewer("ana"), **whole)


def an_open_survey(cast: Cast, asks: Questionnaire | None = None, *, days: int = 30, **facts: Any) -> Survey:
    """One that takes answers from today on, for so many days more, in English and Welsh."""
    survey, by = a_survey(cast, asks, **facts), cast.viewer("ana")
    survey = changes.change_settings(
        survey=survey,
        version=survey.version,
        by=by,
        slug=survey.slug,
        opens_on=cast.today,
        closes_on=cast.today + timedelta(days=days),
        in_welsh=True,
        sampling=Survey.Sampling.OPEN,
        compared_with=None,
        area=("", ""),
    )
    frozen = changes.open_survey(survey=survey, version=survey.version, by=by, today=cast.today)
    return frozen.survey


def a_response(cast: Cast, survey: Survey, answers: dict[str, Any] | None = None, **facts: Any) -> Response:
    """What somebody sent on the web; a reference is made where none is given."""
    version = SurveyVersion.objects.filter(survey=survey).first()
    whole = {"reference": f"T{Response.objects.count():05}", "submitted_on": cast.today} | facts
    return Response.objects.create(
        partnership=survey.partnership, survey=survey, version=version, answers=answers or {}, **whole
    )
