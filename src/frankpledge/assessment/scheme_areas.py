"""The places of a scheme: which LSOAs it was done in, and which it is judged beside."""

from collections.abc import Collection
from dataclasses import dataclass

from frankpledge.archive import geography
from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.archive.areas import AmbiguousArea, UnknownArea, find_area
from frankpledge.archive.places import all_places
from frankpledge.assessment.scheme import TOUCHING, Scheme
from frankpledge.counted import counted

NEAR = 1e-5  # degrees, about a metre: boundaries that are drawn twice do not meet exactly
NAMES = {
    "treated": "where it was done",
    "comparison": "the comparison",
    "around": "around it",
    "around_comparison": "around the comparison",
}
CHOSEN_BY_RULE = {**NAMES, "around_comparison": "set beside what is around it"}


@dataclass(frozen=True)
class SchemeAreas:
    """
    LSOA codes, none of them in two of the four. `donors` are other areas, each with its LSOAs. `by_rule`: what is
    compared was chosen for how much it had recorded, so that nothing of it need lie around anything else.
    """

    treated: tuple[str, ...]
    comparison: tuple[str, ...]
    around: tuple[str, ...]
    around_comparison: tuple[str, ...]
    donors: tuple[tuple[str, tuple[str, ...]], ...]
    by_rule: bool = False

    @property
    def names(self) -> dict[str, str]:
        """What each of the four is called, in the middle of a sentence."""
        return CHOSEN_BY_RULE if self.by_rule else NAMES

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Those of the four that there are, by name."""
        return {name: lsoas for name in NAMES if (lsoas := getattr(self, name))}

    @property
    def all(self) -> tuple[str, ...]:
        every = {lsoa for lsoas in self.parts.values() for lsoa in lsoas}
        return tuple(sorted(every | {lsoa for _, lsoas in self.donors for lsoa in lsoas}))


def find_areas(snapshot: Snapshot, scheme: Scheme) -> SchemeAreas:
    """Raises BadScheme, with the line, for a place that is not held, is not clear, or stands in two lists."""
    treated = _lsoas(snapshot, scheme, "treated", scheme.treated)
    comparison = _lsoas(snapshot, scheme, "comparison", scheme.comparison)
    listed = {
        name: _lsoas(snapshot, scheme, name, wanted)
        for name in ("around", "around_comparison")
        if not isinstance(wanted := getattr(scheme, name), str)
    }
    _refuse_overlaps(scheme, {"treated": treated, "comparison": comparison, **listed})
    for name, of in (("around", treated), ("around_comparison", comparison)):
        if getattr(scheme, name) == TOUCHING:
            # What is already in another list is that, and not around; the first named comes first.
            taken = {*treated, *comparison, *(lsoa for lsoas in listed.values() for lsoa in lsoas)}
            listed[name] = _touching(snapshot, scheme, name, of, taken)
    donors = tuple((text, _lsoas(snapshot, scheme, "donors", (text,))) for text in scheme.donors)
    for text, lsoas in donors:
        if set(lsoas) & set(treated):
            raise scheme.fault("donors", text, f"{text} holds a part of where it was done: a donor must not")
    return SchemeAreas(treated, comparison, listed["around"], listed["around_comparison"], donors)


def side_by_side(snapshot: Snapshot, found: SchemeAreas) -> tuple[str, ...]:
    """LSOAs of the comparison that touch where it was done; none where there is no boundary to tell by."""
    import shapely

    try:
        shapes = geography.boundaries(snapshot, "lsoa21", [*found.treated, *found.comparison])
    except NothingHeld:
        return ()
    ours = [shapes[code] for code in found.treated if code in shapes]
    theirs = [code for code in found.comparison if code in shapes]
    done = shapely.union_all(ours).buffer(NEAR)
    return tuple(code for code in theirs if shapes[code].intersects(done)) if ours else ()


def _lsoas(snapshot: Snapshot, scheme: Scheme, key: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
    found: set[str] = set()
    for text in wanted:
        try:
            area = find_area(snapshot, text)
        except (UnknownArea, AmbiguousArea) as error:
            raise scheme.fault(key, text, str(error)) from None
        if twice := found & set(area.lsoas):
            raise scheme.fault(
                key, text, f"{text} stands here twice, or lies in another place of the list ({min(twice)})"
            )
        found |= set(area.lsoas)
    return tuple(sorted(found))


def _refuse_overlaps(scheme: Scheme, found: dict[str, tuple[str, ...]]) -> None:
    names = [name for name in NAMES if found.get(name)]
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            both = sorted(set(found[one]) & set(found[other]))
            if both:
                raise scheme.fault(
                    other, None,
                    f"{NAMES[one]} and {NAMES[other]} share {counted(len(both), 'LSOA')} ({', '.join(both[:3])}): a place can be only "
                    "one of the two",
                )  # fmt: skip


def _touching(
    snapshot: Snapshot, scheme: Scheme, key: str, of: tuple[str, ...], taken: Collection[str]
) -> tuple[str, ...]:
    import shapely

    places = all_places(snapshot)
    forces = set(places.loc[places["lsoa"].isin(of), "force"])
    # Of the whole force: an edge of a council is no edge of crime, and another force records in its own way.
    nearby = [str(lsoa) for lsoa in places.loc[places["force"].isin(forces), "lsoa"]]
    try:
        every = geography.boundaries(snapshot, "lsoa21", nearby)
    except NothingHeld:
        raise scheme.fault(
            key, None, "the boundaries of LSOAs are not held, so list the places around by code"
        ) from None
    missing = sorted(set(of) - set(every))
    if missing:
        raise scheme.fault(key, None, f"no boundary of {missing[0]} is held, so list the places around by code")
    codes = sorted(every)
    shape = shapely.union_all([every[code] for code in of]).buffer(NEAR)
    near = shapely.STRtree([every[code] for code in codes]).query(shape, predicate="intersects")
    found = tuple(sorted({codes[at] for at in near} - set(taken) - set(of)))
    if not found:
        raise scheme.fault(key, None, "nothing touches it that is not in another list: name the places around yourself")
    return found
