"""How an action stands: what was said, what the rule says, and how old the word is."""

from datetime import date, timedelta

import pytest

from frankpledge.web.plans.models import Action, Milestone, ProgressUpdate, Status
from frankpledge.web.plans.standing import QUARTER_DAYS, standing

TODAY = date(2026, 1, 15)
BEGAN = date(2025, 4, 1)


def stand(said=None, *, ago=10, due=None, starts=None, milestone=None, began=BEGAN):
    action = Action(text="Fit smoke alarms", due_on=due, starts_on=starts)
    word = ProgressUpdate(status=said, on=TODAY - timedelta(days=ago)) if said is not None else None
    steps = [Milestone(text="First street", due_on=milestone)] if milestone else []
    return standing(action, word, steps, plan_began=began, today=TODAY)


def test_nothing_said_is_not_rated_and_never_green():
    assert stand().shown == "not_rated"
    assert stand("").shown == "not_rated"


@pytest.mark.parametrize("said", Status.values)
def test_what_was_said_lately_is_what_is_shown(said):
    assert stand(said).shown == said
    assert stand(said).because == ""


@pytest.mark.parametrize(("ago", "shown"), [(QUARTER_DAYS, "on_track"), (QUARTER_DAYS + 1, "at_risk")])
def test_no_word_for_a_quarter_and_it_cannot_stay_on_track(ago, shown):
    stands = stand("on_track", ago=ago)

    assert stands.said == "on_track"
    assert stands.shown == shown
    assert stands.age == ago
    assert stands.old == (shown == "at_risk")


def test_the_day_after_it_was_due_it_is_off_track_whatever_was_said():
    assert stand("on_track", due=TODAY).shown == "on_track"
    late = stand("on_track", due=TODAY - timedelta(days=1))
    assert (late.said, late.shown) == ("on_track", "off_track")
    assert "14 January 2026" in late.because


def test_a_milestone_that_has_passed_puts_it_at_risk_and_is_named():
    stands = stand("on_track", milestone=TODAY - timedelta(days=1))

    assert stands.shown == "at_risk"
    assert "First street" in stands.because


def test_the_worse_of_word_and_rule_is_shown():
    assert stand("off_track", milestone=TODAY - timedelta(days=1)).shown == "off_track"


def test_complete_stays_complete_however_old_and_late():
    done = stand("complete", ago=300, due=TODAY - timedelta(days=200))

    assert done.shown == "complete"
    assert not done.old


def test_what_has_not_begun_is_not_started_and_has_no_age():
    ahead = stand(starts=TODAY + timedelta(days=20))

    assert ahead.shown == "not_started"
    assert ahead.age is None


def test_an_action_without_any_word_is_as_old_as_the_plan():
    assert stand(began=TODAY - timedelta(days=100)).age == 100
    assert stand(began=TODAY - timedelta(days=100)).old
