"""Questions about plans and actions, each asked on a viewer's behalf."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django_scopes import scopes_disabled

from frankpledge.web.accounts.models import Agency, Partner, Person
from frankpledge.web.accounts.showing import may_be_public
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans import seeing
from frankpledge.web.plans.models import (
    Action,
    ActionAgency,
    ActionList,
    BulkChange,
    Chapter,
    Milestone,
    Objective,
    Plan,
    ProgressUpdate,
)
from frankpledge.web.plans.permissions import reason_not_to_update
from frankpledge.web.plans.standing import LABELS, Standing, standing
from frankpledge.web.priorities import restricting
from frankpledge.web.priorities.models import Restriction
from frankpledge.web.priorities.restricting import Kind


@dataclass(frozen=True)
class Row:
    """An action as lists show it: its newest word, how it stands, and why the viewer may not update it, or ""."""

    action: Action
    word: ProgressUpdate | None
    standing: Standing
    refusal: str


# What many actions have in common.
SHARED = ("plan", "chapter__priority", "objective", "lead", "lead_person", "follows__follows__follows")
TO_COUNT = ("plan", "lead")  # what how it stands, and who may update it, rest on
TO_ASK = (*TO_COUNT, "lead_person")


def plans(viewer: Viewer) -> QuerySet[Plan]:
    """The plans that this viewer may see, newest first, with how many actions each has."""
    mine: QuerySet[Plan] = Plan.objects.filter(partnership=viewer.partnership)
    seen = Q(actions__dropped_on=None) & ~seeing.of_viewer(viewer, "actions__")
    return (
        seeing.plans_of(viewer, mine)
        .select_related("partnership", "follows")
        .annotate(action_count=Count("actions", filter=seen, distinct=True))
    )


def current_plan(viewer: Viewer) -> Plan | None:
    """The plan that people work by: the newest that was agreed, else the newest there is."""
    current = plans(viewer).exclude(stage=Plan.Stage.SUPERSEDED).order_by("-first_day", "-pk")
    return current.filter(stage__in=(Plan.Stage.AGREED, Plan.Stage.PUBLISHED)).first() or current.first()


def chapters(viewer: Viewer, plan: Plan) -> QuerySet[Chapter]:
    """The plan's priorities in order, with their objectives."""
    mine: QuerySet[Chapter] = Chapter.objects.filter(plan=plan, partnership=viewer.partnership)
    return (
        seeing.chapters_of(viewer, mine)
        .select_related("priority__partnership", "plan__partnership")
        .prefetch_related("objectives")
    )


def objectives(viewer: Viewer, plan: Plan) -> QuerySet[Objective]:
    mine: QuerySet[Objective] = Objective.objects.filter(chapter__plan=plan, partnership=viewer.partnership)
    return seeing.chapters_of(viewer, mine, "chapter__").select_related("chapter__priority")


def actions(viewer: Viewer) -> QuerySet[Action]:
    """Every action of the partnership that this viewer may see."""
    mine: QuerySet[Action] = Action.objects.filter(partnership=viewer.partnership)
    return seeing.seen_by(mine, viewer).select_related(
        "plan", "chapter__priority", "objective", "lead", "lead_person", "partnership", "follows__follows__follows"
    )


def open_actions(viewer: Viewer) -> QuerySet[Action]:
    """What is to be done in plans that still run."""
    return actions(viewer).filter(dropped_on=None).exclude(plan__stage=Plan.Stage.SUPERSEDED)


def my_actions(viewer: Viewer) -> QuerySet[Action]:
    """What the viewer or their agencies lead or help with, in plans that still run."""
    agencies = [agency.pk for agency in viewer.agencies]
    mine = Q(lead_person=viewer.person) | Q(lead__in=agencies) | Q(helping__agency__in=agencies)
    current = actions(viewer).exclude(plan__stage=Plan.Stage.SUPERSEDED)
    return current.filter(mine, dropped_on=None).distinct()


def rows(viewer: Viewer, asked: "QuerySet[Action]", today: date, *, shared: tuple[str, ...] = SHARED) -> list[Row]:
    """
    The actions with all that a list shows, in a few questions whatever their number.

    Actions share their plan, priorities and leads: each is read once, and not again for every action. Who only counts
    says with `shared` how little of that is needed.
    """
    found = list(asked.select_related(None).with_word().prefetch_related(*shared, helpers(viewer)))  # type: ignore[attr-defined]
    for action in found:
        action.partnership = viewer.partnership
    words = ProgressUpdate.objects.filter(partnership=viewer.partnership)
    said = words.in_bulk([action.said_pk for action in found if action.said_pk])
    steps = _open_milestones(viewer, found)
    return [_row(viewer, action, said.get(action.said_pk), steps.get(action.pk, []), today) for action in found]


def helpers(viewer: Viewer) -> "Prefetch[str, QuerySet[ActionAgency], str]":
    """The agencies that help with each of many actions, as `action.helpers`."""
    agencies: QuerySet[ActionAgency] = ActionAgency.objects.filter(partnership=viewer.partnership)
    return Prefetch("helping", agencies.select_related("agency"), to_attr="helpers")


def restriction_on(viewer: Viewer, action: Action) -> Restriction | None:
    """What keeps an action to a group: its own restriction, its priority's or its plan's."""
    kinds = ((Kind.ACTION, action.pk), (Kind.PRIORITY, action.chapter.priority_id), (Kind.PLAN, action.plan_id))
    held = restricting.on_any(viewer, {kind: [number] for kind, number in kinds})
    return next((held[each] for each in kinds if each in held), None)


def row(viewer: Viewer, action: Action, today: date) -> Row:
    """One action as a list would show it."""
    return rows(viewer, actions(viewer).filter(pk=action.pk), today)[0]


def history(viewer: Viewer, action: Action) -> QuerySet[ProgressUpdate]:
    """Everything that was said of an action, the newest day first, corrections and corrected alike."""
    said: QuerySet[ProgressUpdate] = ProgressUpdate.objects.filter(action=action, partnership=viewer.partnership)
    return said.select_related("by", "agency", "corrects", "corrected_by")


def milestones(viewer: Viewer, action: Action) -> QuerySet[Milestone]:
    mine: QuerySet[Milestone] = Milestone.objects.filter(action=action, partnership=viewer.partnership)
    return mine.order_by("due_on")


def tally(shown: Iterable[Row]) -> list[tuple[str, str, int]]:
    """Status, its label and how many, for every status that lists count by."""
    counts = Counter(each.standing.shown for each in shown)
    return [(status, str(label), counts.get(status, 0)) for status, label in LABELS.items()]


def agencies(viewer: Viewer, *, also: Collection[int | None] = ()) -> QuerySet[Agency]:
    """The partnership's agencies; of those that left only `also`, which something that is being changed names."""
    here = Partner.objects.filter(Q(left_on=None) | Q(agency__in=also), partnership=viewer.partnership)
    return Agency.objects.filter(pk__in=here.values("agency"))


def every_agency(viewer: Viewer) -> QuerySet[Agency]:
    """Those that left too: to read and to find what names them."""
    return Agency.objects.filter(pk__in=Partner.objects.filter(partnership=viewer.partnership).values("agency"))


def people(viewer: Viewer) -> QuerySet[Person]:
    """Who works in the partnership now."""
    return Person.objects.filter(
        memberships__in=viewer.partnership.memberships.filter(until_on=None)  # the scope is the partnership's
    ).distinct()


def published_plan(slug: str) -> Plan | None:
    """For anybody: the newest published plan of a partnership."""
    with scopes_disabled():
        public = Plan.objects.filter(may_be_public(), stage=Plan.Stage.PUBLISHED, published_on__isnull=False)
        here = seeing.open_plans(public.filter(partnership__slug=slug))
        return here.select_related("partnership").order_by("-first_day").first()


def published_rows(plan: Plan, today: date) -> list[Row]:
    """For anybody: the actions of a published plan that have a sentence for residents, with how they stand."""
    with scopes_disabled():
        asked = Action.objects.filter(plan=plan, dropped_on=None).exclude(public_sentence="")
        found = list(seeing.open_ones(asked).select_related("plan", "chapter__priority", "lead").with_word())
        said = ProgressUpdate.objects.in_bulk([action.said_pk for action in found if action.said_pk])
        steps: dict[int, list[Milestone]] = {}
        for step in Milestone.objects.filter(action__in=found, reached_on=None):
            steps.setdefault(step.action_id, []).append(step)
        return [
            Row(
                action,
                said.get(action.said_pk),
                standing(
                    action,
                    said.get(action.said_pk),
                    steps.get(action.pk, []),
                    plan_began=plan.first_day,
                    today=today,
                ),
                "",
            )
            for action in found
        ]


def _open_milestones(viewer: Viewer, found: list[Action]) -> dict[int, list[Milestone]]:
    steps: dict[int, list[Milestone]] = {}
    open_ones = Milestone.objects.filter(action__in=found, reached_on=None, partnership=viewer.partnership)
    for step in open_ones:
        steps.setdefault(step.action_id, []).append(step)
    return steps


def _row(viewer: Viewer, action: Action, word: ProgressUpdate | None, steps: list[Milestone], today: date) -> Row:
    stands = standing(action, word, steps, plan_began=action.plan.first_day, today=today)
    helping = {each.agency_id for each in action.helpers}
    return Row(action, word, stands, reason_not_to_update(viewer, action, helping))


def lists(viewer: Viewer) -> QuerySet[ActionList]:
    """Lists that were brought in, newest first, into plans of which the viewer may see every part."""
    mine: QuerySet[ActionList] = ActionList.objects.filter(partnership=viewer.partnership)
    return seeing.wholly_seen(mine, viewer).select_related("plan", "by")


def bulk_changes(viewer: Viewer) -> QuerySet[BulkChange]:
    """Changes to many actions at once, newest first, in plans of which the viewer may see every part."""
    mine: QuerySet[BulkChange] = BulkChange.objects.filter(partnership=viewer.partnership)
    return seeing.wholly_seen(mine, viewer).select_related("plan", "by")


def liaisons(viewer: Viewer) -> dict[int, Person | None]:
    """Agency id → the person who speaks for it here; None where nobody is named."""
    partners = Partner.objects.filter(partnership=viewer.partnership).select_related("liaison")
    return {partner.agency_id: partner.liaison for partner in partners}
