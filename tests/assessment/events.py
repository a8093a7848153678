"""A partner's invented crimes put straight into an archive: a row for what a test says, the dullest for the rest."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa

from frankpledge.archive.archive import Archive
from frankpledge.archive.partner_events import FLAGS
from frankpledge.month import Month
from frankpledge.sources.harm_weights import HARM_WEIGHTS
from frankpledge.sources.partner_extract import EVENTS
from tests.assessment.archives import FILE, LOAD, lsoa

FEED, SENDER = "elmshire-police/crimes", "Elmshire Police"
WHOLE, WORD, MOMENT = pa.int16(), pa.string(), pa.timestamp("us")
PERSON = {"": WORD, "_age": WHOLE, "_age_band": WORD, "_sex": WORD, "_ethnicity": WORD, "_repeat": pa.bool_()}
KINDS: dict[str, pa.DataType] = {
    "recorded_at": MOMENT, "from_at": MOMENT, "to_at": MOMENT, "time_known": pa.bool_(), "offence_code": WORD,
    "offence_group": WORD, "lon": pa.float64(), "lat": pa.float64(), "place_confidence": WORD,
    **{f"{role}{part}": kind for role in ("victim", "suspect") for part, kind in PERSON.items()},
    "property_stolen": WORD, "property_value": pa.float64(), "outcome": WORD, "source_system": WORD,
    **dict.fromkeys(FLAGS, pa.bool_()),
}  # fmt: skip


def add_events(made: Archive, rows: Iterable[Mapping[str, Any]]) -> None:
    """Each row may say month ("YYYY-MM"), at (LSOA number) and any column of the table; times are the month's third."""
    every = [dict(row) for row in rows]
    for month in sorted({row.get("month", "2025-01") for row in every}):
        own = [row for row in every if row.get("month", "2025-01") == month]
        made.replace_months(EVENTS.name, _table(month, own), [month], load=LOAD)


def _table(month: str, rows: list[dict[str, Any]]) -> pa.Table:
    n, when = len(rows), datetime(int(month[:4]), int(month[5:]), 3, 22, 15)
    same = {"feed": FEED, "sender": SENDER, "kind": "crimes", "sensitivity": "restricted", "mapping": "0" * 12, **FILE}
    for row in rows:
        row.setdefault("from_at", when)
        row.setdefault("time_known", True)
    return pa.table(
        {
            "month": pa.array([month] * n),
            "month_ix": pa.array([Month.parse(month).index] * n, pa.int32()),
            "event": pa.array([f"{month}-{number}" for number in range(n)]),
            "lsoa": pa.array([lsoa(row.get("at", 0)) for row in rows]),
            "source_row": pa.array(range(2, n + 2), pa.int32()),
            "file_rows": pa.array([n] * n, pa.int32()),
            "rejected_rows": pa.array([0] * n, pa.int32()),
            **{name: pa.array([value] * n) for name, value in same.items()},
            **{name: pa.array([row.get(name) for row in rows], kind) for name, kind in KINDS.items()},
        }
    )


def add_weights(made: Archive, *sets: tuple[str, Mapping[str, float], Mapping[str, str]]) -> None:
    """Sets of weights: name, weight by offence code, and police.uk type by offence code."""
    rows = [
        {
            "scheme": name, "version": "1", "published": "2025-01-31", "source": "invented", "licence": "none needed",
            "unit": "points", "offence_code": code, "offence": f"Offence {code}", "police_uk_type": types.get(code),
            "weight": float(weight), **FILE,
        }
        for name, weights, types in sets
        for code, weight in weights.items()
    ]  # fmt: skip
    made.replace_all(HARM_WEIGHTS.name, pa.Table.from_pylist(rows), load=LOAD)


def add_residents(made: Archive, lsoas: Iterable[str], groups: Mapping[str, Mapping[str, int]]) -> None:
    """Residents of each LSOA by characteristic and group."""
    rows = [
        {"lsoa": code, "characteristic": characteristic, "group": group, "residents": many, **FILE}
        for code in lsoas
        for characteristic, counts in groups.items()
        for group, many in counts.items()
    ]
    made.replace_all("census2021_groups", pa.Table.from_pylist(rows), load=LOAD)
