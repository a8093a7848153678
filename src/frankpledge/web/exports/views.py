"""The pages of exports. Views only translate."""

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.second_factor import asked_again
from frankpledge.web.audit.looks import looked
from frankpledge.web.exports import changes, kinds, queries
from frankpledge.web.exports.forms import ExportForm
from frankpledge.web.exports.models import Export

SHOWN = 5  # rows, so that one sees what would leave


@require_GET
def exports(request: Asked) -> HttpResponse:
    """What was exported, and what can be."""
    changes.sweep(request.viewer.partnership, timezone.now())
    context = {
        "exports": queries.exports(request.viewer),
        "offered": kinds.offered(request.viewer),
        "whole": kinds.WHOLE,
    }
    return render(request, "exports/exports.html", context)


@never_cache
@asked_again
def new_export(request: Asked, kind: str, of: str) -> HttpResponse:
    """The rows and columns that would leave; then the passphrase, once."""
    if kind not in kinds.KINDS:
        raise Http404
    if refusal := changes.reason_not_to_export(request.viewer, kind):
        return render(request, "exports/new_export.html", {"refusal": refusal}, status=403)
    table = kinds.KINDS[kind].table(request.viewer, of)
    form = ExportForm(request.POST or None, table)
    if form.is_valid():
        try:
            made, secret = changes.make(kind=kind, of=of, by=request.viewer, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            return render(request, "exports/made.html", {"export": made, "secret": secret})
    looked(subject=request.viewer.partnership, by=request.viewer, export_kind=kind, of=of, rows=SHOWN)
    context = {"form": form, "table": table, "shown": table.rows[:SHOWN], "rows": len(table.rows)}
    return render(request, "exports/new_export.html", context)


@require_GET
def export(request: Asked, export_id: int) -> HttpResponse:
    """What left, why and by whom; the file for whoever made it."""
    made = _export(request, export_id)
    refusal = changes.reason_not_to_take(request.viewer, made, timezone.now())
    destroy_refusal = changes.reason_not_to_destroy(request.viewer, made)
    context = {"export": made, "refusal": refusal, "destroy_refusal": destroy_refusal}
    return render(request, "exports/export.html", context)


@never_cache
@require_GET
def export_file(request: Asked, export_id: int) -> FileResponse:
    """The sealed file."""
    made = _export(request, export_id)
    path = changes.take(export=made, by=request.viewer)
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"export-{made.pk}.pdf", content_type="application/pdf"
    )


@require_POST
def destroy_export(request: Asked, export_id: int) -> HttpResponse:
    """Delete the sealed file before its time."""
    made = _export(request, export_id)
    changes.destroy(export=made, by=request.viewer, now=timezone.now())
    return redirect(made)


def _export(request: Asked, pk: int) -> Export:
    return queries.exports(request.viewer).get(pk=pk)
