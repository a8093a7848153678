"""The pages of a county's districts. Views only translate."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from frankpledge.documents import labels
from frankpledge.documents.fragment import behind, summary
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.assessments import living_queries
from frankpledge.web.assessments.models import Assessment
from frankpledge.web.audit.looks import looked
from frankpledge.web.districts import changes, queries
from frankpledge.web.evidence.row_types import address


@require_GET
def districts(request: Asked, assessment_id: int) -> HttpResponse:
    """Each district of an assessment that takes several together."""
    assessment = _assessment(request, assessment_id)
    found = queries.districts(request.viewer, assessment)
    work = queries.work(settings.ARCHIVE, assessment)
    context = {
        "assessment": assessment,
        "districts": found,
        "job": work if work and work.state != "done" else None,
        "missing": [each for each in found if each.extract is None],
        "refusal": permissions.reason_not_to(request.viewer, changes.WRITE),
    }
    return render(request, "districts/districts.html", context)


@require_POST
def compute(request: Asked, assessment_id: int) -> HttpResponse:
    """Work them out, now or again."""
    permissions.require(permissions.reason_not_to(request.viewer, changes.WRITE))
    assessment = _assessment(request, assessment_id)
    changes.ask(assessment=assessment, by=request.viewer)
    return redirect("districts", request.viewer.partnership.slug, assessment.pk)


@require_GET
def district(request: Asked, assessment_id: int, code: str) -> HttpResponse:
    """The extract of one district."""
    assessment = _assessment(request, assessment_id)
    extract = queries.extract(request.viewer, assessment, code)
    findings = queries.shown(request.viewer, extract)
    if keys := [one["data"]["id"] for one in findings if one["restricted"]]:
        looked(subject=extract, by=request.viewer, findings=sorted(keys))
    sections: dict[str, list[dict[str, object]]] = {}
    titles = {one["data"]["id"]: one["data"]["title"] for one in findings}
    for one in findings:
        kind = one["data"]["kind"]
        title = labels.SECTIONS[kind][0] if kind in labels.SECTIONS else kind.capitalize()
        # Printed by documents.html, which escapes every word that is not its own.
        printed = {
            "id": one["data"]["id"],
            "title": one["data"]["title"],
            "kind": kind,
            "html": mark_safe(summary(one["data"], titles) if kind == "summary" else one["html"]),
            "rows": address(extract.code, str(assessment.first), str(assessment.last), one["data"]),
        }
        sections.setdefault(title, []).append(printed)
    context = {
        "assessment": assessment,
        "extract": extract,
        "sections": sections,
        "behind": mark_safe(behind(one["data"] for one in findings)),
    }
    return render(request, "districts/district.html", context)


def _assessment(request: Asked, pk: int) -> Assessment:
    assessment = living_queries.assessments(request.viewer).get(pk=pk)
    if not queries.is_together(assessment):
        raise Http404
    return assessment
