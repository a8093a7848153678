"""The evidence pages. Views only translate between a request and the archive."""

import calendar
import csv
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from frankpledge.documents.data import cell
from frankpledge.web.accounts.middleware import Asked, needs
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.evidence import changes, queries
from frankpledge.web.evidence.forms import LoadForm, RowsForm
from frankpledge.web.jobs import job
from frankpledge.web.uploads import MOST_EVIDENCE, takes_files

MONTHS = [name for name in calendar.month_abbr if name]


@needs(Permission.SEE_WORKSPACE)
@require_GET
def holdings(request: HttpRequest) -> HttpResponse:
    context = {"held": queries.held(settings.ARCHIVE), "loads": queries.loads(settings.ARCHIVE), "month_names": MONTHS}
    return render(request, "evidence/holdings.html", context)


@needs(Permission.LOAD_EVIDENCE)
@takes_files(MOST_EVIDENCE, Permission.LOAD_EVIDENCE)
@require_http_methods(["GET", "POST"])
def load(request: Asked) -> HttpResponse:
    form = LoadForm(request.POST or None, request.FILES or None, alone=settings.ALONE)
    if request.method == "POST" and form.is_valid():
        started = changes.load(settings.ARCHIVE, **form.cleaned_data, by=request.viewer)
        return redirect("loading", started.id)
    return render(request, "evidence/load.html", {"form": form})


@needs(Permission.LOAD_EVIDENCE)
@require_GET
def loading(request: HttpRequest, job_id: str) -> HttpResponse:
    """How a load goes, and afterwards its quality page."""
    work = job.find(settings.ARCHIVE, job_id)
    if work is None or work.kind != "load":
        raise Http404
    return render(request, "evidence/loading.html", {"job": work})


@needs(Permission.LOAD_EVIDENCE)
@require_GET
def rejected(request: HttpRequest, job_id: str) -> FileResponse:
    """The rows that could not be taken, as a CSV file."""
    work = job.find(settings.ARCHIVE, job_id)
    path = Path(work.folder) / "rejected.csv" if work and work.kind == "load" else None
    if path is None or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"rejected-{job_id}.csv")


@needs(Permission.SEE_WORKSPACE)
@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The rows behind a figure, each with its file and line."""
    form = RowsForm(request.GET or None)
    found = queries.rows(settings.ARCHIVE, **form.cleaned_data) if form.is_valid() else None
    columns = ("Month", "Crime type", "Map point", "LSOA", "Latest outcome", "File and line")
    context = {"form": form, "found": found, "columns": columns, "asked": request.GET.urlencode()}
    return render(request, "evidence/rows.html", context)


@needs(Permission.SEE_WORKSPACE)
@require_GET
def rows_csv(request: HttpRequest) -> HttpResponse:
    """All of them, as a table to take away."""
    form = RowsForm(request.GET or None)
    found = queries.rows(settings.ARCHIVE, **form.cleaned_data, limit=None) if form.is_valid() else None
    if found is None or found.area is None:
        raise Http404
    name = f"rows-{found.area.code}-{form.cleaned_data['first']}-to-{form.cleaned_data['last']}.csv"
    response = HttpResponse(content_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})
    table = csv.DictWriter(response, queries.ROW_COLUMNS)
    table.writeheader()
    table.writerows({name: cell(row[name]) for name in queries.ROW_COLUMNS} for row in found.rows)
    return response
