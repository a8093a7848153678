"""Everything that an assessment rests on, gathered once and handed to each kind of finding."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from frankpledge.archive import areas, crimes, geography, reference
from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.archive.areas import Area
from frankpledge.archive.lsoa_editions import older_codes
from frankpledge.assessment import caveats
from frankpledge.assessment.assessment import Period
from frankpledge.assessment.finding import Provenance, Released
from frankpledge.assessment.period import NothingToAssess, earlier, join, period_to, spell
from frankpledge.month import Month

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

STREET = "police_uk_street"
ANTI_SOCIAL = "Anti-social behaviour"
# The publisher's types since May 2013. A type that nobody recorded here is a true zero.
CRIME_TYPES = (
    "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs", "Other crime", "Other theft",
    "Possession of weapons", "Public order", "Robbery", "Shoplifting", "Theft from the person", "Vehicle crime",
    "Violence and sexual offences",
)  # fmt: skip
MONTHS_BACK = 48  # enough for a season and a baseline, few enough to read quickly


class MonthNotHeld(LookupError):
    """A count was asked of a month for which there is no whole file: it is unknown, not zero."""


@dataclass(frozen=True)
class Evidence:
    """
    `months` run without a break from `MONTHS_BACK` months ago to the end of the period; `held` are those of
    them for which every force that covers the area has published a whole file.

    `cube` has a row for each month_ix, lsoa and crime_type with its count `n`, of the held months only, by the
    stated LSOA; `force_rows` (month_ix, crime_type, n) is there for a force area alone, and counts every row of
    the force's files. `older_rows`, with the columns of `cube`, are stated for LSOAs of 2011 that lie in the area and
    have no code of 2021: they belong to the area's counts and to no LSOA's; `straddling_rows` are stated for those
    that lie partly in it, and belong to no count. `residents` has lsoa, residents, households (Census 2021).
    `published`: which numbers of restricted data left in editions published before. `abnormal`: months that are
    known to be out of the ordinary, by type of crime; "" holds those of every type.
    """

    snapshot: Snapshot
    area: Area
    period: Period
    force_names: tuple[str, ...]
    months: tuple[Month, ...]
    held: frozenset[Month]
    cube: "pd.DataFrame"
    residents: "pd.DataFrame"
    older_rows: "pd.DataFrame"
    straddling_rows: "pd.DataFrame"
    force_rows: "pd.DataFrame | None" = None
    published: tuple[Released, ...] = ()
    abnormal: Mapping[str, Collection[Month]] = field(default_factory=dict)
    _editions: dict[tuple[Month, ...], tuple[str, ...]] = field(default_factory=dict, compare=False)
    _left_out: dict[tuple[Month, ...], dict[str, int]] = field(default_factory=dict, compare=False)

    @property
    def is_force(self) -> bool:
        return self.area.kind == "force"

    @property
    def crime_types(self) -> tuple[str, ...]:
        """Every type of crime, without anti-social behaviour, in alphabetical order; older files have others."""
        return tuple(sorted(set(CRIME_TYPES) | (set(self._monthly) - {ANTI_SOCIAL})))

    @cached_property
    def _monthly(self) -> dict[str, dict[int, int]]:
        """Crime type → month_ix → count."""
        import pandas as pd

        by_lsoa = pd.concat([self.cube, self.older_rows]) if len(self.older_rows) else self.cube
        source = by_lsoa if self.force_rows is None else self.force_rows
        totals = source.groupby(["crime_type", "month_ix"], observed=True)["n"].sum()
        monthly: dict[str, dict[int, int]] = {}
        for (crime_type, month_ix), n in zip(totals.index.to_flat_index(), totals, strict=True):
            monthly.setdefault(str(crime_type), {})[int(month_ix)] = int(n)
        return monthly

    def monthly(self, crime_types: Collection[str] | str | None, months: Sequence[Month]) -> "np.ndarray":
        """
        Counts of the area, whole numbers, one for each of `months`: of one type, of several added up,
        or (None) of all crime without anti-social behaviour. Raises `MonthNotHeld` rather than answer zero.
        """
        import numpy as np

        unknown = [month for month in months if month not in self.held]
        if unknown:
            raise MonthNotHeld(f"{spell(unknown)} not held for {join(self.force_names)}")
        types = self._types(crime_types)
        return np.array(
            [sum(self._monthly.get(kind, {}).get(month.index, 0) for kind in types) for month in months], dtype=np.int64
        )

    def out_of_the_ordinary(self, crime_type: str | None) -> frozenset[Month]:
        """Months that the partnership knows to be abnormal for a type (None: all crime together)."""
        of_type = self.abnormal.get(crime_type, ()) if crime_type else ()
        return frozenset((*self.abnormal.get("", ()), *of_type))

    def count(self, crime_types: Collection[str] | str | None, months: Sequence[Month]) -> int:
        """The same, added up over the months."""
        return int(self.monthly(crime_types, months).sum())

    def count_by_lsoa(self, crime_types: Collection[str] | str | None, months: Sequence[Month]) -> int:
        """What the counts of the area's LSOAs add up to: for a force less than its count, for others the same."""
        ours = self.cube["month_ix"].isin([month.index for month in months])
        ours &= self.cube["crime_type"].isin(self._types(crime_types))
        return int(self.cube.loc[ours, "n"].sum())

    def series(self, crime_types: Collection[str] | str | None) -> tuple[int | None, ...]:
        """The same for each of `self.months`, with None in a month that is not held: for charts."""
        return tuple(self.count(crime_types, [month]) if month in self.held else None for month in self.months)

    def _types(self, crime_types: Collection[str] | str | None) -> tuple[str, ...]:
        if crime_types is None:
            return self.crime_types
        return (crime_types,) if isinstance(crime_types, str) else tuple(crime_types)

    @cached_property
    def earlier_held(self) -> tuple[Month, ...]:
        """The months of the earlier period that are held, whether or not this period's month is."""
        return tuple(month for month in earlier(self.period) if month in self.held)

    @property
    def months_are_missing(self) -> bool:
        """Whether any month of either period is not held, so that the change is of fewer months than the counts."""
        return bool(self.missing)

    @cached_property
    def months_used(self) -> tuple[Month, ...]:
        """The held months of both periods, oldest first."""
        return tuple(sorted({*self.earlier_held, *self.period.held}))

    @cached_property
    def population(self) -> int | None:
        """Usual residents, Census 2021; None where the census is not loaded for every LSOA of the area."""
        return self._census("residents")

    @cached_property
    def households(self) -> int | None:
        """Occupied households, Census 2021; None as above."""
        return self._census("households")

    def _census(self, column: str) -> int | None:
        known = self.residents.dropna(subset=[column])
        if set(known["lsoa"]) < set(self.area.lsoas) or not len(known):
            return None
        return int(known[column].sum())

    @cached_property
    def caveats(self) -> tuple[str, ...]:
        """What holds of every count in this assessment."""
        said = [caveats.ROWS, caveats.RECORDED]
        if self.missing:
            said.append(caveats.months_missing(self.missing, self.force_names))
        if not self.is_force:
            said.append(caveats.STATED_LSOA)
            nowhere = sum(self.left_out(self.months_used).values())
            if nowhere:
                said.append(caveats.unplaced(nowhere, self.force_names))
        older = [self._rows_of(rows, self.months_used) for rows in (self.older_rows, self.straddling_rows)]
        if any(older) and not self.is_force:
            said.append(caveats.older_codes(*older))
        return tuple(said)

    @staticmethod
    def _rows_of(rows: "pd.DataFrame", months: Sequence[Month]) -> int:
        return int(rows.loc[rows["month_ix"].isin([month.index for month in months]), "n"].sum())

    @cached_property
    def stated_codes(self) -> tuple[str, ...]:
        """Every LSOA code that puts a row in the area: those of 2021, and those of 2011 found in older files."""
        return (*self.area.lsoas, *sorted({str(code) for code in self.older_rows["lsoa"]}))

    @cached_property
    def missing(self) -> tuple[Month, ...]:
        """The months of both periods that are not held, oldest first."""
        asked = {*earlier(self.period), *self.period.asked}
        return tuple(sorted(month for month in asked if month not in self.held))

    def editions(self, months: Sequence[Month]) -> tuple[str, ...]:
        key = tuple(months)
        if key not in self._editions:
            self._editions[key] = crimes.editions(self.snapshot, self.force_names, key)
        return self._editions[key]

    def left_out(self, months: Sequence[Month]) -> dict[str, int]:
        """Reasons → rows of the covering forces' files that no area's count can hold."""
        key = tuple(months)
        if key not in self._left_out:
            self._left_out[key] = dict(crimes.left_out(self.snapshot, self.force_names, key))
        return self._left_out[key]

    def provenance(
        self,
        *,
        rows_counted: int,
        months: Sequence[Month] | None = None,
        crime_types: Collection[str] | str | None = None,
        dataset: str = STREET,
        also: Collection[str] = (),
        filter_words: str | None = None,
    ) -> Provenance:
        """
        Where a figure comes from. `months` are those counted (both periods, unless said); `also` names
        further datasets it rests on; `filter_words` replaces the sentence worked out from types and area.
        A dataset other than the street files has no months: its own files are named instead.
        """
        counted = self.months_used if months is None else tuple(months)
        versions = self.snapshot.versions
        return Provenance(
            dataset=dataset,
            versions={name: versions[name] for name in (dataset, *also) if name in versions},
            editions=self.editions(counted) if dataset == STREET else reference.files_of(self.snapshot, dataset),
            filter=filter_words or self._filter(crime_types, counted),
            rows_counted=rows_counted,
            rows_left_out={} if self.is_force or dataset != STREET else dict(self.left_out(counted)),
        )

    def _filter(self, crime_types: Collection[str] | str | None, months: Sequence[Month]) -> str:
        if crime_types is None:
            of_type = f"Crime type is any but {ANTI_SOCIAL}"
        elif isinstance(crime_types, str):
            of_type = f"Crime type is {crime_types}"
        else:
            of_type = f"Crime type is one of {join(sorted(crime_types))}"
        if self.is_force:
            where = f"Falls within is {join(self.force_names)}"
        elif len(self.area.lsoas) == 1:
            where = f"LSOA code is {self.area.lsoas[0]}"
        else:
            where = f"LSOA code is one of the {len(self.area.lsoas)} of {self.area.name} ({self.area.code})"
        return f"{of_type}; {where}; Month is one of {spell(months)}"


def gather(
    snapshot: Snapshot,
    area: Area,
    last: Month,
    months: int = 12,
    *,
    published: Sequence[Released] = (),
    abnormal: Mapping[str, Collection[Month]] | None = None,
) -> Evidence:
    """
    Ask the archive, once, for what an assessment of `area` needs. `published` and `abnormal`: as in `Evidence`.

    Raises `NothingToAssess` where no month of the period is held, saying which months are.
    """
    force_names = tuple(areas.force_names_covering(snapshot, area))
    by_force = crimes.months_held(snapshot, force_names) if snapshot.holds(STREET) else {}
    held = _held_by_all(force_names, by_force)
    try:
        period = period_to(last, months, held)
    except NothingToAssess as nothing:
        raise NothingToAssess(f"{nothing} {_months_there_are(force_names, held)}") from None
    span = last.minus(max(MONTHS_BACK, months + period.step) - 1).to(last)
    counted = [month for month in span if month in held]
    older = older_codes(snapshot, area.lsoas)
    rows = crimes.area_counts(snapshot, (*area.lsoas, *older.whole, *older.partly), counted)
    return Evidence(
        snapshot=snapshot,
        area=area,
        period=period,
        force_names=force_names,
        months=tuple(span),
        held=frozenset(counted),
        cube=rows[rows["lsoa"].isin(area.lsoas)].reset_index(drop=True),
        residents=_residents(snapshot, area),
        older_rows=rows[rows["lsoa"].isin(older.whole)],
        straddling_rows=rows[rows["lsoa"].isin(older.partly)],
        force_rows=crimes.force_counts(snapshot, force_names[0], counted) if area.kind == "force" else None,
        published=tuple(published),
        abnormal=dict(abnormal or {}),
    )


def last_month_held(snapshot: Snapshot, area: Area) -> Month:
    """The latest month for which every force that covers the area has a whole file; raises `NothingToAssess`."""
    force_names = tuple(areas.force_names_covering(snapshot, area))
    by_force = crimes.months_held(snapshot, force_names) if snapshot.holds(STREET) else {}
    held = _held_by_all(force_names, by_force)
    if not held:
        raise NothingToAssess(_months_there_are(force_names, held))
    return max(held)


def _held_by_all(force_names: Sequence[str], by_force: dict[str, set[Month]]) -> set[Month]:
    if not force_names:
        return set()
    return set.intersection(*(by_force.get(name, set()) for name in force_names))


def _months_there_are(force_names: Sequence[str], held: Collection[Month]) -> str:
    whose = join(force_names) or "the forces of this area"
    if not held:
        return f"The archive holds no whole month of {whose}: load its street files first (frankpledge load PATH)."
    return f"Held for {whose}: {spell(sorted(held))}."


def _residents(snapshot: Snapshot, area: Area) -> "pd.DataFrame":
    import pandas as pd

    try:
        return geography.residents(snapshot, area.lsoas)
    except NothingHeld:
        return pd.DataFrame({"lsoa": [], "residents": [], "households": []})
