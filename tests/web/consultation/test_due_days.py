"""What consultation puts into the calendar and on the desk: notice, last days, and what residents are still to be told."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from frankpledge.web import waiting
from frankpledge.web.consultation import changes, meeting_changes
from frankpledge.web.plans import calendars
from frankpledge.web.plans.due_days import every_day
from frankpledge.web.plans.models import CalendarLink, Plan
from tests.web.cast import Cast
from tests.web.consultation.heard import a_consultation, a_meeting, a_neighbourhood, a_priority, held, step
from tests.web.plans.plans import a_plan


@pytest.fixture
def here(cast_today: Cast):
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def days(here, agency=None):
    """What the calendar holds, by day counted from today."""
    calendars.make(agency=agency, by=here.viewer("cora"))
    link = CalendarLink.objects.select_related("partnership").order_by("-pk")[0]
    return [((each.on - here.today).days, each.summary, each.cancelled) for each in every_day(link, here.today)]


def on_the_desk(here, who="cora"):
    return {each.words.partition(" by ")[0]: each.late for each in waiting.gathered(here.viewer(who), here.today)}


def after(here, number):
    return here.today + timedelta(days=number)


def test_a_public_meeting_is_there_with_the_day_by_which_notice_is_given(here):
    meeting = a_meeting(here, on=after(here, 40))

    before = days(here)
    meeting_changes.change(held=meeting, by=here.viewer("cora"), version=meeting.version, notice_on=here.today)

    when = f"{meeting.on:%-d %B %Y}"
    assert before == [(26, f"Notice is due of the public meeting on {when}", False), (40, "Public meeting", False)]
    assert days(here)[0] == (26, f"Notice was given of the public meeting on {when}", False)


def test_a_cancelled_meeting_is_cancelled_and_other_events_are_not_there(here):
    a_meeting(here, kind="stall", on=after(here, 40))
    meeting = a_meeting(here, on=after(here, 40))
    meeting_changes.cancel(held=meeting, because="Snow", by=here.viewer("cora"))

    assert [cancelled for _, _, cancelled in days(here)] == [True, True]


def test_after_a_meeting_residents_are_told_within_six_weeks(here):
    held(here, a_meeting(here, on=after(here, -10)))

    assert days(here)[-1][:2] == (
        32,
        f"Residents are to be told what came of the public meeting on {after(here, -10):%-d %B %Y}",
    )
    assert on_the_desk(here)["Have Your Say: tell residents what came of it"] is False


def test_a_consultation_closes_and_then_waits_for_what_was_done(here):
    asked = a_consultation(here, closes_on=after(here, -1))

    first, open_desk = days(here), on_the_desk(here)
    changes.close(held=asked, on=after(here, -1), answers=9, by=here.viewer("cora"), today=here.today)

    assert first == [(-1, "A consultation closes", False), (83, "“You said, we did” is due: a consultation", False)]
    assert open_desk["Alcohol in the harbour: its last day is over, so close it"] is True
    assert on_the_desk(here)["Alcohol in the harbour: say what you did because of it"] is False


def test_what_is_overdue_is_late_and_what_was_said_waits_no_longer(here):
    asked = a_consultation(here, opened_on=after(here, -200), closes_on=after(here, -100))
    asked = changes.close(held=asked, on=after(here, -100), answers=9, by=here.viewer("cora"), today=here.today)
    late = on_the_desk(here)["Alcohol in the harbour: say what you did because of it"]

    asked.refresh_from_db()
    changes.say_what_came_of_it(held=asked, came_of_it="x", you_said="Lights", we_did="Lights", by=here.viewer("cora"))

    assert late is True
    assert not any("say what you did" in words for words in on_the_desk(here))
    assert not any("You said" in words for _, words, _ in days(here))


def test_what_another_body_asks_is_not_ours_to_answer(here):
    a_consultation(here, held_by="The mayor", closes_on=after(here, -1))

    assert days(here) == []
    assert not any("Alcohol" in words for words in on_the_desk(here))


def test_residents_of_a_neighbourhood_wait_for_a_word_each_round(here):
    place = a_neighbourhood(here)
    raised = a_priority(here, place)

    late = on_the_desk(here)
    step(here, raised, "agreed")

    assert late["1 neighbourhood priority: tell residents how it goes"] is True
    assert days(here) == [(42, "Residents of Harbour are to be told how their priority stands", False)]
    assert not any("neighbourhood priority" in words for words in on_the_desk(here))


def test_the_yearly_question_about_the_priorities_is_there_at_the_end_of_the_plans_year(here):
    plan = a_plan(here, first_day=after(here, -100), last_day=after(here, 200))
    assert days(here) == []

    Plan.objects.filter(pk=plan.pk).update(stage=Plan.Stage.PUBLISHED)

    [(due, words, cancelled)] = days(here)
    assert "this year’s review of the priorities" in words
    assert (due, cancelled) == (264, False)


def test_who_does_not_write_the_plan_finds_none_of_it_and_an_agencys_calendar_has_its_actions_alone(here):
    a_consultation(here, closes_on=after(here, -1))

    assert not any("Alcohol" in words for words in on_the_desk(here, "mo"))
    assert days(here, here.agencies["Frankshire Police"]) == []


def test_only_what_is_public_is_named_in_a_calendar_that_can_be_handed_on(here):
    asked = a_consultation(here, closes_on=after(here, 5))
    type(asked).objects.filter(pk=asked.pk).update(published=True)
    meeting = a_meeting(here, on=after(here, 6))
    type(meeting).objects.filter(pk=meeting.pk).update(published=True)

    words = [words for _, words, _ in days(here)]

    assert "“Alcohol in the harbour” closes" in words
    assert "Public meeting: Have Your Say" in words


def test_a_days_name_stays_while_it_moves(here):
    meeting = a_meeting(here, on=after(here, 40))
    days(here)
    link = CalendarLink.objects.select_related("partnership").get()
    before = {each.uid: each.sequence for each in every_day(link, here.today)}

    meeting_changes.change(
        held=meeting, version=meeting.version, on=after(here, 50), changed_because="Snow", by=here.viewer("cora")
    )

    moved = {each.uid: each.sequence for each in every_day(link, here.today)}
    assert moved.keys() == before.keys()
    assert all(moved[name] > before[name] for name in moved)


def test_desk_and_calendar_take_as_many_questions_whatever_there_is(here):
    from django.db import connection

    def asked():
        link = CalendarLink.objects.select_related("partnership")[0]
        with CaptureQueriesContext(connection) as found:
            every_day(link, here.today)
            waiting.gathered(here.viewer("cora"), here.today)
        return len(found)

    place = a_neighbourhood(here)
    calendars.make(agency=None, by=here.viewer("cora"))
    counts = []
    for number in (1, 10):
        for _ in range(number):
            a_priority(here, place)
            a_consultation(here, closes_on=after(here, -1))
            held(here, a_meeting(here, on=after(here, -10)))
        counts.append(asked())

    assert counts[0] == counts[1]
