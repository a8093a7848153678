"""Open actions that an agency leads which has left, or is about to: somebody else has to take them over."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from frankpledge.web.accounts.models import Agency, Partner
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.plans import queries
from frankpledge.web.plans.models import Plan, Status


@dataclass(frozen=True)
class ToTakeOver:
    """How many open actions of a plan an agency leads, and the list of them."""

    agency: Agency
    plan: Plan
    number: int
    address: str


def to_take_over(viewer: Viewer, today: date, agencies: Collection[int] | None = None) -> list[ToTakeOver]:
    """Of these agencies, by their ids; of all that left where None. What was said to be complete is not counted."""
    if agencies is None:
        gone = Partner.objects.filter(partnership=viewer.partnership).exclude(left_on=None)
        agencies = list(gone.values_list("agency", flat=True))
    if not agencies:
        return []
    asked = queries.open_actions(viewer).filter(lead__in=agencies)
    rows = queries.rows(viewer, asked, today, shared=queries.TO_COUNT)
    still_open = [row.action for row in rows if row.standing.said != Status.COMPLETE]
    counts = Counter((action.lead, action.plan) for action in still_open)
    found = [
        ToTakeOver(
            agency,
            plan,
            number,
            f"{reverse('actions', args=[viewer.partnership.slug, plan.pk])}?{urlencode({'agency': agency.pk})}",
        )
        for (agency, plan), number in counts.items()
        if agency
    ]
    return sorted(found, key=lambda each: (each.agency.name, each.plan.pk))
