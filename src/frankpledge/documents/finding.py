"""One finding as blocks of a document, the same for every kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from frankpledge.assessment.finding import SUPPRESSED, Chart, Column, Finding, Table
from frankpledge.counted import counted
from frankpledge.documents import axes, labels, methods, numbers, offences, provenance
from frankpledge.documents.content import (
    About,
    Block,
    Cell,
    ChartBlock,
    DataTable,
    KeyFigure,
    KeyFigures,
    MapBlock,
    Paragraph,
    Reference,
    Sentence,
    Sentences,
    anchor,
)
from frankpledge.documents.notes import SharedNotes
from frankpledge.documents.provenance import Sources


@dataclass(frozen=True)
class Shared:
    """What findings share and a document says once."""

    notes: SharedNotes
    sources: Sources
    rows_at: Mapping[str, str] = field(default_factory=dict)  # by the finding's id, the address of its rows


SHORT = 8  # rows that paper always has room for
ALONE, BESIDE_PICTURE = 20, 10  # first rows of a longer table on paper
LONG = 40  # rows of which ten say nothing
ROWS = "The rows of this period, each with file and line"
NAMED = 3  # findings that a sentence of the summary names; the rest are counted


def blocks(finding: Finding, shared: Shared, *, in_summary: bool = False) -> list[Block]:
    """Statement, strength, key figures, pictures, table, and what stands behind it all."""
    printed: list[Block] = [Paragraph(finding.statement, "statement")]
    if not in_summary:
        printed.append(labels.STRENGTHS[finding.strength])
    if finding.figures:
        printed.append(figures(finding))
    printed += pictures(finding)
    if finding.table and finding.table.rows:
        printed.append(table(finding, finding.table, folded=not in_summary))
    printed.append(about(finding, shared))
    return printed


def figures(finding: Finding) -> KeyFigures:
    """A change between small counts is printed as counts: a percentage of 3 would mislead."""
    small = offences.small(finding)
    items = tuple(
        KeyFigure(
            labels.figure(figure.name),
            small if small and figure.name.startswith("change_percent") else numbers.figure(figure),
            "" if small and figure.name.startswith("change_percent") else numbers.figure_range(figure),
            figure.base,
        )
        for figure in finding.figures
        # Printed as counts it would say again what the change says.
        if not (small and figure.name == "change_percent_if_independent")
    )
    return KeyFigures(f"{finding.id}-figures", items)


def summary(finding: Finding, titles: Mapping[str, str], shared: Shared) -> list[Block]:
    """
    The opening: sentences with what each rests on, where the finding has them as a table of sentence and findings.
    `titles` are those of every finding that can be gone to, by id.
    """
    named = [column.name for column in finding.table.columns] if finding.table else []
    if finding.table is None or named != ["sentence", "findings"]:
        return blocks(finding, shared, in_summary=True)
    items = []
    for text, ids in finding.table.rows:
        known = [id for id in str(ids or "").split(", ") if id in titles]
        links = tuple(Reference(titles[id], anchor(id)) for id in known[:NAMED])
        items.append(Sentence(str(text), links, len(known) - len(links)))
    said: list[Block] = [Sentences(tuple(items))]
    if finding.figures:
        said.append(figures(finding))
    return [*said, *pictures(finding), about(finding, shared)]


def pictures(finding: Finding) -> list[Block]:
    """The maps and charts of a finding, each with an id of its own."""
    maps: list[Block] = [MapBlock(f"{finding.id}-map-{n}", drawn) for n, drawn in enumerate(finding.maps, start=1)]
    charts = [ChartBlock(f"{finding.id}-chart-{n}", c, marks(c)) for n, c in enumerate(finding.charts, start=1)]
    return [*maps, *charts]


def marks(chart: Chart) -> tuple[str, ...]:
    """What the marked points are: each in turn, its number being its place; one line if they are all the same."""
    said = {mark.label for mark in chart.marks}
    if len(said) == 1 and len(chart.marks) > 1:
        where = ", ".join(axes.in_full(chart.labels[mark.at]) for mark in chart.marks)
        return (f"{said.pop()}: {where}",)
    return tuple(f"{axes.in_full(chart.labels[mark.at])}: {mark.label}" for mark in chart.marks)


def table(finding: Finding, data: Table, *, folded: bool = True) -> DataTable:
    """
    A finding's table in words. Raises ValueError where a row and the columns differ in number: a table that is
    one cell out says something false.
    """
    for row in data.rows:
        if len(row) != len(data.columns):
            raise ValueError(f"{finding.id}: a row of {len(row)} cells in a table of {len(data.columns)} columns")
    texts = [
        tuple(
            Cell(_cell(value, column), column.unit != "text") for value, column in zip(row, data.columns, strict=True)
        )
        for row in data.rows
    ]
    values = [value for row in data.rows for value in row]
    notes = [numbers.SUPPRESSED_NOTE] if SUPPRESSED in values else []
    if None in values:
        notes.append(numbers.MISSING_NOTE)
    return DataTable(
        id=f"{finding.id}-table",
        caption=data.caption,
        head=tuple(Cell(column.label, column.unit != "text") for column in data.columns),
        rows=tuple(texts),
        folded=folded,
        notes=tuple(notes),
        file=f"tables/{anchor(finding.id)}.csv",
        print_rows=_rows_on_paper(finding, data),
    )


def _rows_on_paper(finding: Finding, data: Table) -> int:
    """Months are left to the chart, single types to their map; the tables of all crime are printed."""
    if data.columns[0].name == "month" or (finding.maps and finding.crime_type is not None):
        return 0
    if len(data.rows) <= SHORT or not (finding.maps or finding.charts):
        return ALONE
    return BESIDE_PICTURE if finding.crime_type is None and len(data.rows) <= LONG else 0


def _cell(value: object, column: Column) -> str:
    if column.name == "month" and isinstance(value, str):
        return axes.in_full(value)
    return numbers.value(value, column.unit, signed=numbers.is_change(column.name))


def about(finding: Finding, shared: Shared) -> About:
    return About(
        id=f"{finding.id}-about",
        method=methods.method(finding.method),
        notes=shared.notes.of(finding),
        caveats=shared.notes.own(finding),
        sources=provenance.lines(finding.provenance),
        brief=shared.sources.brief(finding.provenance),
        rows=((ROWS, shared.rows_at[finding.id]),) if finding.id in shared.rows_at else (),
    )


def about_all(first: Finding, findings: Sequence[Finding], shared: Shared) -> About:
    """What stands behind a table made of several findings: the first in full, of the others what differs."""
    own = [(finding, caveat) for finding in findings for caveat in shared.notes.own(finding)]
    others = [
        f"{finding.crime_type or finding.title}: {counted(finding.provenance.rows_counted, 'row')} counted"
        for finding in findings
        if finding is not first
    ]
    also = f"Each type in the same files and months. {'; '.join(others)}." if others else ""
    return About(
        id=f"{first.id}-about",
        method=methods.method(first.method),
        notes=tuple(sorted({number for finding in findings for number in shared.notes.of(finding)})),
        caveats=tuple(f"{finding.crime_type or finding.title}: {caveat}" for finding, caveat in own),
        sources=(*provenance.lines(first.provenance), *([also] if also else [])),
        brief=f"{shared.sources.brief(first.provenance)} {also}".strip(),
        rows=tuple(
            (finding.crime_type or finding.title, shared.rows_at[finding.id])
            for finding in findings
            if finding.id in shared.rows_at
        ),
    )
