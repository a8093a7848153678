"""Questions about priorities, each asked on a viewer's behalf."""

from django.db.models import QuerySet

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.priorities import restricting
from frankpledge.web.priorities.models import Priority, Strategy


def priorities(viewer: Viewer) -> QuerySet[Priority]:
    """All of the partnership's priorities that this viewer may see, those that ended too."""
    mine: QuerySet[Priority] = Priority.objects.filter(partnership=viewer.partnership)
    mine = mine.exclude(pk__in=restricting.hidden(viewer, restricting.Kind.PRIORITY))
    return mine.select_related("partnership")


def current(viewer: Viewer) -> QuerySet[Priority]:
    """Those that the partnership works on now."""
    return priorities(viewer).filter(until_on=None)


def uncovered(viewer: Viewer) -> list[str]:
    """The strategies that the law asks for and no current priority serves, in words; those that are restricted do too."""
    every = Priority.objects.filter(partnership=viewer.partnership, until_on=None).values_list("strategies", flat=True)
    served = {code for strategies in every for code in strategies}
    return [str(label) for code, label in Strategy.choices if code not in served]
