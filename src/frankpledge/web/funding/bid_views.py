"""Pages about bids. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.funding import changes, queries
from frankpledge.web.funding.forms import BidForm, ConflictForm, DecideForm, SmallGrantForm
from frankpledge.web.funding.models import Bid
from frankpledge.web.funding.permissions import reason_not_to_decide, reason_not_to_write
from frankpledge.web.plans import queries as plans
from frankpledge.web.priorities import queries as priorities


@require_GET
def bids(request: Asked) -> HttpResponse:
    """Every bid, with what was asked and what was awarded."""
    context = {"bids": queries.bids(request.viewer), "refusal": reason_not_to_write(request.viewer)}
    return render(request, "funding/bids.html", context)


def add(request: Asked) -> HttpResponse:
    """Record a bid."""
    refusal = reason_not_to_write(request.viewer)
    choices = {"pots": queries.pots(request.viewer), "priorities": priorities.current(request.viewer)}
    form = BidForm(request.POST or None, initial={"asked_on": request.today}, **choices)
    if not refusal and form.is_valid():
        try:
            return redirect(changes.ask(by=request.viewer, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"form": form, "refusal": refusal}
    return render(request, "funding/add_bid.html", context, status=403 if refusal else 200)


def small_grant(request: Asked) -> HttpResponse:
    """A small bid, who has an interest in it, and what became of it: on one page."""
    refusal = reason_not_to_write(request.viewer)
    choices = {"pots": queries.pots(request.viewer), "priorities": priorities.current(request.viewer)}
    form = SmallGrantForm(request.POST or None, **choices)
    if not refusal and form.is_valid():
        try:
            return redirect(changes.small_grant(by=request.viewer, today=request.today, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"form": form, "refusal": refusal, "pots": choices["pots"].exists()}
    return render(request, "funding/small_grant.html", context, status=403 if refusal else 200)


@require_GET
def bid(request: Asked, bid_id: int) -> HttpResponse:
    """One bid: what for, who has an interest in it, and what became of it."""
    return _show(request, _bid(request, bid_id))


@require_POST
def declare(request: Asked, bid_id: int) -> HttpResponse:
    """Record somebody's interest."""
    held = _bid(request, bid_id)
    permissions.require(reason_not_to_write(request.viewer))
    form = ConflictForm(request.POST, people=plans.people(request.viewer))
    if form.is_valid():
        try:
            changes.declare(bid=held, by=request.viewer, **form.cleaned_data)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _show(request, held, conflict=form)


@require_POST
def asked_for_conflicts(request: Asked, bid_id: int) -> HttpResponse:
    """Everybody who decides was asked."""
    held = _bid(request, bid_id)
    changes.asked_for_conflicts(bid=held, by=request.viewer, today=request.today)
    return redirect(held)


@require_POST
def decide(request: Asked, bid_id: int) -> HttpResponse:
    """Record what became of it."""
    held = _bid(request, bid_id)
    permissions.require(reason_not_to_decide(request.viewer, held, _conflicted(held)))
    form = DecideForm(request.POST, auto_id="decide_%s")
    if form.is_valid():
        try:
            grant = changes.decide(bid=held, by=request.viewer, **form.cleaned_data)
            return redirect(grant or held)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _show(request, _bid(request, bid_id), decide=form)


def _show(request: Asked, held: Bid, **asked: object) -> HttpResponse:
    context = {
        "bid": held,
        "conflicts": queries.conflicts(request.viewer, held),
        "refusal": reason_not_to_write(request.viewer),
        "decide_refusal": reason_not_to_decide(request.viewer, held, _conflicted(held)),
        "conflict": ConflictForm(people=plans.people(request.viewer)),
        "decide": DecideForm(auto_id="decide_%s", initial={"on": request.today}),
        "form": next(iter(asked.values()), None),  # what the summary of faults is about
        **asked,
    }
    return render(request, "funding/bid.html", context)


def _bid(request: Asked, pk: int) -> Bid:
    return queries.bids(request.viewer).get(pk=pk)


def _conflicted(held: Bid) -> list[int | None]:
    return list(held.conflicts.values_list("person", flat=True))
