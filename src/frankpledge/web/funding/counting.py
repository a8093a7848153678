"""What measures may count of money: pounds spent, people whom commissioned services took in and helped."""

from collections import defaultdict
from collections.abc import Collection

from frankpledge.month import Month
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.funding.models import Line, ServiceResult
from frankpledge.web.measures.counters import Counted, Counter


def spent(partnership: Partnership, months: Collection[Month]) -> dict[Month, Counted]:
    """Whole pounds by the month in which they were spent, by the lines that count."""
    pence: dict[Month, int] = defaultdict(int)
    lines = Line.objects.filter(partnership=partnership, kind=Line.Kind.SPENT).that_count()
    for on, amount in lines.values_list("on", "pence"):
        pence[Month.parse(f"{on:%Y-%m}")] += amount
    return {month: Counted(round(pence[month] / 100)) for month in months}


def reached(partnership: Partnership, months: Collection[Month]) -> dict[Month, Counted]:
    """People whom services took in, at the last month of what each reported; no figure where none reported."""
    found: dict[Month, int] = defaultdict(int)
    for result in _newest(partnership):
        found[Month.parse(f"{result.last_day:%Y-%m}")] += result.reached
    return {month: Counted(found[month]) for month in months if month in found}


def helped(partnership: Partnership, months: Collection[Month]) -> dict[Month, Counted]:
    """Of the people whom services took in, those whom they helped as meant; of the services that say so."""
    found: dict[Month, Counted] = {}
    for result in _newest(partnership):
        month = Month.parse(f"{result.last_day:%Y-%m}")
        if result.succeeded is not None:
            before = found.get(month, Counted(0, 0))
            found[month] = Counted(before.number + result.succeeded, (before.of or 0) + result.reached)
    return {month: found[month] for month in months if month in found}


def _newest(partnership: Partnership) -> Collection[ServiceResult]:
    """What services reported, a newer word of the same months in an older one's place."""
    said = ServiceResult.objects.filter(partnership=partnership).order_by("pk")
    return {(each.service_id, each.first_day, each.last_day): each for each in said}.values()


COUNTERS = (
    Counter("funding.spent", "Money: pounds spent", "pounds spent", spent),
    Counter("funding.reached", "Services: people taken in", "people taken in", reached, about_people=True),
    Counter(
        "funding.helped",
        "Services: share of people helped as meant",
        "people helped as meant",
        helped,
        unit="percent",
        denominator="people taken in",
        about_people=True,
    ),
)
