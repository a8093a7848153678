"""Every change to where an action was done: checked, made and recorded in one transaction."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.archive.archive import NothingHeld, Snapshot
from frankpledge.archive.areas import AmbiguousArea, UnknownArea
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.evaluations.events import Event
from frankpledge.web.evaluations.models import ActionPlace
from frankpledge.web.places import areas
from frankpledge.web.plans.models import Action
from frankpledge.web.plans.permissions import reason_not_to_write

MOST_PLACES = 50
# Nothing that is judged was recorded before; a year with fewer digits is a slip of the pen.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


@transaction.atomic
def say_where(
    *,
    action: Action,
    places: Sequence[str],
    comparison: Sequence[str],
    crime_types: Sequence[str],
    since: date,
    until: date | None,
    snapshot: Snapshot,
    by: Viewer,
    today: date,
) -> ActionPlace:
    """
    Where an action was done and since when. Said anew it is judged anew; what was judged before is kept.

    Raises ValidationError for a place that is not known or is not clear.
    """
    permissions.require(reason_not_to_write(by, action.plan))
    if not places:
        raise ValidationError({"places": "Name at least one place."})
    for field, named in (("places", places), ("comparison", comparison)):
        if len(named) > MOST_PLACES:
            raise ValidationError({field: f"Name at most {MOST_PLACES} places."})
    for field, day in (("since", since), ("until", until)):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError({field: f"Give a day from {FIRST_DAY.year} to {LAST_DAY.year}."})
    found = {
        "places": [_known(snapshot, text, since, "places") for text in places],
        "comparison": [_known(snapshot, text, since, "comparison") for text in comparison],
    }
    held = ActionPlace.objects.select_for_update().filter(action=action).first()
    place = held or ActionPlace(partnership=by.partnership, action=action, version=0)
    place.places, place.comparison, place.crime_types = found["places"], found["comparison"], list(crime_types)
    place.since, place.until, place.by, place.said_on, place.ended_on = since, until, by.person, today, None
    place.version += 1
    place.stamp = ""
    place.full_clean()
    place.save()
    record(Event.PLACE_SAID, subject=place, by=by, action=action.pk, places=[each["code"] for each in place.places])
    transaction.on_commit(lambda: _ring(by.partnership.pk))
    return place


@transaction.atomic
def end(*, place: ActionPlace, by: Viewer, today: date) -> ActionPlace:
    """It is judged no longer; what was judged stays."""
    permissions.require(reason_not_to_write(by, place.action.plan))
    place.ended_on = today
    place.save(update_fields=["ended_on"])
    record(Event.PLACE_ENDED, subject=place, by=by, action=place.action_id)
    return place


def _known(snapshot: Snapshot, text: str, on: date, field: str) -> dict[str, str]:
    try:
        area = areas.find(snapshot, text, on)
    except (UnknownArea, AmbiguousArea) as error:
        raise ValidationError({field: str(error)}) from None
    except NothingHeld as lacking:
        raise ValidationError({field: f"No place can be looked up yet: {lacking}."}) from None
    return {"code": area.code, "name": area.name}


def _ring(partnership: int) -> None:
    """Have it judged now; without this the worker looks each hour."""
    from django_q.tasks import async_task

    async_task("frankpledge.web.evaluations.tasks.bring_up_to_date", partnership)
