"""
Making results ready in the background: a process of its own, told of on the page, of which a killed one leaves nothing.

Every survey's are made this way, small or large: hiding small numbers takes seconds even for a few hundred answers,
and one way is one way to test. Who asked for it must still be allowed to when it is done.
"""

from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django_scopes import scope

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.models import Partnership, Person
from frankpledge.web.accounts.viewer import Viewer, viewer_of
from frankpledge.web.jobs import job
from frankpledge.web.jobs.tell import Tell
from frankpledge.web.surveys import publishing
from frankpledge.web.surveys.models import Survey

KIND: Final = "results"


def ask(*, survey: Survey, by: Viewer, archive: Path) -> job.Job:
    """Start the work, or give back what is under way. Raises NotAllowed."""
    permissions.require(publishing.reason_not_to_make(by, survey))
    held = work(archive, survey)
    if held and not held.ended:
        return held
    asked = {"survey": survey.pk, "partnership": survey.partnership_id, "person": by.person.pk}
    started = job.create(archive, KIND, f"Results of {survey}", asked)
    job.start(archive, started)
    return started


def work(archive: Path, survey: Survey) -> job.Job | None:
    """The newest work on this survey's results."""
    return next((each for each in job.recent(archive, KIND) if each.asked["survey"] == survey.pk), None)


def compute(archive: Path, asked: dict[str, Any], tell: Tell) -> dict[str, object]:
    """`asked` as in `ask`; returns the edition's number. One transaction: killed, it leaves nothing half done."""
    partnership = Partnership.objects.get(pk=asked["partnership"])
    today = timezone.localdate()
    by = viewer_of(Person.objects.get(pk=asked["person"]), partnership, today)
    if by is None:
        raise permissions.NotAllowed("Whoever asked for this has no access any more.")
    with scope(partnership=partnership):
        survey = Survey.objects.select_related("partnership", "compared_with").get(pk=asked["survey"])
        made = publishing.make(
            survey=survey,
            archive=archive,
            by=by,
            today=today,
            tell=lambda words, done: tell(words, done, publishing.STEPS, None, None),
        )
    return {"edition": made.pk}
