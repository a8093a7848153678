"""Pages about grants. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.funding import granting, queries, reporting
from frankpledge.web.funding.forms import BecauseForm
from frankpledge.web.funding.grant_forms import GrantForm, GrantLinkForm, ReturnsForm
from frankpledge.web.funding.models import Grant
from frankpledge.web.funding.permissions import reason_not_to_change
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.models import Plan
from frankpledge.web.risks import queries as risks

WORDS = ("purpose", "conditions", "organisation_number", "first_day", "last_day")


@require_GET
def grant(request: Asked, grant_id: int) -> HttpResponse:
    """One grant: what it is for, what it pays for, what hangs on it, its returns and its money."""
    return _show(request, _grant(request, grant_id))


def change(request: Asked, grant_id: int) -> HttpResponse:
    """New words and days."""
    held = _grant(request, grant_id)
    refusal = reason_not_to_change(request.viewer, held)
    form = GrantForm(request.POST or None, initial={name: getattr(held, name) for name in WORDS})
    if not refusal and form.is_valid():
        return redirect(granting.change(grant=held, by=request.viewer, **form.cleaned_data))
    context = {"grant": held, "form": form, "refusal": refusal}
    return render(request, "funding/change_grant.html", context, status=403 if refusal else 200)


@require_POST
def link(request: Asked, grant_id: int) -> HttpResponse:
    """Say which action it pays for, or which risk hangs on it."""
    held = _grant(request, grant_id)
    permissions.require(reason_not_to_change(request.viewer, held))
    form = _link_form(request, request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["what"]
        if chosen in form.actions:
            granting.pays_for(grant=held, action=form.actions[chosen], by=request.viewer)
        else:
            granting.hangs_on(grant=held, risk=form.risks[chosen], by=request.viewer)
        return redirect(held)
    return _show(request, held, link=form)


def lose(request: Asked, grant_id: int) -> HttpResponse:
    """Record that it was lost, after a look at what hangs on it."""
    held = _grant(request, grant_id)
    refusal = reason_not_to_change(request.viewer, held)
    form = BecauseForm(request.POST or None)
    if not refusal and form.is_valid():
        granting.lose(grant=held, by=request.viewer, today=request.today, **form.cleaned_data)
        return redirect(held)
    context = {
        "grant": held,
        "form": form,
        "hanging": queries.hanging_risks(request.viewer, held).filter(risk__closed_on=None),
        "paid": queries.paid_actions(request.viewer, held),
        "refusal": refusal,
    }
    return render(request, "funding/lose_grant.html", context, status=403 if refusal else 200)


@require_POST
def end(request: Asked, grant_id: int) -> HttpResponse:
    """It came to its end."""
    held = _grant(request, grant_id)
    granting.end(grant=held, because="", by=request.viewer, today=request.today)
    return redirect(held)


@require_POST
def open_up(request: Asked, grant_id: int) -> HttpResponse:
    """Put it into the open data."""
    held = _grant(request, grant_id)
    granting.open_up(grant=held, by=request.viewer, today=request.today)
    return redirect(held)


@require_POST
def set_returns(request: Asked, grant_id: int) -> HttpResponse:
    """Say how often its funder is told."""
    held = _grant(request, grant_id)
    permissions.require(reason_not_to_change(request.viewer, held))
    form = ReturnsForm(request.POST)
    if form.is_valid():
        try:
            reporting.set_returns(grant=held, by=request.viewer, **form.cleaned_data)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _show(request, held, every=form)


def _show(request: Asked, held: Grant, **asked: object) -> HttpResponse:
    viewer = request.viewer
    spent = queries.spent(viewer, grant=held)
    context = {
        "grant": held,
        "paid": queries.paid_actions(viewer, held),
        "hanging": queries.hanging_risks(viewer, held),
        "returns": queries.returns(viewer).filter(grant=held),
        "lines": queries.lines(viewer, grant=held),
        "spent": spent,
        "unspent": held.pence - spent,
        "today": request.today,
        "refusal": reason_not_to_change(viewer, held),
        "open_refusal": granting.reason_not_to_open_up(viewer, held),
        "link": _link_form(request),
        "every": ReturnsForm(),
        "form": next(iter(asked.values()), None),  # what the summary of faults is about
        **asked,
    }
    return render(request, "funding/grant.html", context)


def _grant(request: Asked, pk: int) -> Grant:
    return queries.grants(request.viewer).get(pk=pk)


def _link_form(request: Asked, answers: object = None) -> GrantLinkForm:
    """The actions of plans that still run, and the risks in the register."""
    return GrantLinkForm(
        answers,
        actions=plans.actions(request.viewer).filter(dropped_on=None).exclude(plan__stage=Plan.Stage.SUPERSEDED),
        risks=risks.risks(request.viewer).filter(closed_on=None),
    )
