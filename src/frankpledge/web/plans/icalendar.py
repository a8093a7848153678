"""Calendars as text, after RFC 5545 and as Outlook reads them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from frankpledge.web.plans.due_days import DueDay

MOST_OCTETS = 75  # of a line, RFC 5545 section 3.1
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Summer time as the United Kingdom has kept it since 1996 (Directive 2000/84/EC, kept in law as the Summer Time Order
# 2002): from 1:00 UTC on the last Sunday of March until 1:00 UTC on the last Sunday of October.
LONDON = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "X-LIC-LOCATION:Europe/London",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def write(name: str, days: Iterable[DueDay], now: datetime) -> str:
    """
    A calendar of whole days. They block nobody's time, and begin and end with the day wherever they are read.

    The zone is told in full, though whole days need none: Outlook shows a calendar without one in the reader's own.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Frankpledge//Plans//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "X-WR-TIMEZONE:Europe/London",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        *LONDON,
    ]
    for day in days:
        lines += _event(day, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(day: DueDay, stamp: str) -> list[str]:
    words = f"Cancelled: {day.summary}" if day.cancelled else day.summary
    return [
        "BEGIN:VEVENT",
        f"UID:{day.uid}",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{day.sequence}",
        f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(words)}",
        f"STATUS:{'CANCELLED' if day.cancelled else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    r"""
    Text in which no sign ends the value or the line.

    >>> escaped("a; b, c\\d" + chr(13) + chr(10) + "END:VEVENT")
    'a\\; b\\, c\\\\d\\nEND:VEVENT'
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
    return "\\n".join(CONTROLS.sub("", line) for line in lines)


def folded(line: str) -> str:
    """
    The line in pieces of at most 75 octets, each but the first after a space; no sign is cut in two.

    >>> [len(piece.encode()) for piece in folded("é" * 60).split(chr(13) + chr(10))]
    [74, 47]
    """
    pieces, piece, octets = [], "", 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > MOST_OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += sign
        octets += size
    return "\r\n".join([*pieces, piece])
