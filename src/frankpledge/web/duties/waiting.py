"""What waits of the partnership's duties: those that are missing or overdue."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.duties import queries
from frankpledge.web.duties.queries import State
from frankpledge.web.waiting import Waiting


def waiting(viewer: Viewer, today: date) -> Iterator[Waiting]:
    if not viewer.may(Permission.WRITE_PLAN):
        return
    states = [each.state for each in queries.standings(viewer, today)]
    missing, overdue = states.count(State.MISSING), states.count(State.OVERDUE)
    said = [f"{number} {word}" for number, word in ((overdue, "overdue"), (missing, "missing")) if number]
    if said:
        address = reverse("duties", args=[viewer.partnership.slug])
        yield Waiting(f"Duties that the law sets: {', '.join(said)}", address, late=bool(overdue))
