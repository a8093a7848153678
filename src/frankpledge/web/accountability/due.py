"""What waits for somebody: returns to funders, reviews of risks, figures of measures. Told once a week, in one e-mail."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django_scopes import scope

from frankpledge.web.accounts.models import Membership, Partnership
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.funding import queries as funding
from frankpledge.web.funding.models import Return
from frankpledge.web.mail.outbox import put
from frankpledge.web.measures import queries as measures
from frankpledge.web.plans.models import Plan
from frankpledge.web.risks import queries as risks

SOON = timedelta(days=14)
RUNNING = (Plan.Stage.AGREED, Plan.Stage.PUBLISHED)


@dataclass(frozen=True)
class Due:
    """How many of each wait for one person; none of them is named outside the workspace."""

    returns: int
    reviews: int
    measures: int

    @property
    def any(self) -> bool:
        return bool(self.returns or self.reviews or self.measures)


def due_of(viewer: Viewer, today: date) -> Due:
    """
    Who writes the plan is told of all; others of the risks alone that they, or their agencies, answer for.

    A return is due within a fortnight or late; a review is late; a measure lacks a figure that should be there.
    """
    writes = viewer.may(Permission.WRITE_PLAN)
    overdue = risks.risks(viewer).filter(closed_on=None, review_on__lt=today)
    if not writes:
        agencies = [agency.pk for agency in viewer.agencies]
        overdue = overdue.filter(Q(owners__person=viewer.person) | Q(owners__agency__in=agencies)).distinct()
        return Due(0, overdue.count(), 0)
    returns = funding.returns(viewer).filter(state=Return.State.DRAFT, due_on__lte=today + SOON)
    running = measures.measures(viewer).filter(plan__stage__in=RUNNING, retired_on=None)
    late = sum(bool(each.judgement.missing) for each in measures.measured(viewer, running, today))
    return Due(returns.count(), overdue.count(), late)


def remind_everywhere(today: date) -> int:
    """In each partnership, within its walls; returns how many e-mails were written down."""
    written = 0
    for partnership in Partnership.objects.going_on(today):
        with scope(partnership=partnership):
            written += remind(partnership, today)
    return written


@transaction.atomic
def remind(partnership: Partnership, today: date) -> int:
    """One e-mail to each person for whom something waits, once in a calendar week however often this is called."""
    written = 0
    told: set[int] = set()
    week = "{}-{}".format(*today.isocalendar()[:2])
    for membership in Membership.objects.live(today).filter(partnership=partnership).select_related("person"):
        viewer = viewer_of(membership.person, partnership, today)
        if viewer is None or membership.person_id in told or not due_of(viewer, today).any:
            continue
        told.add(membership.person_id)
        message = put(
            "accountability.due",
            to=membership.person.email,
            about=membership,
            partnership=partnership,
            once=f"due {membership.person_id} {week}",
        )
        written += message is not None
    return written
