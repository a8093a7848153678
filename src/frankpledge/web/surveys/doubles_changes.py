"""Whether a response that is perhaps somebody's second counts: judged, and taken back; each in one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.surveys.events import Event
from frankpledge.web.surveys.models import Response


def reason_not_to_judge(viewer: Viewer) -> str:
    """Why `viewer` may not say whether a response counts, in words for them to read; else ""."""
    return permissions.reason_not_to(viewer, Permission.WRITE_ASSESSMENT)


@transaction.atomic
def leave_out(*, response: Response, sort: str, because: str, by: Viewer) -> Response:
    """
    Results made from now on leave it out, and say so. Results that were made ready before stay as they are.

    `sort`: of `Response.LeftOut`; `because` is for the record. Raises ValidationError without either.
    """
    permissions.require(reason_not_to_judge(by))
    held = Response.objects.select_for_update().get(pk=response.pk, partnership=by.partnership)
    if sort not in Response.LeftOut.values:
        raise ValidationError({"sort": "Choose why it is left out."})
    held.left_out_as, held.left_out_because, held.left_out_by = sort, _reason(because), by.person
    held.kept_because, held.kept_by = "", None
    _save(held)
    record(Event.LEFT_OUT, subject=held, by=by, survey=held.survey_id, sort=sort)
    return held


@transaction.atomic
def keep(*, response: Response, because: str, by: Viewer) -> Response:
    """It counts, as it did; nobody needs to look at it again. Raises ValidationError without a reason."""
    permissions.require(reason_not_to_judge(by))
    held = Response.objects.select_for_update().get(pk=response.pk, partnership=by.partnership)
    held.kept_because, held.kept_by = _reason(because), by.person
    held.left_out_as, held.left_out_because, held.left_out_by = "", "", None
    _save(held)
    record(Event.KEPT, subject=held, by=by, survey=held.survey_id)
    return held


@transaction.atomic
def take_back(*, response: Response, by: Viewer) -> Response:
    """As if nobody had looked: it counts, and waits to be looked at."""
    permissions.require(reason_not_to_judge(by))
    held = Response.objects.select_for_update().get(pk=response.pk, partnership=by.partnership)
    if not held.left_out_because and not held.kept_because:
        return held
    held.left_out_as = held.left_out_because = held.kept_because = ""
    held.left_out_by = held.kept_by = None
    _save(held)
    record(Event.JUDGED_ANEW, subject=held, by=by, survey=held.survey_id)
    return held


def _reason(because: str) -> str:
    if not because.strip():
        raise ValidationError({"because": "Write why: it stays on record."})
    return because.strip()


def _save(held: Response) -> None:
    held.full_clean()
    held.save(update_fields=["left_out_as", "left_out_because", "left_out_by", "kept_because", "kept_by"])
