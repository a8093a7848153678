"""The names and codes of all areas that the archive knows, whether or not their LSOAs are known too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.archive.places import all_places, partnerships_of_councils

# Those with an ONS code; then a partnership's own area, and several partnerships taken together.
Kind = Literal["csp", "council", "force", "ward", "lsoa", "own", "together"]
# In the order in which a bare name is looked for.
KINDS: tuple[Kind, ...] = ("csp", "council", "force", "ward", "lsoa")
LABELS: dict[Kind, str] = {
    "csp": "Community Safety Partnership",
    "council": "council",
    "force": "police force area",
    "ward": "ward",
    "lsoa": "LSOA",
    "own": "own area",
    "together": "partnerships together",
}
WITHIN: dict[Kind, Kind] = {"csp": "force", "council": "force", "ward": "council", "lsoa": "council"}


@dataclass(frozen=True)
class AreaName:
    """
    An area without its LSOAs, for lists. `within` names the larger area it lies in, to tell namesakes apart.

    `lsoa_count` is 0 for an area of which the archive knows the name only.
    """

    code: str
    name: str
    kind: Kind
    lsoa_count: int = 0
    within: str = ""

    @property
    def kind_label(self) -> str:
        return LABELS[self.kind]

    @property
    def label(self) -> str:
        """For people: "ward Abbey in Reading"."""
        return f"{self.kind_label} {self.name}" + (f" in {self.within}" if self.within else "")


_read: "WeakKeyDictionary[Snapshot, tuple[AreaName, ...]]" = WeakKeyDictionary()


def area_names(snapshot: Snapshot) -> tuple[AreaName, ...]:
    """Every area by kind and name; raises NothingHeld where no look-up is held."""
    if snapshot not in _read:
        known = {(area.kind, area.code): area for area in _without_lsoas(snapshot)}
        known |= {(area.kind, area.code): area for area in _with_lsoas(snapshot)}
        _read[snapshot] = tuple(sorted(known.values(), key=lambda area: (KINDS.index(area.kind), area.name, area.code)))
    return _read[snapshot]


def _with_lsoas(snapshot: Snapshot) -> Iterator[AreaName]:
    places = all_places(snapshot)
    for kind in KINDS:
        larger = f"{WITHIN[kind]}_name" if kind in WITHIN else f"{kind}_name"
        known = places.dropna(subset=[kind]).groupby(kind, observed=True)
        areas = known.agg(name=(f"{kind}_name", "first"), larger=(larger, "first"), count=("lsoa", "size"))
        for code, name, around, count in areas.itertuples(name=None):
            within = around if kind in WITHIN and isinstance(around, str) else ""
            yield AreaName(code, name if isinstance(name, str) else code, kind, int(count), within)


def _without_lsoas(snapshot: Snapshot) -> Iterator[AreaName]:
    """Partnerships, councils and forces from the look-up that names them, and forces and councils from boundaries."""
    councils = partnerships_of_councils(snapshot)
    if councils is not None:
        named_there: tuple[Kind, ...] = ("csp", "council", "force")
        for kind in named_there:
            for code, name in councils[[kind, f"{kind}_name"]].dropna().drop_duplicates(kind).itertuples(index=False):
                yield AreaName(code, name, kind)
    shapes: tuple[Kind, ...] = ("council", "force")
    for level in shapes:
        dataset = f"boundaries_{level}"
        if snapshot.holds(dataset):
            shown = snapshot.rows(dataset).select("code", "name").distinct().to_pyarrow().to_pylist()
            yield from (AreaName(row["code"], row["name"], level) for row in shown if row["name"])


def same_name(name: str) -> str:
    """
    A name as it is compared: without regard to case, signs and spaces.

    >>> same_name("  Devon &  Cornwall") == same_name("devon and cornwall")
    True
    """
    words = name.casefold().replace("&", " and ").replace("’", "").replace("'", "")
    return " ".join(re.sub(r"[^\w]+", " ", words).split())


def formerly(snapshot: Snapshot, code_or_name: str) -> list[str]:
    """What a council that is no more became: "North Yorkshire (E06000065)"; empty where that is not known."""
    if not snapshot.holds("council_changes"):
        return []
    changes = snapshot.rows("council_changes").to_pyarrow().to_pandas()
    gone = changes[changes["code"] != changes["now_code"]]
    asked = same_name(code_or_name)
    found = gone[(gone["code"].str.casefold() == asked) | (gone["name"].fillna("").map(same_name) == asked)]
    became = found[["now_code", "now_name"]].itertuples(index=False, name=None)
    return sorted({f"{name} ({code})" if isinstance(name, str) else code for code, name in became})


def now_lsoas(snapshot: Snapshot, code: str) -> list[str]:
    """The LSOAs of 2021 that an LSOA of 2011 became; empty where that is not known."""
    try:
        table = snapshot.rows("lsoa11_lsoa21")
    except NothingHeld:
        return []
    found = table.filter(table.lsoa11 == code.upper()).select("lsoa21").to_pyarrow()
    return sorted(found["lsoa21"].to_pylist())
