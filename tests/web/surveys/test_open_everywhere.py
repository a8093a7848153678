"""A survey that anybody may answer is found where residents look; its pages read as sentences."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from frankpledge.web.surveys import answer_asking
from frankpledge.web.surveys.bank import bank
from frankpledge.web.surveys.models import Survey
from frankpledge.web.surveys.questionnaire import Kind
from tests.web.cast import Cast
from tests.web.consultation.heard import a_consultation, published
from tests.web.surveys.answering import Browser
from tests.web.surveys.surveys import an_open_survey

HAVE_YOUR_SAY = "/published/castermouth/consultation/"


@pytest.fixture
def here(cast_today: Cast, settings, tmp_path) -> Iterator[Cast]:
    settings.ARCHIVE = tmp_path
    answer_asking.BEGINNINGS.asked.clear()
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def have_your_say() -> str:
    return Client(SERVER_NAME="127.0.0.1").get(HAVE_YOUR_SAY).content.decode()


def test_have_your_say_leads_to_an_open_survey(here: Cast) -> None:
    published(here, a_consultation(here))
    assert "/answer/" not in have_your_say()

    an_open_survey(here)

    assert 'href="/answer/castermouth/safe/"' in have_your_say()


def test_have_your_say_does_not_name_a_survey_of_people_who_were_chosen(here: Cast) -> None:
    published(here, a_consultation(here))
    survey = an_open_survey(here)
    Survey.objects.filter(pk=survey.pk).update(sampling=Survey.Sampling.RANDOM)
    assert "/answer/" not in have_your_say()


def test_what_stands_beside_a_question_is_spaced_as_sentences(here: Cast) -> None:
    browser = Browser(an_open_survey(here)).begin()
    browser.open("questions/channels/")
    assert "Choose all that apply. You can leave this empty." in browser.said


def test_no_question_of_the_bank_says_twice_that_several_may_be_chosen() -> None:
    several = [each for entry in bank().entries for each in entry.wordings if each.kind == Kind.SEVERAL]
    assert several
    assert not [each.code for each in several if each.hint and "all that" in each.hint.en]
