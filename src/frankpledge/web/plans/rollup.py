"""
Which priority of a district serves which of the county's: the matrix, and its gaps both ways.

A district says it where it says what it serves of any other body's plan (`scoring.alignment`, a plan of the kind
“county priorities” whose objectives bear the names of the county's priorities or objectives). The county says it itself
by a citation of its own, of a priority of a district on a priority of the county's. Either word is enough.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django_scopes import scopes_disabled

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.citations.changes import cite, uncite
from frankpledge.web.citations.models import Citation
from frankpledge.web.plans import county, queries
from frankpledge.web.plans.county import DistrictPlan
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Chapter, Plan
from frankpledge.web.plans.standing import LABELS, Standing
from frankpledge.web.priorities.models import Priority
from frankpledge.web.scoring import aligning
from frankpledge.web.scoring.models import Alignment, ExternalPlan

DISTRICT_PRIORITY = "district-priority"
OURS = "said by the county"


@dataclass(frozen=True)
class Serving:
    """A priority of a district that serves one of the county's; `how` is in words, who said it last of all."""

    chapter: Chapter
    how: str
    standings: tuple[Standing, ...]

    @property
    def tally(self) -> str:
        return in_words(self.standings)


@dataclass(frozen=True)
class Cell:
    """What a district does for one priority of the county's: nothing is a gap."""

    district: DistrictPlan
    serving: tuple[Serving, ...]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Status, its label and how many of the actions, for those that there are."""
        found = Counter(each.shown for one in self.serving for each in one.standings)
        return [(status, str(label), found[status]) for status, label in LABELS.items() if found[status]]


@dataclass(frozen=True)
class Row:
    """One priority of the county's plan, district by district."""

    chapter: Chapter
    cells: tuple[Cell, ...]

    @property
    def served(self) -> bool:
        return any(cell.serving for cell in self.cells)


@dataclass(frozen=True)
class RollUp:
    """
    The county's plan against those of its districts. `unknown` are objectives that a district took for the county's,
    though the county's plan has none of that name, with the district.
    """

    plan: Plan | None
    districts: tuple[DistrictPlan, ...]
    rows: tuple[Row, ...] = ()
    unknown: tuple[tuple[DistrictPlan, str], ...] = ()

    @property
    def unserved(self) -> list[Chapter]:
        """Priorities of the county that no district serves."""
        return [row.chapter for row in self.rows if not row.served]

    @property
    def apart(self) -> list[tuple[DistrictPlan, list[Chapter]]]:
        """Districts with their priorities that serve none of the county's."""
        found = []
        for place, each in enumerate(self.districts):
            served = {one.chapter.pk for row in self.rows for one in row.cells[place].serving}
            alone = [chapter for chapter in each.chapters if chapter.pk not in served]
            if alone:
                found.append((each, alone))
        return found

    @property
    def by_district(self) -> list[tuple[DistrictPlan, list[Cell]]]:
        """The same, a line for each district."""
        return [(each, [row.cells[place] for row in self.rows]) for place, each in enumerate(self.districts)]


def in_words(standings: Iterable[Standing]) -> str:
    found = Counter(each.shown for each in standings)
    return ", ".join(f"{found[key]} {str(label).lower()}" for key, label in LABELS.items() if found[key])


def roll_up(viewer: Viewer, districts: Iterable[DistrictPlan], plan: Plan | None, today: date) -> RollUp:
    """The plan of the viewer's partnership against these districts, in four questions whatever their number."""
    held = tuple(districts)
    if plan is None:
        return RollUp(None, held)
    chapters = list(queries.chapters(viewer, plan))
    said, unknown = _said_by_districts(held, chapters, today)
    numbers = {chapter.priority_id: chapter for each in held for chapter in each.chapters}
    for near, far in _said_by_us(viewer):
        if near in numbers:
            said.setdefault((far, near), OURS)
    rows = tuple(Row(chapter, tuple(_cell(each, chapter, said) for each in held)) for chapter in chapters)
    return RollUp(plan, held, rows, tuple(unknown))


def _cell(district: DistrictPlan, ours: Chapter, said: dict[tuple[int, int], str]) -> Cell:
    found = [
        Serving(
            chapter,
            said[(ours.priority_id, chapter.priority_id)],
            tuple(district.standings.get(chapter.priority_id, ())),
        )
        for chapter in district.chapters
        if (ours.priority_id, chapter.priority_id) in said
    ]
    return Cell(district, tuple(found))


def _said_by_districts(
    districts: tuple[DistrictPlan, ...], chapters: list[Chapter], today: date
) -> tuple[dict[tuple[int, int], str], list[tuple[DistrictPlan, str]]]:
    """(Our priority, theirs) → how closely, and what they took for ours that we have not."""
    names: dict[str, int] = {}
    for chapter in chapters:
        for words in (chapter.priority.title, *(each.text for each in chapter.objectives.all())):
            names.setdefault(_key(words), chapter.priority_id)
    shown = {chapter.priority_id: each for each in districts for chapter in each.chapters}
    with scopes_disabled():
        asked = Alignment.objects.filter(
            partnership__in=[each.district for each in districts],
            priority__in=list(shown),
            objective__plan__kind=ExternalPlan.Kind.COUNTY,
            objective__plan__from_on__lte=today,
        ).exclude(objective__plan__until_on__lt=today)
        found = list(asked.select_related("objective").order_by("-strength", "pk"))
    said: dict[tuple[int, int], str] = {}
    unknown: dict[tuple[int, str], tuple[DistrictPlan, str]] = {}
    for each in found:
        ours = names.get(_key(each.objective.words))
        if ours is not None:
            said.setdefault((ours, each.priority_id), str(each.get_strength_display()))
        else:
            district = shown[each.priority_id]
            unknown[(district.district.pk, each.objective.words)] = (district, each.objective.words)
    return said, list(unknown.values())


def _said_by_us(viewer: Viewer) -> list[tuple[int, int]]:
    """(Their priority, ours) for each that the county itself said."""
    mine = Citation.objects.filter(partnership=viewer.partnership, citing=DISTRICT_PRIORITY, cited="priority")
    return [(int(near), int(far)) for near, far in mine.values_list("citing_id", "cited_id")]


def _key(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".")


def said_of(viewer: Viewer, priority_id: int) -> list[Citation]:
    """What the county said that a district's priority serves."""
    mine = Citation.objects.filter(
        partnership=viewer.partnership, citing=DISTRICT_PRIORITY, citing_id=str(priority_id), cited="priority"
    )
    return list(mine)


@transaction.atomic
def say(*, priority_id: int, serves: Iterable[int], by: Viewer) -> None:
    """
    The county says which of the priorities of its plan a district's priority serves, and which it no longer does. What
    was said of others, of another year's plan or kept to a group without `by`, stays.
    """
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    wanted = {str(each) for each in serves}
    plan = queries.current_plan(by)
    offered = {str(each.priority_id) for each in queries.chapters(by, plan)} if plan else set()
    for held in said_of(by, priority_id):
        if held.cited_id in wanted:
            wanted.remove(held.cited_id)
        elif held.cited_id in offered:
            uncite(citation=held, by=by)
    for number in sorted(wanted):
        cite(citing=DISTRICT_PRIORITY, citing_id=str(priority_id), cited="priority", cited_id=number, by=by)


@dataclass(frozen=True)
class ToTake:
    """The county's published plan as a district may take its priorities in; `names` are those that are new to it."""

    county: Partnership
    plan: Plan
    names: list[str] = field(default_factory=list)
    before: ExternalPlan | None = None


def to_take(viewer: Viewer, today: date) -> ToTake | None:
    """What a district can take in of the county's published plan; None where there is none or it has all of it."""
    above = viewer.partnership.parent
    plan = queries.published_plan(above.slug) if above else None
    if above is None or plan is None:
        return None
    names = [each.priority.title for each in county.open_chapters(plan)]
    mine = ExternalPlan.objects.filter(
        partnership=viewer.partnership, kind=ExternalPlan.Kind.COUNTY, name=_name(above, plan)
    )
    before = mine.order_by("-from_on", "-pk").prefetch_related("objectives").first()
    have = {_key(each.words) for each in before.objectives.all()} if before else set()
    if not names or have == {_key(each) for each in names}:
        return None
    return ToTake(above, plan, names, before)


@transaction.atomic
def take(*, found: ToTake, by: Viewer, today: date) -> ExternalPlan:
    """
    The county's priorities become objectives of another body that the district's priorities can be said to serve. Where
    the county's plan moved since they were taken, a new version follows, in which what was said goes on.
    """
    before = found.before
    if before is not None and before.from_on >= today:
        raise ValidationError("The county’s priorities were taken in today. Take them in again tomorrow.")
    taken = aligning.add_plan(
        kind=ExternalPlan.Kind.COUNTY,
        name=_name(found.county, found.plan),
        body=str(found.county),
        version=f"of {today:%-d %B %Y}",
        from_on=today if before else min(today, found.plan.first_day),
        until_on=found.plan.last_day,
        objectives=found.names,
        follows=before,
        by=by,
    )
    if before:
        _carry(before, taken, by)
    record(Event.COUNTY_TAKEN, subject=taken, by=by, objectives=len(found.names))
    return taken


def _name(county: Partnership, plan: Plan) -> str:
    """Plans are often called the same: whose it is goes before."""
    return f"{county}: {plan}"[:200]


def _carry(before: ExternalPlan, taken: ExternalPlan, by: Viewer) -> None:
    new = {_key(each.words): each for each in taken.objectives.all()}
    answers: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
    for said in Alignment.objects.filter(partnership=by.partnership, objective__plan=before).select_related(
        "objective"
    ):
        if same := new.get(_key(said.objective.words)):
            answers[said.priority_id][same.pk] = (said.strength, said.note)
    for priority in Priority.objects.filter(partnership=by.partnership, pk__in=answers):
        aligning.align(priority=priority, answers=answers[priority.pk], by=by)
