"""What a monitoring return says, worked out from the updates, the measures and the money that are there already."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frankpledge.documents.content import Block, Bullets, Cell, DataTable, Document, Notice, Paragraph, Section
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.funding import queries
from frankpledge.web.funding.models import Grant, Line, Return
from frankpledge.web.funding.money import pounds
from frankpledge.web.measures import queries as measures
from frankpledge.web.measures.models import MeasuredAction
from frankpledge.web.measures.queries import Measured
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans import seeing
from frankpledge.web.plans.models import ProgressUpdate
from frankpledge.web.plans.queries import Row


@dataclass(frozen=True)
class Gathered:
    """What a return is made of, as of a day."""

    report: Return
    grant: Grant
    rows: list[Row]
    said: dict[int, list[ProgressUpdate]]
    measured: list[Measured]
    lines: list[Line]
    spent_before: int
    today: date


def gather(viewer: Viewer, report: Return, today: date) -> Gathered:
    """
    Everything that a return needs, in a fixed number of questions. It goes to the funder: no restricted action is in it.
    """
    grant = queries.grants(viewer).get(pk=report.grant_id)
    paid = [link.action_id for link in seeing.open_ones(queries.paid_actions(viewer, grant), "action__")]
    rows = plans.rows(viewer, plans.actions(viewer).filter(pk__in=paid), today)
    said: dict[int, list[ProgressUpdate]] = defaultdict(list)
    # What was corrected is left out; its correction stands.
    words = ProgressUpdate.objects.filter(
        partnership=viewer.partnership,
        action__in=paid,
        on__range=(report.first_day, report.last_day),
        corrected_by=None,
    )
    for each in words.select_related("agency").order_by("on", "pk"):
        said[each.action_id].append(each)
    moved = MeasuredAction.objects.filter(partnership=viewer.partnership, action__in=paid)
    shown = seeing.open_chapters(
        measures.measures(viewer).filter(pk__in=moved.values("measure"), retired_on=None), "chapter__"
    )
    counted = [
        line
        for line in queries.lines(viewer, grant=grant, kind=Line.Kind.SPENT, on__lte=report.last_day)
        if not hasattr(line, "corrected_by") and line.pence
    ]
    return Gathered(
        report,
        grant,
        rows,
        said,
        measures.measured(viewer, shown, today),
        [line for line in counted if line.on >= report.first_day],
        sum(line.pence for line in counted if line.on < report.first_day),
        today,
    )


def gaps(gathered: Gathered) -> list[str]:
    """What a funder would miss."""
    found = [] if gathered.rows else ["No action is named that this grant pays for."]
    found += [f"{row.action}: nothing was said in these months." for row in _silent(gathered)]
    found += [f"“{each.measure}” has no figure." for each in gathered.measured if each.newest is None]
    if not gathered.lines:
        found.append("No spending is recorded in these months.")
    return found


def document(gathered: Gathered) -> Document:
    """The return as a document, to print in any format: purpose, what was done, results, money, what is missing."""
    grant, report = gathered.grant, gathered.report
    opening: list[Block] = []
    missing = gaps(gathered)
    if missing and report.state == Return.State.DRAFT:
        opening.append(Notice("What is missing", tuple(missing)))
    opening += [Paragraph(text) for text in report.words.split("\n") if text.strip()]
    given = f"{pounds(grant.pence)} from {grant.organisation}" if grant.way == "in" else f"{pounds(grant.pence)}"
    return Document(
        title=f"{grant.title}: {_day(report.first_day)} to {_day(report.last_day)}",
        kicker="Monitoring return",
        facts=(
            ("Partnership", str(grant.partnership)),
            ("Grant", given),
            ("As of", _day(gathered.today)),
            *((("Signed as sent by", str(report.sent_by)),) if report.sent_by else ()),
        ),
        opening=tuple(opening),
        sections=(_purpose(grant), _done(gathered), *_results(gathered), _money(gathered)),
        licences=("Contains public sector information licensed under the Open Government Licence v3.0.",)
        if any(each.definition.crime_type for each in gathered.measured)
        else (),
    )


def _purpose(grant: Grant) -> Section:
    blocks: list[Block] = [Paragraph(text) for text in grant.purpose.split("\n") if text.strip()]
    conditions = tuple(line.strip() for line in grant.conditions.split("\n") if line.strip())
    if conditions:
        blocks += [Paragraph("On these conditions:"), Bullets(conditions)]
    return Section("purpose", "What the grant is for", tuple(blocks))


def _done(gathered: Gathered) -> Section:
    rows = [
        (
            f"{row.action.number}. {row.action.text}",
            str(row.action.lead or "nobody"),
            row.standing.label,
            " ".join(f"{_day(each.on)}: {each.text}".strip(" :") for each in gathered.said.get(row.action.pk, ()))
            or "Nothing was said in these months.",
        )
        for row in gathered.rows
    ]
    if not rows:
        return Section("done", "What was done", (Paragraph("No action is named that this grant pays for."),))
    caption = "Actions that the grant pays for, with what their agencies said in these months"
    return Section(
        "done", "What was done", (_table("done", caption, ("Action", "Lead", "How it stands", "What was said"), rows),)
    )


def _results(gathered: Gathered) -> tuple[Section, ...]:
    if not gathered.measured:
        return ()
    rows = [
        (
            str(each.measure),
            f"{each.newest.value:,g} ({each.newest.period.label}, {each.newest.get_state_display()})"
            if each.newest
            else "none",
            f"{each.definition.target:,g}" if each.definition.target is not None else "none",
            f"{each.judgement.label}. {each.judgement.words}",
        )
        for each in gathered.measured
    ]
    table = _table(
        "results",
        "Measures that these actions are meant to move",
        ("Measure", "Newest figure", "Target", "Where it stands"),
        rows,
    )
    return (Section("results", "Results", (table,)),)


def _money(gathered: Gathered) -> Section:
    here = sum(line.pence for line in gathered.lines)
    whole = gathered.spent_before + here
    left = gathered.grant.pence - whole
    rows = [
        ("Granted", pounds(gathered.grant.pence)),
        ("Spent before these months", pounds(gathered.spent_before)),
        ("Spent in these months", pounds(here)),
        ("Not spent yet" if left >= 0 else "Spent beyond the grant", pounds(abs(left))),
    ]
    blocks: list[Block] = [_table("money", "The grant and what was spent of it", ("Of the grant", "Amount"), rows)]
    if gathered.lines:
        spent = [(_day(line.on), line.words, pounds(line.pence)) for line in reversed(gathered.lines)]
        blocks.append(_table("spending", "Spending in these months", ("Day", "What for", "Amount"), spent))
    return Section("money", "Money", tuple(blocks))


def _silent(gathered: Gathered) -> list[Row]:
    return [row for row in gathered.rows if row.action.pk not in gathered.said and not row.action.dropped_on]


def _table(id: str, caption: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> DataTable:
    filled = tuple(tuple(Cell(text) for text in row) for row in rows)
    return DataTable(
        id, caption, tuple(Cell(text) for text in head), filled, folded=False, print_rows=max(1, len(filled))
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
