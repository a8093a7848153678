"""A published plan as open data: its actions as a table, and what each column means. No more than residents read."""

import csv
import io
from collections.abc import Iterable, Sequence

from frankpledge.documents.data import cell
from frankpledge.web.plans.models import Plan
from frankpledge.web.plans.residents import OpenPlan
from frankpledge.web.plans.residents_print import MEANINGS
from frankpledge.web.plans.standing import LABELS

COLUMNS = {
    "priority": "The priority that the action belongs to",
    "action": "What is done, in the sentence that is written for residents",
    "lead": "The agency that answers for it; empty where none is named",
    "due_on": "The day by which it is to be done (year-month-day); empty where it goes on all the time",
    "status": "How it stands, in words: the worse of what was said of it and what its days show",
    "said_on": "The day of the last word on how it goes (year-month-day); empty where nothing was said yet",
    "as_on": "The day on which this table was made (year-month-day); how an action stands can move with the day",
}
OGL = (
    "Open Government Licence v3.0 (https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/). "
    "Say where it is from: {source}."
)
INVENTED = "Everything here is invented for a demonstration: no real place, person or plan. Use it as you like."


def actions(shown: OpenPlan) -> str:
    """The plan's actions as CSV, in the order of the page. An action without a sentence for residents is not in it."""
    rows = [
        (
            each.title,
            row.action.public_sentence,
            str(row.action.lead or ""),
            row.action.due_on.isoformat() if row.action.due_on else "",
            row.standing.label,
            row.standing.said_on.isoformat() if row.standing.said_on else "",
            shown.today.isoformat(),
        )
        for each in shown.chapters
        for row in each.rows
    ]
    return _csv([tuple(COLUMNS), *rows])


def dictionary(shown: OpenPlan) -> str:
    """What the table is, what its columns and words mean, on which terms it may be used, and of which day it is."""
    about = (
        ("file", "actions.csv", f"The actions of {shown.plan} of {shown.plan.partnership} that residents read of"),
        ("made", "date", shown.today.isoformat()),
        ("made", "licence", licence(shown.plan)),
    )
    columns = [("column", name, means) for name, means in COLUMNS.items()]
    words = [("status", LABELS[key], means) for key, means in MEANINGS]
    return _csv([("of", "name", "meaning"), *about, *columns, *words])


def licence(plan: Plan) -> str:
    """On which terms the table may be used, in words."""
    if plan.partnership.demonstration:
        return INVENTED
    return OGL.format(source=f"{plan.partnership}, {plan}")


def _csv(rows: Iterable[Sequence[str]]) -> str:
    """CSV in which nothing is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()
