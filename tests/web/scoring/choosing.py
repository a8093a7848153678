"""A year's choosing for tests: the dullest there is."""

from typing import Any

from frankpledge.web.priorities import changes as priorities
from frankpledge.web.priorities.models import Priority
from frankpledge.web.scoring import aligning
from frankpledge.web.scoring.models import ExternalPlan
from tests.web.cast import Cast


def a_priority(cast: Cast, title: str = "Fewer burglaries") -> Priority:
    return priorities.add(title=title, by=cast.viewer("cora"), today=cast.today)


def an_external_plan(cast: Cast, **facts: Any) -> ExternalPlan:
    whole = {
        "kind": "police_and_crime",
        "name": "Police and crime plan",
        "body": "The mayor of Frankshire",
        "version": "2024 to 2028",
        "from_on": cast.today,
        "objectives": ["Protect the vulnerable", "Fewer break-ins"],
    }
    return aligning.add_plan(by=cast.viewer("cora"), **whole | facts)
