"""One picture that residents understand: two lists of the same problems, and a line from each place to the other."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from frankpledge.documents import svg
from frankpledge.documents.sheet import NARROW, WIDE, Sheet

LIKE = 2.0  # places apart from which a line is drawn strongly


def drawn(recorded: dict[str, Any] | None, id: str, language: str = "en") -> SafeString:
    """For a wide page and for a narrow one; nothing where nothing stands beside the records."""
    if not recorded:
        return SafeString("")
    return mark_safe(
        _slopes(recorded["rows"], f"{id}-wide", WIDE, "fd-wide", language)
        + _slopes(recorded["rows"], f"{id}-narrow", NARROW, "fd-narrow", language)
    )  # drawn from numbers and escaped words


def _slopes(rows: list[dict[str, Any]], id: str, sheet: Sheet, class_: str, language: str) -> str:
    size = sheet.size
    column = (0.36 if sheet.wide else 0.41) * sheet.width
    left = sorted(rows, key=lambda row: (row["concern_rank"], row["text"]["en"]))
    right = sorted(rows, key=lambda row: (row["recorded_rank"], row["text"]["en"]))
    longest = max(len(svg.wrap(_name(row, language), column - 12, size, bold=True)) for row in rows)
    step = longest * size * 1.15 + 12
    top = size * 3.2
    places = {row["page"]: at for at, row in enumerate(right)}
    parts = [
        _heading("Most worry", 0, size),
        _heading("Most recorded", sheet.width - column, size),
    ]
    for at, row in enumerate(left):
        y, other = top + at * step, top + places[row["page"]] * step
        strong = abs(row["recorded_rank"] - row["concern_rank"]) >= LIKE
        colour = svg.DARK if strong else svg.RULE
        parts.append(
            svg.tag("line", x1=column, y1=y, x2=sheet.width - column - 8, y2=other, stroke=colour,
                    stroke_width=4 if strong else 2)
        )  # fmt: skip
        parts += [
            svg.tag("circle", cx=x, cy=to, r=5, fill=colour)
            for x, to in ((column, y), (sheet.width - column - 8, other))
        ]
        parts += _words(_name(row, language), 0, y, column - 12, size, strong)
        parts += _words(_name(row, language), sheet.width - column + 4, other, column - 12, size, strong)
    return svg.drawing(
        parts,
        width=sheet.width,
        height=top + len(rows) * step,
        id=id,
        title="What people told us, and what was recorded",
        description="Two lists of the same problems. On the left, the problem that most people call big comes first; on "
        "the right, the one that was recorded most. A line joins each problem’s two places; a strong line joins places "
        "that are far apart. The table below has the same.",
        class_=class_,
    )


def _name(row: dict[str, Any], language: str) -> str:
    return str(row["text"].get(language) or row["text"]["en"])


def _heading(words: str, x: float, size: float) -> str:
    return svg.text(words, x, size * 1.2, font_size=size, font_weight="bold", fill=svg.INK)


def _words(words: str, x: float, middle: float, room: float, size: float, strong: bool) -> list[str]:
    lines = svg.wrap(words, room, size, bold=strong)
    first = middle - (len(lines) - 1) * size * 0.575 + size * 0.35
    return [
        svg.text(line, x, first + n * size * 1.15, font_size=size, fill=svg.INK, font_weight="bold" if strong else None)
        for n, line in enumerate(lines)
    ]
