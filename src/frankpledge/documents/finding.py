"""One finding as blocks of a document, the same for every kind."""

from collections.abc import Mapping, Sequence

from frankpledge.assessment.finding import SUPPRESSED, Chart, Column, Finding, Table
from frankpledge.documents import axes, labels, methods, numbers, provenance
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

NAMED = 3  # findings that a sentence of the summary names; the rest are counted
LARGE = 4  # key figures printed large; the rest go into a table


def blocks(finding: Finding, shared: SharedNotes, *, in_summary: bool = False) -> list[Block]:
    """Statement, strength, key figures, pictures, table, and what stands behind it all."""
    printed: list[Block] = [Paragraph(finding.statement, "statement")]
    if not in_summary:
        printed.append(labels.STRENGTHS[finding.strength])
    if finding.figures:
        printed.append(KeyFigures(tuple(_key_figure(finding, place) for place in range(len(finding.figures))[:LARGE])))
    printed += pictures(finding)
    if len(finding.figures) > LARGE:
        printed.append(_further_figures(finding))
    if finding.table and finding.table.rows:
        printed.append(table(finding.id, finding.table, folded=not in_summary))
    printed.append(about(finding, shared))
    return printed


def summary(finding: Finding, titles: Mapping[str, str], shared: SharedNotes) -> list[Block]:
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
        said.append(KeyFigures(tuple(_key_figure(finding, place) for place in range(len(finding.figures)))))
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


def table(finding_id: str, data: Table, *, folded: bool = True) -> DataTable:
    """
    A finding's table in words. Raises ValueError where a row and the columns differ in number: a table that is
    one cell out says something false.
    """
    for row in data.rows:
        if len(row) != len(data.columns):
            raise ValueError(f"{finding_id}: a row of {len(row)} cells in a table of {len(data.columns)} columns")
    texts = [
        tuple(
            Cell(_cell(value, column), column.unit != "text") for value, column in zip(row, data.columns, strict=True)
        )
        for row in data.rows
    ]
    by_month = data.columns[0].name == "month"
    values = [value for row in data.rows for value in row]
    notes = [numbers.SUPPRESSED_NOTE] if SUPPRESSED in values else []
    if None in values:
        notes.append(numbers.MISSING_NOTE)
    return DataTable(
        id=f"{finding_id}-table",
        caption=data.caption,
        head=tuple(Cell(column.label, column.unit != "text") for column in data.columns),
        rows=tuple(texts),
        folded=folded,
        notes=tuple(notes),
        file=f"tables/{anchor(finding_id)}.csv",
        print_rows=12 if by_month else 20,
        print_last=by_month,
    )


def _cell(value: object, column: Column) -> str:
    if column.name == "month" and isinstance(value, str):
        return axes.in_full(value)
    return numbers.value(value, column.unit, signed=numbers.is_change(column.name))


def about(finding: Finding, shared: SharedNotes) -> About:
    return About(
        id=f"{finding.id}-about",
        method=methods.method(finding.method),
        notes=shared.of(finding),
        caveats=shared.own(finding),
        sources=provenance.lines(finding.provenance),
    )


def about_all(first: Finding, findings: Sequence[Finding], shared: SharedNotes) -> About:
    """What stands behind a table made of several findings: the first in full, of the others what differs."""
    own = [(finding, caveat) for finding in findings for caveat in shared.own(finding)]
    others = [
        f"{finding.crime_type or finding.title}: {finding.provenance.rows_counted:,} rows counted"
        for finding in findings
        if finding is not first
    ]
    sources = [*provenance.lines(first.provenance)]
    if others:
        sources.append(f"Each type in the same files and months. {'; '.join(others)}.")
    return About(
        id=f"{first.id}-about",
        method=methods.method(first.method),
        notes=tuple(sorted({number for finding in findings for number in shared.of(finding)})),
        caveats=tuple(f"{finding.crime_type or finding.title}: {caveat}" for finding, caveat in own),
        sources=tuple(sources),
    )


def _key_figure(finding: Finding, place: int) -> KeyFigure:
    figure = finding.figures[place]
    return KeyFigure(labels.figure(figure.name), numbers.figure(figure), numbers.figure_range(figure), figure.base)


def _further_figures(finding: Finding) -> DataTable:
    rows = tuple(
        (
            Cell(labels.figure(figure.name)),
            Cell(numbers.figure(figure), True),
            Cell(numbers.figure_range(figure), True),
            Cell(figure.base),
        )
        for figure in finding.figures[LARGE:]
    )
    head = (Cell("Figure"), Cell("Value", True), Cell("Range", True), Cell("Of what"))
    return DataTable(f"{finding.id}-figures", "Further figures", head, rows, print_rows=len(rows))
