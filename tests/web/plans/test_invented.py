"""The plan of the demonstration: every state is there to be seen, and making it again changes nothing."""

from datetime import date

from django_scopes import scope, scopes_disabled

from frankpledge.web.accounts.invented import invent_partnership
from frankpledge.web.accounts.models import Membership, Partnership
from frankpledge.web.accounts.viewer import viewer_of
from frankpledge.web.citations.models import Citation
from frankpledge.web.mail import showing
from frankpledge.web.mail.models import Message
from frankpledge.web.plans import queries, rollup, since
from frankpledge.web.plans.county import district_plans
from frankpledge.web.plans.invented import by_role, invent_plan
from frankpledge.web.plans.invented_asking import invent_asking
from frankpledge.web.plans.invented_beside import invent_beside
from frankpledge.web.plans.invented_neighbours import NEIGHBOURS, invent_neighbours
from frankpledge.web.plans.models import (
    Achievement,
    Action,
    Adoption,
    Approval,
    AskedAbout,
    GlossaryTerm,
    LinkedStrategy,
    Plan,
    Sorted,
    UpdateLink,
    UsedTactic,
)
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.register import REGISTERS
from frankpledge.web.scoring.models import Alignment, ExternalPlan

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


def test_few_actions_changed_since_the_plan_was_agreed(db):
    make(TODAY)
    partnership = Partnership.objects.get(slug="castermouth")

    with scope(partnership=partnership):
        plan = Plan.objects.get()
        found = [each.words for each in since.since_agreed(by_role(partnership, TODAY)["coordinator"], plan)]

    assert found[0] == "was added"
    assert found[1].startswith("due ")
    assert len(found) == 2


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


def counted():
    with scopes_disabled():
        return [
            each._base_manager.count()
            for each in (
                Achievement,
                Adoption,
                Alignment,
                Approval,
                Citation,
                ExternalPlan,
                GlossaryTerm,
                LinkedStrategy,
                Sorted,
                UsedTactic,
            )
        ]


def test_everything_beside_the_plan_shows_something_and_is_made_once(db, settings):
    settings.DEMONSTRATION = True
    make(TODAY)
    partnership = Partnership.objects.get(slug="castermouth")
    for _ in range(2):
        invent_neighbours(partnership, TODAY)
        invent_beside(partnership, TODAY)
        made = counted()
        assert all(made), made
    assert counted() == made

    county = Partnership.objects.get(slug="invented-frankshire-county")
    with scope(partnership=county):
        manager = viewer_of(Membership.objects.get(role="coordinator").person, county, TODAY)
        rolled = rollup.roll_up(manager, district_plans(manager, TODAY), queries.current_plan(manager), TODAY)
    served = {str(row.chapter): [bool(cell.serving) for cell in row.cells] for row in rolled.rows}
    assert served["Abuse at home"] == [False] * 5
    assert any(served["Stronger neighbourhoods"])
    assert [str(each) for each in rolled.unserved] == ["Abuse at home"]
    assert rolled.apart
    assert not rolled.unknown


def test_what_a_visitor_wrote_beside_the_plan_stays(db, settings):
    settings.DEMONSTRATION = True
    make(TODAY)
    partnership = Partnership.objects.get(slug="castermouth")
    with scope(partnership=partnership):
        by = by_role(partnership, TODAY)["coordinator"]
        keeping.add(register=REGISTERS["words"], thing=GlossaryTerm(long="My own word"), by=by)

    invent_beside(partnership, TODAY)

    with scope(partnership=partnership):
        assert [each.long for each in GlossaryTerm.objects.all()] == ["My own word"]
        assert LinkedStrategy.objects.exists()


def test_the_e_mails_that_would_have_asked_are_there_to_read_the_last_of_them_higher_up(db):
    make(TODAY)
    partnership = Partnership.objects.get(slug="castermouth")
    people = by_role(partnership, TODAY)

    for _ in range(2):
        invent_asking(partnership, people["coordinator"], TODAY)

    with scope(partnership=partnership):
        shown = list(Message.objects.filter(state="shown", kind="plans.asked"))
        assert len({message.put_at.date() for message in shown}) == 3
        assert Message.objects.count() == len(shown)
        assert AskedAbout.objects.filter(higher=True).exists()
        text = showing.text(people["administrator"], shown[0])
        assert "would like to know how" in text
        assert showing.LEFT_OUT in text
        assert not UpdateLink.objects.exists()
