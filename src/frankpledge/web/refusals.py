"""Saying no: what is not there, and what cannot be done, each with its reason."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frankpledge.archive.archive import NothingHeld


class RefusalMiddleware:
    """Turns what the archive says it does not hold into a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NothingHeld):
            return render(request, "nothing_held.html", {"reason": str(exception)}, status=404)
        return None


def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    return render(request, "not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "broken.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "form_expired.html", status=403)
