"""A partner's dates and times: read as the mapping states, and refused as a whole where they contradict it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from frankpledge.sources.opened import UnreadableFile
from frankpledge.sources.partner_extract_table import ExtractTable
from frankpledge.sources.partner_mapping import Column, day_first
from frankpledge.sources.spreadsheets import Value

EARLIEST = 1970
ISO = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d")
CLOCKS = ("%H:%M", "%H:%M:%S")


@dataclass(frozen=True)
class Moments:
    """
    Local clock times, one a row, None where blank; `timed` says where a time of day was given.

    `faults` are reasons by row why a value cannot be taken, `clock_faults` those of a column of times beside it.
    """

    at: list[datetime | None]
    timed: list[bool]
    faults: dict[int, str]
    clock_faults: dict[int, str]


def read_moments(table: ExtractTable, column: Column, clock: Column | None, latest: date) -> Moments:
    """
    The column's dates, with the times of `clock` where they stand in a column of their own.

    Text is read by the stated formats, or else as ISO 8601 (2025-03-31 22:15), and nothing else. Raises
    UnreadableFile where the column shows that its day and month may be the wrong way round: then no row of it can
    be believed.
    """
    values = table.values(column.heading)
    formats = column.formats or ISO
    _refuse_mixed(table, column, values)
    clocks, clock_faults = _clocks(table, clock) if clock else ([None] * len(values), {})
    known: dict[str, tuple[datetime, bool] | None] = {}
    at: list[datetime | None] = []
    timed: list[bool] = []
    faults: dict[int, str] = {}
    for index, value in enumerate(values):
        moment, has_time = None, False
        if isinstance(value, date):
            is_moment = isinstance(value, datetime)
            moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
            has_time = is_moment
        elif value is not None:
            text = str(value)
            if text not in known:
                known[text] = parsed(text, formats)
            read = known[text]
            if read is None:
                _refuse_swapped(table, column, formats, text, table.lines[index])
                faults[index] = (
                    f"not a date as agreed ({' or '.join(formats[:1] if column.formats else ['2025-03-31 22:15'])})"
                )
            else:
                moment, has_time = read
        if moment and (clocked := clocks[index]) is not None:
            moment, has_time = datetime.combine(moment.date(), clocked), True
        if moment and has_time and column.midnight_is_unknown and moment.time() == time():
            has_time = False
        if moment and moment.year < EARLIEST:
            faults[index] = f"before {EARLIEST}"
        elif moment and moment.date() > latest:
            faults[index] = "in the future"
        bad = index in faults or index in clock_faults
        at.append(None if bad else moment)
        timed.append(has_time and not bad)
    return Moments(at, timed, faults, clock_faults)


def parsed(text: str, formats: Sequence[str]) -> tuple[datetime, bool] | None:
    """The moment, and whether the format that fits has a time of day."""
    for form in formats:
        try:
            return datetime.strptime(text, form), "%H" in form or "%I" in form
        except ValueError:
            continue
    return None


def _refuse_mixed(table: ExtractTable, column: Column, values: list[Value]) -> None:
    """
    A column of real dates and text together is what a spreadsheet makes of day/month dates that it reads as month/day:
    those up to the 12th become (wrong) dates, the others stay text.
    """
    real = sum(isinstance(value, date) for value in values)
    texts = [line for line, value in zip(table.lines, values, strict=True) if isinstance(value, str)]
    if real and texts:
        raise UnreadableFile(
            f"has dates and text in one column ({table.where(texts[0], column.heading)}, and {len(texts) - 1:,} more "
            f"beside {real:,} dates): a spreadsheet may have turned day and month round. Have it exported again"
        )


def _refuse_swapped(table: ExtractTable, column: Column, formats: Sequence[str], text: str, line: int) -> None:
    """One date that only fits with day and month the other way round puts all the others in doubt."""
    for form in formats:
        first = day_first(form)
        if first is None:
            continue
        other = form.replace("%d", "\0").replace("%m", "%d").replace("\0", "%m")
        if parsed(text, [other]):
            stated, found = ("day", "month") if first else ("month", "day")
            raise UnreadableFile(
                f"has a date with the {found} first ({table.where(line, column.heading)}), where the mapping says the "
                f"{stated} comes first: no date of the column can be believed until the sender says which"
            )


def _clocks(table: ExtractTable, clock: Column) -> tuple[list[time | None], dict[int, str]]:
    found: list[time | None] = []
    faults: dict[int, str] = {}
    for index, value in enumerate(table.values(clock.heading)):
        if isinstance(value, datetime):
            value = value.time()
        if isinstance(value, time) or value is None:
            found.append(value)
            continue
        read = parsed(str(value), clock.formats or CLOCKS)
        if read is None:
            faults[index] = "not a time of day as agreed"
        found.append(read[0].time() if read else None)
    return found, faults


def window_ends(begin: Moments, end: Moments | None) -> list[datetime | None]:
    """
    The end of each window of time in which the event happened, not included.

    Without an end, a time is a moment, and a date a whole day. An end that is only a date is the end of that day.
    """
    found: list[datetime | None] = []
    for index, start in enumerate(begin.at):
        stop = end.at[index] if end else None
        if stop is not None and end is not None:
            found.append(stop if end.timed[index] else datetime.combine(stop.date(), time()) + timedelta(days=1))
        elif start is None:
            found.append(None)
        else:
            found.append(start if begin.timed[index] else datetime.combine(start.date(), time()) + timedelta(days=1))
    return found
