"""Geometries as maps need them: GeoJSON dicts in WGS84, five decimals (about a metre)."""

import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from frankpledge.archive import geography
from frankpledge.archive.archive import NothingHeld, Snapshot

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

DECIMALS = 5


def geojson(geometry: "BaseGeometry") -> dict[str, Any]:
    """A GeoJSON geometry with lists for positions, as a JSON file would hold it."""
    import numpy as np
    import shapely
    from shapely.geometry import mapping

    rounded = shapely.transform(geometry, lambda positions: np.round(positions, DECIMALS))
    found = mapping(rounded)
    return {"type": found["type"], "coordinates": _lists(found["coordinates"])}


def light_lsoas(snapshot: Snapshot, lsoas: Iterable[str]) -> dict[str, "BaseGeometry"]:
    """The LSOAs' boundaries for drawing, by code; empty where none are loaded."""
    try:
        return geography.map_boundaries(snapshot, "lsoa21", list(lsoas))
    except NothingHeld:
        return {}


def united(shapes: Mapping[str, "BaseGeometry"], members: Sequence[str]) -> "BaseGeometry | None":
    """One geometry of the named shapes; None where none of them is known."""
    import shapely

    known = [shapes[code] for code in members if code in shapes]
    return shapely.union_all(known) if known else None


def grade(value: float | None, limits: Sequence[float]) -> int | None:
    """
    Which grade of a legend a value is in: 0 below the first limit, up to len(limits).

    >>> [grade(value, (2.0, 5.0)) for value in (1.9, 2.0, 7, None)]
    [0, 1, 2, None]
    """
    if value is None:
        return None
    return sum(value >= limit for limit in limits)


def grade_limits(values: Sequence[float], grades: int = 5) -> tuple[float, ...]:
    """
    Limits that put about as many areas in each grade, rounded to two figures so that a legend can be read.

    >>> grade_limits([1.23, 2.34, 3.45, 4.56, 5.67, 6.78, 7.89, 8.9, 9.1, 10.2], grades=3)
    (4.2, 7.5)
    """
    import numpy as np

    if not len(values):
        return ()
    at = np.quantile(np.asarray(values, dtype=float), np.arange(1, grades) / grades)
    rounded = [float(f"{limit:.2g}") for limit in at]
    return tuple(sorted({limit for limit in rounded if limit > 0}))


def legend(limits: Sequence[float], unit: str) -> tuple[str, ...]:
    """
    >>> legend((2.0, 5.5), "per 1,000 residents")
    ('under 2 per 1,000 residents', '2 to under 5.5', '5.5 or more')
    """
    if not limits:
        return (unit,)
    middle = [f"{low:,g} to under {high:,g}" for low, high in itertools.pairwise(limits)]
    return (f"under {limits[0]:,g} {unit}", *middle, f"{limits[-1]:,g} or more")


def by_group(members: Iterable[tuple[Hashable, str]]) -> dict[Hashable, list[str]]:
    """(group, LSOA) pairs → the LSOAs of each group, in the order met."""
    groups: dict[Hashable, list[str]] = {}
    for group, lsoa in members:
        groups.setdefault(group, []).append(lsoa)
    return groups


def _lists(positions: Any) -> Any:
    return [_lists(part) for part in positions] if isinstance(positions, tuple | list) else float(positions)
