"""Whether the installation works."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frankpledge.web.accounts.middleware import needs
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.health import queries

TAGS = {"well": ("green", "well"), "look": ("yellow", "look at it"), "ill": ("red", "not well")}


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For a machine: "ok", or "not ok" with a status of 503. Says no more, because anybody may ask."""
    well = queries.is_ok(queries.lines(timezone.now()))
    return HttpResponse("ok\n" if well else "not ok\n", status=200 if well else 503, content_type="text/plain")


@needs(Permission.MANAGE_PEOPLE)
@never_cache
@require_safe
def health_page(request: HttpRequest) -> HttpResponse:
    """For those who look after people here: each thing, and how it is."""
    found = queries.lines(timezone.now())
    context = {"lines": [(line, *TAGS[line.how]) for line in found], "ok": queries.is_ok(found)}
    return render(request, "health/health_page.html", context)
