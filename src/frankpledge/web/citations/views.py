"""Pages of the thread. Views only translate."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.audit.looks import looked
from frankpledge.web.citations import changes, queries
from frankpledge.web.citations.forms import CiteForm
from frankpledge.web.citations.kinds import Thing


@require_GET
def thread(request: Asked, thing_kind: str, thing_id: str) -> HttpResponse:
    """One thing: what it rests on, and what rests on it. What is restricted is recorded as looked at."""
    thing = _thing(request, thing_kind, thing_id)
    rests_on = queries.rests_on(request.viewer, thing_kind, [thing_id]).get(thing_id, [])
    cited_by = queries.cited_by(request.viewer, thing_kind, [thing_id]).get(thing_id, [])
    _record_looks(request, [thing, *(link.thing for link in (*rests_on, *cited_by) if link.thing)])
    context = {
        "thing": thing,
        "rests_on": rests_on,
        "cited_by": cited_by,
        "refusal": changes.reason_not_to_cite(request.viewer, thing_kind),
        "worked_out": changes.NOTHING,
    }
    return render(request, "citations/thread.html", context)


def cite(request: Asked, thing_kind: str, thing_id: str) -> HttpResponse:
    """Choose what it rests on."""
    thing = _thing(request, thing_kind, thing_id)
    refusal = changes.reason_not_to_cite(request.viewer, thing_kind)
    words = request.GET.get("words", "").strip()
    offered = [] if refusal else queries.offered(request.viewer, words)
    form = CiteForm(request.POST if request.method == "POST" else None, offered=offered)
    if not refusal and form.is_valid():
        for kind, number in form.chosen:
            changes.cite(
                citing=thing_kind,
                citing_id=thing_id,
                cited=kind,
                cited_id=number,
                why=form.cleaned_data["why"],
                by=request.viewer,
            )
        return redirect("thread", request.viewer.partnership.slug, thing_kind, thing_id)
    _record_looks(request, [thing, *(each for _, things in offered for each in things)])
    context = {"thing": thing, "form": form, "offered": offered, "words": words, "refusal": refusal}
    return render(request, "citations/cite.html", context, status=403 if refusal else 200)


@require_POST
def uncite(request: Asked, thing_kind: str, thing_id: str, citation_id: int) -> HttpResponse:
    """It no longer rests on that."""
    permissions.require(changes.reason_not_to_cite(request.viewer, thing_kind))
    links = queries.rests_on(request.viewer, thing_kind, [thing_id]).get(thing_id, [])
    link = next((link for link in links if link.key == citation_id), None)
    if link is None:
        raise Http404
    changes.uncite(citation=link.citation, by=request.viewer)
    return redirect("thread", request.viewer.partnership.slug, thing_kind, thing_id)


def _record_looks(request: Asked, things: list[Thing]) -> None:
    """One record for a page, naming the restricted things that it shows by kind and number."""
    shown = sorted({f"{thing.kind} {thing.id}" for thing in things if thing.restricted})
    if shown:
        looked(subject=request.viewer.partnership, by=request.viewer, things=shown)


def _thing(request: Asked, kind: str, thing_id: str) -> Thing:
    found = queries.thing(request.viewer, kind, thing_id)
    if found is None:
        raise Http404
    return found
