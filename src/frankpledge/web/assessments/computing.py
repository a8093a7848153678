"""Working a living assessment's findings out in the background, telling how far it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from frankpledge.archive.archive import Archive
from frankpledge.assessment.assess import assess
from frankpledge.assessment.finding import Finding
from frankpledge.documents import data
from frankpledge.documents.fragment import fragment
from frankpledge.documents.frozen import pictures_json
from frankpledge.web.assessments import living
from frankpledge.web.assessments.left_before import left_before
from frankpledge.web.assessments.models import Assessment
from frankpledge.web.jobs.tell import Tell
from frankpledge.web.knowledge.queries import abnormal_months
from frankpledge.web.places import areas


def compute_living(archive: Path, asked: dict[str, Any], tell: Tell) -> dict[str, object]:
    """`asked` holds the numbers of the assessment and its partnership; returns how many findings there are."""
    snapshot = Archive(archive).snapshot()
    partnership = living.partnership_of(asked["partnership"])
    with scope(partnership=partnership):
        assessment = Assessment.objects.get(pk=asked["assessment"])

        def arrived(found: Sequence[Finding]) -> None:
            """The first time, findings are there to be read and written about as soon as they are worked out."""
            with transaction.atomic():
                held = Assessment.objects.select_for_update().get(pk=assessment.pk)
                living.put_arriving(assessment=held, findings=_printed(found), pictures=_pictures(found))

        made = assess(
            snapshot,
            areas.find(snapshot, assessment.area_code, areas.last_day(assessment.last)),
            assessment.last,
            months=assessment.months,
            published=left_before(partnership),
            abnormal=abnormal_months(partnership),
            progress=lambda message, done, total: tell(message, done, total, None, None),
            arrived=arrived if assessment.computed_at is None else None,
        )
        tell("Writing the findings down", 99, 100, None, None)
        with transaction.atomic():
            versions = {name: int(number) for name, number in snapshot.versions.items()}
            assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
            moved = living.put_findings(
                assessment=assessment,
                findings=_printed(made.findings),
                versions=versions,
                now=timezone.now(),
                pictures=_pictures(made.findings),
            )
    return {"findings": len(made.findings), "moved": moved}


def _printed(findings: Sequence[Finding]) -> list[tuple[dict[str, Any], str]]:
    return [(data.finding_json(finding), fragment(finding)) for finding in findings]


def _pictures(findings: Sequence[Finding]) -> dict[str, dict[str, Any]]:
    return {finding.id: drawn for finding in findings if (drawn := pictures_json(finding))}
