"""What waits in consultation: public meetings that are missing."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.consultation import queries
from frankpledge.web.waiting import Waiting


def waiting(viewer: Viewer, today: date) -> Iterator[Waiting]:
    if not viewer.may(Permission.WRITE_PLAN):
        return
    slug = viewer.partnership.slug
    for words in queries.meeting_warnings(viewer, today):
        yield Waiting(words, reverse("meetings", args=[slug]))
