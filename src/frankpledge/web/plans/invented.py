"""The invented plan of the demonstration, with most of a year behind it. No real person, place or body."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django_scopes import scope

from frankpledge.web.accounts.models import Agency, Membership, Partnership, Person
from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.citations import queries as citations
from frankpledge.web.citations.changes import cite
from frankpledge.web.plans import changes, saying
from frankpledge.web.plans.models import Action, Chapter, Plan
from frankpledge.web.priorities import changes as priorities

COUNCIL, POLICE, FIRE, PROBATION, HEALTH = "Council", "Police", "Fire", "Probation", "Health"


@dataclass(frozen=True)
class Word:
    """What was said so many days ago, by somebody of the leading agency."""

    days_ago: int
    status: str
    text: str


@dataclass(frozen=True)
class InventedAction:
    """An action; `due` is in days from today, None for all year."""

    text: str
    lead: str
    words: tuple[Word, ...] = ()
    due: int | None = None
    public: str = ""
    not_public: str = ""
    helping: tuple[str, ...] = ()
    milestones: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class InventedPriority:
    title: str
    why: str
    public: str
    strategies: tuple[str, ...]
    words: dict[str, str]
    objectives: tuple[str, ...]
    actions: tuple[InventedAction, ...] = field(default_factory=tuple)


PRIORITIES = (
    InventedPriority(
        "Fewer homes broken into",
        "Burglary gathers in a few streets near the harbour, and the same homes are broken into again.",
        "We want fewer homes broken into, and nobody burgled twice.",
        ("crime",),
        {
            "Background": "Most break-ins happen in the evening, between October and February.",
            "Aims": "Fewer burglaries in the harbour streets, and fewer people burgled a second time.",
            "How we will measure it": "Recorded burglary each month, beside what chance would give.",
            "Resources": "Two crime prevention officers for a day a week; £12,000 for locks and lights.",
        },
        ("Fewer burglaries in the four harbour neighbourhoods than last year",),
        (
            InventedAction(
                "Visit every burgled home within three days, and the ten homes nearest to it",
                POLICE,
                (
                    Word(150, "on_track", "61 of 64 homes visited within three days."),
                    Word(40, "on_track", "All but two visited in time since the summer."),
                ),
                public="We visit every home that was broken into, and its neighbours, within three days.",
                helping=(COUNCIL,),
            ),
            InventedAction(
                "Fit locks and lights in 120 homes that were burgled before",
                COUNCIL,
                (
                    Word(170, "on_track", "31 homes done."),
                    Word(80, "at_risk", "58 homes done. The fitter is ill; a second one is being sought."),
                    Word(12, "at_risk", "63 homes done. A second fitter starts next month."),
                ),
                due=120,
                public="We fit locks and lights in 120 homes that were burgled before.",
                milestones=(("60 homes done", -30), ("120 homes done", 110)),
            ),
            InventedAction(
                "Give probation’s people who burgle a place to live before they leave prison",
                PROBATION,
                (Word(200, "on_track", "Seven of nine housed."),),
                not_public="It is about few people, who could be known by it.",
            ),
        ),
    ),
    InventedPriority(
        "Evenings out without fear",
        "Violence in the evening gathers in two streets on Friday and Saturday nights.",
        "We want everybody to get home safely from a night out.",
        ("crime", "serious_violence", "substances"),
        {
            "Background": "Half of the violence on weekend nights is within 200 metres of the Old Market.",
            "Aims": "Fewer people hurt, and more who say that they feel safe there after dark.",
        },
        ("Fewer people hurt at weekends", "Every late bar trained to look out for people at risk"),
        (
            InventedAction(
                "Walk the Old Market with street marshals on 40 Friday and Saturday nights",
                COUNCIL,
                (Word(100, "on_track", "14 nights done."), Word(20, "on_track", "27 nights done.")),
                due=130,
                public="Street marshals help people home on 40 weekend nights.",
                helping=(POLICE,),
            ),
            InventedAction(
                "Train the staff of all 22 late bars to look out for people at risk",
                HEALTH,
                (Word(160, "on_track", "Nine bars trained."),),
                due=60,
                public="We train the staff of every late bar to look out for people at risk.",
            ),
            InventedAction(
                "Check every late licence after a serious incident",
                COUNCIL,
                (Word(15, "complete", "All five were checked; two have new conditions."),),
                due=-10,
                public="We checked every bar where somebody was badly hurt.",
            ),
            InventedAction(
                "Share what hospitals know of where people were hurt, without names, each month",
                HEALTH,
                (Word(75, "off_track", "The agreement is not signed. The lawyers of both sides meet this month."),),
                due=-20,
                public="Hospitals tell us where people were hurt, without names, so that we can act there.",
            ),
        ),
    ),
    InventedPriority(
        "Places to be proud of",
        "Fly-tipping and small fires trouble the same lanes; residents name them first.",
        "We want clean lanes, and no fires in them.",
        ("crime",),
        {
            "Background": "Four lanes had half of last year’s fires.",
            "Aims": "Clear within two days; catch who does it.",
        },
        ("Fewer small fires in the four lanes",),
        (
            InventedAction(
                "Clear fly-tipping in the four lanes within two days",
                COUNCIL,
                (Word(35, "on_track", "48 of 50 in time."),),
                public="We clear dumped rubbish from four lanes within two days.",
            ),
            InventedAction(
                "Talk with every school about fires before half-term",
                FIRE,
                (Word(28, "complete", "All eleven schools."),),
                due=-25,
                public="Firefighters talk with every school about fires.",
            ),
            InventedAction("Put cameras up where dumping comes back", COUNCIL, (), due=90),
            InventedAction("Walk the lanes with residents each quarter", "", (), due=45),
        ),
    ),
    InventedPriority(
        "Fewer people drawn back into crime",
        "A third of those who were caught last year had been caught before.",
        "We help people who have offended to stop.",
        ("reoffending",),
        {"Aims": "Work, a home and treatment for those who want to stop."},
        ("Half of those in the scheme in work or training",),
        (
            InventedAction(
                "Meet each month about the 25 people who offend most",
                PROBATION,
                (Word(18, "on_track", "Eight meetings held; 25 plans in place."),),
                not_public="It is about few people, who could be known by it.",
                helping=(POLICE, HEALTH),
            ),
            InventedAction(
                "Find 20 local employers who take people with a record",
                PROBATION,
                (Word(140, "at_risk", "Eleven so far; two left again."),),
                due=100,
                public="We look for 20 local employers who give people a second chance.",
            ),
        ),
    ),
)


CONSIDERED = "Each action was asked what it does to crime; the lights at the harbour stay on until two."


@transaction.atomic
def invent_plan(partnership: Partnership, today: date) -> Plan | None:
    """The invented partnership's plan of this financial year, made once; None where it has plans already."""
    with scope(partnership=partnership):
        if Plan.objects.exists():
            return None
        people = by_role(partnership, today)
        manager, chair = people["coordinator"], people["chair"]
        first = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
        plan = changes.begin(
            title=f"Community safety plan {first.year}/{(first.year + 1) % 100:02}",
            first_day=first,
            last_day=date(first.year + 1, 3, 31),
            layout=Plan.Layout.AIMS,
            by=manager,
        )
        changes.write_foreword(
            plan=plan,
            foreword="This plan says what nine agencies do together this year, and who answers for it.",
            by=manager,
        )
        for invented in PRIORITIES:
            chapter = _chapter(plan, invented, manager, first)
            for action in invented.actions:
                _action(chapter, action, people, first, today)
        for stage, who in ((Plan.Stage.AGREED, chair), (Plan.Stage.PUBLISHED, manager)):
            on = max(first, today - timedelta(days=200))
            changes.move_on(plan=plan, stage=stage, by=who, today=on, considering=CONSIDERED)
        _change_since(plan, manager)
        return plan


def _change_since(plan: Plan, manager: Viewer) -> None:
    """What was changed after the plan was agreed: one action has a month more, and one is new."""
    late = Action.objects.get(plan=plan, text__startswith="Find 20 local employers")
    changes.change_action(
        action=late,
        version=late.version,
        text=late.text,
        chapter=late.chapter,
        objective=late.objective,
        lead=late.lead,
        lead_person=late.lead_person,
        helping=[each.agency for each in late.helpers],
        starts_on=late.starts_on,
        due_on=late.due_on + timedelta(days=30) if late.due_on else None,
        public_sentence=late.public_sentence,
        not_public_because=late.not_public_because,
        by=manager,
    )
    changes.add_action(
        chapter=late.chapter,
        text="Ask those who left a job again what would have kept them in it",
        lead=late.lead,
        lead_person=late.lead_person,
        public_sentence="We ask people who left a job what would have helped them to stay.",
        by=manager,
    )


# Priority → the ends of the findings' numbers, and words to find them by.
RESTS_ON = {
    "Fewer homes broken into": (("change-burglary", "burglary"), ("place-hot-burglary", "burglary")),
    "Evenings out without fear": (("place-hot-violence-and-sexual-offences", "violence"),),
}


@transaction.atomic
def rest_on_findings(plan: Plan, manager: Viewer) -> None:
    """The priorities rest on findings of the partnership's signed assessment, where they are in it."""
    with scope(partnership=plan.partnership):
        for chapter in plan.chapters.select_related("priority"):
            for key, words in RESTS_ON.get(chapter.priority.title, ()):
                found = [
                    thing
                    for kind, things in citations.offered(manager, words)
                    if kind.name == "signed-finding"
                    for thing in things
                    if thing.id.endswith(f".{key}")
                ]
                for thing in found[:1]:
                    cite(
                        citing="priority",
                        citing_id=str(chapter.priority_id),
                        cited=thing.kind,
                        cited_id=thing.id,
                        why="It is why this became a priority.",
                        by=manager,
                    )


def _chapter(plan: Plan, invented: InventedPriority, by: Viewer, first: date) -> Chapter:
    priority = priorities.add(
        title=invented.title,
        why=invented.why,
        public_sentence=invented.public,
        strategies=invented.strategies,
        by=by,
        today=first,
    )
    chapter = changes.take_in(plan=plan, priority=priority, by=by)
    changes.write_chapter(chapter=chapter, words=invented.words, by=by)
    for objective in invented.objectives:
        changes.add_objective(chapter=chapter, text=objective, by=by)
    return chapter


def _action(chapter: Chapter, invented: InventedAction, people: dict[str, Viewer], first: date, today: date) -> Action:
    manager = people["coordinator"]
    lead, person = _lead(invented.lead, people)
    action = changes.add_action(
        chapter=chapter,
        objective=chapter.objectives.first(),
        text=invented.text,
        lead=lead,
        lead_person=person,
        helping=[agency for name in invented.helping if (agency := _lead(name, people)[0])],
        due_on=today + timedelta(days=invented.due) if invented.due is not None else None,
        public_sentence=invented.public,
        not_public_because=invented.not_public,
        by=manager,
    )
    for text, days in invented.milestones:
        step = changes.add_milestone(action=action, text=text, due_on=today + timedelta(days=days), by=manager)
        if days < 0:
            saying.reach(milestone=step, by=manager, on=step.due_on)
    for word in invented.words:
        on = max(first, today - timedelta(days=word.days_ago))
        speaker = people.get(invented.lead, manager)
        saying.update_progress(action=action, status=word.status, text=word.text, on=on, by=speaker, today=today)
    return action


def _lead(name: str, people: dict[str, Viewer]) -> tuple[Agency | None, Person | None]:
    if not name:
        return None, None
    for viewer in people.values():
        for membership in viewer.memberships:
            if name in membership.agency.name:
                speaks = people.get(name)
                return membership.agency, speaks.person if speaks else None
    return None, None


def by_role(partnership: Partnership, today: date) -> dict[str, Viewer]:
    """The invented people as viewers by role, and by the word in the name of the agency whose actions they lead."""
    found: dict[str, Viewer] = {}
    with scope(partnership=partnership):
        memberships = list(Membership.objects.filter(until_on=None).select_related("agency", "person"))
    for membership in memberships:
        viewer = viewer_of(membership.person, partnership, today)
        if viewer is None:
            continue
        found.setdefault(membership.role, viewer)
        found.setdefault(str(membership.pk), viewer)
        if membership.role == "lead":
            found.setdefault(next(word for word in (POLICE, FIRE, COUNCIL) if word in membership.agency.name), viewer)
    return found
