"""Partners' counts by ward and category, with small numbers of restricted data hidden before anyone sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from frankpledge.archive import areas, geography, partner_counts
from frankpledge.archive.archive import Snapshot
from frankpledge.archive.areas import Area
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import Released
from frankpledge.assessment.partner_parts import HIDDEN, Block, Leaving
from frankpledge.assessment.partner_parts import THRESHOLD as THRESHOLD
from frankpledge.month import Month

if TYPE_CHECKING:
    import pandas as pd


class EditionGone(LookupError):
    """An edition published before rests on data that are no longer held, so nothing can be set safely beside it."""


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
class PartnerYear:
    """
    The whole partnership by category, and last in all, in other months than the table's: those that can be compared
    with the year before, and the year before. Hidden numbers are `HIDDEN`.
    """

    months: tuple[Month, ...]
    shown: NDArray[np.int64]


@dataclass(frozen=True)
class PartnerTable:
    """
    One partnership's counts. `shown` is [wards + 1, categories + 1], the last row and column being totals;
    a hidden number is not in it: it holds `HIDDEN` there, and the number itself is kept nowhere. `compared` and
    `before` are None where no month of the year before was sent. `already_out`: an edition published before gives
    a hidden number away by itself.
    """

    partnership: Area
    wards: tuple[PartnerWard, ...]
    categories: tuple[str, ...]
    months: tuple[Month, ...]
    shown: NDArray[np.int64]
    compared: PartnerYear | None
    before: PartnerYear | None
    already_out: bool

    def value(self, row: int, column: int) -> int | None:
        """The number, or None where it is hidden."""
        return _known(self.shown[row, column])

    def year_value(self, year: PartnerYear, column: int) -> int | None:
        """The whole partnership's number of that category (or, last, of all) in that year; None where hidden."""
        return _known(year.shown[column])

    def released(self, dataset: PartnerDataset, rows: Sequence[int], versions: dict[str, int]) -> list[Released]:
        """Which numbers leave where these rows of the table are printed, and, with its last row, the years."""
        names = [*self.categories, ""]
        wards = [*(ward.code for ward in self.wards), ""]
        pairs = [((wards[row], name), self.shown[row, at]) for row in rows for at, name in enumerate(names)]
        found = [_released(dataset, self, self.months, pairs, versions)]
        if len(self.wards) in rows:
            for year in (self.compared, self.before):
                if year is not None and year.months != self.months:
                    of_year = [(("", name), year.shown[at]) for at, name in enumerate(names)]
                    found.append(_released(dataset, self, year.months, of_year, versions))
        return found


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
    Everything of one partnership and dataset is hidden together: the table, the year before, and what editions
    published before have shown. Raises EditionGone where one of these cannot be read any more.
    """
    here = geography.places(evidence.snapshot, evidence.area.lsoas)
    wanted = set(here["csp"].dropna())
    partnerships = sorted(
        (
            partnership
            for force in sorted(set(here["force"].dropna()))
            for partnership in areas.partnerships_of_force(evidence.snapshot, force)
            if partnership.code in wanted
        ),
        key=lambda area: (area.name, area.code),
    )
    step = evidence.period.step
    every = sorted({*months, *(month.minus(step) for month in months)})
    rows = {
        partnership.code: partner_counts.counts(evidence.snapshot, dataset.name, partnership.lsoas, every)
        for partnership in partnerships
    }
    seen = {Month(int(month)) for counted in rows.values() for month in counted["month_ix"].unique()}
    sent = tuple(month for month in months if month in seen)
    compared = tuple(month for month in sent if month.minus(step) in seen)
    found = []
    for partnership in partnerships:
        counted = rows[partnership.code]
        if counted["month_ix"].isin([month.index for month in sent]).any():
            found.append(_table(evidence, dataset, partnership, counted, sent, compared, step))
    return found, sent


def _table(
    evidence: Evidence,
    dataset: PartnerDataset,
    partnership: Area,
    counted: "pd.DataFrame",
    sent: tuple[Month, ...],
    compared: tuple[Month, ...],
    step: int,
) -> PartnerTable:
    wards = _wards(evidence.snapshot, partnership.lsoas)
    block = Block.of(counted)
    leaving = Leaving(block)
    before = tuple(month.minus(step) for month in compared)
    places = [ward.lsoas for ward in wards]
    places.append(tuple(lsoa for ward in wards for lsoa in ward.lsoas))
    kinds: list[tuple[str, ...]] = [*((name,) for name in block.categories), block.categories]
    for lsoas in places:
        for kind in kinds:
            leaving.add(lsoas, kind, sent)
    for months in (compared, before) if compared else ():
        for kind in kinds:
            leaving.add(places[-1], kind, months)
    for published in evidence.published:
        if dataset.restricted and (published.dataset, published.area) == (dataset.name, partnership.code):
            _add_published(evidence, dataset, partnership, published, leaving)
    values, out = leaving.values(THRESHOLD if dataset.restricted else None)
    size = len(places) * len(kinds)
    years = values[size:].reshape(-1, len(kinds))
    return PartnerTable(
        partnership,
        wards,
        block.categories,
        sent,
        values[:size].reshape(len(places), len(kinds)),
        PartnerYear(compared, years[0]) if compared else None,
        PartnerYear(before, years[1]) if compared else None,
        out,
    )


def _add_published(
    evidence: Evidence, dataset: PartnerDataset, partnership: Area, published: Released, leaving: Leaving
) -> None:
    """The numbers of an edition published before, as its own version of the data counts them."""
    months = tuple(Month.parse(month) for month in published.months)
    try:
        then = evidence.snapshot.archive.snapshot(published.versions)
        at_that_time = geography.places(then, partnership.lsoas)
        block = Block.of(partner_counts.counts(then, dataset.name, partnership.lsoas, months))
    except Exception as gone:
        # Whatever stops an old version from being read, going on without it could give people away.
        raise EditionGone(f"{dataset.name} as published for {partnership.name} cannot be read: {gone}") from gone
    every = tuple(sorted(partnership.lsoas))
    for pairs, shown in ((published.shown, True), (published.hidden, False)):
        for ward, category in pairs:
            lsoas = tuple(at_that_time.loc[at_that_time["ward"] == ward, "lsoa"]) if ward else every
            leaving.add_published(block, lsoas, (category,) if category else block.categories, months, shown=shown)


def _wards(snapshot: Snapshot, lsoas: Sequence[str]) -> tuple[PartnerWard, ...]:
    places = geography.places(snapshot, lsoas)
    found = [
        PartnerWard(str(code), str(name), tuple(sorted(members)))
        for (code, name), members in places.groupby(["ward", "ward_name"], observed=True)["lsoa"]
    ]
    return tuple(sorted(found, key=lambda ward: (ward.name, ward.code)))


def _known(value: np.int64) -> int | None:
    return None if value == HIDDEN else int(value)


def _released(
    dataset: PartnerDataset,
    table: PartnerTable,
    months: Sequence[Month],
    pairs: Sequence[tuple[tuple[str, str], np.int64]],
    versions: dict[str, int],
) -> Released:
    return Released(
        dataset=dataset.name,
        area=table.partnership.code,
        months=tuple(str(month) for month in months),
        versions=versions,
        shown=tuple(pair for pair, value in pairs if value != HIDDEN),
        hidden=tuple(pair for pair, value in pairs if value == HIDDEN),
    )
