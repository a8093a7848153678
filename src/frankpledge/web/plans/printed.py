"""How a plan's pieces are printed: its texts, tables, days, and how an action or a measure stands."""

from collections.abc import Iterable, Sequence
from datetime import date

from frankpledge.documents.content import Block, Bullets, Cell, DataTable, Notice, Paragraph
from frankpledge.web.plans.glossary import Explained
from frankpledge.web.plans.plan import Plan
from frankpledge.web.plans.standing import LABELS
from frankpledge.web.plans.templatetags.plan_words import SHAPES

TONES = {
    "complete": "blue",
    "on_track": "green",
    "at_risk": "yellow",
    "off_track": "red",
    "not_started": "grey",
    "not_rated": "",
}
MEASURES = {
    "on_target": ("green", "●"),
    "amber": ("yellow", "▲"),
    "red": ("red", "■"),
    "watched": ("grey", "○"),
    "nothing": ("", "–"),
}


def status(shown: str) -> Cell:
    """How an action stands, as a shape, a word and a colour."""
    return Cell(str(LABELS[shown]), tone=TONES[shown], mark=SHAPES[shown])  # type: ignore[arg-type]


def state(shown: str, label: str) -> Cell:
    """The same of a measure."""
    tone, mark = MEASURES[shown]
    return Cell(label, tone=tone, mark=mark)  # type: ignore[arg-type]


def paragraphs(text: str) -> tuple[Block, ...]:
    """Lines of a text field; those that begin with a bullet become a list."""
    blocks: list[Block] = []
    bullets: list[str] = []
    for line in [*(each.strip() for each in text.splitlines()), ""]:
        if line[:1] in ("-", "•", "*", "–") and line[1:].strip():
            bullets.append(line[1:].strip())
            continue
        if bullets:
            blocks.append(Bullets(tuple(bullets)))
            bullets = []
        if line:
            blocks.append(Paragraph(line))
    return tuple(blocks)


def table(id: str, caption: str, head: Iterable[str], rows: Iterable[Sequence[str | Cell]]) -> DataTable:
    """A table that is printed whole; an empty cell says so, for who hears it read."""
    filled = tuple(tuple(each if isinstance(each, Cell) else Cell(each or "–") for each in row) for row in rows)
    return DataTable(
        id, caption, tuple(Cell(text) for text in head), filled, folded=False, print_rows=max(1, len(filled))
    )


def glossary_table(words: Iterable[Explained]) -> DataTable:
    """A word, and what it stands for and means."""
    rows = [(each.short or each.words, ". ".join(_meaning(each))) for each in words]
    return table("words", "Glossary", ("Word", "What it means"), rows)


def _meaning(each: Explained) -> list[str]:
    return [part for part in (each.words if each.short else "", each.meaning) if part]


def invented(plan: Plan) -> list[Block]:
    """What is read first of a plan of a demonstration."""
    said = "Everything in this plan is invented, to show what this program does."
    return [Notice("This is no real plan", (said,))] if plan.partnership.demonstration else []


def day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
