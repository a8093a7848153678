"""Rounds from door to door: tallies alone, a share of the doors, and no address."""

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.surveys import rounds
from frankpledge.web.surveys.models import Round
from tests.web.surveys.answered import closed
from tests.web.surveys.surveys import an_open_survey


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def sent(here, survey, **facts):
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(here.people["ana"], backend="django.contrib.auth.backends.ModelBackend")
    typed = {"place": "Hill Street", "on": here.today.isoformat(), "knocked": 40, "answered": 12, "refused": 8} | facts
    address = reverse("survey_rounds", args=["castermouth", survey.pk])
    return client.post(address, typed, follow=True).content.decode()


def test_the_share_of_doors_is_of_all_rounds_together(here):
    survey = an_open_survey(here)

    sent(here, survey)
    page = sent(here, survey, place="Station Road", knocked=60, answered=8, refused=2)

    assert "Of 100 doors, somebody answered at 20 (20%); 10 did not want to, and at 70 nobody was in." in page
    assert AuditEvent.objects.filter(kind="surveys.round_added").count() == 2


@pytest.mark.parametrize("place", ["14 Hill Street", "Flat 2, Mill House", "Hill Street CM1 2AB"])
def test_an_address_is_not_kept(here, place):
    survey = an_open_survey(here)

    assert "no house numbers, no postcodes" in sent(here, survey, place=place)

    assert not Round.objects.exists()


def test_more_answers_than_doors_are_refused_and_so_is_a_day_to_come(here):
    survey = an_open_survey(here)

    assert "than there were doors" in sent(here, survey, knocked=10)
    assert "until today" in sent(here, survey, on="2099-01-01")

    assert not Round.objects.exists()


def test_one_that_was_entered_wrongly_is_taken_away_and_stays_on_record(here):
    survey = an_open_survey(here)
    sent(here, survey)

    rounds.take_away(round=Round.objects.get(), by=here.viewer("ana"))

    assert rounds.reached(here.viewer("ana"), survey).rate is None
    assert AuditEvent.objects.filter(kind="surveys.round_taken_away").exists()


def test_of_a_closed_survey_rounds_are_only_read(here):
    survey = an_open_survey(here)
    sent(here, survey)
    survey = closed(here, survey)

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(here.people["ana"], backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("survey_rounds", args=["castermouth", survey.pk])).content.decode()

    assert "This survey is closed" in page
    assert "Add a round" not in page
    assert "Of 40 doors" in page
