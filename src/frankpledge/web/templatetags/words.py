"""Numbers and times in words, for every template."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django import template

from frankpledge.month import Month

register = template.Library()
LONDON = ZoneInfo("Europe/London")


@register.filter
def thousands(value: int | None) -> str:
    """1234567 as "1,234,567"; nothing for None."""
    return "" if value is None else f"{value:,}"


@register.filter
def of_key(values: dict[str, object], key: str) -> object:
    """The value of a key; "" where there is none."""
    return values.get(key, "")


@register.filter
def month_label(month: str) -> str:
    """A month (YYYY-MM) as people write it: "December 2025"."""
    return Month.parse(month).label


@register.filter
def when(iso: str) -> str:
    """An ISO 8601 time as people say it here: "9:12am, 20 November 2026"."""
    moment = datetime.fromisoformat(iso).astimezone(LONDON)
    return f"{moment:%-I:%M}{moment:%p}, {moment.day} {moment:%B %Y}".replace("AM,", "am,").replace("PM,", "pm,")


@register.filter
def day(iso: str) -> str:
    """A day (YYYY-MM-DD) as people write it: "3 March 2026"."""
    found = date.fromisoformat(iso)
    return f"{found.day} {found:%B %Y}"


@register.filter
def long_day(day: date | None) -> str:
    """3 March 2026; nothing for None. Quicker than Django's `date` where a page has hundreds."""
    return _written_out(day, "%B") if day else ""


@register.filter
def short_day(day: date | None) -> str:
    """3 Mar 2026; nothing for None."""
    return _written_out(day, "%b") if day else ""


@lru_cache(maxsize=4096)
def _written_out(day: date, month: str) -> str:
    return f"{day.day} {day.strftime(month)} {day.year}"


@register.filter
def at_most(text: str, letters: int) -> str:
    """A text of no more letters than this, with … where it was cut; a short one costs nothing."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


@register.filter
def percent(share: float) -> str:
    """A share from 0 to 1 as "45%"; what is nearly all or nearly none is not called all or none."""
    if 0 < share < 0.01:
        return "less than 1%"
    return "more than 99%" if 0.99 < share < 1 else f"{share:.0%}"


@register.filter
def seconds_left(seconds: float | None) -> str:
    """A wait in words, rounded the way people round."""
    if seconds is None:
        return ""
    if seconds < 5:
        return "a few seconds left"
    if seconds < 90:
        return f"about {round(seconds / 5) * 5} seconds left"
    return f"about {round(seconds / 60)} minutes left"


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Mac OS X", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """
    What a browser says that it is, in words; one that names itself as no known one is given as it is.

    >>> browser("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0")
    'Edge on Windows'
    """
    name = next((words for token, words in BROWSERS if token in user_agent), "")
    system = next((words for token, words in SYSTEMS if token in user_agent), "")
    return f"{name} on {system}" if name and system else name or user_agent or "not said"
