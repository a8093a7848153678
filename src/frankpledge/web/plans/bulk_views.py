"""Pages for changing many actions at once, in a workbook or by ticks on the list. They only translate."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.audit.record import record
from frankpledge.web.plans import bulk, queries, sorting
from frankpledge.web.plans.bulk_forms import TicksForm, WorkbookForm
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.facts import DAYS, LABELS, facts_of, faults
from frankpledge.web.plans.finding_actions import asked_for
from frankpledge.web.plans.forms import FilterForm
from frankpledge.web.plans.models import BulkChange, Plan, Status
from frankpledge.web.plans.permissions import reason_not_to_write
from frankpledge.web.plans.standing import LABELS as STATUSES
from frankpledge.web.plans.workbook import comparing, writing
from frankpledge.web.plans.workbook.reading import UnreadableWorkbook
from frankpledge.web.uploads import MOST_LIST, takes_files

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def actions_workbook(request: Asked, plan_id: int) -> HttpResponse:
    """The plan's actions as a workbook, those that the filter shows."""
    plan = _plan(request, plan_id)
    permissions.require(reason_not_to_write(request.viewer, plan))
    agencies = queries.agencies(request.viewer)
    form = FilterForm(
        request.GET,
        statuses=STATUSES.items(),
        agencies=agencies,
        chapters=queries.chapters(request.viewer, plan),
        categories=sorting.categories(request.viewer),
    )
    sorted_into = sorting.sorting(request.viewer, plan)
    every = queries.rows(request.viewer, queries.actions(request.viewer).filter(plan=plan), request.today)
    shown = asked_for(every, form.cleaned_data if form.is_valid() else {}, sorted_into)
    response = HttpResponse(writing.write(shown, [agency.name for agency in agencies]), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{slugify(plan.title)[:60] or "plan"}-actions.xlsx"'
    response["Cache-Control"] = "no-store"
    with transaction.atomic():
        record(Event.WORKBOOK_TAKEN, subject=plan, by=request.viewer, actions=len(shown))
    return response


@takes_files(MOST_LIST, Permission.WRITE_PLAN)
def workbook_back(request: Asked, plan_id: int) -> HttpResponse:
    """Bring a changed workbook back, to look at what it would change."""
    plan = _plan(request, plan_id)
    refusal = reason_not_to_write(request.viewer, plan)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if not refusal and form.is_valid():
        every = queries.rows(request.viewer, queries.actions(request.viewer).filter(plan=plan), request.today)
        agencies = {agency.name.casefold(): agency.pk for agency in queries.every_agency(request.viewer)}
        try:
            rows = comparing.compare(form.cleaned_data["file"], {row.action.pk: row for row in every}, agencies)
        except UnreadableWorkbook as fault:
            form.add_error("file", ValidationError(fault.faults))
        else:
            return _kept(request, plan, form.cleaned_data["name"], BulkChange.Way.WORKBOOK, rows)
    context = {
        "plan": plan,
        "form": form,
        "refusal": refusal,
        "changes": queries.bulk_changes(request.viewer).filter(plan=plan)[:20],
    }
    return render(request, "plans/workbook_back.html", context, status=403 if refusal else 200)


@require_POST
def change_many(request: Asked, plan_id: int) -> HttpResponse:
    """Prepare a change to the ticked actions, to look at."""
    plan = _plan(request, plan_id)
    permissions.require(reason_not_to_write(request.viewer, plan))
    ticked = [int(each) for each in request.POST.getlist("action") if each.isdecimal() and len(each) < 19]
    asked = queries.actions(request.viewer).filter(plan=plan, pk__in=ticked)
    rows = queries.rows(request.viewer, asked, request.today)
    form = TicksForm(
        request.POST, agencies=list(queries.agencies(request.viewer)), people=queries.people(request.viewer)
    )
    if form.is_valid():
        changed = [(row, form.changed(row)) for row in rows]
        wrong = [
            f"Action {row.action.number}: {fault}." for row, facts in changed for fault in faults(facts_of(row), facts)
        ]
        if not rows:
            wrong.append("Tick at least one action on the list.")
        if wrong:
            form.add_error(None, ValidationError(wrong))
        else:
            lines = [bulk.line(row, facts) for row, facts in changed if facts]
            return _kept(request, plan, f"Ticked actions of {plan}", BulkChange.Way.TICKS, lines)
    return render(request, "plans/change_many.html", {"plan": plan, "rows": rows, "many": form})


def bulk_change(request: Asked, bulk_id: int) -> HttpResponse:
    """What a change to many actions would do, before it does; what it did, after."""
    kept = _bulk(request, bulk_id)
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN))
    return _page(request, kept, [], 200)


@require_POST
def make_bulk_change(request: Asked, bulk_id: int) -> HttpResponse:
    """Make it."""
    kept = _bulk(request, bulk_id)
    permissions.require(reason_not_to_write(request.viewer, kept.plan))
    if kept.state != BulkChange.State.PREPARED:
        return redirect("bulk_change", request.viewer.partnership.slug, kept.pk)
    try:
        bulk.make(kept=kept, by=request.viewer, today=request.today)
    except ValidationError as fault:
        return _page(request, kept, fault.messages, 409)
    return redirect("bulk_change", request.viewer.partnership.slug, kept.pk)


@require_POST
def undo_bulk_change(request: Asked, bulk_id: int) -> HttpResponse:
    """Undo it."""
    kept = _bulk(request, bulk_id)
    permissions.require(reason_not_to_write(request.viewer, kept.plan))
    if kept.state == BulkChange.State.MADE:
        bulk.undo(kept=kept, by=request.viewer)
    return redirect("bulk_change", request.viewer.partnership.slug, kept.pk)


def _page(request: Asked, kept: BulkChange, wrong: list[str], status: int) -> HttpResponse:
    names = {"lead": {str(agency.pk): agency.name for agency in queries.every_agency(request.viewer)}}
    names["lead_person"] = {str(person.pk): person.name for person in queries.people(request.viewer)}
    prepared = kept.state == BulkChange.State.PREPARED
    context = {
        "change": kept,
        "rows": [(row, _differences(row, names)) for row in kept.rows if not row["refused"]],
        "refused": [(row, _differences(row, names)) for row in kept.rows if row["refused"]],
        "faults": wrong,
        "meanwhile": bulk.changed_meanwhile(request.viewer, kept, request.today) if prepared else [],
        "refusal": reason_not_to_write(request.viewer, kept.plan),
        "undo_refusal": "" if prepared else bulk.reason_not_to_undo(request.viewer, kept),
    }
    return render(request, "plans/bulk_change.html", context, status=status)


def _differences(row: dict[str, Any], names: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    """Label, before, after: in words."""
    return [
        (LABELS[name], _words(name, row["before"][name], names), _words(name, after, names))
        for name, after in row["after"].items()
    ]


def _words(name: str, value: str, names: dict[str, dict[str, str]]) -> str:
    if not value:
        return ""
    if name in names:
        return names[name].get(value, "one that has left")
    if name == "status":
        return str(Status(value).label)
    if name in DAYS:
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    return value


def _kept(request: Asked, plan: Plan, name: str, way: str, rows: list[dict[str, Any]]) -> HttpResponse:
    kept = bulk.prepare(plan=plan, name=name, way=way, rows=rows, by=request.viewer)
    return redirect("bulk_change", request.viewer.partnership.slug, kept.pk)


def _plan(request: Asked, pk: int) -> Plan:
    return queries.plans(request.viewer).get(pk=pk)


def _bulk(request: Asked, pk: int) -> BulkChange:
    return queries.bulk_changes(request.viewer).get(pk=pk)
