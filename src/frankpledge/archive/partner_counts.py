"""Questions about the ready-made counts that partners send."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import ibis

from frankpledge.archive.archive import Snapshot
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd

COUNTS = "counts_extract"


def datasets(snapshot: Snapshot) -> "pd.DataFrame":
    """dataset, publisher, sensitivity of each kind of count held; none where nothing was sent."""
    import pandas as pd

    if not snapshot.holds(COUNTS):
        return pd.DataFrame({"dataset": [], "publisher": [], "sensitivity": []})
    table = snapshot.rows(COUNTS)
    frame: pd.DataFrame = table.select("dataset", "publisher", "sensitivity").distinct().to_pyarrow().to_pandas()
    return frame.sort_values("dataset").reset_index(drop=True)


def counts(snapshot: Snapshot, dataset: str, lsoas: Collection[str], months: Collection[Month]) -> "pd.DataFrame":
    """month_ix, lsoa, category, n: as the partner counted them."""
    table = snapshot.rows(COUNTS)
    wanted = ibis.memtable({"lsoa": sorted(set(lsoas))}, schema={"lsoa": "string"})
    chosen = table.filter(
        table.dataset == dataset, table.month_ix.isin([month.index for month in months] or [-1])
    ).semi_join(wanted, "lsoa")
    summed = chosen.group_by(["month_ix", "lsoa", "category"]).agg(n=chosen["count"].sum().coalesce(0).cast("int64"))
    frame: pd.DataFrame = summed.order_by(["month_ix", "lsoa", "category"]).to_pyarrow().to_pandas()
    return frame
