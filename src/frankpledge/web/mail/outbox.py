"""Writing an e-mail down, in the transaction of the change that it tells of."""

from datetime import datetime

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.audit.record import NotInTransaction
from frankpledge.web.mail.kinds import kind_of
from frankpledge.web.mail.models import Message


def put(
    code: str,
    *,
    to: str,
    about: models.Model,
    partnership: Partnership,
    once: str | None = None,
    due_at: datetime | None = None,
) -> Message | None:
    """
    Have an e-mail sent once this transaction is kept: now, or when it is due.

    `once` names what is to be said a single time in the partnership, however often it is put. None where nothing is
    to be sent: said already, no mail server, or a partnership of invented people, who have no post.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{code} was to be written down outside the transaction that it belongs to")
    if partnership.demonstration or not (settings.MAIL_SERVER or kind_of(code).in_a_file_at_least):
        return None
    if once and Message.objects.filter(partnership=partnership, once=once).exists():
        return None
    message = Message(partnership=partnership, kind=code, recipient=to, about=about.pk, once=once)
    message.due_at = due_at or message.due_at
    message.full_clean()
    message.save()
    if message.due_at <= timezone.now():
        ring(partnership)
    return message


def withdraw(code: str, *, about: models.Model, partnership: Partnership, reason: str) -> int:
    """Do not send what still waits to tell of this; returns how many e-mails that were."""
    waiting = Message.objects.filter(partnership=partnership, kind=code, about=about.pk, state=Message.State.WAITING)
    withdrawn: int = waiting.update(state=Message.State.WITHDRAWN, ended_at=timezone.now(), reason=reason)
    return withdrawn


def ring(partnership: Partnership) -> None:
    """Ask the worker to look at once; without it the worker looks each minute."""
    from django_q.tasks import async_task

    async_task("frankpledge.web.mail.tasks.deliver", partnership.pk)


def ring_for_nobody() -> None:
    """What ringing costs, where there is nothing to send."""
    from django_q.tasks import async_task

    async_task("frankpledge.web.mail.tasks.deliver_everywhere")
