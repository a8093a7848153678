"""What a pack says of the register: risks that moved in these months, came, were closed, or wait for their review."""

from dataclasses import dataclass
from datetime import date, timedelta

from frankpledge.documents.content import Block, Bullets, Paragraph, Section
from frankpledge.web.accountability.blocks import day, table
from frankpledge.web.accountability.models import Pack
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.risks import queries as register
from frankpledge.web.risks.models import Risk, Scoring

CURRENT = Scoring.Kind.CURRENT


@dataclass(frozen=True)
class RisksMoved:
    """Each risk that moved with its score before and after; None before for one that was first scored since."""

    moved: list[tuple[Risk, Scoring | None, Scoring]]
    opened: list[Risk]
    closed: list[Risk]
    overdue: list[Risk]
    going_on: int


def gather(viewer: Viewer, pack: Pack, today: date) -> RisksMoved:
    """The register of today beside that of the day before the pack's first, in three questions."""
    every = list(register.risks(viewer).order_by("number"))
    before = register.newest(viewer, every, pack.first_day - timedelta(days=1))
    now = register.newest(viewer, every, None)
    moved = []
    for risk in every:
        then, current = before.get((risk.pk, CURRENT)), now.get((risk.pk, CURRENT))
        if current is not None and risk.closed_on is None and _place(then) != _place(current):
            moved.append((risk, then, current))
    return RisksMoved(
        moved,
        [risk for risk in every if risk.opened_on >= pack.first_day],
        [risk for risk in every if risk.closed_on and risk.closed_on >= pack.first_day],
        [risk for risk in every if risk.closed_on is None and risk.review_on and risk.review_on < today],
        sum(risk.closed_on is None for risk in every),
    )


def section(found: RisksMoved) -> Section | None:
    """None where the partnership keeps no register."""
    if not found.going_on and not found.closed:
        return None
    blocks: list[Block] = []
    if found.moved:
        rows = (
            (str(risk), _words(then), _words(now), _way(then, now), now.because or "nothing was said")
            for risk, then, now in found.moved
        )
        head = ("Risk", "Before", "Now", "Which way", "Why")
        blocks.append(table("risks-moved", "Risks that moved in these months", head, rows))
    else:
        blocks.append(Paragraph(f"None of the {found.going_on} risks in the register moved in these months."))
    lines = [f"New: {risk}" for risk in found.opened]
    lines += [f"Closed: {risk}. {risk.closed_because}" for risk in found.closed]
    lines += [f"Review overdue since {day(risk.review_on)}: {risk}" for risk in found.overdue if risk.review_on]
    if lines:
        blocks.append(Bullets(tuple(lines)))
    return Section("risks", "Risks", tuple(blocks))


def _place(scoring: Scoring | None) -> tuple[int, int, int] | None:
    return (scoring.scale, scoring.likelihood, scoring.severity) if scoring else None


def _words(scoring: Scoring | None) -> str:
    return f"{scoring.level.word.capitalize()}: {scoring.words}" if scoring else "not scored"


def _way(then: Scoring | None, now: Scoring) -> str:
    if then is None:
        return "first scored"
    if then.scale != now.scale:
        return "scored on another scale"
    return "higher" if now.score > then.score else "lower" if now.score < then.score else "differently placed"
