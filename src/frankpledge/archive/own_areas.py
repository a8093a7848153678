"""
Areas that a partnership draws for itself: which LSOAs fit them best, and which map points lie inside.

An assessment counts by whole LSOAs, because residents, deprivation and police counts are known for those. An LSOA is
taken in when more than half of it lies inside: more than half of its live postcodes, because people live unevenly, or,
where no postcode of it is held, more than half of its area. The National Statistics best-fit policy does the same with
whole output areas, by one point for each. A place that is smaller than any LSOA, such as a town centre, fits none, and
is counted by the map points inside it; both ways are offered, and every figure says which it is.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

import ibis

from frankpledge.archive import crimes, geography
from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.archive.places import all_places
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

MORE_THAN = 0.5
MOST_CORNERS = 20_000
LARGEST = 4.0  # square degrees, about the size of Wales: more is a slip of the hand
BRITAIN = (-9.0, 49.0, 2.5, 61.5)  # degrees: west, south, east, north
AREAL = ("Polygon", "MultiPolygon")


class NotAShape(ValueError):
    """What was given is no area on a map of England and Wales; the message says why, for whoever drew it."""


@dataclass(frozen=True)
class Fit:
    """How much of an LSOA lies in an area: `share` from 0 to 1, `by` its live postcodes or its surface."""

    lsoa: str
    name: str
    share: float
    by: Literal["postcodes", "surface"]

    @property
    def inside(self) -> bool:
        return self.share > MORE_THAN


def shape_of(text: str) -> "BaseGeometry":
    """
    The area that a GeoJSON text describes (a geometry, a feature, or features, which are put together), in WGS84.

    Raises NotAShape. Lines that cross themselves are mended, as far as the area stays the same.

    >>> shape_of('{"type": "Polygon", "coordinates": [[[1, 52], [1.1, 52], [1.1, 52.1], [1, 52]]]}').geom_type
    'Polygon'
    """
    import shapely

    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAShape("This is not GeoJSON: it cannot be read as JSON.") from None
    parts = [_polygon(geometry) for geometry in _geometries(told)]
    if not parts:
        raise NotAShape("This GeoJSON has no area in it.")
    whole: BaseGeometry = shapely.union_all(shapely.make_valid(parts))
    areas = [part for part in shapely.get_parts(whole) if part.geom_type in AREAL]
    whole = shapely.union_all(areas)
    if whole.is_empty or not whole.area:
        raise NotAShape("The shape has no area: draw at least three corners that are not in one line.")
    west, south, east, north = whole.bounds
    if not all(isfinite(edge) for edge in whole.bounds):
        raise NotAShape("The corners of this GeoJSON cannot be read.")
    if west < BRITAIN[0] or south < BRITAIN[1] or east > BRITAIN[2] or north > BRITAIN[3]:
        raise NotAShape(
            "The shape lies outside Great Britain. GeoJSON has longitude before latitude, in degrees (WGS84), "
            "not metres of the National Grid."
        )
    if whole.area > LARGEST:
        raise NotAShape("The shape is larger than any partnership.")
    return whole


def _geometries(told: Any) -> list[dict[str, Any]]:
    if not isinstance(told, dict):
        raise NotAShape("This GeoJSON has no area in it.")
    if told.get("type") == "FeatureCollection":
        features = told.get("features")
        return [one for feature in features for one in _geometries(feature)] if isinstance(features, list) else []
    if told.get("type") == "Feature":
        return _geometries(told.get("geometry"))
    if told.get("type") in AREAL:
        return [told]
    kind = str(told.get("type") or "thing of no type")[:30]
    raise NotAShape(f"This GeoJSON holds a {kind}. An area is a Polygon or a MultiPolygon.")


def _polygon(geometry: dict[str, Any]) -> "BaseGeometry":
    import shapely
    from shapely.geometry import shape

    try:
        found: BaseGeometry = shape(geometry)
        corners = int(shapely.get_num_coordinates(found))
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, shapely.errors.ShapelyError):
        raise NotAShape("The corners of this GeoJSON cannot be read.") from None
    if corners > MOST_CORNERS:
        raise NotAShape(f"The shape has more than {MOST_CORNERS:,} corners: simplify it first.")
    return shapely.force_2d(found)


def fits(snapshot: Snapshot, shape: "BaseGeometry") -> list[Fit]:
    """
    Every LSOA (2021) that the shape takes a share of, the largest share first.

    Raises NothingHeld where neither postcodes nor boundaries of LSOAs are held.
    """
    by_postcodes = _by_postcodes(snapshot, shape) if snapshot.holds("postcodes") else {}
    by_surface = _by_surface(snapshot, shape, set(by_postcodes)) if snapshot.holds("boundaries_lsoa21") else {}
    if not snapshot.holds("postcodes") and not snapshot.holds("boundaries_lsoa21"):
        raise NothingHeld("The archive holds neither postcodes nor boundaries of LSOAs: load one of them first.")
    known = all_places(snapshot)
    names = dict(zip(known["lsoa"], known["lsoa_name"], strict=True))
    found = [Fit(lsoa, str(names[lsoa]), share, "postcodes") for lsoa, share in by_postcodes.items() if lsoa in names]
    found += [Fit(lsoa, str(names[lsoa]), share, "surface") for lsoa, share in by_surface.items() if lsoa in names]
    return sorted((fit for fit in found if fit.share > 0), key=lambda fit: (-fit.share, fit.lsoa))


def _by_postcodes(snapshot: Snapshot, shape: "BaseGeometry") -> dict[str, float]:
    """LSOA → share of its live postcodes inside, of each with a postcode in the shape's box."""
    import shapely

    west, south, east, north = shape.bounds
    table: Any = snapshot.rows("postcodes")
    live = table.filter(table.live.fill_null(True), table.lsoa.notnull())
    inside = live.filter(live.lon.between(west, east), live.lat.between(south, north))
    near: pd.DataFrame = inside.select("lsoa", "lon", "lat").to_pyarrow().to_pandas()
    if near.empty:
        return {}
    wanted = ibis.memtable({"lsoa": sorted(set(near["lsoa"]))}, schema={"lsoa": "string"})
    totals = live.semi_join(wanted, "lsoa").group_by("lsoa").agg(n=lambda rows: rows.count()).to_pyarrow().to_pandas()
    near["inside"] = shapely.contains_xy(shape, near["lon"], near["lat"])
    within = near.groupby("lsoa")["inside"].sum()
    return {str(lsoa): float(within[lsoa] / n) for lsoa, n in zip(totals["lsoa"], totals["n"], strict=True)}


def _by_surface(snapshot: Snapshot, shape: "BaseGeometry", known: set[str]) -> dict[str, float]:
    """LSOA → share of its surface inside, of those that touch the shape and have no postcode in its box."""
    import shapely

    shapes = geography.boundaries(snapshot, "lsoa21")
    codes = list(shapes)
    found = shapely.STRtree(list(shapes.values())).query(shape, predicate="intersects")
    touched = [codes[at] for at in found if codes[at] not in known]
    with_postcodes = _with_postcodes(snapshot, touched) if snapshot.holds("postcodes") else set()
    return {
        code: float(shapes[code].intersection(shape).area / shapes[code].area)
        for code in touched
        if code not in with_postcodes
    }


def _with_postcodes(snapshot: Snapshot, lsoas: Collection[str]) -> set[str]:
    """Those with live postcodes elsewhere: none of their people is inside, whatever of their fields is."""
    wanted = ibis.memtable({"lsoa": sorted(lsoas) or [""]}, schema={"lsoa": "string"})
    table: Any = snapshot.rows("postcodes")
    live = table.filter(table.live.fill_null(True)).semi_join(wanted, "lsoa")
    return set(live.select("lsoa").distinct().to_pyarrow()["lsoa"].to_pylist())


def counts_within(snapshot: Snapshot, shape: "BaseGeometry", months: Collection[Month]) -> "pd.DataFrame":
    """
    month_ix, crime_type, n: rows whose map point lies in the shape, whatever their LSOA.

    Map points stand for at least eight addresses each, so that a count of a very small shape hangs on where the
    points are. Rows without a point are in no such count.
    """
    import shapely

    west, south, east, north = shape.bounds
    points = crimes.points_in_box(snapshot, west, south, east, north, months)
    inside = points[shapely.contains_xy(shape, points["lon"], points["lat"])]
    return inside.groupby(["month_ix", "crime_type"], observed=True)[["n"]].sum().reset_index()
