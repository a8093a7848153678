"""Questions about stop and search, as data.police.uk publishes it: each row is one search."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from frankpledge.archive.archive import Snapshot
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd

SEARCHES = "police_uk_stop_and_search"


def searches(snapshot: Snapshot, force_names: Collection[str], months: Collection[Month]) -> "pd.DataFrame":
    """
    month_ix, self_defined, officer_defined, outcome (None where blank), n: searches of people, those with a vehicle too.

    Of whole months; a sample's are never counted, and a vehicle alone has no ethnicity. None where none is held.
    """
    import pandas as pd

    if not snapshot.holds(SEARCHES):
        return pd.DataFrame({"month_ix": [], "self_defined": [], "officer_defined": [], "outcome": [], "n": []})
    table: Any = snapshot.rows(SEARCHES)
    own = table.filter(
        ~table["sample"],
        table.force.isin(list(force_names) or [""]),
        table.month.isin([str(month) for month in months] or [""]),
        table.month_ix.isin([month.index for month in months] or [-1]),
        (table.type != "Vehicle search").fill_null(True),
    )
    named = own.select(
        month_ix=own.month_ix,
        self_defined=own.self_defined_ethnicity,
        officer_defined=own.officer_defined_ethnicity,
        outcome=own.outcome,
    )
    counted = named.group_by(["month_ix", "self_defined", "officer_defined", "outcome"]).agg(n=named.count())
    frame: pd.DataFrame = (
        counted.order_by(["month_ix", "self_defined", "officer_defined", "outcome"]).to_pyarrow().to_pandas()
    )
    return frame


def files(snapshot: Snapshot, force_names: Collection[str], months: Collection[Month]) -> tuple[str, ...]:
    """Where the searches come from: force and month, when loaded, and the beginning of the file's SHA-256."""
    if not snapshot.holds(SEARCHES):
        return ()
    table: Any = snapshot.rows(SEARCHES)
    own = table.filter(
        ~table["sample"],
        table.force.isin(list(force_names) or [""]),
        table.month_ix.isin([month.index for month in months] or [-1]),
    )
    found = own.select("force", "month", "loaded_at", "sha256").distinct().to_pyarrow().to_pylist()
    return tuple(
        f"{row['force']} {row['month']} (searches), loaded {row['loaded_at'][:10]}, sha256 {row['sha256'][:12]}"
        for row in sorted(found, key=lambda row: (row["force"], row["month"]))
    )
