"""
What was done with partners' data: feeds added, files loaded or refused, months removed, and who asked for what.

Lines of JSON that are only ever added to. Each carries the hash of the one before, so that a line taken out or changed
is noticed. No line has anything from a row.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from frankpledge.archive.archive import Archive
from frankpledge.month import Month
from frankpledge.sources.identifiers import in_words

Event = Literal["added", "changed", "loaded", "refused", "purged", "requested"]
FIRST = "0" * 64


class IdentifierInLog(ValueError):
    """Something that may identify a person was about to be written to a log that keeps it for years."""


@dataclass(frozen=True)
class Entry:
    """One thing done. `details` depends on the event."""

    number: int
    event: Event
    on: str
    at: str
    by: str
    details: dict[str, Any]


def note(archive: Archive, event: Event, *, by: str, on: date, **details: Any) -> Entry:
    """Add a line, on disk before this returns; raises IdentifierInLog. Who did or asked for something is named."""
    for name, words in details.items():
        if name != "agency" and isinstance(words, str) and (kind := in_words(words)):
            raise IdentifierInLog(f"This would write what looks like a {kind} into the log: say it without.")
    path = archive.folder / "feeds" / "log.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+b") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        lines = _whole_lines(out)
        before = hashlib.sha256(lines[-1]).hexdigest() if lines else FIRST
        told = {
            "number": len(lines) + 1,
            "event": event,
            "on": str(on),
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "by": by,
            **details,
            "before": before,
        }
        out.write(json.dumps(told, ensure_ascii=False, sort_keys=True).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())
    return _entry(told)


def _whole_lines(file: Any) -> list[bytes]:
    """All lines; what a killed process left half-written at the end was never acknowledged, and goes."""
    file.seek(0)
    data = file.read()
    whole = data[: data.rfind(b"\n") + 1]
    if len(whole) < len(data):
        file.truncate(len(whole))
    file.seek(0, os.SEEK_END)
    return [line for line in whole.split(b"\n") if line]


def entries(archive: Archive) -> list[Entry]:
    """Everything logged, oldest first."""
    return [_entry(json.loads(line)) for line in _lines(archive)]


def _lines(archive: Archive) -> list[bytes]:
    path = archive.folder / "feeds" / "log.jsonl"
    data = path.read_bytes() if path.exists() else b""
    return [line for line in data[: data.rfind(b"\n") + 1].split(b"\n") if line]


def _entry(told: dict[str, Any]) -> Entry:
    known = {"number", "event", "on", "at", "by", "before"}
    details = {name: value for name, value in told.items() if name not in known}
    return Entry(told["number"], told["event"], told["on"], told["at"], told["by"], details)


def first_altered(archive: Archive) -> int | None:
    """The number of the first line after which the log is not as it was written; None where all is well."""
    before = FIRST
    for number, line in enumerate(_lines(archive), start=1):
        told = json.loads(line)
        if told["before"] != before or told["number"] != number:
            return number
        before = hashlib.sha256(line).hexdigest()
    return None


def request(
    archive: Archive,
    *,
    by: str,
    agency: str,
    purpose: str,
    feed: str,
    wanted: str,
    months: Iterable[Month],
    decision: str,
    on: date,
) -> Entry:
    """
    Log that somebody asked for a feed's data: who, for which agency, why, which rows, which months, and what was decided.

    Raises ValueError where any of it is blank, and IdentifierInLog.
    """
    span = [str(month) for month in months]
    told = {"agency": agency, "purpose": purpose, "feed": feed, "filter": wanted, "decision": decision}
    blank = [name for name, words in {"by": by, **told}.items() if not words.strip()]
    if blank or not span:
        raise ValueError(f"A request needs {', '.join(blank or ['months'])}.")
    return note(archive, "requested", by=by, on=on, **told, first=span[0], last=span[-1])


def first_received(archive: Archive) -> dict[str, dict[str, str]]:
    """For each feed, the day on which each month first came."""
    found: dict[str, dict[str, str]] = {}
    for entry in entries(archive):
        if entry.event == "loaded":
            months = found.setdefault(entry.details["feed"], {})
            for month in entry.details["months"]:
                months.setdefault(month, entry.on)
    return found
