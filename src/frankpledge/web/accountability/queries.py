"""Questions about packs, each asked on a viewer's behalf."""

from django.db.models import QuerySet

from frankpledge.web.accountability.models import Pack
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.priorities import restricting


def packs(viewer: Viewer) -> QuerySet[Pack]:
    """The packs of the plans that this viewer may see, the newest first, without their files."""
    mine: QuerySet[Pack] = Pack.objects.filter(partnership=viewer.partnership)
    seen = mine.exclude(plan__in=restricting.hidden(viewer, restricting.Kind.PLAN))
    return seen.select_related("plan", "signed_by", "partnership").defer("html", "pdf", "word", "workbook")
