"""What the worker does about evaluations. The queue holds numbers only; each may be done twice without harm."""

from django.conf import settings
from django.utils.timezone import localdate
from django_scopes import scope

from frankpledge.archive.archive import Archive
from frankpledge.web.accounts.models import Partnership
from frankpledge.web.evaluations import evaluating
from frankpledge.web.evaluations.models import ActionPlace


def bring_up_to_date(partnership_id: int) -> int:
    """Judge what one partnership said anew, or the evidence says anew; returns how many evaluations are new."""
    partnership = Partnership.objects.get(pk=partnership_id)
    snapshot = Archive(settings.ARCHIVE).snapshot()
    with scope(partnership=partnership):
        going_on = ActionPlace.objects.filter(ended_on=None, action__dropped_on=None)
        places = going_on.select_related("action__plan", "partnership").order_by("pk")
        return sum(evaluating.bring_up_to_date(snapshot, place) is not None for place in places)


def bring_all_up_to_date() -> int:
    """The same in every partnership, within the walls of each. Called each hour; looks only where evidence is new."""
    return sum(bring_up_to_date(partnership.pk) for partnership in Partnership.objects.going_on(localdate()))
