"""The page that says who may see a plan, a priority or an action. It only translates."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.models import Agency, Person
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.plans import changes, queries
from frankpledge.web.plans.models import Plan
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.priorities import restricting
from frankpledge.web.priorities.restricting import Kind


class GroupForm(forms.Form):
    """Who alone may see it. Whoever says so is always one of them."""

    because = forms.CharField(
        label="Why not everybody in the partnership may see it",
        max_length=300,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
        error_messages={"required": "Say why not everybody may see it."},
    )
    agencies: Any = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label="Everybody who works here for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people: Any = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="And these people", required=False, widget=forms.CheckboxSelectMultiple
    )


def restrict(request: Asked, part: str, part_id: int) -> HttpResponse:
    """Say who alone may see it."""
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    thing: Any = _thing(request, part, part_id)
    held = restricting.on(request.viewer, part, [part_id]).get(part_id)
    group = list(held.group.all()) if held else []
    initial: dict[str, Any] = {
        "because": held.because if held else "",
        "people": [each.person_id for each in group if each.person_id],
        "agencies": [each.agency_id for each in group if each.agency_id],
    }
    form = GroupForm(request.POST or None, initial=initial)
    fields: dict[str, Any] = form.fields
    fields["agencies"].queryset = queries.agencies(request.viewer, also=initial["agencies"])
    fields["people"].queryset = queries.people(request.viewer).exclude(pk=request.viewer.person.pk)
    if not refusal and form.is_valid():
        try:
            if isinstance(thing, Plan):
                changes.restrict_plan(plan=thing, by=request.viewer, **form.cleaned_data)
            else:
                restricting.restrict(kind=part, number=part_id, by=request.viewer, **form.cleaned_data)
            return redirect(thing)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"thing": thing, "kind": part, "form": form, "restriction": held, "refusal": refusal}
    return render(request, "plans/restrict.html", context, status=403 if refusal else 200)


@require_POST
def lift(request: Asked, part: str, part_id: int) -> HttpResponse:
    """Let everybody see it again."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN))
    thing: Any = _thing(request, part, part_id)
    held = restricting.on(request.viewer, part, [part_id]).get(part_id)
    if held:
        restricting.lift(restriction=held, by=request.viewer, today=request.today)
    return redirect(thing)


def _thing(request: Asked, kind: str, number: int) -> Model:
    if kind == Kind.PLAN:
        return queries.plans(request.viewer).get(pk=number)
    if kind == Kind.PRIORITY:
        return priorities.priorities(request.viewer).get(pk=number)
    if kind == Kind.ACTION:
        return queries.actions(request.viewer).get(pk=number)
    raise Http404
