"""
Making results ready, releasing them by two people, and saying what is done because of them; each in one transaction.

As with editions of an assessment (`assessments.signing`): the first names a day, the second agrees to what they saw.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.priorities.models import Priority
from frankpledge.web.surveys import publishing_queries as queries
from frankpledge.web.surveys import results_content, results_recorded
from frankpledge.web.surveys.answer_letters import do_not_tell, tell_of_results
from frankpledge.web.surveys.events import Event
from frankpledge.web.surveys.models import BecauseOfYou, Response, ResultsEdition, Survey
from frankpledge.web.surveys.results_edition import UNDO
from frankpledge.web.surveys.results_guard import THRESHOLD, guarded
from frankpledge.web.surveys.results_queries import left_out as left_out_of
from frankpledge.web.surveys.results_working import work_out

STEPS = 4
RELEASE, WRITE = Permission.RELEASE, Permission.WRITE_ASSESSMENT


def reason_not_to_make(viewer: Viewer, survey: Survey) -> str:
    """Why `viewer` may not make this survey's results ready, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, WRITE)
    if reason:
        return reason
    if survey.state != Survey.State.CLOSED:
        return "The survey is not closed yet. Results are made ready once everybody has answered."
    return ""


@transaction.atomic
def make(
    *,
    survey: Survey,
    archive: Path,
    by: Viewer,
    today: date,
    tell: Callable[[str, int], None] = lambda words, done: None,
) -> ResultsEdition:
    """
    Freeze the results as they are now, small numbers hidden, for two people to release.

    `tell` is called with what is being done and how many of `STEPS` are behind. Pages ask for it by `results_job`.
    """
    permissions.require(reason_not_to_make(by, survey))
    Survey.objects.select_for_update().get(pk=survey.pk)
    tell("Counting the answers", 0)
    found = work_out(by, survey, archive)
    if found is None or found.frame.n == 0:
        raise ValidationError("Nobody has answered.")
    tell("Setting groups side by side", 1)
    content = results_content.content(found)
    if survey.compared_with is not None and _moved_a_little(by, survey.compared_with):
        content["compared"] = None  # beside the earlier survey's own results it would tell what those few answered
    content["comments"] = queries.comments(by, survey, found.frame)
    tell("Hiding small numbers", 2)
    content = guarded(content)
    tell("Setting it beside what was recorded", 3)
    content["recorded"] = results_recorded.beside_records(by, found, content, archive, today)
    number = ResultsEdition.objects.filter(partnership=by.partnership, survey=survey).count() + 1
    edition = ResultsEdition(
        partnership=by.partnership,
        survey=survey,
        number=number,
        content=content,
        digest=sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
        made_by=by.person,
        made_at=timezone.now(),
    )
    edition.full_clean()
    edition.save()
    record(Event.RESULTS_MADE, subject=edition, by=by, digest=edition.digest)
    return edition


def told_by_the_difference(edition: ResultsEdition) -> str:
    """Why it may not be public beside the one before: whoever subtracts them would read a few people's answers; else ""."""
    earlier = ResultsEdition.objects.filter(
        partnership=edition.partnership_id, survey=edition.survey_id, released_at__isnull=False
    ).exclude(pk=edition.pk)
    for before in earlier:
        if _by_a_few(_counts(edition), _counts(before)):
            return (
                f"Edition {before.number} is public, and these results are of fewer than {THRESHOLD} people more or less. "
                "Whoever sets them side by side would learn what those few answered."
            )
    return ""


def _moved_a_little(viewer: Viewer, survey: Survey) -> bool:
    """Whether a few of its answers came or were left out since its own results were public."""
    left_out = left_out_of(viewer, survey)
    every = Response.objects.filter(partnership=viewer.partnership, survey=survey).count()
    public = queries.editions(viewer, survey).filter(released_at__isnull=False)
    return any(_by_a_few((every, left_out), _counts(each)) for each in public)


def _counts(edition: ResultsEdition) -> tuple[int, int]:
    """How many answers there were, and how many of them were left out."""
    left_out = int(edition.content["left_out"])
    return int(edition.content["n"]) + left_out, left_out


def _by_a_few(now: tuple[int, int], before: tuple[int, int]) -> bool:
    return 0 < sum(abs(one - other) for one, other in zip(now, before, strict=True)) < THRESHOLD


@transaction.atomic
def ask_for_release(*, edition: ResultsEdition, public_from: datetime, by: Viewer) -> ResultsEdition:
    """The first of two people; nothing is public yet. The day that they named stays for the second to agree to."""
    permissions.require(permissions.reason_not_to(by, RELEASE))
    held = ResultsEdition.objects.select_for_update().get(pk=edition.pk)
    if held.released_at:
        raise ValidationError("These results are released already.")
    if held.release_asked_by_id == by.person.pk:
        raise ValidationError("You asked for this release already. A second person has to agree.")
    if reason := told_by_the_difference(held):
        raise ValidationError(reason)
    held.release_asked_by, held.public_from = by.person, public_from
    held.save(update_fields=["release_asked_by", "public_from"])
    record(Event.RESULTS_RELEASE_ASKED, subject=held, by=by, public_from=public_from.isoformat())
    return held


def reason_not_to_release(viewer: Viewer, edition: ResultsEdition) -> str:
    """Why `viewer` may not be the second of the two, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, RELEASE)
    if reason:
        return reason
    if edition.released_at:
        return "These results are released already."
    if edition.release_asked_by_id is None:
        return "Somebody has to ask for the release first."
    if edition.release_asked_by_id == viewer.person.pk:
        return "You asked for this release. A second person has to agree."
    return told_by_the_difference(edition)


@transaction.atomic
def release(*, edition: ResultsEdition, by: Viewer, today: date) -> ResultsEdition:
    """The second of two people: public from the moment that the first one named."""
    held = ResultsEdition.objects.select_for_update().get(pk=edition.pk)
    permissions.require(reason_not_to_release(by, held))
    assert held.public_from
    held.released_by, held.released_at = by.person, timezone.now()
    held.full_clean()
    held.save(update_fields=["released_by", "released_at"])
    survey = Survey.objects.select_for_update().get(pk=held.survey_id)
    survey.results_published_on = max(today, timezone.localdate(held.public_from))
    survey.save(update_fields=["results_published_on"])
    # Whoever asked is written to once it can no longer be taken back.
    tell_of_results(survey, max(held.public_from, held.released_at) + UNDO + timedelta(minutes=1))
    record(Event.RESULTS_RELEASED, subject=held, by=by)
    return held


@transaction.atomic
def undo_release(*, edition: ResultsEdition, by: Viewer) -> ResultsEdition:
    """Take a release back within ten minutes; both people have to agree anew."""
    permissions.require(permissions.reason_not_to(by, RELEASE))
    held = ResultsEdition.objects.select_for_update().get(pk=edition.pk)
    if not held.can_be_undone(timezone.now()):
        raise ValidationError("A release can be taken back for ten minutes. After that, make new results ready.")
    held.released_by = held.released_at = held.release_asked_by = held.public_from = None
    held.save(update_fields=["released_by", "released_at", "release_asked_by", "public_from"])
    others = ResultsEdition.objects.filter(partnership=by.partnership, survey=held.survey_id, released_at__isnull=False)
    if not others.exists():
        Survey.objects.filter(pk=held.survey_id, partnership=by.partnership).update(results_published_on=None)
        do_not_tell(Survey.objects.select_related("partnership").get(pk=held.survey_id))
    record(Event.RESULTS_RELEASE_UNDONE, subject=held, by=by)
    return held


@transaction.atomic
def say_because(
    *, survey: Survey, priority: Priority, text: str, by: Viewer, today: date, text_cy: str = ""
) -> BecauseOfYou:
    """
    What is done because of what residents said, for one priority. New words wait for a second person again.
    """
    permissions.require(permissions.reason_not_to(by, WRITE))
    held = BecauseOfYou.objects.filter(partnership=by.partnership, survey=survey, priority=priority).first()
    made = held or BecauseOfYou(partnership=by.partnership, survey=survey, priority=priority)
    made.text, made.text_cy, made.by, made.on = text.strip(), text_cy.strip(), by.person, today
    made.released_by = made.released_on = None
    made.full_clean()
    made.save()
    record(Event.BECAUSE_WRITTEN, subject=made, by=by)
    return made


def reason_not_to_agree(viewer: Viewer, said: BecauseOfYou) -> str:
    """Why `viewer` may not be the second who lets residents read this, in words for them to read; else ""."""
    reason = permissions.reason_not_to(viewer, RELEASE)
    if reason:
        return reason
    if said.released_by_id:
        return "Residents can read this already."
    return "You wrote this. A second person has to agree." if said.by_id == viewer.person.pk else ""


@transaction.atomic
def agree_to_because(*, said: BecauseOfYou, by: Viewer, today: date) -> BecauseOfYou:
    """A second person agrees: residents read it from now on."""
    held = BecauseOfYou.objects.select_for_update().get(pk=said.pk)
    permissions.require(reason_not_to_agree(by, held))
    held.released_by, held.released_on = by.person, today
    held.full_clean()
    held.save(update_fields=["released_by", "released_on"])
    record(Event.BECAUSE_RELEASED, subject=held, by=by)
    return held
