"""What partners count, by ward and category: nothing here knows a number that is hidden."""

from collections.abc import Iterable, Sequence

from frankpledge.archive.archive import NothingHeld
from frankpledge.assessment import partner_table, place_shapes, strength
from frankpledge.assessment.evidence import Evidence
from frankpledge.assessment.finding import (
    SUPPRESSED,
    Chart,
    Column,
    Figure,
    Finding,
    Map,
    Provenance,
    Released,
    Series,
    Shape,
    Table,
)
from frankpledge.assessment.partner_table import (
    THRESHOLD,
    EditionGone,
    PartnerDataset,
    PartnerTable,
    PartnerWard,
    PartnerYear,
)
from frankpledge.assessment.period import spell
from frankpledge.counted import counted, verb
from frankpledge.month import Month

TABLE = "counts_extract"

HIDDEN = (
    f"These counts came on terms. Numbers from 1 to {THRESHOLD - 1} are hidden ({SUPPRESSED}), and so are further "
    "numbers, totals among them, from which a hidden one could be worked out. A nought is shown."
)
OPEN = "The publisher has opened these counts, so none is hidden."
NO_SMALLER = "Nothing finer than a ward is shown of them."
AS_SENT = "The counts are as the partner sent them; no row behind them was seen."
TOGETHER = "The table, the year before and editions published earlier were hidden together."
ALREADY_OUT = (
    "An edition published earlier gives one of the hidden numbers away, and nothing hidden here mends that. "
    "Tell the owner of the data before this is published."
)


def findings(evidence: Evidence) -> list[Finding]:
    """One for each dataset that partners have sent with anything in the partnerships of this area."""
    try:
        datasets = partner_table.datasets(evidence.snapshot)
    except NothingHeld:
        return []
    found = [_finding(evidence, dataset) for dataset in datasets]
    return [finding for finding in found if finding is not None]


class _Line:
    """A line of the printed table: a ward, or all wards of a partnership."""

    def __init__(
        self, name: str, ward: PartnerWard | None, table: PartnerTable, row: int, year: PartnerYear | None = None
    ):
        self.name, self.ward, self.table, self.row, self.year = name, ward, table, row, year

    def value(self, category: str | None) -> int | None:
        """Of a category, or (None) of all; None where hidden."""
        if category is not None and category not in self.table.categories:
            return 0
        column = len(self.table.categories) if category is None else self.table.categories.index(category)
        return self.table.value(self.row, column) if self.year is None else self.table.year_value(self.year, column)


def _finding(evidence: Evidence, dataset: PartnerDataset) -> Finding | None:
    try:
        tables, months = partner_table.tables(evidence, dataset, evidence.period.asked)
    except EditionGone:
        return _not_safe(evidence, dataset)
    if not tables:
        return None
    if evidence.area.kind == "lsoa":
        return _too_small(evidence, dataset, months)
    categories = tuple(sorted({category for table in tables for category in table.categories}))
    wards, wholes = _lines(evidence, tables)
    if not wards:
        return None
    # The area's own count: the one ward's, or that of its partnerships; hidden if any part is.
    own = wholes or wards
    total = _added(line.value(None) for line in own)
    years = _years(wholes)
    lines = [*(wards if evidence.area.kind != "force" else []), *wholes, *years]
    return Finding(
        id=f"place-partner-{_slug(dataset.name)}",
        kind="place",
        title=f"{dataset.name}, from {dataset.publisher}",
        statement=_statement(evidence, dataset, wards, total, months) + _change(wholes),
        strength=strength.of_description(total or 0),
        figures=(*_figures(evidence, dataset, own, categories, total, months), *_year_figures(dataset, wholes)),
        table=_table(dataset, lines, categories),
        charts=_charts(dataset, wards if evidence.area.kind != "force" else wholes),
        maps=_maps(evidence, dataset, wards),
        method="linked-tables" if dataset.restricted else "",
        caveats=(
            *((HIDDEN, TOGETHER, NO_SMALLER) if dataset.restricted else (OPEN,)),
            AS_SENT,
            *((ALREADY_OUT,) if any(table.already_out for table in tables) else ()),
            *_missing(evidence, months),
        ),
        provenance=_provenance(evidence, dataset, total, months),
        released=_released(evidence, dataset, [*wards, *wholes]) if dataset.restricted else (),
    )


def _lines(evidence: Evidence, tables: Sequence[PartnerTable]) -> tuple[list[_Line], list[_Line]]:
    """The wards that are in the area, and the partnerships that are wholly in it."""
    lsoas = set(evidence.area.lsoas)
    wards, wholes = [], []
    for table in tables:
        inside = set(table.partnership.lsoas) <= lsoas
        for row, ward in enumerate(table.wards):
            if lsoas.issuperset(ward.lsoas):
                wards.append(_Line(ward.name, ward, table, row))
        if inside:
            wholes.append(_Line(f"All of {table.partnership.name}", None, table, len(table.wards)))
    return wards, wholes


def _years(wholes: Sequence[_Line]) -> list[_Line]:
    """The whole partnerships in the months that can be compared, where these are fewer, and in the year before."""
    found = []
    for whole in wholes:
        table = whole.table
        for year in (table.compared, table.before):
            if year is not None and year.months != table.months:
                found.append(_Line(f"{whole.name}, {spell(year.months)}", None, table, whole.row, year))
    return found


def _compared(wholes: Sequence[_Line]) -> tuple[int, int, PartnerYear, PartnerYear] | None:
    """Counts of the year before and of the same months of this one, in all; None where any part is hidden or unknown."""
    sums = [0, 0]
    years: tuple[PartnerYear, PartnerYear] | None = None
    for whole in wholes:
        table = whole.table
        if table.before is None or table.compared is None:
            return None
        years = (table.before, table.compared)
        for at, year in enumerate(years):
            value = table.year_value(year, len(table.categories))
            if value is None:
                return None
            sums[at] += value
    return None if years is None else (sums[0], sums[1], *years)


def _change(wholes: Sequence[_Line]) -> str:
    """Whether the whole differs from the year before, judged by the two totals shown: nothing hidden is used."""
    from frankpledge.analysis.change import exact_ratio

    known = _compared(wholes)
    if known is None or not (known[0] or known[1]):
        return ""
    before, after, then, now = known
    fewer = any(whole.table.months != now.months for whole in wholes)
    said = f" In {spell(now.months)} there were {after:,}, and in" if fewer else " In"
    said += f" {spell(then.months)} there were {before:,}"
    if before == after:
        return f"{said}."
    days = (sum(month.days for month in year.months) for year in (then, now))
    if exact_ratio(before, after, exposure_before=next(days), exposure_after=next(days)).p < 0.05:
        return f"{said}: a difference beyond chance, if they come independently of each other."
    return f"{said}: a difference that chance could make."


def _year_figures(dataset: PartnerDataset, wholes: Sequence[_Line]) -> tuple[Figure, ...]:
    known = _compared(wholes)
    if known is None:
        return ()
    before, after, then, now = known
    whose = f"{dataset.name} from {dataset.publisher}"
    return (
        Figure("count_compared", after, "count", f"{whose}, {spell(now.months)}"),
        Figure("count_before_compared", before, "count", f"{whose}, {spell(then.months)}"),
    )


def _released(evidence: Evidence, dataset: PartnerDataset, lines: Sequence[_Line]) -> tuple[Released, ...]:
    """Which numbers leave here, by partnership, for the editions that come after."""
    versions = _versions(evidence)
    rows: dict[int, tuple[PartnerTable, list[int]]] = {}
    for line in lines:
        rows.setdefault(id(line.table), (line.table, []))[1].append(line.row)
    return tuple(one for table, printed in rows.values() for one in table.released(dataset, printed, versions))


def _added(values: Iterable[int | None]) -> int | None:
    """The sum; None if any part of it is hidden."""
    known = list(values)
    return None if any(value is None for value in known) else sum(value for value in known if value is not None)


def _statement(
    evidence: Evidence, dataset: PartnerDataset, wards: Sequence[_Line], total: int | None, months: Sequence[Month]
) -> str:
    when = spell(months)
    if total is None:
        said = f"{dataset.name} of {when}: the total in {evidence.area.name} is not shown, to protect people."
    else:
        said = f"{dataset.publisher} counts {total:,} ({dataset.name}) in {evidence.area.name} in {when}."
    if len(wards) < 2:
        return said
    shown = [(line.value(None), line.name) for line in wards]
    known = sorted((-value, name) for value, name in shown if value is not None)
    hidden = len(shown) - len(known)
    if known and known[0][0] < 0:
        of = f"Of the {counted(len(known), 'ward')} whose total can be shown, " if hidden else "By ward, "
        said += f" {of}most are in {known[0][1]} ({-known[0][0]:,})."
    if hidden:
        said += (
            f" The {verb(hidden, 'total', 'totals')} of {counted(hidden, 'ward')} {verb(hidden, 'is', 'are')} hidden."
        )
    return said


def _figures(
    evidence: Evidence,
    dataset: PartnerDataset,
    own: Sequence[_Line],
    categories: Sequence[str],
    total: int | None,
    months: Sequence[Month],
) -> tuple[Figure, ...]:
    base = f"{dataset.name} from {dataset.publisher}, {evidence.area.name}, {spell(months)}"
    figures = [Figure("count", total, "count", base, suppressed=total is None)]
    for category in categories:
        value = _added(line.value(category) for line in own)
        figures.append(
            Figure(f"count_{_slug(category)}", value, "count", f"{category}; {base}", suppressed=value is None)
        )
    return tuple(figures)


def _table(dataset: PartnerDataset, lines: Sequence[_Line], categories: Sequence[str]) -> Table:
    return Table(
        caption=f"{dataset.name} by ward",
        columns=(
            Column("place", "Ward"),
            *(Column(_slug(category).replace("-", "_"), category, "count") for category in categories),
            Column("total", "Total", "count"),
        ),
        rows=tuple((line.name, *(_cell(line.value(category)) for category in (*categories, None))) for line in lines),
    )


def _cell(value: int | None) -> object:
    return SUPPRESSED if value is None else value


def _charts(dataset: PartnerDataset, lines: Sequence[_Line]) -> tuple[Chart, ...]:
    """Only what is shown in the table; a hidden total leaves no bar, not even a short one."""
    known = [(value, line.name) for line in lines if (value := line.value(None)) is not None]
    if len(known) < 2:
        return ()
    known.sort(key=lambda row: (-row[0], row[1]))
    hidden = len(lines) - len(known)
    return (
        Chart(
            kind="bar",
            title=f"{dataset.name}: totals that can be shown",
            description=(
                f"{len(known)} totals, the largest first: {known[0][1]} with {known[0][0]:,}. {hidden} {verb(hidden, 'is', 'are')} hidden."
            ),
            labels=tuple(name for _, name in known),
            series=(Series("Count", tuple(float(value) for value, _ in known)),),
            x_label="Count",
        ),
    )


def _maps(evidence: Evidence, dataset: PartnerDataset, wards: Sequence[_Line]) -> tuple[Map, ...]:
    shapes = place_shapes.light_lsoas(evidence.snapshot, evidence.area.lsoas)
    known = [value for line in wards if (value := line.value(None)) is not None]
    if not shapes or len(wards) < 2 or not known:
        return ()
    limits = place_shapes.grade_limits([float(value) for value in known])
    drawn = []
    for line in wards:
        shape = None if line.ward is None else place_shapes.united(shapes, line.ward.lsoas)
        if shape is None or line.ward is None:
            continue
        value = line.value(None)
        drawn.append(
            Shape(
                code=line.ward.code,
                name=line.name,
                geometry=place_shapes.geojson(shape),
                category=place_shapes.grade(value, limits),
                value="hidden" if value is None else value,
            )
        )
    boundary = place_shapes.united(shapes, evidence.area.lsoas)
    return (
        Map(
            title=f"{dataset.name} by ward",
            description=f"Wards by their total. {len(wards) - len(known)} of {len(wards)} {verb(len(wards) - len(known), 'is', 'are')} hidden and left blank.",
            legend=place_shapes.legend(limits, "in the period"),
            shapes=tuple(drawn),
            boundary=None if boundary is None else place_shapes.geojson(boundary),
        ),
    )


def _too_small(evidence: Evidence, dataset: PartnerDataset, months: Sequence[Month]) -> Finding:
    return Finding(
        id=f"place-partner-{_slug(dataset.name)}",
        kind="place",
        title=f"{dataset.name}, from {dataset.publisher}",
        statement=f"{dataset.name} is not shown for an area as small as an LSOA. Ask for its ward or its partnership.",
        strength="context",
        method="linked-tables" if dataset.restricted else "",
        caveats=(NO_SMALLER,),
        provenance=_provenance(evidence, dataset, None, months),
    )


def _not_safe(evidence: Evidence, dataset: PartnerDataset) -> Finding:
    return Finding(
        id=f"place-partner-{_slug(dataset.name)}",
        kind="place",
        title=f"{dataset.name}, from {dataset.publisher}",
        statement=(
            f"{dataset.name} is not shown: an edition published earlier rests on a version of the data that can no longer "
            "be read, so nobody can tell whether the two together would give people away."
        ),
        strength="context",
        method="linked-tables",
        caveats=(NO_SMALLER,),
        provenance=_provenance(evidence, dataset, None, evidence.period.asked),
    )


def _missing(evidence: Evidence, months: Sequence[Month]) -> tuple[str, ...]:
    lacking = [month for month in evidence.period.asked if month not in months]
    return (f"No count was sent for {spell(lacking)}.",) if lacking else ()


def _provenance(evidence: Evidence, dataset: PartnerDataset, total: int | None, months: Sequence[Month]) -> Provenance:
    """The rows counted would give a hidden total away, so then they are not said."""
    return Provenance(
        dataset=TABLE,
        versions=_versions(evidence),
        editions=(),
        filter=f"Dataset is {dataset.name}; LSOA in {evidence.area.name} ({evidence.area.code}); {spell(months)}",
        rows_counted=total or 0,
    )


def _versions(evidence: Evidence) -> dict[str, int]:
    versions = evidence.snapshot.versions
    return {name: versions[name] for name in (TABLE, "lsoa21_places") if name in versions}


def _slug(text: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())
