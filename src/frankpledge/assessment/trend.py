"""How the months run: rolling year, season, months that stand out, and steps."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from frankpledge.analysis.breaks import change_points
from frankpledge.analysis.control import FEWEST_POINTS, ControlChart, Rule, Signal, u_prime
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
SEASON_SEEN = 0.05  # under this chance a season counts as seen
BEYOND: Rule = "beyond limit"
SEASON_LEFT_IN = (
    f"The season is not taken out, which takes {SEASON} months without a gap. So summer or winter months may stand out "
    "every year, and nothing is said of whether the level moved."
)
SEASON_TAKEN_OUT = "The usual range follows the season, as these same months show it: summers are judged as summers."
NO_SEASON = "No season is seen in these months, so the usual range has none."
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
    # That the months are too few for a chart, or for a season, is said once, in `ahead`.
    if len(run.months) >= SEASON:
        cycle = decompose(run.counts, run.days)
    exposure = _exposure(run, cycle)
    if len(run.months) >= FEWEST_POINTS:
        chart = u_prime(run.counts, exposure, **_baseline(run, abnormal))
    signals = _judged(chart, cycle)
    recent = [signal for signal in signals if run.months[signal.last] >= evidence.period.first]
    steps = _steps(run, cycle)
    lead = _rolling_sentence(evidence, line, run)
    # With the season left in a month may be no more than the season, and one quiet series in ten has a run.
    sure = cycle is not None and (bool(_beyond(recent)) or bool(steps))
    strength: Strength = "moderate" if sure else "weak"
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
                *(_settled(chart, run) if cycle is not None else ()),
                *_season_said(cycle, run),
            ]
        ),
        strength=strength if chart else "context",
        figures=tuple(_figures(line, run, chart, signals, cycle)),
        table=_table(line, run, signals),
        charts=(_chart(evidence, line, run, chart, exposure, signals),),
        method="control-chart",
        caveats=(
            *evidence.caveats,
            *((caveats.ASB,) if line.crime_type == ANTI_SOCIAL else ()),
            SEASON_LEFT_IN if cycle is None else SEASON_TAKEN_OUT if _seasonal(cycle) else NO_SEASON,
            *_abnormal_said(run, abnormal),
            *((BROKEN,) if len(run.months) < len([m for m in evidence.months if m in evidence.held]) else ()),
        ),
        provenance=evidence.provenance(
            rows_counted=int(run.counts.sum()), crime_types=line.crime_types, months=run.months
        ),
    )


def _seasonal(cycle: Decomposition) -> bool:
    """Whether there is a season to take out: one seen beyond chance, with no calendar month empty every year."""
    return cycle.p < SEASON_SEEN and bool((_season(cycle) > 0).all())


def _season(cycle: Decomposition) -> "np.ndarray":
    """
    For each month, how it compares with a month without a season. Of all the years: `indices` leave out half a year at
    either end, so the newest months would be judged by a season that they had no part in, and stand out too often.
    """
    return np.asarray(1 + cycle.seasonal / cycle.adjusted.mean())


def _exposure(run: Run, cycle: Decomposition | None) -> "np.ndarray":
    """Days, or where a season is seen, days as if each month had an average month's share of crime."""
    if cycle is None or not _seasonal(cycle):
        return run.days.astype(np.float64)
    return np.asarray(run.days * _season(cycle))


def _judged(chart: ControlChart | None, cycle: Decomposition | None) -> tuple[Signal, ...]:
    """The signals that may be said. Runs and crossings see the season as a move of the level: not with it left in."""
    if chart is None:
        return ()
    return tuple(signal for signal in chart.signals if cycle is not None or signal.rule == BEYOND)


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


def _signals(chart: ControlChart | None, recent: Sequence[Signal], run: Run) -> list[str]:
    if chart is None:
        return []
    if not recent:
        return ["No month of this period stands out from the months before it."]
    beyond = [signal for signal in recent if signal.rule == BEYOND]
    said = []
    if beyond:
        named = [f"{run.months[signal.index].label} ({signal.words})" for signal in beyond[:4]]
        more = f" and {len(beyond) - 4} more" if len(beyond) > 4 else ""
        said.append(f"{join(named)}{more} stand{'s' if len(beyond) == 1 else ''} out.")
    for signal in (signal for signal in recent if signal.rule != BEYOND):
        span = f"From {run.months[signal.first].label} to {run.months[signal.last].label} the line"
        what = f"runs {signal.words}" if signal.rule == "long run" else signal.words
        said.append(f"{span} {what}: a sign that the level may have moved.")
    return said


def _steps(run: Run, cycle: Decomposition | None) -> tuple[int, ...]:
    """Where the level changed for good. Only with the season taken out: a summer and a winter are no two levels."""
    if cycle is None:
        return ()
    return change_points(deseason(day_adjusted(run.counts, run.days), cycle.indices))


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
            sentence += " No published change in recording is known near it; one may have happened all the same."
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
    if cycle.p >= SEASON_SEEN:
        return ["No season is seen beyond what chance would give."]
    high, low = int(cycle.indices.argmax()), int(cycle.indices.argmin())
    return [
        f"A season comes back each year: highest in {_calendar(run, high)} ({100 * (cycle.indices[high] - 1):+.0f}% a day), "
        f"lowest in {_calendar(run, low)} ({100 * (cycle.indices[low] - 1):+.0f}%).".replace("-", "−")
    ]


def _calendar(run: Run, place: int) -> str:
    """The calendar month of a place in the month indices, which begin with the run's first month."""
    return run.months[place].label.split()[0]


def _figures(
    line: Line, run: Run, chart: ControlChart | None, signals: Sequence[Signal], cycle: Decomposition | None
) -> list[Figure]:
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
            Figure("months_that_stand_out", len(_beyond(signals)), "count", f"of {len(run.months)} months charted")
        )
    if cycle:
        found.append(Figure("season_strength", cycle.strength, "index", "0 no season, 1 nothing but season"))
    return found


def _beyond(signals: Sequence[Signal]) -> list[Signal]:
    """One for each month that stands out: runs and crossings are of the line, and no month's."""
    return [signal for signal in signals if signal.rule == BEYOND]


def _chart(
    evidence: Evidence,
    line: Line,
    run: Run,
    chart: ControlChart | None,
    exposure: "np.ndarray",
    signals: Sequence[Signal],
) -> Chart:
    """All months asked of the archive, gaps left open; limits where the run is unbroken; a run's mark at its end."""
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
        low = tuple(float(chart.lower[place_of[m]] * exposure[place_of[m]]) if m in place_of else None for m in months)
        high = tuple(float(chart.upper[place_of[m]] * exposure[place_of[m]]) if m in place_of else None for m in months)
        bands = (Band("Usual range", low, high),)
        marks = tuple(
            Mark(at[run.months[s.last]], line.title, s.words) for s in signals if s.rule != "few crossings"
        )  # fmt: skip
    lowest, highest = int(run.counts.min()), int(run.counts.max())
    many = len(_beyond(signals))
    outside = "" if chart is None else " No month stands out."
    if many:
        outside = " 1 month stands out." if many == 1 else f" {many} months stand out."
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


def _table(line: Line, run: Run, signals: Sequence[Signal]) -> Table:
    words = {signal.index: signal.words for signal in _beyond(signals)}
    for signal in (signal for signal in signals if signal.rule == "long run"):
        words[signal.last] = "; ".join(filter(None, (words.get(signal.last), f"to this month, {signal.words}")))
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
                words.get(at, ""),
            )
            for at, month in enumerate(run.months)
        ),
    )
