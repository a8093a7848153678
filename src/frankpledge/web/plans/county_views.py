"""The plans of a county's districts on one page, and a district's word that it shares one. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.plans import county, queries
from frankpledge.web.priorities.models import Strategy


@require_GET
def district_plans(request: Asked) -> HttpResponse:
    """What each district works on, how far it is, and what is missing."""
    found = county.district_plans(request.viewer, request.today)
    context = {
        "districts": found,
        "strategies": [
            (str(label), [(each.district, code in each.served) for each in found]) for code, label in Strategy.choices
        ],
    }
    return render(request, "plans/district_plans.html", context)


@require_POST
def share_plan(request: Asked, plan_id: int) -> HttpResponse:
    """Let the partnership above see it before it is published, or end that."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN))
    plan = queries.plans(request.viewer).get(pk=plan_id)
    held = county.shared_now(request.viewer, plan)
    if held:
        county.end_sharing(shared=held, by=request.viewer, today=request.today)
    elif request.viewer.partnership.parent:
        try:
            county.share(plan=plan, by=request.viewer)
        except ValidationError as fault:
            raise NotAllowed(" ".join(fault.messages)) from fault
    return redirect(plan)
