"""Every change to what is recorded of duties: checked, made and recorded in one transaction."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.duties.events import Event
from frankpledge.web.duties.models import DutyRecord


@transaction.atomic
def write_down(*, duty: str, met_on: date, minute: str, link: str, by: Viewer, today: date) -> DutyRecord:
    """Write down that a duty was met, with the minute or the address that shows it."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    if met_on > today:
        raise ValidationError({"met_on": "This day is still to come."})
    held = DutyRecord(
        partnership=by.partnership, duty=duty, met_on=met_on, minute=minute.strip(), link=link, by=by.person
    )
    held.full_clean()
    held.save()
    record(Event.RECORDED, subject=held, by=by, duty=duty, met_on=met_on.isoformat())
    return held


@transaction.atomic
def withdraw(*, held: DutyRecord, because: str, by: Viewer) -> None:
    """Take back what was written down: it stays in the record, and counts no longer."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    held.withdrawn_because = because.strip()
    held.full_clean()
    held.save(update_fields=["withdrawn_because"])
    record(Event.WITHDRAWN, subject=held, by=by, reason=because.strip(), duty=held.duty)
