"""
What residents read of a published plan: its public sentences and how its actions stand, and what was chosen beside.

The page and the files to take away are made of the same. Nothing restricted is in it, no name of a person, and no word
that was said of an action: only its public sentence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django_scopes import scopes_disabled

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans import glossary, layouts, queries, seeing
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Achievement, Chapter, Plan
from frankpledge.web.plans.permissions import reason_not_to_write
from frankpledge.web.plans.queries import Row

Part = Plan.Part


@dataclass(frozen=True)
class OpenMeasure:
    """A measure with its newest figure in words, "" for none yet; `caveats` say what to know of it."""

    title: str
    counted: str
    figure: str
    target: str
    state: str
    label: str
    caveats: tuple[str, ...]


@dataclass(frozen=True)
class OpenChapter:
    """A priority as residents read it; `words` are pairs of heading and text."""

    chapter: Chapter
    rows: tuple[Row, ...]
    words: tuple[tuple[str, str], ...]
    objectives: tuple[str, ...]
    measures: tuple[OpenMeasure, ...]

    @property
    def title(self) -> str:
        return self.chapter.priority.title

    @property
    def sentence(self) -> str:
        return self.chapter.priority.public_sentence

    @property
    def theme(self) -> str:
        return self.chapter.theme

    @property
    def says_something(self) -> bool:
        return bool(self.rows or self.sentence or self.words or self.objectives or self.measures)


@dataclass(frozen=True)
class OpenPlan:
    """A published plan on a day, as anybody may read it."""

    plan: Plan
    today: date
    chapters: tuple[OpenChapter, ...]
    achievements: tuple[Achievement, ...]
    glossary: tuple[glossary.Explained, ...]

    @property
    def rows(self) -> list[Row]:
        return [row for each in self.chapters for row in each.rows]

    @property
    def tally(self) -> list[tuple[str, str, int]]:
        return queries.tally(self.rows)


def open_plan(plan: Plan, today: date) -> OpenPlan:
    """Everything that residents read of a plan that `queries.published_plan` gave, in a fixed number of questions."""
    rows = queries.published_rows(plan, today)
    with scopes_disabled():
        asked = seeing.open_chapters(Chapter.objects.filter(plan=plan))
        held = list(asked.select_related("priority", "plan").prefetch_related("objectives"))
        reached: list[Achievement] = []
        if Part.ACHIEVEMENTS in plan.public_parts:
            mine = Achievement.objects.filter(plan=plan, retired_on=None)
            reached = list(seeing.open_ones(mine, "update__action__"))
    measures = _measures(plan, today)
    chapters = tuple(_chapter(each, rows, measures.get(each.pk, ())) for each in held)
    shown = tuple(each for each in chapters if each.says_something)
    words = glossary.for_residents(plan.partnership, _texts(plan, shown, reached))
    return OpenPlan(plan, today, shown, tuple(reached), tuple(words))


def _chapter(chapter: Chapter, rows: list[Row], measures: tuple[OpenMeasure, ...]) -> OpenChapter:
    parts = chapter.plan.public_parts
    words = [(each, chapter.words[each]) for each in headings_of(chapter)] if Part.WORDS in parts else []
    objectives = [each.text for each in chapter.objectives.all()] if Part.OBJECTIVES in parts else []
    mine = tuple(row for row in rows if row.action.chapter_id == chapter.pk)
    return OpenChapter(chapter, mine, tuple(words), tuple(objectives), measures)


def headings_of(chapter: Chapter) -> list[str]:
    """The layout's headings that something is written under, then any of an earlier layout."""
    order = layouts.headings(chapter.plan)
    others = [heading for heading in chapter.words if heading not in order]
    return [heading for heading in (*order, *others) if chapter.words.get(heading)]


def _measures(plan: Plan, today: date) -> dict[int, tuple[OpenMeasure, ...]]:
    """Chapter id → its measures that were chosen for residents."""
    from frankpledge.web.measures import queries as measures

    if not plan.public_measures:
        return {}
    found: dict[int, tuple[OpenMeasure, ...]] = {}
    for each in measures.published(plan, plan.public_measures, today):
        number = each.measure.chapter_id
        found[number] = (*found.get(number, ()), _measure(each))
    return found


def _measure(each: Any) -> OpenMeasure:
    from frankpledge.web.measures.judging import shown
    from frankpledge.web.measures.models import Measure, Reading

    unit, definition, newest = each.measure.unit, each.definition, each.newest
    counted = definition.numerator + (f", out of {definition.denominator}" if definition.denominator else "")
    figure = f"{shown(newest.value, unit)} ({newest.period.label})" if newest else ""
    target = "" if definition.target is None else shown(definition.target, unit)
    if unit == Measure.Unit.COUNT:  # the target is for the plan's year, so the figure is of it too
        if newest and each.judgement.now is not None:
            figure = f"{shown(each.judgement.now, unit)} in the plan’s year, up to {newest.period.label}"
        target = f"{target} in the year" if target else ""
    # What people wrote beside a figure is for residents only where a second person signed it.
    final = newest is not None and newest.state == Reading.State.FINAL
    caveats = [each.judgement.words] if newest and unit != Measure.Unit.WORDS else []
    if newest and not final:
        caveats.append(f"This figure is {newest.get_state_display()}: it may change.")
    if newest and final and newest.words:
        caveats.append(newest.words)
    said = tuple(each for each in caveats if each)
    return OpenMeasure(
        str(each.measure), counted, figure, target, each.judgement.state, each.judgement.label, said
    )  # fmt: skip


def _texts(plan: Plan, chapters: Iterable[OpenChapter], reached: Iterable[Achievement]) -> list[str]:
    texts = [plan.foreword, *(each.text for each in reached)]
    for each in chapters:
        texts += [each.title, each.sentence, *(text for _, text in each.words), *each.objectives]
        texts += [row.action.public_sentence for row in each.rows]
        texts += [text for one in each.measures for text in (one.title, one.counted, *one.caveats)]
    return texts


def reason_not_to_choose(viewer: Viewer, plan: Plan) -> str:
    """Why `viewer` may not choose what residents read of it; else "". Once it is published, that is a release."""
    if reason := reason_not_to_write(viewer, plan):
        return reason
    published = plan.stage == Plan.Stage.PUBLISHED
    return permissions.reason_not_to(viewer, Permission.RELEASE) if published else ""


@transaction.atomic
def choose(*, plan: Plan, parts: Iterable[str], measures: Iterable[int], by: Viewer) -> Plan:
    """Which parts and which measures residents read beside the public sentences. Raises ValidationError."""
    from frankpledge.web.measures import queries as held

    permissions.require(reason_not_to_choose(by, plan))
    known = set(held.measures(by).filter(plan=plan, retired_on=None).values_list("pk", flat=True))
    chosen = sorted(set(measures))
    if not known.issuperset(chosen):
        raise ValidationError("A measure that you chose is not in this plan any more. Choose again.")
    plan.public_parts = [each for each in Part.values if each in set(parts)]
    plan.public_measures = chosen
    plan.save(update_fields=["public_parts", "public_measures"])
    record(Event.PUBLIC_CHOSEN, subject=plan, by=by, parts=plan.public_parts, measures=chosen)
    return plan
