"""What a measure's year may come to, as a range beside its target."""

from dataclasses import dataclass
from datetime import date

from frankpledge.analysis.year_total import FEWEST, FEWEST_MONTHS, TooFewCrimes, YearEnd, year_end
from frankpledge.month import Month
from frankpledge.web.measures.models import Measure
from frankpledge.web.measures.queries import Measured, year_begins


@dataclass(frozen=True)
class Outlook:
    """The count of the plan's year that ends with `until`, by `months` known ones; or `refused`, why there is none."""

    until: Month
    months: int
    ahead: YearEnd | None = None
    words: str = ""
    refused: str = ""


def outlook(measured: Measured, today: date) -> Outlook | None:
    """Of a count only, for the plan's year that today is in; None where nothing is known of that year, or all is."""
    first = year_begins(measured.measure.plan, today)
    if measured.measure.unit != Measure.Unit.COUNT:
        return None
    counts = {
        reading.period: reading.value
        for reading in measured.readings
        if reading.definition_id == measured.definition.pk
    }
    known = [month for month in first.to(first.plus(11)) if month in counts]
    if not known or len(known) == 12:
        return None
    until = first.plus(11)
    if known[-1].index - first.index + 1 != len(known):
        return Outlook(until, len(known), refused="a month of the year so far has no figure.")
    if len(known) < FEWEST_MONTHS:
        return Outlook(until, len(known), refused=f"{FEWEST_MONTHS} months of the year have to be known first.")
    before = [counts.get(first.minus(12).plus(step)) for step in range(12)]
    whole = [value for value in before if value is not None]
    if len(whole) < 12:
        return Outlook(until, len(known), refused="the year before is not whole, so its season is not known.")
    chart = measured.judgement.chart
    try:
        ahead = year_end(
            [counts[month] for month in known],
            whole[: len(known)],
            whole[len(known) :],
            dispersion=chart.dispersion**2 if chart else 1.0,
        )
    except TooFewCrimes:
        return Outlook(until, len(known), refused=f"a part of the two years is under {FEWEST}.")
    return Outlook(until, len(known), ahead, _beside(ahead, measured))


def _beside(ahead: YearEnd, measured: Measured) -> str:
    target = measured.definition.target
    if target is None or measured.measure.polarity == Measure.Polarity.WATCH:
        return ""
    place = "below" if target < ahead.low else "above" if target > ahead.high else "inside"
    return f"The target, {target:,.0f}, is {place} this range."
