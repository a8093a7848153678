"""Questions about places: people, homes, deprivation, boundaries."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import ibis

from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.archive.areas import Area
from frankpledge.archive.places import all_places

if TYPE_CHECKING:
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

BEST_FIRST = ("full", "generalised", "supergeneralised", "ultrageneralised")
SIMPLER = 0.0003  # degrees, about 25 m: finer than a map on a page can show
NAMES = {
    "deprivation2025": "English Indices of Deprivation 2025",
    "deprivation2019": "English Indices of Deprivation 2019",
}


def _of_lsoas(snapshot: Snapshot, dataset: str, lsoas: Collection[str]) -> "pd.DataFrame":
    wanted = ibis.memtable({"lsoa": sorted(set(lsoas))}, schema={"lsoa": "string"})
    frame: pd.DataFrame = snapshot.rows(dataset).semi_join(wanted, "lsoa").to_pyarrow().to_pandas()
    return frame.sort_values("lsoa").reset_index(drop=True)


def places(snapshot: Snapshot, lsoas: Collection[str]) -> "pd.DataFrame":
    """Ward, council, partnership and force of each LSOA."""
    everywhere = all_places(snapshot)
    return everywhere[everywhere["lsoa"].isin(set(lsoas))].reset_index(drop=True)


def residents(snapshot: Snapshot, lsoas: Collection[str]) -> "pd.DataFrame":
    """lsoa, residents, households: usual residents and occupied households, Census 2021."""
    return _of_lsoas(snapshot, "census2021", lsoas)[["lsoa", "residents", "households"]]


def rural_urban(snapshot: Snapshot, lsoas: Collection[str]) -> "pd.DataFrame":
    """lsoa, ruc_code, ruc_name, urban: Rural Urban Classification 2021."""
    return _of_lsoas(snapshot, "rural_urban", lsoas)


def deprivation(snapshot: Snapshot, lsoas: Collection[str]) -> "tuple[pd.DataFrame, str]":
    """Ranks and deciles (1 is most deprived) of the newest index that knows any of these LSOAs, and its name."""
    for dataset, name in NAMES.items():
        if snapshot.holds(dataset):
            found = _of_lsoas(snapshot, dataset, lsoas)
            if len(found):
                return found, name
    raise NothingHeld("The archive holds no index of deprivation for these LSOAs: load one for their edition.")


def boundaries(snapshot: Snapshot, level: str, codes: Collection[str] | None = None) -> "dict[str, BaseGeometry]":
    """Each area's shape in WGS84 by code, from the most detailed edition held; `level` is "lsoa21", "ward", …"""
    return _shapes(snapshot, level, codes, BEST_FIRST)


def map_boundaries(snapshot: Snapshot, level: str, codes: Collection[str] | None = None) -> "dict[str, BaseGeometry]":
    """The same for drawing: from a light edition, with no more corners than a page can show, edges still shared."""
    import shapely

    light = ("supergeneralised", "ultrageneralised", "generalised", "full")
    shapes = _shapes(snapshot, level, codes, light)
    if not shapes:
        return {}
    simpler = shapely.coverage_simplify(list(shapes.values()), SIMPLER)
    return {code: (new if not new.is_empty else old) for (code, old), new in zip(shapes.items(), simpler, strict=True)}


def _shapes(
    snapshot: Snapshot, level: str, codes: Collection[str] | None, order: tuple[str, ...]
) -> "dict[str, BaseGeometry]":
    import shapely

    table = snapshot.rows(f"boundaries_{level}")
    if codes is not None:
        wanted = ibis.memtable({"code": sorted(set(codes))}, schema={"code": "string"})
        table = table.semi_join(wanted, "code")
    rows = table.select("code", "detail", "year", "geometry").to_pyarrow().to_pylist()
    rows.sort(key=lambda row: (order.index(row["detail"]), -(row["year"] or 0)))
    chosen: dict[str, bytes] = {}
    for row in rows:
        chosen.setdefault(row["code"], row["geometry"])
    return {code: shapely.from_wkb(chosen[code]) for code in sorted(chosen)}


def outline(snapshot: Snapshot, area: Area) -> "BaseGeometry":
    """The area's own shape: its LSOAs put together."""
    import shapely

    shapes = list(boundaries(snapshot, "lsoa21", area.lsoas).values())
    # Two editions' edges may miss each other by a metre: close such gaps.
    closed = shapely.union_all(shapes).buffer(0.00002).buffer(-0.00002)
    return closed


def neighbours(snapshot: Snapshot, area: Area) -> list[str]:
    """The names of the partnerships that touch an area, of those whose boundaries are held."""
    import shapely

    everywhere = all_places(snapshot).dropna(subset=["csp_name"])
    shapes = boundaries(snapshot, "lsoa21", everywhere["lsoa"])
    codes = list(shapes)
    tree = shapely.STRtree(list(shapes.values()))
    own = [shapes[lsoa].buffer(0.0005) for lsoa in area.lsoas if lsoa in shapes]
    touching = {codes[at] for at in tree.query(own, predicate="intersects")[1]} - set(area.lsoas)
    own_names = set(everywhere.loc[everywhere["lsoa"].isin(area.lsoas), "csp_name"])
    names = set(everywhere.loc[everywhere["lsoa"].isin(touching), "csp_name"])
    return sorted(names - own_names)


def postcode_points(snapshot: Snapshot, west: float, south: float, east: float, north: float) -> "pd.DataFrame":
    """lat, lon of the postcodes between these longitudes and latitudes."""
    table: Any = snapshot.rows("postcodes")
    inside = table.filter(table.lon.between(west, east), table.lat.between(south, north))
    frame: pd.DataFrame = inside.select("lat", "lon").to_pyarrow().to_pandas()
    return frame
