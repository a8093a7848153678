"""Each request is made on somebody's behalf, in one partnership, and sees no other's rows."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django_scopes import scope

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.alone import SLUG as ALONE_SLUG
from frankpledge.web.accounts.models import Partnership, Person
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.second_factor import has_second_factor
from frankpledge.web.accounts.viewer import Viewer, partnerships_of, viewer_of

Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])
LAST = "partnership"  # where this person was last, in the session


class Asked(HttpRequest):
    """A request as pages of the workspace get it: with the viewer, and the day it is."""

    viewer: Viewer
    today: date
    scope: ExitStack


def needs(permission: Permission) -> Callable[[Page], Page]:
    """
    Mark a page that belongs to the installation, not to one partnership: the evidence that all of them share.

    Whoever has the permission in any partnership sees it, as a viewer of the one they were in last.
    """

    def mark(page: Page) -> Page:
        page.needs = permission  # type: ignore[attr-defined]
        return page

    return mark


class ViewerMiddleware:
    """
    Pages below a partnership's address, and those marked with `needs`, get `request.viewer` and run in its scope.

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
        needed: Permission | None = getattr(view, "needs", None)
        if slug is None and needed is None:
            return None
        if not isinstance(request.user, Person):
            raise Http404
        viewer = viewer_at(request, slug, needed)
        if viewer is None and slug is not None:
            raise Http404
        if viewer is None:
            return redirect("partnerships")
        if needs_second_factor(viewer) and not has_second_factor(viewer.person):
            return redirect("second_factor")
        request.viewer = viewer.reading() if request.method in ("GET", "HEAD") else viewer
        if request.session.get(LAST) != viewer.partnership.slug:
            request.session[LAST] = viewer.partnership.slug
        request.scope.enter_context(scope(partnership=viewer.partnership))
        refusal = permissions.reason_not_to(viewer, needed) if needed else ""
        return render(request, "not_allowed.html", {"reason": refusal}, status=403) if refusal else None


def needs_second_factor(viewer: Viewer) -> bool:
    """Staff roles do; but where everything is invented, or one person sits alone at the machine, nobody does."""
    if viewer.partnership.demonstration or (settings.ALONE and viewer.partnership.slug == ALONE_SLUG):
        return False
    return viewer.is_staff


def viewer_at(request: Asked, slug: str | None, needed: Permission | None) -> Viewer | None:
    """On whose behalf a page of this partnership, or one of the installation's own, is asked for; None without access."""
    assert isinstance(request.user, Person)
    if slug is None:
        return _somewhere(request, needed)
    return viewer_in(request.user, Partnership.objects.filter(slug=slug).first(), request.today)


def viewer_in(person: Person, partnership: Partnership | None, today: date) -> Viewer | None:
    """The person in this partnership today, or None where they are not let in."""
    if partnership is None or (partnership.demonstration and not settings.DEMONSTRATION):
        return None  # invented people sign in without a password: they are let into nothing on a real installation
    return viewer_of(person, partnership, today)


def _somewhere(request: Asked, needed: Permission | None) -> Viewer | None:
    """The viewer where they were last, or in the first partnership that allows this; None without any access."""
    assert isinstance(request.user, Person)
    last = request.session.get(LAST)
    places = sorted(partnerships_of(request.user, request.today), key=lambda place: place.slug != last)
    viewers = [viewer for place in places if (viewer := viewer_in(request.user, place, request.today))]
    may = (viewer for viewer in viewers if needed is None or not permissions.reason_not_to(viewer, needed))
    return next(may, viewers[0] if viewers else None)


def around(request: HttpRequest) -> dict[str, object]:
    """For every template: who is looking, and where."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "partnership": viewer.partnership if viewer else None,
        "goes_on_in": _goes_on_in(viewer, getattr(request, "today", None)),
        "all_invented": settings.DEMONSTRATION,
    }


def _goes_on_in(viewer: Viewer | None, today: date | None) -> Partnership | None:
    """What took the place of a partnership that has ended, for whoever works there too: nobody else may open it."""
    if viewer is None or today is None or not viewer.ended:
        return None
    then = viewer.partnership.succeeded_by
    return then if viewer_in(viewer.person, then, today) else None
