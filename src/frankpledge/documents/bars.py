"""Charts that lie on their side: bars, and dots with their ranges, one row for each label."""

from frankpledge.assessment.finding import Chart
from frankpledge.documents import numbers, svg
from frankpledge.documents.sheet import Sheet

NONE = "no figure"
GAP, CLOSE = 8, 3  # between rows; when there are many
MANY = 12


def bars(chart: Chart, sheet: Sheet) -> tuple[list[str], float]:
    """A bar for each label, its value printed at the end."""
    values = chart.series[0].values
    top = max([value for value in values if value is not None], default=0) or 1
    rows = _Rows(chart, sheet, room_right=max(_width(v, chart, sheet) for v in values) + 10)
    parts = []
    for place, value in enumerate(values):
        y, thick, strong = rows.bar_top(place), sheet.size * 1.1, chart.labels[place] == chart.highlight
        parts += rows.label(place)
        length = 0.0 if value is None else max(value, 0) / top * rows.width
        fill = svg.DARK if strong or not chart.highlight else svg.MIDDLE
        parts.append(svg.tag("rect", x=rows.left, y=y, width=length, height=thick, fill=fill))
        parts.append(
            svg.text(
                _words(value, chart),
                rows.left + length + 6,
                y + thick - sheet.size * 0.25,
                font_size=sheet.size,
                fill=svg.INK if value is not None else svg.GREY,
                font_weight="bold" if strong else None,
            )
        )
    parts.append(_line(rows.left, rows.top - 4, rows.left, rows.bottom))
    return parts, rows.bottom + 6


def ranges(chart: Chart, sheet: Sheet) -> tuple[list[str], float]:
    """A dot for each label with its interval as a line, on a scale from nought."""
    values, band = chart.series[0].values, chart.bands[0] if chart.bands else None
    known = [v for v in (*values, *(band.high if band else ())) if v is not None]
    lowest = min([0.0, *(v for v in (*values, *(band.low if band else ())) if v is not None)])
    rows = _Rows(chart, sheet, room_right=max(_width(v, chart, sheet) for v in values) + 14)
    marks = svg.ticks(lowest, max(known, default=1) or 1, most=5 if sheet.wide else 3)

    def at(value: float) -> float:
        return rows.left + (value - marks[0]) / (marks[-1] - marks[0]) * rows.width

    parts = []
    for tick in marks:
        parts.append(_line(at(tick), rows.top - 4, at(tick), rows.bottom, colour=svg.RULE))
        parts.append(
            svg.text(
                svg.tick_text(tick, marks),
                at(tick),
                rows.bottom + sheet.size * 1.2,
                font_size=sheet.size,
                fill=svg.GREY,
                text_anchor="middle",
            )
        )
    for place, value in enumerate(values):
        strong = chart.labels[place] == chart.highlight
        colour, middle = (svg.DARK, rows.bar_top(place) + sheet.size * 0.55) if strong else (
            svg.BLUE, rows.bar_top(place) + sheet.size * 0.55)  # fmt: skip
        parts += rows.label(place)
        low, high = (band.low[place], band.high[place]) if band else (None, None)
        if low is not None and high is not None:
            parts.append(
                svg.tag("line", x1=at(low), y1=middle, x2=at(high), y2=middle, stroke=colour,
                        stroke_width=6 if strong else 3, stroke_linecap="round")
            )  # fmt: skip
        if value is not None:
            dot = svg.tag("circle", cx=at(value), cy=middle, r=8 if strong else 6, fill=colour, stroke=svg.PAPER,
                          stroke_width=2)  # fmt: skip
            parts.append(dot)
        parts.append(
            svg.text(_words(value, chart), sheet.width, middle + sheet.size * 0.35, font_size=sheet.size,
                     text_anchor="end", fill=svg.INK if value is not None else svg.GREY,
                     font_weight="bold" if strong else None)
        )  # fmt: skip
    height = rows.bottom + sheet.size * 1.5
    if chart.x_label:
        height += sheet.size * 1.3
        parts.append(svg.text(chart.x_label, rows.left, height - 6, font_size=sheet.size, fill=svg.GREY))
    return parts, height


class _Rows:
    """
    Where each row lies. On a wide sheet the labels have a column to the left; on a narrow one each is over its bar.
    """

    def __init__(self, chart: Chart, sheet: Sheet, *, room_right: float):
        self.chart, self.sheet = chart, sheet
        size = sheet.size
        longest = max((svg.text_width(label, size, bold=True) for label in chart.labels), default=0)
        self.left = min(longest + 10, sheet.width * 0.36) if sheet.wide else 2.0
        room = self.left - 10 if sheet.wide else sheet.width - 10
        self.lines = [svg.wrap(label, room, size, bold=label == chart.highlight) for label in chart.labels]
        self.width = sheet.width - self.left - room_right
        self.top = 6.0
        self._tops: list[float] = []
        gap = CLOSE if sheet.wide and len(chart.labels) > MANY else GAP
        y = self.top
        for lines in self.lines:
            self._tops.append(y)
            text = len(lines) * size * 1.15
            y += (max(text, size * 1.2) if sheet.wide else text + size * 1.35 + 6) + gap
        self.bottom = y

    def bar_top(self, place: int) -> float:
        lines = self.lines[place]
        if not self.sheet.wide:
            return self._tops[place] + len(lines) * self.sheet.size * 1.15 + 3
        return self._tops[place] + (max(len(lines) * 1.15, 1.2) - 1.1) * self.sheet.size / 2

    def label(self, place: int) -> list[str]:
        size, strong = self.sheet.size, self.chart.labels[place] == self.chart.highlight
        x, anchor = (self.left - 10, "end") if self.sheet.wide else (self.left, None)
        first = self._tops[place] + size * 0.95
        return [
            svg.text(line, x, first + n * size * 1.15, font_size=size, text_anchor=anchor, fill=svg.INK,
                     font_weight="bold" if strong else None)
            for n, line in enumerate(self.lines[place])
        ]  # fmt: skip


def _words(value: object, chart: Chart) -> str:
    return NONE if value is None else numbers.value(value, chart.unit)


def _width(value: object, chart: Chart, sheet: Sheet) -> float:
    return svg.text_width(_words(value, chart), sheet.size, bold=True)


def _line(x1: float, y1: float, x2: float, y2: float, *, colour: str = svg.GREY) -> str:
    return svg.tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=1)
