"""Plans for tests: the dullest that are valid. Call them in the partnership's scope."""

from datetime import date, timedelta
from typing import Any

from frankpledge.month import Month
from frankpledge.web.accountability.models import Pack
from frankpledge.web.measures import changes as measures
from frankpledge.web.plans import bulk, changes, saying, taking_in
from frankpledge.web.plans.lists.reading import ListedAction
from frankpledge.web.plans.models import Action, Chapter, GlossaryTerm, Plan, ProgressUpdate
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.register import REGISTERS
from frankpledge.web.priorities import changes as priorities
from tests.web.cast import Cast

FIRST_DAY, LAST_DAY = date(2025, 4, 1), date(2026, 3, 31)


def a_plan(cast: Cast, **facts: Any) -> Plan:
    whole = {"title": "Plan 2025", "first_day": FIRST_DAY, "last_day": LAST_DAY, "layout": Plan.Layout.AIMS} | facts
    return changes.begin(by=cast.viewer("cora"), **whole)


def a_chapter(cast: Cast, plan: Plan | None = None, title: str = "Burglary") -> Chapter:
    cora = cast.viewer("cora")
    plan = plan or a_plan(cast)
    return changes.take_in(plan=plan, priority=priorities.add(title=title, by=cora, today=cast.today), by=cora)


def an_action(cast: Cast, chapter: Chapter | None = None, **facts: Any) -> Action:
    """An action that the fire service leads."""
    whole = {"text": "Fit smoke alarms", "lead": cast.agencies["Frankshire Fire Service"]} | facts
    return changes.add_action(chapter=chapter or a_chapter(cast), by=cast.viewer("cora"), **whole)


def say(cast: Cast, action: Action, status: str = "on_track", *, who: str = "lea", **facts: Any) -> ProgressUpdate:
    whole = {"status": status, "text": "40 fitted", "on": cast.today, "today": cast.today} | facts
    return saying.update_progress(action=action, by=cast.viewer(who), **whole)


def a_whole_plan(cast: Cast) -> dict[str, int]:
    """A plan with one of everything, by the names that addresses have for their numbers."""
    plan = a_plan(cast)
    chapter = a_chapter(cast, plan)
    action = an_action(cast, chapter)
    step = changes.add_milestone(action=action, text="First street", due_on=LAST_DAY, by=cast.viewer("cora"))
    kept = taking_in.keep(
        plan=plan,
        name="plan.docx",
        actions=[ListedAction("Mark bicycles", "row 2", lead="JAG")],
        by=cast.viewer("cora"),
    )
    measure = measures.add(
        chapter=chapter, title="Alarms", polarity="up", unit="count", numerator="alarms", from_month="2025-04",
        by=cast.viewer("cora"),
    )  # fmt: skip
    reading = measures.enter(
        measure=measure, month=Month.parse("2025-10"), value=3, base=None, words="", by=cast.viewer("cora"),
        today=cast.today,
    )  # fmt: skip
    pack = Pack.objects.create(
        partnership=plan.partnership, plan=plan, first_day=FIRST_DAY, last_day=FIRST_DAY + timedelta(days=90)
    )
    word = keeping.add(
        register=REGISTERS["words"], thing=GlossaryTerm(short="CRB", long="Castermouth rescue boat"),
        by=cast.viewer("cora"),
    )  # fmt: skip
    return {
        "register": "words",
        "kept_id": word.pk,
        "part": "plan",
        "part_id": plan.pk,
        "pack_id": pack.pk,
        "format": "html",
        "measure_id": measure.pk,
        "reading_id": reading.pk,
        "plan_id": plan.pk,
        "priority_id": chapter.priority_id,
        "chapter_id": chapter.pk,
        "action_id": action.pk,
        "update_id": say(cast, action).pk,
        "milestone_id": step.pk,
        "list_id": kept.pk,
        "link_id": 0,
        "bulk_id": bulk.prepare(plan=plan, name="x.xlsx", way="workbook", rows=[], by=cast.viewer("cora")).pk,
    }
