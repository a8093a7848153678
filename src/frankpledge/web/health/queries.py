"""How the installation is."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min, Q
from django_q.models import Failure, Schedule
from django_scopes import scopes_disabled

from frankpledge.web.health.models import Check
from frankpledge.web.mail.models import Message

Name, State = Check.Name, Message.State
NOT_YET = "not done yet: the worker does it within a day of the first start"
SILENT = timedelta(minutes=3)  # the worker says each minute that it is there,
BUSY = timedelta(minutes=12)  # but not while it does one thing, which may take ten
MAIL_LATE = timedelta(minutes=30)
LEAST_FREE = 1 << 30  # bytes; a load of a force's three years takes a tenth of that
# How old the last time of a thing may be before somebody should look.
OLDEST = {
    Name.HEADS: timedelta(hours=3),
    Name.AUDIT: timedelta(days=2),
    Name.BACKUP: timedelta(days=8),
    Name.REMINDERS: timedelta(days=2),
    Name.RETENTION: timedelta(days=2),
}


@dataclass(frozen=True)
class Line:
    """One thing: `well`, to `look` at when there is time, or `ill`, which makes the whole installation not ok."""

    name: str
    how: Literal["well", "look", "ill"]
    words: str


def lines(now: datetime) -> list[Line]:
    """Everything that is looked at; where the database does not answer, that and the disk."""
    disk = [_disk()]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks = {check.name: check for check in Check.objects.all()}
        return [
            Line("Database", "well", f"{connection.display_name} answers"),
            _worker(checks.get(Name.WORKER), now),
            _scheduled(now),
            *_mail(now),
            *disk,
            *_checked(checks, now),
        ]
    except DatabaseError as fault:
        return [Line("Database", "ill", f"It does not answer: {type(fault).__name__}"), *disk]


def is_ok(found: list[Line]) -> bool:
    return all(line.how != "ill" for line in found)


def _worker(check: Check | None, now: datetime) -> Line:
    if check is None:
        return Line("Worker", "ill", "It has never run: nothing is sent, and nothing is done on a schedule")
    alive = now - check.at < (BUSY if check.words else SILENT)
    seen = f"last seen {ago(now - check.at)}" + (f", at work on {check.words}" if check.words else "")
    return Line("Worker", "well" if alive else "ill", seen)


def _scheduled(now: datetime) -> Line:
    """What went wrong the last time that it was done. Why is in the log alone: a fault's words may name people."""
    names = dict(Schedule.objects.exclude(task=None).values_list("task", "name"))
    failed = Failure.objects.filter(pk__in=names).values_list("pk", "stopped")
    words = [f"{names[task]} failed {ago(now - stopped)}" for task, stopped in failed]
    if not words:
        return Line("Work on a schedule", "well", "Nothing failed the last time that it was done")
    return Line("Work on a schedule", "look", f"{', '.join(words)}: why is in the worker’s log")


def _mail(now: datetime) -> Iterator[Line]:
    """Numbers only, of all partnerships together; whose e-mails they are is on each partnership's own page."""
    with scopes_disabled():
        found = Message.objects.aggregate(
            waiting=Count("pk", filter=Q(state=State.WAITING)),
            in_vain=Count("pk", filter=Q(state=State.WAITING, tries__gt=0)),
            oldest=Min("due_at", filter=Q(state=State.WAITING)),
            uncertain=Count("pk", filter=Q(state=State.UNCERTAIN)),
            failed=Count("pk", filter=Q(state=State.FAILED)),
        )
    late = found["oldest"] is not None and now - found["oldest"] > MAIL_LATE
    words = f"{found['waiting']} waiting"
    words += f", the longest due {ago(now - found['oldest'])}" if late else ""
    words += f", {found['in_vain']} tried in vain" if found["in_vain"] else ""
    words += "" if settings.MAIL_SERVER else "; no mail server is set"
    yield Line("E-mails to send", "ill" if late else "look" if found["in_vain"] else "well", words)
    yield Line("E-mails uncertain", "look" if found["uncertain"] else "well", str(found["uncertain"]))
    yield Line("E-mails not sent", "look" if found["failed"] else "well", str(found["failed"]))


def _disk() -> Line:
    folder = settings.ARCHIVE if settings.ARCHIVE.exists() else settings.ARCHIVE.anchor
    usage = shutil.disk_usage(folder)
    words = f"{usage.free / (1 << 30):,.1f} GB left of {usage.total / (1 << 30):,.0f} GB"
    return Line("Disk of the archive", "ill" if usage.free < LEAST_FREE else "well", words)


def _checked(checks: dict[str, Check], now: datetime) -> Iterator[Line]:
    for name, oldest in OLDEST.items():
        check = checks.get(name)
        if check is None:
            words = "never done: frankpledge backup, from a timer of yours" if name == Name.BACKUP else NOT_YET
            yield Line(str(name.label), "look", words)
        else:
            how: Literal["well", "look", "ill"] = "well" if now - check.at < oldest else "look"
            words = f"{check.words}, {ago(now - check.at)}" if check.words else ago(now - check.at)
            yield Line(str(name.label), how if check.well else "ill", words)


def ago(since: timedelta) -> str:
    """
    >>> ago(timedelta(minutes=90))
    '1 hour ago'
    """
    seconds = max(0, int(since.total_seconds()))
    for length, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= length:
            number = seconds // length
            return f"{number} {unit}{'s' if number > 1 else ''} ago"
    return "just now"
