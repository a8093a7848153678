"""A funnel: each area's ratio against how many were expected there, with limits that narrow to the right."""

from frankpledge.assessment.finding import Chart
from frankpledge.documents import axes, svg
from frankpledge.documents.axes import Entry, Plot
from frankpledge.documents.sheet import Sheet

DASHES = ("6 4", "", "2 3")  # the inner limits dashed, the outer ones whole


def funnel(chart: Chart, sheet: Sheet) -> tuple[list[str], float]:
    """Only the area in question and the marked ones are named; the rest are dots of one kind."""
    entries = [Entry(band.name, svg.GREY, DASHES[place % 3]) for place, band in enumerate(chart.bands)]
    parts, used = axes.key(entries, sheet, 0.0)
    values = [value for value in chart.series[0].values if value is not None]
    low, high = _extent(chart, values)
    drawn = axes.plot(
        sheet, low - 0.1 * (high - low), high + 0.1 * (high - low), chart.unit,
        top=used + sheet.size * (2.1 if chart.y_label else 0.8), right=sheet.width - 10,
        height=sheet.height,
    )  # fmt: skip
    parts += axes.upright(drawn, chart.unit, chart.y_label)
    across = svg.ticks(0.0, max(chart.x) * 1.02, most=6 if sheet.wide else 3)

    def at(x: float) -> float:
        return drawn.left + x / across[-1] * drawn.width

    for tick in across:
        parts.append(
            svg.text(svg.tick_text(tick, across), at(tick), drawn.bottom + sheet.size * 1.35, font_size=sheet.size,
                     fill=svg.GREY, text_anchor="end" if tick == across[-1] else "middle")
        )  # fmt: skip
    if drawn.ticks[0] < 1 < drawn.ticks[-1]:
        level = drawn.y(1)
        parts.append(
            svg.tag("line", x1=drawn.left, y1=level, x2=drawn.right, y2=level, stroke=svg.INK, stroke_width=1.5)
        )
    for place, band in enumerate(chart.bands):
        for ends in (band.low, band.high):
            pairs = sorted((x, end) for x, end in zip(chart.x, ends, strict=True) if end is not None)
            points = [
                f"{svg.number(at(x))},{svg.number(drawn.y(end))}"
                for x, end in pairs
                if drawn.ticks[0] <= end <= drawn.ticks[-1]  # a limit off the plot is not drawn at its edge
            ]
            if len(points) > 1:
                parts.append(
                    svg.tag("polyline", points=" ".join(points), fill="none", stroke=svg.GREY, stroke_width=1.5,
                            stroke_dasharray=DASHES[place % 3] or None)
                )  # fmt: skip
    parts += _dots(chart, drawn, [at(x) for x in chart.x])
    height = drawn.bottom + sheet.size * 1.8
    if chart.x_label:
        height += sheet.size * 1.4
        parts.append(svg.text(chart.x_label, drawn.left, height - 5, font_size=sheet.size, fill=svg.GREY))
    return parts, height


def _extent(chart: Chart, values: list[float]) -> tuple[float, float]:
    """Every dot, and the limits where they are narrowest; to the left they may run out of the plot."""
    last = max(range(len(chart.x)), key=lambda place: chart.x[place])
    ends = [end[last] for band in chart.bands for end in (band.low, band.high)]
    known = [*values, 0.8, 1.2, *(end for end in ends if end is not None)]
    return min(known), max(known)


def _dots(chart: Chart, drawn: Plot, xs: list[float]) -> list[str]:
    named = {mark.at for mark in chart.marks}
    size, dots, names = drawn.sheet.size, [], []
    for place, (label, value) in enumerate(zip(chart.labels, chart.series[0].values, strict=True)):
        if value is None:
            continue
        strong = label == chart.highlight
        x, y = xs[place], drawn.y(value)
        dots.append(
            svg.tag("circle", cx=x, cy=y, r=9 if strong else 6, fill=svg.DARK if strong else svg.RED
                    if place in named else svg.BLUE, stroke=svg.PAPER, stroke_width=2)
        )  # fmt: skip
        if strong or place in named:
            to_left = x + 14 + svg.text_width(label, size, bold=strong) > drawn.sheet.width
            names.append(
                svg.text(label, x - 13 if to_left else x + 13, y + size * 0.35, font_size=size, fill=svg.INK,
                         text_anchor="end" if to_left else None, font_weight="bold" if strong else None,
                         stroke=svg.PAPER, stroke_width=4, paint_order="stroke")
            )  # fmt: skip
    return [*dots, *names]
