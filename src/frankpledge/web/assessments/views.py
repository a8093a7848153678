"""The assessment pages. Views only translate."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked, needs
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.assessments import changes, queries, shelf
from frankpledge.web.assessments.forms import AskForm
from frankpledge.web.audit.looks import looked
from frankpledge.web.jobs import job


@needs(Permission.WRITE_ASSESSMENT)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Choose area and period; the answer is a job."""
    form = AskForm(settings.ARCHIVE, request.POST or None)
    if form.is_valid():
        started = changes.assess(settings.ARCHIVE, **form.asked)
        return redirect("making", started.id)
    return render(request, "assessments/ask.html", {"form": form, "assessments": queries.finished(settings.ARCHIVE)})


@needs(Permission.WRITE_ASSESSMENT)
@require_GET
def making(request: HttpRequest, job_id: str) -> HttpResponse:
    work = job.find(settings.ARCHIVE, job_id)
    if work is None or work.kind != "assess":
        raise Http404
    if work.state == "done":
        return redirect("assessment", work.result["code"], work.result["period"])
    return render(request, "assessments/making.html", {"job": work})


def _finished(code: str, period: str) -> shelf.Finished:
    made = shelf.find(settings.ARCHIVE, code, period)
    if made is None:
        raise Http404
    return made


@needs(Permission.SEE_WORKSPACE)
@require_GET
def assessment(request: Asked, code: str, period: str) -> HttpResponse:
    made = _finished(code, period)
    refusal = _reason_not_to_see(request, made)
    if not refusal:
        _record_look(request, made)
    context = {
        "made": made,
        "refusal": refusal,
        "files": queries.files(made),
        "tables": queries.tables(made),
        # Printed by documents.html, which escapes every word that is not its own.
        "body": mark_safe(queries.body(made, request.viewer)),
    }
    return render(request, "assessments/assessment.html", context)


@needs(Permission.SEE_WORKSPACE)
@require_GET
def style(request: HttpRequest, code: str, period: str) -> FileResponse:
    """The stylesheet that the assessment was printed with."""
    return FileResponse((Path(_finished(code, period).folder) / "style.css").open("rb"), content_type="text/css")


@needs(Permission.SEE_WORKSPACE)
@require_GET
def map_shapes(request: Asked, code: str, period: str, map_id: str) -> JsonResponse:
    made = _finished(code, period)
    if map_id in made.restricted_maps:
        permissions.require(_reason_not_to_see(request, made))
    shapes = queries.shapes(made, map_id)
    if shapes is None:
        raise Http404
    return JsonResponse(shapes)


@needs(Permission.SEE_WORKSPACE)
@require_GET
def download(request: Asked, code: str, period: str, name: str) -> FileResponse:
    """One of the files offered, and no other. They hold restricted figures, where there are any."""
    made = _finished(code, period)
    permissions.require(_reason_not_to_see(request, made))
    _record_look(request, made, file=name)
    if name not in {file.name for file in [*queries.files(made), *queries.tables(made)]}:
        raise Http404
    filename = f"{made.code}-{made.period}-{Path(name).name}"
    return FileResponse((Path(made.folder) / "files" / name).open("rb"), as_attachment=True, filename=filename)


def _reason_not_to_see(request: Asked, made: shelf.Finished) -> str:
    """Why the viewer may not see all of it, in words for them to read; else ""."""
    return permissions.reason_not_to(request.viewer, Permission.SEE_RESTRICTED) if made.restricted else ""


def _record_look(request: Asked, made: shelf.Finished, **what: str) -> None:
    """An assessment on the shelf is in no database: the look is recorded as one of the viewer's partnership."""
    if made.restricted:
        seen = {"area": made.code, "period": made.period, "findings": len(made.restricted)}
        looked(subject=request.viewer.partnership, by=request.viewer, **seen, **what)
