"""What the next months may bring: only where past forecasts came nearer than the same month of the year before did."""

from dataclasses import dataclass

import numpy as np

from frankpledge.analysis.backtest import Backtest, forecast_if_worth_showing
from frankpledge.analysis.control import FEWEST_POINTS
from frankpledge.analysis.forecast import Forecast
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Band, Chart, Column, Figure, Finding, Series, Table
from frankpledge.assessment.main_types import Offence, main_offences
from frankpledge.assessment.period import join, spell
from frankpledge.assessment.unbroken import FORECAST, SEASON, Run, run_of, unbroken_months
from frankpledge.counted import verb
from frankpledge.month import Month

MONTHS_AHEAD = 6
EVERY = 3  # months between the starting points of the back-test
MOST_CHARTS = 3
CLEARLY_NEARER = 0.1  # a tenth: under this the forecast hardly beats last year's

IF_NOTHING_CHANGES = (
    "It takes what went before to go on, and knows of no change to come: no new operation, law or way of recording."
)
ONE_MONTH = "Each range is for one month by itself. That all months lie within theirs is much less likely."
TRIED = (
    "Each forecast was made again from earlier months with only what was known then, and set beside what came. It is shown "
    "only where it came nearer than the same month of the year before, and its 95% range held 85% of the months or more."
)
RECORDED = "It foretells what will be recorded, not what will happen, and never who will do it."


@dataclass(frozen=True)
class _Tried:
    offence: Offence
    run: Run
    forecast: Forecast | None
    tested: Backtest

    @property
    def skill(self) -> float:
        """How much nearer than last year's month, as a share."""
        return max(score.skill for score in self.tested.scores if score.method == self.tested.worth_showing)


def findings(evidence: Evidence) -> list[Finding]:
    """One on the months ahead; or one, and only one, that says how many months a season and a forecast need."""
    months = unbroken_months(evidence)
    if len(months) < FORECAST:
        return [_too_short(evidence, months)]
    ahead = [months[-1].plus(step) for step in range(1, MONTHS_AHEAD + 1)]
    tried = []
    for offence in main_offences(evidence):
        run = run_of(evidence, offence.crime_type)
        forecast, tested = forecast_if_worth_showing(run.counts, run.days, [m.days for m in ahead], every=EVERY)
        tried.append(_Tried(offence, run, forecast, tested))
    return [_finding(evidence, tried, ahead)] if tried else []


def _too_short(evidence: Evidence, months: tuple[Month, ...]) -> Finding:
    wanting = [(SEASON, "a season"), (FORECAST, "a forecast")]
    if len(months) < FEWEST_POINTS:
        wanting.insert(0, (FEWEST_POINTS, "saying which months stand out"))
    needs = [f"{what} ({needed} months without a gap needed)" for needed, what in wanting]
    return Finding(
        id="trend-too-short",
        kind="trend",
        title="What the months are too few for",
        statement=f"Of any type, too short for {join(needs)}: there {verb(len(months), 'is', 'are')} {len(months)}, {spell(months)}.",
        strength="context",
        method="forecast",
        figures=(Figure("months_without_a_gap", len(months), "months", f"of {max(SEASON, FORECAST)} needed"),),
        provenance=evidence.provenance(rows_counted=evidence.count(None, months), months=months),
    )


def _finding(evidence: Evidence, tried: list[_Tried], ahead: list[Month]) -> Finding:
    shown = [one for one in tried if one.forecast is not None]
    months = tried[0].run.months
    best = max((one.skill for one in shown), default=0.0)
    return Finding(
        id="forecast",
        kind="trend",
        title="The months ahead",
        statement=_statement(tried, shown, ahead),
        strength="context" if not shown else "moderate" if best >= CLEARLY_NEARER else "weak",
        figures=tuple(figure for one in shown for figure in _figures(one, ahead)),
        table=_table(shown, ahead) if shown else None,
        charts=tuple(_chart(evidence, one, ahead) for one in shown[:MOST_CHARTS]),
        method="forecast",
        caveats=(*evidence.caveats, IF_NOTHING_CHANGES, *((ONE_MONTH,) if shown else ()), TRIED, RECORDED),
        provenance=evidence.provenance(rows_counted=evidence.count(None, months), months=months, filter_words=None),
    )


def _statement(tried: list[_Tried], shown: list[_Tried], ahead: list[Month]) -> str:
    origins = tried[0].tested.origins
    if not shown:
        return (
            f"No forecast is shown: tried from {origins} earlier months, for none of {len(tried)} series did one come nearer "
            "than the same month of the year before. That is the best guess there is."
        )
    said = []
    first = shown[0]
    low, high = _ends(first, 0.95, 0)
    said.append(
        f"If nothing changes, {first.offence.words} in {ahead[0].label} may number about {_mean(first)[0]:,.0f}, and very "
        f"probably from {low:,.0f} to {high:,.0f}."
    )
    others = [one.offence.words for one in tried if one.forecast is None]
    if len(shown) > 1:
        said.append(f"Forecasts are shown for {join(one.offence.words for one in shown)}.")
    if others:
        said.append(
            f"None is shown for {join(others)}: tried from {origins} earlier months, none came nearer than the same month of "
            "the year before."
        )
    return " ".join(said)


def _mean(one: _Tried) -> np.ndarray:
    assert one.forecast is not None  # only what is shown comes here
    return one.forecast.mean


def _ends(one: _Tried, level: float, step: int) -> tuple[float, float]:
    assert one.forecast is not None
    band = one.forecast.band(level)
    return float(band.low[step]), float(band.high[step])


def _figures(one: _Tried, ahead: list[Month]) -> tuple[Figure, ...]:
    slug = one.offence.slug.replace("-", "_")
    low, high = _ends(one, 0.95, 0)
    return (
        Figure(
            f"expected_{slug}", float(_mean(one)[0]), "count", f"{one.offence.rows_are} in {ahead[0].label}", low, high
        ),
        Figure(
            f"nearer_than_last_year_{slug}",
            100 * one.skill,
            "percent",
            f"mean distance from what came, against the same month of the year before; {one.tested.origins} starting points",
        ),
    )


def _table(shown: list[_Tried], ahead: list[Month]) -> Table:
    return Table(
        caption="Expected counts, month by month",
        columns=(
            Column("series", "Type"),
            Column("month", "Month"),
            Column("expected", "Expected", "count"),
            Column("low_80", "80% range, from", "count"),
            Column("high_80", "to", "count"),
            Column("low_95", "95% range, from", "count"),
            Column("high_95", "to", "count"),
        ),
        rows=tuple(
            (one.offence.label, month.label, float(_mean(one)[at]), *_ends(one, 0.8, at), *_ends(one, 0.95, at))
            for one in shown
            for at, month in enumerate(ahead)
        ),
    )


def _chart(evidence: Evidence, one: _Tried, ahead: list[Month]) -> Chart:
    """The last two years as recorded, and the months ahead; the two do not touch, because nothing lies between."""
    known = list(one.run.months[-24:])
    counts = one.run.counts[-24:]
    before: tuple[None, ...] = (None,) * len(known)
    after: tuple[None, ...] = (None,) * len(ahead)
    bands = []
    for level in (0.95, 0.8):
        ends = [_ends(one, level, at) for at in range(len(ahead))]
        bands.append(
            Band(f"{level:.0%} range", (*before, *(low for low, _ in ends)), (*before, *(high for _, high in ends)))
        )
    mean = tuple(float(value) for value in _mean(one))
    return Chart(
        kind="line",
        title=f"{one.offence.label}: the months ahead, {evidence.area.name}",
        description=(
            f"Recorded to {known[-1].label}; then between {min(mean):,.0f} and {max(mean):,.0f} a month expected to "
            f"{ahead[-1].label}, with ranges."
        ),
        labels=tuple(month.label for month in (*known, *ahead)),
        series=(
            Series("Recorded", (*(float(count) for count in counts), *after)),
            Series("Expected", (*before, *mean)),
        ),
        bands=tuple(bands),
        y_label=f"{one.offence.rows_are.capitalize()} a month",
    )
