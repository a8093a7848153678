"""Handing an assessment or profile to those who may sign it, and giving it back; each in one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import letters, living_queries, osara
from frankpledge.web.assessments.events import Event
from frankpledge.web.assessments.living import stale_passages
from frankpledge.web.assessments.models import Assessment, Passage, Review
from frankpledge.web.audit.record import record

SIGN, WRITE = Permission.SIGN_ASSESSMENT, Permission.WRITE_ASSESSMENT


def reason_not_ready(assessment: Assessment) -> str:
    """Why nobody can sign it as it is now, in words for them to read; else ""."""
    if assessment.is_profile:
        if not Passage.objects.filter(assessment=assessment, about=osara.OBJECTIVE).exclude(text="").exists():
            return "Its objective is not written yet."
    elif assessment.computed_at is None:
        return "Its figures are not worked out yet."
    stale = stale_passages(assessment)
    if stale:
        number = len(stale)
        return (
            f"{number} passage{'s' if number > 1 else ''} {'were' if number > 1 else 'was'} written before the figures "
            "moved. Somebody who writes the assessment has to read them again first."
        )
    return ""


def reason_not_to_ask(viewer: Viewer, assessment: Assessment) -> str:
    """Why `viewer` may not hand it to those who may sign, in words for them to read; else ""."""
    return permissions.reason_not_to(viewer, WRITE) or reason_not_ready(assessment)


@transaction.atomic
def ask(*, assessment: Assessment, by: Viewer) -> Review:
    """Say to those who may sign it that it is ready; said twice, it is asked once."""
    permissions.require(reason_not_to_ask(by, assessment))
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    open_one = Review.objects.filter(assessment=assessment, answered_at=None).first()
    if open_one:
        return open_one
    asked = Review(partnership=by.partnership, assessment=assessment, asked_by=by.person, asked_at=timezone.now())
    asked.full_clean()
    asked.save()
    record(Event.REVIEW_ASKED, subject=assessment, by=by)
    letters.tell_who_may_sign(asked)
    return asked


@transaction.atomic
def give_back(*, assessment: Assessment, missing: str, by: Viewer) -> Review:
    """Not signed yet: say what is missing. It waits for its writers from now on."""
    permissions.require(permissions.reason_not_to(by, SIGN))
    review = Review.objects.select_for_update().filter(assessment=assessment, answered_at=None).first()
    if review is None:
        raise ValidationError("Nobody asks for it to be signed.")
    if not missing.strip():
        raise ValidationError("Say what is missing.")
    review.answered_by, review.answered_at, review.missing = by.person, timezone.now(), missing.strip()
    review.full_clean()
    review.save(update_fields=["answered_by", "answered_at", "missing"])
    record(Event.GIVEN_BACK, subject=assessment, by=by)
    return review


def end_by_signing(assessment: Assessment, by: Viewer) -> None:
    """What was asked is done: called in the transaction that signs."""
    Review.objects.filter(assessment=assessment, answered_at=None).update(
        answered_by=by.person, answered_at=timezone.now()
    )


def newest(viewer: Viewer, assessment: Assessment) -> Review | None:
    """
    How the newest request stands, for who writes or signs. What is missing was said between them: it may be about
    figures that others do not see.
    """
    if not (viewer.may(WRITE) or viewer.may(SIGN)):
        return None
    mine = Review.objects.filter(partnership=viewer.partnership, assessment=assessment)
    return mine.select_related("asked_by", "answered_by").first()


def waiting(viewer: Viewer) -> list[Review]:
    """Requests that are open, or that were given back and not asked again, of what the viewer may see."""
    newest_by_assessment: dict[int, Review] = {}
    mine = Review.objects.filter(assessment__in=living_queries.assessments(viewer).order_by().values("pk"))
    for review in mine.select_related("assessment__partnership", "asked_by", "answered_by"):
        newest_by_assessment.setdefault(review.assessment_id, review)
    return [each for each in newest_by_assessment.values() if each.is_open or each.missing]
