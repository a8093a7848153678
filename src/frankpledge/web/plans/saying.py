"""Saying how an action is going: on the page, by a link, in a list. The one way in for updates."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Action, Milestone, ProgressUpdate, UpdateLink
from frankpledge.web.plans.permissions import reason_not_to_update


@transaction.atomic
def update_progress(
    *,
    action: Action,
    status: str,
    text: str,
    on: date,
    by: Viewer,
    today: date,
    way: str = ProgressUpdate.Way.PAGE,
    corrects: ProgressUpdate | None = None,
    **came_by: object,
) -> ProgressUpdate:
    """
    What `by` says of an action on a day, as a new row: nothing that was said before changes.

    `came_by` is the link or the list that it came by. A correction speaks of the same day as what it corrects.
    """
    helping = {each.agency_id for each in action.helping.all()}
    link = came_by.get("link")
    asked = isinstance(link, UpdateLink) and (link.action_id, link.person_id) == (action.pk, by.person.pk)
    permissions.require(reason_not_to_update(by, action, helping, asked=asked))
    if on > today:
        raise ValidationError("The day has not come yet. Say how it is going today.")
    if corrects and corrects.action_id != action.pk:
        raise ValidationError("That was said of another action.")
    update = ProgressUpdate(
        partnership=by.partnership,
        action=action,
        status=status,
        text=text.strip(),
        on=corrects.on if corrects else on,
        by=by.person,
        agency=by.agencies[0],
        way=way,
        corrects=corrects,
        **came_by,
    )
    update.full_clean()
    update.save()
    kind = Event.PROGRESS_CORRECTED if corrects else Event.PROGRESS_UPDATED
    record(kind, subject=update, by=by, action=action.pk, status=status, way=str(way), link=getattr(link, "pk", None))
    return update


@transaction.atomic
def reach(*, milestone: Milestone, by: Viewer, on: date) -> Milestone:
    """A milestone was reached on a day."""
    helping = {each.agency_id for each in milestone.action.helping.all()}
    permissions.require(reason_not_to_update(by, milestone.action, helping))
    milestone = Milestone.objects.select_for_update().get(pk=milestone.pk)
    if milestone.reached_on:
        raise ValidationError(f"It was reached on {milestone.reached_on}.")
    milestone.reached_on = on
    milestone.save(update_fields=["reached_on"])
    record(Event.MILESTONE_REACHED, subject=milestone, by=by, action=milestone.action_id)
    return milestone
