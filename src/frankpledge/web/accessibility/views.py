"""The accessibility statement, for anybody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frankpledge.web.accessibility.tested import latest


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was tested and how, what does not work, what was not tested, and whom to tell."""
    tested = latest()
    context = {
        "tested": tested,
        "not_looked_at": tested.not_looked_at() if tested else [],
        "contact": settings.CONTACT,
    }
    return render(request, "accessibility.html", context)
