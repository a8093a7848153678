"""A published plan for residents as a document, and its files, printed once for as long as nothing moves."""

from dataclasses import asdict
from hashlib import sha256
from threading import Lock

from django_scopes import scope

from frankpledge.counted import counted
from frankpledge.documents import html, pdf, word
from frankpledge.documents.content import Block, Bullets, Document, Paragraph, Section
from frankpledge.web.plans.models import Plan, PublicFile
from frankpledge.web.plans.printed import day, glossary_table, invented, paragraphs, state, status, table
from frankpledge.web.plans.residents import OpenChapter, OpenPlan

Format = PublicFile.Format
TYPES = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PAGE: "text/html; charset=utf-8",
}
# Who asks while a file is being printed waits for it, instead of printing it too: anybody may ask, as often as they like.
PRINTING = Lock()
MEANINGS = (
    ("complete", "It is done."),
    ("on_track", "Whoever leads it says that it goes as planned, and said so in the last three months."),
    ("at_risk", "It may be late, or nobody has said for three months how it goes."),
    ("off_track", "It is late, or will not be done as planned."),
    ("not_started", "Its time has not come yet."),
    ("not_rated", "Nobody has said yet how it goes."),
)


def document(shown: OpenPlan) -> Document:
    """What anybody may read of the plan, under the headings of its layout."""
    plan = shown.plan
    sections = [_foreword(plan), *_chapters(shown), _achievements(shown), _meanings(shown), _glossary(shown)]
    agreed = (("Agreed", day(plan.agreed_on)),) if plan.agreed_on else ()
    published = (("Published", day(plan.published_on)),) if plan.published_on else ()
    return Document(
        title=plan.title,
        kicker=str(plan.partnership),
        facts=(
            ("From", day(plan.first_day)),
            ("Until", day(plan.last_day)),
            *agreed,
            *published,
            ("How far it was on", day(shown.today)),
        ),
        opening=(*invented(plan), Paragraph(_opening(shown), "lead")),
        sections=tuple(each for each in sections if each),
        licences=(),
    )


def fingerprint(printed: Document) -> str:
    """It moves with every word of the document, and with nothing else."""
    return sha256(repr(asdict(printed)).encode()).hexdigest()


def file(plan: Plan, printed: Document, format: PublicFile.Format) -> bytes:
    """The document as a file: as it was printed for whoever asked first, for as long as nothing in it moved."""
    now = fingerprint(printed)
    with scope(partnership=plan.partnership):
        held = PublicFile.objects.filter(plan=plan, format=format, fingerprint=now)
        kept = held.first()
        if kept is None:
            with PRINTING:
                kept = held.all().first() or _keep(plan, printed, format, now)
    return bytes(kept.data)


def _keep(plan: Plan, printed: Document, format: PublicFile.Format, now: str) -> PublicFile:
    data = _printed(printed, format)
    kept, _ = PublicFile.objects.update_or_create(
        plan=plan, format=format, partnership=plan.partnership, defaults={"fingerprint": now, "data": data}
    )
    return kept


def _printed(printed: Document, format: PublicFile.Format) -> bytes:
    if format == Format.PAGE:
        return html.render(printed).encode()
    return pdf.render(printed) if format == Format.PDF else word.render(printed)


def _opening(shown: OpenPlan) -> str:
    begin = f"What we do to make {shown.plan.partnership} safer, and how far we are."
    words = [f"{count} {label.lower()}" for _, label, count in shown.tally if count]
    if not words:
        return begin
    return f"{begin} Of {counted(len(shown.rows), 'action')}: {', '.join(words)}."


def _foreword(plan: Plan) -> Section | None:
    return Section("foreword", "Foreword", paragraphs(plan.foreword)) if plan.foreword.strip() else None


def _chapters(shown: OpenPlan) -> list[Section]:
    """Each priority; a plan of themes has its priorities below them."""
    if not any(each.theme for each in shown.chapters):
        return [_chapter(each) for each in shown.chapters]
    themes: dict[str, list[OpenChapter]] = {}
    for each in shown.chapters:
        themes.setdefault(each.theme or "Other priorities", []).append(each)
    return [
        Section(f"theme-{number}", theme, (), tuple(_chapter(each) for each in chapters))
        for number, (theme, chapters) in enumerate(themes.items(), 1)
    ]


def _chapter(each: OpenChapter) -> Section:
    id = f"priority-{each.chapter.pk}"
    blocks: list[Block] = [Paragraph(each.sentence, "statement")] if each.sentence else []
    inner = [Section(f"{id}-{number}", heading, paragraphs(text)) for number, (heading, text) in enumerate(each.words)]
    if each.objectives:
        inner.append(Section(f"{id}-objectives", "Objectives", (Bullets(each.objectives),)))
    if each.rows:
        inner.append(Section(f"{id}-actions", "What we do", (_actions(each),), wide=True))
    if each.measures:
        inner.append(Section(f"{id}-measures", "How we measure it", (_measures(each),), wide=True))
    return Section(id, each.title, tuple(blocks), tuple(inner))


def _actions(each: OpenChapter) -> Block:
    rows = [
        (
            row.action.public_sentence,
            str(row.action.lead or "nobody yet"),
            day(row.action.due_on) if row.action.due_on else "all the time",
            status(row.standing.shown),
            day(row.standing.said_on) if row.standing.said_on else "nothing said yet",
        )
        for row in each.rows
    ]
    head = ("What we do", "Who leads it", "By", "How it stands", "Said on")
    return table(f"actions-{each.chapter.pk}", f"{each.title}: {counted(len(rows), 'action')}", head, rows)


def _measures(each: OpenChapter) -> Block:
    rows = [
        (
            f"{one.title}: {one.counted}" if one.counted else one.title,
            one.figure or "none yet",
            one.target or "none",
            state(one.state, one.label),
            " ".join(one.caveats) or "nothing",
        )
        for one in each.measures
    ]
    head = ("What we count", "Newest figure", "Target", "Where it stands", "What to know of it")
    return table(f"measures-{each.chapter.pk}", f"{each.title}: {counted(len(rows), 'measure')}", head, rows)


def _achievements(shown: OpenPlan) -> Section | None:
    if not shown.achievements:
        return None
    return Section("achievements", "What we reached", (Bullets(tuple(each.text for each in shown.achievements)),))


def _meanings(shown: OpenPlan) -> Section | None:
    seen = {key for key, _, count in shown.tally if count}
    rows = [(status(key), words) for key, words in MEANINGS if key in seen]
    if not rows:
        return None
    made = table("meanings", "How an action can stand", ("Word", "What it means"), rows)
    return Section("signs", "What the signs mean", (made,))


def _glossary(shown: OpenPlan) -> Section | None:
    if not shown.glossary:
        return None
    return Section("words", "Words used in this plan", (glossary_table(shown.glossary),))
