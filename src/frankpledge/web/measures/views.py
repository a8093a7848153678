"""Pages about measures. They only translate."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.measures import changes, filling, queries
from frankpledge.web.measures.drawing import drawn
from frankpledge.web.measures.forms import LinkForm, MeasureForm, ReadingForm, RedefineForm, RetireForm
from frankpledge.web.measures.models import Measure
from frankpledge.web.measures.outlook import outlook
from frankpledge.web.measures.warnings import warnings
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.models import Plan
from frankpledge.web.plans.permissions import reason_not_to_write

DEFINED = (
    *("crime_type", "counter", "numerator", "denominator", "source", "baseline", "baseline_words"),
    *("target", "target_words", "second_target", "second_words", "reach_by", "tolerance"),
)


@require_GET
def current(request: Asked) -> HttpResponse:
    """The measures of the plan that people work by; without a plan, the place to begin one."""
    plan = plans.current_plan(request.viewer)
    slug = request.viewer.partnership.slug
    return redirect("measures", slug, plan.pk) if plan else redirect("plans", slug)


def measures(request: Asked, plan_id: int) -> HttpResponse:
    """The plan's measures, what contradicts itself, and what is not measured."""
    plan = _plan(request, plan_id)
    shown = queries.measures(request.viewer).filter(plan=plan, retired_on=None)
    measured = queries.measured(request.viewer, shown, request.today)
    context = {
        "plan": plan,
        "measured": measured,
        "warnings": warnings(measured),
        "without_measure": queries.without_measure(request.viewer, plan),
        "without_action": queries.without_action(request.viewer, plan),
        "fills": any(each.definition.fills_itself for each in measured),
        "filled": request.GET.get("filled"),
        "refusal": reason_not_to_write(request.viewer, plan),
    }
    return render(request, "measures/measures.html", context)


def add(request: Asked, plan_id: int) -> HttpResponse:
    """Add a measure."""
    plan = _plan(request, plan_id)
    refusal = reason_not_to_write(request.viewer, plan)
    initial = {"from_month": f"{plan.first_day:%B %Y}"}
    form = MeasureForm(request.POST or None, chapters=plans.chapters(request.viewer, plan), initial=initial)
    if not refusal and form.is_valid():
        try:
            return redirect(changes.add(by=request.viewer, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"plan": plan, "form": form, "refusal": refusal}
    return render(request, "measures/add_measure.html", context, status=403 if refusal else 200)


@require_POST
def fill(request: Asked, plan_id: int) -> HttpResponse:
    """Count what is held for the measures that fill themselves."""
    plan = _plan(request, plan_id)
    figures = filling.fill(plan=plan, archive=settings.ARCHIVE, by=request.viewer, today=request.today)
    return redirect(f"{_address(request, plan)}?filled={figures}")


def measure(request: Asked, measure_id: int) -> HttpResponse:
    """One measure: where it stands, its chart, its definitions, every figure."""
    found = _measure(request, measure_id)
    return _show(request, found)


def redefine(request: Asked, measure_id: int) -> HttpResponse:
    """Define it anew, from a month on."""
    found = _measure(request, measure_id)
    refusal = reason_not_to_write(request.viewer, found.plan)
    newest = queries.definitions(request.viewer, found)[0]
    initial = {name: getattr(newest, name) for name in DEFINED}
    initial |= {"from_month": f"{request.today:%B %Y}", "profile": " ".join(f"{each:g}" for each in newest.profile)}
    form = RedefineForm(request.POST or None, initial=initial)
    if not refusal and form.is_valid():
        try:
            changes.redefine(measure=found, by=request.viewer, **form.cleaned_data)
            return redirect(found)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"measure": found, "form": form, "refusal": refusal}
    return render(request, "measures/redefine_measure.html", context, status=403 if refusal else 200)


@require_POST
def enter(request: Asked, measure_id: int) -> HttpResponse:
    """Enter a figure."""
    found = _measure(request, measure_id)
    permissions.require(reason_not_to_write(request.viewer, found.plan))
    form = ReadingForm(request.POST, unit=found.unit)
    if form.is_valid():
        try:
            changes.enter(measure=found, by=request.viewer, today=request.today, **form.cleaned_data)
            return redirect(found)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _show(request, found, form)


@require_POST
def sign(request: Asked, measure_id: int, reading_id: int) -> HttpResponse:
    """Sign a figure off."""
    found = _measure(request, measure_id)
    permissions.require(reason_not_to_write(request.viewer, found.plan))
    reading = queries.history(request.viewer, found).get(pk=reading_id)
    form = None
    try:
        changes.sign(reading=reading, by=request.viewer)
    except ValidationError as fault:
        form = ReadingForm({}, unit=found.unit)
        form.errors.clear()
        form.add_error(None, fault)
        return _show(request, found, form)
    return redirect(found)


@require_POST
def link(request: Asked, measure_id: int) -> HttpResponse:
    """Say which action is meant to move it."""
    found = _measure(request, measure_id)
    permissions.require(reason_not_to_write(request.viewer, found.plan))
    form = LinkForm(request.POST, actions=plans.actions(request.viewer).filter(plan=found.plan))
    if form.is_valid():
        changes.link(measure=found, by=request.viewer, **form.cleaned_data)
    return redirect(found)


@require_POST
def retire(request: Asked, measure_id: int) -> HttpResponse:
    """Measure it no longer."""
    found = _measure(request, measure_id)
    permissions.require(reason_not_to_write(request.viewer, found.plan))
    form = RetireForm(request.POST)
    if form.is_valid():
        changes.retire(measure=found, by=request.viewer, today=request.today, **form.cleaned_data)
        return redirect(_address(request, found.plan))
    return _show(request, found)


def _show(request: Asked, found: Measure, form: ReadingForm | None = None) -> HttpResponse:
    [shown] = queries.measured(request.viewer, [found], request.today)
    context = {
        "each": shown,
        "measure": found,
        "chart": drawn(shown),
        "outlook": outlook(shown, request.today),
        "definitions": queries.definitions(request.viewer, found),
        "history": queries.history(request.viewer, found),
        "actions": queries.actions_of(request.viewer, found),
        "form": form or ReadingForm(unit=found.unit),
        "link": LinkForm(actions=plans.actions(request.viewer).filter(plan=found.plan, dropped_on=None)),
        "retire": RetireForm(),
        "refusal": reason_not_to_write(request.viewer, found.plan),
    }
    return render(request, "measures/measure.html", context)


def _plan(request: Asked, pk: int) -> Plan:
    return plans.plans(request.viewer).get(pk=pk)


def _measure(request: Asked, pk: int) -> Measure:
    return queries.measures(request.viewer).get(pk=pk)


def _address(request: Asked, plan: Plan) -> str:
    return f"/p/{request.viewer.partnership.slug}/measures/of/{plan.pk}/"
