"""
What stands beside the demonstration's plan, and how it fits the invented county's. No real person, place or body.

Each register is filled where it is empty, and nothing else is touched: what is there already stays.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django_scopes import scope

from frankpledge.web.accounts.models import Agency, Partner, Partnership
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.measures import queries as measures
from frankpledge.web.plans import achieving, queries, residents, rollup, sorting, tactics
from frankpledge.web.plans.invented import by_role
from frankpledge.web.plans.models import (
    Action,
    Adoption,
    Approval,
    Category,
    Chapter,
    GlossaryTerm,
    Lens,
    LinkedStrategy,
    Plan,
    Standard,
    UsedTactic,
)
from frankpledge.web.plans.registers import keeping
from frankpledge.web.plans.registers.kept import Kept
from frankpledge.web.plans.registers.register import REGISTERS
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.scoring import aligning
from frankpledge.web.scoring.models import Alignment, ExternalObjective

WORDS = (
    ("OMSG", "Old Market Safety Group", "Landlords, marshals and police officers who meet before each weekend."),
    (
        "",
        "Street marshal",
        "A trained person in a yellow coat who helps people get home. Marshals cannot arrest anybody.",
    ),
    ("", "Target hardening", "Better locks, lights and gates, so that it is harder to break in."),
)
# Title, whose it is, what it means for the plan, and in how many days it is looked at again.
STRATEGIES = (
    (
        "Drugs and alcohol plan of Frankshire",
        "Frankshire Health Board",
        "Treatment comes from it; we bring people.",
        200,
    ),
    ("Night-time economy plan", "Castermouth Council", "Lighting, taxis and licences round the Old Market.", 90),
    (
        "Abuse at home: the county’s strategy",
        "Safer Frankshire County",
        "Advisers in hospitals; we pass people on.",
        -40,
    ),
    ("Youth justice plan", "Frankshire youth justice board", "Who works with children who were arrested.", 30),
)
# Title, who sets it, what it asks for; then agency → in how many days it was taken up (None: not yet), and what shows it.
STANDARDS: tuple[tuple[str, str, str, dict[str, tuple[int | None, str]]], ...] = (
    (
        "Answering people who report disorder",
        "Safer Frankshire County",
        "A first answer within a day, a named person within three, and a word when it ends.",
        {"Council": (-200, "Cabinet paper 14, and times of answer each month"), "Police": (None, "")},
    ),
    (
        "Children who could be exploited: the least that each agency does",
        "Frankshire safeguarding partners",
        "A named lead, training each year, and one form to pass a worry on.",
        {
            "Council": (-150, "Named lead and training list"),
            "Police": (-150, "Named lead and training list"),
            "Fire": (-90, "Training list"),
            "Health": (None, ""),
        },
    ),
)
# Body, outcome, days from today of its meeting, minute, and what was considered of the effect on crime.
ADOPTED_BY = (
    ("Castermouth Council, cabinet", Approval.Outcome.ADOPTED, -215, "Cabinet 31", "Lighting stays on until two."),
    (
        "Frankshire Police, district board",
        Approval.Outcome.CHANGED,
        -212,
        "Item 6",
        "Patrols follow the plan’s places.",
    ),
)
USES = {
    "Visit every burgled home": ("repeat-victims",),
    "Fit locks and lights": ("repeat-victims", "street-lighting"),
    "Walk the Old Market": ("hot-spots-patrol",),
    "Put cameras up": ("cctv",),
    "Meet each month about the 25": ("focused-deterrence",),
}
WHOM = {
    "The community": ("Places to be proud of",),
    "The person": ("Fewer homes broken into", "Evenings out without fear"),
    "The person who does harm": ("Fewer people drawn back into crime",),
}
# What was said begins so → how it is told to readers.
REACHED = {
    "All five were checked": "We checked all five bars where somebody was badly hurt; two have new conditions.",
    "All eleven schools": "Firefighters talked with all eleven schools about fires.",
    "48 of 50 in time": "We cleared 48 of 50 heaps of dumped rubbish within two days.",
}
# District → priority → which of the county's it serves, and how closely. What is missing is a gap.
SERVES = {
    "castermouth": {
        "Fewer homes broken into": ("Stronger neighbourhoods", 2),
        "Places to be proud of": ("Stronger neighbourhoods", 3),
        "Fewer people drawn back into crime": ("Early help, before harm is done", 1),
    },
    "invented-elmcombe-and-sarre": {
        "Safer homes and sheds": ("Stronger neighbourhoods", 2),
        "Calmer evenings in the parks": ("Early help, before harm is done", 2),
    },
    "invented-wickmere": {"A town centre to enjoy at night": ("Stronger neighbourhoods", 1)},
    "invented-hollow-down": {"The community": ("Stronger neighbourhoods", 3)},
}
COUNTY_SAYS = {"The person who does harm": "Early help, before harm is done"}


def invent_beside(partnership: Partnership, today: date) -> None:
    """Fill what stands beside the partnership's newest plan, and match the county's priorities with its districts'."""
    with scope(partnership=partnership):
        people = by_role(partnership, today)
        manager = people["coordinator"]
        plan = queries.current_plan(manager)
        if plan:
            _registers(plan, manager, today)
            _sort(plan, manager)
            _tactics(plan, manager)
            _reached(plan, manager)
            _for_residents(plan, manager)
    for slug, serves in SERVES.items():
        district = Partnership.objects.filter(slug=slug).select_related("parent").first()
        if district and district.parent and district.demonstration:
            _match(district, serves, today)
    county = Partnership.objects.filter(slug="invented-frankshire-county").first()
    if county:
        _county_says(county, today)


@transaction.atomic
def _registers(plan: Plan, by: Viewer, today: date) -> None:
    def fill(name: str, make: Callable[[], None]) -> None:
        if not keeping.kept(by, REGISTERS[name]).exists():
            make()

    def keep(name: str, thing: Kept) -> None:
        keeping.add(register=REGISTERS[name], thing=thing, by=by)

    def words() -> None:
        for short, long, meaning in WORDS:
            keep("words", GlossaryTerm(short=short, long=long, meaning=meaning))

    def strategies() -> None:
        for title, owner, says, days in STRATEGIES:
            review = today + timedelta(days=days)
            keep("strategies", LinkedStrategy(title=title, owner=owner, says=says, review_on=review))

    def standards() -> None:
        for title, owner, asks, takers in STANDARDS:
            standard = Standard(title=title, owner=owner, asks=asks)
            keep("standards", standard)
            for word, (days, shown) in takers.items():
                if agency := _agency(by.partnership, word):
                    taken = today + timedelta(days=days) if days is not None else None
                    keep("adoptions", Adoption(standard=standard, agency=agency, adopted_on=taken, evidence=shown))

    def approvals() -> None:
        for body, outcome, days, minute, effects in ADOPTED_BY:
            changed = "One action more, on parks." if outcome == Approval.Outcome.CHANGED else ""
            on = today + timedelta(days=days)
            keep(
                "approvals",
                Approval(
                    plan=plan,
                    body=body,
                    outcome=outcome,
                    decided_on=on,
                    minute=minute,
                    effects=effects,
                    changed=changed,
                ),
            )

    for name, make in (
        ("words", words),
        ("strategies", strategies),
        ("standards", standards),
        ("approvals", approvals),
    ):
        fill(name, make)


def _agency(partnership: Partnership, word: str) -> Agency | None:
    found = Partner.objects.filter(partnership=partnership, agency__name__contains=word).select_related("agency")
    partner = found.order_by("pk").first()
    return partner.agency if partner else None


@transaction.atomic
def _sort(plan: Plan, by: Viewer) -> None:
    if keeping.kept(by, REGISTERS["lenses"]).exists():
        return
    lens = keeping.add(register=REGISTERS["lenses"], thing=Lens(title="Whom it is for"), by=by)
    for title, names in WHOM.items():
        category = keeping.add(register=REGISTERS["categories"], thing=Category(lens=lens, title=title), by=by)
        for chapter in Chapter.objects.filter(plan=plan, priority__title__in=names):
            sorting.sort(thing=chapter, into=[category], by=by)


@transaction.atomic
def _tactics(plan: Plan, by: Viewer) -> None:
    if UsedTactic.objects.exists():
        return
    for words, codes in USES.items():
        for action in Action.objects.filter(plan=plan, text__startswith=words):
            tactics.choose(action=action, codes=codes, by=by)


@transaction.atomic
def _reached(plan: Plan, by: Viewer) -> None:
    if achieving.achievements(by, plan).exists():
        return
    for said in achieving.to_pick_from(by, plan):
        for begins, words in REACHED.items():
            if said.text.startswith(begins):
                picked = achieving.pick(plan=plan, update=said, by=by)
                picked.text = words
                keeping.change(register=REGISTERS["achievements"], thing=picked, by=by)


@transaction.atomic
def _for_residents(plan: Plan, by: Viewer) -> None:
    """Residents read all of the plan's parts, and its measures."""
    if plan.public_parts or plan.public_measures or residents.reason_not_to_choose(by, plan):
        return
    held = measures.measures(by).filter(plan=plan, retired_on=None)
    residents.choose(plan=plan, parts=Plan.Part.values, measures=[each.pk for each in held], by=by)


@transaction.atomic
def _match(district: Partnership, serves: dict[str, tuple[str, int]], today: date) -> None:
    with scope(partnership=district):
        by = by_role(district, today)["coordinator"]
        found = rollup.to_take(by, today)
        if found is None or found.before:
            return
        taken = rollup.take(found=found, by=by, today=today)
        numbers = dict(ExternalObjective.objects.filter(plan=taken).values_list("words", "pk"))
        held = {each.title: each for each in priorities.current(by)}
        for title, (words, strength) in serves.items():
            if title in held and words in numbers and strength in Alignment.Strength.values:
                aligning.align(priority=held[title], answers={numbers[words]: (strength, "")}, by=by)


@transaction.atomic
def _county_says(county: Partnership, today: date) -> None:
    from frankpledge.web.plans.county import district_plans

    with scope(partnership=county):
        by = by_role(county, today)["coordinator"]
        ours = {each.title: each.pk for each in priorities.current(by)}
        for each in district_plans(by, today):
            for chapter in each.chapters:
                words = COUNTY_SAYS.get(chapter.priority.title)
                if words in ours and not rollup.said_of(by, chapter.priority_id):
                    rollup.say(priority_id=chapter.priority_id, serves=[ours[words]], by=by)
