"""Questions about duties, each asked on a viewer's behalf."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.duties.duty import Duty, duties
from frankpledge.web.duties.evidence import Evidence, evidence
from frankpledge.web.duties.models import DutyRecord

YEAR, SOON = timedelta(days=365), timedelta(days=60)


class State(StrEnum):
    """How a duty stands today; the value is what people read."""

    MISSING = "Missing"
    OVERDUE = "Overdue"
    DUE = "Falls due"
    MET = "Met"


@dataclass(frozen=True)
class Standing:
    """A duty, how it stands, by when it has to be met (again), and what shows that it was."""

    duty: Duty
    state: State
    due_on: date | None
    evidence: Evidence | None
    records: tuple[DutyRecord, ...]


def records(viewer: Viewer) -> QuerySet[DutyRecord]:
    """What was written down and not taken back, newest first."""
    mine: QuerySet[DutyRecord] = DutyRecord.objects.filter(partnership=viewer.partnership, withdrawn_because="")
    return mine.select_related("by")


def standings(viewer: Viewer, today: date) -> list[Standing]:
    """Every duty that the partnership has today."""
    written: dict[str, list[DutyRecord]] = {}
    for each in records(viewer).filter(met_on__lte=today):
        written.setdefault(each.duty, []).append(each)
    return [
        standing(each, evidence(viewer, each, today), written.get(each.code, []), today)
        for each in duties()
        if each.falls_on(viewer.partnership, today)
    ]


def standing(duty: Duty, shown: Evidence | None, written: list[DutyRecord], today: date) -> Standing:
    """
    How a duty stands, of what the workspace shows and what was written down.

    A stated reason, written down within a year, answers what a duty at all times lacks: the law lets a partnership
    say why one of its strategies is no priority.
    """
    newest = max((each.met_on for each in written), default=None)
    until = newest + YEAR if newest else None
    if duty.every == "always":
        lacking = shown is None or bool(shown.lacks)
        answered = until is not None and until >= today
        return Standing(
            duty, _state(not lacking or answered, until if lacking else None, today), None, shown, tuple(written)
        )
    if shown and (ends := shown.until or (shown.met_on + YEAR if shown.met_on else None)):
        until = max(ends, until) if until else ends
    if until is None:
        return Standing(duty, State.MISSING, None, shown, tuple(written))
    return Standing(duty, _state(until >= today, until, today), until, shown, tuple(written))


def _state(met: bool, until: date | None, today: date) -> State:
    if not met:
        return State.OVERDUE if until else State.MISSING
    return State.DUE if until and until - today <= SOON else State.MET
