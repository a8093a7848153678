"""Pages for bringing a risk register in. They only translate."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.models import Agency
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.import_forms import UnknownNamesForm
from frankpledge.web.plans.taking_in import NO_AGENCY
from frankpledge.web.risks import owned, queries, taking_in
from frankpledge.web.risks.import_forms import RegisterForm
from frankpledge.web.risks.models import RegisterList
from frankpledge.web.uploads import MOST_LIST, takes_files


@takes_files(MOST_LIST, Permission.WRITE_PLAN)
def import_risks(request: Asked) -> HttpResponse:
    """Choose a file, or paste a table."""
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    form = RegisterForm(request.POST or None, request.FILES or None, scale=queries.scale(request.viewer))
    if not refusal and form.is_valid():
        answers = form.cleaned_data
        kept = taking_in.keep(name=answers["name"], risks=answers["listed"], by=request.viewer)
        return redirect("risk_list", request.viewer.partnership.slug, kept.pk)
    context = {"form": form, "refusal": refusal, "lists": queries.lists(request.viewer)}
    return render(request, "risks/import_risks.html", context, status=403 if refusal else 200)


def risk_list(request: Asked, register_id: int) -> HttpResponse:
    """What a register would do, before it does; what it did, after."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN))
    kept = queries.lists(request.viewer).get(pk=register_id)
    open_list = kept.state == RegisterList.State.READ
    previewed = taking_in.previewed(request.viewer, kept, request.today) if open_list else []
    form = _names_form(request, kept)
    people, agencies = _known(request)
    if form.is_valid():
        taking_in.answer(kept=kept, answers=form.answers, by=request.viewer)
        return redirect("risk_list", request.viewer.partnership.slug, kept.pk)
    whats = Counter(each.what for each in previewed)
    context = {
        "list": kept,
        "rows": [
            (
                each,
                [
                    *(agencies[pk].name for pk in each.owned.agencies if pk in agencies),
                    *(people[pk] for pk in each.owned.people if pk in people),
                    *each.owned.roles,
                ],
            )
            for each in previewed
        ],
        "new": whats["new"],
        "changed": whats["changed"],
        "same": whats["same"] + whats["closed"],
        "left_out": whats["left out"],
        "unrated": sum(each.what == "new" and "current" not in each.row["scores"] for each in previewed),
        "names": form.names,
        "form": form,
        "take_back_refusal": "" if open_list else taking_in.reason_not_to_take_back(request.viewer, kept),
    }
    return render(request, "risks/risk_list.html", context)


@require_POST
def take_in_risks(request: Asked, register_id: int) -> HttpResponse:
    """Take the register in, and with it what is answered of its names on the same page."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN))
    kept = queries.lists(request.viewer).get(pk=register_id)
    form = _names_form(request, kept)
    try:
        if form.is_valid() and any(form.answers.values()):
            kept = taking_in.answer(kept=kept, answers=form.answers, by=request.viewer)
        taking_in.take_in(kept=kept, by=request.viewer, today=request.today)
    except ValidationError as fault:
        return render(request, "risks/list_not_taken.html", {"list": kept, "faults": fault.messages}, status=409)
    return redirect("risk_list", request.viewer.partnership.slug, kept.pk)


@require_POST
def take_back_risks(request: Asked, register_id: int) -> HttpResponse:
    """Undo it."""
    kept = queries.lists(request.viewer).get(pk=register_id)
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN))
    if kept.state == RegisterList.State.TAKEN_IN:
        taking_in.take_back(kept=kept, by=request.viewer)
    return redirect("risk_list", request.viewer.partnership.slug, kept.pk)


def _known(request: Asked) -> tuple[dict[int, str], dict[int, Agency]]:
    """The people and the agencies here, by their numbers."""
    people = {each.pk: each.name for each in plans.people(request.viewer)}
    return people, {agency.pk: agency for agency in plans.agencies(request.viewer)}


def _names_form(request: Asked, kept: RegisterList) -> UnknownNamesForm:
    people, agencies = _known(request)
    names = owned.unknown_names(
        (str(row["owner"]) for row in kept.rows if not row["left_out"]),
        taking_in.names_of(request.viewer, kept.answers),
    )
    return UnknownNamesForm(
        request.POST or None,
        names=names,
        agencies=list(agencies.values()),
        others=[
            (NO_AGENCY, "A role or a group: keep its words"),
            *((f"{taking_in.PERSON}{pk}", name) for pk, name in people.items()),
        ],
    )
