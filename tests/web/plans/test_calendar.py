"""The calendar of due days: what it says, to whom, and for how long."""

import calendar as months
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.plans import calendars, changes, due_days, icalendar, saying
from frankpledge.web.plans.due_days import DueDay
from frankpledge.web.plans.models import CalendarLink, Milestone, Plan
from frankpledge.web.unlogged import WithoutSecrets
from tests.web.plans.plans import a_chapter, a_plan, an_action, say

DUE = date(2026, 3, 31)
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def client_of(here, who):
    client = Client()
    client.force_login(here.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(secret):
    return Client().get(f"/calendar/{secret}.ics")


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def events(text):
    """UID → the event's lines by name."""
    found = {}
    for part in text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        lines = dict(line.split(":", 1) for line in part.split("END:VEVENT")[0].splitlines())
        found[lines["UID"]] = lines
    return found


def the_events(here, agency=None):
    return events(read(calendars.make(agency=agency, by=here.viewer("cora"))).content.decode())


def test_it_shows_when_actions_and_milestones_are_due(here):
    action = an_action(here, due_on=DUE, public_sentence="We fit alarms; in every street, all year.")
    changes.add_milestone(action=action, text="First street", due_on=date(2026, 2, 1), by=here.viewer("cora"))
    an_action(here, action.chapter, text="Always")  # goes on all year: no day

    step, due = the_events(here).values()
    assert due["DTSTART;VALUE=DATE"] == "20260331"
    assert due["DTEND;VALUE=DATE"] == "20260401"
    assert due["SUMMARY"] == "Action 1 is due: We fit alarms\\; in every street\\, all year."
    assert step["SUMMARY"].startswith("A milestone of action 1 is due: We fit alarms")


def test_nothing_that_may_name_people_leaves(here):
    action = an_action(
        here, text="Visit Mr Secretname", due_on=DUE, lead_words="Secretname", lead_person=here.people["lea"]
    )
    changes.add_milestone(action=action, text="Secretname seen", due_on=DUE, by=here.viewer("cora"))
    say(here, action, text="Secretname was out")
    changes.drop_action(action=action, because="Secretname moved", by=here.viewer("cora"), today=here.today)

    text = read(calendars.make(agency=None, by=here.viewer("cora"))).content.decode()
    assert "Action 1 is due: Burglary" in text
    assert "Secretname" not in text
    assert "Lea" not in text
    assert "Cora" not in text
    assert "@example" not in text


def test_an_event_stays_the_same_one_whoever_asks_and_counts_its_changes(here):
    action = an_action(here, due_on=DUE)
    ((uid, before),) = the_events(here).items()
    changes.drop_action(action=action, because="No money", by=here.viewer("cora"), today=here.today)
    changes.take_up_again(action=action, by=here.viewer("cora"))
    ((again, after),) = the_events(here, here.agencies["Frankshire Fire Service"]).items()

    assert again == uid
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_a_dropped_action_is_cancelled_with_its_milestones(here):
    action = an_action(here, due_on=DUE)
    changes.add_milestone(action=action, text="First street", due_on=DUE, by=here.viewer("cora"))
    before = the_events(here)
    changes.drop_action(action=action, because="No money", by=here.viewer("cora"), today=here.today)

    after = the_events(here)
    assert set(after) == set(before)
    assert {each["STATUS"] for each in before.values()} == {"CONFIRMED"}
    assert {each["STATUS"] for each in after.values()} == {"CANCELLED"}
    assert all(int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"]) for uid in before)


def test_a_milestone_that_was_reached_says_so(here):
    action = an_action(here)
    step = changes.add_milestone(action=action, text="First street", due_on=DUE, by=here.viewer("cora"))
    ((uid, before),) = the_events(here).items()
    saying.reach(milestone=Milestone.objects.get(pk=step.pk), by=here.viewer("lea"), on=here.today)

    after = the_events(here)[uid]
    assert "was reached" in after["SUMMARY"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1


def test_an_agencys_calendar_has_what_it_leads_and_helps_with(here):
    police, chapter = here.agencies["Frankshire Police"], a_chapter(here)
    an_action(here, chapter, due_on=DUE, lead=police)
    an_action(here, chapter, due_on=DUE, helping=[police])
    an_action(here, chapter, due_on=DUE)

    assert sorted(each["SUMMARY"][:8] for each in the_events(here, police).values()) == ["Action 1", "Action 2"]


def test_a_replaced_plan_is_in_no_calendar(here):
    plan = a_plan(here)
    an_action(here, a_chapter(here, plan), due_on=DUE)
    Plan.objects.filter(pk=plan.pk).update(stage=Plan.Stage.SUPERSEDED)

    assert the_events(here) == {}


def test_the_next_partnerships_days_are_not_in_it(here):
    an_action(here, due_on=DUE)
    with scope(partnership=here.partnerships["thorley"]):
        secret = calendars.make(agency=None, by=here.viewer("nina", "thorley"))

    assert events(read(secret).content.decode()) == {}


def test_it_takes_as_many_questions_whatever_the_number_of_actions(here, django_assert_num_queries):
    chapter = a_chapter(here)
    calendars.make(agency=None, by=here.viewer("cora"))
    link = CalendarLink.objects.select_related("partnership").get()
    for count in (1, 10):
        for _ in range(count):
            changes.add_milestone(
                action=an_action(here, chapter, due_on=DUE), text="Step", due_on=DUE, by=here.viewer("cora")
            )
        with django_assert_num_queries(2):
            due_days.due_days(link)


def test_the_address_is_shown_once_works_without_sign_in_and_is_ended_on_the_page(here):
    an_action(here, due_on=DUE)
    cora = client_of(here, "cora")
    page = cora.post("/p/castermouth/plans/calendars/", {"agency": ""}).content.decode()
    secret = page.split("/calendar/")[1].split(".ics")[0]
    link = CalendarLink.objects.get()
    assert secret not in link.fingerprint
    assert secret not in cora.get("/p/castermouth/plans/calendars/").content.decode()

    response = read(secret)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Action 1 is due" in response.content.decode()

    cora.post(f"/p/castermouth/plans/calendars/{link.pk}/end/")
    assert read(secret).status_code == 410
    assert "Burglary" not in read(secret).content.decode()


def test_reading_it_changes_nothing(here):
    an_action(here, due_on=DUE)
    secret = calendars.make(agency=None, by=here.viewer("cora"))
    link = CalendarLink.objects.values().get()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        read(secret)
        Client().head(f"/calendar/{secret}.ics")
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}
    assert CalendarLink.objects.values().get() == link
    assert Client().post(f"/calendar/{secret}.ics").status_code == 405


def test_it_ends_with_the_access_of_who_made_it_and_does_not_come_back(here):
    secret = calendars.make(agency=None, by=here.viewer("lea"))
    assert read(secret).status_code == 200
    role = here.people["lea"].memberships.get(partnership__slug="castermouth")
    role.until_on = here.today
    role.save()
    assert read(secret).status_code == 410

    role.until_on, role.from_on = None, here.today
    role.save()
    CalendarLink.objects.update(made_at=NOW - timedelta(days=1000))
    assert read(secret).status_code == 410


def test_who_says_how_actions_go_makes_and_ends_their_own(here):
    calendars.make(agency=None, by=here.viewer("cora"))
    calendars.make(agency=None, by=here.viewer("lea"))
    hers, coras = CalendarLink.objects.order_by("-pk")

    assert list(calendars.open_ones(here.viewer("lea"))) == [hers]
    assert list(calendars.open_ones(here.viewer("cora"))) == [hers, coras]
    with pytest.raises(NotAllowed):
        calendars.end(link=coras, by=here.viewer("lea"), now=NOW)
    with pytest.raises(NotAllowed):
        calendars.make(agency=None, by=here.viewer("scott"))
    assert calendars.end(link=hers, by=here.viewer("cora"), now=NOW).ended_at == NOW


def test_the_secret_is_in_no_log(db, caplog):
    caplog.handler.addFilter(WithoutSecrets())
    read("not-a-secret-that-works")

    assert "Gone: /calendar/…" in caplog.text
    assert "not-a-secret" not in caplog.text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_words_break_out_of_their_line(words):
    day = DueDay("1@x", 0, DUE, words, False)
    text = icalendar.write(words, [day], NOW)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert len(text.replace("\r\n ", "").splitlines()) == len(unfolded(text)) - 1
    assert sum(line == "BEGIN:VEVENT" for line in unfolded(text)) == 1
    assert text.endswith("END:VCALENDAR\r\n")


@pytest.mark.parametrize("year", range(1997, 2041, 4))
def test_the_zone_is_londons(year):
    """Worked out from the rules that are written down, and compared with the system's own table."""
    london = ZoneInfo("Europe/London")
    parts = "\n".join(icalendar.LONDON).split("BEGIN:")[2:]
    assert len(parts) == 2
    for part in parts:
        said = dict(line.split(":", 1) for line in part.splitlines() if ":" in line)
        month = int(said["RRULE"].split("BYMONTH=")[1].split(";")[0])
        sunday = max(
            day for day in range(1, months.monthrange(year, month)[1] + 1) if date(year, month, day).weekday() == 6
        )
        was, then = (timedelta(hours=int(said[name][1:3])) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        clock = datetime(year, month, sunday, int(said["DTSTART"][9:11]), tzinfo=UTC)
        moment = clock - was

        assert (moment - timedelta(seconds=1)).astimezone(london).utcoffset() == was
        assert moment.astimezone(london).utcoffset() == then
        assert moment.astimezone(london).tzname() == said["TZNAME"]
