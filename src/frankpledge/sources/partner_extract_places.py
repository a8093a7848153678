"""Coordinates in a partner's extract: degrees or British National Grid in, degrees (WGS84) out."""

import re
from dataclasses import dataclass, field

import numpy as np

from frankpledge.sources.boundaries import EAST, NATIONAL_GRID, NORTH, SOUTH, WEST, WGS84
from frankpledge.sources.partner_extract_table import ExtractTable, as_text
from frankpledge.sources.partner_mapping import Column, Feed
from frankpledge.sources.spreadsheets import Value

COORDINATES = ("longitude", "latitude", "easting", "northing")
GRID_WIDTH, GRID_HEIGHT = 700_000, 1_300_000  # metres that the National Grid covers
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass
class Coordinates:
    """Degrees by row, None where there are none; faults by row, as heading and reason."""

    lon: list[float | None]
    lat: list[float | None]
    faults: dict[int, tuple[str, str]] = field(default_factory=dict)


def read_coordinates(table: ExtractTable, feed: Feed) -> Coordinates | None:
    """
    None where the feed has no coordinates. A pair of which one is blank is a fault; (0, 0) is no place.

    With the mapping's `precision_metres` each point moves to the middle of its square of the National Grid, so that
    no address is kept.
    """
    for names, limits in (
        (COORDINATES[:2], ((WEST, EAST), (SOUTH, NORTH))),
        (COORDINATES[2:], ((0, GRID_WIDTH), (0, GRID_HEIGHT))),
    ):
        first, second = (feed.column(name) for name in names)
        if first and second:
            pairs, faults = _pairs(table, first, second, limits)
            on_grid = names[0] == "easting"
            lonlat = _degrees(pairs, on_grid, feed.layout.precision_metres)
            return Coordinates(
                [one[0] if one else None for one in lonlat], [one[1] if one else None for one in lonlat], faults
            )
    return None


def _pairs(
    table: ExtractTable, first: Column, second: Column, limits: tuple[tuple[float, float], tuple[float, float]]
) -> tuple[list[tuple[float, float] | None], dict[int, tuple[str, str]]]:
    pairs: list[tuple[float, float] | None] = []
    faults: dict[int, tuple[str, str]] = {}
    for index, (one, other) in enumerate(zip(table.values(first.heading), table.values(second.heading), strict=True)):
        x, y = _number(one), _number(other)
        pairs.append(None)
        if (one is None and other is None) or (x == 0 and y == 0):
            continue
        if x is None or y is None:
            faults[index] = (
                (first if x is None else second).heading,
                "not a number, although the other coordinate is given",
            )
        elif not limits[0][0] <= x <= limits[0][1]:
            faults[index] = (
                first.heading,
                f"not from {limits[0][0]:g} to {limits[0][1]:g}: are the two the wrong way round?",
            )
        elif not limits[1][0] <= y <= limits[1][1]:
            faults[index] = (
                second.heading,
                f"not from {limits[1][0]:g} to {limits[1][1]:g}: are the two the wrong way round?",
            )
        else:
            pairs[-1] = (x, y)
    return pairs, faults


def _number(value: Value) -> float | None:
    text = as_text(value)
    return float(text) if NUMBER.fullmatch(text) else None


def _degrees(
    pairs: list[tuple[float, float] | None], on_grid: bool, precision: int
) -> list[tuple[float, float] | None]:
    placed = [index for index, pair in enumerate(pairs) if pair]
    if not placed or not (on_grid or precision):
        return pairs
    from pyproj import Transformer

    points = np.array([pairs[index] for index in placed], float)
    if not on_grid:
        to_grid = Transformer.from_crs(WGS84, NATIONAL_GRID, always_xy=True)
        points = np.column_stack(to_grid.transform(points[:, 0], points[:, 1]))
    if precision:
        points = (np.floor(points / precision) + 0.5) * precision
    to_degrees = Transformer.from_crs(NATIONAL_GRID, WGS84, always_xy=True)
    lon, lat = to_degrees.transform(points[:, 0], points[:, 1])
    found: list[tuple[float, float] | None] = list(pairs)
    for index, x, y in zip(placed, lon, lat, strict=True):
        found[index] = (float(x), float(y))
    return found
