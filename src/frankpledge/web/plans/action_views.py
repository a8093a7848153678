"""Pages about actions. They only translate."""

import contextlib
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.citations import beside
from frankpledge.web.plans import asking, calendars, changes, queries, rolling, saying, sorting, tactics
from frankpledge.web.plans.bulk_forms import TicksForm
from frankpledge.web.plans.finding_actions import asked_for
from frankpledge.web.plans.forms import ActionForm, DropForm, FilterForm, MilestoneForm, UpdateForm
from frankpledge.web.plans.models import Action, Plan
from frankpledge.web.plans.permissions import reason_not_to_write
from frankpledge.web.plans.standing import LABELS

ON_A_PAGE = 50


def actions(request: Asked, plan_id: int) -> HttpResponse:
    """The plan's actions, to look through and to update in place."""
    plan = _plan(request, plan_id)
    form = FilterForm(
        request.GET,
        statuses=LABELS.items(),
        agencies=queries.every_agency(request.viewer),
        chapters=queries.chapters(request.viewer, plan),
        categories=sorting.categories(request.viewer),
    )
    sorted_into = sorting.sorting(request.viewer, plan)
    every = queries.rows(request.viewer, queries.actions(request.viewer).filter(plan=plan), request.today)
    shown = asked_for(every, form.cleaned_data if form.is_valid() else {}, sorted_into)
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    for name in ("page", "ticked"):
        kept.pop(name, None)
    context = {
        "plan": plan,
        "form": form,
        "page": page,
        "rows": page.object_list,
        "kept": kept.urlencode(),
        "ticked": request.GET.get("ticked") == "all",
        "tally": queries.tally(row for row in every if not row.action.dropped_on),
        "total": len(every),
        "refusal": reason_not_to_write(request.viewer, plan),
        "many": TicksForm(agencies=list(queries.agencies(request.viewer)), people=queries.people(request.viewer)),
    }
    return render(request, "plans/actions.html", context)


def mine(request: Asked) -> HttpResponse:
    """What the viewer, or their agency, leads or helps with: the ones that wait for a word first."""
    rows = queries.rows(request.viewer, queries.my_actions(request.viewer), request.today)
    rows.sort(key=lambda row: (row.standing.said == "complete", -(row.standing.age or 0)))
    context = {"rows": rows, "calendar": not calendars.reason_not_to_make(request.viewer)}
    return render(request, "plans/my_actions.html", context)


def add(request: Asked, plan_id: int) -> HttpResponse:
    """Add an action to the plan."""
    plan = _plan(request, plan_id)
    refusal = reason_not_to_write(request.viewer, plan)
    form = _action_form(request, plan, initial={"chapter": request.GET.get("chapter")})
    if not refusal and form.is_valid():
        answers = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return redirect(changes.add_action(by=request.viewer, **answers))
    context = {"plan": plan, "form": form, "refusal": refusal}
    return render(request, "plans/add_action.html", context, status=403 if refusal else 200)


def action(request: Asked, action_id: int) -> HttpResponse:
    """One action: how it stands, everything that was said, its steps."""
    found = _action(request, action_id)
    context = {
        "row": queries.row(request.viewer, found, request.today),
        "themes": sorting.sorting(request.viewer, found.plan).of(found),
        "tactics": tactics.chosen(request.viewer, found),
        "restriction": queries.restriction_on(request.viewer, found),
        "form": UpdateForm(),
        "history": queries.history(request.viewer, found),
        "milestones": queries.milestones(request.viewer, found),
        "carried": rolling.years_carried(found),
        "beside": beside.said_of(request.viewer, "action", found.pk),
        "refusal": reason_not_to_write(request.viewer, found.plan),
        "links": asking.open_links(request.viewer, found, timezone.now()),
    }
    return render(request, "plans/action.html", context)


def change(request: Asked, action_id: int) -> HttpResponse:
    """Change the facts about an action."""
    found = _action(request, action_id)
    refusal = reason_not_to_write(request.viewer, found.plan)
    helping = [each.agency_id for each in found.helping.all()]
    names = ("text", "chapter", "objective", "lead", "lead_person", "starts_on", "due_on", "public_sentence")
    initial = {name: getattr(found, name) for name in (*names, "not_public_because", "version")}
    form = _action_form(request, found.plan, initial={**initial, "helping": helping}, also=[found.lead_id, *helping])
    if not refusal and form.is_valid():
        try:
            return redirect(changes.change_action(action=found, by=request.viewer, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"action": found, "form": form, "refusal": refusal, "drop": DropForm(), "steps": MilestoneForm()}
    return render(request, "plans/change_action.html", context, status=403 if refusal else 200)


@require_POST
def update(request: Asked, action_id: int) -> HttpResponse:
    """Say how an action is going; then back to the list that it was said in."""
    found = _action(request, action_id)
    row = queries.row(request.viewer, found, request.today)
    permissions.require(row.refusal)
    form = UpdateForm(request.POST)
    if form.is_valid():
        saying.update_progress(
            action=found, on=request.today, today=request.today, by=request.viewer, **form.cleaned_data
        )
        return redirect(f"{_back(request, found)}#action-{found.pk}")
    context = {
        "row": row,
        "form": form,
        "history": queries.history(request.viewer, found),
        "milestones": queries.milestones(request.viewer, found),
        "beside": beside.said_of(request.viewer, "action", found.pk),
        "refusal": reason_not_to_write(request.viewer, found.plan),
        "back": request.POST.get("back", ""),
    }
    return render(request, "plans/action.html", context)


def correct(request: Asked, action_id: int, update_id: int) -> HttpResponse:
    """Correct what was said; both stay to be read."""
    found = _action(request, action_id)
    said = queries.history(request.viewer, found).get(pk=update_id)
    refusal = queries.row(request.viewer, found, request.today).refusal
    if not refusal and hasattr(said, "corrected_by"):
        refusal = "This was corrected already. Correct the correction."
    form = UpdateForm(request.POST or None, initial={"status": said.status, "text": said.text})
    if not refusal and form.is_valid():
        saying.update_progress(
            action=found, on=said.on, today=request.today, by=request.viewer, corrects=said, **form.cleaned_data
        )
        return redirect(found)
    context = {"action": found, "said": said, "form": form, "refusal": refusal}
    return render(request, "plans/correct_update.html", context, status=403 if refusal else 200)


@require_POST
def drop(request: Asked, action_id: int) -> HttpResponse:
    """Drop an action with a reason, or take it up again."""
    found = _action(request, action_id)
    permissions.require(reason_not_to_write(request.viewer, found.plan))
    if found.dropped_on:
        changes.take_up_again(action=found, by=request.viewer)
        return redirect(found)
    form = DropForm(request.POST)
    if form.is_valid():
        changes.drop_action(action=found, by=request.viewer, today=request.today, **form.cleaned_data)
        return redirect(found)
    whole = _action_form(request, found.plan, initial={}, bound=False, also=[found.lead_id])
    context: dict[str, Any] = {"action": found, "form": whole, "refusal": "", "drop": form, "steps": MilestoneForm()}
    return render(request, "plans/change_action.html", context)


@require_POST
def milestone(request: Asked, action_id: int) -> HttpResponse:
    """Add a step."""
    found = _action(request, action_id)
    permissions.require(reason_not_to_write(request.viewer, found.plan))
    form = MilestoneForm(request.POST)
    if form.is_valid():
        changes.add_milestone(action=found, by=request.viewer, **form.cleaned_data)
        return redirect(found)
    whole = _action_form(request, found.plan, initial={}, bound=False, also=[found.lead_id])
    context: dict[str, Any] = {"action": found, "form": whole, "refusal": "", "drop": DropForm(), "steps": form}
    return render(request, "plans/change_action.html", context)


@require_POST
def reach(request: Asked, action_id: int, milestone_id: int) -> HttpResponse:
    """A step was reached today."""
    found = _action(request, action_id)
    step = queries.milestones(request.viewer, found).get(pk=milestone_id)
    permissions.require(queries.row(request.viewer, found, request.today).refusal)
    with contextlib.suppress(ValidationError):  # somebody said so before: the page shows when
        saying.reach(milestone=step, by=request.viewer, on=request.today)
    return redirect(found)


def _plan(request: Asked, pk: int) -> Plan:
    return queries.plans(request.viewer).get(pk=pk)


def _action(request: Asked, pk: int) -> Action:
    return queries.actions(request.viewer).get(pk=pk)


def _action_form(
    request: Asked, plan: Plan, *, initial: dict[str, Any], bound: bool = True, also: Collection[int | None] = ()
) -> ActionForm:
    return ActionForm(
        (request.POST or None) if bound else None,
        initial=initial,
        chapters=queries.chapters(request.viewer, plan),
        objectives=queries.objectives(request.viewer, plan),
        agencies=queries.agencies(request.viewer, also=also),
        people=queries.people(request.viewer),
    )


def _back(request: Asked, action: Action) -> str:
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if ours and back.startswith("/") else action.get_absolute_url()
