"""A measure's chart: its figures month by month, with the band that chance would keep them in."""

from django.utils.safestring import SafeString, mark_safe

from frankpledge.assessment.finding import Band, Chart, Mark, Series
from frankpledge.documents import charts
from frankpledge.web.measures.judging import SAID
from frankpledge.web.measures.queries import Measured


def drawn(measured: Measured) -> SafeString:
    """An SVG; nothing where there are fewer than two figures."""
    chart = chart_of(measured)
    if chart is None:
        return SafeString("")
    return mark_safe(charts.draw(chart, f"measure-{measured.measure.pk}"))  # drawn from numbers and escaped words


def chart_of(measured: Measured) -> Chart | None:
    """The chart as data; None where there are fewer than two figures. A month without a figure leaves a gap."""
    readings = measured.readings
    if len(readings) < 2 or measured.measure.unit in SAID:
        return None
    months = readings[0].period.to(readings[-1].period)
    values = {reading.month: reading.value for reading in readings}
    broken = {reading.month for reading in readings if reading.definition_id != measured.definition.pk}
    judged = measured.judgement
    low: list[float | None] = [None] * len(months)
    high: list[float | None] = [None] * len(months)
    marks = []
    if judged.chart is not None:
        start = months.index(judged.charted[0])
        scale = [month.days if judged.chart.kind == "u′" else 1 for month in judged.charted]
        for at, days in enumerate(scale):
            low[start + at] = max(0.0, float(judged.chart.lower[at]) * days)
            high[start + at] = float(judged.chart.upper[at]) * days
        marks = [
            Mark(start + signal.last, measured.measure.title, signal.words)
            for signal in judged.chart.signals
            if start + signal.last < len(months)
        ]
    series = [
        Series(
            measured.measure.title,
            tuple(values.get(str(month)) if str(month) not in broken else None for month in months),
        )
    ]
    if broken:
        series.append(
            Series(
                "As it was defined before",
                tuple(values.get(str(month)) if str(month) in broken else None for month in months),
            )
        )
    return Chart(
        kind="line",
        title=f"{measured.measure.title}, month by month",
        description=judged.words,
        labels=tuple(month.label for month in months),
        series=tuple(series),
        unit="percent" if measured.measure.unit == "percent" else "count",
        bands=(Band("What chance would give", tuple(low), tuple(high)),) if judged.chart is not None else (),
        marks=tuple(marks),
    )
