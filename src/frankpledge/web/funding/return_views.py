"""Pages about monitoring returns. They only translate."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from frankpledge.documents import html, pdf, word
from frankpledge.documents.content import Document
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.funding import contents, queries, reporting
from frankpledge.web.funding.grant_forms import ReturnForm, SkipForm
from frankpledge.web.funding.models import Return
from frankpledge.web.funding.permissions import reason_not_to_report

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


@require_GET
def show(request: Asked, return_id: int) -> HttpResponse:
    """One return: what is missing first, then as it will be printed."""
    return _show(request, _return(request, return_id))


def write(request: Asked, return_id: int) -> HttpResponse:
    """The words beside what is worked out."""
    held = _return(request, return_id)
    refusal = reason_not_to_report(request.viewer, held)
    form = ReturnForm(request.POST or None, initial={"words": held.words, "version": held.version})
    status = 403 if refusal else 200
    if not refusal and form.is_valid():
        try:
            return redirect(reporting.write(report=held, by=request.viewer, **form.cleaned_data))
        except reporting.ChangedMeanwhile as fault:
            now = _return(request, return_id)
            form = ReturnForm({**form.cleaned_data, "version": now.version})
            form.is_valid()
            form.add_error(None, fault)
            status = 409
    context = {"report": held, "form": form, "refusal": refusal}
    return render(request, "funding/write_return.html", context, status=status)


@require_POST
def send(request: Asked, return_id: int) -> HttpResponse:
    """Keep it as it is sent."""
    held = _return(request, return_id)
    try:
        return redirect(reporting.send(report=held, by=request.viewer, today=request.today))
    except ValidationError as fault:
        form = SkipForm({"because": "-"})
        form.is_valid()
        form.add_error(None, fault)
        return _show(request, held, form)


@require_POST
def skip(request: Asked, return_id: int) -> HttpResponse:
    """The funder needs none for these months."""
    held = _return(request, return_id)
    permissions.require(reason_not_to_report(request.viewer, held))
    form = SkipForm(request.POST)
    if form.is_valid():
        return redirect(reporting.skip(report=held, by=request.viewer, **form.cleaned_data))
    return _show(request, held, form)


@require_GET
def download(request: Asked, return_id: int, format: str) -> HttpResponse:
    """The funder's pack, to take away. A draft is printed as it is now."""
    shown = _return(request, return_id)
    if format not in TYPES:
        raise Http404
    if shown.state == Return.State.SENT and format != "html":
        data = bytes((shown.pdf if format == "pdf" else shown.word) or b"")
    elif shown.state == Return.State.SENT:
        return redirect(shown)
    else:
        printed = contents.document(contents.gather(request.viewer, shown, request.today))
        data = _printed(printed, format)
    response = HttpResponse(data, content_type=TYPES[format])
    draft = "" if shown.state == Return.State.SENT else "-draft"
    response["Content-Disposition"] = f'attachment; filename="return-{shown.last_day:%Y-%m}{draft}.{format}"'
    return response


def _printed(tree: Document, format: str) -> bytes:
    if format == "html":
        return html.render(tree).encode()
    return pdf.render(tree) if format == "pdf" else word.render(tree)


def _show(request: Asked, held: Return, form: SkipForm | None = None) -> HttpResponse:
    sent = held.state == Return.State.SENT
    body: str = (
        held.html if sent else html.body(contents.document(contents.gather(request.viewer, held, request.today)))
    )
    context = {
        "report": held,
        "body": mark_safe(body),  # printed from escaped words by documents.html
        "form": form,
        "skip": form or SkipForm(),
        "refusal": reason_not_to_report(request.viewer, held),
    }
    return render(request, "funding/return.html", context)


def _return(request: Asked, pk: int) -> Return:
    return queries.returns(request.viewer).get(pk=pk)
