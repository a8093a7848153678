"""A published plan for anybody, and what of it the partnership lets residents read. They only translate."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.plans import queries, residents, residents_data, residents_print
from frankpledge.web.plans.models import Plan, PublicFile


class PublicForm(forms.Form):
    """What residents read beside the public sentences."""

    parts = forms.MultipleChoiceField(
        label="Parts of the plan", choices=Plan.Part.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    measures = forms.MultipleChoiceField(
        label="Measures",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each with its newest figure, its target and what to know of it. A small number can point to a person.",
    )

    def __init__(self, *args: Any, measures: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["measures"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = measures
        if not measures:
            del self.fields["measures"]


def public_parts(request: Asked, plan_id: int) -> HttpResponse:
    """Choose what residents read of a plan."""
    from frankpledge.web.measures import queries as measures

    plan = queries.plans(request.viewer).get(pk=plan_id)
    refusal = residents.reason_not_to_choose(request.viewer, plan)
    held = measures.measures(request.viewer).filter(plan=plan, retired_on=None)
    choices = [(str(each.pk), str(each)) for each in held]
    initial = {"parts": plan.public_parts, "measures": [str(each) for each in plan.public_measures]}
    form = PublicForm(request.POST or None, initial=initial, measures=choices)
    if request.method == "POST" and not refusal:
        form = PublicForm(request.POST, measures=choices)  # nothing ticked is an answer too
        if form.is_valid():
            chosen = [int(each) for each in form.cleaned_data.get("measures", ())]
            try:
                return redirect(
                    residents.choose(plan=plan, parts=form.cleaned_data["parts"], measures=chosen, by=request.viewer)
                )
            except ValidationError as fault:
                form.add_error(None, fault)
    context = {"plan": plan, "form": form, "refusal": refusal}
    return render(request, "plans/public_parts.html", context, status=403 if refusal else 200)


@login_not_required
@require_GET
def published_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """A partnership's published plan, with how its actions stand, for anybody."""
    shown = _published(slug)
    context = {
        "plan": shown.plan,
        "shown": shown,
        "tally": shown.tally,
        "formats": PublicFile.Format.choices,
        "meanings": residents_print.MEANINGS,
        "licence": residents_data.licence(shown.plan),
    }
    return render(request, "plans/published_plan.html", context)


@login_not_required
@require_GET
def published_plan_file(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """The same to take away. Whoever has it already is told so."""
    if format not in PublicFile.Format.values:
        raise Http404
    shown = _published(slug)
    printed = residents_print.document(shown)
    etag = f'"{residents_print.fingerprint(printed)}-{format}"'
    unchanged = get_conditional_response(request, etag=etag)
    if isinstance(unchanged, HttpResponseNotModified):
        return unchanged
    kind = PublicFile.Format(format)
    response = HttpResponse(residents_print.file(shown.plan, printed, kind), residents_print.TYPES[kind])
    name = slugify(shown.plan.title)[:60].strip("-") or "plan"
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"  # what was restricted since must not be given on
    return response


@login_not_required
@require_GET
def published_plan_actions(request: HttpRequest, slug: str) -> HttpResponse:
    """The actions of the same as open data."""
    return _data(residents_data.actions(_published(slug)), f"plan-actions-{slug}.csv")


@login_not_required
@require_GET
def published_plan_dictionary(request: HttpRequest, slug: str) -> HttpResponse:
    """What the columns of the open data mean, its licence and its day."""
    return _data(residents_data.dictionary(_published(slug)), f"plan-dictionary-{slug}.csv")


def _data(table: str, name: str) -> HttpResponse:
    response = HttpResponse(table.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-cache"  # what was restricted since must not be given on
    return response


def _published(slug: str) -> residents.OpenPlan:
    plan = queries.published_plan(slug)
    if plan is None:
        raise Http404
    return residents.open_plan(plan, localdate())
