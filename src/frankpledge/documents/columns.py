"""Upright columns, one for each label, side by side where there are several series."""

from frankpledge.assessment.finding import Chart
from frankpledge.documents import axes, numbers, svg
from frankpledge.documents.axes import Entry
from frankpledge.documents.sheet import Sheet


def columns(chart: Chart, sheet: Sheet) -> tuple[list[str], float]:
    """Each value is printed over its column where there is room for it; of several series all are, or none."""
    several = len(chart.series) > 1
    fills = [svg.BLUE, svg.DARK, svg.MIDDLE, svg.GREY]
    names = zip(chart.series, fills, strict=False)
    entries = [Entry(series.name, fill) for series, fill in names] if several else []
    parts, used = axes.key(entries, sheet, 0.0)
    known = [v for series in chart.series for v in series.values if v is not None]
    drawn = axes.plot(
        sheet, min([0.0, *known]), max(known, default=1.0) or 1.0, chart.unit,
        top=used + sheet.size * (2.1 if chart.y_label else 1.6), right=sheet.width - 4,
        height=sheet.height * 0.85,
    )  # fmt: skip
    parts += axes.upright(drawn, chart.unit, chart.y_label)
    slot = drawn.width / len(chart.labels)
    thick = slot * 0.7 / len(chart.series)
    room = thick - 2 if several else thick + 6  # columns side by side leave no gap for words to lean over
    widest = max((svg.text_width(numbers.value(one, chart.unit), sheet.size) for one in known), default=0.0)
    for place, label in enumerate(chart.labels):
        centre = drawn.left + slot * (place + 0.5)
        strong = label == chart.highlight
        for nth, series in enumerate(chart.series):
            value = series.values[place]
            if value is None:
                continue
            fill = fills[nth % len(fills)] if several or not chart.highlight else svg.DARK if strong else svg.MIDDLE
            x, y, zero = centre - slot * 0.35 + nth * thick, drawn.y(value), drawn.y(0)
            parts.append(svg.tag("rect", x=x, y=min(y, zero), width=thick - 1, height=abs(zero - y), fill=fill))
            words = numbers.value(value, chart.unit)
            if (widest if several else svg.text_width(words, sheet.size)) < room:  # side by side: all or none
                parts.append(
                    svg.text(words, x + thick / 2, min(y, zero) - 5, font_size=sheet.size, text_anchor="middle",
                             fill=svg.INK, font_weight="bold" if strong else None)
                )  # fmt: skip
    deepest = 1
    for place, label in enumerate(chart.labels):
        words_lines = svg.wrap(axes.short(label), slot - 2, sheet.size)
        deepest = max(deepest, len(words_lines))
        for n, words in enumerate(words_lines):
            parts.append(
                svg.text(words, drawn.left + slot * (place + 0.5), drawn.bottom + sheet.size * (1.35 + 1.15 * n),
                         font_size=sheet.size, text_anchor="middle", fill=svg.GREY)
            )  # fmt: skip
    height = drawn.bottom + sheet.size * (0.9 + 1.15 * deepest)
    if chart.x_label:
        height += sheet.size * 1.4
        parts.append(svg.text(chart.x_label, drawn.left, height - 5, font_size=sheet.size, fill=svg.GREY))
    return parts, height


def fits(chart: Chart, sheet: Sheet) -> bool:
    """Whether the labels can stand side by side under their columns."""
    slot = (sheet.width - 60) / len(chart.labels)
    words = [word for label in chart.labels for word in axes.short(label).split()]
    return all(svg.text_width(word, sheet.size) <= slot - 4 for word in words)
