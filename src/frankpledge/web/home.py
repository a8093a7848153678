"""The first page: what is held, what was assessed, and what to do next."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frankpledge.web.accounts.middleware import needs
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.assessments import queries as assessments
from frankpledge.web.evidence import queries as evidence


@needs(Permission.SEE_WORKSPACE)
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "held": evidence.held(settings.ARCHIVE),
        "assessments": assessments.finished(settings.ARCHIVE),
    }
    return render(request, "home.html", context)
