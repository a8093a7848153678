"""Pages about others' objectives and which priorities serve them. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.scoring import aligning
from frankpledge.web.scoring import alignment as queries
from frankpledge.web.scoring.alignment_forms import AlignForm, ExternalPlanForm
from frankpledge.web.scoring.models import ExternalPlan

FACTS = ("kind", "name", "body", "source")


@require_GET
def alignment(request: Asked) -> HttpResponse:
    """Which priorities serve which of others' objectives, and what nobody serves."""
    current = list(priorities.current(request.viewer))
    plans = list(queries.plans(request.viewer))
    context = {
        "matrices": queries.matrices(request.viewer, request.today, current),
        "priorities": current,
        "others": [plan for plan in plans if not plan.in_force(request.today)],
        "refusal": permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN),
    }
    return render(request, "scoring/alignment.html", context)


@require_GET
def external_plan(request: Asked, external_plan_id: int) -> HttpResponse:
    """One version of a plan of another body."""
    plan = _plan(request, external_plan_id)
    context = {
        "plan": plan,
        "matrix": queries.matrix(request.viewer, plan, list(priorities.current(request.viewer))),
        "refusal": permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN),
    }
    return render(request, "scoring/external_plan.html", context)


def add_external_plan(request: Asked) -> HttpResponse:
    """Enter a plan of another body; after another's number (`?follows=`), a new version of it."""
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    number = request.GET.get("follows", "")
    known = number.isascii() and number.isdecimal() and len(number) < 19
    before = _plan(request, int(number)) if known and not refusal else None
    initial: dict[str, object] = {"from_on": request.today}
    if before:
        objectives = "\n".join(each.words for each in before.objectives.all())
        initial = {name: getattr(before, name) for name in FACTS} | {"objectives": objectives}
    form = ExternalPlanForm(request.POST or None, initial=initial)
    if not refusal and form.is_valid():
        try:
            return redirect(aligning.add_plan(follows=before, by=request.viewer, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault.messages)
    context = {"form": form, "before": before, "refusal": refusal}
    return render(request, "scoring/add_external_plan.html", context, status=403 if refusal else 200)


def align_priority(request: Asked, priority_id: int) -> HttpResponse:
    """Say which objectives one priority serves."""
    priority = priorities.priorities(request.viewer).get(pk=priority_id)
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    held = {each.objective_id: each for each in queries.alignments(request.viewer, priority)}
    objectives = queries.objectives(request.viewer, request.today)
    form = AlignForm(request.POST or None, objectives=objectives, held=held)
    if not refusal and form.is_valid():
        aligning.align(priority=priority, answers=form.answers, by=request.viewer)
        return redirect("alignment", request.viewer.partnership.slug)
    context = {"priority": priority, "form": form, "refusal": refusal}
    return render(request, "scoring/align_priority.html", context, status=403 if refusal else 200)


def _plan(request: Asked, pk: int) -> ExternalPlan:
    return queries.plans(request.viewer).get(pk=pk)
