"""Pages of what is known beside the figures. Views only translate."""

from datetime import date
from typing import Any

from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.audit.looks import looked
from frankpledge.web.citations import queries as citations
from frankpledge.web.knowledge import changes, queries
from frankpledge.web.knowledge.forms import form_for
from frankpledge.web.knowledge.known import Known
from frankpledge.web.knowledge.models import EvidenceDocument
from frankpledge.web.knowledge.sorts import SORTS, Sort
from frankpledge.web.knowledge.things import address


@require_GET
def knowledge(request: Asked) -> HttpResponse:
    """Everything that is kept here, sort by sort."""
    return render(request, "knowledge/knowledge.html", {"shelves": queries.shelves(request.viewer, request.today)})


@require_GET
def known_list(request: Asked, sort: str) -> HttpResponse:
    """One sort: what is open first."""
    chosen = _sort(sort)
    things = list(queries.of_sort(request.viewer, chosen))
    lines = [(thing, address(thing, chosen), _is_overdue(thing, request)) for thing in things]
    context = {
        "sort": chosen,
        "open": [line for line in lines if getattr(line[0], "is_open", True)],
        "done": [line for line in lines if not getattr(line[0], "is_open", True)],
        "refusal": changes.reason_not_to_add(request.viewer, chosen),
    }
    return render(request, "knowledge/known_list.html", context)


def add(request: Asked, sort: str) -> HttpResponse:
    """Add one."""
    chosen = _sort(sort)
    refusal = changes.reason_not_to_add(request.viewer, chosen)
    data = request.POST if request.method == "POST" else None
    form = form_for(chosen, request.viewer, data, initial={"document": request.GET.get("document")})
    if not refusal and form.is_valid():
        added = changes.add(thing=form.save(commit=False), by=request.viewer)
        return redirect(address(added, chosen))
    context = {"sort": chosen, "form": form, "refusal": refusal}
    return render(request, "knowledge/add_known.html", context, status=403 if refusal else 200)


@require_GET
def known(request: Asked, sort: str, known_id: int) -> HttpResponse:
    """One thing with all that is known of it, what it rests on and what rests on it."""
    chosen = _sort(sort)
    thing = queries.of_sort(request.viewer, chosen).get(pk=known_id)
    number = str(thing.pk)
    is_document = isinstance(thing, EvidenceDocument)
    document = thing if is_document else getattr(thing, "document", None)
    if document is not None and document.restricted:
        looked(subject=thing, by=request.viewer)
    context = {
        "sort": chosen,
        "thing": thing,
        "lines": _lines(thing, chosen),
        "overdue": _is_overdue(thing, request),
        "document": document if document is not thing else None,
        "document_address": address(document, SORTS["evidence-document"]) if document else "",
        "recommendations": [(each, address(each, SORTS["recommendation"])) for each in _asked(request, thing)],
        "facts": [(each, address(each, SORTS["sourced-fact"])) for each in _facts(request, thing)],
        "is_document": is_document,
        "rests_on": citations.rests_on(request.viewer, chosen.name, [number]).get(number, []),
        "cited_by": citations.cited_by(request.viewer, chosen.name, [number]).get(number, []),
        "thread": reverse("thread", args=[request.viewer.partnership.slug, chosen.name, number]),
        "refusal": changes.reason_not_to_change(request.viewer, thing),
        "add_refusal": changes.reason_not_to_add(request.viewer, SORTS["recommendation"]),
    }
    return render(request, "knowledge/known.html", context)


def change(request: Asked, sort: str, known_id: int) -> HttpResponse:
    """Change one, close it, answer it."""
    chosen = _sort(sort)
    thing = queries.of_sort(request.viewer, chosen).get(pk=known_id)
    refusal = changes.reason_not_to_change(request.viewer, thing)
    data = request.POST if request.method == "POST" else None
    form = form_for(chosen, request.viewer, data, thing=thing)
    if not refusal and form.is_valid():
        changes.change(thing=form.save(commit=False), by=request.viewer)
        return redirect(address(thing, chosen))
    back = address(thing, chosen)
    context = {"sort": chosen, "form": form, "refusal": refusal, "back": back, "changing": True}
    return render(request, "knowledge/add_known.html", context, status=403 if refusal else 200)


def _sort(name: str) -> Sort:
    if name not in SORTS:
        raise Http404
    return SORTS[name]


def _is_overdue(thing: Known, request: Asked) -> bool:
    due = getattr(thing, "due_on", None)
    return bool(due and due < request.today and getattr(thing, "is_open", False))


def _asked(request: Asked, thing: Known) -> list[Any]:
    return queries.recommendations(request.viewer, thing) if isinstance(thing, EvidenceDocument) else []


def _facts(request: Asked, thing: Known) -> list[Any]:
    return queries.facts(request.viewer, thing) if isinstance(thing, EvidenceDocument) else []


def _lines(thing: Known, sort: Sort) -> list[tuple[str, Any]]:
    """Each field that holds something, with what it is called; but for the one that is the page's heading."""
    lines = []
    for name in sort.fields:
        field = thing._meta.get_field(name)
        if name in ("document", "restricted") or not isinstance(field, models.Field):
            continue
        value = getattr(thing, name)
        if isinstance(field, models.BooleanField):
            value = "yes" if value else ""
        elif field.choices:
            value = dict(field.flatchoices).get(value, value)
        elif isinstance(value, list):
            value = ", ".join(value) or "all of them"
        elif isinstance(value, date):
            value = f"{value:%-d %B %Y}"
        label = str(field.verbose_name)
        if value not in ("", None, str(thing)):
            lines.append((label[0].upper() + label[1:], value))
    return lines
