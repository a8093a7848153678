"""Choosing an action: by plan and priority, and of plans that run only."""

from datetime import date, timedelta

import pytest
from django_scopes import scope

from frankpledge.web.plans import changes, offering, queries
from frankpledge.web.plans.models import Plan
from frankpledge.web.risks.forms import LinkForm
from tests.web.plans.plans import a_chapter, a_plan, an_action


@pytest.fixture
def here(cast_today):
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def a_year(cast, title, *, stage=None, ends_in=100):
    """A plan with one action, numbered 1 as in every plan."""
    day = cast.today + timedelta(days=ends_in)
    plan = a_plan(cast, title=title, first_day=date(2024, 4, 1), last_day=day)
    an_action(cast, a_chapter(cast, plan, title=f"Burglary {title}"), text=f"Locks {title}")
    if stage:
        Plan.objects.filter(pk=plan.pk).update(stage=stage)
    return plan


def test_the_same_number_in_two_plans_stands_below_its_own_plan_and_priority(here):
    a_year(here, "A", stage="published")
    both = a_year(here, "B", stage="agreed")
    an_action(here, a_chapter(here, both, title="Arson"), text="Talk")

    form = LinkForm(actions=queries.actions(here.viewer("cora")).order_by("pk"), measures=[])

    shown = [(group, [label for _, label in choices]) for group, choices in form.fields["what"].choices]
    assert shown == [
        ("A: Burglary A", ["1. Locks A"]),
        ("B: Burglary B", ["1. Locks B"]),
        ("B: Arson", ["2. Talk"]),
    ]


def test_a_plan_that_is_replaced_over_or_only_being_written_is_not_offered_beside_one_that_runs(here):
    running = a_year(here, "A", stage="published")
    a_year(here, "B", stage="superseded")
    a_year(here, "C", stage="agreed", ends_in=-1)
    a_year(here, "D")

    assert list(offering.plans_that_run(here.viewer("cora"), here.today)) == [running]


def test_where_no_plan_runs_yet_the_one_that_is_being_written_is_offered(here):
    written = a_year(here, "A")
    a_year(here, "B", stage="superseded")

    assert list(offering.plans_that_run(here.viewer("cora"), here.today)) == [written]


def test_the_risks_page_offers_the_action_in_its_group(here, client, monkeypatch):
    from tests.web.risks.risks import a_risk

    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    plan = a_year(here, "A")
    for stage, who in (("agreed", "chris"), ("published", "cora")):
        changes.move_on(plan=plan, stage=stage, by=here.viewer(who), today=here.today)
    a_year(here, "B")
    risk = a_risk(here)
    client.force_login(here.people["cora"], backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(risk.get_absolute_url(), headers={"host": "127.0.0.1"}).content.decode()

    assert '<optgroup label="A: Burglary A">' in page
    assert "Locks A" in page
    assert "Locks B" not in page
