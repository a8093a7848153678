"""Which priorities serve which of others' objectives: the matrix, and its gaps. Asked on a viewer's behalf."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.priorities.models import Priority
from frankpledge.web.scoring.models import Alignment, ExternalObjective, ExternalPlan


@dataclass(frozen=True)
class Row:
    """One objective with what is said of each priority, in the order of the matrix's priorities; None is a gap."""

    objective: ExternalObjective
    cells: tuple[Alignment | None, ...]

    @property
    def served(self) -> bool:
        return any(self.cells)

    @property
    def serving(self) -> list[Alignment]:
        """The alignments that there are, the closest first."""
        return sorted((cell for cell in self.cells if cell), key=lambda cell: -cell.strength)


@dataclass(frozen=True)
class Matrix:
    """A plan of another body against the partnership's priorities."""

    plan: ExternalPlan
    priorities: tuple[Priority, ...]
    rows: tuple[Row, ...]

    @property
    def unserved(self) -> list[ExternalObjective]:
        """Objectives that no priority serves."""
        return [row.objective for row in self.rows if not row.served]

    @property
    def apart(self) -> list[Priority]:
        """Priorities that serve none of its objectives."""
        columns = zip(*(row.cells for row in self.rows), strict=True) if self.rows else iter(())
        served = [any(column) for column in columns] or [False] * len(self.priorities)
        return [priority for priority, is_served in zip(self.priorities, served, strict=True) if not is_served]


def plans(viewer: Viewer) -> QuerySet[ExternalPlan]:
    """Every plan of another body that was entered, in every version."""
    mine: QuerySet[ExternalPlan] = ExternalPlan.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership", "follows")


def objectives(viewer: Viewer, on: date) -> list[ExternalObjective]:
    """The objectives of the plans that are in force on a day, by plan."""
    mine = ExternalObjective.objects.filter(partnership=viewer.partnership, plan__from_on__lte=on)
    found = mine.exclude(plan__until_on__lt=on).select_related("plan")
    return list(found.order_by("plan__kind", "plan__name", "plan", "number"))


def alignments(viewer: Viewer, priority: Priority) -> QuerySet[Alignment]:
    """What is said of one priority."""
    mine: QuerySet[Alignment] = Alignment.objects.filter(partnership=viewer.partnership, priority=priority)
    return mine.select_related("objective__plan")


def matrices(viewer: Viewer, on: date, priorities: list[Priority]) -> list[Matrix]:
    """A matrix for each plan that is in force on a day, in two questions whatever their number."""
    return _matrices(viewer, objectives(viewer, on), priorities)


def matrix(viewer: Viewer, plan: ExternalPlan, priorities: list[Priority]) -> Matrix:
    """One plan's matrix, whether or not it is in force."""
    found = list(ExternalObjective.objects.filter(partnership=viewer.partnership, plan=plan).select_related("plan"))
    return next(iter(_matrices(viewer, found, priorities)), Matrix(plan, tuple(priorities), ()))


def _matrices(viewer: Viewer, asked: list[ExternalObjective], priorities: list[Priority]) -> list[Matrix]:
    said = Alignment.objects.filter(partnership=viewer.partnership, objective__in=asked, priority__in=priorities)
    cells = {(each.objective_id, each.priority_id): each for each in said}
    by_plan: dict[int, list[Row]] = {}
    heads: dict[int, ExternalPlan] = {}
    for objective in asked:
        row = Row(objective, tuple(cells.get((objective.pk, priority.pk)) for priority in priorities))
        by_plan.setdefault(objective.plan_id, []).append(row)
        heads[objective.plan_id] = objective.plan
    return [Matrix(heads[number], tuple(priorities), tuple(rows)) for number, rows in by_plan.items()]
