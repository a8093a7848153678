"""The pages of evaluations."""

import pytest
from django.test import Client
from django_scopes import scope

from frankpledge.web.evaluations import evaluating
from frankpledge.web.evaluations.models import ActionPlace
from tests.web.evaluations.evaluated import TOWN, a_place, counts, held, judged, the_area
from tests.web.plans.plans import a_chapter, an_action

AT = "/p/castermouth/evaluations/"


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        the_area(cast_today)
        yield cast_today


@pytest.fixture
def cora(here):
    client = Client()
    client.force_login(here.people["cora"])
    return client


def test_a_place_said_on_the_page_is_kept_and_the_action_shows_the_verdict(here, cora, tmp_path, settings):
    settings.ARCHIVE = tmp_path / "town"
    archive = held(settings.ARCHIVE, counts())
    action = an_action(here)

    said = cora.post(
        f"{AT}{action.pk}/where/",
        {"places": f"{TOWN.lsoas[0]}\n", "since": "2025-01-01", "crime_types": ["Burglary"]},
        follow=True,
    )
    assert "being worked out" in said.content.decode()
    evaluating.bring_up_to_date(archive.snapshot(), ActionPlace.objects.get())

    assert "It worked" in cora.get(action.get_absolute_url()).content.decode()
    shown = cora.get(f"{AT}{action.pk}/").content.decode()
    assert "fixed rule" in shown
    assert "<svg" in shown
    assert "style=" not in shown.partition("<main")[2]


def test_what_is_not_understood_stays_on_the_page_with_the_reason(here, cora, tmp_path, settings):
    settings.ARCHIVE = tmp_path / "town"
    held(settings.ARCHIVE, counts())

    page = cora.post(
        f"{AT}{an_action(here).pk}/where/",
        {"places": "Nowhere", "since": "2025-01-01", "anti_social": "on", "crime_types": ["Drugs"]},
    )

    words = page.content.decode()
    assert "Choose crime or anti-social behaviour" in words
    assert "Nowhere" in words
    assert not ActionPlace.objects.exists()


def test_an_action_without_a_place_has_no_evaluation(here, cora):
    assert cora.get(f"{AT}{an_action(here).pk}/").status_code == 404


def test_the_list_asks_as_many_questions_for_ten_as_for_one(here, cora, django_assert_max_num_queries):
    chapter = a_chapter(here)
    judged(a_place(here, an_action(here, chapter)))
    cora.get(AT)
    with django_assert_max_num_queries(60) as one:
        cora.get(AT)
    for _ in range(9):
        judged(a_place(here, an_action(here, chapter)))

    with django_assert_max_num_queries(len(one.captured_queries)):
        assert cora.get(AT).content.decode().count("It worked") == 20
