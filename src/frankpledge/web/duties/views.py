"""Pages about duties. They only translate."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.duties import changes, queries
from frankpledge.web.duties.forms import DutyForm, WithdrawForm
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.register import REGISTERS


@require_GET
def duties(request: Asked) -> HttpResponse:
    """What the law asks of the partnership: what is met and by what, what falls due, what is missing."""
    shown = queries.standings(request.viewer, request.today)
    context = {
        "groups": [
            (heading, [each for each in shown if each.state in states])
            for heading, states in (
                ("Missing or overdue", (queries.State.MISSING, queries.State.OVERDUE)),
                ("Falls due within 60 days", (queries.State.DUE,)),
                ("Met", (queries.State.MET,)),
            )
        ],
        "expected": keeping.current(request.viewer, REGISTERS["expected"]).exclude(state__in=("in_force", "dropped")),
        "decisions": keeping.current(request.viewer, REGISTERS["decisions"])[:5],
        "refusal": permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN),
    }
    return render(request, "duties/duties.html", context)


def write_down(request: Asked, duty_code: str) -> HttpResponse:
    """Write down how a duty was met."""
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    if refusal:
        return render(request, "duties/write_down.html", {"refusal": refusal}, status=403)
    found = [each for each in queries.standings(request.viewer, request.today) if each.duty.code == duty_code]
    if not found:
        raise Http404
    form = DutyForm(request.POST or None)
    if form.is_valid():
        try:
            changes.write_down(duty=duty_code, by=request.viewer, today=request.today, **form.cleaned_data)
            return redirect("duties", request.viewer.partnership.slug)
        except ValidationError as fault:
            form.add_error(None, fault)
    return render(request, "duties/write_down.html", {"standing": found[0], "form": form})


def withdraw(request: Asked, record_id: int) -> HttpResponse:
    """Take back what was written down of a duty."""
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    held = queries.records(request.viewer).get(pk=record_id)
    form = WithdrawForm(request.POST or None)
    if not refusal and form.is_valid():
        changes.withdraw(held=held, by=request.viewer, **form.cleaned_data)
        return redirect("duties", request.viewer.partnership.slug)
    context = {"refusal": refusal, "held": held, "form": form}
    return render(request, "duties/withdraw.html", context, status=403 if refusal else 200)
