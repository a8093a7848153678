"""
Where an action was done, what it is set beside, and the places around both, as LSOAs.

A comparison that somebody names is taken as it is. Otherwise it is chosen by this rule, fixed beforehand, which looks
at the months before the start alone: of the partnership's other LSOAs that do not touch where it was done, as many as
it has, whose recorded number was nearest to its own; and of what is left, in the same way, as many as lie around it.
A comparison that was as high before falls back as much by itself; and one at the same level can be set beside it in
number as well as in proportion (displacement.py).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from frankpledge.archive import crimes, geography
from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.archive.areas import AmbiguousArea, Area, UnknownArea, find_area, force_names_covering
from frankpledge.archive.places import all_places
from frankpledge.assessment.evidence import ANTI_SOCIAL
from frankpledge.assessment.scheme_areas import NEAR, SchemeAreas
from frankpledge.counted import counted
from frankpledge.web.evaluations.models import ActionPlace
from frankpledge.web.places import areas as ours

MONTHS_LOOKED_AT = 24


class NotAPlace(ValueError):
    """A place is not known, or stands in two lists; the message is for whoever named it."""


@dataclass(frozen=True)
class Around:
    """The LSOAs of all parts, and in words what the place is set beside."""

    areas: SchemeAreas
    against: str


def lay_out(snapshot: Snapshot, place: ActionPlace) -> Around:
    """Raises NotAPlace, or NothingHeld where a look-up is missing."""
    treated = lsoas_of(snapshot, place.places, place)
    if place.comparison:
        named = lsoas_of(snapshot, place.comparison, place)
        if both := sorted(set(treated) & set(named)):
            raise NotAPlace(
                f"The place and its comparison share {counted(len(both), 'LSOA')} ({both[0]}): choose another."
            )
        nearby = _of_the_force(snapshot, treated)
        around = _touching(snapshot, treated, nearby - {*treated, *named})
        beside = _touching(snapshot, named, nearby - {*treated, *named, *around}) if around else ()
        names = ", ".join(each["name"] for each in place.comparison)
        return Around(
            SchemeAreas(treated, named, around if beside else (), beside, ()), f"Set beside {names}, which was named."
        )
    return _chosen(snapshot, place, treated)


def lsoas_of(snapshot: Snapshot, named: Sequence[dict[str, str]], place: ActionPlace) -> tuple[str, ...]:
    """The LSOAs of all of the places, as they were when it began."""
    found: set[str] = set()
    for each in named:
        try:
            found |= set(ours.find(snapshot, each["code"], place.since).lsoas)
        except (UnknownArea, AmbiguousArea) as error:
            raise NotAPlace(str(error)) from None
    return tuple(sorted(found))


def _chosen(snapshot: Snapshot, place: ActionPlace, treated: tuple[str, ...]) -> Around:
    pool: set[str] = set()
    for part in ours.parts(place.partnership, place.since):
        pool |= set(find_area(snapshot, part.code).lsoas)
    others = pool - set(treated)
    around = _touching(snapshot, treated, others)
    far = sorted(others - set(around))
    if not far:
        return Around(
            SchemeAreas(treated, (), (), (), ()),
            "Set beside nothing: it was done in nearly all of the partnership’s area.",
        )
    before = _before(snapshot, place, pool | set(treated))
    chosen = _alike(before, treated, far)
    rest = _alike(before, around, sorted(set(far) - set(chosen)))
    has_both = bool(around and rest)
    against = (
        f"Set beside {counted(len(chosen), 'LSOA')} of the partnership’s area that had recorded nearest to as much before "
        "it began, and do not touch it: chosen by a fixed rule, before looking at what came after."
    )
    if has_both:
        against += (
            f" The {counted(len(around), 'LSOA')} around it, where crime may have moved to, are set beside "
            f"{counted(len(rest), 'LSOA')} chosen in the same way."
        )
    parts = (treated, chosen, around if has_both else (), rest if has_both else (), ())
    return Around(SchemeAreas(*parts, by_rule=True), against)


def _alike(before: dict[str, int], of: Collection[str], among: Sequence[str]) -> tuple[str, ...]:
    """As many of `among` as there are in `of`, or all, whose number before was nearest to theirs."""
    level = sum(before.get(lsoa, 0) for lsoa in of) / max(1, len(of))
    nearest = sorted(among, key=lambda lsoa: (abs(before.get(lsoa, 0) - level), lsoa))
    return tuple(sorted(nearest[: len(of)]))


def _before(snapshot: Snapshot, place: ActionPlace, lsoas: Collection[str]) -> dict[str, int]:
    """Rows by LSOA in the months before it began; empty where none are held."""
    forces = force_names_covering(snapshot, Area("place", "place", "lsoa", tuple(sorted(lsoas))))
    held = crimes.months_held(snapshot, forces) if forces and snapshot.holds(crimes.STREET) else {}
    whole = set.intersection(*held.values()) if held else set()
    months = [month for month in place.start.minus(MONTHS_LOOKED_AT).to(place.start.minus(1)) if month in whole]
    if not months:
        return {}
    rows = crimes.area_counts(snapshot, sorted(lsoas), months)
    wanted = rows["crime_type"].isin(place.crime_types) if place.crime_types else rows["crime_type"] != ANTI_SOCIAL
    return {str(lsoa): int(n) for lsoa, n in rows[wanted].groupby("lsoa")["n"].sum().items()}


def _of_the_force(snapshot: Snapshot, lsoas: Collection[str]) -> set[str]:
    """Every LSOA of the forces of these: an edge of a council is no edge of crime."""
    places = all_places(snapshot)
    forces = set(places.loc[places["lsoa"].isin(set(lsoas)), "force"])
    return {str(lsoa) for lsoa in places.loc[places["force"].isin(forces), "lsoa"]}


def _touching(snapshot: Snapshot, of: Collection[str], among: Collection[str]) -> tuple[str, ...]:
    """Those of `among` that touch; none where no boundary is held to tell by."""
    import shapely

    try:
        shapes = geography.boundaries(snapshot, "lsoa21", [*of, *among])
    except NothingHeld:
        return ()
    done = [shapes[code] for code in of if code in shapes]
    codes = sorted(code for code in among if code in shapes)
    if not done or not codes:
        return ()
    near = shapely.STRtree([shapes[code] for code in codes]).query(
        shapely.union_all(done).buffer(NEAR), predicate="intersects"
    )
    return tuple(sorted({codes[at] for at in near}))
