"""Questions about exports, on a viewer's behalf."""

from django.db.models import QuerySet

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.exports.models import Export


def exports(viewer: Viewer) -> QuerySet[Export]:
    """The viewer's own exports, the newest first; all of the partnership's for those who read the record."""
    mine: QuerySet[Export] = Export.objects.filter(partnership=viewer.partnership)
    if not viewer.may(Permission.SEE_AUDIT):
        mine = mine.filter(by=viewer.person)
    return mine.select_related("by", "partnership")
