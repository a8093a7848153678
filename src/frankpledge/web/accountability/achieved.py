"""What a year's report says was achieved, priority by priority: from the updates and milestones of the year."""

from collections.abc import Iterable

from frankpledge.documents.content import Block, Bullets, Paragraph, Section
from frankpledge.web.accountability.blocks import day
from frankpledge.web.accountability.models import Pack
from frankpledge.web.plans.models import Milestone, ProgressUpdate
from frankpledge.web.plans.queries import Row


def section(pack: Pack, rows: Iterable[Row], reached: Iterable[Milestone], said: Iterable[ProgressUpdate]) -> Section:
    """
    Under each priority: actions completed in the year, steps reached, and the newest word of the others.

    A priority of which nobody said anything has a sentence that says so.
    """
    steps: dict[int, list[Milestone]] = {}
    for step in reached:
        steps.setdefault(step.action_id, []).append(step)
    words: dict[int, ProgressUpdate] = {}
    for each in sorted(said, key=lambda each: (each.on, each.pk)):
        words[each.action_id] = each
    by_priority: dict[str, list[Row]] = {}
    for row in rows:
        by_priority.setdefault(row.action.chapter.priority.title, []).append(row)
    inner = tuple(
        Section(f"achieved-{number}", title, _of(pack, theirs, steps, words))
        for number, (title, theirs) in enumerate(by_priority.items())
    )
    return Section("achieved", "What was achieved, by priority", (), inner)


def _of(
    pack: Pack, rows: list[Row], steps: dict[int, list[Milestone]], words: dict[int, ProgressUpdate]
) -> tuple[Block, ...]:
    lines = []
    for row in rows:
        action, word = row.action, words.get(row.action.pk)
        done = row.standing.said == "complete" and row.word is not None and row.word.on >= pack.first_day
        if done and row.word is not None:
            lines.append(f"Completed: {action.text}{f' – {row.word.text}' if row.word.text else ''}")
        lines += [
            f"Reached on {day(step.reached_on)}: {step.text}" for step in steps.get(action.pk, []) if step.reached_on
        ]
        if not done and word is not None and word.text:
            lines.append(f"{action.text} – {word.text} ({word.get_status_display() or 'not rated'}, {day(word.on)})")
    if not lines:
        return (Paragraph("Nobody has said what was achieved here in this year."),)
    return (Bullets(tuple(lines)),)
