"""The pages of premises. Views only translate."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.places import changes, queries
from frankpledge.web.places.forms import ConditionForm, EndForm, PremisesForm
from frankpledge.web.places.models import Premises


def new_premises(request: Asked) -> HttpResponse:
    return _put(request, None)


def change_premises(request: Asked, premises_id: int) -> HttpResponse:
    return _put(request, _premises(request, premises_id))


def _put(request: Asked, premises: Premises | None) -> HttpResponse:
    refusal = changes.reason_not_to_change(request.viewer, premises)
    form = PremisesForm(request.POST or None, premises)
    if not refusal and form.is_valid():
        try:
            held = changes.put_premises(premises=premises, by=request.viewer, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            return redirect(held)
    context = {"form": form, "premises": premises, "refusal": refusal}
    return render(request, "places/put_premises.html", context, status=403 if refusal else 200)


@require_GET
def premises_page(request: Asked, premises_id: int) -> HttpResponse:
    """Premises with their conditions, those that hold first."""
    premises = _premises(request, premises_id)
    conditions = list(premises.conditions.all())
    holding = [c for c in conditions if c.from_on <= request.today and (not c.until_on or c.until_on >= request.today)]
    context = {
        "premises": premises,
        "holding": holding,
        "others": [each for each in conditions if each not in holding],
        "refusal": changes.reason_not_to_change(request.viewer, premises),
        "publish_refusal": changes.reason_not_to_publish(request.viewer, premises),
    }
    return render(request, "places/premises_page.html", context)


def new_condition(request: Asked, premises_id: int) -> HttpResponse:
    premises = _premises(request, premises_id)
    refusal = changes.reason_not_to_change(request.viewer, premises)
    form = ConditionForm(request.POST or None)
    if not refusal and form.is_valid():
        try:
            changes.add_condition(premises=premises, by=request.viewer, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            return redirect(premises)
    context = {"form": form, "premises": premises, "refusal": refusal}
    return render(request, "places/new_condition.html", context, status=403 if refusal else 200)


def end_condition(request: Asked, premises_id: int, condition_id: int) -> HttpResponse:
    premises = _premises(request, premises_id)
    condition = queries.condition(request.viewer, premises, condition_id)
    refusal = changes.reason_not_to_change(request.viewer, premises)
    form = EndForm(request.POST or None, initial={"on": request.today})
    if not refusal and form.is_valid():
        changes.end_condition(condition=condition, on=form.cleaned_data["on"], by=request.viewer)
        return redirect(premises)
    context = {"form": form, "premises": premises, "condition": condition, "refusal": refusal}
    return render(request, "places/end_condition.html", context, status=403 if refusal else 200)


@require_POST
def publish_premises(request: Asked, premises_id: int) -> HttpResponse:
    """Make premises public, or take them back."""
    premises = _premises(request, premises_id)
    changes.publish(premises=premises, public=request.POST.get("public") == "1", by=request.viewer)
    return redirect(premises)


@login_not_required
@require_GET
def public_premises(request: HttpRequest, slug: str) -> HttpResponse:
    """Premises that a partnership shows to anybody, with the conditions that hold today."""
    found = queries.public_premises(slug, localdate())
    if found is None:
        raise Http404
    whose, premises = found
    return render(request, "places/public_premises.html", {"whose": whose, "premises": premises})


def _premises(request: Asked, pk: int) -> Premises:
    return queries.premises_of(request.viewer).get(pk=pk)
