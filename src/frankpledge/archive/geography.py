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
LIGHT_FIRST = ("supergeneralised", "ultrageneralised", "generalised", "full")
SIMPLER = 0.0003  # degrees, about 25 m: finer than a map on a page can show
SEAM = 0.00002  # degrees: two editions' edges may miss each other by a metre or two
SLIVER, SPECK = 1e-4, 1e-7  # square degrees, about 0.7 km² and 700 m²: no area has so small a hole, or part
BESIDE = 0.0005  # degrees: areas this near touch
CENSUS = ("census2021", "census2021_residents", "census2021_households")
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
    """
    lsoa, residents, households: usual residents and occupied households, Census 2021.

    The two may have come in one table or in one each; a number that is not held is missing (NaN), never 0.
    """
    import pandas as pd

    held = [name for name in CENSUS if snapshot.holds(name)]
    if not held:
        raise NothingHeld("The archive holds no residents or households: load the Census 2021 table of your LSOAs.")
    tables = [_of_lsoas(snapshot, name, lsoas).set_index("lsoa") for name in held]
    found = tables[0].reindex(columns=["residents", "households"])
    for table in tables[1:]:
        found = found.combine_first(table.reindex(columns=["residents", "households"]))
    # Whole numbers where none is missing, as each table has them.
    for column in found:
        if found[column].notna().all():
            found[column] = pd.to_numeric(found[column]).astype("int64")
    found.index.name = "lsoa"
    return found.sort_index().reset_index()


def rural_urban(snapshot: Snapshot, lsoas: Collection[str]) -> "pd.DataFrame":
    """lsoa, ruc_code, ruc_name, urban: Rural Urban Classification 2021."""
    return _of_lsoas(snapshot, "rural_urban", lsoas)


def deprivation(snapshot: Snapshot, lsoas: Collection[str]) -> "tuple[pd.DataFrame, str]":
    """
    Ranks and deciles (1 is most deprived), and the name of the index: the newest that knows all of these LSOAs,
    else the one that knows most. LSOAs that it does not know (in Wales, or of another edition) have no row.
    """
    best: tuple[pd.DataFrame, str] | None = None
    for dataset, name in NAMES.items():
        if snapshot.holds(dataset):
            found = _of_lsoas(snapshot, dataset, lsoas)
            if len(found) == len(set(lsoas)):
                return found, name
            if len(found) > (len(best[0]) if best else 0):
                best = found, name
    if best is None:
        raise NothingHeld("The archive holds no index of deprivation for these LSOAs: load one for their edition.")
    return best


def boundaries(snapshot: Snapshot, level: str, codes: Collection[str] | None = None) -> "dict[str, BaseGeometry]":
    """Each area's shape in WGS84 by code, from the most detailed edition held; `level` is "lsoa21", "ward", …"""
    return _shapes(snapshot, level, codes, BEST_FIRST)


def map_boundaries(snapshot: Snapshot, level: str, codes: Collection[str] | None = None) -> "dict[str, BaseGeometry]":
    """The same for drawing: from a light edition, with no more corners than a page can show, edges still shared."""
    import shapely

    shapes = _shapes(snapshot, level, codes, LIGHT_FIRST)
    if not shapes:
        return {}
    simpler = shapely.coverage_simplify(list(shapes.values()), SIMPLER)
    return {code: (new if not new.is_empty else old) for (code, old), new in zip(shapes.items(), simpler, strict=True)}


def _shapes(
    snapshot: Snapshot, level: str, codes: Collection[str] | None, order: tuple[str, ...]
) -> "dict[str, BaseGeometry]":
    """Of one edition, so that neighbours share their edges, where one has all the codes; else the best of each."""
    import pandas as pd
    import shapely

    table = snapshot.rows(f"boundaries_{level}")
    if codes is not None:
        wanted = ibis.memtable({"code": sorted(set(codes))}, schema={"code": "string"})
        table = table.semi_join(wanted, "code")
    known: pd.DataFrame = table.select("code", "detail").to_pyarrow().to_pandas()
    if known.empty:
        return {}
    every = known["code"].nunique()
    whole = [detail for detail in order if (known["detail"] == detail).sum() == every]
    known["rank"] = known["detail"].map({detail: rank for rank, detail in enumerate([*whole[:1], *order][::-1])})
    chosen = known.sort_values("rank").drop_duplicates("code", keep="last")[["code", "detail"]]
    keys = ibis.memtable(chosen.to_dict("list"), schema={"code": "string", "detail": "string"})
    rows = table.semi_join(keys, ["code", "detail"]).select("code", "geometry").order_by("code").to_pyarrow()
    return dict(zip(rows["code"].to_pylist(), shapely.from_wkb(rows["geometry"].to_pylist()), strict=True))


def outline(snapshot: Snapshot, area: Area) -> "BaseGeometry":
    """
    The area's own shape: its LSOAs put together, without the slivers where their edges miss each other.

    Raises NothingHeld where an LSOA has no boundary: an outline with a hole would mislead.
    """
    import shapely

    shapes = boundaries(snapshot, "lsoa21", area.lsoas)
    if missing := sorted(set(area.lsoas) - set(shapes)):
        raise NothingHeld(
            f"No boundary is held of {len(missing)} of the {len(area.lsoas)} LSOAs, such as {missing[0]}."
        )
    closed = shapely.union_all(list(shapes.values())).buffer(SEAM, join_style="mitre").buffer(-SEAM, join_style="mitre")
    parts = [part for part in shapely.get_parts(closed) if part.area >= SPECK]
    whole: BaseGeometry = shapely.union_all([_without_slivers(part) for part in parts])
    return whole


def _without_slivers(part: Any) -> Any:
    import shapely

    return shapely.Polygon(part.exterior, [ring for ring in part.interiors if shapely.Polygon(ring).area >= SLIVER])


def neighbours(snapshot: Snapshot, area: Area) -> list[str]:
    """The names of the partnerships that touch an area, of those whose boundaries are held."""
    import shapely

    everywhere = all_places(snapshot).dropna(subset=["csp_name"])
    shapes = _shapes(snapshot, "lsoa21", None, LIGHT_FIRST)
    codes = list(shapes)
    tree = shapely.STRtree(list(shapes.values()))
    own = [shapes[lsoa] for lsoa in area.lsoas if lsoa in shapes]
    touching = {codes[at] for at in tree.query(own, predicate="dwithin", distance=BESIDE)[1]} - set(area.lsoas)
    own_codes = set(everywhere.loc[everywhere["lsoa"].isin(area.lsoas), "csp"])
    beside = everywhere[everywhere["lsoa"].isin(touching) & ~everywhere["csp"].isin(own_codes)]
    return sorted(set(beside["csp_name"]))


def postcode_points(snapshot: Snapshot, west: float, south: float, east: float, north: float) -> "pd.DataFrame":
    """lat, lon of the postcodes between these longitudes and latitudes, but for those known to be no longer in use."""
    table: Any = snapshot.rows("postcodes")
    inside = table.filter(table.lon.between(west, east), table.lat.between(south, north), table.live.fill_null(True))
    frame: pd.DataFrame = inside.select("lat", "lon").to_pyarrow().to_pandas()
    return frame
