"""The five ways in which real plans lay a priority out: the headings of its page, in order."""

from frankpledge.web.plans.plan import Plan

HEADINGS: dict[str, tuple[str, ...]] = {
    Plan.Layout.AIMS: ("Background", "Aims", "How we will measure it", "Resources"),
    Plan.Layout.WHY_WHAT: ("Why this matters", "What we will do"),
    Plan.Layout.TARGET: ("Target", "Definition", "Examples", "Outcomes", "The problem"),
    Plan.Layout.FOCUS: ("In focus", "What people told us", "What we did last year", "What we will do"),
    Plan.Layout.THEMES: ("What it is about", "What we want to change"),
}


def headings(plan: Plan) -> tuple[str, ...]:
    """What the plan says of each priority is written under these."""
    return HEADINGS[plan.layout]
