"""Changing many actions at once: all or nothing, never over somebody else's change, and undone exactly."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.plans import bulk, changes
from frankpledge.web.plans.changes import ChangedMeanwhile
from frankpledge.web.plans.models import Action, ActionAgency, BulkChange, ProgressUpdate
from tests.web.plans.plans import a_chapter, a_plan, an_action, say
from tests.web.plans.workbooks import prepared, rows_of

EVERYTHING = {
    "text": "Fit smoke and heat alarms",
    "starts_on": "2025-05-01",
    "due_on": "2026-02-01",
    "public_sentence": "We fit alarms.",
    "status": "at_risk",
    "said": "The van is broken",
}


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast


@pytest.fixture
def plan(here):
    plan = a_plan(here)
    chapter = a_chapter(here, plan)
    say(here, an_action(here, chapter, helping=[here.agencies["Frankshire Police"]], due_on=date(2026, 1, 31)))
    say(here, an_action(here, chapter, text="Mark bicycles"))
    dropped = an_action(here, chapter, text="Light the alley")
    changes.drop_action(action=dropped, because="No money", by=here.viewer("cora"), today=date(2026, 1, 2))
    return plan


def held():
    actions = list(Action.objects.order_by("pk").values())
    for action in actions:
        action.pop("version")
    return actions, *(list(model.objects.order_by("pk").values()) for model in (ActionAgency, ProgressUpdate))


def a_change(here, plan, *facts):
    """A change to the plan's actions, in their order."""
    rows = [bulk.line(row, changed) for row, changed in zip(rows_of(here, plan), facts, strict=False) if changed]
    return prepared(here, plan, rows)


def make(here, kept):
    return bulk.make(kept=kept, by=here.viewer("cora"), today=here.today)


def test_preparing_changes_no_action(here, plan):
    before = held()
    a_change(here, plan, EVERYTHING)

    assert held() == before


def test_every_fact_is_changed_and_what_was_said_before_stays(here, plan):
    police = here.agencies["Frankshire Police"]
    make(here, a_change(here, plan, {**EVERYTHING, "lead": str(police.pk)}))

    row = rows_of(here, plan)[0]
    assert (row.action.text, row.action.lead, row.action.due_on) == (
        "Fit smoke and heat alarms",
        police,
        date(2026, 2, 1),
    )
    assert (row.word.status, row.word.text, row.word.on) == ("at_risk", "The van is broken", here.today)
    assert row.action.updates.count() == 2


def test_no_new_word_where_neither_status_nor_update_changed(here, plan):
    before = ProgressUpdate.objects.count()
    make(here, a_change(here, plan, {"due_on": "2026-02-01"}, {"lead": ""}))

    assert ProgressUpdate.objects.count() == before
    assert Action.objects.get(number=2).lead is None


def test_a_changed_status_keeps_the_words_beside_it(here, plan):
    make(here, a_change(here, plan, {"status": "complete"}))

    word = rows_of(here, plan)[0].word
    assert (word.status, word.text) == ("complete", "40 fitted")


def test_actions_are_dropped_and_taken_up_again(here, plan):
    make(here, a_change(here, plan, {"dropped_because": "Done by others"}, {}, {"dropped_because": "", "said": "Lit"}))

    first, _, third = Action.objects.order_by("number")
    assert (first.dropped_on, first.dropped_because) == (here.today, "Done by others")
    assert third.dropped_on is None
    assert third.updates.get().text == "Lit"


def test_undoing_leaves_everything_as_it_was(here, plan):
    before = held()
    police = str(here.agencies["Frankshire Police"].pk)
    facts = (
        {**EVERYTHING, "lead": police},
        {"lead": "", "dropped_because": "Too dear"},
        {"dropped_because": "", "status": "on_track"},
    )
    kept = make(here, a_change(here, plan, *facts))
    assert held() != before

    bulk.undo(kept=kept, by=here.viewer("cora"))

    assert held() == before


def test_a_page_opened_before_the_undoing_is_not_saved_over_it(here, plan):
    kept = make(here, a_change(here, plan, {"due_on": "2026-02-01"}))
    opened = Action.objects.get(number=1).version
    bulk.undo(kept=kept, by=here.viewer("cora"))

    assert Action.objects.get(number=1).version > opened


@pytest.mark.parametrize("meanwhile", ["said", "dropped"])
def test_one_action_changed_meanwhile_and_nothing_is_saved(here, plan, meanwhile):
    kept = a_change(here, plan, {"due_on": "2026-02-01"}, {"due_on": "2026-02-01"})
    second = Action.objects.get(number=2)
    if meanwhile == "said":
        say(here, second, "complete")
    else:
        changes.drop_action(action=second, because="No money", by=here.viewer("cora"), today=here.today)
    before = held()

    with pytest.raises(ChangedMeanwhile, match="action 2"):
        make(here, kept)
    assert held() == before


def test_one_row_that_cannot_be_and_nothing_is_saved(here, plan):
    before = held()
    kept = a_change(here, plan, {"due_on": "2026-02-01"}, {"starts_on": "2026-03-01", "due_on": "2026-02-01"})

    with pytest.raises(ValidationError, match="Action 2: "):
        make(here, kept)
    assert held() == before


def test_refused_rows_are_left_out(here, plan):
    row = rows_of(here, plan)[0]
    before = held()
    make(here, prepared(here, plan, [bulk.line(row, {"text": "Mine"}, refused="Somebody changed it.")]))

    assert held() == before


def test_undoing_is_refused_by_name_where_somebody_has_worked_on_it_since(here, plan):
    kept = make(here, a_change(here, plan, {"due_on": "2026-02-01"}, {"due_on": "2026-02-01"}))
    changes.drop_action(
        action=Action.objects.get(number=2), because="No money", by=here.viewer("cora"), today=here.today
    )
    before = held()

    with pytest.raises(NotAllowed, match="action 2"):
        bulk.undo(kept=kept, by=here.viewer("cora"))
    assert held() == before


def test_undoing_is_refused_where_its_word_was_corrected(here, plan):
    kept = make(here, a_change(here, plan, {"said": "50 fitted"}))
    word = rows_of(here, plan)[0].word
    say(here, word.action, corrects=word, text="51 fitted")

    with pytest.raises(NotAllowed, match="action 1"):
        bulk.undo(kept=kept, by=here.viewer("cora"))


def test_a_word_that_somebody_says_after_it_stays_when_it_is_undone(here, plan):
    kept = make(here, a_change(here, plan, {"said": "50 fitted"}))
    later = say(here, Action.objects.get(number=1), text="60 fitted")
    bulk.undo(kept=kept, by=here.viewer("cora"))

    assert rows_of(here, plan)[0].word == later
    assert not ProgressUpdate.objects.filter(text="50 fitted").exists()


def test_a_change_is_made_once_and_undone_once(here, plan):
    kept = make(here, a_change(here, plan, {"due_on": "2026-02-01"}))
    with pytest.raises(NotAllowed, match="dealt with already"):
        make(here, kept)
    bulk.undo(kept=kept, by=here.viewer("cora"))

    with pytest.raises(NotAllowed, match="not made"):
        bulk.undo(kept=kept, by=here.viewer("cora"))


@pytest.mark.parametrize("who", ["lea", "ana", "chris"])
def test_only_who_writes_the_plan_changes_many_actions(here, plan, who):
    kept = a_change(here, plan, {"due_on": "2026-02-01"})

    with pytest.raises(NotAllowed):
        bulk.prepare(plan=plan, name="x", way="ticks", rows=[], by=here.viewer(who))
    with pytest.raises(NotAllowed):
        bulk.make(kept=kept, by=here.viewer(who), today=here.today)


def test_it_is_all_in_the_record(here, plan):
    kept = make(here, a_change(here, plan, {"said": "50 fitted"}))
    bulk.undo(kept=kept, by=here.viewer("cora"))

    kinds = set(AuditEvent.objects.values_list("kind", flat=True))
    assert {"plans.bulk_prepared", "plans.bulk_made", "plans.progress_updated", "plans.bulk_undone"} <= kinds
    assert BulkChange.objects.get().state == "undone"
