"""How every value is printed, once for all formats. Values themselves are never rounded."""

from math import isfinite
from numbers import Integral, Real

from frankpledge.assessment.finding import SUPPRESSED, Figure, Unit

SMALL_BASE = 50  # under this many in either period, counts are printed and percentages are not
MISSING = "not published"
SUPPRESSED_NOTE = "[c] is a small number that is hidden, so that nobody can be recognised."
MISSING_NOTE = "“Not published” means that there is no such number. It does not mean zero."
MINUS = "−"


def plain(number: object) -> int | float | str | None:
    """
    A value as any language has it: numbers of a library become Python's own, what is not finite becomes None.

    >>> plain(float("inf")), plain("[c]"), plain(3)
    (None, '[c]', 3)
    """
    if isinstance(number, Integral):
        return int(number)
    if isinstance(number, Real):
        return float(number) if isfinite(number) else None
    return None if number is None else str(number)


def value(number: object, unit: Unit, *, signed: bool = False) -> str:
    """
    One value for people to read. `signed` is for changes: a plus is then shown too.

    >>> value(4504, "count"), value(9.61, "percent", signed=True), value(-3.04, "percent")
    ('4,504', '+9.6%', '−3.0%')
    >>> value(0.34, "per_1000"), value(47.26, "per_1000"), value(250.0, "metres")
    ('0.34', '47.3', '250 m')
    >>> value(None, "count"), value("[c]", "count"), value(0.0004, "probability")
    ('not published', '[c]', 'less than 0.001')
    """
    if isinstance(number, bool):
        return "yes" if number else "no"
    number = plain(number)
    if number is None:
        return MISSING
    if isinstance(number, str):
        return number
    if unit == "probability":
        return _probability(number)
    text = _digits(abs(number), unit)
    sign = ""
    if any(digit in "123456789" for digit in text):  # what prints as nought has no sign
        sign = MINUS if number < 0 else "+" if signed else ""
    return f"{sign}{text}{_after(text, unit)}"


def _digits(size: float, unit: Unit) -> str:
    if unit in ("count", "rank", "months") and float(size).is_integer():
        return f"{size:,.0f}"
    if unit == "metres" or (unit == "per_km2" and size >= 1000):
        return f"{size:,.0f}"
    if unit in ("ratio", "index"):
        return f"{size:,.0f}" if unit == "index" and size >= 100 else f"{size:,.2f}"
    if unit in ("per_1000", "per_1000_households", "per_km2") and 0 < size < 1:
        return f"{size:.2f}"
    if unit == "text":
        return f"{size:,}" if isinstance(size, int) else f"{size:,g}"
    return f"{size:,.1f}"


def _after(text: str, unit: Unit) -> str:
    if unit == "months":
        return " month" if text == "1" else " months"
    return {"percent": "%", "metres": " m"}.get(unit, "")


def _probability(number: float) -> str:
    if number < 0.001:
        return "less than 0.001"
    return f"{number:.3f}" if number < 0.1 else f"{number:.2f}"


def between(low: object, high: object, unit: Unit, *, signed: bool = False) -> str:
    """
    A 95% interval in words; nothing where there is none.

    >>> between(3.0, 9.0, "percent")
    'between 3.0% and 9.0%'
    >>> between(-4.2, None, "percent", signed=True)
    '−4.2% or more'
    """
    lowest, highest = plain(low), plain(high)
    if lowest is None and highest is None:
        return ""
    if highest is None:
        return f"{value(lowest, unit, signed=signed)} or more"
    if lowest is None:
        return f"{value(highest, unit, signed=signed)} or less"
    return f"between {value(lowest, unit, signed=signed)} and {value(highest, unit, signed=signed)}"


def span(of: Figure) -> str:
    """
    A range as a table has room for it.

    >>> span(Figure("change_percent", 9.6, "percent", "of 271", -0.3, 19.7))
    '−0.3% to +19.7%'
    """
    said = figure_range(of)
    return said.removeprefix("between ").replace(" and ", " to ") if said.startswith("between ") else said


def is_change(name: str) -> bool:
    """Whether a figure or column of that name is a change, whose plus is shown."""
    return "change" in name.split("_")


def figure(of: Figure) -> str:
    """
    >>> figure(Figure("change_percent", 9.61, "percent", "of 271 crimes"))
    '+9.6%'
    """
    if of.suppressed:
        return SUPPRESSED
    return value(of.value, of.unit, signed=is_change(of.name))


def figure_range(of: Figure) -> str:
    if of.suppressed:
        return ""
    return between(of.low, of.high, of.unit, signed=is_change(of.name))


def counts_only(before: object, after: object) -> bool:
    """
    Whether a change between these two counts is printed as counts, because a percentage would mislead.

    >>> counts_only(3, 6), counts_only(271, 297), counts_only(None, 6)
    (True, False, False)
    """
    counts = [count for count in (plain(before), plain(after)) if isinstance(count, int | float)]
    return len(counts) == 2 and min(counts) < SMALL_BASE


def change(before: object, after: object, percent: Figure | None) -> str:
    """
    A change for people to read: a percentage, or counts where either is small.

    >>> change(3, 6, None)
    'from 3 to 6'
    """
    if counts_only(before, after):
        return f"from {value(before, 'count')} to {value(after, 'count')}"
    return MISSING if percent is None else figure(percent)
