"""The financial year so far, against the same months of the years before."""

from dataclasses import dataclass

import numpy as np

from frankpledge.analysis.change import Change, adjust, compare_periods
from frankpledge.analysis.rolling import TooFewMonths
from frankpledge.analysis.to_date import YearToDate, year_to_date
from frankpledge.assessment import caveats, sentences
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Column, Figure, Finding, Table
from frankpledge.assessment.offences import Line, lines
from frankpledge.assessment.period import join, spell
from frankpledge.assessment.strength import SMALL_BASE, of_test
from frankpledge.counted import counted
from frankpledge.month import Month

YEAR_STARTS = 4  # April: plans and budgets run by the financial year
FEWEST, MOST = 2, 11  # months: one is too few to compare, and twelve are the year that ends in March
YEARS_BACK = 3
NAMED = 4
TOO_FEW = "too few"  # in place of a percentage of a small number

OVERLAPS = (
    "These months are part of the period compared above: this is another cut of the same crimes, not further evidence."
)


@dataclass(frozen=True)
class _Stretch:
    """The year so far and the same months `years_ago`, of one line."""

    line: Line
    years_ago: int
    found: YearToDate
    change: Change


def findings(evidence: Evidence) -> list[Finding]:
    """
    One for all types together; none where it would say again what the whole period says.

    That is so in April, in March (the year is over), and where the period asked for is the year so far itself.
    """
    last = max(evidence.period.held)
    length = (last.number - YEAR_STARTS) % 12 + 1
    first = last.minus(length - 1)
    if not FEWEST <= length <= MOST or (evidence.period.first, evidence.period.last) == (first, last):
        return []
    wanted = [line for line in lines(evidence) if line.crime_type is not None or line.crime_types is None]
    by_year = {years: _stretches(evidence, wanted, last, years) for years in range(1, YEARS_BACK + 1)}
    if not by_year[1] or len(by_year[1][0].found.months) < FEWEST:
        return []
    # Another year is set beside only where it holds the same months.
    months = by_year[1][0].found.months
    kept = {years: found for years, found in by_year.items() if found and found[0].found.months == months}
    return [_finding(evidence, kept, last, length)]


def _stretches(evidence: Evidence, wanted: list[Line], last: Month, years: int) -> list[_Stretch]:
    months = [month for month in evidence.months if month <= last]
    made = []
    for line in wanted:
        counts = [evidence.count(line.crime_types, [m]) if m in evidence.held else np.nan for m in months]
        try:
            found = year_to_date(counts, last_month=last.number, year_starts=YEAR_STARTS, years_ago=years)
        except TooFewMonths:
            return []
        made.append(_Stretch(line, years, found, compare_periods(found.before, found.after)))
    adjusted = adjust([one.change for one in made])
    return [_Stretch(one.line, years, one.found, change) for one, change in zip(made, adjusted, strict=True)]


def _finding(evidence: Evidence, by_year: dict[int, list[_Stretch]], last: Month, length: int) -> Finding:
    now = by_year[1]
    months = [month for month in last.minus(length - 1).to(last) if month.number in now[0].found.months]
    used = sorted({month.minus(12 * years) for years in (0, *by_year) for month in months})
    surest = min(now, key=lambda one: _p(one.change))
    rows = sum(
        sum(one.found.before.sum() for one in found if one.line.crime_type is None) for found in by_year.values()
    )
    whole = next(one for one in now if one.line.crime_type is None)
    return Finding(
        id="year-to-date",
        kind="change",
        title=f"The year so far, from {months[0].label}",
        statement=_statement(by_year, months),
        strength=of_test(_p(surest.change), min(surest.change.before, surest.change.after)),
        figures=_figures(by_year, months),
        table=_table(by_year, months),
        method="year-to-date",
        caveats=(*evidence.caveats, OVERLAPS, caveats.MANY_TESTS, *_left_out(whole.found, by_year)),
        provenance=evidence.provenance(rows_counted=int(rows + whole.found.after.sum()), months=used),
    )


def _p(change: Change) -> float:
    return change.p if change.adjusted_p is None else change.adjusted_p


def _statement(by_year: dict[int, list[_Stretch]], months: list[Month]) -> str:
    now = by_year[1]
    whole = next(one for one in now if one.line.crime_type is None)
    said = [sentences.changed(whole.line.title, whole.change, [m.minus(12) for m in months], months)]
    for years in (years for years in by_year if years > 1):
        past = next(one for one in by_year[years] if one.line.crime_type is None)
        said.append(f"{_ago(years)} the same months had {int(past.found.before.sum()):,}.")
    typed = [one for one in now if one.line.crime_type is not None]
    real = sorted((one for one in typed if _p(one.change) < 0.05), key=lambda one: (_p(one.change), one.line.title))
    if not real:
        said.append(
            f"Of the {len(typed)} types, taken one by one, none is shown to have moved: chance could make each change."
        )
    else:
        named = [f"{one.line.title.lower()} ({one.change.before:,} to {one.change.after:,})" for one in real[:NAMED]]
        more = f" and {len(real) - NAMED} more" if len(real) > NAMED else ""
        listed = f"{', '.join(named)}{more}" if more else join(named)
        said.append(f"Beyond chance, of {len(typed)} types: {listed}.")
    return " ".join(said)


def _ago(years: int) -> str:
    return {2: "Two years before", 3: "Three years before"}[years]


def _figures(by_year: dict[int, list[_Stretch]], months: list[Month]) -> tuple[Figure, ...]:
    whole = next(one for one in by_year[1] if one.line.crime_type is None)
    change = whole.change
    figures = [
        Figure("count_to_date", change.after, "count", f"crimes in {spell(months)}"),
        Figure("count_to_date_before", change.before, "count", f"crimes in {spell([m.minus(12) for m in months])}"),
        Figure(
            "change_to_date_percent", change.percent, "percent", f"of {counted(change.before, 'crime')}", change.percent_low,
            change.percent_high,
        ),
        Figure(
            "chance_of_such_a_change", _p(change), "probability",
            "of a change at least this large, if nothing had changed, allowing for the others looked at",
        ),
    ]  # fmt: skip
    for years in (years for years in by_year if years > 1):
        past = next(one for one in by_year[years] if one.line.crime_type is None)
        then = [month.minus(12 * years) for month in months]
        figures.append(
            Figure(f"count_to_date_{years}_years_before", past.change.before, "count", f"crimes in {spell(then)}")
        )
    return tuple(figures)


def _table(by_year: dict[int, list[_Stretch]], months: list[Month]) -> Table:
    others = [years for years in by_year if years > 1]
    rows = []
    for at, one in enumerate(by_year[1]):
        change = one.change
        large = min(change.before, change.after) >= SMALL_BASE
        rows.append(
            (
                one.line.title, change.after, change.before, change.percent if large else TOO_FEW,
                "more than chance" if _p(change) < 0.05 else "could be chance",
                *(by_year[years][at].change.before for years in others),
            )
        )  # fmt: skip
    return Table(
        caption=f"The year so far and the same months before: {spell(months)}",
        columns=(
            Column("type", "Type"),
            Column("count_to_date", "This year", "count"),
            Column("count_to_date_before", "Last year", "count"),
            Column("change_percent", "Change", "percent"),
            Column("chance", "Chance?"),
            *(Column(f"count_{years}_years_before", f"{_ago(years)}", "count") for years in others),
        ),
        rows=tuple(rows),
    )


def _left_out(found: YearToDate, by_year: dict[int, list[_Stretch]]) -> tuple[str, ...]:
    said = []
    if found.left_out:
        names = join(Month(month - 1).label.split()[0] for month in found.left_out)
        said.append(f"{names} is missing in one of the years and left out of all." if len(found.left_out) == 1
                    else f"{names} are missing in one of the years and left out of all.")  # fmt: skip
    if len(by_year) < YEARS_BACK:
        said.append(f"Of the {YEARS_BACK} years before, those are set beside that hold the same months.")
    return tuple(said)
