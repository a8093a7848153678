"""Pages about plans. They only translate."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.plans import (
    achieving,
    changes,
    completeness,
    county,
    layouts,
    queries,
    residents,
    rolling,
    rollup,
    since,
    sorting,
)
from frankpledge.web.plans.forms import (
    ChapterForm,
    ChapterWordsForm,
    ForewordForm,
    ObjectiveForm,
    PlanForm,
    RollForwardForm,
)
from frankpledge.web.plans.models import Chapter, Plan
from frankpledge.web.plans.permissions import reason_not_to_write
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.register import REGISTERS
from frankpledge.web.priorities import changes as priority_changes
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.priorities import restricting
from frankpledge.web.priorities.forms import PriorityForm
from frankpledge.web.scoring import alignment


def plans(request: Asked) -> HttpResponse:
    """The partnership's plans."""
    context = {
        "plans": queries.plans(request.viewer),
        "below": request.viewer.partnership.districts.exists(),
        "refusal": permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN),
    }
    return render(request, "plans/plans.html", context)


def begin(request: Asked) -> HttpResponse:
    """Begin a plan."""
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    form = PlanForm(request.POST or None)
    if not refusal and form.is_valid():
        try:
            return redirect(changes.begin(by=request.viewer, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    return _page(request, "plans/begin_plan.html", refusal, form=form)


def plan(request: Asked, plan_id: int) -> HttpResponse:
    """One plan: its priorities, what it wants to reach, and how its actions stand."""
    shown = _plan(request, plan_id)
    rows = queries.rows(request.viewer, queries.actions(request.viewer).filter(plan=shown), request.today)
    going = [row for row in rows if not row.action.dropped_on]
    chapters = list(queries.chapters(request.viewer, shown))
    sorted_into = sorting.sorting(request.viewer, shown).chapters
    by_chapter: dict[int, list[queries.Row]] = {}
    for row in going:
        by_chapter.setdefault(row.action.chapter_id, []).append(row)
    context = {
        "plan": shown,
        "chapters": [
            (each, _written(each), by_chapter.get(each.pk, []), sorted_into.get(each.pk, [])) for each in chapters
        ],
        "tally": queries.tally(going),
        "old": sum(row.standing.old for row in going),
        "year": shown.year_index(request.today),
        "refusal": reason_not_to_write(request.viewer, shown),
        "choose_refusal": residents.reason_not_to_choose(request.viewer, shown),
        "stages": [
            (stage, Plan.Stage(stage).label, changes.reason_not_to_move_on(request.viewer, shown, stage))
            for stage in changes.NEXT[Plan.Stage(shown.stage)]
            if stage != Plan.Stage.SUPERSEDED
        ],
        "uncovered": priorities.uncovered(request.viewer),
        "achievements": achieving.achievements(request.viewer, shown),
        "approvals": shown.approvals.filter(retired_on=None),
        "strategies": keeping.current(request.viewer, REGISTERS["strategies"]),
        "matrices": alignment.matrices(request.viewer, request.today, [each.priority for each in chapters]),
        "take_in": rollup.to_take(request.viewer, request.today),
        "restriction": restricting.on(request.viewer, restricting.Kind.PLAN, [shown.pk]).get(shown.pk),
        "parent": request.viewer.partnership.parent,
        "shared": county.shared_now(request.viewer, shown),
    }
    return render(request, "plans/plan.html", context)


def check(request: Asked, plan_id: int) -> HttpResponse:
    """What is missing before the plan is published, and what changed since it was agreed."""
    shown = _plan(request, plan_id)
    found = completeness.remarks(request.viewer, shown)
    context = {
        "plan": shown,
        "grave": [each for each in found if each.grave],
        "others": [each for each in found if not each.grave],
        "changes": since.since_agreed(request.viewer, shown),
    }
    return render(request, "plans/check_plan.html", context)


def roll_forward(request: Asked, plan_id: int) -> HttpResponse:
    """Begin next year's plan out of this one."""
    shown = _plan(request, plan_id)
    refusal = permissions.reason_not_to(request.viewer, Permission.WRITE_PLAN)
    first = shown.last_day + timedelta(days=1)
    initial = {"first_day": first, "last_day": rolling.a_year_on(shown.last_day)}
    form = RollForwardForm(request.POST or None, initial=initial)
    if not refusal and form.is_valid():
        try:
            return redirect(
                rolling.roll_forward(plan=shown, by=request.viewer, today=request.today, **form.cleaned_data)
            )
        except ValidationError as fault:
            form.add_error(None, fault)
    return _page(request, "plans/roll_forward.html", refusal, form=form, plan=shown)


@require_POST
def move_on(request: Asked, plan_id: int) -> HttpResponse:
    """Take a plan to its next stage."""
    shown = _plan(request, plan_id)
    stage = request.POST.get("stage", "")
    if stage not in Plan.Stage.values:
        stage = changes.NEXT[Plan.Stage(shown.stage)][0] if changes.NEXT[Plan.Stage(shown.stage)] else shown.stage
    permissions.require(changes.reason_not_to_move_on(request.viewer, shown, stage))
    if stage == Plan.Stage.PUBLISHED and any(each.grave for each in completeness.remarks(request.viewer, shown)):
        return redirect("check_plan", request.viewer.partnership.slug, shown.pk)
    words = request.POST.get("considering", "")[:5_000]
    changes.move_on(plan=shown, stage=stage, by=request.viewer, today=request.today, considering=words)
    return redirect(shown)


def foreword(request: Asked, plan_id: int) -> HttpResponse:
    """The words at the front."""
    shown = _plan(request, plan_id)
    refusal = reason_not_to_write(request.viewer, shown)
    form = ForewordForm(request.POST or None, initial={"foreword": shown.foreword})
    if not refusal and form.is_valid():
        changes.write_foreword(plan=shown, by=request.viewer, **form.cleaned_data)
        return redirect(shown)
    return _page(request, "plans/foreword.html", refusal, form=form, plan=shown)


def take_in(request: Asked, plan_id: int) -> HttpResponse:
    """Take one of the partnership's priorities into the plan."""
    shown = _plan(request, plan_id)
    refusal = reason_not_to_write(request.viewer, shown)
    free = priorities.current(request.viewer).exclude(chapters__plan=shown)
    form = ChapterForm(request.POST or None, priorities=free)
    if not refusal and form.is_valid():
        return redirect(_chapter_address(shown, changes.take_in(plan=shown, by=request.viewer, **form.cleaned_data)))
    return _page(request, "plans/take_in_priority.html", refusal, form=form, plan=shown, free=free)


def new_priority(request: Asked, plan_id: int) -> HttpResponse:
    """Add a priority that the partnership did not have, and take it into the plan."""
    shown = _plan(request, plan_id)
    refusal = reason_not_to_write(request.viewer, shown)
    form = PriorityForm(request.POST or None)
    if not refusal and form.is_valid():
        try:
            added = priority_changes.add(by=request.viewer, today=request.today, **form.cleaned_data)
            return redirect(_chapter_address(shown, changes.take_in(plan=shown, priority=added, by=request.viewer)))
        except ValidationError as fault:
            form.add_error(None, fault)
    return _page(request, "plans/new_priority.html", refusal, form=form, plan=shown)


def chapter(request: Asked, plan_id: int, chapter_id: int) -> HttpResponse:
    """What the plan says of one priority."""
    shown = _plan(request, plan_id)
    held = _chapter(request, shown, chapter_id)
    refusal = reason_not_to_write(request.viewer, shown)
    form = ChapterWordsForm(request.POST or None, chapter=held)
    if not refusal and form.is_valid():
        changes.write_chapter(chapter=held, words=form.words, by=request.viewer)
        return redirect(f"{shown.get_absolute_url()}#priority-{held.pk}")
    objective_form = ObjectiveForm()
    return _page(request, "plans/chapter.html", refusal, form=form, plan=shown, chapter=held, add=objective_form)


@require_POST
def objective(request: Asked, plan_id: int, chapter_id: int) -> HttpResponse:
    """Add an objective."""
    shown = _plan(request, plan_id)
    held = _chapter(request, shown, chapter_id)
    permissions.require(reason_not_to_write(request.viewer, shown))
    form = ObjectiveForm(request.POST)
    if form.is_valid():
        changes.add_objective(chapter=held, by=request.viewer, **form.cleaned_data)
        return redirect(_chapter_address(shown, held))
    words = ChapterWordsForm(None, chapter=held)
    return _page(request, "plans/chapter.html", "", form=words, plan=shown, chapter=held, add=form)


def _plan(request: Asked, pk: int) -> Plan:
    return queries.plans(request.viewer).get(pk=pk)


def _chapter(request: Asked, plan: Plan, pk: int) -> Chapter:
    return queries.chapters(request.viewer, plan).get(pk=pk)


def _chapter_address(plan: Plan, chapter: Chapter) -> str:
    return f"{plan.get_absolute_url()}chapters/{chapter.pk}/"


def _written(chapter: Chapter) -> list[tuple[str, str]]:
    order = layouts.headings(chapter.plan)
    others = [heading for heading in chapter.words if heading not in order]
    return [(heading, chapter.words[heading]) for heading in (*order, *others) if chapter.words.get(heading)]


def _page(request: Asked, template: str, refusal: str, **context: object) -> HttpResponse:
    return render(request, template, {"refusal": refusal, **context}, status=403 if refusal else 200)
