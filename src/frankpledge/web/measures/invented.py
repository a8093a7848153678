"""The measures of the demonstration's plan: two that the evidence fills, and three that invented people enter."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django_scopes import scope

from frankpledge.month import Month
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.measures import changes, filling
from frankpledge.web.measures.models import Measure
from frankpledge.web.plans.models import Action, Chapter, Plan

# Priority → measures: title, polarity, unit, what is counted, of what, where it began, target.
ENTERED = (
    (
        "Fewer homes broken into", "Homes made safer", "up", "count",
        "homes with new locks and lights", "", None, 120.0, (9, 11, 8, 10, 12, 7, 9),
    ),
    (
        "Evenings out without fear", "Feel safe at the Old Market after dark", "up", "percent",
        "people asked who feel safe", "people asked in the street", 52.0, 60.0, (53, 55, 52, 56, 54, 58, 57),
    ),
    (
        "Places to be proud of", "Small fires in the four lanes", "down", "count",
        "fires that the fire service put out", "", 61.0, 50.0, (4, 9, 12, 8, 7, 3, 5),
    ),
)  # fmt: skip
FILLED = (
    ("Fewer homes broken into", "Recorded burglary", "Burglary"),
    ("Evenings out without fear", "Recorded violence and sexual offences", "Violence and sexual offences"),
)


@transaction.atomic
def invent_measures(plan: Plan, archive: Path, people: dict[str, Viewer], today: date) -> None:
    """Made once: where the plan has measures, nothing changes. `people` are viewers by role."""
    with scope(partnership=plan.partnership):
        if Measure.objects.filter(plan=plan).exists():
            return
        manager = people["coordinator"]
        chapters = {each.priority.title: each for each in Chapter.objects.filter(plan=plan).select_related("priority")}
        for priority, title, polarity, unit, numerator, denominator, baseline, target, values in ENTERED:
            measure = changes.add(
                chapter=chapters[priority],
                title=title,
                polarity=polarity,
                unit=unit,
                numerator=numerator,
                denominator=denominator,
                baseline=baseline,
                baseline_words="the year before" if baseline is not None else "",
                target=target,
                source="Invented for this demonstration",
                from_month=f"{plan.first_day:%Y-%m}",
                by=manager,
            )
            _enter(measure, values, plan, manager, today)
            first = Action.objects.filter(chapter=chapters[priority]).first()
            if first:
                changes.link(measure=measure, action=first, by=manager)
        for priority, title, crime_type in FILLED:
            changes.add(
                chapter=chapters[priority],
                title=title,
                polarity="watch",
                unit="count",
                numerator="crimes recorded by the police",
                source="data.police.uk (invented here)",
                crime_type=crime_type,
                from_month="2020-01",
                by=manager,
            )
        filling.fill(plan=plan, archive=archive, by=manager, today=today)


def _enter(measure: Measure, values: tuple[int, ...], plan: Plan, manager: Viewer, today: date) -> None:
    """Figures from the plan's first month on, as far as months have ended."""
    month = Month.parse(f"{plan.first_day:%Y-%m}")
    for value in values:
        if month >= Month.parse(f"{today:%Y-%m}"):
            return
        base = 150.0 if measure.unit == Measure.Unit.PERCENT else None
        changes.enter(measure=measure, month=month, value=float(value), base=base, words="", by=manager, today=today)
        month = month.plus(1)
