"""What measures may count of plans: actions completed, updates given, milestones reached, actions heard of."""

from collections import Counter as Tally
from collections.abc import Collection
from datetime import date, timedelta

from frankpledge.month import Month
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.measures.counters import Counted, Counter
from frankpledge.web.plans.models import Action, Milestone, Plan, ProgressUpdate, Status
from frankpledge.web.plans.standing import QUARTER_DAYS

RUNNING = (Plan.Stage.AGREED, Plan.Stage.PUBLISHED)


def completed(partnership: Partnership, months: Collection[Month]) -> dict[Month, Counted]:
    """Actions by the month in which they were first said to be complete, by words that no other corrects."""
    said = ProgressUpdate.objects.filter(partnership=partnership, status=Status.COMPLETE, corrected_by=None)
    first: dict[int, date] = {}
    for action, on in said.filter(action__dropped_on=None).values_list("action", "on").order_by("-on"):
        first[action] = on
    return _by_month(first.values(), months)


def updates(partnership: Partnership, months: Collection[Month]) -> dict[Month, Counted]:
    """Updates by the month that they speak of."""
    said = ProgressUpdate.objects.filter(partnership=partnership, corrected_by=None, undated=False)
    return _by_month(said.values_list("on", flat=True), months)


def milestones(partnership: Partnership, months: Collection[Month]) -> dict[Month, Counted]:
    """Milestones by the month in which they were reached."""
    reached = Milestone.objects.filter(partnership=partnership, reached_on__isnull=False)
    return _by_month(reached.values_list("reached_on", flat=True), months)


def heard_of(partnership: Partnership, months: Collection[Month]) -> dict[Month, Counted]:
    """Of the actions of plans that ran, those with a word in the quarter of a year up to the month's last day."""
    actions = Action.objects.filter(partnership=partnership, plan__stage__in=(*RUNNING, Plan.Stage.SUPERSEDED))
    facts = list(actions.values_list("pk", "plan__first_day", "plan__last_day", "dropped_on"))
    words: dict[int, list[date]] = {}
    said = ProgressUpdate.objects.filter(partnership=partnership, undated=False)
    for action, on in said.values_list("action", "on"):
        words.setdefault(action, []).append(on)
    found = {}
    for month in months:
        last = _last_day(month)
        since = last - timedelta(days=QUARTER_DAYS)
        here = [
            pk for pk, first, until, dropped in facts if first <= last <= until and (dropped is None or dropped > last)
        ]
        found[month] = Counted(sum(any(since <= on <= last for on in words.get(pk, ())) for pk in here), len(here))
    return found


def _by_month(days: Collection[date | None], months: Collection[Month]) -> dict[Month, Counted]:
    tally = Tally(Month.parse(f"{day:%Y-%m}") for day in days if day)
    return {month: Counted(tally[month]) for month in months}


def _last_day(month: Month) -> date:
    return date(month.year, month.number, month.days)


COUNTERS = (
    Counter("plans.completed", "Plans: actions completed", "actions said to be complete", completed),
    Counter("plans.updates", "Plans: updates given", "updates of actions that agencies gave", updates),
    Counter("plans.milestones", "Plans: milestones reached", "milestones reached", milestones),
    Counter(
        "plans.heard_of",
        "Plans: share of actions with a word in the last quarter of a year",
        "actions with a word in the 92 days before",
        heard_of,
        unit="percent",
        denominator="actions of the plans that ran",
    ),
)
