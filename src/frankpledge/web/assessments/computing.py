"""Working a living assessment's findings out in the background, telling how far it is."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from frankpledge.archive.archive import Archive
from frankpledge.assessment.assess import assess
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
        made = assess(
            snapshot,
            areas.find(snapshot, assessment.area_code, areas.last_day(assessment.last)),
            assessment.last,
            months=assessment.months,
            published=left_before(partnership),
            abnormal=abnormal_months(partnership),
            progress=lambda message, done, total: tell(message, done, total, None, None),
        )
        entries: list[dict[str, Any]] = data.findings_json(made)["findings"]  # type: ignore[assignment]
        tell("Writing the findings down", 99, 100, None, None)
        printed = [(entry, fragment(finding)) for entry, finding in zip(entries, made.findings, strict=True)]
        pictures = {finding.id: drawn for finding in made.findings if (drawn := pictures_json(finding))}
        with transaction.atomic():
            versions = {name: int(number) for name, number in snapshot.versions.items()}
            assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
            moved = living.put_findings(
                assessment=assessment, findings=printed, versions=versions, now=timezone.now(), pictures=pictures
            )
    return {"findings": len(printed), "moved": moved}
