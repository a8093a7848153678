"""How answers of the API leave: open ones to any site and kept for a minute, members' own to nobody else."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe
from django.views.decorators.csrf import csrf_exempt

from frankpledge.web.api.problems import problem
from frankpledge.web.api.throttle import THROTTLE, asker

View = Callable[..., HttpResponse]
ANY_SITE = {
    "Access-Control-Allow-Origin": "*",  # published, and asked for without cookies
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


def served(view: View, *, public: bool) -> View:
    """
    A page of the API: no login but what the page itself asks for, no cookies, at most so many askings a minute, and a
    fingerprint by which an asker who has the answer already is told so (304).
    """

    @wraps(view)
    def serve(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wait = THROTTLE.seconds_to_wait(asker(request))
        if wait:
            answer = problem(429, f"That is more than {THROTTLE.per_minute} askings in a minute. Wait {wait} seconds.")
            answer["Retry-After"] = str(wait)
        elif public and request.method == "OPTIONS":
            answer = HttpResponse(status=204, headers=PREFLIGHT)
        else:
            answer = _answer(view, request, *args, **kwargs)
        if public:
            for name, value in ANY_SITE.items():
                answer[name] = value
        else:
            patch_vary_headers(answer, ["Authorization"])
        # Django looked who is signed in before it saw that nobody need be: the answer does not depend on any cookie.
        request.session.accessed = False
        if not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "no-store"
        return answer

    def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked_for = request.method
        if asked_for == "HEAD":
            request.method = "GET"
        answer = view(request, *args, **kwargs)
        if answer.status_code == 200:
            answer["Cache-Control"] = "public, max-age=60" if public else "private, no-cache"
            answer["ETag"] = f'"{sha256(answer.content).hexdigest()[:32]}"'
            modified = answer.get("Last-Modified")
            answer = get_conditional_response(  # type: ignore[assignment]
                request, answer["ETag"], parse_http_date_safe(modified) if modified else None, answer
            )
        if asked_for == "HEAD":
            request.method = asked_for
            answer["Content-Length"] = str(len(answer.content))
            answer.content = b""
        return answer

    return login_not_required(csrf_exempt(serve))
