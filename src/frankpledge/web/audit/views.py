"""The record, to read."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.audit import queries, reasons
from frankpledge.web.audit.words import in_words

PAGE = 50


def events(request: Asked) -> HttpResponse:
    """Who did what here, newest first."""
    page = Paginator(queries.events(request.viewer), PAGE).get_page(request.GET.get("page"))
    kept = reasons.kept_back(request.viewer, page)
    lines = [
        (
            event,
            in_words(event.kind),
            "kept back: it is about something restricted" if event.sequence in kept else event.reason,
        )
        for event in page
    ]
    return render(request, "audit/events.html", {"page": page, "lines": lines})
