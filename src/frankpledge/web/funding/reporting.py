"""Monitoring returns: set, written, sent and skipped; each checked, made and recorded in one transaction."""

from datetime import date, timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.documents import html, pdf, word
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.funding import contents
from frankpledge.web.funding.events import Event
from frankpledge.web.funding.models import Grant, Return
from frankpledge.web.funding.permissions import reason_not_to_change, reason_not_to_report

MOST = 60  # returns of one grant: every month for five years


class ChangedMeanwhile(ValidationError):
    """Somebody else wrote in the return after the page was opened; nothing was saved."""


def periods(first: date, last: date, every_months: int) -> list[tuple[date, date]]:
    """
    The runs of so many months from the first day to the last, the last one cut short.

    >>> [f"{a} {b}" for a, b in periods(date(2026, 4, 1), date(2026, 11, 30), 6)]
    ['2026-04-01 2026-09-30', '2026-10-01 2026-11-30']
    >>> [f"{a} {b}" for a, b in periods(date(2026, 1, 31), date(2026, 3, 30), 1)]
    ['2026-01-31 2026-02-27', '2026-02-28 2026-03-30']
    """
    found: list[tuple[date, date]] = []
    begin = first
    while begin <= last and len(found) < MOST:
        after = _months_on(first, every_months * (len(found) + 1))
        found.append((begin, min(after - timedelta(days=1), last)))
        begin = after
    return found


@transaction.atomic
def set_returns(*, grant: Grant, every_months: int, days_to_report: int, by: Viewer) -> list[Return]:
    """
    A draft for each run of so many months of the grant's term. Drafts that nobody wrote in make room for them;
    returns that were written, sent or skipped stay, and the new ones begin after them.
    """
    permissions.require(reason_not_to_change(by, grant))
    if not grant.first_day or not grant.last_day:
        raise ValidationError("Say from when until when the grant runs first.")
    grant.returns.filter(state=Return.State.DRAFT, words="").delete()
    kept = max(grant.returns.values_list("last_day", flat=True), default=None)
    begin = kept + timedelta(days=1) if kept else grant.first_day
    made = []
    for first, last in periods(begin, grant.last_day, every_months):
        report = Return(
            partnership=by.partnership,
            grant=grant,
            first_day=first,
            last_day=last,
            due_on=last + timedelta(days=days_to_report),
        )
        report.full_clean()
        report.save()
        made.append(report)
    record(Event.RETURNS_SET, subject=grant, by=by, every_months=every_months, returns=len(made))
    return made


@transaction.atomic
def write(*, report: Return, words: str, version: int, by: Viewer) -> Return:
    """New words; `version` is the one that the page showed. Raises ChangedMeanwhile if another came."""
    held: Return = Return.objects.select_for_update().get(pk=report.pk)
    permissions.require(reason_not_to_report(by, held))
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody wrote in this return while your page was open. Yours is below; theirs is saved."
        )
    held.words, held.version = words.strip(), version + 1
    held.save(update_fields=["words", "version"])
    record(Event.RETURN_WRITTEN, subject=held, by=by)
    return held


@transaction.atomic
def send(*, report: Return, by: Viewer, today: date) -> Return:
    """It goes to the funder as it is now: the page, the PDF and the Word file are kept. Nothing is sent from here."""
    held: Return = Return.objects.select_for_update().get(pk=report.pk)
    permissions.require(reason_not_to_report(by, held))
    if today < held.first_day:
        raise ValidationError("These months have not begun.")
    held.state, held.sent_on, held.sent_by = Return.State.SENT, today, by.person
    printed = contents.document(contents.gather(by, held, today))
    held.html, held.pdf, held.word = html.body(printed), pdf.render(printed), word.render(printed)
    held.digest = sha256(held.html.encode()).hexdigest()
    held.save()
    record(Event.RETURN_SENT, subject=held, by=by, digest=held.digest)
    return held


@transaction.atomic
def skip(*, report: Return, because: str, by: Viewer) -> Return:
    """The funder needs none for these months, for a reason."""
    held: Return = Return.objects.select_for_update().get(pk=report.pk)
    permissions.require(reason_not_to_report(by, held))
    held.state, held.skipped_because = Return.State.SKIPPED, because.strip()
    held.full_clean(exclude=["pdf", "word"])
    held.save()
    record(Event.RETURN_SKIPPED, subject=held, by=by, reason=because)
    return held


def _months_on(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has none of that number."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))
