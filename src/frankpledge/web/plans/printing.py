"""
A plan as a document, for PDF, Word and the browser: one content tree out of the same rows that its pages show.

All five layouts print under their own headings; progress, achievements, membership, money, alignment, strategies,
adoption and glossary follow. A copy for residents holds public sentences only, and nothing restricted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from frankpledge.counted import counted
from frankpledge.documents.content import Block, Bullets, Document, Notice, Paragraph, Section
from frankpledge.web.accounts import queries as accounts
from frankpledge.web.accounts.models import Partner
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans import achieving, completeness, county, glossary, queries, rollup, sorting
from frankpledge.web.plans.models import Achievement, Action, Approval, Category, Chapter, LinkedStrategy, Plan
from frankpledge.web.plans.printed import day as _day
from frankpledge.web.plans.printed import glossary_table, invented, paragraphs, state, status, table
from frankpledge.web.plans.printed_districts import districts_section
from frankpledge.web.plans.queries import Row
from frankpledge.web.plans.residents import headings_of
from frankpledge.web.plans.sorting import Sorting
from frankpledge.web.priorities import restricting
from frankpledge.web.priorities.models import Restriction, Strategy

EMPTY_LINE = "Nothing is written here yet."


@dataclass(frozen=True)
class Printed:
    """What a copy of a plan is made of, as one viewer sees it on a day. `restricted` are its parts for a group alone."""

    plan: Plan
    today: date
    chapters: list[Chapter]
    rows: list[Row]
    sorted_into: Sorting
    achievements: list[Achievement]
    partners: list[Partner]
    strategies: list[LinkedStrategy]
    approvals: list[Approval]
    words: list[glossary.Explained]
    purses: list[Any] = field(default_factory=list)
    set_aside: dict[int, int] = field(default_factory=dict)  # priority id → pence
    measured: list[Any] = field(default_factory=list)
    matrices: list[Any] = field(default_factory=list)
    restricted: list[str] = field(default_factory=list)
    rolled: rollup.RollUp | None = None

    def of(self, chapter: Chapter) -> list[Row]:
        return [row for row in self.rows if row.action.chapter_id == chapter.pk]


def gather(viewer: Viewer, plan: Plan, today: date) -> Printed:
    """Everything that a copy for this viewer needs, in a fixed number of questions."""
    from frankpledge.web.funding import queries as funding
    from frankpledge.web.measures import queries as measures
    from frankpledge.web.scoring import alignment

    chapters = list(queries.chapters(viewer, plan))
    asked = queries.actions(viewer).filter(plan=plan, dropped_on=None)
    rows = queries.rows(viewer, asked, today)
    pots = funding.pots(viewer).filter(year__range=(_financial_year(plan.first_day), _financial_year(plan.last_day)))
    set_aside: dict[int, int] = {}
    for each in funding.commitments(viewer).filter(pot__in=pots, ended_on=None):
        set_aside[each.priority_id] = set_aside.get(each.priority_id, 0) + each.pence
    shown = measures.measures(viewer).filter(plan=plan, retired_on=None)
    texts = [text for _, text, _ in completeness.texts(viewer, plan)]
    return Printed(
        plan,
        today,
        chapters,
        rows,
        sorting.sorting(viewer, plan),
        list(achieving.achievements(viewer, plan)),
        list(accounts.partners(viewer)),
        list(LinkedStrategy.objects.filter(partnership=viewer.partnership, retired_on=None)),
        list(Approval.objects.filter(partnership=viewer.partnership, plan=plan, retired_on=None)),
        glossary.glossary(viewer, texts),
        funding.purses(viewer, pots),
        set_aside,
        measures.measured(viewer, shown, today),
        alignment.matrices(viewer, today, [each.priority for each in chapters]),
        _restricted(viewer, plan, chapters, rows),
        _rolled_up(viewer, plan, today),
    )


def _rolled_up(viewer: Viewer, plan: Plan, today: date) -> rollup.RollUp | None:
    """What the districts published for it: a copy is handed on, so nothing that they only shared."""
    districts = [each for each in county.district_plans(viewer, today) if not each.shared]
    return rollup.roll_up(viewer, districts, plan, today) if districts else None


def document(printed: Printed) -> Document:
    """The copy for the partnership."""
    plan, year = printed.plan, printed.plan.year_index(printed.today)
    opening: list[Block] = invented(plan)
    if plan.stage in (Plan.Stage.DRAFT, Plan.Stage.CONSULTED):
        opening.append(Notice("This is a draft", ("It is not agreed, and may change.",)))
    if printed.restricted:
        opening.append(Notice("Not for everybody", (*printed.restricted, "Hand this copy to nobody else.")))
    opening.append(Paragraph(_tally(printed.rows), "lead"))
    sections = [
        _foreword(plan),
        _at_a_glance(printed),
        _achievements(printed),
        *_chapters(printed),
        _lenses(printed),
        districts_section(printed.rolled),
        _alignment(printed),
        _money(printed),
        _members(printed),
        _strategies(printed),
        _adoption(printed),
        _glossary(printed),
    ]
    return Document(
        title=plan.title,
        kicker=str(plan.partnership),
        facts=(
            ("From", _day(plan.first_day)),
            ("Until", _day(plan.last_day)),
            ("Year of the plan", str(year)),
            ("Stage", f"{plan.get_stage_display()}{f', agreed on {_day(plan.agreed_on)}' if plan.agreed_on else ''}"),
            ("As of", _day(printed.today)),
        ),
        opening=tuple(opening),
        sections=tuple(section for section in sections if section),
        licences=(),
    )


def _restricted(viewer: Viewer, plan: Plan, chapters: list[Chapter], rows: list[Row]) -> list[str]:
    """In words, what of this copy is for a group alone."""
    kinds = restricting.Kind
    held: list[Restriction] = [
        *restricting.on(viewer, kinds.PLAN, [plan.pk]).values(),
        *restricting.on(viewer, kinds.PRIORITY, [each.priority_id for each in chapters]).values(),
        *restricting.on(viewer, kinds.ACTION, [row.action.pk for row in rows]).values(),
    ]
    names = {each.priority_id: str(each.priority) for each in chapters}
    numbers = {row.action.pk: str(row.action) for row in rows}
    said = {kinds.PLAN: {plan.pk: "The whole plan"}, kinds.PRIORITY: names, kinds.ACTION: numbers}
    return [
        f"{said[kinds(each.kind)][each.number]}: only for {', '.join(map(str, each.group.all()))}." for each in held
    ]


def _foreword(plan: Plan) -> Section | None:
    return Section("foreword", "Foreword", paragraphs(plan.foreword)) if plan.foreword.strip() else None


def _at_a_glance(printed: Printed) -> Section | None:
    """The priorities with what each serves and how its actions stand."""
    if not printed.chapters:
        return None
    labels = dict(Strategy.choices)
    rows = [
        (
            *((each.theme or "none",) if _themed(printed) else ()),
            each.priority.title,
            each.priority.public_sentence or each.priority.why or "not written yet",
            "; ".join(str(labels[code]) for code in each.priority.strategies if code in labels) or "none named",
            _tally(printed.of(each), short=True),
        )
        for each in printed.chapters
    ]
    theme = ("Theme",) if _themed(printed) else ()
    head = (*theme, "Priority", "What we want", "Duties that it serves", "Actions")
    return Section("glance", "Our priorities", (table("glance", "Priorities, and how far they are", head, rows),))


def _chapters(printed: Printed) -> list[Section]:
    """Each priority under its layout's headings; a plan of themes has its priorities below them."""
    if not _themed(printed):
        return [_chapter(printed, each) for each in printed.chapters]
    themes: dict[str, list[Chapter]] = {}
    for each in printed.chapters:
        themes.setdefault(each.theme or "Other priorities", []).append(each)
    return [
        Section(f"theme-{number}", theme, (), tuple(_chapter(printed, each) for each in chapters))
        for number, (theme, chapters) in enumerate(themes.items(), 1)
    ]


def _chapter(printed: Printed, chapter: Chapter) -> Section:
    blocks: list[Block] = []
    if chapter.priority.public_sentence:
        blocks.append(Paragraph(chapter.priority.public_sentence, "statement"))
    if chapter.priority.why:
        blocks += paragraphs(chapter.priority.why)
    if mine := printed.sorted_into.chapters.get(chapter.pk):
        blocks.append(Paragraph(_categories(mine), "small"))
    inner = [
        Section(f"priority-{chapter.pk}-{number}", heading, paragraphs(chapter.words[heading]))
        for number, heading in enumerate(headings_of(chapter))
    ]
    if objectives := [each.text for each in chapter.objectives.all()]:
        inner.append(Section(f"priority-{chapter.pk}-objectives", "Objectives", (Bullets(tuple(objectives)),)))
    if measured := [each for each in printed.measured if each.measure.chapter_id == chapter.pk]:
        inner.append(_measures(chapter, measured))
    inner.append(_actions(printed, chapter))
    if pence := printed.set_aside.get(chapter.priority_id):
        blocks.append(Paragraph(f"Money set aside for it: {_pounds(pence)}."))
    return Section(f"priority-{chapter.pk}", chapter.priority.title, tuple(blocks), tuple(inner))


def _measures(chapter: Chapter, measured: list[Any]) -> Section:
    rows = [
        (
            str(each.measure),
            f"{each.newest.value:,g} ({each.newest.period.label})" if each.newest else "no figure yet",
            state(each.judgement.state, each.judgement.label),
        )
        for each in measured
    ]
    id = f"priority-{chapter.pk}-measures"
    head = ("Measure", "Newest figure", "Where it stands")
    made = table(f"{id}-table", f"Measures: {chapter}", head, rows)
    return Section(id, "How we measure it", (made,), wide=True)


def _actions(printed: Printed, chapter: Chapter) -> Section:
    id, rows = f"priority-{chapter.pk}-actions", printed.of(chapter)
    if not rows:
        return Section(id, "Actions", (Paragraph("No action yet."),), wide=True)
    lines = [
        (
            _action_words(printed, row),
            str(row.action.lead or "nobody yet"),
            _day(row.action.due_on) if row.action.due_on else "all year",
            status(row.standing.shown),
            f"{row.word.text or 'no words'} ({_day(row.word.on)})" if row.word else "nothing yet",
        )
        for row in rows
    ]
    head = ("Action", "Lead", "Due", "How it stands", "Last said")
    made = table(f"{id}-table", f"{chapter}: {_tally(rows).rstrip('.')}", head, lines)
    return Section(id, "Actions", (made,), wide=True)


def _action_words(printed: Printed, row: Row) -> str:
    action: Action = row.action
    helping = ", ".join(str(each.agency) for each in action.helpers)
    words = f"{action.number}. {action.text}"
    words += f" With {helping}." if helping else ""
    mine = printed.sorted_into.actions.get(action.pk)
    return f"{words} [{', '.join(map(str, mine))}]" if mine else words


def _achievements(printed: Printed) -> Section | None:
    if not printed.achievements:
        return None
    heads: dict[str, list[str]] = {}
    for each in printed.achievements:
        source = f" (said of {each.update.action} on {_day(each.update.on)})" if each.update else ""
        heads.setdefault(each.under or "Other", []).append(f"{each.text}{source}")
    if len(heads) == 1:
        return Section("achievements", "What we reached", (Bullets(tuple(*heads.values())),))
    inner = tuple(
        Section(f"achievements-{number}", head, (Bullets(tuple(lines)),))
        for number, (head, lines) in enumerate(heads.items())
    )
    return Section("achievements", "What we reached", (), inner)


def _lenses(printed: Printed) -> Section | None:
    """The same actions in the plan's second orders: what belongs to each category."""
    found: dict[Category, list[Row]] = {}
    for row in printed.rows:
        for category in printed.sorted_into.of(row.action):
            found.setdefault(category, []).append(row)
    if not found:
        return None
    lenses: dict[str, list[tuple[str, str, str]]] = {}
    for category, rows in sorted(found.items(), key=lambda item: (item[0].lens_id, item[0].pk)):
        numbers = ", ".join(str(row.action.number) for row in rows)
        lenses.setdefault(str(category.lens), []).append((category.title, numbers, _tally(rows, short=True)))
    tables = tuple(
        table(f"lens-{number}", lens, ("Theme", "Numbers of its actions", "How they stand"), lines)
        for number, (lens, lines) in enumerate(lenses.items())
    )
    return Section("lenses", "The plan seen another way", tables)


def _alignment(printed: Printed) -> Section | None:
    """Each matrix of another body's plan against ours, with the gaps both ways."""
    inner = []
    for number, matrix in enumerate(printed.matrices):
        rows = [
            (
                str(row.objective),
                "; ".join(f"{each.get_strength_display()}: {_name(printed, each.priority_id)}" for each in row.serving)
                or "no priority: a gap",
            )
            for row in matrix.rows
        ]
        blocks: list[Block] = [
            table(
                f"alignment-{number}",
                f"{matrix.plan.body}, {matrix.plan.version}",
                ("Objective", "Served by"),
                rows,
            )
        ]
        if matrix.unserved:
            blocks.append(Paragraph(f"Objectives that none of our priorities serves: {_listed(matrix.unserved)}."))
        if matrix.apart:
            blocks.append(Paragraph(f"Priorities that serve none of its objectives: {_listed(matrix.apart)}."))
        inner.append(Section(f"alignment-of-{number}", matrix.plan.name, tuple(blocks), wide=True))
    return Section("alignment", "How it fits the plans of others", (), tuple(inner)) if inner else None


def _money(printed: Printed) -> Section | None:
    if not printed.purses:
        return None
    rows = [
        (str(each.pot), each.pot.funder, _pounds(each.pot.pence), _pounds(each.committed), _pounds(each.spent))
        for each in printed.purses
    ]
    blocks: list[Block] = [
        table("money", "Pots of the plan’s years", ("Pot", "From", "Whole", "Set aside", "Spent"), rows)
    ]
    named = [each for each in printed.chapters if each.priority_id in printed.set_aside]
    if named:
        lines = [(each.priority.title, _pounds(printed.set_aside[each.priority_id])) for each in named]
        blocks.append(table("set-aside", "Set aside for priorities", ("Priority", "Money"), lines))
    return Section("funding", "Money", tuple(blocks))


def _members(printed: Printed) -> Section | None:
    if not printed.partners:
        return None
    order = list(Partner.Standing.values)
    rows = [
        (str(each.agency), each.get_standing_display(), str(each.liaison.name) if each.liaison else "nobody named yet")
        for each in sorted(printed.partners, key=lambda each: (order.index(each.standing), str(each.agency)))
    ]
    head = ("Agency", "Its place", "Who speaks for it")
    return Section("members", "Who we are", (table("members", "Members of the partnership", head, rows),))


def _strategies(printed: Printed) -> Section | None:
    if not printed.strategies:
        return None
    rows = [
        (
            each.title,
            each.owner,
            each.says or "not written yet",
            f"{_day(each.review_on)}{' (overdue)' if each.review_on < printed.today else ''}"
            if each.review_on
            else "no day named",
            each.link or "not online",
        )
        for each in printed.strategies
    ]
    head = ("Plan or strategy", "Whose", "What it means for ours", "Looked at again by", "Where")
    return Section("strategies", "Linked plans", (table("strategies", "Linked plans and strategies", head, rows),))


def _adoption(printed: Printed) -> Section | None:
    blocks: list[Block] = []
    if printed.plan.agreed_considering:
        blocks.append(Paragraph(f"When it was agreed, this was considered: {printed.plan.agreed_considering}"))
    if printed.approvals:
        rows = [
            (
                each.body,
                each.get_outcome_display() if each.outcome else "not decided yet",
                _day(each.decided_on) if each.decided_on else "",
                each.minute,
                each.changed,
            )
            for each in printed.approvals
        ]
        head = ("Body", "What it decided", "On", "Minute", "Changes or reasons")
        blocks.append(table("adoption", "Bodies that adopt this plan", head, rows))
    return Section("adoption", "Adoption", tuple(blocks)) if blocks else None


def _glossary(printed: Printed) -> Section | None:
    if not printed.words:
        return None
    return Section("words", "Words used in this plan", (glossary_table(printed.words),))


def _tally(rows: list[Row], *, short: bool = False) -> str:
    words = ", ".join(f"{count} {label.lower()}" for _, label, count in queries.tally(rows) if count)
    if short:
        return words or "none"
    return f"{counted(len(rows), 'action')}: {words}." if rows else "No action yet."


def _themed(printed: Printed) -> bool:
    return printed.plan.layout == Plan.Layout.THEMES or any(each.theme for each in printed.chapters)


def _categories(mine: list[Category]) -> str:
    return "; ".join(f"{each.lens}: {each.title}" for each in mine)


def _name(printed: Printed, priority: int) -> str:
    return next(str(each.priority) for each in printed.chapters if each.priority_id == priority)


def _listed(things: Iterable[object]) -> str:
    return "; ".join(map(str, things))


def _financial_year(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def _pounds(pence: int) -> str:
    from frankpledge.web.funding.money import pounds

    return pounds(pence)
