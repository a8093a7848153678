"""What the law asks of a partnership: what is met and by what, what falls due, what is missing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope

from frankpledge.web.accounts.models import Partner, Partnership
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.duties import changes, queries
from frankpledge.web.duties.duty import duties
from frankpledge.web.duties.queries import State
from frankpledge.web.plans.models import Plan
from frankpledge.web.priorities import changes as priorities
from tests.web.assessments.drafts import an_edition
from tests.web.duties.records import a_record
from tests.web.plans.plans import a_plan

PAGE = "/p/castermouth/duties/"


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def client(cast, who="cora"):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def stands(cast, code, today=None):
    found = queries.standings(cast.viewer("cora"), today or cast.today)
    return next((each for each in found if each.duty.code == code), None)


def test_every_duty_names_its_law_its_section_and_since_when():
    assert len({each.code for each in duties()}) == len(duties()) >= 10
    for each in duties():
        assert all((each.source, each.section, each.who)), each.code
        assert each.from_on > date(1990, 1, 1), each.code
        assert each.checked in ("text", "named"), each.code


def test_nothing_is_met_of_which_nothing_is_known(here):
    assert stands(here, "public-meeting").state == State.MISSING
    assert stands(here, "assessment").state == State.MISSING
    assert stands(here, "plan").state == State.MISSING


@pytest.mark.parametrize(
    ("days", "state"), [(0, State.MET), (304, State.MET), (305, State.DUE), (365, State.DUE), (366, State.OVERDUE)]
)
def test_what_is_written_down_holds_for_a_year_and_falls_due_before_it_ends(here, days, state):
    a_record(here)

    standing = stands(here, "public-meeting", here.today + timedelta(days=days))

    assert (standing.state, standing.due_on) == (state, here.today + timedelta(days=365))


def test_a_signed_assessment_is_found(here):
    edition = an_edition(here)
    found = stands(here, "assessment", edition.signed_at.date())

    assert found.state == State.MET
    assert found.evidence.address.endswith(f"/{edition.number}/")


@pytest.mark.parametrize("years", [1, 3])
def test_a_published_plan_is_found_until_the_year_ends_that_it_was_published_for(here, years):
    first = here.today - timedelta(days=30)
    plan = a_plan(here, first_day=first, last_day=first + timedelta(days=365 * years - 1))
    Plan.objects.filter(pk=plan.pk).update(stage=Plan.Stage.PUBLISHED, published_on=first - timedelta(days=5))
    ends = first + timedelta(days=364)

    found = stands(here, "plan")

    assert found.state == State.MET
    assert abs(found.due_on - ends) <= timedelta(days=1)  # a leap year is a day longer
    assert stands(here, "plan", ends - timedelta(days=10)).state == State.DUE
    assert stands(here, "plan", ends + timedelta(days=10)).state == (State.OVERDUE if years > 1 else State.MISSING)


def test_the_summary_is_met_by_the_plans_page_for_residents(here):
    first = here.today - timedelta(days=30)
    plan = a_plan(here, first_day=first, last_day=first + timedelta(days=364))
    assert stands(here, "summary").state == State.MISSING
    Plan.objects.filter(pk=plan.pk).update(stage=Plan.Stage.PUBLISHED, published_on=first)

    found = stands(here, "summary")

    assert found.state == State.MET
    assert found.evidence.address == "/published/castermouth/plan/"


def test_each_strategy_needs_a_priority_or_a_stated_reason(here):
    assert "reduce reoffending" in stands(here, "strategies").evidence.lacks
    a_record(here, duty="strategies", minute="Reoffending is dealt with by the county board: minute 3.")
    assert stands(here, "strategies").state == State.MET


def test_strategies_that_are_all_served_need_no_reason(here):
    priorities.add(
        title="Safe", strategies=["crime", "substances", "reoffending", "serious_violence"],
        by=here.viewer("cora"), today=here.today,
    )  # fmt: skip

    assert (stands(here, "strategies").state, stands(here, "strategies").evidence.lacks) == (State.MET, "")


def test_an_agency_without_a_liaison_officer_is_named(here):
    assert stands(here, "liaison").state == State.MET
    Partner.objects.filter(agency__name="Frankshire Police").update(liaison=None)

    assert stands(here, "liaison").state == State.MISSING
    assert stands(here, "liaison").evidence.lacks == "Nobody is named for Frankshire Police."


def test_a_county_and_a_district_have_their_own(here):
    castermouth = here.partnerships["castermouth"]
    assert stands(here, "county-agreement") is None
    assert stands(here, "copy-county") is None

    castermouth.parent = Partnership.objects.create(name="Frankshire", slug="frankshire", kind="county")
    castermouth.save()

    assert stands(here, "copy-county").state == State.MISSING


def test_it_is_written_down_with_its_minute_and_taken_back_with_a_reason(here):
    browser = client(here)
    asked = {"met_on": f"{here.today}", "minute": "", "link": ""}
    address = f"{PAGE}public-meeting/write-down/"

    assert "Say which minute it stands in" in browser.post(address, asked).content.decode()
    assert browser.post(address, asked | {"minute": "Minute 7"}).headers["Location"] == PAGE
    assert "Minute 7" in browser.get(PAGE).content.decode()
    held = queries.records(here.viewer("cora")).get()

    browser.post(f"{PAGE}records/{held.pk}/take-back/", {"because": "It was another meeting."})

    assert stands(here, "public-meeting").state == State.MISSING
    assert AuditEvent.objects.get(kind="duties.withdrawn").reason == "It was another meeting."


def test_nothing_is_met_on_a_day_to_come_and_no_other_duty_is_made_up(here):
    with pytest.raises(ValidationError, match="still to come"):
        a_record(here, met_on=here.today + timedelta(days=1))
    with pytest.raises(ValidationError, match="no such duty"):
        changes.write_down(duty="tea", met_on=here.today, minute="x", link="", by=here.viewer("cora"), today=here.today)


def test_who_may_not_write_plans_reads_them_alone(here):
    page = client(here, "mo").get(PAGE).content.decode()

    assert "Hold a public meeting" in page
    assert "Write down how" not in page
