"""
A county's agreement rolls up the plans of its districts: what each published, or chose to share, and nothing else.

The rows are the districts' own. A county's people never get into a district's scope: they read what is gathered here
of published and shared plans, without what is restricted, and no words but those for residents.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django_scopes import scopes_disabled

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans import seeing
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Action, Chapter, Milestone, Plan, ProgressUpdate, SharedPlan
from frankpledge.web.plans.standing import LABELS, Standing, standing
from frankpledge.web.priorities.models import Strategy
from frankpledge.web.priorities.restricting import Kind, carried


@dataclass
class DistrictPlan:
    """
    A district and the plan of it that the county may read; None where it published and shared none.

    `standings` are those of its actions, by the id of the priority.
    """

    district: Partnership
    plan: Plan | None = None
    shared: bool = False
    chapters: list[Chapter] = field(default_factory=list)
    standings: dict[int, list[Standing]] = field(default_factory=lambda: defaultdict(list))
    nobody_leads: int = 0

    @property
    def tally(self) -> list[tuple[str, str, int]]:
        counts = Counter(each.shown for found in self.standings.values() for each in found)
        return [(status, str(label), counts[status]) for status, label in LABELS.items()]

    @property
    def served(self) -> set[str]:
        """The section 6 strategies that its priorities serve."""
        return {code for each in self.chapters for code in each.priority.strategies}

    @property
    def priorities(self) -> list[tuple[Chapter, int, int]]:
        """Each with how many actions it has, and how many are off track, at risk or without a word for a quarter."""
        return [
            (each, len(found), sum(one.shown in ("off_track", "at_risk") or one.old for one in found))
            for each in self.chapters
            for found in [self.standings.get(each.priority_id, [])]
        ]

    @property
    def gaps(self) -> list[str]:
        """In words, what the county would ask about."""
        if self.plan is None:
            return ["It has published no plan for today, and shares none."]
        found = [
            f"No priority serves the duty to {label}." for code, label in Strategy.choices if code not in self.served
        ]
        every = [one for ones in self.standings.values() for one in ones]
        silent = sum(one.old for one in every)
        if silent:
            found.append(f"{silent} of {len(every)} actions had no word for over 90 days.")
        if self.nobody_leads:
            found.append(f"{self.nobody_leads} of {len(every)} actions have nobody who leads them.")
        return found


def district_plans(viewer: Viewer, today: date) -> list[DistrictPlan]:
    """
    Every district of the viewer's partnership by name, with the plan of today that it published or shares. In a fixed
    number of questions.
    """
    districts = list(viewer.partnership.districts.filter(ended_on=None))
    if not districts:
        return []
    with scopes_disabled():
        may_read = Q(stage=Plan.Stage.PUBLISHED, published_on__isnull=False)
        may_read |= Q(shared__to=viewer.partnership, shared__ended_on=None) & ~Q(stage=Plan.Stage.SUPERSEDED)
        asked = Plan.objects.filter(may_read, partnership__in=districts, last_day__gte=today).distinct()
        newest: dict[int, Plan] = {}
        for plan in seeing.open_plans(asked).select_related("partnership").order_by("first_day", "pk"):
            newest[plan.partnership_id] = plan
        found = {
            each.pk: DistrictPlan(each, newest.get(each.pk), shared=_is_shared(newest.get(each.pk)))
            for each in districts
        }
        _fill(found, list(newest.values()), today)
    return list(found.values())


def district_priorities(viewer: Viewer, numbers: Iterable[int], today: date) -> list[Chapter]:
    """Those of these priorities that are in a plan of a district that the county may read."""
    wanted = set(numbers)
    found = [each for plan in district_plans(viewer, today) for each in plan.chapters if each.priority_id in wanted]
    return found


def open_chapters(plan: Plan) -> list[Chapter]:
    """The chapters of a published plan that anybody may know of."""
    with scopes_disabled():
        return list(seeing.open_chapters(Chapter.objects.filter(plan=plan)).select_related("priority"))


def _is_shared(plan: Plan | None) -> bool:
    return plan is not None and plan.stage != Plan.Stage.PUBLISHED


def _fill(found: dict[int, DistrictPlan], plans: list[Plan], today: date) -> None:
    chapters = seeing.open_chapters(Chapter.objects.filter(plan__in=plans))
    for chapter in chapters.select_related("priority", "partnership", "plan"):
        found[chapter.partnership_id].chapters.append(chapter)
    asked = seeing.open_ones(Action.objects.filter(plan__in=plans, dropped_on=None))
    actions = list(asked.select_related("plan", "chapter").with_word())
    said = ProgressUpdate.objects.in_bulk([each.said_pk for each in actions if each.said_pk])
    steps: dict[int, list[Milestone]] = defaultdict(list)
    for step in Milestone.objects.filter(action__in=actions, reached_on=None):
        steps[step.action_id].append(step)
    for action in actions:
        word = said.get(action.said_pk)
        stands = standing(action, word, steps[action.pk], plan_began=action.plan.first_day, today=today)
        held = found[action.partnership_id]
        held.standings[action.chapter.priority_id].append(stands)
        held.nobody_leads += action.lead_id is None


def shared_now(viewer: Viewer, plan: Plan) -> SharedPlan | None:
    """That the parent partnership sees this plan before it is published."""
    held: SharedPlan | None = SharedPlan.objects.filter(
        partnership=viewer.partnership, plan=plan, ended_on=None
    ).first()
    return held


@transaction.atomic
def share(*, plan: Plan, by: Viewer) -> SharedPlan:
    """Let the parent partnership see it before it is published."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    if by.partnership.parent is None:
        raise ValidationError("This partnership has none above it.")
    if carried(Kind.PLAN, plan.pk):
        raise ValidationError("This plan is for some people only.")
    shared = SharedPlan(partnership=by.partnership, plan=plan, to=by.partnership.parent, by=by.person)
    shared.full_clean()
    shared.save()
    record(Event.SHARED, subject=plan, by=by, to=shared.to_id)
    return shared


@transaction.atomic
def end_sharing(*, shared: SharedPlan, by: Viewer, today: date) -> None:
    """They see it again when it is published."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    shared.ended_on = today
    shared.save(update_fields=["ended_on"])
    record(Event.SHARING_ENDED, subject=shared.plan, by=by, to=shared.to_id)
