"""Pages about commissioned services and pilots. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.funding import commissioning, queries
from frankpledge.web.funding.grant_forms import ResultForm, ServiceDecisionForm, ServiceForm
from frankpledge.web.funding.models import Service
from frankpledge.web.funding.permissions import reason_not_to_write
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.models import Plan


def add(request: Asked) -> HttpResponse:
    """Record a service or a pilot."""
    refusal = reason_not_to_write(request.viewer)
    form = ServiceForm(
        request.POST or None,
        pots=queries.pots(request.viewer),
        actions=plans.actions(request.viewer).exclude(plan__stage=Plan.Stage.SUPERSEDED),
    )
    if not refusal and form.is_valid():
        try:
            return redirect(commissioning.add(by=request.viewer, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"form": form, "refusal": refusal}
    return render(request, "funding/add_service.html", context, status=403 if refusal else 200)


@require_GET
def service(request: Asked, service_id: int) -> HttpResponse:
    """One service: what was bought, what it reached, and whether it goes on."""
    return _show(request, _service(request, service_id))


@require_POST
def report(request: Asked, service_id: int) -> HttpResponse:
    """Say what it reached."""
    held = _service(request, service_id)
    permissions.require(reason_not_to_write(request.viewer))
    form = ResultForm(request.POST)
    if form.is_valid():
        try:
            commissioning.report(service=held, by=request.viewer, **form.cleaned_data)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _show(request, held, result=form)


@require_POST
def decide(request: Asked, service_id: int) -> HttpResponse:
    """Say whether it goes on."""
    held = _service(request, service_id)
    permissions.require(reason_not_to_write(request.viewer))
    form = ServiceDecisionForm(request.POST, auto_id="decide_%s")
    if form.is_valid():
        return redirect(commissioning.decide(service=held, by=request.viewer, today=request.today, **form.cleaned_data))
    return _show(request, held, decide=form)


def _show(request: Asked, held: Service, **asked: object) -> HttpResponse:
    [shown] = queries.served(request.viewer, [held], request.today)
    context = {
        "service": held,
        "shown": shown,
        "refusal": reason_not_to_write(request.viewer),
        "result": ResultForm(),
        "decide": ServiceDecisionForm(auto_id="decide_%s"),
        "form": next(iter(asked.values()), None),  # what the summary of faults is about
        **asked,
    }
    return render(request, "funding/service.html", context)


def _service(request: Asked, pk: int) -> Service:
    return queries.services(request.viewer).get(pk=pk)
