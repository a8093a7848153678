"""A survey from draft to closed: who may, what is frozen, and what is deleted at the end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.surveys import changes, queries, writing
from frankpledge.web.surveys.models import Response, SavedAnswers, Survey, SurveyVersion
from frankpledge.web.surveys.questionnaire import Kind, Question, Text
from tests.web.cast import Cast
from tests.web.surveys.asked import a_questionnaire, words
from tests.web.surveys.surveys import a_response, a_survey, an_open_survey


@pytest.fixture
def here(cast: Cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast


def settings(here: Cast, survey: Survey, **facts: Any) -> Survey:
    whole: dict[str, Any] = {
        "slug": survey.slug,
        "opens_on": survey.opens_on,
        "closes_on": survey.closes_on,
        "in_welsh": survey.in_welsh,
        "sampling": survey.sampling,
        "compared_with": None,
        "area": ("", ""),
    } | facts
    return changes.change_settings(survey=survey, version=survey.version, by=here.viewer("ana"), **whole)


def test_it_is_begun_written_opened_and_closed_and_the_record_says_so(here: Cast) -> None:
    survey = an_open_survey(here)
    closed = changes.close(survey=survey, by=here.viewer("cora"), today=here.today)

    assert closed.state == Survey.State.CLOSED
    kinds = list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["surveys.begun", "surveys.settings_changed", "surveys.opened", "surveys.closed"]


@pytest.mark.parametrize("who", ["mo", "lea", "chris", "ada"])
def test_others_write_none(here: Cast, who: str) -> None:
    survey, by = a_survey(here), here.viewer(who)

    for change in (
        lambda: changes.begin(title="X", slug="x", asks=a_questionnaire(), by=by),
        lambda: changes.write(survey=survey, version=1, asks=a_questionnaire(), by=by),
        lambda: changes.open_survey(survey=survey, version=1, by=by, today=here.today),
        lambda: changes.close(survey=survey, by=by, today=here.today),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_what_is_faulty_is_not_opened(here: Cast) -> None:
    survey = a_survey(here, a_questionnaire(Question("x", Kind.ONE, words("X"))))
    survey = settings(here, survey, opens_on=here.today, closes_on=here.today)

    with pytest.raises(ValidationError, match="two answers"):
        changes.open_survey(survey=survey, version=survey.version, by=here.viewer("ana"), today=here.today)


def test_it_needs_days_that_are_not_past(here: Cast) -> None:
    survey = a_survey(here)
    with pytest.raises(ValidationError, match="from which day"):
        changes.open_survey(survey=survey, version=1, by=here.viewer("ana"), today=here.today)
    day = here.today - timedelta(days=1)
    survey = settings(here, survey, opens_on=day, closes_on=day)
    with pytest.raises(ValidationError, match="past"):
        changes.open_survey(survey=survey, version=survey.version, by=here.viewer("ana"), today=here.today)


def test_offered_in_welsh_it_needs_all_of_its_welsh(here: Cast) -> None:
    survey = a_survey(here, a_questionnaire(Question("x", Kind.COMMENT, Text("X"))))
    survey = settings(here, survey, opens_on=here.today, closes_on=here.today, in_welsh=True)
    with pytest.raises(ValidationError, match="no Welsh"):
        changes.open_survey(survey=survey, version=survey.version, by=here.viewer("ana"), today=here.today)


def test_opening_freezes_and_a_change_after_it_is_another_version_with_a_reason(here: Cast) -> None:
    survey, by = an_open_survey(here), here.viewer("ana")
    first = SurveyVersion.objects.get()
    changed = writing.remove(survey.asks, "dark")
    survey = changes.write(survey=survey, version=survey.version, asks=changed, by=by)
    assert queries.versions(by, survey)[0].asks == first.asks  # people are asked the old one still

    with pytest.raises(ValidationError, match="why"):
        changes.put_right(survey=survey, version=survey.version, because=" ", by=by, today=here.today)
    second = changes.put_right(survey=survey, version=survey.version, because="Asked twice", by=by, today=here.today)

    assert (second.number, second.asks) == (2, changed)
    assert SurveyVersion.objects.get(number=1).digest == first.asks.digest()


def test_the_same_questions_are_no_new_version(here: Cast) -> None:
    survey = an_open_survey(here)
    with pytest.raises(ValidationError, match="already"):
        changes.put_right(survey=survey, version=survey.version, because="No", by=here.viewer("ana"), today=here.today)


def test_what_was_written_after_opening_can_be_taken_back(here: Cast) -> None:
    survey, by = an_open_survey(here), here.viewer("ana")
    asked = survey.asks
    survey = changes.write(survey=survey, version=survey.version, asks=writing.remove(asked, "dark"), by=by)

    survey = changes.take_back(survey=survey, version=survey.version, by=by)

    assert survey.asks == asked


def test_two_writers_do_not_undo_each_other(here: Cast) -> None:
    survey, by = a_survey(here), here.viewer("ana")
    changes.write(survey=survey, version=1, asks=writing.remove(survey.asks, "dark"), by=by)
    with pytest.raises(changes.ChangedMeanwhile):
        changes.write(survey=survey, version=1, asks=survey.asks, by=by)


def test_an_open_survey_keeps_its_address_and_may_run_longer(here: Cast) -> None:
    survey = an_open_survey(here)
    with pytest.raises(ValidationError, match="address"):
        settings(here, survey, slug="else")
    later = here.today + timedelta(days=90)
    assert settings(here, survey, closes_on=later).closes_on == later


def test_it_takes_answers_on_its_days_alone(here: Cast) -> None:
    survey = an_open_survey(here, days=10)

    assert survey.takes_answers(here.today)
    assert survey.takes_answers(here.today + timedelta(days=10))
    assert not survey.takes_answers(here.today + timedelta(days=11))
    assert not survey.takes_answers(here.today - timedelta(days=1))
    assert survey.takes_paper
    assert not changes.close(survey=survey, by=here.viewer("ana"), today=here.today).takes_answers(here.today)


def test_closing_deletes_what_was_saved_and_what_tells_browsers_apart(here: Cast) -> None:
    survey = an_open_survey(here)
    response = a_response(here, survey, mark="a" * 64)
    SavedAnswers.objects.create(
        partnership=survey.partnership,
        survey=survey,
        version=response.version,
        code_hash="b" * 64,
        sealed=b"sealed",
        kept_until=timezone.now(),
    )

    changes.close(survey=survey, by=here.viewer("ana"), today=here.today)

    assert not SavedAnswers.objects.exists()
    assert Response.objects.get().mark == ""


def test_a_copy_follows_the_survey_that_it_is_compared_with(here: Cast) -> None:
    survey = an_open_survey(here)
    again = changes.begin(title="Again", slug="again", asks=survey.asks, like=survey, by=here.viewer("ana"))

    assert (again.compared_with, again.state, again.asks) == (survey, Survey.State.DRAFT, survey.asks)


def test_an_address_is_one_surveys(here: Cast) -> None:
    survey = a_survey(here)
    with pytest.raises(ValidationError, match="address"):
        changes.begin(title="X", slug=survey.slug, asks=survey.asks, by=here.viewer("ana"))


def test_the_title_follows_the_questionnaire(here: Cast) -> None:
    survey = a_survey(here)
    asked = replace(survey.asks, title=words("Another"))
    assert changes.write(survey=survey, version=1, asks=asked, by=here.viewer("ana")).title == "Another"
