"""Commissioned services and pilots: bought, reported on, and decided on; each recorded in the same transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.funding.events import Event
from frankpledge.web.funding.models import Service, ServiceResult
from frankpledge.web.funding.permissions import reason_not_to_write


@transaction.atomic
def add(*, by: Viewer, **facts: Any) -> Service:
    """A service or a pilot, whose fields are `facts`."""
    permissions.require(reason_not_to_write(by))
    service = Service(partnership=by.partnership, **facts)
    service.full_clean()
    service.save()
    record(Event.SERVICE_ADDED, subject=service, by=by, pence=service.pence)
    return service


@transaction.atomic
def report(
    *,
    service: Service,
    first_day: date,
    last_day: date,
    reached: int,
    succeeded: int | None,
    by: Viewer,
    words: str = "",
) -> ServiceResult:
    """What it reached in some months; said again of the same months, it takes the earlier one's place."""
    permissions.require(reason_not_to_write(by))
    if first_day < service.first_day or last_day > service.last_day:
        raise ValidationError("These months are not within its term.")
    result = ServiceResult(
        partnership=by.partnership,
        service=service,
        first_day=first_day,
        last_day=last_day,
        reached=reached,
        succeeded=succeeded,
        words=words,
        by=by.person,
    )
    result.full_clean()
    result.save()
    record(Event.SERVICE_RESULT, subject=service, by=by, reached=reached)
    return result


@transaction.atomic
def decide(*, service: Service, decision: str, because: str, by: Viewer, today: date) -> Service:
    """Whether it goes on after its term, with the reason."""
    permissions.require(reason_not_to_write(by))
    service.decision, service.decided_on, service.decided_because = decision, today, because.strip()
    service.full_clean()
    service.save()
    record(Event.SERVICE_DECIDED, subject=service, by=by, decision=decision, reason=because)
    return service
