"""The plans of a county's districts on one page, what serves what, and a district's word on both. They only translate."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.plans import county, queries, rollup
from frankpledge.web.plans.models import Chapter
from frankpledge.web.priorities.models import Strategy


class ServesForm(forms.Form):
    """Which of the county's priorities a district's priority serves."""

    serves = forms.MultipleChoiceField(
        label="It serves these priorities of ours", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, ours: list[Chapter], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["serves"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each.priority_id), str(each.priority)) for each in ours]


@require_GET
def district_plans(request: Asked) -> HttpResponse:
    """What each district works on, what of ours it serves, how far it is, and what is missing."""
    viewer = request.viewer
    found = county.district_plans(viewer, request.today)
    context = {
        "districts": found,
        "rolled": rollup.roll_up(viewer, found, queries.current_plan(viewer), request.today) if found else None,
        "duties": [str(label) for _, label in Strategy.choices],
        "serving": [(each, [code in each.served for code, _ in Strategy.choices]) for each in found],
        "refusal": permissions.reason_not_to(viewer, Permission.WRITE_PLAN),
    }
    return render(request, "plans/district_plans.html", context)


def district_priority(request: Asked, priority_id: int) -> HttpResponse:
    """Say which of our priorities a district's priority serves."""
    viewer = request.viewer
    refusal = permissions.reason_not_to(viewer, Permission.WRITE_PLAN)
    permissions.require(refusal)
    theirs = next(iter(county.district_priorities(viewer, [priority_id], request.today)), None)
    if theirs is None:
        raise Http404
    plan = queries.current_plan(viewer)
    ours = list(queries.chapters(viewer, plan)) if plan else []
    held = [each.cited_id for each in rollup.said_of(viewer, priority_id)]
    form = ServesForm(request.POST if request.method == "POST" else None, initial={"serves": held}, ours=ours)
    if form.is_valid():
        rollup.say(priority_id=priority_id, serves=map(int, form.cleaned_data["serves"]), by=viewer)
        return redirect("district_plans", viewer.partnership.slug)
    return render(request, "plans/district_priority.html", {"theirs": theirs, "ours": ours, "form": form})


@require_POST
def take_county(request: Asked) -> HttpResponse:
    """Take the county's priorities in, to say which of ours serve them."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN))
    found = rollup.to_take(request.viewer, request.today)
    if found:
        try:
            rollup.take(found=found, by=request.viewer, today=request.today)
        except ValidationError as fault:
            raise NotAllowed(" ".join(fault.messages)) from fault
    return redirect("alignment", request.viewer.partnership.slug)


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
