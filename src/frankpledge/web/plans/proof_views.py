"""Pages of the figures' proofreader. They only translate."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.plans import proofs, queries
from frankpledge.web.plans.forms import DismissForm
from frankpledge.web.plans.models import Plan
from frankpledge.web.plans.permissions import reason_not_to_write


@require_GET
def proofread(request: Asked, plan_id: int) -> HttpResponse:
    """Where the numbers in the plan's own words do not fit each other."""
    return _page(request, queries.plans(request.viewer).get(pk=plan_id), DismissForm())


@require_POST
def dismiss(request: Asked, plan_id: int) -> HttpResponse:
    """Leave a remark as it is, with a reason."""
    plan = queries.plans(request.viewer).get(pk=plan_id)
    permissions.require(reason_not_to_write(request.viewer, plan))
    form = DismissForm(request.POST)
    asked = request.POST.get("fingerprint", "")
    found = [each for each in proofs.proofs(request.viewer, plan) if each.remark.fingerprint == asked]
    if not form.is_valid():
        return _page(request, plan, form)
    if found and found[0].dismissal is None:
        proofs.dismiss(plan=plan, proof=found[0], because=form.cleaned_data["because"], by=request.viewer)
    return redirect("proofread_plan", request.viewer.partnership.slug, plan.pk)


@require_POST
def take_up(request: Asked, plan_id: int) -> HttpResponse:
    """Make a remark again that was left as it is."""
    plan = queries.plans(request.viewer).get(pk=plan_id)
    permissions.require(reason_not_to_write(request.viewer, plan))
    asked = request.POST.get("fingerprint", "")
    for each in proofs.proofs(request.viewer, plan):
        if each.dismissal and each.remark.fingerprint == asked:
            proofs.take_up(dismissal=each.dismissal, by=request.viewer)
            break
    return redirect("proofread_plan", request.viewer.partnership.slug, plan.pk)


def _page(request: Asked, plan: Plan, form: DismissForm) -> HttpResponse:
    found = proofs.proofs(request.viewer, plan)
    context = {
        "plan": plan,
        "form": form,
        "wrong": [each for each in found if each.remark.wrong and not each.dismissal],
        "asked": [each for each in found if not each.remark.wrong and not each.dismissal],
        "dismissed": [each for each in found if each.dismissal],
        "refusal": reason_not_to_write(request.viewer, plan),
    }
    return render(request, "plans/proofread_plan.html", context)
