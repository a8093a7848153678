"""What the pages of a choosing say and lead to, where that hangs on how it stands."""

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from frankpledge.web.scoring import changes, filling
from tests.web.cast import Cast
from tests.web.scoring.choosing import a_finding, a_scored_choosing, an_assessment, an_exercise, move, themes

SAME = "as many places as themes"


@pytest.fixture
def here(cast_today: Cast, settings, tmp_path, monkeypatch):
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def read(here: Cast, who: str, address: str) -> str:
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser.get(address).content.decode()


def at(name: str, exercise, *more) -> str:
    return reverse(name, args=["castermouth", exercise.pk, *more])


@pytest.mark.parametrize(("places", "said"), [(2, False), (3, True), (5, True)])
def test_where_every_theme_has_a_place_the_page_says_that_the_top_tells_nothing(here, places, said) -> None:
    page = read(here, "mo", at("choosing_results", a_scored_choosing(here, places=places)))

    assert (SAME in page) is said


@pytest.mark.parametrize(("who", "leads"), [("cora", True), ("mo", False)])
def test_what_waits_leads_who_may_decide_to_deciding(here, who, leads) -> None:
    exercise = move(here, a_scored_choosing(here), "choosing")

    page = read(here, who, at("choosing_decisions", exercise))

    assert all((at("decide_theme", exercise, theme.pk) in page) is leads for theme in themes(exercise))


def test_a_figure_stands_below_the_question_that_it_answers_and_is_read_out_with_it(here) -> None:
    found = an_assessment(here, a_finding("offence", "offence_table", "Noise", ("rate_per_1000", 7.7, 4.9, 10.4)))
    exercise = an_exercise(here, "Noise", "Homes", assessment=found)
    theme = themes(exercise)[0]
    changes.change_theme(theme=theme, title="Noise", what="", crime_type="Noise", by=here.viewer("ana"))
    filling.fill(exercise=exercise, by=here.viewer("ana"))
    move(here, exercise, "first")

    page = read(here, "mo", at("score_theme", exercise, theme.pk))

    assert 'aria-describedby="id_volume_helptext id_volume_figure"' in page
    assert page.index("How much of it is there") < page.index('id="id_volume_figure"') < page.index('name="volume"')
    assert 'id="id_harm_figure"' not in page


def test_the_day_of_a_second_round_is_asked_for_and_one_that_is_none_is_refused(here) -> None:
    exercise = a_scored_choosing(here)
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people["cora"], backend="django.contrib.auth.backends.ModelBackend")

    wrong = browser.post(at("move_exercise", exercise), {"to": "second", "score_by": "soon"})
    exercise.refresh_from_db()
    refused = exercise.stage
    browser.post(at("move_exercise", exercise), {"to": "second", "score_by": here.today.isoformat()})
    exercise.refresh_from_db()

    assert "Second scores are wanted by: Enter a valid date" in wrong.content.decode()
    assert (refused, exercise.stage, exercise.score_by) == ("discussion", "second", here.today)
