"""What a pack says, worked out from the plan: measures, actions by state and age, what is in the way, what is missing."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from frankpledge.documents.content import Block, Bullets, ChartBlock, Document, Notice, Paragraph, Section
from frankpledge.web.accountability import achieved, hangs_together, money, residents, risks_moved, worked
from frankpledge.web.accountability.blocks import day as _day
from frankpledge.web.accountability.blocks import table as _table
from frankpledge.web.accountability.models import Pack, spell
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.evaluations import queries as evaluations
from frankpledge.web.measures import queries as measures
from frankpledge.web.measures.drawing import chart_of
from frankpledge.web.measures.judging import shown as figure
from frankpledge.web.measures.queries import Measured
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans import seeing
from frankpledge.web.plans.models import Achievement, Action, Milestone, Plan, ProgressUpdate
from frankpledge.web.plans.queries import Row
from frankpledge.web.plans.standing import LABELS
from frankpledge.web.risks import queries as register

NOBODY = "Nobody leads these"
TROUBLE = ("off_track", "at_risk")


@dataclass(frozen=True)
class Gathered:
    """What the pack is made of, as of a day."""

    pack: Pack
    plan: Plan
    rows: list[Row]
    dropped: list[Action]
    measured: list[Measured]
    said: list[ProgressUpdate]
    coming: list[Milestone]
    reached: list[Milestone]
    picked: list[Achievement]
    risks: risks_moved.RisksMoved
    together: hangs_together.Together
    money: money.Money
    said_by_residents: list[residents.Said]
    evaluated: list[evaluations.Row]
    today: date


def gather(viewer: Viewer, pack: Pack, today: date) -> Gathered:
    """
    Everything a pack needs, in a fixed number of questions. It is for everybody: what is restricted is not in it,
    whoever makes it.
    """
    plan = plans.plans(viewer).get(pk=pack.plan_id)
    every = plans.rows(viewer, seeing.open_ones(plans.actions(viewer).filter(plan=plan)), today)
    shown = seeing.open_chapters(measures.measures(viewer).filter(plan=plan, retired_on=None), "chapter__")
    said = ProgressUpdate.objects.filter(
        partnership=viewer.partnership, action__plan=plan, on__range=(pack.first_day, pack.last_day)
    )
    coming = Milestone.objects.filter(
        partnership=viewer.partnership, action__plan=plan, action__dropped_on=None, reached_on=None
    )
    reached = Milestone.objects.filter(
        partnership=viewer.partnership, action__plan=plan, reached_on__range=(pack.first_day, pack.last_day)
    )
    here = {row.action.pk for row in every}
    evaluated = evaluations.of_plan(viewer, plan, heavy=True)
    going_on = [row for row in every if row.action.dropped_on is None]
    measured = measures.measured(viewer, shown, today)
    return Gathered(
        pack,
        plan,
        going_on,
        [row.action for row in every if row.action.dropped_on and pack.first_day <= row.action.dropped_on <= today],
        measured,
        list(seeing.open_ones(said, "action__").select_related("action__lead")),
        list(seeing.open_ones(coming, "action__").select_related("action").order_by("due_on")),
        list(seeing.open_ones(reached, "action__").select_related("action").order_by("reached_on")),
        list(achieved.picked(pack)) if pack.kind == Pack.Kind.YEAR else [],
        risks_moved.gather(viewer, pack, today),
        hangs_together.gather(viewer, going_on, measured, register.risks(viewer)),
        money.gather(viewer, pack, today),
        residents.gather(viewer, pack),
        [each for each in evaluated if each.place.action_id in here],
        today,
    )


def gaps(gathered: Gathered) -> list[tuple[str, list[str]]]:
    """What is missing, by the agency that could give it, the agency with most first."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in gathered.rows:
        agency = str(row.action.lead or NOBODY)
        if row.action.lead is None:
            found[agency].append(f"{row.action} has nobody who answers for it.")
        if row.standing.old:
            age = f"for {row.standing.age} days" if row.word else "yet"
            found[agency].append(f"{row.action}: no word {age}.")
    for each in gathered.measured:
        if each.judgement.state == "nothing":
            found["Measures"].append(f"“{each.measure}” has no figure.")
        elif each.judgement.missing:
            found["Measures"].append(f"“{each.measure}” lacks {len(each.judgement.missing)} months.")
        elif each.newest and each.newest.state == "provisional" and each.newest.by_id:
            found["Measures"].append(f"“{each.measure}”: the figure of {each.newest.period.label} is provisional.")
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def document(gathered: Gathered) -> Document:
    """The pack as a document, to print in any format."""
    pack = gathered.pack
    counts = Counter(row.standing.shown for row in gathered.rows)
    tally = ", ".join(f"{counts[status]} {str(label).lower()}" for status, label in LABELS.items() if counts[status])
    opening: list[Block] = []
    missing = gaps(gathered)
    if missing:
        lines = tuple(f"{agency}: {len(each)} {'gap' if len(each) == 1 else 'gaps'}" for agency, each in missing)
        opening.append(Notice("What is missing", lines))
    opening += [Paragraph(text) for text in pack.summary.split("\n") if text.strip()]
    opening.append(Paragraph(f"The plan has {len(gathered.rows)} actions: {tally or 'none yet'}.", "lead"))
    if pack.ask:
        opening.append(Paragraph("The meeting is asked to decide:"))
        opening.append(Bullets(tuple(line for line in pack.ask.split("\n") if line.strip())))
    builders: tuple[Callable[[Gathered], Section | None], ...] = (
        _achieved, _residents, _measures, _worked, _trouble, _done, _actions, _risks, _together, _money, _coming,
        _changed, _missing,
    )  # fmt: skip
    sections = tuple(section for build in builders if (section := build(gathered)))
    return Document(
        title=f"{gathered.plan.partnership}: {spell(pack.first_day, pack.last_day)}",
        kicker=pack.get_kind_display(),
        facts=(
            ("Plan", gathered.plan.title),
            ("As of", _day(gathered.today)),
            *((("Signed by", f"{pack.signed_by}, {pack.signed_as}"),) if pack.signed_by else ()),
        ),
        opening=tuple(opening),
        sections=sections,
        licences=("Contains public sector information licensed under the Open Government Licence v3.0.",)
        if gathered.evaluated or any(each.definition.crime_type for each in gathered.measured)
        else (),
    )


def _achieved(gathered: Gathered) -> Section | None:
    if gathered.pack.kind != Pack.Kind.YEAR:
        return None
    return achieved.section(gathered.pack, gathered.rows, gathered.reached, gathered.picked)


def _worked(gathered: Gathered) -> Section | None:
    return worked.section(gathered.evaluated)


def _risks(gathered: Gathered) -> Section | None:
    return risks_moved.section(gathered.risks)


def _residents(gathered: Gathered) -> Section | None:
    return residents.section(gathered.said_by_residents)


def _together(gathered: Gathered) -> Section | None:
    return hangs_together.section(gathered.together)


def _money(gathered: Gathered) -> Section | None:
    return money.section(gathered.money)


def _measures(gathered: Gathered) -> Section | None:
    if not gathered.measured:
        return None
    charts = {each.measure.pk: chart_of(each) for each in gathered.measured}  # below which its words stand
    table = _table(
        "measures",
        "Measures, and where they stand",
        ("Measure", "Newest figure", "Target", "Where it stands"),
        (
            (
                str(each.measure),
                f"{figure(each.newest.value, each.measure.unit)} ({each.newest.period.label}, {each.newest.get_state_display()})"
                if each.newest
                else "none",
                _target(each),
                each.judgement.label if charts[each.measure.pk] else f"{each.judgement.label}. {each.judgement.words}",
            )
            for each in gathered.measured
        ),
    )
    inner = tuple(
        Section(
            f"measure-{each.measure.pk}",
            str(each.measure),
            (
                Paragraph(f"{each.judgement.label}. {each.judgement.words}", "statement"),
                ChartBlock(f"chart-{each.measure.pk}", chart),
            ),
        )
        for each in gathered.measured
        if (chart := charts[each.measure.pk]) is not None
    )
    return Section("measures", "Measures", (table,), inner)


def _trouble(gathered: Gathered) -> Section | None:
    rows = [row for row in gathered.rows if row.standing.shown in TROUBLE]
    if not rows:
        return None
    rows.sort(key=lambda row: (TROUBLE.index(row.standing.shown), row.action.number))
    return Section(
        "trouble",
        "What is not on track, and what is done about it",
        (
            _table(
                "exceptions",
                "Actions that are off track or at risk",
                ("Action", "How it stands", "What was said"),
                (
                    (
                        f"{row.action.number}. {row.action.text} ({row.action.lead or 'nobody leads it'})",
                        f"{row.standing.label}. {row.standing.because}".strip(),
                        f"{row.word.text} ({_day(row.word.on)})" if row.word and row.word.text else "nothing",
                    )
                    for row in rows
                ),
            ),
        ),
    )


def _done(gathered: Gathered) -> Section | None:
    done = [
        row
        for row in gathered.rows
        if row.standing.said == "complete" and row.word and row.word.on >= gathered.pack.first_day
    ]
    if not done:
        return None
    lines = tuple(
        f"{row.action.number}. {row.action.text}{f' – {row.word.text}' if row.word and row.word.text else ''}"
        for row in done
    )
    return Section("done", "Completed", (Bullets(lines),))


def _actions(gathered: Gathered) -> Section:
    table = _table(
        "actions",
        "Every action: what was said, and how old the word is",
        ("Action", "Lead", "Due", "How it stands", "Last word"),
        (
            (
                f"{row.action.number}. {row.action.text}",
                str(row.action.lead or "nobody"),
                _day(row.action.due_on) if row.action.due_on else "all year",
                row.standing.label,
                "none"
                if row.word is None
                else "undated"
                if row.word.undated
                else f"{_day(row.word.on)}, {row.standing.age} days ago",
            )
            for row in gathered.rows
        ),
    )
    by_agency = Counter(str(said.action.lead or NOBODY) for said in gathered.said)
    words = ", ".join(f"{agency} {count}" for agency, count in by_agency.most_common())
    said = (
        f"In these months agencies gave {len(gathered.said)} updates: {words}."
        if gathered.said
        else "Nobody gave an update in these months."
    )
    return Section("actions", "All actions", (Paragraph(said), table))


def _coming(gathered: Gathered) -> Section | None:
    soon = gathered.today.toordinal() + 92
    days = [
        (each.due_on, f"{each.text} (a step of action {each.action.number})")
        for each in gathered.coming
        if each.due_on.toordinal() <= soon
    ]
    days += [
        (row.action.due_on, f"action {row.action.number}. {row.action.text}")
        for row in gathered.rows
        if row.action.due_on
        and gathered.today <= row.action.due_on
        and row.action.due_on.toordinal() <= soon
        and row.standing.said != "complete"
    ]
    lines = [f"{_day(due)}: {words}" for due, words in sorted(days)]
    return Section("coming", "Due in the next three months", (Bullets(tuple(lines)),)) if lines else None


def _changed(gathered: Gathered) -> Section | None:
    lines = tuple(
        f"{action} was dropped on {_day(action.dropped_on)}: {action.dropped_because}"
        for action in gathered.dropped
        if action.dropped_on
    )
    return Section("changed", "What changed in the plan", (Bullets(lines),)) if lines else None


def _missing(gathered: Gathered) -> Section | None:
    missing = gaps(gathered)
    if not missing:
        return None
    inner = tuple(
        Section(f"missing-{number}", agency, (Bullets(tuple(lines)),)) for number, (agency, lines) in enumerate(missing)
    )
    return Section("missing", "What is missing, by agency", (), inner)


def _target(measured: Measured) -> str:
    defined = measured.definition
    if defined.reach_by:
        return f"by {_day(defined.reach_by)}"
    if defined.target is None:
        return "none"
    unit = {"percent": "%", "count": " a year"}.get(measured.measure.unit, "")
    second = f" and {defined.second_target:,g}{unit}" if defined.second_target is not None else ""
    return f"{defined.target:,g}{unit}{second}"
