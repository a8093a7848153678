"""Boundaries as GeoJSON: LSOAs, wards, councils, partnerships and police force areas, held in WGS84."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from frankpledge.sources.column_checks import AREA_CODE
from frankpledge.sources.dataset import OGL, Dataset
from frankpledge.sources.ons import ATTRIBUTION, PUBLISHER, code_column, edition, name_column
from frankpledge.sources.opened import Head, Opened, Reading, UnreadableFile
from frankpledge.sources.rejected import Rejected

# From the smallest: a file of LSOAs may also say in which council each lies.
LEVELS = {
    "LSOA21": ("boundaries_lsoa21", "Boundaries of LSOAs (2021)"),
    "LSOA11": ("boundaries_lsoa11", "Boundaries of LSOAs (2011)"),
    "WD": ("boundaries_ward", "Boundaries of wards"),
    "CSP": ("boundaries_csp", "Boundaries of Community Safety Partnerships"),
    "LAD": ("boundaries_council", "Boundaries of councils"),
    "PFA": ("boundaries_force", "Boundaries of police force areas"),
}
BOUNDARIES = {
    level: Dataset(
        name=name,
        title=title,
        publisher=PUBLISHER,
        licence=OGL,
        attribution=ATTRIBUTION,
        caveats=("Generalised: edges are simplified, the more the coarser the edition.",),
        key=("code", "detail"),
    )
    for level, (name, title) in LEVELS.items()
}

DETAILS = ("full", "generalised", "supergeneralised", "ultrageneralised")  # best first
# What the ONS calls them in the names of its layers, coarsest first because the words contain each other.
NAMED_DETAIL = (
    (re.compile(r"ultra.?generali[sz]ed|[_\-]buc(?![a-z])", re.IGNORECASE), "ultrageneralised"),
    (re.compile(r"super.?generali[sz]ed|[_\-]bsc(?![a-z])", re.IGNORECASE), "supergeneralised"),
    (re.compile(r"generali[sz]ed|[_\-]bgc(?![a-z])", re.IGNORECASE), "generalised"),
    (re.compile(r"full.?(resolution|extent|clipped)|[_\-]bf[ce](?![a-z])", re.IGNORECASE), "full"),
)
# Else by the typical distance between neighbouring points of a ring, in metres.
SPACING = ((5, "full"), (60, "generalised"), (250, "supergeneralised"))

WGS84, NATIONAL_GRID = "EPSG:4326", "EPSG:27700"
WEST, SOUTH, EAST, NORTH = -9.0, 49.0, 3.0, 61.0  # the United Kingdom, in degrees
METRES_TO_A_DEGREE = 111_000


def recognise(head: Head) -> Dataset | None:
    if head.kind != "geojson":
        return None
    return next((BOUNDARIES[level] for level in LEVELS if code_column(head.columns, level)), None)


@dataclass(frozen=True)
class Feature:
    """One feature of the file; `line` is the line on which it begins."""

    line: int
    properties: dict[str, Any]
    geometry: dict[str, Any] | None


def read(opened: Opened, dataset: Dataset) -> Reading:
    """
    Code, name, detail and geometry (WKB, longitude and latitude in WGS84) of each area.

    A shape that crosses itself is repaired, and the notes say how many were. A feature without a code or a polygon,
    or outside the United Kingdom, is rejected.
    """
    import shapely
    import shapely.geometry

    level = next(level for level in LEVELS if BOUNDARIES[level] == dataset)
    columns = opened.head.columns
    code_name = code_column(columns, level) or ""
    label_name = name_column(columns, code_name)
    text = opened.text()
    crs = _stated_crs(text)
    codes: list[str] = []
    names: list[str | None] = []
    shapes: list[Any] = []
    rejected: list[Rejected] = []
    at: dict[str, int] = {}
    in_parts: set[str] = set()
    repaired = 0
    for feature in features(text):
        code = str(feature.properties.get(code_name) or "").strip()
        reason, column = "", code_name
        if not re.fullmatch(AREA_CODE, code):
            reason = "not an ONS area code, which is a letter and 8 digits"
        elif not _is_polygon(feature.geometry):
            reason, column = "no polygon", "geometry"
        else:
            try:
                shape = shapely.geometry.shape(feature.geometry or {})
            except (ValueError, TypeError, shapely.errors.ShapelyError):
                reason, column = "a polygon that makes no sense", "geometry"
        if not reason:
            crs = crs or _crs_by_size(shape)
            shape = _in_wgs84(shape, crs)
            if not shape.is_valid:
                shape = _polygons_only(shapely.make_valid(shape))
                repaired += 1
            if shape.is_empty:
                reason, column = "a polygon without area", "geometry"
            elif not _in_the_uk(shape):
                reason, column = "outside the United Kingdom", "geometry"
        if reason:
            rejected.append(Rejected(opened.name, feature.line, column, code, reason))
            continue
        if code in at:  # an area in several parts, a feature each: it is the parts together
            shapes[at[code]] = shapely.union(shapes[at[code]], shape)
            in_parts.add(code)
            continue
        at[code] = len(codes)
        codes.append(code)
        names.append(str(feature.properties[label_name]) if label_name and feature.properties.get(label_name) else None)
        shapes.append(shape)
    if not codes and not rejected:
        raise UnreadableFile("holds no features")
    detail = _detail(opened.head, shapes)
    rows = pa.table(
        {
            "code": pa.array(codes, pa.string()),
            "name": pa.array(names, pa.string()),
            "detail": pa.array([detail] * len(codes), pa.string()),
            "year": pa.array(np.full(len(codes), edition(code_name), np.int32)),
            "geometry": pa.array(list(shapely.to_wkb(shapes)) if shapes else [], pa.binary()),
        }
    )
    return Reading(dataset, rows, rejected, _notes(len(codes), repaired, len(in_parts)))


def _notes(shapes: int, repaired: int, in_parts: int) -> tuple[str, ...]:
    notes = []
    if repaired:
        notes.append(f"{repaired:,} of {shapes:,} shapes crossed themselves and were repaired.")
    if in_parts:
        notes.append(f"{in_parts:,} area{'s' * (in_parts > 1)} came in several parts, which were put together.")
    return tuple(notes)


def features(text: str) -> Iterator[Feature]:
    """
    The features of a collection, one at a time.

    A national file unpacks to twenty times its size as Python objects, so it is never decoded whole.
    """
    start = re.search(r'"features"\s*:\s*\[', text)
    if not start:
        raise UnreadableFile("is not a GeoJSON collection of features")
    decoder = json.JSONDecoder()
    between = re.compile(r"[\s,]*")
    position, line, counted = start.end(), 1, 0
    while True:
        position = between.match(text, position).end()  # type: ignore[union-attr]  # it matches the empty string
        if text[position : position + 1] == "]":
            return
        line += text.count("\n", counted, position)
        counted = position
        try:
            found, position = decoder.raw_decode(text, position)
        except ValueError:
            raise UnreadableFile(f"is not valid JSON from line {line:,} on: it may be cut short") from None
        if not isinstance(found, dict):
            raise UnreadableFile(f"has something other than a feature on line {line:,}")
        yield Feature(line, found.get("properties") or {}, found.get("geometry"))


def _is_polygon(geometry: dict[str, Any] | None) -> bool:
    return (
        geometry is not None
        and geometry.get("type") in ("Polygon", "MultiPolygon")
        and bool(geometry.get("coordinates"))
    )


def _polygons_only(shape: Any) -> Any:
    """Repairing may leave lines and points beside the polygons."""
    import shapely

    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts)


def _stated_crs(text: str) -> str | None:
    """The reference system that the collection names, as an EPSG code; None where it names none."""
    found = re.search(r'"crs"\s*:\s*(\{.*?\}\s*\})', text[: 64 * 1024], re.DOTALL)
    if not found:
        return None
    name = found[1]
    if "CRS84" in name:
        return WGS84
    code = re.search(r"EPSG:+(?:[\d.]*:)?(\d+)", name) or re.search(r'"code"\s*:\s*"?(\d+)', name)
    if not code:
        raise UnreadableFile("names a coordinate reference system that is not known: save it as WGS84 (EPSG:4326)")
    return f"EPSG:{code[1]}"


def _crs_by_size(shape: Any) -> str:
    """Degrees are small numbers; metres of the British National Grid are large ones."""
    west, south, east, north = shape.bounds
    if -180 <= west <= east <= 180 and -90 <= south <= north <= 90:
        return WGS84
    if 0 <= west <= east <= 700_000 and 0 <= south <= north <= 1_300_000:
        return NATIONAL_GRID
    raise UnreadableFile(
        "has coordinates that are neither degrees nor metres of the British National Grid, and does not say what they are"
    )


@cache
def _to_wgs84(crs: str) -> Any:
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        return Transformer.from_crs(crs, WGS84, always_xy=True)
    except CRSError:
        raise UnreadableFile(f"is in {crs}, which is not known: save it as WGS84 (EPSG:4326)") from None


def _in_wgs84(shape: Any, crs: str) -> Any:
    import shapely

    shape = shapely.force_2d(shape)
    if crs == WGS84:
        return shape
    return shapely.transform(shape, _to_wgs84(crs).transform, interleaved=False)


def _in_the_uk(shape: Any) -> bool:
    west, south, east, north = shape.bounds
    return bool(west >= WEST and south >= SOUTH and east <= EAST and north <= NORTH)


def _detail(head: Head, shapes: list[Any]) -> str:
    """How far the edges are simplified: as the layer is named, or by how far apart its points are."""
    layer = re.search(r'"name"\s*:\s*"([^"]*)"\s*,\s*"(?:crs|features|type|xy_)', head.text)
    for name in (layer[1] if layer else "", head.file_name):
        for pattern, detail in NAMED_DETAIL:
            if pattern.search(name):
                return detail
    metres = _spacing(shapes)
    return next((detail for most, detail in SPACING if metres <= most), DETAILS[-1])


def _spacing(shapes: list[Any]) -> float:
    """The mean distance between neighbouring points of the outlines, in metres; infinite where there are none."""
    import shapely

    if not shapes:
        return float("inf")
    points = shapely.get_num_coordinates(shapes).sum()
    return float(shapely.length(shapes).sum() * METRES_TO_A_DEGREE / points)
