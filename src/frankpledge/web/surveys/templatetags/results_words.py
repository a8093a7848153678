"""Numbers and words of results, in the reader's language."""

from typing import Any

from django import template

from frankpledge.web.surveys.results_words import sentence

register = template.Library()


@register.filter
def at(values: list[Any], place: int) -> Any:
    """One of a list."""
    return values[place].get("text") if isinstance(values[place], dict) else values[place]


@register.filter
def nth(values: list[Any], place: int) -> Any:
    """What stands at a place, as it is."""
    return values[place]


@register.filter
def answering(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The groups of a table of which anybody answered."""
    return [row for row in rows if row["base"]]


@register.filter
def say(words: dict[str, str] | str | None, language: str) -> str:
    """The words in a language; "" for none. What was frozen in one language stays in that."""
    if isinstance(words, str):
        return words
    return words.get(language) or words["en"] if words else ""


@register.filter
def whole(percent: float | None) -> str:
    """A percentage (0-100) as people say it: "64%"; what is nearly none or nearly all is not called so."""
    if percent is None:
        return ""
    if 0 < percent < 0.5:
        return "under 1%"
    return "over 99%" if 99.5 <= percent < 100 else f"{percent:.0f}%"


@register.filter
def plus(points: float | None) -> str:
    """A difference in percentage points, with its sign."""
    if points is None:
        return ""
    shown = f"{points:+.0f}".replace("-", "−")
    return "0" if shown in ("+0", "−0") else shown


@register.filter
def units(percent: float | None) -> str:
    """A percentage for a drawing's width, out of 100."""
    return f"{percent or 0:.1f}"


@register.simple_tag
def said(key: str, language: str, **numbers: Any) -> str:
    """A whole sentence with its numbers."""
    return sentence(key, language, **numbers)
