"""Every question that the pages of districts ask, on a viewer's behalf."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments.models import Assessment
from frankpledge.web.districts.models import Extract
from frankpledge.web.jobs import job
from frankpledge.web.places.areas import Part, last_day, parts


@dataclass(frozen=True)
class District:
    """One area of a county's assessment, with its extract where that was worked out; `headlines` begin its summary."""

    part: Part
    extract: Extract | None
    headlines: list[str]


def is_together(assessment: Assessment) -> bool:
    """Whether this assessment takes several areas together."""
    return assessment.area_code.startswith("all-")


def districts(viewer: Viewer, assessment: Assessment) -> list[District]:
    """The areas that the assessment takes together, as they were on its last day, in two questions for any number."""
    extracts = {extract.code: extract for extract in _extracts(viewer, assessment).defer("findings")}
    return [
        District(part, extracts.get(part.code), _headlines(viewer, extracts.get(part.code)))
        for part in parts(viewer.partnership, last_day(assessment.last))
    ]


def extract(viewer: Viewer, assessment: Assessment, code: str) -> Extract:
    """One of them; raises DoesNotExist."""
    return _extracts(viewer, assessment).get(code=code)


def shown(viewer: Viewer, extract: Extract) -> list[dict[str, Any]]:
    """The findings of an extract that the viewer may see."""
    may = viewer.may(Permission.SEE_RESTRICTED)
    return [finding for finding in extract.findings if may or not finding["restricted"]]


def work(archive: Path, assessment: Assessment) -> job.Job | None:
    """The newest work on the extracts of this assessment."""
    every = job.recent(archive, "districts")
    return next((each for each in every if each.asked["assessment"] == assessment.pk), None)


def _extracts(viewer: Viewer, assessment: Assessment) -> QuerySet[Extract]:
    mine: QuerySet[Extract] = Extract.objects.filter(partnership=viewer.partnership, assessment=assessment)
    return mine.select_related("partnership", "assessment")


def _headlines(viewer: Viewer, extract: Extract | None) -> list[str]:
    may = viewer.may(Permission.SEE_RESTRICTED)
    return [one["sentence"] for one in (extract.headlines if extract else []) if may or not one["restricted"]]
