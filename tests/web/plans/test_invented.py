"""The plan of the demonstration: every state is there to be seen, and making it again changes nothing."""

from datetime import date

from django_scopes import scope

from frankpledge.web.accounts.invented import invent_partnership
from frankpledge.web.accounts.models import Membership, Partnership
from frankpledge.web.accounts.viewer import viewer_of
from frankpledge.web.plans import queries
from frankpledge.web.plans.invented import invent_plan
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
