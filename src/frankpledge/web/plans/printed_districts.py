"""The county's table in its plan: which priority of which district serves which of its own, and the gaps."""

from frankpledge.documents.content import Block, Bullets, Paragraph, Section
from frankpledge.web.plans.printed import table
from frankpledge.web.plans.rollup import RollUp, Row


def districts_section(rolled: RollUp | None) -> Section | None:
    if rolled is None:
        return None
    inner = [_row(number, row) for number, row in enumerate(rolled.rows)]
    if gaps := _gaps(rolled):
        inner.append(Section("districts-gaps", "Gaps", (Bullets(tuple(gaps)),)))
    opening = Paragraph(
        f"Of {len(rolled.districts)} districts, {sum(each.plan is not None for each in rolled.districts)} have"
        " published a plan for today. Each says itself, or we said of it, which of our priorities its own serve."
    )
    return Section("districts", "What the districts do", (opening,), tuple(inner))


def _row(number: int, row: Row) -> Section:
    id = f"districts-{number}"
    lines = [
        (str(cell.district.district), str(one.chapter), one.how, one.tally or "none yet")
        for cell in row.cells
        for one in cell.serving
    ]
    head = ("District", "Its priority", "How it serves ours", "Its actions")
    caption = f"Districts that serve: {row.chapter}"
    made: Block = table(f"{id}-table", caption, head, lines) if lines else Paragraph("No district serves it: a gap.")
    return Section(id, str(row.chapter), (made,))


def _gaps(rolled: RollUp) -> list[str]:
    found = [f"No district serves “{each}”." for each in rolled.unserved]
    found += [
        f"{each.district}: {'; '.join(str(one) for one in alone)} {'serves' if len(alone) == 1 else 'serve'} none of"
        " our priorities."
        for each, alone in rolled.apart
    ]
    silent = [str(each.district) for each in rolled.districts if each.plan is None]
    if silent:
        found.append(f"No published plan for today: {'; '.join(silent)}.")
    return found
