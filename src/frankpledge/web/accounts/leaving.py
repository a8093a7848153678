"""An agency leaves a partnership, and may come back: what was written with it stands."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.changes import LAST_ONE, MANAGING, end_role, withdraw_invitation
from frankpledge.web.accounts.events import Event
from frankpledge.web.accounts.links import OneTimeLink
from frankpledge.web.accounts.models import Membership, Partner
from frankpledge.web.accounts.partnership_changes import reason_not_to_change
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record


def reason_not_to_leave(viewer: Viewer, partner: Partner) -> str:
    """Why `viewer` may not say that this agency left, in words for them to read; else ""."""
    return reason_not_to_change(viewer) or (f"{partner.agency} has left already." if partner.left_on else "")


@transaction.atomic
def leave(*, partner: Partner, left_on: date, reason: str, by: Viewer, today: date) -> int:
    """
    An agency left: `left_on` is the first day without it. Its people's roles here end on that day; returns how many.

    Invitations for it that nobody took up stop working. Raises ValidationError, and changes nothing, where nobody who
    can manage people would be left, or where one of its roles began after that day.
    """
    held = Partner.objects.select_for_update().select_related("agency").get(pk=partner.pk)
    permissions.require(reason_not_to_leave(by, held))
    if left_on > today:
        raise ValidationError({"left_on": "That day has not come yet: write it down on the day."})
    theirs = Membership.objects.filter(agency=held.agency, until_on=None).select_related("person").order_by("pk")
    for each in theirs:
        if each.from_on > left_on:
            began = f"{each.from_on:%-d %B %Y}"
            raise ValidationError({"left_on": f"{each.person} began a role for it on {began}. It left then, or later."})
    managing = Membership.objects.live(today).filter(role__in=MANAGING)
    if managing.filter(agency=held.agency).exists() and not managing.exclude(agency=held.agency).exists():
        raise ValidationError(LAST_ONE)
    ended = [
        end_role(membership=each, by=by, today=today, reason=reason or "The agency left.", until=left_on)
        for each in theirs
    ]
    waiting = OneTimeLink.objects.open(timezone.now()).filter(purpose=OneTimeLink.Purpose.INVITATION)
    for link in waiting.filter(partnership=by.partnership, agency=held.agency):
        withdraw_invitation(link=link, by=by)
    held.left_on, held.liaison = left_on, None
    held.save(update_fields=["left_on", "liaison"])
    record(
        Event.AGENCY_LEFT,
        subject=held,
        by=by,
        agency=held.agency_id,
        left_on=str(left_on),
        roles_ended=len(ended),
        reason=reason,
    )
    return len(ended)


@transaction.atomic
def come_back(*, partner: Partner, by: Viewer) -> Partner:
    """An agency that had left works here again, from now. Its people are invited anew. Again changes nothing."""
    permissions.require(reason_not_to_change(by))
    held: Partner = Partner.objects.select_for_update().select_related("agency").get(pk=partner.pk)
    if held.left_on:
        was, held.left_on = held.left_on, None
        held.save(update_fields=["left_on"])
        record(Event.AGENCY_CAME_BACK, subject=held, by=by, agency=held.agency_id, had_left_on=str(was))
    return held
