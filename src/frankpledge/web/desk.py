"""A partnership's first page: what waits for the viewer, how the plan stands, and the way round the year."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from frankpledge.web import waiting
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans import asking, queries
from frankpledge.web.plans.models import Plan


@dataclass(frozen=True)
class Stage:
    """One stage of the cycle: what it is for, in a sentence, and its pages as (address name, words)."""

    name: str
    sentence: str
    pages: tuple[tuple[str, str], ...]
    shared: tuple[tuple[str, str], ...] = ()  # pages of the whole installation


CYCLE = (
    Stage(
        "Evidence",
        "What was recorded, and what partners send.",
        (("places", "Areas and premises"), ("questions", "Saved questions")),
        (("holdings", "What is held"), ("feeds", "Partners’ data")),
    ),
    Stage(
        "Assessment",
        "What the evidence says, in words that can be traced.",
        (
            ("living_assessments", "Assessments"),
            ("profiles", "Problem profiles"),
            ("knowledge", "What else is known"),
        ),
        (("ask", "A quick look at any area"),),
    ),
    Stage(
        "Consultation",
        "What people who live here say.",
        (
            ("surveys", "Surveys"),
            ("consultations", "Who was asked"),
            ("meetings", "Meetings and events"),
            ("neighbourhoods", "Neighbourhood priorities"),
        ),
    ),
    Stage(
        "Priorities",
        "What is chosen, what is not, and why.",
        (("scoring", "Choosing"), ("priorities", "Priorities"), ("alignment", "Others’ plans")),
    ),
    Stage(
        "Plan",
        "Who does what, by when.",
        (
            ("plans", "Plans"),
            ("my_actions", "My actions"),
            ("district_plans", "District plans"),
            ("registers", "Beside the plan"),
            ("duties", "Duties"),
        ),
    ),
    Stage(
        "Delivery",
        "How it goes, what threatens it and what it costs.",
        (("current_measures", "Measures"), ("evaluations", "Did it work?"), ("risks", "Risks"), ("funding", "Money")),
    ),
    Stage(
        "Account",
        "What was done, told to those who may ask.",
        (("packs", "Packs and reports"), ("exports", "What left"), ("audit", "Who did what")),
    ),
)


def desk(request: Asked) -> HttpResponse:
    """What the viewer can do now, and where everything is."""
    plan = queries.current_plan(request.viewer)
    quiet, rows = _standing(request.viewer, plan, request.today)
    context = {
        "waiting": waiting.gathered(request.viewer, request.today),
        "plan": plan,
        "tally": queries.tally(rows),
        "total": len(rows),
        "quiet": quiet,
        "cycle": [(stage, _pages(request.viewer, stage)) for stage in CYCLE],
    }
    return render(request, "desk.html", context)


def _standing(
    viewer: Viewer, plan: Plan | None, today: date
) -> tuple[list[tuple[asking.Waiting, int]], list[queries.Row]]:
    """
    Whom to ask about actions that had no word for more than a quarter, and about how many: for those who ask them. And
    how the actions of the plan stand, of the same reading.
    """
    if permissions.reason_not_to(viewer, Permission.WRITE_PLAN):
        asked = queries.open_actions(viewer).filter(plan=plan)
        return [], queries.rows(viewer, asked, today, shared=queries.TO_COUNT) if plan else []
    every = queries.rows(viewer, queries.open_actions(viewer), today, shared=queries.TO_ASK)
    counted = [(each, sum(row.standing.old for row in each.rows)) for each in asking.waiting(viewer, today, every)]
    return [(each, old) for each, old in counted if old], [
        row for row in every if plan and row.action.plan_id == plan.pk
    ]


def _pages(viewer: Viewer, stage: Stage) -> list[tuple[str, str]]:
    """Address and words of a stage's pages."""
    here = [(reverse(name, args=[viewer.partnership.slug]), words) for name, words in stage.pages]
    return [*((reverse(name), words) for name, words in stage.shared), *here]
