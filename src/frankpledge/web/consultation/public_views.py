"""What anybody can read of how a partnership listens, without signing in. They only translate."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from frankpledge.web.consultation import public_queries
from frankpledge.web.surveys import queries as surveys


@login_not_required
@require_GET
def public_consultations(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked now (surveys too), what was asked, which meetings there are."""
    today = localdate()
    shown = public_queries.everything(slug, today)
    if shown is None:
        raise Http404
    context = {"shown": shown, "whose": shown.partnership, "surveys": surveys.public_surveys(slug, today)}
    return render(request, "consultation/public/everything.html", context)


@login_not_required
@require_GET
def public_consultation(request: HttpRequest, slug: str, consultation_id: int) -> HttpResponse:
    held = public_queries.consultation(slug, consultation_id, localdate())
    if held is None:
        raise Http404
    context = {"held": held, "whose": held.partnership, "state": held.state(localdate())}
    return render(request, "consultation/public/consultation.html", context)


@login_not_required
@require_GET
def public_meeting(request: HttpRequest, slug: str, meeting_id: int) -> HttpResponse:
    held = public_queries.meeting(slug, meeting_id)
    if held is None:
        raise Http404
    return render(request, "consultation/public/meeting.html", {"held": held, "whose": held.partnership})


@login_not_required
@require_GET
def public_neighbourhood(request: HttpRequest, slug: str, neighbourhood_id: int) -> HttpResponse:
    """What residents of one place want done, and what was done."""
    found = public_queries.neighbourhood(slug, neighbourhood_id, localdate())
    if found is None:
        raise Http404
    place, standings, meetings = found
    context = {"place": place, "whose": place.partnership, "standings": standings, "meetings": meetings}
    return render(request, "consultation/public/neighbourhood.html", context)


@login_not_required
@require_GET
def you_said_we_did(request: HttpRequest, slug: str) -> HttpResponse:
    found = public_queries.said_and_did(slug, localdate())
    if found is None:
        raise Http404
    whose, said = found
    return render(request, "consultation/public/said.html", {"whose": whose, "said": said})
