"""Two bars under the name of each group: names of any length keep whole words, on a telephone too."""

from frankpledge.assessment.finding import Chart
from frankpledge.documents import axes, svg
from frankpledge.documents.axes import Entry
from frankpledge.documents.sheet import Sheet

FILLS = (svg.BLUE, svg.DARK)
GAP = 12.0  # between groups


def drawn(chart: Chart, id: str, sheet: Sheet, *, class_: str) -> str:
    """The chart as one `<svg>`: a bar for each of the two series, its value printed at the end."""
    entries = [Entry(series.name, fill) for series, fill in zip(chart.series, FILLS, strict=True)]
    parts, used = axes.key(entries, sheet, 0.0)
    known = [value for series in chart.series for value in series.values if value is not None]
    top, size = max(known, default=0.0) or 1.0, sheet.size
    room = sheet.width - max((svg.text_width(_percent(v), size) for v in known), default=0.0) - 14
    y = used + size * 0.6
    for place, label in enumerate(chart.labels):
        for line in svg.wrap(label, sheet.width - 8, size):
            parts.append(svg.text(line, 2, y + size, font_size=size, fill=svg.INK))
            y += size * 1.2
        y += 3
        for series, fill in zip(chart.series, FILLS, strict=True):
            value = series.values[place]
            length = 0.0 if value is None else max(value, 0.0) / top * room
            parts.append(svg.tag("rect", x=2, y=y, width=length, height=size, fill=fill))
            if value is not None:
                words = _percent(value)
                parts.append(svg.text(words, length + 8, y + size * 0.85, font_size=size, fill=svg.INK))
            y += size + 2
        y += GAP
    return svg.drawing(
        parts, width=sheet.width, height=y, id=id, title=chart.title, description=chart.description, class_=class_
    )


def _percent(value: float) -> str:
    return f"{value:.0f}%"
