"""Working the extracts out: each is kept as soon as it is made, so that a killed one leaves whole districts."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from frankpledge.archive.archive import Archive, NothingHeld, Snapshot
from frankpledge.archive.areas import AmbiguousArea, UnknownArea, find_area
from frankpledge.assessment.assess import assess
from frankpledge.assessment.finding import Released
from frankpledge.assessment.period import NothingToAssess
from frankpledge.documents import data
from frankpledge.documents.fragment import fragment
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import living
from frankpledge.web.assessments.left_before import left_before
from frankpledge.web.assessments.models import Assessment, Found
from frankpledge.web.assessments.restricted import is_restricted
from frankpledge.web.audit.record import record
from frankpledge.web.districts import queries
from frankpledge.web.districts.events import Event
from frankpledge.web.districts.models import Extract
from frankpledge.web.jobs import job
from frankpledge.web.jobs.tell import Tell
from frankpledge.web.places.areas import Part, last_day, parts

WRITE = Permission.WRITE_ASSESSMENT
MOST_HEADLINES = 3


def ask(*, assessment: Assessment, by: Viewer) -> job.Job:
    """Start the work, or give back what is under way."""
    permissions.require(permissions.reason_not_to(by, WRITE))
    under_way = queries.work(settings.ARCHIVE, assessment)
    if under_way and not under_way.ended:
        return under_way
    asked = {"assessment": assessment.pk, "partnership": assessment.partnership_id}
    started = job.create(settings.ARCHIVE, "districts", f"Districts of {assessment.title}", asked)
    job.start(settings.ARCHIVE, started)
    return started


def compute(archive: Path, asked: dict[str, Any], tell: Tell) -> dict[str, object]:
    """`asked` holds the numbers of the assessment and its partnership; returns how many extracts there are."""
    snapshot = Archive(archive).snapshot()
    partnership = living.partnership_of(asked["partnership"])
    with scope(partnership=partnership):
        assessment = Assessment.objects.get(pk=asked["assessment"])
        wanted = parts(partnership, last_day(assessment.last))
        whole = Found.objects.filter(assessment=assessment, gone=False).values_list("data", flat=True)
        # What the whole shows of restricted data, an extract beside it must not give away.
        out = (*left_before(partnership), *data.released_in(list(whole)))
        for number, part in enumerate(wanted):
            tell(f"Working out {part.name}", number, len(wanted), None, None)
            findings, problem = _of(snapshot, part, assessment, out)
            put(assessment=assessment, part=part, findings=findings, problem=problem, now=timezone.now())
    return {"extracts": len(wanted)}


def _of(
    snapshot: Snapshot, part: Part, assessment: Assessment, out: tuple[Released, ...]
) -> tuple[list[dict[str, Any]], str]:
    try:
        area = find_area(snapshot, part.code)
        made = assess(snapshot, area, assessment.last, months=assessment.months, published=out)
    except (UnknownArea, AmbiguousArea, NothingToAssess, NothingHeld) as problem:
        return [], str(problem)
    entries: list[dict[str, Any]] = data.findings_json(made)["findings"]  # type: ignore[assignment]
    found = zip(entries, made.findings, strict=True)
    return [{"data": entry, "html": fragment(one), "restricted": is_restricted(entry)} for entry, one in found], ""


def _headlines(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first sentences of the summary."""
    found = []
    for one in findings:
        if one["data"]["kind"] == "summary":
            rows = one["data"]["table"]["rows"] if one["data"].get("table") else [[one["data"]["statement"]]]
            found += [{"sentence": str(row[0]), "restricted": one["restricted"]} for row in rows]
    return found[:MOST_HEADLINES]


@transaction.atomic
def put(*, assessment: Assessment, part: Part, findings: list[dict[str, Any]], problem: str, now: datetime) -> Extract:
    """Keep an extract in place of the one before."""
    extract, _ = Extract.objects.update_or_create(
        partnership=assessment.partnership,
        assessment=assessment,
        code=part.code,
        defaults={
            "name": part.name,
            "findings": findings,
            "headlines": _headlines(findings),
            "problem": problem,
            "computed_at": now,
        },
    )
    record(
        Event.COMPUTED, subject=assessment, partnership=assessment.partnership, area=part.code, findings=len(findings)
    )
    return extract
