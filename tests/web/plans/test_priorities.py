"""Priorities: what they rest on can be followed from both ends."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope

from frankpledge.web.citations import changes as citations
from frankpledge.web.priorities import changes, queries
from tests.web.plans.plans import a_chapter, an_action


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def page(cast, address):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people["cora"], backend="django.contrib.auth.backends.ModelBackend")
    return browser.get(address).content.decode()


def test_an_action_and_the_priority_it_rests_on_lead_to_each_other(here):
    chapter = a_chapter(here)
    action = an_action(here, chapter)
    citations.cite(
        citing="action",
        citing_id=str(action.pk),
        cited="priority",
        cited_id=str(chapter.priority.pk),
        by=here.viewer("cora"),
    )

    assert f"{action} of Plan 2025" in page(here, chapter.priority.get_absolute_url())
    assert "Burglary" in page(here, f"/p/castermouth/thread/action/{action.pk}/")


def test_the_strategies_that_no_priority_serves_are_named(here):
    assert len(queries.uncovered(here.viewer("cora"))) == 4
    changes.add(title="Burglary", strategies=["crime"], by=here.viewer("cora"), today=here.today)

    assert "reduce reoffending" in queries.uncovered(here.viewer("cora"))
    assert len(queries.uncovered(here.viewer("cora"))) == 3


def test_a_priority_ends_with_a_reason_and_its_name_is_free_again(here):
    cora = here.viewer("cora")
    ended = changes.add(title="Burglary", by=cora, today=here.today)
    with pytest.raises(ValidationError, match="already"):
        changes.add(title="Burglary", by=cora, today=here.today)
    with pytest.raises(ValidationError, match="Say why"):
        changes.end(priority=ended, because=" ", by=cora, today=here.today)

    ended.refresh_from_db()
    changes.end(priority=ended, because="It fell by half", by=cora, today=here.today)
    changes.add(title="Burglary", by=cora, today=here.today)
