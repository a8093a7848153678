"""Pages about whether actions made a difference. They only translate."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from frankpledge.archive.archive import Archive
from frankpledge.assessment.evidence import ANTI_SOCIAL
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.evaluations import changes, queries
from frankpledge.web.evaluations.forms import PlaceForm
from frankpledge.web.evaluations.models import ActionPlace
from frankpledge.web.places import areas
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.models import Action
from frankpledge.web.plans.permissions import reason_not_to_write


@require_GET
def evaluations(request: Asked) -> HttpResponse:
    """Every action that is evaluated, with its newest verdict."""
    going_on = queries.places(request.viewer).filter(action__dropped_on=None, ended_on=None)
    return render(request, "evaluations/evaluations.html", {"rows": queries.rows(request.viewer, going_on)})


@require_GET
def evaluation(request: Asked, action_id: int) -> HttpResponse:
    """One action's evaluation: the verdict, chart, table and map, what it cannot say, and what was said before."""
    action = _action(request, action_id)
    place = queries.place_of(request.viewer, action)
    if place is None:
        raise Http404
    newest = queries.newest(request.viewer, place)
    context = {
        "action": action,
        "row": queries.Row(place, newest),
        "body": mark_safe(newest.html if newest else ""),  # printed from escaped words by documents.html
        "history": [each for each in queries.history(request.viewer, place) if newest and each.pk != newest.pk],
        "refusal": reason_not_to_write(request.viewer, action.plan),
    }
    return render(request, "evaluations/evaluation.html", context)


def say_where(request: Asked, action_id: int) -> HttpResponse:
    """Say where an action was done, since when, and beside what it is judged."""
    action = _action(request, action_id)
    refusal = reason_not_to_write(request.viewer, action.plan)
    held = queries.place_of(request.viewer, action)
    own = areas.choices(request.viewer.partnership, request.today)
    form = PlaceForm(request.POST or None, own=own, initial=_initial(action, held, {code for code, _ in own}))
    if not refusal and form.is_valid():
        try:
            snapshot = Archive(settings.ARCHIVE).snapshot()
            place = changes.say_where(
                action=action, snapshot=snapshot, by=request.viewer, today=request.today, **form.asked
            )
            return redirect(place)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"action": action, "form": form, "refusal": refusal, "place": held}
    return render(request, "evaluations/say_where.html", context, status=403 if refusal else 200)


@require_POST
def end(request: Asked, action_id: int) -> HttpResponse:
    """Judge it no longer."""
    action = _action(request, action_id)
    permissions.require(reason_not_to_write(request.viewer, action.plan))
    place = queries.place_of(request.viewer, action)
    if place is None:
        raise Http404
    changes.end(place=place, by=request.viewer, today=request.today)
    return redirect(action)


def _initial(action: Action, held: ActionPlace | None, own: set[str]) -> dict[str, object]:
    """What was said before; at first the day on which the action starts."""
    if held is None:
        return {"since": action.starts_on}
    return {
        "own": [each["code"] for each in held.places if each["code"] in own],
        "places": "\n".join(each["code"] for each in held.places if each["code"] not in own),
        "comparison": "\n".join(each["code"] for each in held.comparison),
        "crime_types": held.crime_types,
        "anti_social": held.crime_types == [ANTI_SOCIAL],
        "since": held.since,
        "until": held.until,
    }


def _action(request: Asked, pk: int) -> Action:
    return plans.actions(request.viewer).get(pk=pk)
