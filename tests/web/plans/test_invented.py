"""The plan of the demonstration: every state is there to be seen, and making it again changes nothing."""

from datetime import date

from django_scopes import scope

from frankpledge.web.accounts.invented import invent_partnership
from frankpledge.web.accounts.models import Membership, Partnership
from frankpledge.web.accounts.viewer import viewer_of
from frankpledge.web.plans import queries
from frankpledge.web.plans.county import district_plans
from frankpledge.web.plans.invented import invent_plan
from frankpledge.web.plans.invented_neighbours import NEIGHBOURS, invent_neighbours
from frankpledge.web.plans.models import Action, Plan

TODAY = date(2026, 11, 21)


def make(today):
    invent_plan(invent_partnership("E22999001", "Castermouth", today), today)


def test_it_shows_every_state_and_is_made_once(db):
    for _ in range(2):
        make(TODAY)
    partnership = Partnership.objects.get(slug="castermouth")

    with scope(partnership=partnership):
        person = Membership.objects.get(role="coordinator").person
        rows = queries.rows(viewer_of(person, partnership, TODAY), Action.objects.all(), TODAY)
        assert Plan.objects.count() == 1
        assert {row.standing.shown for row in rows} == {"on_track", "at_risk", "off_track", "complete", "not_rated"}
        assert any(row.standing.old for row in rows)
        assert any(row.action.lead is None for row in rows)


def test_it_can_be_made_on_any_day_of_the_year(db):
    make(date(2027, 4, 2))

    with scope(partnership=Partnership.objects.get(slug="castermouth")):
        assert Plan.objects.get().first_day == date(2027, 4, 1)


def test_the_neighbours_have_a_plan_of_every_layout_and_the_county_sees_them(db):
    beside = invent_partnership("E22999001", "Castermouth", TODAY)

    made = invent_neighbours(beside, TODAY)

    assert {plan.layout for plan in made} == set(Plan.Layout.values)
    assert len(made) == len(NEIGHBOURS) == 5
    assert invent_neighbours(beside, TODAY) == []
    county = Partnership.objects.get(slug="invented-frankshire-county")
    with scope(partnership=county):
        person = Membership.objects.get(role="coordinator").person
        found = district_plans(viewer_of(person, county, TODAY), TODAY)
    assert len(found) == 5
    assert sum(each.plan is not None for each in found) == 4  # this partnership's own plan is not made here
