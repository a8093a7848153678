"""Making an assessment and putting it on the shelf, telling how far it is."""

from pathlib import Path
from typing import Any

from frankpledge.archive.archive import Archive
from frankpledge.archive.areas import find_area
from frankpledge.assessment.assess import assess
from frankpledge.month import Month
from frankpledge.web.assessments import shelf
from frankpledge.web.jobs.tell import Tell


def make_assessment(archive: Path, asked: dict[str, Any], tell: Tell) -> dict[str, object]:
    """`asked` holds the area's code, the last month and the number of months; returns the address of the result."""
    snapshot = Archive(archive).snapshot()
    area = find_area(snapshot, asked["area"])
    assessment = assess(
        snapshot,
        area,
        Month.parse(asked["to"]),
        months=asked["months"],
        progress=lambda message, done, total: tell(message, done, total, None, None),
    )
    tell("Printing web page, PDF and Word", 99, 100, None, None)
    made = shelf.put(archive, assessment)
    return {"code": made.code, "period": made.period}
