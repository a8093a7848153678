"""Asking how actions go, and the page behind an update link: one action, one question, one button. No sign-in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST
from django_scopes import scope

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.models import Person
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.plans import asking, queries, saying
from frankpledge.web.plans.forms import UpdateForm
from frankpledge.web.plans.models import ProgressUpdate


@login_not_required
def update_by_link(request: Asked, secret: str) -> HttpResponse:
    """Opening it changes nothing; the button adds an update, each time it is pressed."""
    now, today = timezone.now(), localdate()
    try:
        link, viewer = asking.open_link(secret, now, today)
    except asking.LinkNotOpen:
        return _page(request, "plans/link_not_open.html", 410)
    with scope(partnership=link.partnership):
        form = UpdateForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                said = saying.update_progress(
                    action=link.action,
                    on=today,
                    today=today,
                    by=viewer,
                    way=ProgressUpdate.Way.LINK,
                    link=link,
                    **form.cleaned_data,
                )
            except (NotAllowed, ValidationError) as fault:
                form.add_error(None, str(fault))
            else:
                return _page(request, "plans/said_by_link.html", 200, link=link, said=said)
        row = queries.row(viewer, link.action, today)
        return _page(request, "plans/update_by_link.html", 200, link=link, row=row, form=form)


@require_POST
def make_update_link(request: Asked, action_id: int) -> HttpResponse:
    """Make a link to hand to the person who leads an action."""
    action = queries.actions(request.viewer).get(pk=action_id)
    person = action.lead_person or _liaison(request, action.lead_id)
    if person is None:
        return render(request, "plans/update_link.html", {"action": action, "person": None})
    secret = asking.make_link(action=action, person=person, by=request.viewer, now=timezone.now())
    link = request.build_absolute_uri(f"/u/{secret}/")
    response = render(request, "plans/update_link.html", {"action": action, "person": person, "link": link})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def end_update_links(request: Asked, action_id: int) -> HttpResponse:
    """Every link that is open for an action stops working, such as one that went to the wrong person."""
    action = queries.actions(request.viewer).get(pk=action_id)
    now = timezone.now()
    asking.end_links(links=asking.open_links(request.viewer, action, now), by=request.viewer, now=now)
    return redirect(action)


def ask_for_updates(request: Asked) -> HttpResponse:
    """Who has to say something, and one button that asks them all."""
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    asked = None
    if request.method == "POST":
        asked = asking.ask(by=request.viewer, today=request.today)
    waiting = [] if refusal else asking.waiting(request.viewer, request.today)
    context = {
        "waiting": waiting,
        "total": sum(len(each.rows) for each in waiting),
        "after": asking.ASK_AFTER_DAYS,
        "asked": asked,
        "mail": settings.MAIL_SERVER or request.viewer.partnership.demonstration,
        "refusal": refusal,
    }
    return render(request, "plans/asking.html", context, status=403 if refusal else 200)


def _liaison(request: Asked, agency_id: int | None) -> Person | None:
    return queries.liaisons(request.viewer).get(agency_id or 0)


def _page(request: Asked, template: str, status: int, **context: object) -> HttpResponse:
    response = render(request, template, context, status=status)
    # The address holds the secret: no page that is opened from here is told it, nor does anything keep it.
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
