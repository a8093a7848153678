"""Pages about pots, and money line by line. They only translate."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.funding import changes, granting, open_grants, queries
from frankpledge.web.funding import value as worth
from frankpledge.web.funding.forms import (
    AbsorbForm,
    BecauseForm,
    CommitForm,
    CorrectLineForm,
    LineForm,
    PartForm,
    PotForm,
    PublishAsForm,
    WorthForm,
)
from frankpledge.web.funding.models import Bid, Grant, Line, Pot, Way
from frankpledge.web.funding.permissions import reason_not_to_write
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.models import Plan
from frankpledge.web.priorities import queries as priorities


@require_GET
def funding(request: Asked) -> HttpResponse:
    """The money at a glance: pots by year, what waits, grants, bids and services."""
    viewer = request.viewer
    years: dict[int, list[queries.Purse]] = {}
    for purse in queries.purses(viewer, queries.pots(viewer)):
        years.setdefault(purse.pot.year, []).append(purse)
    context = {
        "years": [(year, purses, sum(purse.pot.pence for purse in purses)) for year, purses in years.items()],
        "grants": queries.grants(viewer).filter(state=Grant.State.RUNNING),
        "past": queries.grants(viewer).exclude(state=Grant.State.RUNNING),
        "open_bids": queries.bids(viewer).filter(state=Bid.State.ASKED),
        "waiting": queries.returns_waiting(viewer, request.today),
        "services": queries.served(viewer, queries.services(viewer), request.today),
        "today": request.today,
        "refusal": reason_not_to_write(viewer),
    }
    return render(request, "funding/funding.html", context)


@require_GET
def value(request: Asked) -> HttpResponse:
    """What was spent beside what came of it."""
    return show_value(request)


def show_value(request: Asked, form: WorthForm | None = None) -> HttpResponse:
    """The page of cost beside result."""
    actions = worth.by_action(request.viewer, request.today)
    context = {
        "actions": actions,
        "priorities": worth.by_priority(request.viewer, actions, request.today),
        "form": form or WorthForm(priorities=priorities.current(request.viewer)),
        "refusal": reason_not_to_write(request.viewer),
    }
    return render(request, "funding/value.html", context)


@require_GET
def grants_csv(request: Asked) -> HttpResponse:
    """Every grant that the partnership gave to an organisation, in the shape of the open data."""
    given = queries.grants(request.viewer).filter(way=Way.OUT, individual=False)
    ours = queries.publishes_as(request.viewer)
    if ours is None:
        return redirect("publish_as", request.viewer.partnership.slug)
    return _csv(open_grants.as_csv(given, ours), f"grants-{request.viewer.partnership.slug}-all.csv")


@login_not_required
@require_GET
def public_grants(request: HttpRequest, slug: str) -> HttpResponse:
    """For anybody: the grants that the partnership put into its open data."""
    published = queries.open_grants(slug)
    ours = queries.published_as(slug)
    if not published or ours is None:
        raise Http404
    return _csv(open_grants.as_csv(published, ours), f"grants-{slug}.csv")


def publish_as(request: Asked) -> HttpResponse:
    """As whom the partnership publishes its grants."""
    refusal = permissions.reason_not_to(request.viewer, Permission.RELEASE)
    held = queries.publishes_as(request.viewer)
    initial = {"begins_with": held.prefix, "organisation": held.organisation} if held else {}
    form = PublishAsForm(request.POST or None, initial=initial)
    if not refusal and form.is_valid():
        try:
            said = form.cleaned_data
            granting.publish_as(prefix=said["begins_with"], organisation=said["organisation"], by=request.viewer)
            return redirect("funding", request.viewer.partnership.slug)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
    return render(
        request,
        "funding/publish_as.html",
        {"form": form, "held": held, "refusal": refusal},
        status=403 if refusal else 200,
    )


def add_pot(request: Asked) -> HttpResponse:
    """Add a pot."""
    refusal = reason_not_to_write(request.viewer)
    choices = {"pots": queries.pots(request.viewer), "grants": queries.grants(request.viewer)}
    year = request.today.year if request.today.month >= 4 else request.today.year - 1
    form = PotForm(request.POST or None, initial={"year": year}, **choices)
    if not refusal and form.is_valid():
        try:
            return redirect(changes.add_pot(by=request.viewer, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"form": form, "refusal": refusal}
    return render(request, "funding/add_pot.html", context, status=403 if refusal else 200)


@require_GET
def pot(request: Asked, pot_id: int) -> HttpResponse:
    """One pot: where it comes from, what is set aside, granted and spent."""
    return show_pot(request, _pot(request, pot_id))


@require_POST
def commit(request: Asked, pot_id: int) -> HttpResponse:
    """Set money aside for a priority."""
    held = _pot(request, pot_id)
    permissions.require(reason_not_to_write(request.viewer))
    form = CommitForm(request.POST, priorities=priorities.current(request.viewer))
    if form.is_valid():
        try:
            changes.commit(pot=held, on=request.today, by=request.viewer, **form.cleaned_data)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
    return show_pot(request, held, commit=form)


def uncommit(request: Asked, pot_id: int, commitment_id: int) -> HttpResponse:
    """Take money back that was set aside."""
    held = _pot(request, pot_id)
    refusal = reason_not_to_write(request.viewer)
    commitment = queries.commitments(request.viewer, held).get(pk=commitment_id, ended_on=None)
    form = BecauseForm(request.POST or None)
    if not refusal and form.is_valid():
        changes.uncommit(commitment=commitment, by=request.viewer, today=request.today, **form.cleaned_data)
        return redirect(held)
    context = {"pot": held, "commitment": commitment, "form": form, "refusal": refusal}
    return render(request, "funding/uncommit_money.html", context, status=403 if refusal else 200)


@require_GET
def lines(request: Asked) -> HttpResponse:
    """Spending and contributions, line by line."""
    context = {"lines": queries.lines(request.viewer), "refusal": reason_not_to_write(request.viewer)}
    return render(request, "funding/money_lines.html", context)


def add_line(request: Asked) -> HttpResponse:
    """Write down spending or a contribution."""
    viewer = request.viewer
    refusal = reason_not_to_write(viewer)
    initial = {"on": request.today, "kind": Line.Kind.SPENT}
    initial |= {name: request.GET[name] for name in ("pot", "grant", "action") if name in request.GET}
    form = LineForm(
        request.POST or None,
        initial=initial,
        pots=queries.pots(viewer),
        grants=queries.grants(viewer),
        actions=plans.actions(viewer).exclude(plan__stage=Plan.Stage.SUPERSEDED),
        agencies=plans.agencies(viewer),
    )
    if not refusal and form.is_valid():
        try:
            granting.write_line(by=viewer, today=request.today, **form.cleaned_data)
            return redirect("money_lines", viewer.partnership.slug)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"form": form, "refusal": refusal}
    return render(request, "funding/add_line.html", context, status=403 if refusal else 200)


def correct_line(request: Asked, line_id: int) -> HttpResponse:
    """Another amount for a line."""
    held = queries.lines(request.viewer).get(pk=line_id)
    refusal = reason_not_to_write(request.viewer)
    form = CorrectLineForm(request.POST or None, initial={"words": held.words})
    if not refusal and form.is_valid():
        try:
            granting.correct_line(line=held, by=request.viewer, today=request.today, **form.cleaned_data)
            return redirect("money_lines", request.viewer.partnership.slug)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"line": held, "form": form, "refusal": refusal}
    return render(request, "funding/correct_line.html", context, status=403 if refusal else 200)


def show_pot(request: Asked, held: Pot, **asked: Form) -> HttpResponse:
    """A pot's page; `asked` is the form that was sent with a fault, by the name that the page has for it."""
    viewer = request.viewer
    [purse] = queries.purses(viewer, [held])
    every = list(queries.commitments(viewer, held))
    context = {
        "pot": held,
        "purse": purse,
        "commitments": every,
        "over": -purse.free if purse.free < 0 else 0,
        "grants": queries.grants(viewer).filter(pot=held),
        "lines": queries.lines(viewer, pot=held),
        "parted": queries.parted(held),
        "took_in": held.took_in.select_related("partnership"),
        "commit": CommitForm(priorities=priorities.current(viewer)),
        "part": PartForm(auto_id="part_%s"),
        "absorb": AbsorbForm(
            auto_id="absorb_%s",
            pots=queries.pots(viewer).exclude(pk=held.pk),
            initial={"into": held.absorbed_into_id, "words": held.absorbed_words},
        ),
        "form": next(iter(asked.values()), None),  # what the summary of faults is about
        "refusal": reason_not_to_write(viewer),
        **asked,
    }
    return render(request, "funding/pot.html", context)


def _pot(request: Asked, pk: int) -> Pot:
    return queries.pots(request.viewer).get(pk=pk)


def _csv(table: str, name: str) -> HttpResponse:
    response = HttpResponse(table.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
