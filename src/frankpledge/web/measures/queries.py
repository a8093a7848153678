"""Questions about measures, each asked on a viewer's behalf."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from frankpledge.month import Month
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.measures import counters
from frankpledge.web.measures.judging import Judgement, Read, judge, judge_milestone, judge_words
from frankpledge.web.measures.models import Definition, Measure, MeasuredAction, Reading
from frankpledge.web.plans import seeing
from frankpledge.web.plans.models import Action, Plan

DUE_AFTER_MONTHS = 2  # a month's figures are due by the end of the second month after it


@dataclass(frozen=True)
class Measured:
    """A measure as lists show it: its definition, its newest figures by month, and where it stands."""

    measure: Measure
    definition: Definition
    readings: list[Reading]
    judgement: Judgement

    @property
    def newest(self) -> Reading | None:
        return self.readings[-1] if self.readings else None

    @property
    def unsigned(self) -> int:
        return sum(reading.state != Reading.State.FINAL for reading in self.readings)


def measures(viewer: Viewer) -> QuerySet[Measure]:
    mine: QuerySet[Measure] = Measure.objects.filter(partnership=viewer.partnership)
    return seeing.chapters_of(viewer, mine, "chapter__").select_related("plan", "chapter__priority", "partnership")


def measured(viewer: Viewer, asked: Iterable[Measure], today: date) -> list[Measured]:
    """The measures with figures and judgement, in three questions whatever their number."""
    return _with_figures(viewer.partnership, list(asked), today)


def published(plan: Plan, numbers: Iterable[int], today: date) -> list[Measured]:
    """For anybody: of a published plan those measures that were chosen for residents, without what is restricted."""
    with scopes_disabled():
        chosen = Measure.objects.filter(plan=plan, pk__in=list(numbers), retired_on=None)
        asked = seeing.open_chapters(chosen, "chapter__").select_related("plan", "chapter")
        return _with_figures(plan.partnership, list(asked), today)


def _with_figures(partnership: Partnership, found: list[Measure], today: date) -> list[Measured]:
    definitions: dict[int, Definition] = {}
    for each in Definition.objects.filter(measure__in=found, partnership=partnership).order_by("version"):
        definitions[each.measure_id] = each
    newest: dict[int, dict[str, Reading]] = {}
    readings = Reading.objects.filter(measure__in=found, partnership=partnership).select_related(
        "by", "signed_by", "definition"
    )
    for reading in readings.order_by("month", "pk"):
        newest.setdefault(reading.measure_id, {})[reading.month] = reading
    return [_measured(each, definitions[each.pk], list(newest.get(each.pk, {}).values()), today) for each in found]


def history(viewer: Viewer, measure: Measure) -> QuerySet[Reading]:
    """Every figure that was ever entered or counted, the newest first."""
    mine: QuerySet[Reading] = Reading.objects.filter(measure=measure, partnership=viewer.partnership)
    return mine.select_related("by", "signed_by", "definition").order_by("-month", "-pk")


def definitions(viewer: Viewer, measure: Measure) -> QuerySet[Definition]:
    mine: QuerySet[Definition] = Definition.objects.filter(measure=measure, partnership=viewer.partnership)
    return mine


def actions_of(viewer: Viewer, measure: Measure) -> QuerySet[Action]:
    """The actions that are meant to move it."""
    linked = MeasuredAction.objects.filter(measure=measure, partnership=viewer.partnership)
    mine: QuerySet[Action] = Action.objects.filter(pk__in=linked.values("action"), partnership=viewer.partnership)
    return seeing.seen_by(mine, viewer).select_related("partnership", "chapter__priority")


def without_measure(viewer: Viewer, plan: Plan) -> QuerySet[Action]:
    """Actions of the plan that no measure belongs to."""
    linked = MeasuredAction.objects.filter(partnership=viewer.partnership)
    mine: QuerySet[Action] = Action.objects.filter(plan=plan, partnership=viewer.partnership, dropped_on=None)
    return seeing.seen_by(mine, viewer).exclude(pk__in=linked.values("action")).select_related("partnership")


def without_action(viewer: Viewer, plan: Plan) -> QuerySet[Measure]:
    """Measures of the plan that no action belongs to."""
    linked = MeasuredAction.objects.filter(partnership=viewer.partnership)
    return measures(viewer).filter(plan=plan, retired_on=None).exclude(pk__in=linked.values("measure"))


def last_due(today: date) -> Month:
    """The newest month whose figures should be there by now."""
    return Month.parse(f"{today:%Y-%m}").minus(DUE_AFTER_MONTHS + 1)


def year_begins(plan: Plan, today: date) -> Month:
    """The first month of the plan's year that today is in."""
    return Month.parse(f"{plan.first_day:%Y-%m}").plus(12 * (plan.year_index(today) - 1))


def _measured(measure: Measure, definition: Definition, readings: list[Reading], today: date) -> Measured:
    # A redefinition breaks the line: what was counted otherwise is not compared with what is counted now.
    comparable = [
        Read(reading.period, reading.value, reading.base)
        for reading in readings
        if reading.definition_id == definition.pk
    ]
    first = year_begins(measure.plan, today)
    if measure.unit == Measure.Unit.MILESTONE:
        return Measured(measure, definition, readings, judge_milestone(comparable, definition.reach_by, today))
    if measure.unit == Measure.Unit.WORDS:
        said = readings[-1].words if readings else ""
        return Measured(measure, definition, readings, judge_words(comparable, said))
    judgement = judge(
        comparable,
        polarity=measure.polarity,
        unit=measure.unit,
        target=definition.target,
        tolerance=definition.tolerance,
        first=first,
        last_due=last_due(today),
        second_target=definition.second_target,
        profile=definition.profile,
    )
    if not counters.monthly(definition.counter):  # such as a survey's, which no month in between has to have
        judgement = replace(judgement, missing=())
    return Measured(measure, definition, readings, judgement)
