"""Pages for bringing a list of actions in. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.plans import queries, taking_in
from frankpledge.web.plans.import_forms import ListForm, UnknownNamesForm
from frankpledge.web.plans.lists import leads
from frankpledge.web.plans.models import ActionList, Plan
from frankpledge.web.plans.permissions import reason_not_to_write
from frankpledge.web.uploads import MOST_LIST, takes_files


@takes_files(MOST_LIST, Permission.WRITE_PLAN)
def import_plan(request: Asked) -> HttpResponse:
    """Choose a file, or paste a table."""
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    plans = queries.plans(request.viewer).exclude(stage=Plan.Stage.SUPERSEDED)
    chosen = request.GET.get("plan", "")
    form = ListForm(request.POST or None, request.FILES or None, plans=plans, initial={"plan": chosen})
    if not refusal and form.is_valid():
        answers = form.cleaned_data
        kept = taking_in.keep(plan=answers["plan"], name=answers["name"], actions=answers["listed"], by=request.viewer)
        return redirect("action_list", request.viewer.partnership.slug, kept.pk)
    context = {
        "form": form,
        "refusal": refusal,
        "plans": plans,
        "lists": queries.lists(request.viewer),
    }
    return render(request, "plans/import_plan.html", context, status=403 if refusal else 200)


def action_list(request: Asked, list_id: int) -> HttpResponse:
    """What a list would do, before it does; what it did, after."""
    kept = _list(request, list_id)
    refusal = reason_not_to_write(request.viewer, kept.plan)
    permissions.require(refusal)  # before anything is worked out
    open_list = kept.state == ActionList.State.READ
    previewed = taking_in.previewed(request.viewer, kept, request.today) if open_list else []
    form = _names_form(request, kept)
    if form.is_valid():
        try:
            taking_in.answer(kept=kept, answers=form.answers, by=request.viewer)
        except ValidationError as fault:
            return render(request, "plans/list_not_taken.html", {"list": kept, "faults": fault.messages}, status=409)
        return redirect("action_list", request.viewer.partnership.slug, kept.pk)
    agencies = {agency.pk: agency.name for agency in queries.agencies(request.viewer)}
    context = {
        "list": kept,
        "rows": [
            (each, agencies.get(each.leads.lead or 0, ""), [agencies.get(pk, "") for pk in each.leads.helping])
            for each in previewed
        ],
        "new": sum(each.what == "new" for each in previewed),
        "changed": sum(each.what == "changed" for each in previewed),
        "same": sum(each.what == "same" for each in previewed),
        "words": sum(each.says for each in previewed),
        "unrated": sum(each.what == "new" and not each.row["status"] for each in previewed),
        "names": form.names,
        "form": form,
        "refusal": refusal,
        "take_back_refusal": "" if open_list else taking_in.reason_not_to_take_back(request.viewer, kept),
    }
    return render(request, "plans/action_list.html", context)


@require_POST
def take_in_list(request: Asked, list_id: int) -> HttpResponse:
    """Take the list in, and with it what is answered of its names on the same page."""
    kept = _list(request, list_id)
    permissions.require(reason_not_to_write(request.viewer, kept.plan))
    form = _names_form(request, kept)
    try:
        if form.is_valid() and any(form.answers.values()):
            taking_in.answer(kept=kept, answers=form.answers, by=request.viewer)
        taking_in.take_in(kept=kept, by=request.viewer, today=request.today)
    except ValidationError as fault:
        return render(request, "plans/list_not_taken.html", {"list": kept, "faults": fault.messages}, status=409)
    return redirect("action_list", request.viewer.partnership.slug, kept.pk)


@require_POST
def take_back_list(request: Asked, list_id: int) -> HttpResponse:
    """Undo it."""
    kept = _list(request, list_id)
    permissions.require(reason_not_to_write(request.viewer, kept.plan))
    if kept.state == ActionList.State.TAKEN_IN:
        taking_in.take_back(kept=kept, by=request.viewer)
    return redirect("action_list", request.viewer.partnership.slug, kept.pk)


def _names_form(request: Asked, kept: ActionList) -> UnknownNamesForm:
    names = leads.unknown_names(
        (f"{row['lead']} / {row['helping']}" if row["helping"] else str(row["lead"]) for row in kept.rows),
        taking_in.agencies_of(request.viewer, kept.answers),
    )
    return UnknownNamesForm(request.POST or None, names=names, agencies=list(queries.agencies(request.viewer)))


def _list(request: Asked, pk: int) -> ActionList:
    return queries.lists(request.viewer).get(pk=pk)
