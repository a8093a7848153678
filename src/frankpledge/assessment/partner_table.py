"""Partners' counts by ward and category, with small numbers of restricted data hidden before anyone sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frankpledge.analysis.disclosure import framed, suppress
from frankpledge.archive import areas, geography, partner_counts
from frankpledge.archive.archive import Snapshot
from frankpledge.archive.areas import Area
from frankpledge.assessment.evidence import Evidence
from frankpledge.month import Month

THRESHOLD = 5  # counts under this are hidden in restricted data; a nought is shown
HIDDEN = -1


@dataclass(frozen=True)
class PartnerDataset:
    """What a partner sends: its name, who sends it, and whether it came on terms (`restricted`)."""

    name: str
    publisher: str
    restricted: bool


@dataclass(frozen=True)
class PartnerWard:
    """A ward, or the part of it that is in the partnership."""

    code: str
    name: str
    lsoas: tuple[str, ...]


@dataclass(frozen=True)
class PartnerTable:
    """
    One partnership's counts. `shown` is [wards + 1, categories + 1], the last row and column being totals;
    a hidden number is not in it: it holds `HIDDEN` there, and the number itself is kept nowhere.
    """

    partnership: Area
    wards: tuple[PartnerWard, ...]
    categories: tuple[str, ...]
    shown: NDArray[np.int64]

    def value(self, row: int, column: int) -> int | None:
        """The number, or None where it is hidden."""
        found = int(self.shown[row, column])
        return None if found == HIDDEN else found


def datasets(snapshot: Snapshot) -> list[PartnerDataset]:
    """In alphabetical order; raises NothingHeld where no partner has sent anything."""
    found = partner_counts.datasets(snapshot)
    return [
        PartnerDataset(str(row.dataset), str(row.publisher), str(row.sensitivity) == "restricted")
        for row in found.sort_values("dataset").itertuples()
    ]


def tables(
    evidence: Evidence, dataset: PartnerDataset, months: Sequence[Month]
) -> tuple[list[PartnerTable], tuple[Month, ...]]:
    """
    A table for each partnership that holds a part of the area, and the months that have any count.

    What is hidden is always worked out on a partnership's whole table, whatever area was asked for: if a
    ward's own assessment hid by itself, setting it beside the partnership's would give the hidden numbers away.
    """
    here = geography.places(evidence.snapshot, evidence.area.lsoas)
    wanted = set(here["csp"].dropna())
    partnerships = [
        partnership
        for force in sorted(set(here["force"].dropna()))
        for partnership in areas.partnerships_of_force(evidence.snapshot, force)
        if partnership.code in wanted
    ]
    found, seen = [], set()
    for partnership in sorted(partnerships, key=lambda area: (area.name, area.code)):
        rows = partner_counts.counts(evidence.snapshot, dataset.name, partnership.lsoas, list(months))
        if not len(rows):
            continue
        seen |= set(rows["month_ix"].unique())
        wards = _wards(evidence, partnership)
        row_of = {lsoa: number for number, ward in enumerate(wards) for lsoa in ward.lsoas}
        categories = tuple(sorted(str(category) for category in rows["category"].unique()))
        counts = np.zeros((len(wards), len(categories)), dtype=np.int64)
        at = ([row_of[lsoa] for lsoa in rows["lsoa"]], [categories.index(category) for category in rows["category"]])
        np.add.at(counts, at, rows["n"].to_numpy())
        found.append(PartnerTable(partnership, wards, categories, _shown(counts, dataset)))
    return found, tuple(month for month in months if month.index in seen)


def _wards(evidence: Evidence, partnership: Area) -> tuple[PartnerWard, ...]:
    places = geography.places(evidence.snapshot, partnership.lsoas)
    found = [
        PartnerWard(str(code), str(name), tuple(sorted(members)))
        for (code, name), members in places.groupby(["ward", "ward_name"], observed=True)["lsoa"]
    ]
    return tuple(sorted(found, key=lambda ward: (ward.name, ward.code)))


def _shown(counts: NDArray[np.int64], dataset: PartnerDataset) -> NDArray[np.int64]:
    whole = framed(counts)
    if not dataset.restricted:
        return whole
    return np.where(suppress(counts, threshold=THRESHOLD).whole, HIDDEN, whole)
