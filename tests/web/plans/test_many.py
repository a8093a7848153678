"""20,000 actions of 300 partnerships: the pages of one ask as many questions as ever."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.plans.models import Action, Chapter, Plan, ProgressUpdate
from frankpledge.web.priorities.models import Priority
from tests.web.plans.plans import a_chapter, an_action, say

OTHERS, ACTIONS = 299, 20_000


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    return cast_today


def fill(cast, chapter):
    """So many partnerships beside Castermouth, and of all actions a 300th in its own plan, each with a word."""
    places = Partnership.objects.bulk_create(
        Partnership(name=f"Safer {number}", slug=f"safer-{number}") for number in range(OTHERS)
    )
    with scopes_disabled():
        plans = Plan.objects.bulk_create(
            Plan(partnership=each, title="Plan", first_day=date(2025, 4, 1), last_day=date(2028, 3, 31))
            for each in places
        )
        titled = Priority.objects.bulk_create(
            Priority(partnership=each, title="Burglary", from_on=date(2025, 4, 1)) for each in places
        )
        chapters = Chapter.objects.bulk_create(
            Chapter(partnership=plan.partnership, plan=plan, priority=priority, position=1)
            for plan, priority in zip(plans, titled, strict=True)
        )
        every = [chapter, *chapters]
        made = Action.objects.bulk_create(
            (
                Action(
                    partnership_id=each.partnership_id, plan_id=each.plan_id, chapter=each, number=100 + at,
                    text=f"Fit smoke alarms in street {at}", lead=cast.agencies["Frankshire Fire Service"],
                )
                for at in range(ACTIONS)
                for each in [every[at % len(every)]]
            ),
            batch_size=1_000,
        )  # fmt: skip
        ProgressUpdate.objects.bulk_create(
            (
                ProgressUpdate(
                    partnership_id=each.partnership_id, action=each, status="on_track", text="Some", on=cast.today,
                    by=cast.people["lea"],
                )
                for each in made
            ),
            batch_size=1_000,
        )  # fmt: skip


def test_pages_of_one_among_three_hundred_ask_as_many_questions_as_before(here):
    with scope(partnership=here.partnerships["castermouth"]):
        chapter = a_chapter(here)
        action = an_action(here, chapter)
        say(here, action)
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(here.people["cora"], backend="django.contrib.auth.backends.ModelBackend")
    plan = f"/p/castermouth/plans/{chapter.plan_id}/"
    pages = (plan, f"{plan}actions/", "/p/castermouth/plans/actions/mine/", action.get_absolute_url(), f"{plan}check/")

    def questions():
        counts = {}
        for address in pages:
            browser.get(address)  # what is asked once and remembered
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(address).status_code == 200
            counts[address] = len(asked)
        return counts

    before = questions()
    fill(here, chapter)

    assert questions() == before
    with scopes_disabled():
        assert Action.objects.count() == ACTIONS + 1
