"""What waits in the register: risks whose day of review is past, and those that lost what they rested on."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from frankpledge.counted import counted, verb
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.risks import queries
from frankpledge.web.waiting import Waiting


def waiting(viewer: Viewer, today: date) -> Iterator[Waiting]:
    if not viewer.may(Permission.WRITE_PLAN):
        return
    past = queries.risks(viewer).filter(closed_on=None, review_on__lt=today).count()
    if past:
        words = f"{counted(past, 'risk')} {verb(past, 'is', 'are')} past {verb(past, 'its', 'their')} day of review"
        yield Waiting(words, reverse("risks", args=[viewer.partnership.slug]), late=True)
