"""Whether the installation works, to a machine and to its administrator."""

import shutil
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_q.models import Schedule, Task

from frankpledge.web.health import queries
from frankpledge.web.health.models import Check, noted
from frankpledge.web.mail.models import Message
from tests.web.cast import Cast
from tests.web.mail.emails import an_email

Name = Check.Name


@pytest.fixture
def sound(cast_today: Cast, settings, tmp_path) -> Cast:
    """An installation with nothing to see to."""
    settings.ARCHIVE = tmp_path
    settings.MAIL_SERVER = True
    for name in Name:
        noted(name)
    return cast_today


def how(name: str) -> str:
    return next(line.how for line in queries.lines(timezone.now()) if line.name == name)


def aged(name: Name, minutes: int) -> None:
    Check.objects.filter(name=name).update(at=timezone.now() - timedelta(minutes=minutes))


def test_anybody_may_ask_and_hears_ok_and_no_more(sound: Cast, client: Client) -> None:
    answer = client.get("/health/")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer.headers["Cache-Control"]


def test_without_a_worker_it_is_not_ok(sound: Cast, client: Client) -> None:
    aged(Name.WORKER, 4)

    answer = client.get("/health/")

    assert (answer.status_code, answer.content) == (503, b"not ok\n")


@pytest.mark.parametrize(("minutes", "expected"), [(2, "well"), (4, "well"), (11, "well"), (13, "ill")])
def test_a_worker_at_one_thing_may_be_silent_for_longer(sound: Cast, minutes: int, expected: str) -> None:
    noted(Name.WORKER, "frankpledge.web.worker.tasks.check_record")
    aged(Name.WORKER, minutes)

    assert how("Worker") == expected


def test_mail_that_is_not_taken_up_is_ill(sound: Cast) -> None:
    an_email(sound, state=Message.State.WAITING, due_at=timezone.now() - timedelta(minutes=29))
    young = how("E-mails to send")
    an_email(sound, state=Message.State.WAITING, due_at=timezone.now() - timedelta(minutes=31))

    assert (young, how("E-mails to send")) == ("well", "ill")


def test_uncertain_mail_is_for_a_person_to_look_at_and_no_alarm(sound: Cast, client: Client) -> None:
    an_email(sound)
    an_email(sound, "thorley")

    lines = {line.name: line for line in queries.lines(timezone.now())}

    assert (lines["E-mails uncertain"].how, lines["E-mails uncertain"].words) == ("look", "2")
    assert client.get("/health/").status_code == 200


def test_what_failed_the_last_time_is_to_be_looked_at_until_it_goes_well(sound: Cast) -> None:
    done = Task.objects.create(
        id="1" * 32,
        name="a",
        func="a",
        success=False,
        started=timezone.now(),
        stopped=timezone.now(),
        result="mo@example.org",
    )
    schedule = Schedule.objects.create(name="figures of measures", func="a", task=done.pk)

    [line] = [line for line in queries.lines(timezone.now()) if line.name == "Work on a schedule"]
    assert (line.how, line.words) == ("look", "figures of measures failed just now: why is in the worker’s log")

    schedule.task = Task.objects.create(
        id="2" * 32, name="a", func="a", success=True, started=timezone.now(), stopped=timezone.now()
    ).pk
    schedule.save()
    assert how("Work on a schedule") == "well"


def test_a_full_disk_is_ill(sound: Cast, monkeypatch) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage._replace(free=queries.LEAST_FREE - 1))

    assert how("Disk of the archive") == "ill"


def test_an_old_backup_is_to_be_looked_at_and_a_broken_record_is_ill(sound: Cast) -> None:
    aged(Name.BACKUP, 9 * 24 * 60)
    noted(Name.AUDIT, "1 faults", well=False)

    assert (how("Backup"), how("Record of who did what")) == ("look", "ill")


def test_what_was_never_done_is_said(sound: Cast) -> None:
    Check.objects.filter(name__in=(Name.BACKUP, Name.AUDIT)).delete()

    said = {line.name: (line.how, line.words.split(":")[0]) for line in queries.lines(timezone.now())}

    assert said["Backup"] == ("look", "never done")
    assert said["Record of who did what"] == ("look", "not done yet")


def test_the_page_names_nobody(sound: Cast, client: Client, monkeypatch) -> None:
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    an_email(sound, recipient="lea@example.org")
    client.force_login(sound.people["ada"], backend="django.contrib.auth.backends.ModelBackend")

    page = client.get("/health/installation/").content.decode()

    assert "This installation works" in page
    assert "lea@" not in page
