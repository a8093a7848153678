"""Changing plans and saying how actions go: who may, and what is kept."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.plans import changes, queries, saying
from frankpledge.web.plans.models import Action, Plan, ProgressUpdate
from tests.web.plans.plans import a_chapter, a_plan, an_action, say


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast


def shown(cast, action, who="cora"):
    return queries.row(cast.viewer(who), action, cast.today)


def test_actions_are_numbered_through_the_plan(here):
    plan = a_plan(here)
    first = an_action(here, a_chapter(here, plan, "Burglary"))
    second = an_action(here, a_chapter(here, plan, "Arson"))

    assert (first.number, second.number) == (1, 2)


@pytest.mark.parametrize(
    ("who", "may"), [("lea", True), ("cora", True), ("chris", False), ("mo", False), ("ana", False)]
)
def test_the_leading_agency_and_who_writes_the_plan_say_how_it_goes(here, who, may):
    action = an_action(here)

    assert (shown(here, action, who).refusal == "") is may
    if not may:
        with pytest.raises(NotAllowed):
            say(here, action, who=who)


def test_a_helping_agency_says_how_it_goes_too(here):
    action = an_action(here, lead=here.agencies["Castermouth Council"])
    assert "Only Castermouth Council" in shown(here, action, "lea").refusal

    helped = an_action(
        here,
        action.chapter,
        lead=here.agencies["Castermouth Council"],
        helping=[here.agencies["Frankshire Fire Service"]],
    )
    assert shown(here, helped, "lea").refusal == ""


def test_what_was_said_is_added_to_and_never_changed(here):
    action = an_action(here)
    first = say(here, action, on=here.today - timedelta(days=9))
    say(here, action, "complete")

    assert [said.status for said in queries.history(here.viewer("cora"), action)] == ["complete", "on_track"]
    with pytest.raises(DatabaseError, match="a correction is a new row"), transaction.atomic():
        ProgressUpdate.objects.filter(pk=first.pk).update(text="Never mind")


def test_a_correction_names_what_it_corrects_and_takes_its_place(here):
    action = an_action(here)
    wrong = say(here, action, "complete", on=here.today - timedelta(days=3))
    right = say(here, action, "at_risk", text="Two streets are left", corrects=wrong)

    row = shown(here, action)
    assert (row.word, row.standing.said_on) == (right, wrong.on)
    assert list(queries.history(here.viewer("cora"), action)) == [right, wrong]


def test_a_correction_of_an_older_word_leaves_the_newer_one_standing(here):
    action = an_action(here)
    old = say(here, action, "on_track", on=here.today - timedelta(days=30))
    new = say(here, action, "complete")
    say(here, action, "at_risk", text="It was not", corrects=old)

    assert shown(here, action).word == new


def test_trouble_needs_words(here):
    with pytest.raises(ValidationError, match="Say what is in the way"):
        say(here, an_action(here), "off_track", text=" ")


def test_nothing_can_be_said_of_tomorrow(here):
    with pytest.raises(ValidationError, match="has not come yet"):
        say(here, an_action(here), on=here.today + timedelta(days=1))


def test_every_word_is_in_the_record_without_its_text(here):
    update = say(here, an_action(here))

    event = AuditEvent.objects.get(kind="plans.progress_updated")
    assert (event.subject_id, event.detail["status"]) == (str(update.pk), "on_track")
    assert "40 fitted" not in str(event.detail)


def change(cast, action, **facts):
    held = {
        name: getattr(action, name)
        for name in (
            "text", "chapter", "objective", "lead", "lead_person", "starts_on", "due_on", "public_sentence",
            "not_public_because", "version",
        )
    } | {"helping": []}  # fmt: skip
    return changes.change_action(action=action, by=cast.viewer("cora"), **(held | facts))


def test_two_who_change_one_action_lose_nothing(here):
    action = an_action(here)
    opened_by_both = Action.objects.get(pk=action.pk)
    change(here, action, due_on=date(2026, 3, 31))

    with pytest.raises(changes.ChangedMeanwhile):
        change(here, opened_by_both, text="Something else")
    action.refresh_from_db()
    assert (action.text, action.due_on) == ("Fit smoke alarms", date(2026, 3, 31))


def test_what_moved_is_in_the_record(here):
    change(here, an_action(here), due_on=date(2026, 3, 31))

    assert AuditEvent.objects.get(kind="plans.action_changed").detail["moved"] == {
        "due_on": {"from": None, "to": "2026-03-31"}
    }


def test_a_dropped_action_keeps_its_history_and_takes_no_more_words(here):
    action = an_action(here)
    say(here, action)
    changes.drop_action(action=action, because="Nobody paid for it", by=here.viewer("cora"), today=here.today)

    assert queries.history(here.viewer("cora"), action).count() == 1
    with pytest.raises(NotAllowed, match="dropped"):
        say(here, action)
    changes.take_up_again(action=action, by=here.viewer("cora"))
    say(here, action)


def test_a_milestone_is_reached_by_who_may_update(here):
    action = an_action(here)
    step = changes.add_milestone(
        action=action, text="First street", due_on=here.today - timedelta(days=1), by=here.viewer("cora")
    )
    assert shown(here, action).standing.shown == "at_risk"

    saying.reach(milestone=step, by=here.viewer("lea"), on=here.today)
    assert shown(here, action).standing.because == ""


STAGES = Plan.Stage.values


@pytest.mark.parametrize("before", STAGES)
@pytest.mark.parametrize("after", STAGES)
def test_stages_go_only_where_the_table_says(here, before, after):
    plan = a_plan(here)
    Plan.objects.filter(pk=plan.pk).update(stage=before)
    plan.refresh_from_db()
    who = here.viewer("chris") if after in ("agreed", "published") else here.viewer("cora")

    reason = changes.reason_not_to_move_on(who, plan, after)

    assert (reason == "") is (after in changes.NEXT[before])


def test_a_manager_cannot_agree_the_plan_herself(here):
    with pytest.raises(NotAllowed):
        changes.move_on(plan=a_plan(here), stage="agreed", by=here.viewer("cora"), today=here.today)


def test_who_agreed_a_plan_does_not_publish_it(here):
    plan = changes.move_on(plan=a_plan(here), stage="agreed", by=here.viewer("chris"), today=here.today)
    assert plan.agreed_by == here.people["chris"]

    with pytest.raises(NotAllowed, match="A second person has to publish it"):
        changes.move_on(plan=plan, stage="published", by=here.viewer("chris"), today=here.today)

    stale = Plan.objects.get(pk=plan.pk)
    changes.move_on(plan=plan, stage="published", by=here.viewer("cora"), today=here.today)
    with pytest.raises(NotAllowed, match="does not become"):  # a page that was opened before
        changes.move_on(plan=stale, stage="published", by=here.viewer("cora"), today=here.today)


def test_publishing_next_years_plan_replaces_this_years(here):
    old = a_plan(here)
    new = a_plan(here, title="Plan 2026", first_day=date(2026, 4, 1), last_day=date(2027, 3, 31), follows=old)
    for plan in (old, new):
        for stage, who in (("agreed", "chris"), ("published", "cora")):
            changes.move_on(plan=plan, stage=stage, by=here.viewer(who), today=here.today)

    old.refresh_from_db()
    assert (old.stage, new.stage) == ("superseded", "published")
    with pytest.raises(NotAllowed, match="stays as it was"):
        a_chapter(here, old, "Arson")


def test_the_year_of_a_plan_turns_on_its_own_day(here):
    plan = a_plan(here, last_day=date(2028, 3, 31))

    assert [plan.year_index(day) for day in (date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1))] == [1, 1, 2]


def test_the_next_partnership_sees_none_of_it(here):
    an_action(here)

    with scope(partnership=here.partnerships["thorley"]):
        nina = here.viewer("nina", "thorley")
        assert list(queries.plans(nina)) == list(queries.actions(nina)) == []


def test_an_invented_plan_is_public_in_a_demonstration_alone(here, settings):
    Plan.objects.filter(pk=a_plan(here).pk).update(stage="published", published_on=here.today)
    assert queries.published_plan("castermouth")
    Partnership.objects.filter(slug="castermouth").update(demonstration=True)

    assert queries.published_plan("castermouth") is None
    settings.DEMONSTRATION = True
    assert queries.published_plan("castermouth")
