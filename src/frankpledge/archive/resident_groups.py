"""How many residents of each age, sex and ethnic group an area has, where the archive holds them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import ibis

from frankpledge.archive.archive import Snapshot

GROUPS, AGES = "census2021_groups", "population_mid_year_lsoa21"
Characteristic = Literal["age", "sex", "ethnicity"]


@dataclass(frozen=True)
class ResidentGroups:
    """Residents by group (of ages: by single year, "0" to "90", the last of 90 and over), and where they come from."""

    dataset: str
    words: str
    residents: dict[str, int]


def resident_groups(
    snapshot: Snapshot, lsoas: Collection[str], characteristic: Characteristic
) -> ResidentGroups | None:
    """None where they are not held of every one of the LSOAs: a rate on half the residents would be twice too high."""
    dataset = AGES if characteristic == "age" else GROUPS
    if not snapshot.holds(dataset):
        return None
    return _by_age(snapshot, lsoas) if characteristic == "age" else _by_group(snapshot, lsoas, characteristic)


def _by_group(snapshot: Snapshot, lsoas: Collection[str], characteristic: str) -> ResidentGroups | None:
    table: Any = snapshot.rows(GROUPS)
    table = _of(table.filter(table.characteristic == characteristic), "lsoa", lsoas)
    rows = table.select("lsoa", "group", "residents").to_pyarrow().to_pylist()
    if {row["lsoa"] for row in rows} != set(lsoas):
        return None
    found: dict[str, int] = {}
    for row in rows:
        found[row["group"]] = found.get(row["group"], 0) + int(row["residents"])
    return ResidentGroups(GROUPS, "usual residents, Census 2021", dict(sorted(found.items())))


def _by_age(snapshot: Snapshot, lsoas: Collection[str]) -> ResidentGroups | None:
    table: Any = snapshot.rows(AGES)
    rows = _of(table, "lsoa21", lsoas).to_pyarrow().to_pylist()
    years = sorted({int(row["year"]) for row in rows}, reverse=True)
    for year in years:
        own = [row for row in rows if row["year"] == year]
        if {row["lsoa21"] for row in own} == set(lsoas):
            ages = {str(age): sum(int(row[f"age_{age}"]) for row in own) for age in range(91)}
            return ResidentGroups(AGES, f"residents, mid-{year}", ages)
    return None


def _of(table: Any, column: str, lsoas: Collection[str]) -> Any:
    return table.semi_join(ibis.memtable({column: sorted(set(lsoas))}, schema={column: "string"}), column)
