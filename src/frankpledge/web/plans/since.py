"""What changed in a plan since it was agreed, out of the record of who did what."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.plans import queries
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Action, Plan

KINDS = (Event.ACTION_ADDED, Event.ACTION_CHANGED, Event.ACTION_DROPPED, Event.ACTION_TAKEN_UP)
FIELDS = {"due_on": "due", "starts_on": "starts", "lead_id": "who leads", "lead_person_id": "the person who leads"}


@dataclass(frozen=True)
class Change:
    """One change to an action, in words for scrutiny."""

    at: datetime
    action: Action
    words: str
    reason: str


def since_agreed(viewer: Viewer, plan: Plan) -> list[Change]:
    """
    Every action that was added, changed, dropped or taken up after the plan was agreed, the newest first: after that
    stands in the record, also on the same day. What was done to it before is what was agreed.

    Updates of how actions go are not changes of the plan.
    """
    if plan.agreed_on is None:
        return []
    record = AuditEvent.objects.filter(chain=viewer.partnership.pk)
    agreed = record.filter(
        kind=Event.PLAN_MOVED_ON, subject="plans.plan", subject_id=str(plan.pk), detail__stage=Plan.Stage.AGREED
    ).aggregate(last=Max("sequence"))["last"]
    if agreed is None:
        return []
    actions = {str(action.pk): action for action in queries.actions(viewer).filter(plan=plan)}
    events = record.filter(sequence__gt=agreed, kind__in=KINDS, subject="plans.action", subject_id__in=actions)
    return [
        Change(event.at, actions[event.subject_id], _words(event), event.reason)
        for event in events.order_by("-sequence")
    ]


def _words(event: AuditEvent) -> str:
    if event.kind == Event.ACTION_ADDED:
        return "was added"
    if event.kind == Event.ACTION_DROPPED:
        return "was dropped"
    if event.kind == Event.ACTION_TAKEN_UP:
        return "was taken up again"
    moved = event.detail.get("moved", {})
    said = [
        f"{words} {moved[name]['from'] or 'nothing'} → {moved[name]['to'] or 'nothing'}"
        if name.endswith("_on")
        else f"{words} was changed"
        for name, words in FIELDS.items()
        if name in moved
    ]
    return "; ".join(said) or "had its words changed"
