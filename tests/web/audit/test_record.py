"""The record of who did what: it cannot be changed quietly, and every way of changing it is found."""

import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from frankpledge.web.audit.heads import NotedHead, note_heads, noted_heads
from frankpledge.web.audit.models import AuditEvent, AuditHead
from frankpledge.web.audit.record import NotInTransaction, digest_of, record
from frankpledge.web.audit.verify import verify
from tests.web.cast import Cast

TRIGGERS = ("audit_event_stays", "audit_event_kept", "audit_head_kept", "audit_head_not_emptied", "audit_head_goes_on")


@pytest.fixture
def events(cast: Cast) -> list[AuditEvent]:
    """Ten events in one chain, three in the next."""
    made = []
    for number in range(10):
        made.append(record("test.done", subject=cast.people["ana"], by=cast.viewer("ana"), number=number))
    for number in range(3):
        record("test.done", subject=cast.people["nina"], by=cast.viewer("nina", "thorley"), number=number)
    return made


def without_guards() -> None:
    """As somebody could who owns the database."""
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            table = "audit_audithead" if "head" in name else "audit_auditevent"
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def heads_now() -> list[NotedHead]:
    now = timezone.now().isoformat()
    return [NotedHead(head.chain, head.sequence, head.digest, now) for head in AuditHead.objects.all()]


def test_a_chain_that_nobody_touched_is_whole(events: list[AuditEvent]) -> None:
    found = verify(heads_now())

    assert found.faults == ()
    assert (found.chains, found.events) == (2, 13)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: AuditEvent.objects.update(kind="test.other"),
        lambda: AuditEvent.objects.all().delete(),
        lambda: AuditHead.objects.all().delete(),
        lambda: AuditHead.objects.update(sequence=1),
    ],
)
def test_the_database_refuses_to_change_the_record(events: list[AuditEvent], attempt: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        attempt()

    assert verify().faults == ()


def edit(events: list[AuditEvent]) -> None:
    AuditEvent.objects.filter(pk=events[4].pk).update(reason="as if said then")


def take_out(events: list[AuditEvent]) -> None:
    AuditEvent.objects.filter(pk=events[4].pk).delete()


def swap(events: list[AuditEvent]) -> None:
    AuditEvent.objects.filter(pk=events[4].pk).update(sequence=100)
    AuditEvent.objects.filter(pk=events[5].pk).update(sequence=5)
    AuditEvent.objects.filter(pk=events[4].pk).update(sequence=6)


def put_in(events: list[AuditEvent]) -> None:
    last = events[-1]
    forged = AuditEvent(**{name: getattr(last, name) for name in ("chain", "at", "person", "kind", "subject")})
    forged.sequence, forged.previous = 11, last.digest
    forged.digest = digest_of(forged)
    forged.save()


def cut_off(events: list[AuditEvent]) -> None:
    AuditEvent.objects.filter(chain=events[0].chain, sequence__gt=7).delete()


@pytest.mark.parametrize("tamper", [edit, take_out, swap, put_in, cut_off])
def test_what_is_done_behind_the_guards_is_found(
    events: list[AuditEvent], tamper: Callable[[list[AuditEvent]], None]
) -> None:
    without_guards()

    tamper(events)

    assert verify().faults
    assert {fault.chain for fault in verify().faults} == {events[0].chain}


def rewrite(chain: int, last: int) -> None:
    """The whole chain written anew up to `last`, digests and head included: in itself it is whole."""
    AuditEvent.objects.filter(chain=chain, sequence__gt=last).delete()
    digest = ""
    for event in AuditEvent.objects.filter(chain=chain).order_by("sequence"):
        event.detail = {"number": 99}
        event.previous = digest
        event.digest = digest = digest_of(event)
        event.save()
    AuditHead.objects.filter(chain=chain).update(sequence=last, digest=digest)


@pytest.mark.parametrize("last", [10, 6])
def test_a_rewritten_chain_is_found_from_the_heads_noted_outside(events: list[AuditEvent], last: int) -> None:
    noted = heads_now()
    without_guards()

    rewrite(events[0].chain, last)

    assert verify().faults == (), "a rewritten chain is whole in itself: that is why heads are noted"
    assert verify(noted).faults


def test_an_older_copy_put_back_is_found_from_the_heads_noted_outside(events: list[AuditEvent]) -> None:
    noted = heads_now()
    without_guards()

    chain = events[0].chain
    AuditEvent.objects.filter(chain=chain, sequence__gt=6).delete()
    AuditHead.objects.filter(chain=chain).update(sequence=6, digest=events[5].digest)

    assert verify().faults == ()
    assert [(fault.chain, fault.sequence) for fault in verify(noted).faults] == [(chain, 6)]


def test_heads_are_noted_once_and_only_added(events, tmp_path) -> None:
    file = tmp_path / "heads.jsonl"

    first = note_heads(file)
    again = note_heads(file)

    assert len(first) == 2
    assert again == []
    assert noted_heads(file) == first


def test_a_line_cut_short_by_a_crash_is_passed_over(events, tmp_path) -> None:
    file = tmp_path / "heads.jsonl"
    whole = note_heads(file)
    with file.open("a") as stream:
        stream.write(json.dumps({"chain": 1})[:5])

    assert noted_heads(file) == whole


def test_outside_a_transaction_nothing_is_recorded(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frankpledge.web.audit.record.connection", SimpleNamespace(in_atomic_block=False))

    with pytest.raises(NotInTransaction):
        record("test.done", subject=cast.people["ana"], by=cast.viewer("ana"))

    assert not AuditEvent.objects.exists()


def test_a_line_cut_short_by_a_crash_does_not_spoil_the_next(events: list[AuditEvent], tmp_path) -> None:
    file = tmp_path / "heads.jsonl"
    note_heads(file)
    whole = file.read_text()
    file.write_text(whole[:-20])

    note_heads(file)

    assert [(head.chain, head.sequence) for head in noted_heads(file)] == [(h.chain, h.sequence) for h in heads_now()]
