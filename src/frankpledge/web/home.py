"""The first page of whoever works alone: what is held, what was assessed, and what to do next."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from frankpledge.web.accounts.alone import SLUG as ALONE
from frankpledge.web.accounts.middleware import Asked, needs
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.assessments import queries as assessments
from frankpledge.web.evidence import queries as evidence


@needs(Permission.SEE_WORKSPACE)
def home(request: Asked) -> HttpResponse:
    """Who works in a partnership begins at its desk."""
    if request.viewer.partnership.slug != ALONE:
        return redirect("workspace", request.viewer.partnership.slug)
    context = {
        "held": evidence.held(settings.ARCHIVE),
        "assessments": assessments.finished(settings.ARCHIVE),
    }
    return render(request, "home.html", context)
