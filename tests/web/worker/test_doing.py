"""The worker does one thing after the other, and says nothing about anybody."""

import logging

import pytest
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.models import OrmQ, Task
from django_q.tasks import async_task

from frankpledge.web.health.models import Check
from frankpledge.web.worker import run


@pytest.fixture(autouse=True)
def _nothing_said_yet(monkeypatch) -> None:
    monkeypatch.setattr(run, "_said", ("", float("-inf")))


def do_next() -> None:
    broker = get_broker()
    for number, package in broker.dequeue() or ():
        run.do(broker, number, package)


def named_somebody() -> None:
    raise ValueError("ada@example.org has no place here")


def test_what_was_done_is_off_the_queue_and_its_result_kept(kept_connection: None) -> None:
    async_task("frankpledge.web.mail.tasks.deliver_everywhere")

    do_next()

    assert OrmQ.objects.count() == 0
    assert Task.objects.get().result == {}


def test_what_failed_is_off_the_queue_and_its_words_are_kept_nowhere(
    kept_connection: None, monkeypatch, caplog
) -> None:
    monkeypatch.setattr("frankpledge.web.mail.tasks.deliver_everywhere", named_somebody)
    monkeypatch.setattr(logging.getLogger("frankpledge"), "propagate", True)
    async_task("frankpledge.web.mail.tasks.deliver_everywhere")

    do_next()

    kept = Task.objects.get()
    assert OrmQ.objects.count() == 0
    assert not kept.success
    assert "ValueError" in kept.result
    assert "ValueError" in caplog.text
    assert "example.org" not in kept.result + caplog.text


@pytest.mark.parametrize("name", ["os.getcwd", "frankpledge.web.mail.tasks.gone"])
def test_what_is_not_ours_to_do_is_not_done(kept_connection: None, name: str) -> None:
    async_task(name)

    do_next()

    assert not Task.objects.get().success


def test_what_others_put_into_the_queue_is_passed_over(kept_connection: None) -> None:
    OrmQ.objects.create(key="frankpledge", payload="gASVCgAAAAAAAACMBnBpY2tsZZQu:forged", lock=timezone.now())

    do_next()

    assert (OrmQ.objects.count(), Task.objects.count()) == (0, 0)


def test_what_was_taken_and_never_ended_is_still_in_the_queue(kept_connection: None, settings) -> None:
    async_task("frankpledge.web.mail.tasks.deliver_everywhere")

    get_broker().dequeue()  # and the worker is killed

    again = OrmQ.objects.get().lock - timezone.now()
    assert settings.Q_CLUSTER["timeout"] < again.total_seconds() <= settings.Q_CLUSTER["retry"]


def test_what_takes_too_long_is_stopped(kept_connection: None, monkeypatch) -> None:
    import time

    monkeypatch.setattr("frankpledge.web.mail.tasks.deliver_everywhere", lambda: time.sleep(20))
    async_task("frankpledge.web.mail.tasks.deliver_everywhere", q_options={"timeout": 1})

    do_next()

    assert "TimeoutException" in Task.objects.get().result


def test_it_says_that_it_is_alive_and_what_it_does(kept_connection: None, monkeypatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        "frankpledge.web.mail.tasks.deliver_everywhere",
        lambda: seen.append(Check.objects.get(name="worker").words),
    )
    async_task("frankpledge.web.mail.tasks.deliver_everywhere")

    do_next()

    assert seen == ["frankpledge.web.mail.tasks.deliver_everywhere"]
    assert Check.objects.get(name="worker").words == ""
