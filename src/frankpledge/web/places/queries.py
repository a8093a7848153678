"""Every question that the pages about places ask, on a viewer's behalf."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django_scopes import scopes_disabled

from frankpledge.archive import crimes, geography, own_areas
from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.archive.areas import Area, find_area, force_names_covering
from frankpledge.assessment.evidence import ANTI_SOCIAL
from frankpledge.assessment.finding import Map, Shape
from frankpledge.assessment.place_shapes import geojson, light_lsoas
from frankpledge.month import Month
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.showing import may_be_public
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.places.areas import parts
from frankpledge.web.places.models import Condition, Extent, OwnArea, Premises

MONTHS = 12
MOST_LISTED = 600  # LSOAs that a page offers to tick: a county board's would be too many to find one in


@dataclass(frozen=True)
class Counted:
    """One type in the months: rows by the LSOAs that fit best, and rows whose map point lies inside (None: no shape)."""

    crime_type: str
    by_lsoa: int | None
    by_points: int | None


@dataclass(frozen=True)
class Counts:
    """What was recorded in an own area, both ways, in the last months held; `months` are those counted."""

    months: tuple[Month, ...]
    types: list[Counted]

    def _total(self, values: Sequence[int | None]) -> int | None:
        return None if any(value is None for value in values) else sum(value or 0 for value in values)

    @property
    def by_lsoa(self) -> int | None:
        return self._total([each.by_lsoa for each in self.types if each.crime_type != ANTI_SOCIAL])

    @property
    def by_points(self) -> int | None:
        return self._total([each.by_points for each in self.types if each.crime_type != ANTI_SOCIAL])


def own_areas_of(viewer: Viewer) -> QuerySet[OwnArea]:
    """The partnership's own areas by name, each with its extents."""
    mine: QuerySet[OwnArea] = OwnArea.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership").prefetch_related(
        Prefetch("extents", Extent.objects.select_related("by").order_by("-from_on"))
    )


def premises_of(viewer: Viewer) -> QuerySet[Premises]:
    """The partnership's premises by name, each with its conditions."""
    mine: QuerySet[Premises] = Premises.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership").prefetch_related("conditions")


def condition(viewer: Viewer, premises: Premises, pk: int) -> Condition:
    """One condition of the premises; raises DoesNotExist."""
    mine: QuerySet[Condition] = Condition.objects.filter(partnership=viewer.partnership, premises=premises)
    return mine.select_related("premises").get(pk=pk)


def public_premises(slug: str, today: date) -> tuple[Partnership, list[Premises]] | None:
    """For anybody: a partnership's public premises with the conditions that hold today; None where there are none."""
    with scopes_disabled():
        holding = Condition.objects.filter(from_on__lte=today).filter(Q(until_on=None) | Q(until_on__gte=today))
        found = Premises.objects.filter(may_be_public(), partnership__slug=slug)
        found = found.public(today).select_related("partnership")
        shown = list(found.prefetch_related(Prefetch("conditions", holding)).order_by("name"))
    return (shown[0].partnership, shown) if shown else None


def surroundings(viewer: Viewer, snapshot: Snapshot, text: str, today: date) -> Area:
    """
    Where a new area is looked for: the area named, or the partnership's own areas together.

    Raises UnknownArea, AmbiguousArea or NothingHeld; an Area without LSOAs where nothing is named and it has none.
    """
    if text.strip():
        return find_area(snapshot, text)
    lsoas = {lsoa for part in parts(viewer.partnership, today) for lsoa in find_area(snapshot, part.code).lsoas}
    return Area("here", viewer.partnership.name, "together", tuple(sorted(lsoas)))


def lsoa_choices(snapshot: Snapshot, area: Area) -> list[tuple[str, list[tuple[str, str]]]]:
    """The area's LSOAs by ward, for a form: codes, and names with codes."""
    if not area.lsoas:
        return []
    places = geography.places(snapshot, area.lsoas)
    places["ward_name"] = places["ward_name"].fillna("Ward not known")
    return [
        (str(ward), [(str(row.lsoa), f"{row.lsoa_name} ({row.lsoa})") for row in rows.itertuples()])
        for ward, rows in places.groupby("ward_name", observed=True)
    ]


def paper(viewer: Viewer, snapshot: Snapshot, area: Area) -> dict[str, Any]:
    """What a new area is drawn on: the LSOAs around as GeoJSON, with the bounds of all of them."""
    import shapely

    shapes = light_lsoas(snapshot, area.lsoas)
    features = [
        {"type": "Feature", "properties": {"name": code}, "geometry": geojson(shape)} for code, shape in shapes.items()
    ]
    bounds = [round(edge, 5) for edge in shapely.union_all(list(shapes.values())).bounds] if shapes else None
    return {"collection": {"type": "FeatureCollection", "features": features}, "bounds": bounds}


def drawn(snapshot: Snapshot, area: OwnArea, extent: Extent) -> Map | None:
    """The extent on a map of the LSOAs that it touches; None where no boundary of theirs is held."""
    shares = {fit["lsoa"]: fit["share"] for fit in extent.fit} or dict.fromkeys(extent.lsoas, 1.0)
    shapes = light_lsoas(snapshot, shares)
    if not shapes:
        return None
    counts = set(extent.lsoas)
    return Map(
        title=f"Where {area.name} lies",
        description=f"The LSOAs that {area.name} touches, darker where they count for it, and its boundary.",
        legend=("does not count for it", "counts for it"),
        shapes=tuple(
            Shape(code, code, geojson(shape), category=int(code in counts), value=round(100 * shares[code]))
            for code, shape in shapes.items()
        ),
        boundary=extent.shape,
    )


def counts(snapshot: Snapshot, extent: Extent) -> Counts | None:
    """Rows of the last months held of every force that covers it, both ways; None where no month is."""
    covered = Area(
        extent.area.code, extent.area.name, "own", tuple(extent.lsoas or [fit["lsoa"] for fit in extent.fit])
    )
    try:
        held = crimes.months_held(snapshot, force_names_covering(snapshot, covered))
    except NothingHeld:
        return None
    whole = set.intersection(*held.values()) if held else set()
    if not whole:
        return None
    last = max(whole)
    months = tuple(month for month in last.minus(MONTHS - 1).to(last) if month in whole)
    by_lsoa = _by_type(crimes.area_counts(snapshot, extent.lsoas, months)) if extent.lsoas else None
    by_points = None
    if extent.shape:
        by_points = _by_type(own_areas.counts_within(snapshot, _geometry(extent), months))
    types = sorted({*(by_lsoa or {}), *(by_points or {})})
    return Counts(
        months,
        [
            Counted(
                each,
                None if by_lsoa is None else by_lsoa.get(each, 0),
                None if by_points is None else by_points.get(each, 0),
            )
            for each in types
        ],
    )


def _geometry(extent: Extent) -> Any:
    from shapely.geometry import shape

    return shape(extent.shape or {})


def _by_type(frame: Any) -> dict[str, int]:
    totals = frame.groupby("crime_type", observed=True)["n"].sum()
    return {str(crime_type): int(n) for crime_type, n in totals.items()}
