"""Risks: what a change keeps, refuses and records."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.citations import kinds
from frankpledge.web.risks import changes, heat, queries
from frankpledge.web.risks.models import Risk, Scoring
from tests.web.plans.plans import an_action
from tests.web.risks.risks import a_risk, score


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast


def row(cast, risk):
    return queries.rows(cast.viewer("cora"), queries.risks(cast.viewer("cora")).filter(pk=risk.pk), cast.today)[0]


def test_each_score_is_a_new_row_and_the_newest_holds(here):
    risk = a_risk(here, today=here.today - timedelta(days=90))
    score(here, risk, 3, 3, on=here.today - timedelta(days=60))
    score(here, risk, 2, 2, because="A second analyst")

    shown = row(here, risk)
    assert (shown.current.score, shown.before.score, shown.moved) == (4, 9, "lower than before")
    assert risk.scorings.count() == 2


def test_the_database_itself_refuses_to_change_or_remove_a_score(here):
    given = score(here, a_risk(here), 2, 2)

    for change in (lambda: Scoring.objects.update(likelihood=1), lambda: Scoring.objects.all().delete()):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            change()
    assert Scoring.objects.get() == given


def test_a_score_for_an_earlier_day_does_not_take_the_place_of_a_later_one(here):
    risk = a_risk(here, today=here.today - timedelta(days=90))
    score(here, risk, 3, 3)
    score(here, risk, 1, 1, on=here.today - timedelta(days=30))

    assert row(here, risk).current.score == 9


@pytest.mark.parametrize(("likelihood", "severity"), [(4, 1), (1, 4), (0, 1)])
def test_a_score_has_to_be_on_the_scale(here, likelihood, severity):
    with pytest.raises(ValidationError, match="on the scale"):
        score(here, a_risk(here), likelihood, severity)


def test_no_score_for_a_day_to_come_or_before_the_risk(here):
    risk = a_risk(here)
    for days, words in ((1, "has not come"), (-1, "not in the register yet")):
        with pytest.raises(ValidationError, match=words):
            score(here, risk, 1, 1, on=here.today + timedelta(days=days))


def test_another_scale_leaves_what_was_scored_as_it_was(here):
    risk = a_risk(here)
    score(here, risk, 3, 2)
    changes.choose_scale(scale=5, by=here.viewer("cora"))

    assert row(here, risk).current.words == "likelihood high, severity medium"
    score(here, risk, 5, 2)
    shown = row(here, risk)
    assert (shown.current.words, shown.moved) == ("likelihood 5 of 5, severity 2 of 5", "")


def test_an_owner_is_an_agency_a_person_or_a_role_and_there_can_be_several(here):
    risk = a_risk(
        here,
        agencies=[here.agencies["Frankshire Police"]],
        people=[here.people["lea"]],
        roles=["Managers of each organisation", " "],
    )

    assert [str(owner) for owner in risk.owners.all()] == [
        "Frankshire Police",
        "Lea Example",
        "Managers of each organisation",
    ]


def test_two_who_change_one_risk_lose_nothing(here):
    risk = a_risk(here)
    words = {
        "risk": risk, "version": 1, "impact": "", "preventive": "", "contingent": "", "review_on": None,
        "agencies": [], "people": [], "roles": ["Chair"], "by": here.viewer("cora"),
    }  # fmt: skip
    changes.change(description="First", **words)

    with pytest.raises(changes.ChangedMeanwhile):
        changes.change(description="Second", **words)
    assert Risk.objects.get().description == "First"


def test_a_review_ends_all_that_waited_for_it_and_sets_the_next_day(here):
    risk = a_risk(here)
    for because in ("A grant was lost", "The chair asked"):
        changes.open_review(risk=risk, because=because, by=here.viewer("cora"), today=here.today)
    assert row(here, risk).to_look_at == 2

    next_on = here.today + timedelta(days=90)
    changes.review(risk=risk, outcome="As before", next_on=next_on, by=here.viewer("cora"), today=here.today)
    assert (row(here, risk).to_look_at, row(here, risk).risk.review_on) == (0, next_on)


def test_a_review_is_overdue_the_day_after_its_day(here):
    risk = a_risk(here, review_on=here.today)
    assert not row(here, risk).overdue

    Risk.objects.update(review_on=here.today - timedelta(days=1))
    assert row(here, risk).overdue


def test_a_closed_risk_is_left_as_it_is_until_it_is_opened_again(here):
    risk = a_risk(here)
    changes.close(risk=risk, because="The law has passed", by=here.viewer("cora"), today=here.today)

    with pytest.raises(NotAllowed, match="was closed"):
        score(here, risk, 1, 1)
    changes.open_again(risk=risk, by=here.viewer("cora"))
    assert score(here, risk, 1, 1).score == 1


@pytest.mark.parametrize("who", ["lea", "ana", "chris", "ada"])
def test_only_who_writes_the_plan_writes_risks(here, who):
    with pytest.raises(NotAllowed):
        changes.add(description="x", by=here.viewer(who), today=here.today)


def test_every_change_is_in_the_record(here):
    risk = a_risk(here)
    score(here, risk, 1, 2)

    kinds_of = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds_of == ["risks.added", "risks.scored"]


def test_a_risk_is_linked_once_and_can_be_cited(here):
    risk, action = a_risk(here), an_action(here)
    made = [changes.link(risk=risk, action=action, by=here.viewer("cora")) for _ in range(2)]
    assert made[0] == made[1]

    thing = kinds.find("risk").things(here.viewer("lea"), [str(risk.pk)])[str(risk.pk)]
    assert thing.title == "R1. Key staff leave"


def test_the_heat_map_replays_how_the_register_stood(here):
    begun = here.today - timedelta(days=100)
    staff, law = (a_risk(here, today=begun, description=words) for words in ("Staff", "Law"))
    score(here, staff, 3, 3, on=begun)
    score(here, law, 1, 1, on=begun)
    score(here, staff, 1, 2, on=begun + timedelta(days=50), because="Handovers are written down")
    changes.close(risk=law, because="Passed", by=here.viewer("cora"), today=here.today)

    def at(day):
        shown = heat.replay(here.viewer("cora"), "current", day, 3)
        [drawn] = shown.maps
        stood = {
            (likelihood, drawn.severities[place]): [risk.description for risk in square.risks]
            for likelihood, squares in drawn.rows
            for place, square in enumerate(squares)
            if square.risks
        }
        return shown, stood

    assert at(begun)[1] == {("High", "High"): ["Staff"], ("Low", "Low"): ["Law"]}
    later, stood = at(begun + timedelta(days=60))
    assert stood == {("Low", "Medium"): ["Staff"], ("Low", "Low"): ["Law"]}
    assert [(each.before.score, each.after.score, each.after.because) for each in later.moved] == [
        (9, 2, "Handovers are written down")
    ]
    assert at(here.today)[1] == {("Low", "Medium"): ["Staff"]}
    assert (later.earlier, later.later) == (begun + timedelta(days=50), here.today)
    assert heat.replay(here.viewer("cora"), "current", begun - timedelta(days=1), 3).maps[0].rows[0][1][0].risks == ()


def test_scores_on_two_scales_are_drawn_apart(here):
    staff, law = a_risk(here), a_risk(here)
    score(here, staff, 3, 3)
    changes.choose_scale(scale=5, by=here.viewer("cora"))
    score(here, law, 5, 5)

    shown = heat.replay(here.viewer("cora"), "current", here.today, 5)
    assert [drawn.scale for drawn in shown.maps] == [3, 5]
