"""Where a partner's events are: the LSOA of 2021 of each, by what the sender gave, and how sure that is."""

from collections.abc import Sequence
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from frankpledge.archive.archive import Snapshot
from frankpledge.counted import counted
from frankpledge.sources.opened import UnreadableFile

# What `place_confidence` may be, surest first.
CONFIDENCE = ("coordinates", "postcode", "lsoa", "lsoa of 2011", "ward", "none")


def placed(snapshot: Snapshot, rows: pa.Table) -> tuple[pa.Table, tuple[str, ...]]:
    """
    `rows` with `lsoa` and `place_confidence` in place of lsoa21, lsoa11 and postcode, and notes on what has no LSOA.

    A stated LSOA of 2021 is believed; else the one that holds the coordinates; else the postcode's; else the one that an
    LSOA of 2011 became, where it became only one. Raises UnreadableFile where a look-up is needed that is not held.
    """
    count = len(rows)
    stated, old, codes = (rows[name].to_pylist() for name in ("lsoa21", "lsoa11", "postcode"))
    has_point = np.asarray(rows["lon"].is_valid())
    lsoa: list[str | None] = list(stated)
    by_point = _by_point(snapshot, rows, [at for at in range(count) if has_point[at] and lsoa[at] is None])
    by_postcode = _look_up(snapshot, "postcodes", "postcode", "lsoa", codes, "postcode look-up")
    by_old = _became(snapshot, old)
    confidence: list[str] = []
    for at in range(count):
        found = "coordinates" if has_point[at] else "lsoa" if stated[at] else "none"
        for name, answer in (
            ("coordinates", by_point.get(at)),
            ("postcode", by_postcode.get(codes[at])),
            ("lsoa of 2011", by_old.get(old[at])),
        ):
            if lsoa[at] is None and answer:
                lsoa[at] = answer
                found = found if has_point[at] else name
        if found == "none" and rows["ward"][at].is_valid:
            found = "ward"
        confidence.append(found)
    where = rows.column_names.index("lsoa21")
    made = rows.drop_columns(["lsoa21", "lsoa11", "postcode"])
    made = made.add_column(where, "lsoa", pa.array(lsoa, pa.string()))
    made = made.add_column(where + 1, "place_confidence", pa.array(confidence, pa.string()))
    nowhere = lsoa.count(None)
    notes = (
        (f"{nowhere:,} of {counted(count, 'row')} have no LSOA, and are in no area smaller than the sender's",)
        if nowhere
        else ()
    )
    return made, notes


def _by_point(snapshot: Snapshot, rows: pa.Table, at: Sequence[int]) -> dict[int, str]:
    """The LSOA that holds each point; none where boundaries are not held or the point lies outside them."""
    if not at or not snapshot.holds("boundaries_lsoa21"):
        return {}
    import shapely

    from frankpledge.archive.geography import boundaries

    lon, lat = (np.asarray(rows[name].fill_null(np.nan)) for name in ("lon", "lat"))
    chosen = np.array(at)
    shapes = boundaries(snapshot, "lsoa21")
    names = list(shapes)
    tree = shapely.STRtree(list(shapes.values()))
    points, areas = tree.query(shapely.points(lon[chosen], lat[chosen]), predicate="intersects")
    found: dict[int, str] = {}
    for point, area in zip(points, areas, strict=True):
        # On an edge two hold it: the first by code, so that loading again says the same.
        row, name = int(chosen[point]), names[area]
        found[row] = min(found.get(row, name), name)
    return found


def _look_up(
    snapshot: Snapshot, dataset: str, key: str, value: str, wanted: Sequence[Any], title: str
) -> dict[Any, str]:
    asked = sorted({one for one in wanted if one})
    if not asked:
        return {}
    if not snapshot.holds(dataset):
        raise UnreadableFile(f"has places that need the {title}, which is not held: load it first")
    table = snapshot.rows(dataset).semi_join(ibis.memtable({key: asked}, schema={key: "string"}), key)
    found = table.select(key, value).to_pyarrow()
    return dict(zip(found[key].to_pylist(), found[value].to_pylist(), strict=True))


def _became(snapshot: Snapshot, old: Sequence[Any]) -> dict[Any, str]:
    """LSOAs of 2011 that became one LSOA of 2021; those that were split are nobody's guess."""
    asked = sorted({code for code in old if code})
    if not asked:
        return {}
    if not snapshot.holds("lsoa11_lsoa21"):
        raise UnreadableFile("has LSOAs of 2011: load the look-up from LSOAs of 2011 to 2021 first")
    pairs = snapshot.rows("lsoa11_lsoa21").select("lsoa11", "lsoa21").distinct().to_pyarrow()
    became: dict[str, list[str]] = {}
    for code, new in zip(pairs["lsoa11"].to_pylist(), pairs["lsoa21"].to_pylist(), strict=True):
        became.setdefault(code, []).append(new)
    return {code: became[code][0] for code in asked if len(became.get(code, ())) == 1}
