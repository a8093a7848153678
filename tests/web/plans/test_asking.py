"""Asking how actions go: one e-mail a person, higher when nobody answers, and no more once somebody has said."""

from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope

from frankpledge.web.accounts.models import Membership
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.mail.kinds import NoLongerNeeded
from frankpledge.web.mail.models import Message
from frankpledge.web.plans import asking, letters, queries
from frankpledge.web.plans.models import Asked, ProgressUpdate, UpdateLink
from frankpledge.web.plans.waiting import waiting as desk_waiting
from tests.web.plans.plans import a_chapter, an_action, say


@pytest.fixture
def here(cast_today, settings):
    settings.MAIL_SERVER = True
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def waiting(cast):
    return [
        (each.person and each.person.name, [row.action.number for row in each.rows])
        for each in asking.waiting(cast.viewer("cora"), cast.today)
    ]


def ask(cast, *, days_ago=0):
    return asking.ask(by=cast.viewer("cora"), today=cast.today - timedelta(days=days_ago))


def test_the_person_named_is_asked_else_the_agencys_liaison(here):
    chapter = a_chapter(here)
    an_action(here, chapter, lead_person=here.people["lea"])
    an_action(here, chapter, lead=here.agencies["Frankshire Police"])
    an_action(here, chapter, lead=None)

    assert waiting(here) == [("Lea Example", [1]), ("Mo Example", [2]), (None, [3])]


@pytest.mark.parametrize(("ago", "waits"), [(30, False), (31, True)])
def test_a_word_of_the_last_month_is_enough(here, ago, waits):
    say(here, an_action(here), on=here.today - timedelta(days=ago))

    assert bool(waiting(here)) is waits


def test_what_is_complete_is_not_asked_about(here):
    say(here, an_action(here), "complete", on=here.today - timedelta(days=300))

    assert waiting(here) == []


def test_each_person_gets_one_e_mail_however_many_actions_and_presses(here):
    chapter = a_chapter(here)
    for _ in range(3):
        an_action(here, chapter, lead_person=here.people["lea"])

    assert [ask(here), ask(here)] == [1, 0]
    message = Message.objects.get(kind="plans.asked")
    assert message.recipient == "lea@example.org"
    assert Asked.objects.get().about.count() == 3


def test_the_e_mail_has_a_link_that_works_for_each_action_and_names_nobody(here, settings):
    from django.template.loader import render_to_string

    action = an_action(
        here, text="Visit Mrs Nobody", public_sentence="We fit smoke alarms.", lead_person=here.people["lea"]
    )
    ask(here)
    values = letters.how_do_they_go(Asked.objects.get().pk)
    body = render_to_string("plans/mail/asked.txt", {**values, "address": "http://127.0.0.1"})

    assert "We fit smoke alarms." in body
    assert "Nobody" not in body.replace("Nobody has said anything yet", "")
    assert "Lea" not in body
    [line] = values["lines"]
    Client(SERVER_NAME="127.0.0.1").post(line["path"], {"status": "complete"})
    assert ProgressUpdate.objects.get().action == action


def test_no_e_mail_goes_about_what_was_said_meanwhile(here):
    action = an_action(here, lead_person=here.people["lea"])
    ask(here)
    say(here, action)

    with pytest.raises(NoLongerNeeded):
        letters.how_do_they_go(Asked.objects.get().pk)
    assert not UpdateLink.objects.exists()


def test_after_two_in_vain_the_agencys_liaison_is_asked_and_after_a_word_it_begins_anew(here):
    action = an_action(here, lead=here.agencies["Frankshire Police"], lead_person=here.people["chris"])
    assert waiting(here) == [("Chris Example", [1])]

    ask(here, days_ago=14)
    ask(here, days_ago=7)
    assert waiting(here) == [("Mo Example", [1])]

    say(here, action, who="cora")
    assert waiting(here) == []


def test_only_who_writes_the_plan_asks(here):
    with pytest.raises(NotAllowed):
        asking.ask(by=here.viewer("lea"), today=here.today)


def test_nobody_is_asked_of_a_plan_that_has_not_begun(here):
    action = say(here, an_action(here), on=here.today - timedelta(days=300)).action
    action.plan.first_day, action.plan.last_day = here.today + timedelta(days=1), here.today + timedelta(days=365)
    action.plan.save()

    assert waiting(here) == []


def test_the_desk_waits_for_who_answers_and_not_for_who_helps(here):
    fire, police = here.agencies["Frankshire Fire Service"], here.agencies["Frankshire Police"]
    action = an_action(here, lead=fire, helping=[police])
    say(here, action, on=here.today - timedelta(days=60))

    def waits(who):
        return [each.words for each in desk_waiting(here.viewer(who), here.today)]

    assert waits("lea") == ["1 action of yours waits for a word on how it goes"]
    Membership.objects.filter(person=here.people["mo"]).update(role="lead")
    assert queries.my_actions(here.viewer("mo")).exists()
    assert waits("mo") == []
