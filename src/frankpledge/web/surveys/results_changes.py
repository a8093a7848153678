"""How a survey's answers are weighted: checked, made and recorded in one transaction."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.surveys.events import Event
from frankpledge.web.surveys.models import Survey, Weighting
from frankpledge.web.surveys.results_population import MARGINS
from frankpledge.web.surveys.results_weights import MOST_MARGINS


def reason_not_to_weigh(viewer: Viewer, survey: Survey) -> str:
    """Why `viewer` may not weight this survey's answers, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, Permission.WRITE_ASSESSMENT)
    if reason:
        return reason
    if survey.sampling == Survey.Sampling.OPEN:
        return "Anybody could answer this survey. Weights would not make a sample of those who did."
    return ""


@transaction.atomic
def choose_weighting(*, survey: Survey, margins: Sequence[str], limit: float, by: Viewer) -> Weighting:
    """Weight to these margins from now on; to none, and the answers count as they are."""
    permissions.require(reason_not_to_weigh(by, survey))
    if len(margins) > MOST_MARGINS or set(margins) - set(MARGINS):
        raise ValidationError(f"Choose at most {MOST_MARGINS} of what is listed.")
    held = Weighting.objects.filter(partnership=by.partnership, survey=survey).first()
    held = held or Weighting(partnership=by.partnership, survey=survey)
    held.margins, held.limit = list(margins), limit
    held.full_clean()
    held.save()
    record(Event.WEIGHTED, subject=held, by=by, margins=list(margins), limit=limit)
    return held
