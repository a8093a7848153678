"""Writing an e-mail down, in the transaction of the change that it tells of."""

from datetime import datetime

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.timezone import localdate

from frankpledge.web.accounts.models import Membership, Partnership
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
    to be sent: said already, no mail server, a partnership that has ended, or one of invented people, who have no post. What would have
    gone to one of these is written down to be looked at (`showing.py`).
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{code} was to be written down outside the transaction that it belongs to")
    if not partnership.demonstration and not (settings.MAIL_SERVER or kind_of(code).in_a_file_at_least):
        return None
    if partnership.has_ended(localdate()) and not kind_of(code).after_the_end:
        return None
    if once and Message.objects.filter(partnership=partnership, once=once).exists():
        return None
    message = Message(partnership=partnership, kind=code, recipient=to, about=about.pk, once=once)
    message.due_at = due_at or message.due_at
    if partnership.demonstration:
        _show(message)
        return None
    message.full_clean()
    message.save()
    if message.due_at <= timezone.now():
        ring(partnership)
    return message


def _show(message: Message) -> None:
    """
    Write down for people to look at, and not to send. Only what would go to somebody invented: a visitor's own address
    is nobody else's to see. What lets somebody in, such as a new password, is not shown either.
    """
    here = Membership.objects.filter(partnership=message.partnership, person__email=message.recipient)
    if kind_of(message.kind).in_a_file_at_least or not here.exists():
        return
    message.state, message.ended_at = Message.State.SHOWN, timezone.now()
    message.full_clean()
    message.save()


def withdraw(code: str, *, about: models.Model, partnership: Partnership, reason: str) -> int:
    """Do not send, nor go on showing, what still waits to tell of this; returns how many e-mails that were."""
    unsent = (Message.State.WAITING, Message.State.SHOWN)
    waiting = Message.objects.filter(partnership=partnership, kind=code, about=about.pk, state__in=unsent)
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
