"""Every change to neighbourhoods, their priorities and the issues that become them: one transaction each."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Agency
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.consultation.events import Event
from frankpledge.web.consultation.models import Issue, Neighbourhood, NeighbourhoodPriority, Step
from frankpledge.web.consultation.neighbourhood import ENDED
from frankpledge.web.consultation.permissions import reason_not_to_take_in, reason_not_to_write
from frankpledge.web.consultation.saving import keep, put


@transaction.atomic
def put_neighbourhood(*, held: Neighbourhood | None, by: Viewer, **facts: Any) -> Neighbourhood:
    """A neighbourhood, new where there is none yet. `ward` is its code (may be empty) and name, or None."""
    permissions.require(reason_not_to_write(by))
    held = held or Neighbourhood(partnership=by.partnership)
    ward = facts.pop("ward", None)
    put(held, facts | {"ward_code": ward[0] if ward else "", "ward_name": ward[1] if ward else ""})
    return keep(held, Event.NEIGHBOURHOOD_PUT, by)


@transaction.atomic
def raise_priority(
    *, neighbourhood: Neighbourhood, by: Viewer, today: date, raised_on: date, **facts: Any
) -> NeighbourhoodPriority:
    """What residents of a neighbourhood want done, as it was raised."""
    permissions.require(reason_not_to_write(by))
    if raised_on > today:
        raise ValidationError({"raised_on": "That day has not come yet."})
    held = NeighbourhoodPriority(partnership=by.partnership, neighbourhood=neighbourhood, raised_on=raised_on)
    put(held, facts)
    return keep(held, Event.PRIORITY_RAISED, by, raised_as=held.raised_as)


@transaction.atomic
def step(
    *,
    priority: NeighbourhoodPriority,
    kind: str,
    on: date,
    words: str,
    by: Viewer,
    today: date,
    agency: Agency | None = None,
) -> Step:
    """
    What happened to a neighbourhood priority: agreed, acted on, told to residents, not taken up (with why), finished.

    One that ended goes on where it is agreed again.
    """
    permissions.require(reason_not_to_write(by, priority))
    steps = list(priority.steps.all())
    newest = steps[-1] if steps else None
    if on > today:
        raise ValidationError({"on": "That day has not come yet."})
    if on < (newest.on if newest else priority.raised_on):
        raise ValidationError({"on": "Something later is written down already."})
    if newest and newest.kind in ENDED and kind not in (Step.Kind.AGREED, Step.Kind.FED_BACK):
        raise ValidationError("It has ended. Agree it again first.")
    made = Step(partnership=by.partnership, priority=priority, kind=kind, on=on, agency=agency, by=by.person)
    made.words = words.strip()
    return keep(made, Event.STEPPED, by, subject=priority, step=kind)


@transaction.atomic
def take_in(*, by: Viewer, today: date, raised_on: date, **facts: Any) -> Issue:
    """An issue as somebody brought it."""
    permissions.require(reason_not_to_take_in(by))
    if raised_on > today:
        raise ValidationError({"raised_on": "That day has not come yet."})
    held = Issue(partnership=by.partnership, raised_on=raised_on, by=by.person)
    put(held, facts)
    return keep(held, Event.ISSUE_TAKEN_IN, by, raised_as=held.raised_as)


@transaction.atomic
def settle(
    *,
    issue: Issue,
    outcome: str,
    words: str,
    by: Viewer,
    today: date,
    priority: NeighbourhoodPriority | None = None,
    agency: Agency | None = None,
    new_priority: str = "",
) -> Issue:
    """
    What becomes of an issue. With `new_priority`, a title, it becomes a new priority of its neighbourhood.

    Raises ValidationError, also where it was settled before.
    """
    permissions.require(reason_not_to_write(by))
    found: Issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if found.outcome:
        raise ValidationError("Somebody said already what becomes of it.")
    if outcome == Issue.Outcome.PRIORITY and priority is None and new_priority.strip():
        if found.neighbourhood is None:
            raise ValidationError("Say first in which neighbourhood it is: choose one of its priorities.")
        priority = raise_priority(
            neighbourhood=found.neighbourhood,
            title=new_priority,
            detail=found.text,
            raised_on=found.raised_on,
            raised_as=found.raised_as,
            by=by,
            today=today,
        )
    found.outcome, found.outcome_on, found.outcome_words = outcome, today, words.strip()
    found.priority = priority if outcome == Issue.Outcome.PRIORITY else None
    found.agency = agency if outcome == Issue.Outcome.PASSED_ON else None
    return keep(found, Event.ISSUE_SETTLED, by, outcome=outcome)
