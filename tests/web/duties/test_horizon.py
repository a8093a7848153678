"""Expected law and policy with who watches it, and decisions with what section 17 asks."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope

from frankpledge.web.duties.models import Decision, ExpectedChange
from frankpledge.web.plans import changes
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.register import REGISTERS
from tests.web.plans.plans import a_plan


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def keep(cast, register, thing):
    return keeping.add(register=REGISTERS[register], thing=thing, by=cast.viewer("cora"))


def duties(cast, who="cora"):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser.get("/p/castermouth/duties/").content.decode()


def test_what_is_expected_stands_with_the_duties_until_it_is_in_force(here):
    police = here.agencies["Frankshire Police"]
    late = here.today - timedelta(days=1)
    expected = keep(
        here, "expected", ExpectedChange(title="A new duty", may_change="A plan more", expected_on=late, owner=police)
    )

    page = duties(here)
    assert "A new duty" in page
    assert "Frankshire Police" in page
    assert "Overdue" in page

    expected.state = "in_force"
    keeping.change(register=REGISTERS["expected"], thing=expected, by=here.viewer("cora"))
    assert "A new duty" not in duties(here)


def test_a_decision_says_what_it_does_to_crime_and_disorder(here):
    facts = {"title": "Close the youth club", "body": "Cabinet", "decided_on": here.today, "effect": "some"}

    with pytest.raises(ValidationError, match="which effects"):
        keep(here, "decisions", Decision(**facts))
    keep(here, "decisions", Decision(**facts, effects="More calls about the park; wardens stay later."))

    assert "Close the youth club" in duties(here)


def test_a_decision_on_a_plan_that_is_kept_to_a_group_is_kept_to_it_too(here):
    plan = a_plan(here)
    facts = {"title": "Marbled newt", "body": "Cabinet", "decided_on": here.today, "effect": "none"}
    keep(here, "decisions", Decision(plan=plan, **facts))

    changes.restrict_plan(plan=plan, because="x", people=[], agencies=[], by=here.viewer("cora"))

    assert "Marbled newt" in duties(here)
    assert "Marbled newt" not in duties(here, "ana")
