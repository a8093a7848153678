"""Saying no: what is not there, and what may not or cannot be done, each with its reason."""

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frankpledge.archive.archive import NothingHeld
from frankpledge.web.accounts.permissions import NotAllowed


class RefusalMiddleware:
    """
    Turns refusals into pages: what the archive does not hold, and what the viewer cannot see, into a 404;
    what the viewer may not do into a 403 with the reason.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NothingHeld):
            return render(request, "nothing_held.html", {"reason": str(exception)}, status=404)
        if isinstance(exception, NotAllowed):
            return render(request, "not_allowed.html", {"reason": str(exception)}, status=403)
        if isinstance(exception, ObjectDoesNotExist):
            return render(request, "not_found.html", status=404)
        return None


def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    return render(request, "not_found.html", status=404)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent is too much, or not what a browser sends."""
    return render(request, "not_understood.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "broken.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "form_expired.html", status=403)
