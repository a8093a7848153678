"""Changes to a living assessment: each checked, made and recorded in one transaction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.archive.areas import Area
from frankpledge.month import Month
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import osara, rolling
from frankpledge.web.assessments.events import Event
from frankpledge.web.assessments.models import Assessment, Found, Passage, PassageVersion
from frankpledge.web.assessments.restricted import is_restricted
from frankpledge.web.audit.record import record
from frankpledge.web.jobs import job

WRITE = Permission.WRITE_ASSESSMENT


@dataclass(frozen=True)
class Saved:
    """What became of a passage: `taken`, or kept beside the other's words, which came first."""

    passage: Passage
    version: PassageVersion
    taken: bool


@transaction.atomic
def begin(*, title: str, area: Area, last: Month, months: int, by: Viewer, **facts: Any) -> Assessment:
    """
    Begin an assessment; its findings are computed in the background and arrive when they are ready.

    `facts` may say that it is of another kind, restricted, or to be looked at again.
    """
    permissions.require(permissions.reason_not_to(by, WRITE))
    if facts.get("restricted"):
        permissions.require(permissions.reason_not_to(by, Permission.SEE_RESTRICTED))
    begun = Assessment(
        partnership=by.partnership,
        title=title,
        area_code=area.code,
        area_name=area.name,
        last_month=str(last),
        months=months,
        begun_by=by.person,
        **facts,
    )
    begun.full_clean()
    begun.save()
    if begun.is_profile:
        for part in osara.PARTS:
            Passage.objects.create(partnership=begun.partnership, assessment=begun, about=part.about)
    record(Event.BEGUN, subject=begun, by=by, area=area.code, last_month=str(last), months=months, of=begun.kind)
    return begun


def compute(*, assessment: Assessment, by: Viewer) -> job.Job:
    """
    Work its findings out, now or again after new data: figures move, words stay.

    Work that is under way already goes on, and is given back.
    """
    permissions.require(permissions.reason_not_to(by, WRITE))
    if assessment.is_profile:
        raise ValidationError("A problem profile has no figures of its own: it rests on findings of assessments.")
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
    *,
    assessment: Assessment,
    findings: list[tuple[dict[str, Any], str]],
    versions: dict[str, int],
    now: datetime,
    pictures: Mapping[str, dict[str, Any]] | None = None,
) -> int:
    """
    Take in findings as computed: each its data, as findings.json has it, and its printed HTML; returns how many moved.
    `pictures` are their charts and maps as data (`documents.frozen`), by the finding's name.

    What was left out stays out, and the analyst's order stays. A finding that was not there before comes last. One
    that follows another assessment begins with that one's order and reasons.
    """
    held, earlier, moved = _put(assessment, findings, now, pictures or {})
    for found in held:
        found.gone = True
        found.save(update_fields=["gone"])
    rolling.keep_words_of(assessment, earlier)
    assessment.computed_at, assessment.versions = now, versions
    assessment.save(update_fields=["computed_at", "versions"])
    record(Event.COMPUTED, subject=assessment, partnership=assessment.partnership, findings=len(findings), moved=moved)
    return moved


@transaction.atomic
def put_arriving(
    *, assessment: Assessment, findings: list[tuple[dict[str, Any], str]], pictures: Mapping[str, dict[str, Any]]
) -> None:
    """Take in some findings before all are computed for the first time, so that people can read and write already."""
    _put(assessment, findings, timezone.now(), pictures)


def _put(
    assessment: Assessment,
    findings: list[tuple[dict[str, Any], str]],
    now: datetime,
    pictures: Mapping[str, dict[str, Any]],
) -> tuple[list[Found], list[Found], int]:
    """Returns those held that are not among them, those of the assessment before, likewise, and how many moved."""
    held = {found.key: found for found in Found.objects.select_for_update().filter(assessment=assessment)}
    earlier = {} if assessment.computed_at else rolling.structure(assessment)
    last = max((found.position for found in (*held.values(), *earlier.values())), default=0)
    moved = 0
    for data, html in findings:
        key, digest = data["id"], digest_of(data)
        found, before = held.pop(key, None), earlier.pop(key, None)
        if found is None:
            found = Found(partnership=assessment.partnership, assessment=assessment, key=key)
            if before:
                found.position, found.included, found.reason = before.position, before.included, before.reason
            elif data["kind"] == "summary":
                found.position = 0  # it is worked out last, and read first
            else:
                last += 1
                found.position = last
        elif found.digest != digest:
            found.before, found.moved_at = found.data, now
            moved += 1
        found.kind, found.strength, found.gone = data["kind"], data["strength"], False
        found.data, found.html, found.digest, found.restricted = data, html, digest, is_restricted(data)
        found.pictures = pictures.get(key, {})
        found.save()
    return list(held.values()), list(earlier.values()), moved


@transaction.atomic
def write(*, assessment: Assessment, about: str, text: str, based_on: int, by: Viewer, joined: bool = False) -> Saved:
    """
    Write a passage. `based_on` is the number of the version that the writer had before them. `joined` says that they
    had their own words that were kept beside it before them too, and put the two together.

    Where somebody else has saved meanwhile, their words stay and these are kept beside them: nothing is lost.
    """
    permissions.require(permissions.reason_not_to(by, WRITE))
    found = Found.objects.filter(assessment=assessment, key=about).first()
    if about and found is None and not (assessment.is_profile and about in osara.BY_ABOUT):
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
        passage.carried = False
        passage.save()
        if joined:
            kept = PassageVersion.objects.filter(passage=passage, by=by.person, number=None)
            kept.update(put_away=True)
    version.save()
    record(Event.WRITTEN, subject=passage, by=by, number=version.number, taken=taken)
    return Saved(passage, version, taken)


@transaction.atomic
def put_away(*, version: PassageVersion, by: Viewer) -> None:
    """Account was taken of words that were kept beside; they stay in the database and are shown no more."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    version.put_away = True
    version.save(update_fields=["put_away"])
    record(Event.PUT_AWAY, subject=version.passage, by=by, of=version.by_id)


@transaction.atomic
def read_again(*, passage: Passage, by: Viewer) -> Passage:
    """The words still hold although the figures moved, or although they are last year's."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    if passage.about:
        passage.read = Found.objects.get(assessment=passage.assessment, key=passage.about).digest
    passage.carried = False
    passage.save(update_fields=["read", "carried"])
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


def stale_passages(assessment: Assessment) -> list[Passage]:
    """
    Passages whose finding says something else than when they were written or last read, and last year's that nobody
    has read again. Words about a finding that is gone are in no edition, so they wait for nobody.
    """
    found = {each.key: each for each in Found.objects.filter(assessment=assessment).only("key", "digest", "gone")}
    written = Passage.objects.filter(assessment=assessment).exclude(text="")
    return [passage for passage in written if passage.is_stale(found.get(passage.about))]


def digest_of(data: dict[str, Any]) -> str:
    """The fingerprint of what a finding says: its statement and figures, whatever else changed about it."""
    said = [data["statement"], data["figures"]]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def partnership_of(pk: int) -> Partnership:
    """For work in the background, which has no viewer."""
    return Partnership.objects.get(pk=pk)
