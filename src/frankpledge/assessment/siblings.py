"""Which areas an area is set beside, with the counts and residents that make them comparable."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from frankpledge.archive import areas, crimes, geography
from frankpledge.archive.archive import NothingHeld
from frankpledge.archive.areas import Area
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.main_types import Offence
from frankpledge.assessment.period import join, spell

if TYPE_CHECKING:
    import pandas as pd

PLURALS = {
    "csp": "partnerships", "council": "councils", "ward": "wards", "lsoa": "LSOAs", "force": "force areas",
    "own": "own areas", "together": "counties",
}  # fmt: skip


@dataclass(frozen=True)
class Siblings:
    """
    Areas side by side. `name` says which they are ("the 16 partnerships of Thames Valley"), `plural` what
    kind; `left_out` says of each area that is not here, why.

    `counts` has area (code), crime_type and n: rows of the held months of the period, by the stated LSOA.
    `residents` is by area code.
    """

    name: str
    plural: str
    areas: tuple[Area, ...]
    residents: dict[str, int]
    counts: "pd.DataFrame"
    left_out: tuple[str, ...] = ()

    def count(self, area: Area, offence: Offence) -> int:
        return offence.count(self._by_type.get(area.code, {}))

    @cached_property
    def _by_type(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for code, crime_type, n in zip(self.counts["area"], self.counts["crime_type"], self.counts["n"], strict=True):
            found.setdefault(str(code), {})[str(crime_type)] = int(n)
        return found


def of_the_same_kind(evidence: Evidence) -> Siblings:
    """
    The areas that a reader would set this one beside: for a partnership those of its force, for a force, or for
    partnerships taken together, the partnerships in it, for a council the councils of its force, for a ward the wards
    of its partnership, for an LSOA the LSOAs of its ward. An area that a partnership drew has none: it is alone.
    """
    snapshot, area = evidence.snapshot, evidence.area
    if area.kind == "own":
        return _counted(evidence, [area], PLURALS["own"], "of the partnership")
    if area.kind == "together":
        inside = [one for one in areas.partnerships(snapshot) if set(one.lsoas) <= set(area.lsoas)]
        return _counted(evidence, inside, "partnerships", f"of {area.name}")
    here = geography.places(snapshot, area.lsoas)
    if area.kind in ("csp", "force"):
        found = [
            partnership
            for force in _codes(here["force"])
            for partnership in areas.partnerships_of_force(snapshot, force)
        ]
        return _counted(evidence, found, "partnerships", f"of {join(_names(here['force_name']))}")
    if area.kind == "council":
        around = [
            lsoa
            for force in _codes(here["force"])
            for partnership in areas.partnerships_of_force(snapshot, force)
            for lsoa in partnership.lsoas
        ]
        of = join(_names(here["force_name"]))
    elif area.kind == "ward":
        around = lsoas_of_partnerships(evidence, here)
        of = join(_names(here["csp_name"]))
    else:
        around = lsoas_of_partnerships(evidence, here)
        of = join(_names(here["ward_name"]))
    places = geography.places(snapshot, around)
    if area.kind == "lsoa":
        places = places[places["ward"].isin(_codes(here["ward"]))]
    column = {"council": "council", "ward": "ward", "lsoa": "lsoa"}[area.kind]
    found = [
        Area(str(code), str(rows[f"{column}_name"].iloc[0]), area.kind, tuple(sorted(rows["lsoa"])))
        for code, rows in places.groupby(column, observed=True)
    ]
    return _counted(evidence, found, PLURALS[area.kind], f"of {of}")


def of_peers(evidence: Evidence, peers: Sequence[str]) -> Siblings:
    """The area among the `peers` it is stated to be like (codes or names); raises what `find_area` raises."""
    chosen = [areas.find_area(evidence.snapshot, text) for text in peers]
    found = {area.code: area for area in (evidence.area, *chosen)}
    kinds = {area.kind for area in found.values()}
    plural = PLURALS[kinds.pop()] if len(kinds) == 1 else "areas"
    return _counted(evidence, list(found.values()), plural, "in the stated peer group")


def lsoas_of_partnerships(evidence: Evidence, here: "pd.DataFrame") -> list[str]:
    """Every LSOA of the partnerships that hold an area's LSOAs, whose `places` are `here`."""
    wanted = set(_codes(here["csp"]))
    return [
        lsoa
        for force in _codes(here["force"])
        for partnership in areas.partnerships_of_force(evidence.snapshot, force)
        if partnership.code in wanted
        for lsoa in partnership.lsoas
    ]


def _counted(evidence: Evidence, found: Sequence[Area], plural: str, whose: str) -> Siblings:
    """
    Only areas for which the same months are held, and whose residents are known, are set side by side.
    """
    snapshot, held = evidence.snapshot, evidence.period.held
    kept, left_out = [], []
    forces = {area.code: _forces(evidence, area) for area in found}
    months = crimes.months_held(snapshot, tuple({name for names in forces.values() for name in names}))
    residents = _residents(evidence, found)
    for area in sorted(found, key=lambda area: (area.name, area.code)):
        lacking = [month for month in held if any(month not in months.get(name, ()) for name in forces[area.code])]
        if lacking:
            left_out.append(f"{area.name} is left out: {spell(lacking)} not held for it.")
        elif area.code not in residents:
            left_out.append(f"{area.name} is left out: its residents are not known (Census 2021 not loaded for it).")
        else:
            kept.append(area)
    area_of = {lsoa: area.code for area in kept for lsoa in area.lsoas}
    rows = crimes.area_counts(snapshot, tuple(area_of), held)
    counts = (
        rows.assign(area=rows["lsoa"].map(area_of)).groupby(["area", "crime_type"], observed=True)["n"].sum()
    ).reset_index()
    name = f"the {len(kept)} {plural} {whose}"
    return Siblings(name, plural, tuple(kept), residents, counts, tuple(left_out))


def _forces(evidence: Evidence, area: Area) -> tuple[str, ...]:
    if set(area.lsoas) <= set(evidence.area.lsoas):
        return evidence.force_names
    return tuple(areas.force_names_covering(evidence.snapshot, area))


def _residents(evidence: Evidence, found: Sequence[Area]) -> dict[str, int]:
    lsoas = [lsoa for area in found for lsoa in area.lsoas]
    try:
        known = geography.residents(evidence.snapshot, lsoas).dropna(subset=["residents"])
    except NothingHeld:
        return {}
    by_lsoa = dict(zip(known["lsoa"], known["residents"].astype(int), strict=True))
    return {
        area.code: sum(int(by_lsoa[lsoa]) for lsoa in area.lsoas)
        for area in found
        if all(lsoa in by_lsoa for lsoa in area.lsoas)
    }


def _codes(column: "pd.Series[str]") -> list[str]:
    return sorted({str(code) for code in column.dropna()})


def _names(column: "pd.Series[str]") -> list[str]:
    return sorted({str(name) for name in column.dropna()})
