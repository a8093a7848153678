"""The registers beside a plan: one table for their pages, forms and permissions."""

from dataclasses import dataclass
from typing import Any

from frankpledge.web.plans.models import (
    Achievement,
    Adoption,
    Approval,
    Category,
    GlossaryTerm,
    Lens,
    LinkedStrategy,
    Standard,
    Tactic,
)
from frankpledge.web.plans.registers.kept import Kept


@dataclass(frozen=True)
class Register:
    """
    `name` stands in addresses. `fields` are asked for, in order. `ahead` follow a foreign key in the same question.
    """

    name: str
    one: str
    many: str
    sentence: str
    model: type[Kept]
    fields: tuple[str, ...]
    ahead: tuple[str, ...] = ()

    @property
    def rows(self) -> Any:
        return self.model._default_manager


REGISTERS: dict[str, Register] = {}


def register(*added: Register) -> None:
    """Called once for each app that has some, when it is ready."""
    REGISTERS.update({each.name: each for each in added})


register(
    Register(
        "words",
        "Word of the glossary",
        "Glossary",
        "Words that readers of the plan may not know. Short forms that the plan uses and that are common in this field "
        "are explained in it by themselves; write here what is your own, or what you mean otherwise.",
        GlossaryTerm,
        ("short", "long", "meaning"),
    ),
    Register(
        "strategies",
        "Linked plan or strategy",
        "Linked plans and strategies",
        "The plans and strategies that yours stands beside: whose they are, where they are, and when they are looked at "
        "again.",
        LinkedStrategy,
        ("title", "owner", "says", "link", "review_on"),
    ),
    Register(
        "lenses",
        "Way to sort the plan",
        "Ways to sort the plan",
        "A second order beside the priorities: themes that run through all of them, or whom an action is for.",
        Lens,
        ("title",),
    ),
    Register(
        "categories",
        "Theme or category",
        "Themes and categories",
        "What each way to sort tells apart. Chapters and actions say which they belong to, and lists can show one alone.",
        Category,
        ("lens", "title", "means"),
        ("lens",),
    ),
    Register(
        "standards",
        "Outside standard",
        "Outside standards",
        "Standards that others set and that agencies here take up.",
        Standard,
        ("title", "owner", "asks", "link"),
    ),
    Register(
        "adoptions",
        "Standard taken up",
        "Standards, agency by agency",
        "Which agency has taken up which standard, what shows it, and when that is looked at again.",
        Adoption,
        ("standard", "agency", "adopted_on", "evidence", "review_on"),
        ("standard", "agency"),
    ),
    Register(
        "tactics",
        "Tactic of our own",
        "Tactics of our own",
        "Ways to deal with a problem that you know of, beside those of the library.",
        Tactic,
        ("title", "what_for", "evidence", "source", "mind"),
    ),
    Register(
        "approvals",
        "Body that adopts a plan",
        "Adoption by other bodies",
        "Who is asked to adopt a plan, and what each body decided: day, minute and outcome.",
        Approval,
        ("plan", "body", "needed", "asked_for", "outcome", "decided_on", "minute", "changed", "effects"),
        ("plan",),
    ),
    Register(
        "achievements",
        "Achievement",
        "Achievements",
        "What was reached, for readers of the plan. Pick it from what was said of last year’s actions on the plan’s own "
        "page of achievements.",
        Achievement,
        ("plan", "under", "text"),
        ("plan", "update__action"),
    ),
)
