"""What is done on a schedule."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.brokers import get_broker
from django_q.models import OrmQ, Schedule
from django_q.scheduler import scheduler

from frankpledge.archive.archive import Archive
from frankpledge.archive.feeds_retention import PastRetention, purge
from frankpledge.month import Month
from frankpledge.web.audit.heads import noted_heads
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.health.models import Check
from frankpledge.web.worker import schedules, tasks
from tests.web.cast import Cast


@pytest.mark.parametrize("scheduled", schedules.SCHEDULES, ids=lambda scheduled: scheduled.name)
def test_each_names_something_that_can_be_done(scheduled: schedules.Scheduled) -> None:
    assert callable(import_string(scheduled.func))


def test_putting_them_up_again_changes_nothing_but_what_is_no_longer_done(kept_connection: None) -> None:
    schedules.put_up()
    later = timezone.now() + timedelta(days=3)
    Schedule.objects.update(next_run=later)
    Schedule.objects.create(pk=99, name="of an earlier version", func="gone.away")

    schedules.put_up()

    assert list(Schedule.objects.values_list("name", flat=True).order_by("pk")) == [s.name for s in schedules.SCHEDULES]
    assert set(Schedule.objects.values_list("next_run", flat=True)) == {later}


def test_what_is_due_is_put_into_the_queue_once(kept_connection: None) -> None:
    schedules.put_up()
    Schedule.objects.update(next_run=timezone.now() - timedelta(days=2))  # the machine was off

    scheduler(get_broker())
    scheduler(get_broker())

    assert OrmQ.objects.count() == len(schedules.SCHEDULES)
    assert Schedule.objects.filter(next_run__lte=timezone.now()).count() == 0


def test_the_heads_are_noted_outside_the_database(cast: Cast, settings, tmp_path) -> None:
    from django.db import transaction

    from frankpledge.web.accounts.events import Event
    from frankpledge.web.audit.record import record

    settings.AUDIT_HEADS = tmp_path / "elsewhere" / "heads.jsonl"
    with transaction.atomic():
        record(Event.SIGNED_IN, subject=cast.people["ada"], person=cast.people["ada"])

    tasks.note_heads()

    assert [head.sequence for head in noted_heads(settings.AUDIT_HEADS)] == [1]
    assert Check.objects.get(name="heads").well


def test_a_record_that_was_tampered_with_shows_in_the_daily_check(cast: Cast, settings, tmp_path) -> None:
    settings.AUDIT_HEADS = tmp_path / "heads.jsonl"
    settings.AUDIT_HEADS.write_text('{"chain": 0, "sequence": 7, "digest": "x", "noted_at": "2026-01-15"}\n')

    faults = tasks.check_record()

    check = Check.objects.get(name="audit")
    assert (faults, check.well) == (1, False)
    assert AuditEvent.objects.count() == 0
    assert "frankpledge audit verify" in check.words


def test_where_nothing_is_past_retention_nothing_is_removed(db: None, settings, tmp_path) -> None:
    settings.ARCHIVE = tmp_path

    assert tasks.purge_feeds() == 0
    assert Check.objects.get(name="retention").words == "nothing was past retention"


def test_data_past_retention_are_removed_and_during_a_load_tomorrow(db: None, settings, tmp_path, monkeypatch) -> None:
    settings.ARCHIVE = tmp_path
    old = PastRetention("crimes", "Crimes", ("2020-01",), 12, Month.parse("2021-01"))
    monkeypatch.setattr("frankpledge.archive.feeds_retention.past_retention", lambda archive, on: [old])
    monkeypatch.setattr("frankpledge.archive.feeds_retention.purge", lambda archive, by, on: [old])

    removed = tasks.purge_feeds()
    said = Check.objects.get(name="retention").words
    with Archive(tmp_path).writing():
        monkeypatch.setattr("frankpledge.archive.feeds_retention.purge", purge)
        during_a_load = tasks.purge_feeds()

    assert (removed, said) == (12, "12 rows removed")
    assert during_a_load == 0
    assert "tried again tomorrow" in Check.objects.get(name="retention").words


def test_reminders_are_noted(cast: Cast) -> None:
    tasks.remind_to_confirm()

    assert Check.objects.get(name="reminders").words == "0 written"
