"""Achievements: picked from what was said of last year's actions, put into words for readers, and cited."""

from django.db import transaction
from django.db.models import QuerySet

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.plans import seeing
from frankpledge.web.plans.events import Event
from frankpledge.web.plans.models import Achievement, Plan, ProgressUpdate, Status
from frankpledge.web.plans.permissions import reason_not_to_write


def achievements(viewer: Viewer, plan: Plan) -> QuerySet[Achievement]:
    """Those that the plan tells of, that rest on nothing the viewer may not see."""
    mine: QuerySet[Achievement] = Achievement.objects.filter(partnership=viewer.partnership, plan=plan, retired_on=None)
    return seeing.seen_by(mine, viewer, "update__action__").select_related("partnership", "update__action")


def to_pick_from(viewer: Viewer, plan: Plan) -> QuerySet[ProgressUpdate]:
    """
    What was said in words of actions that went well, in the plan that this one follows, or, for a first plan, in itself;
    what was picked before, corrected or is restricted is left out. The newest first.
    """
    source = plan.follows or plan
    said: QuerySet[ProgressUpdate] = ProgressUpdate.objects.filter(
        partnership=viewer.partnership,
        action__plan=source,
        action__dropped_on=None,
        status__in=(Status.COMPLETE, Status.ON_TRACK),
        corrected_by=None,
    )
    picked = Achievement.objects.filter(plan=plan, retired_on=None, update__isnull=False).values("update")
    open_ones = seeing.open_ones(said.exclude(text="").exclude(pk__in=picked), "action__")
    return open_ones.select_related("action__chapter__priority", "action__partnership", "agency")


@transaction.atomic
def pick(*, plan: Plan, update: ProgressUpdate, by: Viewer) -> Achievement:
    """What was said becomes an achievement, under the name of its priority, to be put into better words."""
    permissions.require(reason_not_to_write(by, plan))
    found = Achievement(
        partnership=by.partnership,
        by=by.person,
        plan=plan,
        text=update.text,
        under=str(update.action.chapter.priority),
        update=update,
    )
    found.full_clean()
    found.save()
    record(Event.ACHIEVEMENT_PICKED, subject=found, by=by, update=update.pk)
    return found
