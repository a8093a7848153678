"""What a pack says of whether actions made a difference, as the evidence last had it."""

from frankpledge.documents.content import ChartBlock, Paragraph, Section
from frankpledge.documents.frozen import finding
from frankpledge.web.evaluations.queries import Row


def section(rows: list[Row]) -> Section | None:
    """Each evaluated action with its verdict, and the chart where it could be judged."""
    inner = []
    for row in rows:
        if row.newest is None:
            continue
        blocks = [
            Paragraph(f"{row.newest.get_answer_display()}. {row.newest.said}", "statement"),
            *([Paragraph(f"{row.newest.months}. {row.newest.against}", "small")] if row.newest.months else []),
        ]
        charts = finding(row.newest.entry, row.newest.pictures).charts if row.newest.entry else ()
        drawn = tuple(ChartBlock(f"worked-{row.place.pk}-{at}", chart) for at, chart in enumerate(charts))
        title = f"{row.place.action} in {row.place.words}"
        inner.append(Section(f"worked-{row.place.pk}", title, (*blocks, *drawn)))
    if not inner:
        return None
    said = Paragraph(
        "Judged by the crime recorded where it was done, before and since, beside a place like it. Recorded crime is not "
        "all crime, and other things change too."
    )
    return Section("worked", "Did it work?", (said,), tuple(inner))
