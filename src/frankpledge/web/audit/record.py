"""Adding to the record. Every change calls `record` in the transaction of the change itself."""

import json
from datetime import UTC
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.utils import timezone

from frankpledge.web.audit.models import INSTALLATION, AuditEvent, AuditHead

if TYPE_CHECKING:
    from frankpledge.web.accounts.models import Partnership, Person
    from frankpledge.web.accounts.viewer import Viewer


class NotInTransaction(RuntimeError):
    """`record` was called outside a transaction: the change could be kept and its record lost."""


def record(
    kind: str,
    *,
    subject: models.Model,
    by: "Viewer | None" = None,
    person: "Person | None" = None,
    partnership: "Partnership | None" = None,
    reason: str = "",
    **detail: Any,
) -> AuditEvent:
    """
    Add an event to the partnership's chain, or to the installation's where there is none.

    `by` is who did it, in their roles; `person` stands in where somebody acts outside a partnership, as when
    signing in. `detail` takes codes, counts and dates: what JSON can hold, and nothing personal.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{kind} was to be recorded outside the transaction that it belongs to")
    partnership = partnership or (by.partnership if by else None)
    chain = partnership.pk if partnership else INSTALLATION
    AuditHead.objects.get_or_create(chain=chain)
    head = AuditHead.objects.select_for_update().get(chain=chain)
    actor = by.person if by else person
    event = AuditEvent(
        chain=chain,
        sequence=head.sequence + 1,
        at=timezone.now(),
        person=actor,
        roles=", ".join(sorted({role.code for role in by.roles})) if by else "",
        agencies=", ".join(sorted(agency.name for agency in by.agencies))[:400] if by else "",
        kind=kind,
        subject=subject._meta.label_lower,
        subject_id=str(subject.pk),
        reason=reason,
        detail=detail,
        previous=head.digest,
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
    head.sequence, head.digest = event.sequence, event.digest
    head.save()
    return event


def digest_of(event: AuditEvent) -> str:
    """SHA-256 of the event and of the digest before it, as 64 hexadecimal digits."""
    said = [
        event.chain,
        event.sequence,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.person_id,
        event.roles,
        event.agencies,
        event.kind,
        event.subject,
        event.subject_id,
        event.reason,
        event.detail,
        event.previous,
    ]
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
