"""Charts as SVG. Every chart has a name, a description, and a table beside it; none needs colour to be read."""

from frankpledge.assessment.finding import Chart
from frankpledge.documents import bars, columns, funnel, lines, svg
from frankpledge.documents.sheet import HALF, NARROW, WIDE, Sheet

__all__ = ["HALF", "NARROW", "WIDE", "draw"]


def draw(chart: Chart, id: str, sheet: Sheet = WIDE, *, class_: str | None = None) -> str:
    """
    The chart as one `<svg>` element. `id` must be the chart's own in the page.

    Raises ValueError where a series or band has not one value for each label.
    """
    _check(chart)
    if chart.kind == "line":
        parts, height = lines.line(chart, sheet)
    elif chart.kind == "funnel":
        parts, height = funnel.funnel(chart, sheet)
    elif chart.kind == "range":
        parts, height = bars.ranges(chart, sheet)
    elif chart.kind == "column" and (len(chart.series) > 1 or columns.fits(chart, sheet)):
        parts, height = columns.columns(chart, sheet)
    else:
        parts, height = bars.bars(chart, sheet)
    return svg.drawing(
        parts, width=sheet.width, height=height, id=id, title=chart.title, description=chart.description, class_=class_
    )


def _check(chart: Chart) -> None:
    if not chart.labels or not chart.series:
        raise ValueError(f"the chart “{chart.title}” has nothing to draw")
    across = [len(series.values) for series in chart.series]
    across += [len(ends) for band in chart.bands for ends in (band.low, band.high)]
    if chart.kind == "funnel":
        across.append(len(chart.x))
    if any(count != len(chart.labels) for count in across):
        raise ValueError(
            f"the chart “{chart.title}” has {len(chart.labels)} labels, but values for {sorted(set(across))}"
        )
