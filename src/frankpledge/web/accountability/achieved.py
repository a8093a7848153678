"""What a year's report says was achieved, priority by priority: what was completed, reached, or picked for it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from frankpledge.documents.content import Block, Bullets, Paragraph, Section
from frankpledge.web.accountability.blocks import day
from frankpledge.web.accountability.models import Pack
from frankpledge.web.plans import seeing
from frankpledge.web.plans.models import Achievement, Milestone, Plan
from frankpledge.web.plans.queries import Row


def picked(pack: Pack) -> QuerySet[Achievement]:
    """What was said of the plan's actions in the pack's months, and picked by somebody as an achievement."""
    mine = Achievement.objects.filter(
        partnership=pack.partnership_id,
        retired_on=None,
        plan__in=seeing.open_plans(Plan.objects.filter(partnership=pack.partnership_id)),
        update__action__plan=pack.plan_id,
        update__corrected_by=None,
        update__on__range=(pack.first_day, pack.last_day),
    )
    found: QuerySet[Achievement] = seeing.open_ones(mine, "update__action__").select_related("update")
    return found


def section(
    pack: Pack, rows: Iterable[Row], reached: Iterable[Milestone], achievements: Iterable[Achievement]
) -> Section:
    """
    Under each priority: actions completed in the year, steps reached, and what was picked of the others. How an action
    goes that is not done is no achievement: the report's table of actions says it.

    A priority of which nothing was achieved has a sentence that says so.
    """
    steps: dict[int, list[Milestone]] = {}
    for step in reached:
        steps.setdefault(step.action_id, []).append(step)
    words: dict[int, list[str]] = {}
    for each in achievements:
        if each.update:
            words.setdefault(each.update.action_id, []).append(each.text)
    by_priority: dict[str, list[Row]] = {}
    for row in rows:
        by_priority.setdefault(row.action.chapter.priority.title, []).append(row)
    inner = tuple(
        Section(f"achieved-{number}", title, _of(pack, theirs, steps, words))
        for number, (title, theirs) in enumerate(by_priority.items())
    )
    return Section("achieved", "What was achieved, by priority", (), inner)


def _of(
    pack: Pack, rows: list[Row], steps: dict[int, list[Milestone]], words: dict[int, list[str]]
) -> tuple[Block, ...]:
    lines = []
    for row in rows:
        action, last, told = row.action, row.word, words.get(row.action.pk, [])
        if row.standing.said == "complete" and last is not None and last.on >= pack.first_day:
            said = last.text if last.text not in told else ""
            lines.append(f"Completed: {action.text}{f' – {said}' if said else ''}")
        lines += [
            f"Reached on {day(step.reached_on)}: {step.text}" for step in steps.get(action.pk, []) if step.reached_on
        ]
        lines += told
    if not lines:
        return (Paragraph("Nothing was completed here in this year, and nothing was picked as an achievement."),)
    return (Bullets(tuple(lines)),)
