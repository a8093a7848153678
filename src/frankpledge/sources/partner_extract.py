"""A partner's depersonalised extract, read through the mapping that was agreed with the sender."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa

from frankpledge.sources.dataset import Dataset
from frankpledge.sources.identifiers import Identifier, all_of, by_content, by_heading, shape
from frankpledge.sources.opened import Opened, Reading, UnreadableFile
from frankpledge.sources.partner_counts import COUNTS
from frankpledge.sources.partner_extract_columns import Taken, take_column
from frankpledge.sources.partner_extract_counts import read_counts
from frankpledge.sources.partner_extract_dates import read_moments, window_ends
from frankpledge.sources.partner_extract_places import COORDINATES, read_coordinates
from frankpledge.sources.partner_extract_table import ExtractTable, as_text, read_table
from frankpledge.sources.partner_mapping import Feed
from frankpledge.sources.partner_mapping_fields import FLAGS
from frankpledge.sources.rejected import Rejected

EVENTS = Dataset(
    name="partner_events",
    title="Events sent by partners",
    publisher="The partner named in the feed",
    licence="As agreed with the partner",
    attribution="Events supplied by the partners named, under their data-sharing agreements.",
    caveats=(
        "Depersonalised and restricted: small numbers are hidden when they leave.",
        "A pseudonym links the rows of one person only within a sender's own system.",
    ),
    sensitivity="restricted",
)
Pseudonym = Callable[[str], str]  # what is kept in place of the sender's reference or pseudonym

TEXT, MOMENT = pa.string(), pa.timestamp("us")
PERSON = {"": TEXT, "_age": pa.int16(), "_age_band": TEXT, "_sex": TEXT, "_ethnicity": TEXT, "_repeat": pa.bool_()}
# Times are local clock times. `postcode` is looked up, and gone before anything is written.
SCHEMA = pa.schema(
    {
        "feed": TEXT,
        "sender": TEXT,
        "kind": TEXT,
        "sensitivity": TEXT,
        "month": TEXT,
        "month_ix": pa.int32(),
        "event": TEXT,
        "recorded_at": MOMENT,
        "from_at": MOMENT,
        "to_at": MOMENT,
        "time_known": pa.bool_(),
        "offence_code": TEXT,
        "offence_group": TEXT,
        "lon": pa.float64(),
        "lat": pa.float64(),
        "lsoa21": TEXT,
        "lsoa11": TEXT,
        "ward": TEXT,
        "postcode": TEXT,
        "place_certainty": TEXT,
        **{f"victim{ending}": form for ending, form in PERSON.items()},
        **{f"suspect{ending}": form for ending, form in PERSON.items()},
        "property_stolen": TEXT,
        "property_value": pa.float64(),
        "outcome": TEXT,
        "source_system": TEXT,
        **{flag: pa.bool_() for flag in FLAGS},
        "source_row": pa.int32(),
    }
)
APART = ("recorded", "from", "from_time", "to", "to_time", *COORDINATES)


def dataset_of(feed: Feed) -> Dataset:
    """The dataset that a feed's files go into."""
    return COUNTS if feed.kind == "counts" else EVENTS


def read(opened: Opened, feed: Feed, pseudonym: Pseudonym, on: date) -> Reading:
    """
    The file's rows as `SCHEMA` (a feed of counts: as any partner's counts), and those that cannot be taken.

    `on` is today: what happened later cannot be. Raises UnreadableFile where the whole file must be refused: another
    layout, an encoding that is not the stated one, dates in doubt, or a direct identifier in a column that is not
    dropped. No message and no rejected row shows a value: only its shape ("Aaaa 99/99").
    """
    table = read_table(opened, feed.layout)
    _refuse_identifiers(table, feed)
    if feed.kind == "counts":
        return read_counts(table, feed, opened.name)
    taken: dict[str, list[Any]] = {}
    faults: dict[int, tuple[str, str]] = {}
    for column in feed.columns:
        if column.field.name not in APART:
            done: Taken = take_column(table, column, pseudonym)
            taken[column.field.name] = done.values
            _note(faults, done.faults, column.heading)
    _take_moments(table, feed, on, taken, faults)
    _take_places(table, feed, taken, faults)
    _give_systems(feed, taken)
    rows = _Rows(table, feed, taken, faults)
    rows.reject_repeated()
    return Reading(EVENTS, rows.table(), rows.rejected(opened.name), tuple(table.notes))


def _note(faults: dict[int, tuple[str, str]], found: dict[int, str], heading: str) -> None:
    """The first fault of a row is told; the sender mends the row as a whole."""
    for index, reason in found.items():
        faults.setdefault(index, (heading, reason))


def _refuse_identifiers(table: ExtractTable, feed: Feed) -> None:
    found: list[Identifier] = []
    for column in feed.columns:
        form = column.field.form
        if kind := by_heading(column.heading):
            found.append(Identifier(column.heading, kind, 0))
            continue
        values = [as_text(value) for value in table.values(column.heading) if value is not None]
        if form in ("number", "age", "count") or column.field.name in COORDINATES:
            values = [value for value in values if not _is_number(value)]
        seen = by_content(
            column.heading,
            values,
            hashed=form == "hashed",
            dates=form in ("moment", "clock", "month"),
        )
        found += [one for one in seen if not (form == "postcode" and one.kind == "full postcode")]
    if found:
        raise UnreadableFile(
            f"holds what may identify a person: {all_of(found)}. Have it sent without, or name the column in the "
            "mapping's drop, so that it is never taken. Nothing was loaded"
        )


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "").lstrip("£"))
    except ValueError:
        return False
    return len(text) < 10 or "." in text


def _take_moments(
    table: ExtractTable, feed: Feed, on: date, taken: dict[str, list[Any]], faults: dict[int, tuple[str, str]]
) -> None:
    found = {}
    for name in ("recorded", "from", "to"):
        column = feed.column(name)
        if column is None:
            continue
        clock = feed.column(f"{name}_time")
        found[name] = read_moments(table, column, clock, on)
        _note(faults, found[name].faults, column.heading)
        _note(faults, found[name].clock_faults, clock.heading if clock else "")
    rows = len(table.rows)
    begin, end, recorded = found.get("from"), found.get("to"), found.get("recorded")
    taken["recorded_at"] = recorded.at if recorded else [None] * rows
    taken["from_at"] = begin.at if begin else [None] * rows
    taken["to_at"] = window_ends(begin, end) if begin else [None] * rows
    taken["time_known"] = [
        bool(begin and begin.timed[at] and (end is None or end.at[at] is None or end.timed[at])) for at in range(rows)
    ]
    by = feed.column(feed.layout.month_by)
    counted = found[feed.layout.month_by].at
    for index in range(rows):
        if counted[index] is None and by is not None:
            faults.setdefault(index, (by.heading, "blank, and the month is counted by it"))
        start, stop = taken["from_at"][index], taken["to_at"][index]
        if start and stop and stop < start:
            heading = feed.column("to")
            faults.setdefault(index, (heading.heading if heading else "", "ends before it begins"))
    taken["month"] = [f"{moment:%Y-%m}" if moment else None for moment in counted]
    taken["month_ix"] = [moment.year * 12 + moment.month - 1 if moment else None for moment in counted]


def _take_places(
    table: ExtractTable, feed: Feed, taken: dict[str, list[Any]], faults: dict[int, tuple[str, str]]
) -> None:
    found = read_coordinates(table, feed)
    if found is None:
        return
    taken["lon"], taken["lat"] = found.lon, found.lat
    for index, (heading, reason) in found.faults.items():
        faults.setdefault(index, (heading, reason))


def _give_systems(feed: Feed, taken: dict[str, list[Any]]) -> None:
    """Rows say which system they come from, or the feed does, by the day."""
    stated = taken.get("source_system", [None] * len(taken["month"]))
    days = zip(taken["recorded_at"], taken["from_at"], strict=True)
    taken["source_system"] = [
        own or (feed.system_on((recorded or start).date()) if recorded or start else None)
        for own, (recorded, start) in zip(stated, days, strict=True)
    ]


class _Rows:
    """The rows as they will be held, and those with a fault."""

    def __init__(
        self, table: ExtractTable, feed: Feed, taken: dict[str, list[Any]], faults: dict[int, tuple[str, str]]
    ):
        self.source, self.feed, self.taken, self.faults = table, feed, taken, faults

    def reject_repeated(self) -> None:
        """Where each event has one row, a second row of the same reference says that the layout is not as agreed."""
        column = self.feed.column("reference")
        if column is None or self.feed.layout.one_row_per == "person":
            return
        seen: set[str] = set()
        for index, event in enumerate(self.taken["reference"]):
            if event is None or index in self.faults:
                continue
            if event in seen:
                reason = "a second row with this reference, where the mapping says one row for each event"
                self.faults[index] = (column.heading, reason)
            seen.add(event)

    def table(self) -> pa.Table:
        good = [index for index in range(len(self.source.rows)) if index not in self.faults]
        given = dict(self.taken) | {"event": self.taken.get("reference", [None] * len(self.source.rows))}
        constants = {
            "feed": self.feed.key,
            "sender": self.feed.sender,
            "kind": self.feed.kind,
            "sensitivity": self.feed.sensitivity,
        }
        columns = {}
        for field in SCHEMA:
            if field.name in constants:
                columns[field.name] = pa.array([constants[field.name]] * len(good), field.type)
            elif field.name == "source_row":
                columns[field.name] = pa.array([self.source.lines[index] for index in good], field.type)
            elif field.name in given:
                columns[field.name] = pa.array([given[field.name][index] for index in good], field.type)
            else:
                columns[field.name] = pa.nulls(len(good), field.type)
        return pa.table(columns, schema=SCHEMA)

    def rejected(self, file: str) -> list[Rejected]:
        """With the shape of the value, never the value."""
        found = list(self.source.rejected)
        for index, (heading, reason) in sorted(self.faults.items()):
            at = self.source.columns.index(heading) if heading in self.source.columns else None
            value = shape(as_text(self.source.rows[index][at])) if at is not None else ""
            found.append(Rejected(file, self.source.lines[index], heading, value, reason))
        return sorted(found, key=lambda one: one.row)
