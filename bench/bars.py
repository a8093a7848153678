"""One table of what was measured beside the bar it is held to."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """`value` must not be above `most` (where there is a bar); both in `unit`. `beside` is said, not judged."""

    what: str
    value: float
    most: float | None = None
    unit: str = "s"
    beside: str = ""

    @property
    def met(self) -> bool:
        return self.most is None or self.value <= self.most


def show(title: str, bars: Iterable[Bar], footer: str = "") -> int:
    """Print the table; returns the exit code: 1 where a bar is missed."""
    bars = list(bars)
    rows = [("", "measured", "bar", "", "beside")]
    for bar in bars:
        most = "" if bar.most is None else f"{_number(bar.most)} {bar.unit}"
        state = "" if bar.most is None else ("met" if bar.met else "MISSED")
        rows.append((bar.what, f"{_number(bar.value)} {bar.unit}", most, state, bar.beside))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    print(f"\n{title}\n")
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
    if footer:
        print(f"\n{footer}")
    return 0 if all(bar.met for bar in bars) else 1


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    if 0 < value < 0.005:
        return f"{value:.0e}" if value < 1e-6 else f"{value:.4f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"
