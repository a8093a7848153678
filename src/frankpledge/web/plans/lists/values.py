"""Statuses and days as lists write them. What cannot be read for certain is not read, and is said."""

import colorsys
import re
from datetime import date, datetime

from frankpledge.web.plans.status import Status

WORDS: dict[str, str] = {
    Status.ON_TRACK: r"g|green|on ?track|on target|progressing( well)?|under ?way|in progress|ongoing",
    Status.AT_RISK: r"a|amber|yellow|at risk|some (delay|slippage)|slipping",
    Status.OFF_TRACK: r"r|red|off ?track|delayed|overdue|behind|off target",
    Status.COMPLETE: r"b|blue|complete(d)?|done|achieved|closed|finished",
    Status.NOT_STARTED: r"not (yet )?(started|begun|due)|grey|gray|white",
}
BLANK = re.compile(r"|-+|–|n/?a|tbc|tba|none|not rated|nothing yet", re.IGNORECASE)
DAYS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d %B %y",
    "%d %b %y",
)
MONTHS = ("%B %Y", "%b %Y", "%b-%y", "%B-%y", "%b %y", "%m/%Y")


def status(text: str, colour: str = "") -> tuple[str, str]:
    """The status, "" for not rated; and what was not understood, in words, or ""."""
    plain = " ".join(text.strip(" .").split())
    if not BLANK.fullmatch(plain):
        for found, pattern in WORDS.items():
            if re.fullmatch(pattern, plain, re.IGNORECASE):
                return str(found), ""
        return "", f"“{plain}” is no status that is known here: the action stays not rated."
    painted = _painted(colour)
    if painted:
        return painted, "The status is the colour of its cell: it has no word."
    return "", ""


def _painted(colour: str) -> str:
    """The status of a plainly red, amber or green cell; "" for white, grey, and what is in between."""
    if not re.fullmatch(r"[0-9A-F]{6}", colour):
        return ""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    turn, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    hue = turn * 360
    if saturation < 0.3 or not 0.15 < lightness < 0.9:
        return ""
    if hue <= 15 or hue >= 345:
        return Status.OFF_TRACK
    if 28 <= hue <= 62:
        return Status.AT_RISK
    return Status.ON_TRACK if 80 <= hue <= 160 else ""


def day(text: str, *, last: bool = False) -> tuple[date | None, str]:
    """
    The day, None for none; and what was not understood, in words, or "".

    Days come before months here. A month alone is its first day, or its last one where `last`.
    """
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", " ".join(text.replace(",", " ").split()))
    if BLANK.fullmatch(plain) or re.fullmatch(r"ongoing|all year|continuous|annual(ly)?|in progress", plain, re.I):
        return None, ""
    for form in DAYS:
        try:
            return datetime.strptime(plain, form).date(), ""
        except ValueError:
            continue
    for form in MONTHS:
        try:
            first = datetime.strptime(plain, form).date()
        except ValueError:
            continue
        return (
            _last_day(first) if last else first
        ), f"“{plain}” has no day: taken for its {'last' if last else 'first'}."
    return None, f"“{plain}” is no day that can be read: left empty."


def _last_day(first: date) -> date:
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)
