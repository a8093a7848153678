"""The record, to read."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.audit import queries
from frankpledge.web.audit.words import in_words

PAGE = 50


def events(request: Asked) -> HttpResponse:
    """Who did what here, newest first."""
    page = Paginator(queries.events(request.viewer), PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/events.html", {"page": page, "lines": [(e, in_words(e.kind)) for e in page]})
