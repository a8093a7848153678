"""What was spent beside what came of it: by action, and by priority."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.funding import queries as funding
from frankpledge.web.funding.models import Line, WorthNote
from frankpledge.web.measures import queries as measures
from frankpledge.web.measures.models import MeasuredAction
from frankpledge.web.measures.queries import Measured
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.queries import Row
from frankpledge.web.priorities.models import Priority


@dataclass
class Worth:
    """Pence spent, contributed as money and contributed in kind, beside the measures that they are meant to move."""

    spent: int = 0
    given: int = 0
    in_kind: int = 0
    committed: int = 0
    measured: list[Measured] = field(default_factory=list)

    @property
    def whole(self) -> int:
        return self.spent + self.given + self.in_kind


@dataclass(frozen=True)
class ActionWorth:
    row: Row
    worth: Worth


@dataclass(frozen=True)
class PriorityWorth:
    """A priority with the money set aside for it, what its actions cost, and its measures."""

    priority: Priority
    worth: Worth
    notes: list[WorthNote]


def by_action(viewer: Viewer, today: date) -> list[ActionWorth]:
    """Every action that money was put down for, the dearest first; how it stands and what its measures say."""
    worth = _by_action(viewer)
    rows = plans.rows(viewer, plans.actions(viewer).filter(pk__in=worth), today)
    linked: dict[int, list[int]] = defaultdict(list)
    for link in MeasuredAction.objects.filter(partnership=viewer.partnership, action__in=worth):
        linked[link.measure_id].append(link.action_id)
    wanted = measures.measures(viewer).filter(pk__in=linked, retired_on=None)
    for each in measures.measured(viewer, wanted, today):
        for action in linked[each.measure.pk]:
            worth[action].measured.append(each)
    made = [ActionWorth(row, worth[row.action.pk]) for row in rows]
    return sorted(made, key=lambda each: (-each.worth.whole, each.row.action.number))


def by_priority(viewer: Viewer, spending: Iterable[ActionWorth], today: date) -> list[PriorityWorth]:
    """Every priority with money: what is set aside for it, what its actions cost, and what its measures say."""
    found: dict[int, PriorityWorth] = {}
    for each in spending:
        priority = each.row.action.chapter.priority
        held = found.setdefault(priority.pk, PriorityWorth(priority, Worth(), []))
        held.worth.spent += each.worth.spent
        held.worth.given += each.worth.given
        held.worth.in_kind += each.worth.in_kind
    set_aside = funding.commitments(viewer).filter(ended_on=None)  # without priorities that this viewer may not see
    for commitment in set_aside:
        held = found.setdefault(commitment.priority_id, PriorityWorth(commitment.priority, Worth(), []))
        held.worth.committed += commitment.pence
    for note in WorthNote.objects.filter(partnership=viewer.partnership, priority__in=found).select_related("by"):
        found[note.priority_id].notes.append(note)
    current = measures.measures(viewer).filter(chapter__priority__in=found, retired_on=None)
    for shown in measures.measured(viewer, current, today):
        found[shown.measure.chapter.priority_id].worth.measured.append(shown)
    return sorted(found.values(), key=lambda each: (-each.worth.committed, each.priority.title))


def _by_action(viewer: Viewer) -> dict[int, Worth]:
    worth: dict[int, Worth] = defaultdict(Worth)
    counted = Line.objects.filter(partnership=viewer.partnership, action__isnull=False).that_count()
    for line in counted:
        held = worth[line.action_id]
        if line.kind == Line.Kind.SPENT:
            held.spent += line.pence
        elif line.in_kind:
            held.in_kind += line.pence
        else:
            held.given += line.pence
    return worth
