"""
Telling the parent partnership of a risk, and its answer: one record that two partnerships read.

The row belongs to the partnership that tells. The parent's people never get into its scope: they read what was
shared through `queries.shared_with`, and answer through `answer` here, which touches the three columns of the answer.
"""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django_scopes import scope

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.risks import queries
from frankpledge.web.risks.events import Event
from frankpledge.web.risks.models import Escalation, Risk
from frankpledge.web.risks.permissions import reason_not_to_escalate

# What can be shared beside the description, which always is.
PARTS = {
    "impact": "What it would do",
    "score": "How likely and how bad it is now",
    "preventive": "What keeps it from happening",
    "contingent": "What is done if it happens",
    "owners": "Who answers for it",
}


@transaction.atomic
def escalate(*, risk: Risk, asks: str, parts: Collection[str], by: Viewer, today: date) -> Escalation:
    """Tell the parent partnership the description, the parts that are named and what it is asked, and no more."""
    permissions.require(reason_not_to_escalate(by, risk))
    escalation = Escalation(
        partnership=by.partnership,
        risk=risk,
        to=by.partnership.parent,
        asks=asks.strip(),
        shared=_shared(by, risk, parts),
        on=today,
        shared_on=today,
        by=by.person,
    )
    escalation.full_clean()
    escalation.save()
    record(Event.ESCALATED, subject=risk, by=by, to=escalation.to_id, parts=sorted(escalation.shared))
    return escalation


@transaction.atomic
def share_again(*, escalation: Escalation, asks: str, parts: Collection[str], by: Viewer, today: date) -> Escalation:
    """The parent partnership reads the risk as it is now, in the parts that are named now."""
    permissions.require(reason_not_to_escalate(by, escalation.risk))
    held = Escalation.objects.select_for_update().get(pk=escalation.pk)
    if held.ended_on:
        raise ValidationError("It is no longer with the parent partnership.")
    held.asks, held.shared, held.shared_on = asks.strip(), _shared(by, held.risk, parts), today
    held.full_clean()
    held.save()
    record(Event.ESCALATED_AGAIN, subject=held.risk, by=by, to=held.to_id, parts=sorted(held.shared))
    return held


@transaction.atomic
def take_back(*, escalation: Escalation, because: str, by: Viewer, today: date) -> Escalation:
    """It is no longer with the parent partnership, which goes on reading what it was told, and why it ended."""
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    held = Escalation.objects.select_for_update().get(pk=escalation.pk)
    held.ended_on, held.ended_because = today, because.strip()
    held.full_clean()
    held.save()
    record(Event.TAKEN_BACK, subject=held.risk, by=by, reason=because)
    return held


@transaction.atomic
def answer(*, escalation_id: int, answer: str, by: Viewer, today: date) -> None:
    """
    The parent partnership's answer, in the row that it was told with. It is recorded on both sides.

    Raises NotAllowed, ObjectDoesNotExist where nothing of this number was told to `by`'s partnership, ValidationError.
    """
    permissions.require(permissions.reason_not_to(by, Permission.WRITE_PLAN))
    shared = next((each for each in queries.shared_with(by) if each.id == escalation_id), None)
    if shared is None:
        raise ObjectDoesNotExist(f"Nobody told {by.partnership} of a risk by this number.")
    if shared.ended_on:
        raise ValidationError("It was ended by those who told you of it.")
    if not answer.strip():
        raise ValidationError("Write an answer.")
    teller = Partnership.objects.get(pk=shared.partnership_id)
    with scope(partnership=teller):
        # By number and by whom it was told to: nothing else of the telling partnership is read or changed.
        changed = Escalation.objects.filter(pk=escalation_id, to=by.partnership, ended_on=None)
        told = changed.only("pk").get()
        changed.update(answer=answer.strip(), answered_on=today, answered_by=f"{by.person}, {by.partnership}"[:300])
        record(Event.ANSWERED, subject=told, by=by, partnership=teller, answered_by=by.partnership.pk)
    record(Event.ANSWERED, subject=told, by=by, told_by=teller.pk)


def _shared(viewer: Viewer, risk: Risk, parts: Collection[str]) -> dict[str, str]:
    unknown = set(parts) - set(PARTS)
    if unknown:
        raise ValidationError(f"There is no part of a risk called {', '.join(sorted(unknown))}.")
    now = queries.newest(viewer, [risk], on=None).get((risk.pk, "current"))
    said = {
        "impact": risk.impact,
        "score": f"{now.level.word.capitalize()}: {now.words}, said on {now.on:%-d %B %Y}" if now else "",
        "preventive": risk.preventive,
        "contingent": risk.contingent,
        "owners": ", ".join(str(owner) for owner in risk.owners.select_related("agency", "person")),
    }
    return {"description": risk.description, **{part: said[part] for part in PARTS if part in parts and said[part]}}
