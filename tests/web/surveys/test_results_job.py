"""Results made ready in the background: started once, told of on the page, and nothing half done where it is killed."""

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.models import Membership
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.jobs import job
from frankpledge.web.surveys import results_job
from frankpledge.web.surveys.models import ResultsEdition, Survey
from tests.web.surveys.answered import answered, closed, many


@pytest.fixture
def started(monkeypatch) -> list[job.Job]:
    """What would have been started as a process; none of it is."""
    asked: list[job.Job] = []
    monkeypatch.setattr(job, "start", lambda archive, work: asked.append(work))
    monkeypatch.setattr(job, "alive", lambda folder: True)
    return asked


@pytest.fixture
def survey(cast_today, settings, tmp_path, monkeypatch) -> Survey:
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield closed(cast_today, answered(cast_today, *many(60)))


def page(cast, survey, *, post=False):
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast.people["ana"], backend="django.contrib.auth.backends.ModelBackend")
    if post:
        return client.post(reverse("make_results_ready", args=["castermouth", survey.pk]), follow=True)
    return client.get(reverse("survey_publishing", args=["castermouth", survey.pk]))


def test_the_request_starts_the_work_once_and_the_page_tells_how_far_it_is(cast_today, survey, started):
    shown = page(cast_today, survey, post=True).content.decode()
    page(cast_today, survey, post=True)

    assert len(started) == 1
    assert 'data-progress="waiting"' in shown
    assert "Make the results ready" not in shown
    assert not ResultsEdition.objects.exists()


def test_the_work_makes_the_edition_and_tells_its_steps(cast_today, survey, started, settings):
    page(cast_today, survey, post=True)
    told: list[tuple[str, int, int | None]] = []

    made = results_job.compute(
        settings.ARCHIVE, started[0].asked, lambda words, done, total, rate, left: told.append((words, done, total))
    )

    edition = ResultsEdition.objects.get(pk=made["edition"])
    assert (edition.number, edition.content["n"], edition.made_by) == (1, 60, cast_today.people["ana"])
    assert [done for _, done, _ in told] == [0, 1, 2, 3]


def test_killed_in_the_middle_it_leaves_nothing_and_can_be_started_again(
    cast_today, survey, started, settings, monkeypatch
):
    page(cast_today, survey, post=True)

    def killed(words, done, total, rate, left):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        results_job.compute(settings.ARCHIVE, started[0].asked, killed)
    monkeypatch.setattr(job, "alive", lambda folder: False)
    shown = page(cast_today, survey).content.decode()

    assert not ResultsEdition.objects.exists()
    assert "Nothing is lost or half done: start it again." in shown
    assert "Make the results ready" in shown
    page(cast_today, survey, post=True)
    assert len(started) == 2


def test_who_has_lost_access_meanwhile_makes_nothing(cast_today, survey, started, settings):
    page(cast_today, survey, post=True)
    with scopes_disabled():
        Membership.objects.filter(person=cast_today.people["ana"]).delete()

    with pytest.raises(NotAllowed):
        results_job.compute(settings.ARCHIVE, started[0].asked, lambda *told: None)

    assert not ResultsEdition.objects.exists()
