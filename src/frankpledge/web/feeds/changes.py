"""What is done with feeds through the browser: checked, done by the archive's own functions, and recorded."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from frankpledge.archive import feeds as remembered
from frankpledge.archive import feeds_log, feeds_retention
from frankpledge.archive.archive import Archive
from frankpledge.archive.feeds_log import Entry
from frankpledge.archive.feeds_retention import PastRetention
from frankpledge.month import Month
from frankpledge.sources.partner_mapping import Feed
from frankpledge.sources.partner_mapping_file import parse
from frankpledge.sources.partner_mapping_text import written
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.evidence import changes as evidence
from frankpledge.web.feeds.events import Event
from frankpledge.web.feeds.owning import owners
from frankpledge.web.jobs import job

LOAD = Permission.LOAD_EVIDENCE


def describe(archive: Path, *, told: Mapping[str, object] | str, by: Viewer, today: date) -> Feed:
    """
    Remember a feed of the viewer's partnership from answers, or from the text of its description. Raises MappingFault
    with all that is wrong, ArchiveBusy while a load writes, and NotAllowed where a feed of that name is another
    partnership's; nothing is remembered then.
    """
    permissions.require(permissions.reason_not_to(by, LOAD))
    text = told if isinstance(told, str) else written(told)
    place, key = Archive(archive), parse(text).key
    before = next((one for one in remembered.feeds(place) if one.key == key), None)
    held = owners(archive)
    if before:
        permissions.require(held.reason_not_ours(by, key))
    with transaction.atomic():
        feed = remembered.add(
            place, text, by=_name(by), on=today, partnership=by.partnership.slug, take=held.one_partnership
        )
        record(
            Event.DESCRIBED, subject=by.partnership, by=by, feed=key, agreement=feed.agreement.reference,
            **_changed(before, feed),
        )  # fmt: skip
    return feed


def _changed(before: Feed | None, now: Feed) -> dict[str, Any]:
    """What the terms were and are, where who may see the data or how long they are kept has changed."""
    if before is None:
        return {}
    then = {"sensitivity": before.sensitivity, "retention_months": before.agreement.retention_months}
    new = {"sensitivity": now.sensitivity, "retention_months": now.agreement.retention_months}
    return {name: [then[name], new[name]] for name in then if then[name] != new[name]}


def load_extract(archive: Path, *, feed: Feed, file: "UploadedFile[Any]", by: Viewer) -> job.Job:
    """Start loading a file of this feed; the load refuses it, in words, where the agreement or the file is not right."""
    permissions.require(reason_not_to_deal(archive, by, feed.key))
    with transaction.atomic():
        record(Event.SENT_IN, subject=by.partnership, by=by, feed=feed.key, bytes=file.size)
    return evidence.load(archive, files=[file], edition="", by=by)


def request(
    archive: Path,
    *,
    feed: str,
    who: str,
    agency: str,
    purpose: str,
    wanted: str,
    first: Month,
    last: Month,
    decision: str,
    by: Viewer,
    today: date,
) -> Entry:
    """Log that somebody asked for a feed's data; raises UnknownFeed, ValueError, IdentifierInLog."""
    permissions.require(permissions.reason_not_to(by, LOAD))
    place = Archive(archive)
    key = remembered.feed_named(place, feed).key
    permissions.require(reason_not_to_deal(archive, by, key))
    with transaction.atomic():
        entry = feeds_log.request(
            place, by=who, agency=agency, purpose=purpose, feed=key, wanted=wanted, months=first.to(last),
            decision=decision, on=today,
        )  # fmt: skip
        record(Event.REQUESTED, subject=by.partnership, by=by, feed=key, number=entry.number)
    return entry


def purge(archive: Path, *, by: Viewer, today: date) -> list[PastRetention]:
    """Remove what is past its retention of the viewer's partnership's feeds, for good; raises ArchiveBusy."""
    permissions.require(permissions.reason_not_to(by, LOAD))
    held = owners(archive)
    with transaction.atomic():
        gone = feeds_retention.purge(Archive(archive), by=_name(by), on=today, which=lambda feed: held.has(by, feed))
        for one in gone:
            record(Event.PURGED, subject=by.partnership, by=by, feed=one.feed, months=list(one.months), rows=one.rows)
    return gone


def reason_not_to_deal(archive: Path, viewer: Viewer, feed: str) -> str:
    """Why `viewer` may not load, change or log requests for this feed, in words for them to read; else ""."""
    return permissions.reason_not_to(viewer, LOAD) or owners(archive).reason_not_ours(viewer, feed)


def _name(by: Viewer) -> str:
    """How the feeds' own log, which stands outside the database, names who did it."""
    return f"{by.person.name}, {by.partnership.name}"
