"""Pages of what a plan is sorted and written with: achievements, themes, tactics. They only translate."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.plans import achieving, queries, sorting, tactics
from frankpledge.web.plans.models import Action, Category, Chapter
from frankpledge.web.plans.permissions import reason_not_to_write
from frankpledge.web.plans.registers import keeping

ON_A_PAGE = 30


class SortForm(forms.Form):
    """To which categories something belongs, lens by lens."""

    def __init__(self, *args: Any, categories: list[Category], **kwargs: Any):
        super().__init__(*args, **kwargs)
        lenses: dict[int, list[Category]] = {}
        for each in categories:
            lenses.setdefault(each.lens_id, []).append(each)
        for number, each_lens in lenses.items():
            self.fields[f"lens_{number}"] = forms.MultipleChoiceField(
                label=str(each_lens[0].lens),
                choices=[(str(each.pk), each.title) for each in each_lens],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def chosen(self) -> set[int]:
        return {int(pk) for values in self.cleaned_data.values() for pk in values}


class TacticsForm(forms.Form):
    """Which tactics an action uses."""

    codes = forms.MultipleChoiceField(label="Tactics", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, known: list[tactics.Known], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["codes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each.code, f"{each.title} ({each.evidence_words})") for each in known]


@require_GET
def achievements(request: Asked, plan_id: int) -> HttpResponse:
    """What the plan tells of, and what it could."""
    plan = queries.plans(request.viewer).get(pk=plan_id)
    every = achieving.to_pick_from(request.viewer, plan)
    context = {
        "plan": plan,
        "told": achieving.achievements(request.viewer, plan),
        "page": Paginator(every, ON_A_PAGE).get_page(request.GET.get("page")),
        "refusal": reason_not_to_write(request.viewer, plan),
    }
    return render(request, "plans/achievements.html", context)


@require_POST
def pick_achievement(request: Asked, plan_id: int, update_id: int) -> HttpResponse:
    """What was said becomes an achievement; then to its words."""
    plan = queries.plans(request.viewer).get(pk=plan_id)
    permissions.require(reason_not_to_write(request.viewer, plan))
    update = achieving.to_pick_from(request.viewer, plan).get(pk=update_id)
    return redirect(achieving.pick(plan=plan, update=update, by=request.viewer))


def sort_chapter(request: Asked, plan_id: int, chapter_id: int) -> HttpResponse:
    """To which themes a chapter, with all its actions, belongs."""
    plan = queries.plans(request.viewer).get(pk=plan_id)
    return _sort(request, queries.chapters(request.viewer, plan).get(pk=chapter_id), plan.get_absolute_url())


def sort_action(request: Asked, action_id: int) -> HttpResponse:
    """To which themes an action belongs."""
    action = queries.actions(request.viewer).get(pk=action_id)
    return _sort(request, action, action.get_absolute_url())


@require_GET
def library(request: Asked) -> HttpResponse:
    """The tactics that are known, with the actions that use each."""
    uses = tactics.uses(request.viewer)
    context = {
        "tactics": [(each, uses.get(each.code, [])) for each in tactics.known(request.viewer)],
        "refusal": keeping.reason_not_to_change(request.viewer),
    }
    return render(request, "plans/tactics.html", context)


def action_tactics(request: Asked, action_id: int) -> HttpResponse:
    """Which tactics an action uses."""
    action = queries.actions(request.viewer).get(pk=action_id)
    refusal = reason_not_to_write(request.viewer, action.plan)
    held = tactics.used(request.viewer, [action]).get(action.pk, [])
    form = TacticsForm(request.POST or None, known=tactics.known(request.viewer), initial={"codes": held})
    if request.method == "POST" and not refusal:
        form = TacticsForm(request.POST, known=tactics.known(request.viewer))
        if form.is_valid():
            tactics.choose(action=action, codes=form.cleaned_data["codes"], by=request.viewer)
            return redirect(action)
    context = {"thing": action, "form": form, "refusal": refusal, "heading": "Tactics"}
    return render(request, "plans/tick.html", context, status=403 if refusal else 200)


def _sort(request: Asked, thing: Chapter | Action, back: str) -> HttpResponse:
    refusal = reason_not_to_write(request.viewer, thing.plan)
    offered = list(sorting.categories(request.viewer))
    held = [str(each.category_id) for each in thing.sorted.all()]
    initial = {f"lens_{each.lens_id}": held for each in offered}
    form = SortForm(request.POST if request.method == "POST" else None, categories=offered, initial=initial)
    if not refusal and form.is_valid():
        sorting.sort(thing=thing, into=[each for each in offered if each.pk in form.chosen], by=request.viewer)
        return redirect(back)
    context = {"thing": thing, "form": form, "refusal": refusal, "heading": "Themes", "back": back}
    return render(request, "plans/tick.html", context, status=403 if refusal else 200)
