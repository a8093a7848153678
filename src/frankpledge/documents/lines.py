"""Lines over months, with bands behind them and points worth noting marked on them."""

from frankpledge.assessment.finding import Band, Chart
from frankpledge.documents import axes, svg
from frankpledge.documents.axes import Entry, Plot
from frankpledge.documents.sheet import Sheet

ENDS = 150.0  # room to the right for the names of the lines


def line(chart: Chart, sheet: Sheet) -> tuple[list[str], float]:
    """A missing value leaves a gap; it is never drawn as nought."""
    at_ends = sheet.wide and len(chart.series) > 1 and all(s.values[-1] is not None for s in chart.series)
    entries = [Entry(band.name, svg.PALE, band=True) for band in chart.bands]
    if not at_ends and (len(chart.series) > 1 or chart.bands):
        styles = zip(chart.series, svg.LINES, strict=False)
        entries = [*(Entry(series.name, colour, dash) for series, (colour, dash) in styles), *entries]
    parts, used = axes.key(entries, sheet, 0.0)
    top = used + (sheet.size * 2.1 if chart.y_label else sheet.size * 0.8)
    right = sheet.width - (ENDS if at_ends else 10)
    low, high = _extent(chart)
    drawn = axes.plot(sheet, low, high, chart.unit, top=top, right=right, height=sheet.height)
    count = len(chart.labels)
    inner = drawn.width - 12
    xs = [drawn.left + 6 + (inner * place / (count - 1) if count > 1 else inner / 2) for place in range(count)]
    for band in chart.bands:
        parts += _band(band, xs, drawn)
    parts += axes.upright(drawn, chart.unit, chart.y_label)
    parts += axes.along(chart.labels, xs, drawn)
    for series, (colour, dash) in zip(chart.series, _styles(chart), strict=True):
        parts += _path(series.values, xs, drawn, colour, dash)
    if at_ends:
        parts += _names(chart, drawn)
    return [*parts, *_marks(chart, xs, drawn)], drawn.bottom + sheet.size * 2.0


def _styles(chart: Chart) -> list[tuple[str, str]]:
    return [svg.LINES[place % len(svg.LINES)] for place in range(len(chart.series))]


def _extent(chart: Chart) -> tuple[float, float]:
    known = [v for series in chart.series for v in series.values if v is not None]
    known += [v for band in chart.bands for v in (*band.low, *band.high) if v is not None]
    return min([0.0, *known]), max(known, default=1.0) or 1.0


def _band(band: Band, xs: list[float], drawn: Plot) -> list[str]:
    """One filled piece, with drawn edges, for each unbroken run."""
    parts: list[str] = []
    runs: list[list[tuple[float, float, float]]] = [[]]
    for x, low, high in zip(xs, band.low, band.high, strict=True):
        if low is None or high is None:
            runs.append([])
        else:
            runs[-1].append((x, drawn.y(low), drawn.y(high)))
    for run in runs:
        if len(run) < 2:
            continue
        above = " ".join(f"{svg.number(x)},{svg.number(high)}" for x, _, high in run)
        below = " ".join(f"{svg.number(x)},{svg.number(low)}" for x, low, _ in reversed(run))
        parts.append(svg.tag("polygon", points=f"{above} {below}", fill=svg.PALE))
        for edge in (above, below):
            parts.append(svg.tag("polyline", points=edge, fill="none", stroke=svg.MIDDLE, stroke_width=1))
    return parts


def _path(values: tuple[float | None, ...], xs: list[float], drawn: Plot, colour: str, dash: str) -> list[str]:
    parts, run = [], []
    for x, value in [*zip(xs, values, strict=True), (0.0, None)]:
        if value is not None:
            run.append(f"{svg.number(x)},{svg.number(drawn.y(value))}")
            continue
        if len(run) == 1:  # a month between two gaps is a dot
            x_alone, y_alone = run[0].split(",")
            parts.append(svg.tag("circle", cx=x_alone, cy=y_alone, r=4, fill=colour))
        elif run:
            parts.append(
                svg.tag("polyline", points=" ".join(run), fill="none", stroke=colour, stroke_width=3,
                        stroke_linejoin="round", stroke_dasharray=dash or None)
            )  # fmt: skip
        run = []
    return parts


def _names(chart: Chart, drawn: Plot) -> list[str]:
    """Each line's name at its end, moved apart where they would overlap."""
    size = drawn.sheet.size
    blocks = []
    for series, (colour, _) in zip(chart.series, _styles(chart), strict=True):
        last = series.values[-1]
        assert last is not None  # the caller asked
        blocks.append((drawn.y(last), svg.wrap(series.name, ENDS - 12, size, bold=True), colour))
    blocks.sort(key=lambda block: block[0])
    parts, free = [], drawn.top
    for y, words, colour in blocks:
        first = max(y + size * 0.35, free)
        for n, words_line in enumerate(words):
            parts.append(
                svg.text(words_line, drawn.right + 8, first + n * size * 1.15, font_size=size, fill=colour,
                         font_weight="bold")
            )  # fmt: skip
        free = first + len(words) * size * 1.15 + 3
    return parts


def _marks(chart: Chart, xs: list[float], drawn: Plot) -> list[str]:
    """A ringed point for each mark; numbered where they say different things; a rule where it is a moment."""
    size, parts = drawn.sheet.size, []
    numbered = len({mark.label for mark in chart.marks}) > 1
    by_name = {series.name: series.values for series in chart.series}
    for number, mark in enumerate(chart.marks, start=1):
        x = xs[mark.at]
        value = by_name.get(mark.series, (None,) * len(xs))[mark.at]
        y = drawn.top if value is None else drawn.y(value)
        if value is None:
            parts.append(
                svg.tag("line", x1=x, y1=drawn.top, x2=x, y2=drawn.bottom, stroke=svg.RED, stroke_width=2,
                        stroke_dasharray="5 4")
            )  # fmt: skip
        else:
            parts.append(svg.tag("circle", cx=x, cy=y, r=7, fill=svg.RED, stroke=svg.PAPER, stroke_width=2))
        if numbered:
            parts.append(
                svg.text(str(number), x, y - 11 if y > drawn.top + size * 1.5 else y + size + 10, font_size=size,
                         text_anchor="middle", fill=svg.RED, font_weight="bold", stroke=svg.PAPER, stroke_width=4,
                         paint_order="stroke")
            )  # fmt: skip
    return parts
