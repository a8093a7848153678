"""Pages about risks. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.citations import queries as citations
from frankpledge.web.measures import queries as measures
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.offering import plans_that_run
from frankpledge.web.risks import changes, heat, queries
from frankpledge.web.risks.forms import BecauseForm, DayForm, LinkForm, ReviewForm, RiskForm, ScaleForm, ScoreForm
from frankpledge.web.risks.models import Risk, Scoring
from frankpledge.web.risks.permissions import reason_not_to_escalate, reason_not_to_write
from frankpledge.web.risks.things import RISK

WORDS = ("description", "impact", "preventive", "contingent", "review_on", "version")


@require_GET
def risks(request: Asked) -> HttpResponse:
    """The register."""
    rows = queries.rows(request.viewer, queries.risks(request.viewer), request.today)
    context = {
        "rows": [row for row in rows if row.risk.closed_on is None],
        "closed": [row for row in rows if row.risk.closed_on is not None],
        "told": sum(each.ended_on is None and not each.answer for each in queries.shared_with(request.viewer)),
        "refusal": permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN),
    }
    return render(request, "risks/risks.html", context)


@require_GET
def heat_map(request: Asked) -> HttpResponse:
    """How likely by how bad, on any day: choose one, or go from change to change."""
    asked = {"on": request.GET.get("on") or f"{request.today}", "kind": request.GET.get("kind") or "current"}
    form = DayForm(asked)
    chosen = form.is_valid()
    on = form.cleaned_data["on"] if chosen else request.today
    kind = form.cleaned_data["kind"] if chosen else Scoring.Kind.CURRENT
    shown = heat.replay(request.viewer, kind, on, queries.scale(request.viewer))
    return render(request, "risks/heat_map.html", {"form": form, "shown": shown, "today": request.today})


def scale(request: Asked) -> HttpResponse:
    """How risks are scored from now on."""
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    form = ScaleForm(request.POST or None, initial={"scale": queries.scale(request.viewer)})
    if not refusal and form.is_valid():
        changes.choose_scale(by=request.viewer, **form.cleaned_data)
        return redirect("risks", request.viewer.partnership.slug)
    context = {"form": form, "refusal": refusal}
    return render(request, "risks/risk_scale.html", context, status=403 if refusal else 200)


def add(request: Asked) -> HttpResponse:
    """Add a risk."""
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    form = _risk_form(request, None)
    if not refusal and form.is_valid():
        answers = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return redirect(changes.add(by=request.viewer, today=request.today, **answers))
    context = {"form": form, "refusal": refusal}
    return render(request, "risks/add_risk.html", context, status=403 if refusal else 200)


@require_GET
def risk(request: Asked, risk_id: int) -> HttpResponse:
    """One risk: how it stands, who answers for it, what it bears on, and its history."""
    return _show(request, _risk(request, risk_id))


def change(request: Asked, risk_id: int) -> HttpResponse:
    """New words and owners."""
    held = _risk(request, risk_id)
    refusal = reason_not_to_write(request.viewer, held)
    form = _risk_form(request, held)
    status = 403 if refusal else 200
    if not refusal and form.is_valid():
        try:
            return redirect(changes.change(risk=held, by=request.viewer, **form.cleaned_data))
        except changes.ChangedMeanwhile as fault:
            form.add_error(None, fault)
            status = 409
    context = {"risk": held, "form": form, "refusal": refusal}
    return render(request, "risks/change_risk.html", context, status=status)


@require_POST
def score(request: Asked, risk_id: int) -> HttpResponse:
    """Say how likely and how bad it is."""
    held = _risk(request, risk_id)
    permissions.require(reason_not_to_write(request.viewer, held))
    form = ScoreForm(request.POST, scale=queries.scale(request.viewer))
    if form.is_valid():
        try:
            changes.score(risk=held, by=request.viewer, today=request.today, **form.cleaned_data)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _show(request, held, score=form)


@require_POST
def review(request: Asked, risk_id: int) -> HttpResponse:
    """Say what came of looking at it again."""
    held = _risk(request, risk_id)
    permissions.require(reason_not_to_write(request.viewer, held))
    form = ReviewForm(request.POST, auto_id="review_%s")
    if form.is_valid():
        try:
            changes.review(risk=held, by=request.viewer, today=request.today, **form.cleaned_data)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _show(request, held, review=form)


@require_POST
def link(request: Asked, risk_id: int) -> HttpResponse:
    """Say which action or measure it bears on."""
    held = _risk(request, risk_id)
    permissions.require(reason_not_to_write(request.viewer, held))
    form = _link_form(request, request.POST)
    if form.is_valid():
        changes.link(risk=held, by=request.viewer, **form.chosen)
        return redirect(held)
    return _show(request, held, link=form)


@require_POST
def unlink(request: Asked, risk_id: int, risk_link_id: int) -> HttpResponse:
    """It no longer bears on that."""
    held = _risk(request, risk_id)
    permissions.require(reason_not_to_write(request.viewer, held))
    changes.unlink(link=queries.links(request.viewer, held).get(pk=risk_link_id), by=request.viewer)
    return redirect(held)


@require_POST
def close(request: Asked, risk_id: int) -> HttpResponse:
    """Close it."""
    held = _risk(request, risk_id)
    permissions.require(reason_not_to_write(request.viewer, held))
    form = BecauseForm(request.POST, auto_id="close_%s")
    if form.is_valid():
        try:
            changes.close(risk=held, by=request.viewer, today=request.today, **form.cleaned_data)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _show(request, _risk(request, risk_id), close=form)


@require_POST
def open_again(request: Asked, risk_id: int) -> HttpResponse:
    """Open a closed risk again."""
    held = _risk(request, risk_id)
    changes.open_again(risk=held, by=request.viewer)
    return redirect(held)


def _show(request: Asked, held: Risk, **asked: object) -> HttpResponse:
    viewer, number = request.viewer, str(held.pk)
    [row] = queries.rows(viewer, queries.risks(viewer).filter(pk=held.pk), request.today)
    faulty = next(iter(asked.values()), None)
    context = {
        "risk": held,
        "row": row,
        "scores": [
            ("Inherent", "with nothing done about it", row.inherent),
            ("Current", "with what is done now", row.current),
            ("Target", "what is meant to be reached", row.target),
        ],
        "history": queries.history(viewer, held),
        "reviews": queries.reviews(viewer, held),
        "links": queries.links(viewer, held),
        "escalations": queries.escalations(viewer, held),
        "rests_on": citations.rests_on(viewer, RISK, [number]).get(number, []),
        "cited_by": citations.cited_by(viewer, RISK, [number]).get(number, []),
        "refusal": reason_not_to_write(viewer, held),
        "escalate_refusal": reason_not_to_escalate(viewer, held),
        "open_refusal": permissions.reason_not_to(viewer, Permission.WRITE_PLAN),
        "score": ScoreForm(scale=queries.scale(viewer), initial={"on": request.today, "kind": "current"}),
        "review": ReviewForm(auto_id="review_%s"),
        "link": _link_form(request),
        "close": BecauseForm(auto_id="close_%s"),
        "form": faulty,  # what the summary of faults is about
        **asked,
    }
    return render(request, "risks/risk.html", context)


def _risk(request: Asked, pk: int) -> Risk:
    return queries.risks(request.viewer).get(pk=pk)


def _risk_form(request: Asked, held: Risk | None) -> RiskForm:
    owners = list(held.owners.all()) if held else []
    also = [each.agency_id for each in owners]
    choices = {"agencies": plans.agencies(request.viewer, also=also), "people": plans.people(request.viewer)}
    initial: dict[str, object] = {}
    if held is not None:
        initial = {name: getattr(held, name) for name in WORDS} | {
            "agencies": [each.agency_id for each in owners if each.agency_id],
            "people": [each.person_id for each in owners if each.person_id],
            "roles": "\n".join(each.role for each in owners if each.role),
        }
    return RiskForm(request.POST or None, initial=initial, **choices)


def _link_form(request: Asked, answers: object = None) -> LinkForm:
    """The actions and measures of plans that run, plan after plan."""
    running = list(plans_that_run(request.viewer, request.today))
    order = ("-plan__first_day", "plan", "chapter__position", "pk")
    return LinkForm(
        answers,
        actions=plans.actions(request.viewer).filter(dropped_on=None, plan__in=running).order_by(*order),
        measures=measures.measures(request.viewer).filter(retired_on=None, plan__in=running).order_by(*order),
    )
