"""What a pack says of links: which actions are meant to move which measure, and what each open risk bears on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from frankpledge.documents.content import Block, Bullets, Paragraph, Section
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.measures.models import MeasuredAction
from frankpledge.web.measures.queries import Measured
from frankpledge.web.plans.queries import Row
from frankpledge.web.risks.models import Risk, RiskLink


@dataclass(frozen=True)
class Together:
    """Numbers of actions by measure; of open risks the things that each bears on, in words."""

    moved_by: list[tuple[str, list[int]]]
    bears_on: list[tuple[str, list[str]]]


def gather(viewer: Viewer, rows: Iterable[Row], measured: Iterable[Measured], risks: Iterable[Risk]) -> Together:
    """In two questions. Only what the pack shows: an action or measure that it leaves out is in no link either."""
    numbers = {row.action.pk: row.action.number for row in rows}
    titles = {each.measure.pk: str(each.measure) for each in measured}
    moved: dict[int, list[int]] = defaultdict(list)
    for each in MeasuredAction.objects.filter(partnership=viewer.partnership, measure__in=titles, action__in=numbers):
        moved[each.measure_id].append(numbers[each.action_id])
    named = {risk.pk: str(risk) for risk in risks if risk.closed_on is None}
    bears: dict[int, list[str]] = defaultdict(list)
    for link in RiskLink.objects.filter(partnership=viewer.partnership, risk__in=named).order_by(
        "action__number", "pk"
    ):
        if link.action_id in numbers:
            bears[link.risk_id].append(f"action {numbers[link.action_id]}")
        elif link.measure_id in titles:
            bears[link.risk_id].append(f"“{titles[link.measure_id]}”")
    return Together(
        [(title, sorted(moved[pk])) for pk, title in titles.items()],
        [(words, bears[pk]) for pk, words in named.items() if bears[pk]],
    )


def section(found: Together) -> Section | None:
    """None where there is neither a measure nor a risk that bears on anything."""
    blocks: list[Block] = []
    if found.moved_by:
        lines = tuple(f"{title}: {_actions(numbers)}" for title, numbers in found.moved_by)
        blocks += [Paragraph("Which actions are meant to move which measure:"), Bullets(lines)]
    if found.bears_on:
        lines = tuple(f"{risk} – bears on {', '.join(things)}" for risk, things in found.bears_on)
        blocks += [Paragraph("What the open risks bear on:"), Bullets(lines)]
    return Section("together", "What hangs together", tuple(blocks)) if blocks else None


def _actions(numbers: list[int]) -> str:
    if not numbers:
        return "no action of this plan"
    return f"action{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
