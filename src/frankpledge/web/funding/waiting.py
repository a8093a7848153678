"""What waits in money: monitoring returns of months that are over."""

from collections.abc import Iterator
from datetime import date

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.funding import queries
from frankpledge.web.waiting import Waiting


def waiting(viewer: Viewer, today: date) -> Iterator[Waiting]:
    if not viewer.may(Permission.WRITE_PLAN):
        return
    for each in queries.returns_waiting(viewer, today):
        due = f"{each.due_on.day} {each.due_on:%B}"
        yield Waiting(
            f"{each.grant}: monitoring return of {each}, to send by {due}",
            each.get_absolute_url(),
            late=each.due_on < today,
        )
