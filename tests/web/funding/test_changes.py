"""Pots, bids and grants: what a change keeps, refuses and records."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.citations import kinds
from frankpledge.web.funding import changes, commissioning, granting, queries
from frankpledge.web.funding.models import Bid, Conflict, Grant, Line, Way
from frankpledge.web.risks import changes as risks
from frankpledge.web.risks.models import Review
from tests.web.funding.funding import a_bid, a_grant, a_pot, a_priority, a_service, spend
from tests.web.plans.plans import an_action
from tests.web.risks.risks import a_risk


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast


def purse(cast, pot):
    return queries.purses(cast.viewer("cora"), [queries.pots(cast.viewer("cora")).get(pk=pot.pk)])[0]


def decide(cast, bid, state, **facts):
    return changes.decide(bid=bid, state=state, on=cast.today, by=cast.viewer("cora"), **facts)


def test_a_pot_tells_its_change_on_last_year(here):
    before = a_pot(here, year=2024, pence=800_000)
    pot = a_pot(here, year=2025, pence=1_000_000, follows=before)

    assert purse(here, pot).change == "£2,000 more, 25%"
    assert purse(here, before).change == ""
    with pytest.raises(ValidationError, match="earlier year"):
        a_pot(here, name="Another", year=2024, follows=pot)


def test_what_is_set_aside_and_spent_is_told_and_too_much_is_seen(here):
    pot = a_pot(here)
    fires = a_priority(here)
    first = changes.commit(pot=pot, priority=fires, pence=700_000, on=here.today, by=here.viewer("cora"))
    changes.commit(pot=pot, priority=fires, pence=400_000, on=here.today, by=here.viewer("cora"))
    spend(here, 250_050, pot=pot)
    told = purse(here, pot)
    assert (told.committed, told.free, told.spent, told.unspent) == (1_100_000, -100_000, 250_050, 749_950)

    changes.uncommit(commitment=first, because="The council pays", by=here.viewer("cora"), today=here.today)
    assert purse(here, pot).free == 600_000


@pytest.mark.parametrize(
    ("state", "facts", "awarded"),
    [("awarded", {}, 50_000), ("part", {"awarded_pence": 30_000, "because": "Money is short"}, 30_000)],
)
def test_a_bid_that_is_awarded_becomes_a_grant(here, state, facts, awarded):
    grant = decide(here, a_bid(here), state, conditions="Photographs", **facts)

    assert (grant.pence, grant.bid.awarded_pence, grant.conditions) == (awarded, awarded, "Photographs")


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_a_bid_that_is_not_awarded_becomes_none_and_needs_a_reason(here, state):
    bid = a_bid(here)
    with pytest.raises(ValidationError, match="Say why"):
        decide(here, bid, state)

    assert decide(here, bid, state, because="Outside the purpose") is None
    assert not Grant.objects.exists()


@pytest.mark.parametrize("pence", [None, 0, 50_000, 60_000])
def test_a_part_award_is_more_than_nothing_and_less_than_all(here, pence):
    with pytest.raises(ValidationError, match="part award"):
        decide(here, a_bid(here), "part", awarded_pence=pence, because="x")


def test_a_bid_is_decided_once(here):
    bid = a_bid(here)
    decide(here, bid, "awarded")

    with pytest.raises(NotAllowed, match="decided already"):
        decide(here, bid, "awarded")


def test_money_is_given_only_after_everybody_was_asked_for_conflicts(here):
    bid = a_bid(here)
    Bid.objects.update(conflicts_asked_on=None)

    with pytest.raises(NotAllowed, match="conflicts of interest first"):
        decide(here, bid, "awarded")


def test_who_has_an_interest_does_not_record_the_decision(here):
    bid = a_bid(here)
    changes.declare(
        bid=bid, person=here.people["cora"], interest="Treasurer", handled="left", by=here.viewer("cora")
    )  # fmt: skip

    with pytest.raises(NotAllowed, match="You have an interest"):
        decide(here, bid, "awarded")


def test_an_interest_and_a_line_of_money_stay_in_the_database_whoever_asks(here):
    bid = a_bid(here)
    changes.declare(bid=bid, name="A. Trustee", interest="Trustee", handled="left", by=here.viewer("cora"))
    spend(here, 100, pot=bid.pot)

    for change in (
        lambda: Conflict.objects.update(interest="none"),
        lambda: Conflict.objects.all().delete(),
        lambda: Line.objects.update(pence=1),
        lambda: Line.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            change()


def small(cast, **facts):
    whole = {
        "pot": a_pot(cast), "organisation": "Club", "title": "Gloves", "purpose": "Gloves", "asked_pence": 50_000,
        "interests": [], "state": "awarded", "by": cast.viewer("cora"), "today": cast.today,
    } | facts  # fmt: skip
    return changes.small_grant(**whole)


def test_a_small_grant_is_asked_declared_and_decided_at_once(here):
    bid = small(here, interests=[("A. Trustee", "trustee"), ("lea example", "sister runs it")], conditions="Receipts")

    assert (bid.small, bid.state, bid.grant.conditions) == (True, "awarded", "Receipts")
    assert [(each.person, each.name) for each in bid.conflicts.all()] == [
        (None, "A. Trustee"),
        (here.people["lea"], ""),
    ]


def test_a_small_grant_that_cannot_be_decided_leaves_nothing_behind(here):
    with pytest.raises(NotAllowed, match="You have an interest"):
        small(here, interests=[("Cora Example", "chairs the club")])

    assert (Bid.objects.count(), Conflict.objects.count()) == (0, 0)


def test_losing_a_grant_opens_every_linked_risk_for_review(here):
    grant = a_grant(here)
    a_risk(here, description="Not linked")
    linked, closed = a_risk(here), a_risk(here)
    for risk in (linked, closed):
        granting.hangs_on(grant=grant, risk=risk, by=here.viewer("cora"))
    risks.close(risk=closed, because="Over", by=here.viewer("cora"), today=here.today)

    granting.lose(grant=grant, because="The fund closed", by=here.viewer("cora"), today=here.today)
    assert [(each.risk, each.because) for each in Review.objects.all()] == [
        (linked, "The grant “Safer streets” was lost: The fund closed")
    ]
    kinds_of = list(AuditEvent.objects.order_by("-pk").values_list("kind", flat=True)[:2])
    assert kinds_of == ["risks.review_opened", "funding.grant_lost"]
    with pytest.raises(NotAllowed, match="was lost"):
        granting.lose(grant=grant, because="Again", by=here.viewer("cora"), today=here.today)


def test_a_grant_is_not_lost_without_a_reason_and_no_risk_is_opened(here):
    grant = a_grant(here)
    granting.hangs_on(grant=grant, risk=a_risk(here), by=here.viewer("cora"))

    with pytest.raises(ValidationError, match="Say why"):
        granting.lose(grant=grant, because=" ", by=here.viewer("cora"), today=here.today)
    assert not Review.objects.exists()


def test_a_line_is_corrected_by_a_new_one_and_nought_takes_it_back(here):
    pot = a_pot(here)
    line = spend(here, 5_000, pot=pot)
    newer = granting.correct_line(line=line, pence=4_000, words="Alarms", by=here.viewer("cora"), today=here.today)
    assert (queries.spent(here.viewer("cora"), pot=pot), Line.objects.count()) == (4_000, 2)

    with pytest.raises(ValidationError, match="corrected this line already"):
        granting.correct_line(line=line, pence=1, words="x", by=here.viewer("cora"), today=here.today)
    granting.correct_line(line=newer, pence=0, words="Sent back", by=here.viewer("cora"), today=here.today)
    assert queries.spent(here.viewer("cora"), pot=pot) == 0


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "which pot or grant"),
        ({"kind": "given"}, "which agency"),
        ({"on": date(2099, 1, 1)}, "has not come"),
        ({"pence": 0}, "how much"),
    ],
)
def test_a_line_says_what_it_has_to(here, facts, words):
    with pytest.raises(ValidationError, match=words):
        spend(here, **({"pence": 100} | facts))


def test_a_contribution_in_kind_is_no_spending(here):
    agency = here.agencies["Frankshire Police"]
    spend(here, 30_000, kind="given", in_kind=True, agency=agency, action=an_action(here))

    assert queries.spent(here.viewer("cora")) == 0


def test_a_service_tells_its_price_for_each_and_is_decided_with_a_reason(here):
    service = a_service(here)
    cora = here.viewer("cora")
    for first, last, reached in (
        (date(2025, 4, 1), date(2025, 6, 30), 50),
        (date(2025, 7, 1), date(2025, 9, 30), 9),
        (date(2025, 7, 1), date(2025, 9, 30), 10),
    ):
        commissioning.report(service=service, first_day=first, last_day=last, reached=reached, succeeded=None, by=cora)
    [told] = queries.served(cora, [service], here.today)
    assert (told.reached, told.pence_for_each, told.succeeded, told.due) == (60, 15_000, None, True)

    with pytest.raises(ValidationError, match="Say why"):
        commissioning.decide(service=service, decision="stop", because="", by=cora, today=here.today)
    service.refresh_from_db()
    commissioning.decide(service=service, decision="extend", because="It works", by=cora, today=here.today)
    assert not queries.served(cora, [service], here.today)[0].due


def test_a_result_is_within_the_term_and_helps_no_more_than_it_takes_in(here):
    service, cora = a_service(here), here.viewer("cora")
    late = service.last_day + timedelta(days=1)
    with pytest.raises(ValidationError, match="within its term"):
        commissioning.report(service=service, first_day=late, last_day=late, reached=1, succeeded=1, by=cora)
    with pytest.raises(ValidationError, match="helped more people"):
        commissioning.report(
            service=service, first_day=service.first_day, last_day=service.last_day, reached=1, succeeded=2, by=cora
        )


@pytest.mark.parametrize("who", ["lea", "ana", "chris", "ada"])
def test_only_who_writes_the_plan_writes_of_money(here, who):
    pot = a_pot(here)
    for change in (
        lambda: changes.add_pot(name="x", funder="x", year=2025, pence=1, method="bid", by=here.viewer(who)),
        lambda: granting.write_line(
            kind="spent", pence=1, on=here.today, words="x", pot=pot, by=here.viewer(who), today=here.today
        ),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_a_grant_can_be_cited(here):
    grant = a_grant(here)

    thing = kinds.find("grant").things(here.viewer("lea"), [str(grant.pk)])[str(grant.pk)]
    assert thing.title == "Police commissioner: Safer streets"


def test_a_grant_received_or_to_a_person_is_never_open_data(here):
    for grant in (a_grant(here), a_grant(here, Way.OUT)):
        Grant.objects.filter(pk=grant.pk, way=Way.OUT).update(individual=True)
        grant.refresh_from_db()
        with pytest.raises(NotAllowed):
            granting.open_up(grant=grant, by=here.viewer("cora"), today=here.today)
