"""Pages about packs. They only translate."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from frankpledge.documents import html, pdf, word, workbook
from frankpledge.documents.content import Document
from frankpledge.web.accountability import changes, contents, queries
from frankpledge.web.accountability.forms import WordsForm
from frankpledge.web.accountability.models import Pack
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.second_factor import asked_again_to_send
from frankpledge.web.citations import numbers
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans import seeing

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


def packs(request: Asked) -> HttpResponse:
    """The packs, signed and in draft."""
    context = {
        "packs": queries.packs(request.viewer),
        "plans": seeing.open_plans(plans.plans(request.viewer).filter(stage__in=changes.RUNNING)),
        "refusal": permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN),
    }
    return render(request, "accountability/packs.html", context)


@require_POST
def prepare(request: Asked) -> HttpResponse:
    """Prepare the pack of the quarter that ended last, or the year's report of a plan."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN))
    for number in numbers.rows([request.POST.get("year_of", "")]):
        running = plans.plans(request.viewer).filter(stage__in=changes.RUNNING)
        plan = seeing.open_plans(running).get(pk=number)
        return redirect(changes.prepare_year(plan=plan, by=request.viewer, today=request.today))
    changes.prepare(partnership=request.viewer.partnership, today=request.today, by=request.viewer)
    return redirect("packs", request.viewer.partnership.slug)


def pack(request: Asked, pack_id: int) -> HttpResponse:
    """One pack: the gaps first, then as it will be printed."""
    shown = _pack(request, pack_id)
    gathered = None if shown.signed_at else contents.gather(request.viewer, shown, request.today)
    printed = contents.document(gathered) if gathered else None
    body = html.body(printed) if printed else shown.html
    context = {
        "pack": shown,
        "gaps": contents.gaps(gathered) if gathered else [],
        "state": changes.state_of(printed) if printed else "",
        "body": mark_safe(body),  # printed from escaped words by documents.html
        "write_refusal": changes.reason_not_to_write(request.viewer, shown),
        "sign_refusal": changes.reason_not_to_sign(request.viewer, shown),
    }
    return render(request, "accountability/pack.html", context)


def write(request: Asked, pack_id: int) -> HttpResponse:
    """The manager's words in a pack."""
    shown = _pack(request, pack_id)
    refusal = changes.reason_not_to_write(request.viewer, shown)
    initial = {"summary": shown.summary, "ask": shown.ask, "version": shown.version}
    form = WordsForm(request.POST or None, initial=initial)
    status = 403 if refusal else 200
    if not refusal and form.is_valid():
        try:
            return redirect(changes.write(pack=shown, by=request.viewer, **form.cleaned_data))
        except changes.ChangedMeanwhile as fault:
            form = WordsForm({**form.cleaned_data, "version": shown.version})
            form.is_valid()
            form.add_error(None, fault)
            status = 409
    context = {"pack": shown, "form": form, "refusal": refusal}
    return render(request, "accountability/write_pack.html", context, status=status)


@require_POST
@asked_again_to_send
def sign(request: Asked, pack_id: int) -> HttpResponse:
    """Sign it off."""
    shown = _pack(request, pack_id)
    try:
        changes.sign(pack=shown, by=request.viewer, today=request.today, seen=request.POST.get("seen", ""))
    except changes.SignedAlready:
        pass  # the page shows who did
    except changes.MovedMeanwhile as moved:
        context = {"pack": shown, "parts": moved.parts}
        return render(request, "accountability/moved_meanwhile.html", context, status=409)
    return redirect(shown)


@require_GET
def download(request: Asked, pack_id: int, format: str) -> HttpResponse:
    """The pack to take away. A draft is printed as it is now."""
    shown = _pack(request, pack_id)
    if format not in TYPES:
        raise Http404
    if shown.signed_at and format != "html":
        kept = {"pdf": shown.pdf, "docx": shown.word, "xlsx": shown.workbook}[format]
        if not kept:
            raise Http404  # signed before there were workbooks
        data = bytes(kept)
    elif shown.signed_at:
        return redirect(shown)
    else:
        printed = contents.document(contents.gather(request.viewer, shown, request.today))
        data = {"pdf": pdf.render, "docx": word.render, "xlsx": workbook.render, "html": _page}[format](printed)
    response = HttpResponse(data, content_type=TYPES[format])
    draft = "" if shown.signed_at else "-draft"
    response["Content-Disposition"] = f'attachment; filename="pack-{shown.last_day:%Y-%m}{draft}.{format}"'
    return response


def _page(printed: Document) -> bytes:
    return html.render(printed).encode()


def _pack(request: Asked, pk: int) -> Pack:
    return queries.packs(request.viewer).get(pk=pk)
