"""Small pieces that every drawing is made of. Everything that is not ours is escaped here."""

from collections.abc import Sequence
from html import escape
from math import floor, log10

FONT = "'Liberation Sans', Arial, Helvetica, sans-serif"
INK, GREY, RULE, PAPER = "#0b0c0c", "#505a5f", "#b1b4b6", "#ffffff"
BLUE, DARK, PALE, RED = "#1d70b8", "#0b3c68", "#cfe1f2", "#b10e1e"
MIDDLE = "#5694ca"
# One colour and one dash for each line, so that lines can be told apart without colour.
LINES = ((BLUE, ""), ("#b35900", "7 4"), ("#00703c", "2 4"), ("#6f3f99", "10 3 2 3"), (GREY, "1 3"))


def tag(name: str, content: str = "", **attributes: object) -> str:
    """
    An element; None leaves an attribute out, and an underscore stands for a hyphen.

    >>> tag("text", escape("<b>"), x=1.26, font_size=12, fill=None)
    '<text x="1.3" font-size="12">&lt;b&gt;</text>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _attribute(value: object) -> str:
    return number(value) if isinstance(value, float) else escape(str(value), quote=True)


def number(value: float) -> str:
    """
    Tenths are finer than a screen shows.

    >>> number(12.04), number(-0.01), number(7)
    ('12', '0', '7')
    """
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


def text(words: str, x: float, y: float, **attributes: object) -> str:
    return tag("text", escape(words), x=x, y=y, **attributes)


def drawing(
    parts: Sequence[str],
    *,
    width: float,
    height: float,
    id: str,
    title: str,
    description: str,
    class_: str | None = None,
) -> str:
    """A whole picture with its name and what a person who cannot see it needs to know."""
    named = tag("title", escape(title), id=f"{id}-title") + tag("desc", escape(description), id=f"{id}-desc")
    return tag(
        "svg",
        named + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_labelledby=f"{id}-title {id}-desc",
        font_family=FONT,
        class_=class_,
    )


_NARROW, _WIDE = frozenset("fijltrI1.,:;'’|()[] -/"), frozenset("mwMWCDGHNOQRU%@&—")


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """About how wide a line prints; a little too wide rather than too narrow."""
    ems = sum(0.33 if letter in _NARROW else 0.78 if letter in _WIDE else 0.57 for letter in words)
    return ems * size * (1.07 if bold else 1.0)


def wrap(words: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """
    Lines that fit the width. A word longer than the width is broken, never cut off.

    >>> wrap("Violence and sexual offences", 100, 16)
    ['Violence and', 'sexual', 'offences']
    """
    lines: list[str] = []
    for word in words.split():
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] = f"{lines[-1]} {word}"
            continue
        while text_width(word, size, bold=bold) > width and len(word) > 1:
            fits = next(
                n for n in range(len(word) - 1, 0, -1) if n == 1 or text_width(word[:n], size, bold=bold) <= width
            )
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
    return lines or [""]


def ticks(low: float, high: float, *, most: int) -> list[float]:
    """
    Round values that span low..high, at most about `most` of them.

    >>> ticks(0, 287, most=6)
    [0.0, 50.0, 100.0, 150.0, 200.0, 250.0, 300.0]
    """
    span = high - low
    if span <= 0:
        return [low, low + 1]
    rough = span / most
    size = 10.0 ** floor(log10(rough))
    step = next(size * nice for nice in (1, 2, 2.5, 5, 10) if size * nice >= rough * 0.999)
    first = floor(low / step)
    found = [first * step]
    while found[-1] < high - step * 1e-9:
        found.append((first + len(found)) * step)
    return found


def tick_text(value: float, values: Sequence[float]) -> str:
    """As many decimals as the ticks need, and no more."""
    for places in range(4):
        if all(abs(round(tick, places) - tick) < 1e-9 for tick in values):
            return f"{value:,.{places}f}"
    return f"{value:g}"
