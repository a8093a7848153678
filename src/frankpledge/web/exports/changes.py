"""Every change to exports: checked, made and recorded in one transaction."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from frankpledge.documents.content import Bullets, Document, Paragraph, Section
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.exports.events import Event
from frankpledge.web.exports.kinds import KINDS, Table
from frankpledge.web.exports.models import Export
from frankpledge.web.exports.sealing import passphrase, seal, table

LASTS = timedelta(hours=24)


def folder() -> Path:
    """Where sealed files lie: in the workspace, readable by the server's own user."""
    return Path(settings.WORKSPACE) / "exports"


def reason_not_to_export(viewer: Viewer, kind: str) -> str:
    """Why `viewer` may not export this, in words for them to read; else ""."""
    return permissions.reason_not_to(viewer, KINDS[kind].permission, reading=True)  # also to hand it to what follows


@transaction.atomic
def make(
    *, kind: str, of: str, columns: Sequence[str], reason: str, by: Viewer, now: datetime | None = None
) -> tuple[Export, str]:
    """
    Seal the chosen columns for the viewer; returns the export and its passphrase, which is kept nowhere.

    Raises NotAllowed, ValidationError, and ObjectDoesNotExist.
    """
    permissions.require(reason_not_to_export(by, kind))
    now = now or timezone.now()
    chosen = KINDS[kind].table(by, of).only(columns)
    if not chosen.columns:
        raise ValidationError("Choose at least one column.")
    if not reason.strip():
        raise ValidationError("Say what it is for.")
    secret = passphrase()
    names = [column.name for column in chosen.columns]
    sealed = seal(f"{kind}.csv", table(names, chosen.rows), _about(chosen, by, reason, now), secret)
    export = Export(
        partnership=by.partnership,
        kind=kind,
        of=of,
        title=chosen.title,
        columns=names,
        row_count=len(chosen.rows),
        reason=reason.strip(),
        digest=sha256(sealed).hexdigest(),
        by=by.person,
        at=now,
        expires_at=now + LASTS,
    )
    export.full_clean()
    export.save()
    _put(export, sealed)
    record(
        Event.MADE, subject=export, by=by, reason=export.reason, export_kind=kind, of=of, columns=names,
        rows=export.row_count, digest=export.digest,
    )  # fmt: skip
    return export, secret


def _about(chosen: Table, by: Viewer, reason: str, now: datetime) -> Document:
    day = f"{now.day} {now:%B %Y}"
    return Document(
        title=chosen.title,
        kicker=f"{by.partnership}: OFFICIAL",
        facts=(
            ("Taken by", by.person.name),
            ("On", day),
            ("For", reason.strip()),
            ("Rows", f"{len(chosen.rows):,}"),
        ),
        opening=(
            Paragraph("The table is attached to this file as a CSV file.", "lead"),
            Paragraph("It holds restricted or personal data. Delete it when it has served its purpose, and pass it on to nobody for whom it was not taken."),
        ),
        sections=(
            Section(
                "columns",
                "Columns",
                (Bullets(tuple(f"{c.name} ({c.why})" if c.why else c.name for c in chosen.columns)),),
            ),
        ),
        licences=(),
    )  # fmt: skip


def _put(export: Export, sealed: bytes) -> None:
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder() / export.file_name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(sealed)


@transaction.atomic
def take(*, export: Export, by: Viewer, now: datetime | None = None) -> Path:
    """The sealed file, for whoever had it made, while they may still see what is in it; each time is recorded."""
    permissions.require(reason_not_to_take(by, export, now or timezone.now()))
    export.taken += 1
    export.save(update_fields=["taken"])
    record(Event.TAKEN, subject=export, by=by, times=export.taken)
    return folder() / export.file_name


def reason_not_to_take(viewer: Viewer, export: Export, now: datetime) -> str:
    """Why `viewer` may not fetch this file now, in words for them to read; else ""."""
    if export.by_id != viewer.person.pk:
        return "Only the person who made an export fetches it."
    if reason := reason_not_to_export(viewer, export.kind):
        return reason
    if not export.can_be_fetched(now):
        return "This export has expired. Its file is deleted; make another if it is still needed."
    return ""


def reason_not_to_destroy(viewer: Viewer, export: Export) -> str:
    """Why `viewer` may not delete this file, in words for them to read; else ""."""
    if export.destroyed_at:
        return "Its file is deleted already."
    if export.by_id != viewer.person.pk and not viewer.may(Permission.MANAGE_PEOPLE):
        return "The person who made an export deletes its file, or whoever manages people here."
    return ""


@transaction.atomic
def destroy(*, export: Export, by: Viewer | None, now: datetime) -> Export:
    """Delete the sealed file, before its time or after. What left is still on record."""
    held = Export.objects.select_for_update().get(pk=export.pk)
    if by is not None:
        permissions.require(reason_not_to_destroy(by, held))
    elif held.destroyed_at:
        return held
    export.destroyed_at = now
    export.save(update_fields=["destroyed_at"])
    record(Event.DESTROYED, subject=export, by=by, partnership=export.partnership)
    (folder() / export.file_name).unlink(missing_ok=True)
    return export


def sweep(partnership: Partnership, now: datetime) -> int:
    """Destroy what has expired; returns how many files went."""
    with scope(partnership=partnership):
        old = list(Export.objects.filter(destroyed_at=None, expires_at__lte=now))
        for export in old:
            destroy(export=export, by=None, now=now)
    return len(old)


def sweep_everywhere() -> int:
    """The same in every partnership: what the worker does once an hour."""
    now = timezone.now()
    with scopes_disabled():
        waiting = Export.objects.filter(destroyed_at=None, expires_at__lte=now).values("partnership")
        partnerships = list(Partnership.objects.filter(pk__in=waiting))
    return sum(sweep(partnership, now) for partnership in partnerships)
