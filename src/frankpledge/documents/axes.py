"""The upright axes of charts: ticks with rules, months along the bottom, and a key."""

from calendar import month_abbr, month_name
from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.assessment.finding import Unit
from frankpledge.documents import svg
from frankpledge.documents.sheet import Sheet
from frankpledge.month import Month

_NAMES = {name: number for number, name in enumerate(month_name) if name}


@dataclass(frozen=True)
class Plot:
    """Where the chart itself lies on the sheet, and its upright scale."""

    sheet: Sheet
    left: float
    right: float
    top: float
    bottom: float
    ticks: tuple[float, ...]

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (min(max(value, low), high) - low) / (high - low) * (self.bottom - self.top)

    @property
    def width(self) -> float:
        return self.right - self.left


def plot(sheet: Sheet, low: float, high: float, unit: Unit, *, top: float, right: float, height: float) -> Plot:
    """A plot with round ticks over low..high, and room to the left for their words."""
    marks = tuple(svg.ticks(low, high, most=6 if sheet.wide else 4))
    room = max(svg.text_width(_words(tick, marks, unit), sheet.size) for tick in marks) + 10
    return Plot(sheet, room, right, top, top + height, marks)


def upright(drawn: Plot, unit: Unit, label: str) -> list[str]:
    """The rules across, their values, and what they measure."""
    size, parts = drawn.sheet.size, []
    for tick in drawn.ticks:
        y = drawn.y(tick)
        colour = svg.GREY if tick == 0 else svg.RULE
        parts.append(svg.tag("line", x1=drawn.left, y1=y, x2=drawn.right, y2=y, stroke=colour, stroke_width=1))
        words = _words(tick, drawn.ticks, unit)
        parts.append(svg.text(words, drawn.left - 8, y + size * 0.35, font_size=size, fill=svg.GREY, text_anchor="end"))
    if label:
        parts.append(svg.text(label, 0.0, drawn.top - size * 0.9, font_size=size, fill=svg.GREY))
    return parts


def along(labels: Sequence[str], xs: Sequence[float], drawn: Plot) -> list[str]:
    """As many labels along the bottom as fit, at even steps; months from January on."""
    size, months = drawn.sheet.size, [as_month(label) for label in labels]
    words = [short(label) for label in labels]
    widest = max(svg.text_width(word, size) for word in words) + 14
    gap = (xs[-1] - xs[0]) / (len(xs) - 1) if len(xs) > 1 else drawn.width
    step = next((n for n in (1, 2, 3, 4, 6, 12, 24, 48) if n * gap >= widest), len(labels))
    from_january = all(month is not None for month in months)
    shown = [
        place for place, month in enumerate(months) if (month.index if from_january and month else place) % step == 0
    ]
    parts = []
    for place in shown:
        half = svg.text_width(words[place], size) / 2
        x = min(max(xs[place], half), drawn.sheet.width - half)
        parts.append(svg.tag("line", x1=xs[place], y1=drawn.bottom, x2=xs[place], y2=drawn.bottom + 5, stroke=svg.GREY))
        parts.append(
            svg.text(words[place], x, drawn.bottom + size * 1.45, font_size=size, fill=svg.GREY, text_anchor="middle")
        )
    return parts


def as_month(label: str) -> Month | None:
    """
    >>> as_month("2025-03"), as_month("March 2025"), as_month("decile 1")
    (Month('2025-03'), Month('2025-03'), None)
    """
    first, _, second = label.partition(" ")
    try:
        return Month.parse(f"{int(second):04d}-{_NAMES[first]:02d}" if first in _NAMES else label)
    except ValueError:
        return None


def short(label: str) -> str:
    """
    >>> short("2025-03"), short("decile 1")
    ('Mar 2025', 'decile 1')
    """
    month = as_month(label)
    return label if month is None else f"{month_abbr[month.number]} {month.year}"


def in_full(label: str) -> str:
    """
    >>> in_full("2025-03"), in_full("decile 1")
    ('March 2025', 'decile 1')
    """
    month = as_month(label)
    return label if month is None else month.label


@dataclass(frozen=True)
class Entry:
    """A line of the key: a piece of line (with its dash) or a swatch of a band."""

    words: str
    colour: str
    dash: str = ""
    band: bool = False


def key(entries: Sequence[Entry], sheet: Sheet, top: float) -> tuple[list[str], float]:
    """The key over a plot, in as many lines as it takes; with the height it took."""
    size, x, y, parts = sheet.size, 0.0, top + sheet.size, []
    for entry in entries:
        needed = 36 + svg.text_width(entry.words, size) + 20
        if x > 0 and x + needed > sheet.width + 20:
            x, y = 0.0, y + size * 1.5
        middle = y - size * 0.35
        if entry.band:
            parts.append(
                svg.tag("rect", x=x + 1, y=middle - 6, width=27, height=12, fill=entry.colour, stroke=svg.MIDDLE)
            )
        else:
            parts.append(
                svg.tag("line", x1=x, y1=middle, x2=x + 28, y2=middle, stroke=entry.colour, stroke_width=3,
                        stroke_dasharray=entry.dash or None)
            )  # fmt: skip
        for n, line in enumerate(svg.wrap(entry.words, sheet.width - 40, size)):
            y += size * 1.2 if n else 0
            parts.append(svg.text(line, x + 36, y, font_size=size, fill=svg.INK))
        x += needed
    return parts, (y - top + size * 0.7) if entries else 0.0


def _words(tick: float, marks: Sequence[float], unit: Unit) -> str:
    return svg.tick_text(tick, marks).replace("-", "−") + ("%" if unit == "percent" else "")
