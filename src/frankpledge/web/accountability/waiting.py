"""What waits in packs: those of months that are over, for whoever signs them."""

from collections.abc import Iterator
from datetime import date

from frankpledge.web.accountability import queries
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.waiting import Waiting


def waiting(viewer: Viewer, today: date) -> Iterator[Waiting]:
    if not (viewer.may(Permission.SIGN_ASSESSMENT) or viewer.may(Permission.WRITE_PLAN)):
        return
    words = "to sign off" if viewer.may(Permission.SIGN_ASSESSMENT) else "drafted: see what is missing"
    for pack in queries.packs(viewer).filter(signed_at=None, last_day__lt=today):
        yield Waiting(f"{pack}: {words}", pack.get_absolute_url())
