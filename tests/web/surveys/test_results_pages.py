"""Pages of results: whole numbers for those who write the assessment, and as many questions for many as for few."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from frankpledge.web.surveys.models import Response
from tests.web.surveys.answered import answered, many


@pytest.fixture
def here(cast_today, settings, tmp_path, monkeypatch):
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def client_of(cast, name):
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast.people[name], backend="django.contrib.auth.backends.ModelBackend")
    return client


def opened(cast, name, address, survey, *more):
    return client_of(cast, name).get(reverse(address, args=["castermouth", survey.pk, *more]))


PAGES = [
    ("survey_results", ()),
    ("survey_who", ()),
    ("survey_by_group", ("ward",)),
    ("survey_by_group", ("deprivation",)),
    ("survey_question_results", ("victim",)),
    ("survey_recorded", ()),
    ("survey_comments", ()),
    ("survey_quotes", ()),
    ("survey_publishing", ()),
]


@pytest.mark.parametrize(("address", "more"), PAGES)
def test_a_page_asks_as_much_for_many_answers_as_for_few(here, address, more):
    few, lots = answered(here, *many(20)), answered(here, *many(200), slug="lots")
    counts = []
    opened(here, "ana", address, few, *more)  # what is read once
    for survey in (few, lots):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert opened(here, "ana", address, survey, *more).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_results_say_their_base_their_route_and_that_nobody_was_sampled(here):
    survey = answered(here, *many(60))

    page = opened(here, "ana", "survey_results", survey).content.decode()

    assert "60 people have answered" in page
    assert "Of 60 who answered this question." in page
    assert "It was asked of 12, because of what they answered before." in page
    assert "there is no margin of error" in page
    assert "Likely range" not in page


def test_a_random_sample_has_a_range(here):
    survey = answered(here, *many(60))
    survey.sampling = "random"
    survey.save()

    page = opened(here, "ana", "survey_results", survey).content.decode()

    assert "Likely range" in page
    assert "there is no margin of error" not in page


def test_a_member_sees_no_number_before_results_are_made_ready(here):
    survey = answered(here, *many(60))

    page = opened(here, "mo", "survey_results", survey).content.decode()

    assert "not made ready yet" in page
    assert "who answered this question" not in page


def test_who_was_left_out_is_not_counted_and_said(here):
    survey = answered(here, *many(60))
    one = Response.objects.filter(survey=survey).first()
    one.left_out_because, one.left_out_by = "Sent twice", here.people["ana"]
    one.save()

    page = opened(here, "ana", "survey_results", survey).content.decode()

    assert "59 people have answered; 1 more is left out" in page


def test_a_survey_without_answers_has_a_page(here):
    survey = answered(here)

    for address, more in PAGES:
        assert opened(here, "ana", address, survey, *more).status_code == 200, address


def test_weights_are_refused_to_a_survey_that_anybody_could_answer(here):
    survey = answered(here, *many(40))

    page = opened(here, "ana", "survey_weighting", survey).content.decode()

    assert "Weights would not make a sample" in page
    assert '<form method="post" novalidate' not in page
