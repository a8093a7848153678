"""Every question about saved questions, on a viewer's behalf; and an answer as table, chart and citation."""

import csv
import io
from typing import Any, cast

from django.db.models import Count, Max, QuerySet

from frankpledge.assessment.finding import Chart, Series
from frankpledge.documents import charts
from frankpledge.documents.data import cell
from frankpledge.month import Month
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.questions.asking import BREAKDOWNS, Asked, Breakdown, CountedBy
from frankpledge.web.questions.models import Answer, Question

MOST_BARS = 20
HIDDEN = "[c]"


def questions(viewer: Viewer) -> QuerySet[Question]:
    """The partnership's questions that the viewer may see, the newest first, with the number of their answers."""
    mine: QuerySet[Question] = Question.objects.filter(partnership=viewer.partnership)
    if not viewer.may(Permission.SEE_RESTRICTED):
        # A question with one restricted answer is not shown by halves.
        mine = mine.filter(restricted=False).exclude(answers__restricted=True)
    counted = mine.annotate(answer_count=Count("answers"), answered_at=Max("answers__at"))
    return counted.select_related("asked_by", "partnership")


def answers(viewer: Viewer, question: Question) -> QuerySet[Answer]:
    """All answers to a question that the viewer may see, the newest first."""
    return seen(viewer).filter(question=question).select_related("by")


def seen(viewer: Viewer) -> QuerySet[Answer]:
    """Every answer that the viewer may see: of the restricted, none without the permission."""
    mine: QuerySet[Answer] = Answer.objects.filter(partnership=viewer.partnership)
    if not viewer.may(Permission.SEE_RESTRICTED):
        mine = mine.filter(question__restricted=False, restricted=False)
    return mine.select_related("question__partnership", "partnership")


def asked_in(question: Question) -> Asked:
    """The question as it is put."""
    return Asked(
        source=question.source,
        area=question.area_code,
        counted_by=cast("CountedBy", question.counted_by),
        crime_type=question.crime_type,
        breakdown=cast("Breakdown", question.breakdown),
        first=Month.parse(question.first_month) if question.first_month else None,
        last=Month.parse(question.last_month) if question.last_month else None,
        latest=question.latest,
    )


def rows(content: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Label, code and count in words: a hidden number says so, and so does a month that is not held."""
    missing = set(content["not_held"])
    return [
        (label, code, f"{count:,}" if count is not None else "not held" if code in missing else "hidden")
        for label, code, count in content["rows"]
    ]


def has_codes(content: dict[str, Any]) -> bool:
    """Whether the codes say more than the labels."""
    return content["columns"][0] in (BREAKDOWNS["ward"], BREAKDOWNS["lsoa"])


def chart(title: str, content: dict[str, Any]) -> list[str]:
    """The answer as pictures, for a wide page and for a narrow one; none where there is nothing to draw."""
    line = content["columns"][0] == BREAKDOWNS["month"]
    drawn = content["rows"] if line else [row for row in content["rows"] if row[2]][:MOST_BARS]
    if not drawn:
        return []
    more = len(content["rows"]) - len(drawn)
    picture = Chart(
        kind="line" if line else "bar",
        title=title,
        description=f"Counts by {content['columns'][0].lower()}: the same as in the table below."
        + (f" The table has {more} more." if more else ""),
        labels=tuple(Month.parse(code).label if line else label for label, code, _ in drawn),
        series=(Series("Count", tuple(None if count is None else float(count) for *_, count in drawn)),),
        y_label="Rows",
    )
    return [
        charts.draw(picture, "answer-wide", charts.WIDE, class_="fd-wide"),
        charts.draw(picture, "answer-narrow", charts.NARROW, class_="fd-narrow"),
    ]


def moved(newer: dict[str, Any], older: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What the newer answer says that the older did not: label, then, now; a row that is new was nothing then."""
    then = {(label, code): count for label, code, count in rows(older)}
    return [
        (label, then.get((label, code), "not there"), count)
        for label, code, count in rows(newer)
        if then.get((label, code)) != count
    ]


def as_csv(content: dict[str, Any]) -> str:
    """A table for a spreadsheet, in which nothing is a formula."""
    missing = set(content["not_held"])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([cell(name) for name in content["columns"]])
    for label, code, count in content["rows"]:
        shown = count if count is not None else "" if code in missing else HIDDEN
        writer.writerow([cell(label), cell(code), cell(shown)])
    writer.writerow(["Total", "", cell(HIDDEN if content["total"] is None else content["total"])])
    return out.getvalue()


def citation(answer: Answer, address: str) -> str:
    """How an answer is cited: what, of whom, when, from what, where, and its fingerprint."""
    question = answer.question
    months = answer.content["months"]
    period = f"{Month.parse(months[0]).label} to {Month.parse(months[-1]).label}"
    return (
        f"{question.partnership}, “{question.title}”, answer {answer.number} of {answer.at:%-d %B %Y}: "
        f"{question.area_name}, {period}. {answer.content['filter']}. {address} (SHA-256 {answer.digest[:16]})"
    )
