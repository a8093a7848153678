"""Changes to a living assessment: each checked, made and recorded in one transaction."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from frankpledge.archive.areas import Area
from frankpledge.month import Month
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments.events import Event
from frankpledge.web.assessments.models import Assessment, Edition, Found, Passage, PassageVersion
from frankpledge.web.audit.record import record
from frankpledge.web.jobs import job

WRITE, SIGN, RELEASE = Permission.WRITE_ASSESSMENT, Permission.SIGN_ASSESSMENT, Permission.RELEASE


@dataclass(frozen=True)
class Saved:
    """What became of a passage: `taken`, or kept beside the other's words, which came first."""

    passage: Passage
    version: PassageVersion
    taken: bool


@transaction.atomic
def begin(
    *, title: str, area: Area, last: Month, months: int, by: Viewer, follows: Assessment | None = None
) -> Assessment:
    """Begin an assessment; its findings are computed in the background and arrive when they are ready."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    begun = Assessment(
        partnership=by.partnership,
        title=title,
        area_code=area.code,
        area_name=area.name,
        last_month=str(last),
        months=months,
        begun_by=by.person,
        follows=follows,
    )
    begun.full_clean()
    begun.save()
    record(Event.BEGUN, subject=begun, by=by, area=area.code, last_month=str(last), months=months)
    return begun


def compute(*, assessment: Assessment, by: Viewer) -> job.Job:
    """
    Work its findings out, now or again after new data: figures move, words stay.

    Work that is under way already goes on, and is given back.
    """
    permissions.require(permissions.reason_not_to(by, WRITE))
    under_way = job.find(settings.ARCHIVE, assessment.job) if assessment.job else None
    if under_way and not under_way.ended:
        return under_way
    asked = {"assessment": assessment.pk, "partnership": assessment.partnership_id}
    started = job.create(settings.ARCHIVE, "living", f"Figures of {assessment.title}", asked)
    Assessment.objects.filter(pk=assessment.pk).update(job=started.id)
    job.start(settings.ARCHIVE, started)
    return started


@transaction.atomic
def put_findings(
    *, assessment: Assessment, findings: list[tuple[dict[str, Any], str]], versions: dict[str, int], now: datetime
) -> int:
    """
    Take in findings as computed: each its data, as findings.json has it, and its printed HTML; returns how many moved.

    What was left out stays out, and the analyst's order stays. A finding that was not there before comes last.
    """
    held = {found.key: found for found in Found.objects.select_for_update().filter(assessment=assessment)}
    last = max((found.position for found in held.values()), default=0)
    moved = 0
    for data, html in findings:
        key, digest = data["id"], digest_of(data)
        found = held.pop(key, None)
        if found is None:
            last += 1
            found = Found(partnership=assessment.partnership, assessment=assessment, key=key, position=last)
        elif found.digest != digest:
            found.before, found.moved_at = found.data, now
            moved += 1
        found.kind, found.strength, found.gone = data["kind"], data["strength"], False
        found.data, found.html, found.digest = data, html, digest
        found.save()
    for found in held.values():
        found.gone = True
        found.save(update_fields=["gone"])
    assessment.computed_at, assessment.versions = now, versions
    assessment.save(update_fields=["computed_at", "versions"])
    record(Event.COMPUTED, subject=assessment, partnership=assessment.partnership, findings=len(findings), moved=moved)
    return moved


@transaction.atomic
def write(*, assessment: Assessment, about: str, text: str, based_on: int, by: Viewer) -> Saved:
    """
    Write a passage. `based_on` is the number of the version that the writer had before them.

    Where somebody else has saved meanwhile, their words stay and these are kept beside them: nothing is lost.
    """
    permissions.require(permissions.reason_not_to(by, WRITE))
    found = Found.objects.filter(assessment=assessment, key=about).first()
    if about and found is None:
        raise ValidationError("There is no such finding in this assessment.")
    passage, _ = Passage.objects.get_or_create(
        assessment=assessment, about=about, defaults={"partnership": assessment.partnership}
    )
    passage = Passage.objects.select_for_update().get(pk=passage.pk)
    taken = passage.number == based_on or passage.text == text
    now = timezone.now()
    version = PassageVersion(
        partnership=assessment.partnership, passage=passage, based_on=based_on, text=text, by=by.person, at=now
    )
    if taken:
        passage.number += 1
        version.number = passage.number
        passage.text, passage.by, passage.at, passage.read = text, by.person, now, found.digest if found else ""
        passage.save()
    version.save()
    record(Event.WRITTEN, subject=passage, by=by, number=version.number, taken=taken)
    return Saved(passage, version, taken)


@transaction.atomic
def read_again(*, passage: Passage, by: Viewer) -> Passage:
    """The words still hold although the figures moved."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    passage.read = Found.objects.get(assessment=passage.assessment, key=passage.about).digest
    passage.save(update_fields=["read"])
    record(Event.READ_AGAIN, subject=passage, by=by)
    return passage


@transaction.atomic
def leave_out(*, found: Found, reason: str, by: Viewer) -> Found:
    """Leave a finding out, with the reason."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    found.included, found.reason = False, reason.strip()
    found.full_clean()
    found.save(update_fields=["included", "reason"])
    record(Event.LEFT_OUT, subject=found, by=by, reason=found.reason, key=found.key)
    return found


@transaction.atomic
def take_in(*, found: Found, by: Viewer) -> Found:
    """Take a finding back in."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    found.included, found.reason = True, ""
    found.save(update_fields=["included", "reason"])
    record(Event.TAKEN_IN, subject=found, by=by, key=found.key)
    return found


@transaction.atomic
def move(*, found: Found, up: bool, by: Viewer) -> None:
    """Change places with the neighbour of the same kind; at the end nothing happens."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    alike = Found.objects.select_for_update().filter(assessment=found.assessment, kind=found.kind)
    beyond = alike.filter(position__lt=found.position) if up else alike.filter(position__gt=found.position)
    other = beyond.order_by("-position" if up else "position").first()
    if other is None:
        return
    found.position, other.position = other.position, found.position
    found.save(update_fields=["position"])
    other.save(update_fields=["position"])
    record(Event.MOVED, subject=found, by=by, key=found.key, up=up)


def reason_not_to_sign(viewer: Viewer, assessment: Assessment) -> str:
    """Why `viewer` may not sign this assessment now, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, SIGN)
    if reason:
        return reason
    if assessment.computed_at is None:
        return "Its figures are not worked out yet."
    stale = stale_passages(assessment)
    if stale:
        number = len(stale)
        return (
            f"{number} passage{'s' if number > 1 else ''} {'were' if number > 1 else 'was'} written before the figures "
            "moved. Somebody who writes the assessment has to read them again first."
        )
    return ""


def stale_passages(assessment: Assessment) -> list[Passage]:
    """Passages whose finding says something else than when they were written or last read."""
    digests = dict(Found.objects.filter(assessment=assessment).values_list("key", "digest"))
    written = Passage.objects.filter(assessment=assessment).exclude(about="").exclude(text="")
    return [passage for passage in written if digests.get(passage.about) != passage.read]


@transaction.atomic
def sign(*, assessment: Assessment, by: Viewer) -> Edition:
    """Freeze the assessment as it is now: words, figures, and the versions of the data, under one fingerprint."""
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    permissions.require(reason_not_to_sign(by, assessment))
    content = content_of(assessment)
    number = Edition.objects.filter(assessment=assessment).count() + 1
    role = next(role for role in by.roles if SIGN in role.permissions)
    edition = Edition(
        partnership=by.partnership,
        assessment=assessment,
        number=number,
        content=content,
        html=render_to_string("assessments/edition_body.html", {"content": content, "printed": _printed(assessment)}),
        digest=sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
        signed_by=by.person,
        signed_as=role.name,
        signed_at=timezone.now(),
    )
    edition.save()
    record(Event.SIGNED, subject=edition, by=by, digest=edition.digest)
    return edition


def content_of(assessment: Assessment) -> dict[str, Any]:
    """What an edition holds: the passages and the findings that are in, in order, with the data they rest on."""
    words = {passage.about: passage.text for passage in Passage.objects.filter(assessment=assessment)}
    findings = Found.objects.filter(assessment=assessment, included=True, gone=False)
    return {
        "title": assessment.title,
        "area": {"code": assessment.area_code, "name": assessment.area_name},
        "period": {"from": str(assessment.first), "to": str(assessment.last)},
        "versions": assessment.versions,
        "opening": words.get("", ""),
        "findings": [{**found.data, "words": words.get(found.key, "")} for found in findings],
    }


def _printed(assessment: Assessment) -> dict[str, str]:
    return dict(Found.objects.filter(assessment=assessment).values_list("key", "html"))


def differences(edition: Edition) -> list[dict[str, Any]]:
    """What the edition says that the newest figures do not: each figure `then` and `now`."""
    now = dict(Found.objects.filter(assessment=edition.assessment, gone=False).values_list("key", "data"))
    differing = []
    for signed in edition.content["findings"]:
        today = now.get(signed["id"])
        values = {figure["name"]: figure["value"] for figure in today["figures"]} if today else {}
        for figure in signed["figures"]:
            if values.get(figure["name"]) != figure["value"]:
                differing.append(
                    {
                        "title": signed["title"],
                        "name": figure["name"].replace("_", " "),
                        "then": figure["value"],
                        "now": values.get(figure["name"]),
                    }
                )
    return differing


@transaction.atomic
def ask_for_release(*, edition: Edition, public_from: datetime, by: Viewer) -> Edition:
    """The first of two people; nothing is public yet."""
    permissions.require(permissions.reason_not_to(by, RELEASE))
    if edition.released_at:
        raise ValidationError("This edition is released already.")
    edition.release_asked_by, edition.public_from = by.person, public_from
    edition.save(update_fields=["release_asked_by", "public_from"])
    record(Event.RELEASE_ASKED, subject=edition, by=by, public_from=public_from.isoformat())
    return edition


def reason_not_to_release(viewer: Viewer, edition: Edition) -> str:
    """Why `viewer` may not release this edition, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, RELEASE)
    if reason:
        return reason
    if edition.released_at:
        return "This edition is released already."
    if edition.release_asked_by_id is None:
        return "Somebody has to ask for the release first."
    if edition.release_asked_by_id == viewer.person.pk:
        return "You asked for this release. A second person has to agree."
    return ""


@transaction.atomic
def release(*, edition: Edition, by: Viewer) -> Edition:
    """The second of two people: public from the moment that the first one named."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    permissions.require(reason_not_to_release(by, edition))
    edition.released_by, edition.released_at = by.person, timezone.now()
    edition.full_clean()
    edition.save(update_fields=["released_by", "released_at"])
    record(Event.RELEASED, subject=edition, by=by)
    return edition


@transaction.atomic
def undo_release(*, edition: Edition, by: Viewer) -> Edition:
    """Take a release back within ten minutes; both people have to agree anew."""
    permissions.require(permissions.reason_not_to(by, RELEASE))
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not edition.can_be_undone(timezone.now()):
        raise ValidationError("A release can be taken back for ten minutes. After that, publish a new edition.")
    edition.released_by = edition.released_at = edition.release_asked_by = edition.public_from = None
    edition.save(update_fields=["released_by", "released_at", "release_asked_by", "public_from"])
    record(Event.RELEASE_UNDONE, subject=edition, by=by)
    return edition


def digest_of(data: dict[str, Any]) -> str:
    """The fingerprint of what a finding says: its statement and figures, whatever else changed about it."""
    said = [data["statement"], data["figures"]]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def partnership_of(pk: int) -> Partnership:
    """For work in the background, which has no viewer."""
    return Partnership.objects.get(pk=pk)
