"""Each request is made on somebody's behalf, in one partnership, and sees no other's rows."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership, Person
from frankpledge.web.accounts.second_factor import has_second_factor
from frankpledge.web.accounts.viewer import Viewer, viewer_of


class Asked(HttpRequest):
    """A request as pages of the workspace get it: with the viewer, and the day it is."""

    viewer: Viewer
    today: date
    scope: ExitStack


class ViewerMiddleware:
    """
    Pages below a partnership's address get `request.viewer`, and run inside that partnership's scope.

    Somebody without access there is told that there is no such page: whether the partnership exists is not theirs
    to know. A staff role without a second factor is sent to set one up first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: Asked) -> HttpResponse:
        request.today = localdate()
        with ExitStack() as stack:
            request.scope = stack
            return self.get_response(request)

    def process_view(
        self, request: Asked, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        slug = kwargs.pop("partnership", None)
        if slug is None:
            return None
        viewer = _viewer(request.user, slug, request.today)
        if viewer is None:
            raise Http404
        if viewer.is_staff and not viewer.partnership.demonstration and not has_second_factor(viewer.person):
            return redirect("second_factor")
        request.viewer = viewer
        request.scope.enter_context(scope(partnership=viewer.partnership))
        return None


def _viewer(person: object, slug: str, today: date) -> Viewer | None:
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None or not isinstance(person, Person):
        return None
    if partnership.demonstration and not settings.DEMONSTRATION:
        return None  # its people sign in without a password
    return viewer_of(person, partnership, today)


def around(request: HttpRequest) -> dict[str, object]:
    """For every template: who is looking, and where."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    return {"viewer": viewer, "partnership": viewer.partnership if viewer else None}
