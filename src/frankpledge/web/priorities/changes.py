"""Every change to a priority: checked, made and recorded in one transaction."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.priorities.events import Event
from frankpledge.web.priorities.models import Priority


@transaction.atomic
def add(
    *, title: str, by: Viewer, today: date, why: str = "", public_sentence: str = "", strategies: Iterable[str] = ()
) -> Priority:
    """A new priority, from today."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    priority = Priority(
        partnership=by.partnership,
        title=title.strip(),
        why=why,
        public_sentence=public_sentence,
        strategies=sorted(strategies),
        from_on=today,
    )
    priority.full_clean()
    priority.save()
    record(Event.ADDED, subject=priority, by=by)
    return priority


@transaction.atomic
def change(
    *, priority: Priority, title: str, why: str, public_sentence: str, strategies: Iterable[str], by: Viewer
) -> Priority:
    """New words for a priority."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    priority.title, priority.why, priority.public_sentence = title.strip(), why, public_sentence
    priority.strategies = sorted(strategies)
    priority.full_clean()
    priority.save()
    record(Event.CHANGED, subject=priority, by=by)
    return priority


@transaction.atomic
def end(*, priority: Priority, because: str, by: Viewer, today: date) -> Priority:
    """The partnership no longer works on it, for a reason; plans that carried it keep it."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    priority.until_on, priority.ended_because = today, because.strip()
    priority.full_clean()
    priority.save()
    record(Event.ENDED, subject=priority, by=by, reason=because)
    return priority
