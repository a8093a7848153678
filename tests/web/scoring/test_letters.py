"""Who on a panel is written to, when, and what an e-mail holds."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.mail import sending
from frankpledge.web.mail.models import Message
from frankpledge.web.scoring import rounds
from frankpledge.web.scoring.models import Exercise
from tests.web.cast import Cast
from tests.web.mail.post_office import PostOffice
from tests.web.scoring.choosing import TITLES, an_exercise, move, say, themes


@pytest.fixture
def here(cast_today: Cast, office: PostOffice):
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def waiting(kind: str) -> set[str]:
    found = Message.objects.filter(kind=f"scoring.{kind}", state=Message.State.WAITING)
    return set(found.values_list("recipient", flat=True))


def opened(here: Cast, days: int | None = 9) -> Exercise:
    score_by = here.today + timedelta(days=days) if days is not None else None
    return move(here, an_exercise(here, score_by=score_by), "first")


def send_all(days: int = 0) -> None:
    Message.objects.filter(due_at__lte=timezone.now() + timedelta(days=days)).update(due_at=timezone.now())
    sending.deliver(timezone.now() + sending.HOLD)


def test_each_member_gets_one_message_when_the_round_opens(here: Cast, office: PostOffice) -> None:
    exercise = an_exercise(here)
    assert waiting("asked") == set()

    move(here, exercise, "first")
    rounds.ask(exercise=exercise, person=here.people["mo"], by=here.viewer("cora"), today=here.today)
    send_all()

    assert sorted(recipient for recipient, _ in office.taken) == ["chris@example.org", "mo@example.org"]


def test_who_joins_an_open_round_is_written_to_then(here: Cast) -> None:
    exercise = opened(here)

    rounds.ask(exercise=exercise, person=here.people["cora"], by=here.viewer("cora"), today=here.today)

    assert waiting("asked") == {"chris@example.org", "mo@example.org", "cora@example.org"}


def test_a_message_names_no_person_and_no_theme_and_its_link_asks_who_reads(
    here: Cast, office: PostOffice, client, settings
) -> None:
    exercise = opened(here)
    send_all()

    for _, message in office.taken:
        text = f"{message['Subject']} {message.get_payload()}"
        assert not any(word in text for word in (*TITLES, exercise.title, "Mo", "Chris", "Cora"))
        path = next(word for word in text.split() if "/scoring/" in word).removeprefix("https://safer.example")
        assert client.get(path, SERVER_NAME="127.0.0.1").headers["Location"].startswith("/account/login/")


def test_a_reminder_goes_two_days_before_to_those_who_have_not_scored(here: Cast, office: PostOffice) -> None:
    exercise = opened(here, days=9)
    due = {timezone.localtime(each.due_at).date() for each in Message.objects.filter(kind="scoring.reminder")}
    send_all()
    for theme in themes(exercise):
        say(here, "mo", theme, harm=2)
    office.taken.clear()

    send_all(days=9)

    assert due == {here.today + timedelta(days=7)}
    assert [recipient for recipient, _ in office.taken] == ["chris@example.org"]


def test_who_says_that_they_have_finished_is_not_reminded(here: Cast, office: PostOffice) -> None:
    exercise = opened(here, days=9)
    send_all()
    for name in ("mo", "chris"):
        rounds.finish(exercise=exercise, by=here.viewer(name))
    office.taken.clear()

    send_all(days=9)

    assert office.taken == []


@pytest.mark.parametrize("days", [None, 2, 1, -3])
def test_there_is_no_reminder_where_there_is_no_day_or_it_is_near(here: Cast, days: int | None) -> None:
    opened(here, days)

    assert waiting("asked") == {"chris@example.org", "mo@example.org"}
    assert waiting("reminder") == set()


def test_once_a_round_is_closed_nobody_is_asked_for_it(here: Cast) -> None:
    exercise = opened(here)
    for name in ("mo", "chris"):
        say(here, name, themes(exercise)[0], harm=2)

    move(here, exercise, "discussion")

    assert waiting("asked") == waiting("reminder") == set()


def test_a_second_round_asks_again_with_a_day_of_its_own(here: Cast) -> None:
    exercise = opened(here)
    for name in ("mo", "chris"):
        say(here, name, themes(exercise)[0], harm=2)
    move(here, exercise, "discussion")

    day = here.today + timedelta(days=20)
    exercise = rounds.move(exercise=exercise, to="second", by=here.viewer("cora"), score_by=day)

    assert exercise.score_by == day
    assert waiting("asked") == waiting("reminder") == {"chris@example.org", "mo@example.org"}


def test_who_left_the_panel_is_not_written_to(here: Cast, office: PostOffice) -> None:
    exercise = opened(here)
    place = exercise.panel.get(person=here.people["mo"])

    rounds.leave(place=place, by=here.viewer("cora"), today=here.today)
    send_all(days=9)

    assert {recipient for recipient, _ in office.taken} == {"chris@example.org"}
