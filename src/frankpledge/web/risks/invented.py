"""The risks of the demonstration, with a year's history, one of them told to an invented county board."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django_scopes import scope

from frankpledge.web.accounts.confirming import confirmed_until
from frankpledge.web.accounts.models import Membership, Partner, Partnership
from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.measures.models import Measure
from frankpledge.web.plans import queries as plans
from frankpledge.web.plans.models import Action, Plan
from frankpledge.web.risks import changes, escalating
from frankpledge.web.risks.models import Risk

BOARD = "Frankshire Safer Communities Board"


@dataclass(frozen=True)
class InventedRisk:
    """`scores` are (kind, days ago, likelihood, severity, why); `bears_on` is a word of the actions it would stop."""

    description: str
    impact: str
    preventive: str
    contingent: str
    agencies: tuple[str, ...]
    roles: tuple[str, ...]
    scores: tuple[tuple[str, int, int, int, str], ...]
    bears_on: str = ""
    measure: str = ""
    review: int = 60  # days from today


RISKS = (
    InventedRisk(
        "The lock fitter cannot keep up, and burgled homes wait",
        "Homes are broken into again before they are made safer; the target for the year is missed.",
        "A second fitter on call from spring.\nVisits are booked in the week of the burglary.",
        "Lend out portable alarms until the fitter comes.",
        ("Council",),
        (),
        (
            ("inherent", 230, 3, 3, ""),
            ("current", 230, 2, 2, "One fitter, no waiting list."),
            ("current", 80, 3, 2, "The fitter is ill."),
            ("current", 12, 3, 3, "Eleven homes wait longer than two weeks."),
            ("target", 230, 1, 2, ""),
        ),
        "locks",
        "Homes made safer",
        -5,
    ),
    InventedRisk(
        "The hospitals’ agreement stays unsigned",
        "Nobody knows where people were hurt who did not call the police.",
        "Both lawyers have a date, and the chair’s telephone number.",
        "Use the ambulance service’s counts by month.",
        ("Health",),
        (),
        (
            ("inherent", 230, 3, 2, ""),
            ("current", 230, 2, 2, ""),
            ("current", 75, 3, 2, "The first date was missed."),
            ("target", 230, 1, 1, ""),
        ),
        "hospitals",
        "",
        20,
    ),
    InventedRisk(
        "The safer streets money ends in March",
        "Marshals and lights stop in the middle of winter.",
        "Bid early for next year.\nShow what the money did, each quarter.",
        "Keep two nights a month from the council’s own money.",
        ("Council", "Police"),
        (),
        (
            ("inherent", 200, 3, 3, ""),
            ("current", 200, 2, 3, ""),
            ("current", 40, 1, 3, "The funder has said that there will be a second round."),
            ("target", 200, 1, 2, ""),
        ),
        "marshals",
    ),
    InventedRisk(
        "People who know the work move on",
        "Actions stand still until somebody finds the papers.",
        "What was agreed is written under each action.\nTwo people know each password-free task.",
        "A week’s handover; the other agencies’ leads step in.",
        (),
        ("Managers of each organisation",),
        (("inherent", 230, 2, 2, ""), ("current", 230, 2, 2, ""), ("current", 100, 1, 2, "Every lead has a deputy.")),
    ),
    InventedRisk(
        "A kind of crime that is not a priority grows unseen",
        "Residents see it before the partnership does.",
        "The analyst looks at every crime type each month.",
        "A problem profile within two weeks, and a word to the chair.",
        ("Police",),
        ("The analyst",),
        (("current", 230, 1, 2, ""), ("target", 230, 1, 1, "")),
    ),
)


@transaction.atomic
def invent_risks(plan: Plan, people: dict[str, Viewer], today: date) -> None:
    """Made once: where there are risks, nothing changes. `people` are viewers by role."""
    manager = people["coordinator"]
    with scope(partnership=plan.partnership):
        if Risk.objects.exists():
            return
        made = [_risk(plan, invented, manager, today) for invented in RISKS]
    board = _board(plan.partnership, people, today)
    if board is None:
        return
    plan.partnership.parent = board.partnership
    plan.partnership.save(update_fields=["parent"])
    manager.partnership.parent = board.partnership
    with scope(partnership=plan.partnership):
        told = escalating.escalate(
            risk=made[1],
            asks="Ask the health board’s chief officer to sign: three districts wait for the same paper.",
            parts=["impact", "score", "contingent"],
            by=manager,
            today=today - timedelta(days=9),
        )
    with scope(partnership=board.partnership):
        words = "It is on our agenda on the 12th; the chief officer comes."
        escalating.answer(escalation_id=told.pk, answer=words, by=board, today=today - timedelta(days=2))


def _risk(plan: Plan, invented: InventedRisk, manager: Viewer, today: date) -> Risk:
    every = list(plans.agencies(manager))
    risk = changes.add(
        description=invented.description,
        impact=invented.impact,
        preventive=invented.preventive,
        contingent=invented.contingent,
        agencies=[agency for agency in every if any(word in agency.name for word in invented.agencies)],
        roles=invented.roles,
        review_on=today + timedelta(days=invented.review),
        today=plan.first_day,
        by=manager,
    )
    for kind, days, likelihood, severity, because in invented.scores:
        changes.score(
            risk=risk,
            kind=kind,
            likelihood=likelihood,
            severity=severity,
            because=because,
            on=max(plan.first_day, today - timedelta(days=days)),
            by=manager,
            today=today,
        )
    if invented.bears_on:
        action = Action.objects.filter(plan=plan, text__icontains=invented.bears_on).first()
        if action:
            changes.link(risk=risk, action=action, by=manager)
    measure = Measure.objects.filter(plan=plan, title=invented.measure).first()
    if measure:
        changes.link(risk=risk, measure=measure, by=manager)
    return risk


def _board(district: Partnership, people: dict[str, Viewer], today: date) -> Viewer | None:
    """The invented county board above the district, run by one of its members; None where another stands there."""
    if district.parent_id is not None:
        return None
    board, _ = Partnership.objects.get_or_create(
        slug="frankshire-board",
        defaults={"name": BOARD, "kind": Partnership.Kind.COUNTY, "demonstration": True},
    )
    runs = next(viewer for viewer in people.values() if any("Probation" in str(each) for each in viewer.agencies))
    with scope(partnership=board):
        Partner.objects.get_or_create(partnership=board, agency=runs.agencies[0])
        Membership.objects.get_or_create(
            partnership=board,
            person=runs.person,
            agency=runs.agencies[0],
            role="coordinator",
            until_on=None,
            defaults={"from_on": today, "confirmed_until": confirmed_until(today)},
        )
    return viewer_of(runs.person, board, today)
