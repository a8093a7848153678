"""How the months run: rolling year, season, months that stand out, and steps."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from frankpledge.analysis.breaks import change_points
from frankpledge.analysis.control import FEWEST_POINTS, ControlChart, u_prime
from frankpledge.analysis.control_phases import new_level
from frankpledge.analysis.rolling import rolling_sum
from frankpledge.analysis.season import Decomposition, day_adjusted, decompose, deseason
from frankpledge.assessment import caveats, recording
from frankpledge.assessment.evidence import ANTI_SOCIAL, Evidence
from frankpledge.assessment.finding import Band, Chart, Column, Figure, Finding, Mark, Series, Strength, Table
from frankpledge.assessment.offences import Line, lines
from frankpledge.assessment.period import join, spell
from frankpledge.assessment.unbroken import FEWEST_A_MONTH, SEASON, Run, run_of, unbroken_months
from frankpledge.month import Month

BASELINE = 24
SEASON_LEFT_IN = "The season is not taken out, so summer or winter months may stand out every year."
BROKEN = "Only the unbroken run of months up to the latest is charted: what lies before a gap is not joined to it."


def findings(evidence: Evidence) -> list[Finding]:
    """
    One for all crime, anti-social behaviour, and each type with five or more a month.

    Where the months are too few to say which stand out, only the first two: the others would be charts of nothing.
    """
    found = []
    short = len(unbroken_months(evidence)) < FEWEST_POINTS
    for line in lines(evidence):
        if line.crime_type is None and line.crime_types is not None:
            continue
        if short and line.crime_type not in (None, ANTI_SOCIAL):
            continue
        run = run_of(evidence, line.crime_types)
        if len(run.months) and (line.crime_type is None or run.counts.mean() >= FEWEST_A_MONTH):
            found.append(_finding(evidence, line, run))
    return found


def _finding(evidence: Evidence, line: Line, run: Run) -> Finding:
    chart: ControlChart | None = None
    cycle: Decomposition | None = None
    abnormal = [month for month in run.months if month in evidence.out_of_the_ordinary(line.crime_type)]
    if len(run.months) >= FEWEST_POINTS:
        chart = u_prime(run.counts, run.days, **_baseline(run, abnormal))
    # That the months are too few for a chart, or for a season, is said once, in `ahead`.
    if len(run.months) >= SEASON:
        cycle = decompose(run.counts, run.days)
    recent = [s for s in chart.signals if run.months[s.index] >= evidence.period.first] if chart else []
    steps = _steps(run, chart, cycle)
    lead = _rolling_sentence(evidence, line, run)
    strength: Strength = "moderate" if recent or steps else "weak"
    return Finding(
        id=f"trend-{line.slug}",
        kind="trend",
        crime_type=line.crime_type,
        title=f"{line.title}: month by month",
        statement=" ".join(
            [
                lead,
                *_signals(chart, recent, run),
                *_steps_said(steps, evidence, line, run),
                *_settled(chart, run),
                *_season_said(cycle, run),
            ]
        ),
        strength=strength if chart else "context",
        figures=tuple(_figures(line, run, chart, cycle)),
        table=_table(line, evidence, run, chart),
        charts=(_chart(evidence, line, run, chart),),
        method="trend",
        caveats=(
            *evidence.caveats,
            *((caveats.ASB,) if line.crime_type == ANTI_SOCIAL else ()),
            SEASON_LEFT_IN,
            *_abnormal_said(run, abnormal),
            *((BROKEN,) if len(run.months) < len([m for m in evidence.months if m in evidence.held]) else ()),
        ),
        provenance=evidence.provenance(
            rows_counted=int(run.counts.sum()), crime_types=line.crime_types, months=run.months
        ),
    )


def _baseline(run: Run, abnormal: Sequence[Month]) -> dict[str, Any]:
    """
    Which leading months fix what is usual: the first 24 that are not out of the ordinary. Where fewer than 12 would be
    left, none is left out.
    """
    out = [at for at, month in enumerate(run.months) if month in abnormal]
    usual = [at for at in range(len(run.months)) if at not in out]
    if len(usual) < FEWEST_POINTS:
        return {"baseline": min(BASELINE, len(run.months))}
    end = usual[min(BASELINE, len(usual)) - 1] + 1
    return {"baseline": end, "out": [at for at in out if at < end]}


def _abnormal_said(run: Run, abnormal: Sequence[Month]) -> list[str]:
    if not abnormal:
        return []
    named = spell(list(abnormal))
    if len(run.months) - len(abnormal) < FEWEST_POINTS:
        return [f"Out of the ordinary: {named}. Too few months would be left, so they count among the usual ones."]
    return [f"Out of the ordinary: {named}. They are charted, and not among the months that fix what is usual."]


def _rolling_sentence(evidence: Evidence, line: Line, run: Run) -> str:
    if len(run.months) < 12:
        return (
            f"{line.title}: {int(run.counts.sum()):,} in {spell(run.months)}, "
            "too few unbroken months for a rolling year."
        )
    sums = rolling_sum(run.counts)
    now = int(sums[-1])
    if len(run.months) < 24:
        return (
            f"{line.title}: {now:,} in the 12 months to {run.months[-1].label}; no unbroken year before to set it by."
        )
    return (
        f"{line.title}: {now:,} in the 12 months to {run.months[-1].label}, {int(sums[-13]):,} in the 12 before. "
        f"Since {run.months[11].label} the rolling year has been between {int(np.nanmin(sums)):,} and "
        f"{int(np.nanmax(sums)):,}."
    )


def _signals(chart: ControlChart | None, recent: list, run: Run) -> list[str]:  # type: ignore[type-arg]
    if chart is None:
        return []
    if not recent:
        return ["No month of this period stands out from the months before it."]
    beyond = [signal for signal in recent if signal.rule == "beyond limit"]
    said = []
    if beyond:
        named = [f"{run.months[signal.index].label} ({signal.words})" for signal in beyond[:4]]
        more = f" and {len(beyond) - 4} more" if len(beyond) > 4 else ""
        said.append(f"{join(named)}{more} stand{'s' if len(beyond) == 1 else ''} out.")
    said += [
        f"To {run.months[signal.index].label} the line {_run_words(signal.words)}: a sign that the level moved."
        for signal in recent
        if signal.rule != "beyond limit"
    ]
    return said


def _run_words(words: str) -> str:
    """As what the line did: "crosses …" stays, "9 months in a row …" is what it ran for."""
    return words if words.startswith("crosses") else f"ran {words}"


def _steps(run: Run, chart: ControlChart | None, cycle: Decomposition | None) -> tuple[int, ...]:
    """Where the level changed for good. Needs two years, or the season taken out."""
    if chart is None or len(run.months) < 24:
        return ()
    counts = day_adjusted(run.counts, run.days)
    return change_points(counts if cycle is None else deseason(counts, cycle.indices))


def _steps_said(steps: tuple[int, ...], evidence: Evidence, line: Line, run: Run) -> list[str]:
    said = []
    for at in steps:
        before, after = run.counts[:at], run.counts[at:]
        way = "higher" if after.mean() > before.mean() else "lower"
        month = run.months[at]
        sentence = f"The level is {way} from about {month.label}."
        known = recording.near(month, line.crime_type, evidence.force_names)
        if known:
            sentence += " A change in recording may be why: " + " ".join(
                f"{change.what} ({change.month.label}; {change.source}.)" for change in known
            )
        else:
            sentence += " No change in recording is known near it; one may have happened all the same."
        said.append(sentence)
    return said


def _settled(chart: ControlChart | None, run: Run) -> list[str]:
    """A year or more on one side of the frozen level: a person decides whether to draw the level anew."""
    at = None if chart is None else new_level(chart)
    if chart is None or at is None:
        return []
    side = "above" if chart.values[-1] > chart.centre else "below"
    return [
        f"Since {run.months[at].label} every month lies {side} the level that the usual range is drawn from: the range no "
        "longer describes it. Decide, and write down why, whether a new level begins there."
    ]


def _season_said(cycle: Decomposition | None, run: Run) -> list[str]:
    if cycle is None:
        return []
    if cycle.p >= 0.05:
        return ["No season is seen beyond what chance would give."]
    high, low = int(cycle.indices.argmax()), int(cycle.indices.argmin())
    return [
        f"A season comes back each year: highest in {_calendar(run, high)} ({100 * (cycle.indices[high] - 1):+.0f}% a day), "
        f"lowest in {_calendar(run, low)} ({100 * (cycle.indices[low] - 1):+.0f}%).".replace("-", "−")
    ]


def _calendar(run: Run, place: int) -> str:
    """The calendar month of a place in the month indices, which begin with the run's first month."""
    return run.months[place].label.split()[0]


def _figures(line: Line, run: Run, chart: ControlChart | None, cycle: Decomposition | None) -> list[Figure]:
    found = []
    sums = rolling_sum(run.counts)
    if len(sums) >= 12:
        found.append(
            Figure("rolling_year", int(sums[-1]), "count", f"{line.rows_are}, 12 months to {run.months[-1].label}")
        )
    if len(sums) >= 24:
        found.append(
            Figure(
                "rolling_year_before", int(sums[-13]), "count", f"{line.rows_are}, 12 months to {run.months[-13].label}"
            )
        )
    if chart:
        found.append(
            Figure("months_that_stand_out", len(chart.signals), "count", f"of {len(run.months)} months charted")
        )
    if cycle:
        found.append(Figure("season_strength", cycle.strength, "index", "0 no season, 1 nothing but season"))
    return found


def _chart(evidence: Evidence, line: Line, run: Run, chart: ControlChart | None) -> Chart:
    """All months asked of the archive, gaps left open; limits where the run is unbroken."""
    first = min(evidence.held)
    months = [month for month in evidence.months if month >= first and month <= run.months[-1]]
    values = tuple(
        float(evidence.count(line.crime_types, [month])) if month in evidence.held else None for month in months
    )
    at = {month: place for place, month in enumerate(months)}
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    if chart:
        place_of = {month: place for place, month in enumerate(run.months)}
        low = tuple(float(chart.lower[place_of[m]] * m.days) if m in place_of else None for m in months)
        high = tuple(float(chart.upper[place_of[m]] * m.days) if m in place_of else None for m in months)
        bands = (Band("Usual range", low, high),)
        marks = tuple(Mark(at[run.months[s.index]], line.title, s.words) for s in chart.signals)
    lowest, highest = int(run.counts.min()), int(run.counts.max())
    outside = f" {len(marks)} months stand out." if marks else " No month stands out." if chart else ""
    return Chart(
        kind="line",
        title=f"{line.title} each month, {evidence.area.name}",
        description=f"Between {lowest:,} and {highest:,} a month in {spell(run.months)}.{outside}",
        labels=tuple(month.label for month in months),
        series=(Series(line.title, values),),
        bands=bands,
        marks=marks,
        y_label=f"{line.rows_are.capitalize()} a month",
    )


def _table(line: Line, evidence: Evidence, run: Run, chart: ControlChart | None) -> Table:
    signals = {signal.index: signal.words for signal in chart.signals} if chart else {}
    sums = rolling_sum(run.counts)
    return Table(
        caption=f"{line.title}: every month charted",
        columns=(
            Column("month", "Month"),
            Column("count", line.rows_are.capitalize(), "count"),
            Column("rolling_year", "12 months to then", "count"),
            Column("stands_out", "Stands out"),
        ),
        rows=tuple(
            (
                month.label,
                int(run.counts[at]),
                None if np.isnan(sums[at]) else int(sums[at]),
                signals.get(at, ""),
            )
            for at, month in enumerate(run.months)
        ),
    )
