"""Areas by name or code, and the LSOAs that make them up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from frankpledge.archive.archive import Snapshot
from frankpledge.archive.area_names import (
    KINDS,
    LABELS,
    AreaName,
    Kind,
    area_names,
    formerly,
    now_lsoas,
    same_name,
)
from frankpledge.archive.places import all_places
from frankpledge.sources.force_names import forces_of

__all__ = [
    "KINDS",
    "AmbiguousArea",
    "Area",
    "AreaName",
    "AreaNotLoaded",
    "Kind",
    "UnknownArea",
    "find_area",
    "force_names_covering",
    "force_of",
    "partnerships",
    "partnerships_of_force",
    "search",
]

CODE = re.compile(r"[EWSN]\d{8}", re.IGNORECASE)
LOOK_UP = {
    "csp": "LSOA to council and Community Safety Partnership (columns such as LSOA21CD, LAD24CD, CSP24CD)",
    "council": "LSOA to ward and council (columns such as LSOA21CD, WD24CD, LAD24CD)",
    "force": "LSOA to council, Community Safety Partnership and police force (LSOA21CD, LAD24CD, CSP24CD, PFA24CD)",
    "ward": "LSOA to ward and council (columns such as LSOA21CD, WD24CD, LAD24CD)",
    "lsoa": "LSOA to ward and council (columns such as LSOA21CD, WD24CD, LAD24CD)",
}


@dataclass(frozen=True)
class Area:
    """A place that figures can be about, as the LSOAs (2021) that make it up."""

    code: str
    name: str
    kind: Kind
    lsoas: tuple[str, ...]

    @property
    def kind_label(self) -> str:
        return LABELS[self.kind]


class UnknownArea(LookupError):
    """No area has this code or name; the message says what is near it."""


class AreaNotLoaded(UnknownArea):
    """The area is known by name, but no look-up says which LSOAs make it up; the message says which to load."""

    def __init__(self, area: AreaName):
        super().__init__(
            f"The archive knows the {area.kind_label} {area.name} ({area.code}) by name only. "
            f"Load a look-up that covers it, {LOOK_UP[area.kind]}."
        )


class AmbiguousArea(LookupError):
    """Several areas have this name; `candidates` are they."""

    def __init__(self, text: str, candidates: Sequence[AreaName]):
        self.candidates = list(candidates)
        listed = "; ".join(f"{area.code} ({area.label})" for area in candidates)
        super().__init__(f"“{text}” could be several areas. Use the code of the one you mean: {listed}")


def find_area(snapshot: Snapshot, text: str) -> Area:
    """
    The area of that code or name. A bare name means a partnership, else a council, else a force, else a ward, else
    an LSOA; `csp:`, `council:`, `force:`, `ward:` or `lsoa:` before it chooses. Upper and lower case are alike.

    Raises UnknownArea, AmbiguousArea, and NothingHeld where no look-up is held.
    """
    wanted, kinds = _chosen(text)
    names = [area for area in area_names(snapshot) if area.kind in kinds]
    if CODE.fullmatch(wanted):
        found = [area for area in names if area.code == wanted.upper()]
        if not found:
            raise _unknown(snapshot, text, wanted, names)
        return _whole(snapshot, found[0])
    asked = same_name(wanted)
    for kind in kinds:
        found = [area for area in names if area.kind == kind and asked in _names_of(area)]
        # A namesake of which no LSOAs are known is no reason to ask which is meant.
        found = [area for area in found if area.lsoa_count] or found
        if len(found) == 1:
            return _whole(snapshot, found[0])
        if found:
            raise AmbiguousArea(text, found)
    raise _unknown(snapshot, text, wanted, names)


def _chosen(text: str) -> tuple[str, tuple[Kind, ...]]:
    """What is looked for, and among which kinds."""
    wanted = text.strip()
    prefix, colon, rest = wanted.partition(":")
    for kind in KINDS:
        if colon and prefix.strip().lower() == kind:
            return rest.strip(), (kind,)
    return wanted, KINDS


def _names_of(area: AreaName) -> set[str]:
    """The names an area goes by; that of a force area includes its force's."""
    forces = forces_of([area.name]) if area.kind == "force" else ()
    return {same_name(name) for name in (area.name, *forces)}


def _unknown(snapshot: Snapshot, text: str, wanted: str, names: Sequence[AreaName]) -> UnknownArea:
    if became := formerly(snapshot, wanted):
        return UnknownArea(f"“{text}” is no longer a council. Its area is now in {', '.join(became)}.")
    if became := now_lsoas(snapshot, wanted):
        return UnknownArea(f"“{text}” is an LSOA of 2011. Its area is now in {', '.join(became)}.")
    if CODE.fullmatch(wanted):
        kind = f" of a {names[0].kind_label}" if len({area.kind for area in names}) == 1 else ""
        return UnknownArea(f"No look-up held has the code {wanted.upper()}{kind}: load one that covers it.")
    hint = _near(wanted, names)
    did_you_mean = f" Did you mean {'; '.join(hint)}?" if hint else ""
    return UnknownArea(f"No area held is called “{text}”.{did_you_mean}")


def _near(wanted: str, names: Sequence[AreaName]) -> list[str]:
    """The areas whose names are most like it, the larger first, no more than six."""
    by_name: dict[str, list[AreaName]] = {}
    for area in names:
        if area.kind != "lsoa" and area.lsoa_count:
            by_name.setdefault(same_name(area.name), []).append(area)
    asked = same_name(wanted)
    close = get_close_matches(asked, by_name, n=5, cutoff=0.7)
    close += [name for name in by_name if asked and asked in name.split() and name not in close]
    return [f"{area.label} ({area.code})" for name in close for area in by_name[name]][:6]


def search(snapshot: Snapshot, text: str = "", kind: Kind | None = None) -> list[AreaName]:
    """Every area whose LSOAs are known and whose name or code holds `text`, by kind and name."""
    sought = text.strip().casefold()
    return [
        area
        for area in area_names(snapshot)
        if area.lsoa_count
        and (kind is None or area.kind == kind)
        and (sought in area.name.casefold() or sought == area.code.casefold())
    ]


def partnerships(snapshot: Snapshot) -> list[Area]:
    """Every Community Safety Partnership whose LSOAs are known, by name."""
    places = all_places(snapshot).dropna(subset=["csp"])
    lsoas = places.groupby("csp", observed=True)["lsoa"].apply(tuple)
    return [
        Area(area.code, area.name, area.kind, lsoas[area.code])
        for area in area_names(snapshot)
        if area.kind == "csp" and area.lsoa_count
    ]


def partnerships_of_force(snapshot: Snapshot, force_code: str) -> list[Area]:
    """The partnerships with an LSOA in a police force area, by name."""
    places = all_places(snapshot)
    own = set(places.loc[places["force"] == force_code, "csp"].dropna())
    return [area for area in partnerships(snapshot) if area.code in own]


def force_of(snapshot: Snapshot, area: Area) -> AreaName | None:
    """The police force area that holds most of an area's LSOAs, or None where that is not known."""
    places = all_places(snapshot)
    counts = places.loc[places["lsoa"].isin(area.lsoas), "force"].dropna().value_counts()
    if counts.empty:
        return None
    code = min(counts.index, key=lambda code: (-counts[code], code))
    return next(known for known in area_names(snapshot) if known.kind == "force" and known.code == code)


def force_names_covering(snapshot: Snapshot, area: Area) -> tuple[str, ...]:
    """The forces that police an area, as data.police.uk names them."""
    places = all_places(snapshot)
    names = places.loc[places["lsoa"].isin(area.lsoas), "force_name"].dropna().unique()
    held: list[str] = []
    if snapshot.holds("police_uk_street"):
        street = snapshot.rows("police_uk_street")
        held = street.select("force").distinct().to_pyarrow()["force"].to_pylist()
    return forces_of([str(name) for name in names], held)


def _whole(snapshot: Snapshot, area: AreaName) -> Area:
    if not area.lsoa_count:
        raise AreaNotLoaded(area)
    places = all_places(snapshot)
    return Area(area.code, area.name, area.kind, tuple(places.loc[places[area.kind] == area.code, "lsoa"]))
