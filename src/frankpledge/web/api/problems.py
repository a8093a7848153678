"""Saying no to a program: the reason as RFC 9457 has it."""

from http import HTTPStatus

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from frankpledge.archive.archive import NothingHeld
from frankpledge.web.accounts.permissions import NotAllowed

MEDIA_TYPE = "application/problem+json"
WITHOUT = (
    "This needs a member's token that is open, as “Authorization: Bearer …”. Tokens are made on the page “Connections”."
)


def problem(status: int, detail: str) -> HttpResponse:
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    answer = JsonResponse(said, status=status, content_type=MEDIA_TYPE)
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="Frankpledge"'
    return answer


def handle(api: NinjaAPI) -> None:
    """Tell the API how each refusal is answered; anything else is an error of ours, and goes the way of errors."""
    # Django's answer to an error is a page; the reason goes to the log and not to whoever asked.
    api.add_exception_handler(NotAllowed, lambda request, exc: problem(403, str(exc)))
    api.add_exception_handler(NothingHeld, lambda request, exc: problem(404, str(exc)))
    api.add_exception_handler(ObjectDoesNotExist, lambda request, exc: problem(404, "There is no such thing here."))
    api.add_exception_handler(Http404, lambda request, exc: problem(404, str(exc) or "There is no such thing here."))
    api.add_exception_handler(ValidationError, _not_understood)
    api.add_exception_handler(HttpError, _http)


def not_there(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address below /api/."""
    return problem(404, "There is no such address. See /api/v1/openapi.json.")


def _http(request: HttpRequest, exc: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(exc, HttpError)
    return problem(exc.status_code, WITHOUT if exc.status_code == 401 else str(exc))


def _not_understood(request: HttpRequest, exc: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(exc, ValidationError)
    return problem(422, "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in exc.errors))
