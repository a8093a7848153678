"""Pages about priorities. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.citations import queries as citations
from frankpledge.web.priorities import changes, in_plans, queries, restricting
from frankpledge.web.priorities.forms import EndForm, PriorityForm
from frankpledge.web.priorities.models import Priority, Strategy
from frankpledge.web.priorities.things import PRIORITY


def priorities(request: Asked) -> HttpResponse:
    """What the partnership works on, and what it no longer does."""
    every = queries.priorities(request.viewer)
    context = {
        "current": [each for each in every if each.until_on is None],
        "ended": [each for each in every if each.until_on is not None],
        "uncovered": queries.uncovered(request.viewer),
    }
    return render(request, "priorities/priorities.html", context)


def priority(request: Asked, priority_id: int) -> HttpResponse:
    """One priority: why, what it rests on, and where it is in plans."""
    shown = _priority(request, priority_id)
    number = str(shown.pk)
    labels = dict(Strategy.choices)
    context = {
        "priority": shown,
        "strategies": [labels[code] for code in shown.strategies if code in labels],
        "places": in_plans.places(request.viewer, shown),
        "restriction": restricting.on(request.viewer, restricting.Kind.PRIORITY, [shown.pk]).get(shown.pk),
        "rests_on": citations.rests_on(request.viewer, PRIORITY, [number]).get(number, []),
        "cited_by": citations.cited_by(request.viewer, PRIORITY, [number]).get(number, []),
        "refusal": permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN),
    }
    return render(request, "priorities/priority.html", context)


def change(request: Asked, priority_id: int) -> HttpResponse:
    """Change the words of a priority, or end it."""
    held = _priority(request, priority_id)
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    names = ("title", "why", "public_sentence", "strategies")
    form = PriorityForm(request.POST or None, initial={name: getattr(held, name) for name in names})
    if not refusal and form.is_valid():
        try:
            return redirect(changes.change(priority=held, by=request.viewer, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"priority": held, "form": form, "end": EndForm(), "refusal": refusal}
    return render(request, "priorities/change_priority.html", context, status=403 if refusal else 200)


@require_POST
def end(request: Asked, priority_id: int) -> HttpResponse:
    """The partnership no longer works on it."""
    held = _priority(request, priority_id)
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN))
    form = EndForm(request.POST)
    if form.is_valid():
        changes.end(priority=held, by=request.viewer, today=request.today, **form.cleaned_data)
        return redirect(held)
    words = PriorityForm(None, initial={"title": held.title})
    return render(request, "priorities/change_priority.html", {"priority": held, "form": words, "end": form})


def _priority(request: Asked, pk: int) -> Priority:
    return queries.priorities(request.viewer).get(pk=pk)
