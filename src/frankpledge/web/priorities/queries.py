"""Questions about priorities, each asked on a viewer's behalf."""

from django.db.models import QuerySet

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.priorities.models import Priority, Strategy


def priorities(viewer: Viewer) -> QuerySet[Priority]:
    """All of the partnership's priorities, those that ended too."""
    mine: QuerySet[Priority] = Priority.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership")


def current(viewer: Viewer) -> QuerySet[Priority]:
    """Those that the partnership works on now."""
    return priorities(viewer).filter(until_on=None)


def uncovered(viewer: Viewer) -> list[str]:
    """The strategies that the law asks for and no current priority serves, in words."""
    served = {code for priority in current(viewer) for code in priority.strategies}
    return [str(label) for code, label in Strategy.choices if code not in served]
