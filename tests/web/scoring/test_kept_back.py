"""What a choosing does not tell: priorities that are restricted, and shares that a survey's results hide."""

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.priorities import restricting
from frankpledge.web.scoring import concern, deciding, publishing, queries
from frankpledge.web.scoring.models import Theme
from tests.web.scoring.choosing import a_decided_choosing, a_priority, move, themes
from tests.web.scoring.heard import a_public_survey

SECRET = "Operation Heron"


@pytest.fixture
def here(cast_today, monkeypatch, settings, tmp_path):
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.fixture
def exercise(here):
    """Decided; a priority that it reviewed and that a theme is about is then kept to Cora."""
    made, priority, cora = a_decided_choosing(here), a_priority(here, SECRET), here.viewer("cora")
    made = move(here, made, "choosing")
    deciding.review(
        exercise=made, priority=priority, verdict="keep", reason="Still true", by=cora, on=here.today, today=here.today
    )
    Theme.objects.filter(pk=themes(made)[1].pk).update(priority=priority)
    move(here, made, "decided")
    restricting.restrict(
        kind=restricting.Kind.PRIORITY, number=priority.pk, because="Under way", people=[], agencies=[], by=cora
    )
    made.refresh_from_db()
    return made


def test_a_restricted_priority_is_not_published_whoever_publishes(here, exercise):
    assert [each.priority.title for each in queries.reviewed(here.viewer("cora"), exercise).values()] == [SECRET]
    for who in ("cora", "chris"):
        assert SECRET not in str(publishing.content(here.viewer(who), exercise))


def test_no_page_of_a_choosing_names_a_priority_to_whom_it_is_kept_from(here, exercise):
    theme = themes(exercise)[1]
    pages = [
        exercise.get_absolute_url(), f"{exercise.get_absolute_url()}decisions/", theme.get_absolute_url(),
    ]  # fmt: skip
    shown = {}
    for who in ("cora", "mo"):
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(here.people[who])
        answers = [client.get(page) for page in pages]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        shown[who] = [SECRET in answer.content.decode() for answer in answers]

    assert shown == {"cora": [True, True, True], "mo": [False, False, False]}


def test_a_share_that_the_surveys_results_hide_goes_into_no_choosing(here):
    said = [
        {"problem.litter": "very" if at < 2 else "none", "problem.noise": "very" if at % 2 else "none"}
        for at in range(20)
    ]

    found = concern.heard(here.viewer("ana"), a_public_survey(here, said), timezone.now())

    assert [each.key for each in found.concerns] == ["problem.noise"]  # two people call litter a problem
    assert found.hidden == ("Litter",)
