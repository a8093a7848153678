"""Areas by name or code, and the LSOAs that make them up."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from frankpledge.archive.archive import Snapshot
from frankpledge.archive.places import all_places
from frankpledge.sources.force_names import forces_of

Kind = Literal["csp", "council", "force", "ward", "lsoa"]
# In the order in which a bare name is looked for.
KINDS: tuple[Kind, ...] = ("csp", "council", "force", "ward", "lsoa")
LABELS: dict[Kind, str] = {
    "csp": "Community Safety Partnership",
    "council": "council",
    "force": "police force area",
    "ward": "ward",
    "lsoa": "LSOA",
}


@dataclass(frozen=True)
class AreaName:
    """An area without its LSOAs, for lists."""

    code: str
    name: str
    kind: Kind
    lsoa_count: int = 0

    @property
    def kind_label(self) -> str:
        return LABELS[self.kind]


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


class AmbiguousArea(LookupError):
    """Several areas have this name; `candidates` are they."""

    def __init__(self, text: str, candidates: list[AreaName]):
        self.candidates = candidates
        listed = "; ".join(f"{area.code} ({area.kind_label} {area.name})" for area in candidates)
        super().__init__(f"“{text}” could be several areas. Use the code of the one you mean: {listed}")


def find_area(snapshot: Snapshot, text: str) -> Area:
    """
    The area of that code or name. A bare name means a partnership, else a council, else a force, else a ward, else
    an LSOA; `csp:`, `council:`, `force:`, `ward:` or `lsoa:` before it chooses. Upper and lower case are alike.

    Raises UnknownArea, AmbiguousArea, and NothingHeld where no look-up is held.
    """
    names = _names(snapshot)
    wanted, kinds = text.strip(), KINDS
    prefix, colon, rest = wanted.partition(":")
    if colon and prefix.strip().lower() in KINDS:
        wanted, kinds = rest.strip(), (prefix.strip().lower(),)  # type: ignore[assignment]
    by_code = [area for area in names if area.code.lower() == wanted.lower() and area.kind in kinds]
    if by_code:
        return _whole(snapshot, by_code[0])
    for kind in kinds:
        found = [area for area in names if area.kind == kind and area.name.casefold() == wanted.casefold()]
        if kind == "force" and not found:
            found = [
                area for area in names
                if area.kind == "force" and wanted.casefold() in {n.casefold() for n in forces_of([area.name])}
            ]  # fmt: skip
        if len(found) == 1:
            return _whole(snapshot, found[0])
        if found:
            raise AmbiguousArea(text, found)
    near = get_close_matches(wanted.casefold(), {area.name.casefold() for area in names if area.kind in kinds}, n=5)
    hint = [f"{area.name} ({area.kind_label}, {area.code})" for area in names if area.name.casefold() in near][:6]
    did_you_mean = f" Did you mean {'; '.join(hint)}?" if hint else ""
    raise UnknownArea(f"No area held is called “{text}”.{did_you_mean} “frankpledge areas” lists them.")


def search(snapshot: Snapshot, text: str = "", kind: Kind | None = None) -> list[AreaName]:
    """Every area whose name or code holds `text`, by kind and name."""
    sought = text.casefold()
    found = [area for area in _names(snapshot) if sought in area.name.casefold() or sought == area.code.casefold()]
    return [area for area in found if kind is None or area.kind == kind]


def partnerships(snapshot: Snapshot) -> list[Area]:
    """Every Community Safety Partnership whose LSOAs are known, by name."""
    return _grouped(snapshot, "csp")


def partnerships_of_force(snapshot: Snapshot, force_code: str) -> list[Area]:
    """The partnerships with an LSOA in a police force area, by name."""
    places = all_places(snapshot)
    own = set(places.loc[places["force"] == force_code, "csp"].dropna())
    return [area for area in partnerships(snapshot) if area.code in own]


def force_of(snapshot: Snapshot, area: Area) -> AreaName | None:
    """The police force area that holds most of an area's LSOAs, or None where that is not known."""
    places = all_places(snapshot)
    own = places[places["lsoa"].isin(area.lsoas)].dropna(subset=["force"])
    if own.empty:
        return None
    code = sorted(own["force"].value_counts().items(), key=lambda pair: (-pair[1], pair[0]))[0][0]
    name = own.loc[own["force"] == code, "force_name"].iloc[0]
    return AreaName(str(code), str(name), "force", int((places["force"] == code).sum()))


def force_names_covering(snapshot: Snapshot, area: Area) -> tuple[str, ...]:
    """The forces that police an area, as data.police.uk names them."""
    places = all_places(snapshot)
    names = places.loc[places["lsoa"].isin(area.lsoas), "force_name"].dropna().unique()
    held: list[str] = []
    if snapshot.holds("police_uk_street"):
        street = snapshot.rows("police_uk_street")
        held = street.select("force").distinct().to_pyarrow()["force"].to_pylist()
    return forces_of([str(name) for name in names], held)


def _names(snapshot: Snapshot) -> list[AreaName]:
    places = all_places(snapshot)
    found: list[AreaName] = []
    for kind in KINDS:
        known = places.dropna(subset=[kind])
        counted = known.groupby([kind, f"{kind}_name"], dropna=False, observed=True).size()
        found += [
            AreaName(str(code), str(name), kind, int(n))
            for (code, name), n in zip(counted.index.to_flat_index(), counted, strict=True)
        ]
    return sorted(found, key=lambda area: (KINDS.index(area.kind), area.name, area.code))


def _whole(snapshot: Snapshot, area: AreaName) -> Area:
    places = all_places(snapshot)
    return Area(area.code, area.name, area.kind, tuple(places.loc[places[area.kind] == area.code, "lsoa"]))


def _grouped(snapshot: Snapshot, kind: Kind) -> list[Area]:
    places = all_places(snapshot).dropna(subset=[kind])
    groups = places.groupby(kind, observed=True)
    areas = [Area(str(code), str(own[f"{kind}_name"].iloc[0]), kind, tuple(own["lsoa"])) for code, own in groups]
    return sorted(areas, key=lambda area: (area.name, area.code))
