"""Asking for an assessment starts a job."""

from pathlib import Path

from frankpledge.archive.areas import Area
from frankpledge.month import Month
from frankpledge.web.jobs import job


def assess(archive: Path, *, area: Area, last: Month, months: int) -> job.Job:
    asked = {"area": area.code, "to": str(last), "months": months}
    started = job.create(archive, "assess", f"Assessment of {area.name}, {months} months to {last.label}", asked)
    job.start(archive, started)
    return started
