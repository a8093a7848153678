"""Questions about recorded crime. Every answer is a count of rows; rates and percentages are worked out elsewhere."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import ibis

from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd

STREET = "police_uk_street"


def _whole(snapshot: Snapshot) -> Any:
    """The rows of whole months; a sample's are never counted."""
    street = snapshot.rows(STREET)
    return street.filter(~street["sample"])


def _in_months(street: Any, months: Collection[Month]) -> Any:
    # The text column too: by it files of other months are never opened.
    return street.filter(
        street.month.isin([str(month) for month in months] or [""]),
        street.month_ix.isin([month.index for month in months] or [-1]),
    )


def _in_lsoas(street: Any, lsoas: Collection[str]) -> Any:
    wanted = ibis.memtable({"lsoa": sorted(set(lsoas))}, schema={"lsoa": "string"})
    return street.semi_join(wanted, "lsoa")


def _frame(expression: Any) -> "pd.DataFrame":
    frame: pd.DataFrame = expression.to_pyarrow().to_pandas()
    return frame


def months_held(snapshot: Snapshot, force_names: Collection[str]) -> dict[str, set[Month]]:
    """The whole months held of each force, by its police.uk name ("Thames Valley Police")."""
    found: dict[str, set[Month]] = {name: set() for name in force_names}
    if not snapshot.holds(STREET):
        return found
    street = _whole(snapshot)
    pairs = street.filter(street.force.isin(list(force_names) or [""])).select("force", "month_ix").distinct()
    for row in pairs.to_pyarrow().to_pylist():
        found[row["force"]].add(Month(row["month_ix"]))
    return found


def area_counts(snapshot: Snapshot, lsoas: Collection[str], months: Collection[Month]) -> "pd.DataFrame":
    """month_ix, lsoa, crime_type, n: rows by the stated LSOA, whichever force recorded them."""
    street = _in_lsoas(_in_months(_whole(snapshot), months), lsoas)
    counted = street.group_by(["month_ix", "lsoa", "crime_type"]).agg(n=street.count())
    return _frame(counted.order_by(["month_ix", "lsoa", "crime_type"]))


def force_counts(snapshot: Snapshot, force_name: str, months: Collection[Month]) -> "pd.DataFrame":
    """month_ix, crime_type, n: every row of the force's files, placed or not."""
    street = _in_months(_whole(snapshot), months)
    street = street.filter(street.force == force_name)
    counted = street.group_by(["month_ix", "crime_type"]).agg(n=street.count())
    return _frame(counted.order_by(["month_ix", "crime_type"]))


def cube(snapshot: Snapshot) -> Any:
    """The expression that counts every month, LSOA and type: for the whole country, and for other engines."""
    street = _whole(snapshot)
    return street.group_by(["month_ix", "lsoa", "crime_type"]).agg(n=street.count())


def points(snapshot: Snapshot, lsoas: Collection[str], months: Collection[Month]) -> "pd.DataFrame":
    """month_ix, lon, lat, crime_type, n: map points of rows stated to be in `lsoas`."""
    street = _in_lsoas(_in_months(_whole(snapshot), months), lsoas)
    return _points(street)


def points_in_box(
    snapshot: Snapshot, west: float, south: float, east: float, north: float, months: Collection[Month]
) -> "pd.DataFrame":
    """month_ix, lon, lat, crime_type, n: map points between these longitudes and latitudes, whatever their LSOA."""
    street = _in_months(_whole(snapshot), months)
    return _points(street.filter(street.lon.between(west, east), street.lat.between(south, north)))


def _points(street: Any) -> "pd.DataFrame":
    street = street.filter(street.lon.notnull())
    counted = street.group_by(["month_ix", "lon", "lat", "crime_type"]).agg(n=street.count())
    return _frame(counted.order_by(["month_ix", "lon", "lat", "crime_type"]))


def outcomes(snapshot: Snapshot, lsoas: Collection[str], months: Collection[Month]) -> "pd.DataFrame":
    """month_ix, crime_type, outcome (None where the publisher gives none), n."""
    street = _in_lsoas(_in_months(_whole(snapshot), months), lsoas)
    counted = street.group_by(["month_ix", "crime_type", "outcome"]).agg(n=street.count())
    return _frame(counted.order_by(["month_ix", "crime_type", "outcome"]))


def left_out(snapshot: Snapshot, force_names: Collection[str], months: Collection[Month]) -> dict[str, int]:
    """Why rows of these forces' files can be in no smaller area's count, and how many rows each reason holds."""
    street = _in_months(_whole(snapshot), months)
    street = street.filter(street.force.isin(list(force_names) or [""]), street.lsoa.isnull())
    rows = int(street.count().to_pyarrow().as_py())
    return {"no location stated": rows} if rows else {}


def editions(snapshot: Snapshot, force_names: Collection[str], months: Collection[Month]) -> tuple[str, ...]:
    """The files that the counts come from: force, month, when loaded, and the beginning of the file's SHA-256."""
    street = _in_months(_whole(snapshot), months)
    street = street.filter(street.force.isin(list(force_names) or [""]))
    found = street.select("force", "month", "edition", "loaded_at", "sha256").distinct().to_pyarrow().to_pylist()
    return tuple(
        f"{row['force']} {row['month']}"
        + (f", edition {row['edition']}" if row["edition"] else "")
        + f", loaded {row['loaded_at'][:10]}, sha256 {row['sha256'][:12]}"
        for row in sorted(found, key=lambda row: (row["force"], row["month"]))
    )


def rows(
    snapshot: Snapshot,
    lsoas: Collection[str],
    months: Collection[Month],
    crime_type: str | Collection[str] | None = None,
    limit: int | None = 1000,
    *,
    but: str | None = None,
    forces: Collection[str] = (),
    offset: int = 0,
) -> "pd.DataFrame":
    """
    The rows themselves, in order of file and line, no more than `limit` after the first `offset`: what a figure was
    counted from.

    Of every type, or of `crime_type` (one or several), and not of the type `but`. Where `forces` are named, the rows
    of their files, placed or not, instead of those of the `lsoas`.
    """
    chosen = _behind(snapshot, lsoas, months, crime_type, but, forces)
    chosen = chosen.select("month", "crime_type", "location", "lsoa", "outcome", "file", "source_row", "force")
    return _frame(chosen.order_by(["month", "file", "source_row"]).limit(limit, offset=offset))


def row_count(
    snapshot: Snapshot,
    lsoas: Collection[str],
    months: Collection[Month],
    crime_type: str | Collection[str] | None = None,
    *,
    but: str | None = None,
    forces: Collection[str] = (),
) -> int:
    """How many rows `rows` would find without a limit."""
    return int(_behind(snapshot, lsoas, months, crime_type, but, forces).count().to_pyarrow().as_py())


def _behind(
    snapshot: Snapshot,
    lsoas: Collection[str],
    months: Collection[Month],
    crime_type: str | Collection[str] | None,
    but: str | None,
    forces: Collection[str],
) -> Any:
    street = _in_months(_whole(snapshot), months)
    street = street.filter(street.force.isin(list(forces))) if forces else _in_lsoas(street, lsoas)
    if crime_type is not None:
        street = street.filter(street.crime_type.isin([crime_type] if isinstance(crime_type, str) else crime_type))
    return street if but is None else street.filter(street.crime_type != but)


def last_month(snapshot: Snapshot) -> Month:
    """The newest month of any force; raises NothingHeld."""
    newest = _whole(snapshot).month_ix.max().to_pyarrow().as_py()
    if newest is None:
        raise NothingHeld("The archive holds no whole month of street-level crime.")
    return Month(newest)
