"""Pages about telling the parent partnership of a risk. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.risks import escalating, queries
from frankpledge.web.risks.forms import AnswerForm, BecauseForm, EscalateForm
from frankpledge.web.risks.permissions import reason_not_to_escalate


def escalate(request: Asked, risk_id: int) -> HttpResponse:
    """Tell the parent partnership of a risk, or tell it anew."""
    risk = queries.risks(request.viewer).get(pk=risk_id)
    refusal = reason_not_to_escalate(request.viewer, risk)
    told = queries.escalations(request.viewer, risk).filter(ended_on=None).first()
    initial = {"asks": told.asks, "parts": list(told.shared)} if told else {}
    form = EscalateForm(request.POST or None, initial=initial)
    if not refusal and form.is_valid():
        if told:
            escalating.share_again(escalation=told, by=request.viewer, today=request.today, **form.cleaned_data)
        else:
            escalating.escalate(risk=risk, by=request.viewer, today=request.today, **form.cleaned_data)
        return redirect(risk)
    context = {"risk": risk, "form": form, "told": told, "refusal": refusal}
    return render(request, "risks/escalate_risk.html", context, status=403 if refusal else 200)


@require_POST
def take_back(request: Asked, risk_id: int, escalation_id: int) -> HttpResponse:
    """It is no longer with the parent partnership."""
    risk = queries.risks(request.viewer).get(pk=risk_id)
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN))
    told = queries.escalations(request.viewer, risk).get(pk=escalation_id, ended_on=None)
    form = BecauseForm(request.POST)
    if form.is_valid():
        escalating.take_back(escalation=told, by=request.viewer, today=request.today, **form.cleaned_data)
        return redirect(risk)
    context = {"risk": risk, "form": form, "told": told, "ending": True}
    return render(request, "risks/escalate_risk.html", context)


@require_GET
def escalated(request: Asked) -> HttpResponse:
    """What districts told this partnership of."""
    return _told(request)


@require_POST
def answer(request: Asked, told_id: int) -> HttpResponse:
    """Answer one."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN))
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            escalating.answer(escalation_id=told_id, by=request.viewer, today=request.today, **form.cleaned_data)
            return redirect("escalated_risks", request.viewer.partnership.slug)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _told(request, form, told_id)


def _told(request: Asked, form: AnswerForm | None = None, faulty: int | None = None) -> HttpResponse:
    every = queries.shared_with(request.viewer)
    labels = {"description": "What could happen", **escalating.PARTS}
    context = {
        "told": [
            (
                each,
                [(labels[part], each.shared[part]) for part in labels if part in each.shared],
                form if each.id == faulty else AnswerForm(initial={"answer": each.answer}, auto_id=f"id_{each.id}_%s"),
            )
            for each in every
        ],
        "form": form,
        "refusal": permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN),
    }
    return render(request, "risks/escalated_risks.html", context)
