"""Questions about packs, each asked on a viewer's behalf."""

from django.db.models import QuerySet

from frankpledge.web.accountability.models import Pack
from frankpledge.web.accounts.viewer import Viewer


def packs(viewer: Viewer) -> QuerySet[Pack]:
    """The partnership's packs, the newest first, without their files."""
    mine: QuerySet[Pack] = Pack.objects.filter(partnership=viewer.partnership)
    return mine.select_related("plan", "signed_by", "partnership").defer("html", "pdf", "word")
