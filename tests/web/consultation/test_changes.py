"""Consultations, meetings and neighbourhood priorities: what a change keeps, refuses and warns of."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.consultation import (
    changes,
    community_changes,
    consultees,
    heard,
    meeting_changes,
    neighbourhood_changes,
    queries,
)
from frankpledge.web.consultation.models import Issue, Meeting, NeighbourhoodPriority
from frankpledge.web.consultation.neighbourhood import Standing
from frankpledge.web.consultation.saving import ChangedMeanwhile
from frankpledge.web.duties import queries as duties
from frankpledge.web.duties.queries import State
from frankpledge.web.plans.models import Plan
from tests.web.consultation.heard import (
    a_consultation,
    a_group,
    a_meeting,
    a_neighbourhood,
    a_priority,
    a_question,
    an_issue,
    held,
    step,
)
from tests.web.plans.plans import a_plan

EVERY_AUTHORITY = ("Castermouth Council", "Frankshire Fire Service", "Frankshire Police")


@pytest.fixture
def here(cast):
    with scope(partnership=cast.partnerships["castermouth"]):
        yield cast


def stands(cast, priority):
    return Standing(priority, list(priority.steps.all()), cast.today)


def duty(cast, code):
    return next(each for each in duties.standings(cast.viewer("cora"), cast.today) if each.duty.code == code)


def test_every_kind_names_its_law_and_how_far_to_trust_it():
    kinds = consultees.kinds()

    assert {"strategy", "review", "pspo", "serious-violence", "other"} <= set(kinds)
    for each in kinds.values():
        assert each.code == "other" or all((each.source, each.section, each.who)), each.code
        assert each.checked in ("text", "named")
    assert consultees.meeting_rule().notice_source == "our default, not the law's"


def test_whom_the_law_names_is_in_the_list_and_missing_until_asked_or_left_out_with_a_reason(here):
    held = a_consultation(here)
    police, body, *_ = held.consultees.all()
    cora = here.viewer("cora")
    assert (police.who, police.must) == ("The chief officer of police", "consult")
    assert queries.consultations(cora).get().missing == 6

    changes.say_who_answered(
        consultee=police, asked_on=here.today, answered_on=None, answer="", not_asked_because="", by=cora,
        today=here.today,
    )  # fmt: skip
    changes.say_who_answered(
        consultee=body, asked_on=None, answered_on=None, answer="", not_asked_because="There is none", by=cora,
        today=here.today,
    )  # fmt: skip

    assert queries.consultations(cora).get().missing == 4


def test_nobody_answers_before_being_asked_and_whom_nobody_asked_needs_no_answer(here):
    consultee = a_consultation(here).consultees.first()
    yesterday = here.today - timedelta(days=1)

    for facts in (
        {"asked_on": None, "answered_on": here.today},
        {"asked_on": here.today, "answered_on": yesterday},
        {"asked_on": here.today + timedelta(days=1), "answered_on": None},
    ):
        with pytest.raises(ValidationError):
            changes.say_who_answered(consultee=consultee, by=here.viewer("cora"), today=here.today, **facts)


def test_another_kind_adds_those_it_asks_for_and_keeps_those_named(here):
    held = changes.change(held=a_consultation(here), version=1, kind="case-review", by=here.viewer("cora"))

    assert held.consultees.filter(who="The local policing body").count() == 1
    assert held.consultees.count() == 6
    with pytest.raises(ChangedMeanwhile):
        changes.change(held=held, version=1, title="Other", by=here.viewer("cora"))


def test_what_people_said_is_not_kept_without_what_was_done(here):
    with pytest.raises(ValidationError, match="Say what you did"):
        changes.say_what_came_of_it(
            held=a_consultation(here), came_of_it="", you_said="Too dark", we_did="", by=here.viewer("cora")
        )


def test_the_yearly_consultation_is_due_by_the_end_of_the_plans_year_and_met_by_one_that_opened_in_it(here):
    first = here.today - timedelta(days=30)
    plan = a_plan(here, first_day=first, last_day=first + timedelta(days=1094))
    Plan.objects.filter(pk=plan.pk).update(stage=Plan.Stage.PUBLISHED, published_on=first)
    a_consultation(here, kind="review", opened_on=first - timedelta(days=5))
    cora = here.viewer("cora")

    assert queries.yearly(cora, here.today) == queries.Yearly(first + timedelta(days=364), None, False)

    asked = a_consultation(here, kind="review", opened_on=here.today)
    assert queries.yearly(cora, here.today).met_by == asked


def test_what_another_body_asked_does_not_stand_for_the_partnerships_own(here):
    a_consultation(here, kind="review", opened_on=here.today, held_by="The local policing body")

    assert queries.yearly(here.viewer("cora"), here.today).met_by is None
    assert duty(here, "views").state == State.MISSING


def test_a_consultation_on_the_priorities_shows_on_the_duties(here):
    a_consultation(here, kind="review", opened_on=here.today)

    shown = duty(here, "views")
    assert (shown.state, shown.evidence.lacks[:13]) == (State.MET, "Not asked yet")


@pytest.mark.parametrize(("kind", "met"), [("public", True), ("have_your_say", True), ("stall", False)])
def test_a_public_meeting_that_was_held_meets_the_duty_and_whose_senior_people_missed_it_is_named(here, kind, met):
    held(here, a_meeting(here, kind=kind), "Frankshire Police")

    shown = duty(here, "public-meeting")
    assert shown.state == (State.MET if met else State.MISSING)
    assert (
        not met or shown.evidence.lacks == "No senior person was there of Castermouth Council, Frankshire Fire Service."
    )


def test_a_meeting_with_everybody_lacks_nobody(here):
    meeting = held(here, a_meeting(here), *EVERY_AUTHORITY)

    there = queries.attendance(here.viewer("cora"), meeting)
    assert (there.missing, [agency.name for agency, _ in there.there]) == ([], list(EVERY_AUTHORITY))


def test_it_is_warned_of_where_no_meeting_was_held_is_planned_or_was_made_known(here):
    cora = here.viewer("cora")
    held(here, a_meeting(here, on=here.today - timedelta(days=366)))
    no_meeting, none_planned = queries.meeting_warnings(cora, here.today)
    assert no_meeting.startswith("No public meeting was held in the last 12 months")
    assert none_planned == "No public meeting is planned."

    held(here, a_meeting(here, on=here.today - timedelta(days=365)))
    coming = a_meeting(here, title="Spring", on=here.today + timedelta(days=14))
    [unknown] = queries.meeting_warnings(cora, here.today)
    assert unknown.startswith("Spring is on")

    Meeting.objects.filter(pk=coming.pk).update(notice_on=here.today)
    assert queries.meeting_warnings(cora, here.today) == []


def test_a_meeting_that_was_made_known_is_moved_with_a_reason_and_keeps_its_first_day(here):
    later = here.today + timedelta(days=20)
    meeting, cora = a_meeting(here, on=here.today + timedelta(days=10), notice_on=here.today), here.viewer("cora")

    with pytest.raises(ValidationError, match="say why it is moved"):
        meeting_changes.change(held=meeting, version=1, on=later, changed_because="", by=cora)
    moved = meeting_changes.change(held=meeting, version=1, on=later, changed_because="The hall flooded", by=cora)

    assert (moved.on, moved.moved_from) == (later, here.today + timedelta(days=10))


def test_a_meeting_is_not_held_before_its_day_nor_cancelled_after_it_was_held(here):
    with pytest.raises(ValidationError, match="has not come"):
        held(here, a_meeting(here, on=here.today + timedelta(days=1)))
    with pytest.raises(ValidationError, match="held already"):
        meeting_changes.cancel(held=held(here, a_meeting(here)), because="Ill", by=here.viewer("cora"))
    with pytest.raises(ValidationError, match="Say why"):
        meeting_changes.cancel(held=a_meeting(here), because=" ", by=here.viewer("cora"))


def test_a_question_is_answered_on_a_day(here):
    question = a_question(here, a_meeting(here))
    meeting_changes.answer(question=question, answer="In May", agency=None, by=here.viewer("cora"), today=here.today)

    assert (question.answer, question.answered_on) == ("In May", here.today)


def test_a_neighbourhood_priority_goes_from_raised_to_told_and_its_round_begins_with_each_word(here):
    priority = a_priority(here)
    assert (stands(here, priority).label, stands(here, priority).days_quiet) == ("Raised", 60)
    assert stands(here, priority).overdue

    for kind, label in (("agreed", "Agreed"), ("acted", "Being acted on"), ("fed_back", "Residents told")):
        step(here, priority, kind)
        assert stands(here, priority).label == label
    now = stands(here, priority)
    assert (now.overdue, now.due_on, now.told_on) == (False, here.today + timedelta(days=42), here.today)


def test_what_is_not_taken_up_has_a_reason_and_is_acted_on_only_when_agreed_again(here):
    priority = a_priority(here)
    with pytest.raises(ValidationError, match="why it is not taken up"):
        step(here, priority, "not_taken", "")
    step(here, priority, "not_taken", "The road is private")
    assert (stands(here, priority).ended, stands(here, priority).due_on) == (True, None)

    with pytest.raises(ValidationError, match="has ended"):
        step(here, priority, "acted")
    step(here, priority, "agreed")
    assert not stands(here, priority).ended


def test_a_step_is_neither_before_the_last_one_nor_to_come(here):
    priority = a_priority(here)
    step(here, priority, "agreed")

    for days, words in ((-1, "later is written down"), (1, "has not come")):
        with pytest.raises(ValidationError, match=words):
            step(here, priority, "acted", on=here.today + timedelta(days=days))


def test_a_round_begins_anew_with_a_meeting_in_the_neighbourhood(here):
    place = a_neighbourhood(here)
    a_priority(here, place)
    cora = here.viewer("cora")
    assert heard.cycles(cora, [place], here.today)[0].overdue

    held(here, a_meeting(here, neighbourhood=place))
    [cycle] = heard.cycles(cora, [place], here.today)
    assert (cycle.last_on, cycle.overdue) == (here.today, False)


def test_an_issue_becomes_a_priority_of_its_neighbourhood_and_says_so_once(here):
    issue = an_issue(here, neighbourhood=a_neighbourhood(here))
    cora = here.viewer("cora")
    done = neighbourhood_changes.settle(
        issue=issue, outcome="priority", new_priority="Mend the lamps", words="Thank you", by=cora, today=here.today
    )

    priority = NeighbourhoodPriority.objects.get()
    assert (done.priority, priority.title, priority.raised_as) == (priority, "Mend the lamps", "parish")
    with pytest.raises(ValidationError, match="said already"):
        neighbourhood_changes.settle(issue=issue, outcome="not_taken", words="No", by=cora, today=here.today)


@pytest.mark.parametrize("outcome", ["priority", "passed_on", "not_taken"])
def test_an_issue_is_settled_only_with_what_its_outcome_takes(here, outcome):
    issue = an_issue(here)

    with pytest.raises(ValidationError):
        neighbourhood_changes.settle(issue=issue, outcome=outcome, words="", by=here.viewer("cora"), today=here.today)
    assert Issue.objects.get().outcome == ""


def test_who_was_heard_counts_people_at_meetings_answers_and_contacts_of_the_year(here):
    cora = here.viewer("cora")
    changes.reach(of=a_meeting(here), community="young", through="A school", people=112, by=cora)
    changes.reach(of=a_consultation(here), community="young", through="", people=40, by=cora)
    community_changes.be_in_touch(
        group=a_group(here), on=here.today, how="Visit", words="Came in", next_on=None, by=here.viewer("lea"),
        today=here.today,
    )  # fmt: skip

    rows = {row.code: row for row in heard.reach(cora, heard.year_of(here.today))}
    young, ethnic = rows["young"], rows["ethnic"]
    assert (young.at_meetings, young.answered, young.contacts) == (112, 40, 0)
    assert (ethnic.contacts, ethnic.groups, rows["older"].reached) == (1, ["Movers"], False)
    assert not any(row.reached for row in heard.reach(cora, 2001))


def test_only_an_advisory_group_advises(here):
    facts = {"given_on": here.today, "about": "x", "advice": "y", "by": here.viewer("cora"), "today": here.today}

    with pytest.raises(ValidationError, match="Only an independent advisory group"):
        community_changes.advise(group=a_group(here), **facts)
    given = community_changes.advise(group=a_group(here, "Friends", kind="advisory"), **facts)
    answered = community_changes.respond(advice=given, response="We will", by=here.viewer("cora"), today=here.today)
    assert answered.responded_on == here.today


def test_who_may_not_changes_nothing(here):
    asked, ana = a_consultation(here), here.viewer("ana")
    events = AuditEvent.objects.count()

    for change in (
        lambda: changes.close(held=asked, on=here.today, answers=1, by=ana, today=here.today),
        lambda: changes.reach(of=asked, community="young", through="", people=1, by=ana),
        lambda: neighbourhood_changes.put_neighbourhood(held=None, name="x", by=ana),
        lambda: neighbourhood_changes.take_in(
            text="x", raised_as="parish", raised_on=here.today, by=here.viewer("scott"), today=here.today
        ),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert AuditEvent.objects.count() == events
