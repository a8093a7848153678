"""What waits in assessments: words beside figures that moved, what is to be signed, and editions to agree to."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from frankpledge.archive.archive import Archive
from frankpledge.counted import counted, verb
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import differing, living, living_queries, reviewing, signing
from frankpledge.web.assessments.models import Assessment, Edition
from frankpledge.web.waiting import Waiting


def waiting(viewer: Viewer, today: date) -> Iterator[Waiting]:
    if viewer.may(living.WRITE):
        for assessment, number in living_queries.stale_by_assessment(viewer):
            read = f"{counted(number, 'passage')} to read again: {verb(number, 'its', 'their')} figures moved"
            yield Waiting(f"{assessment}: {read}", assessment.get_absolute_url())
        for assessment in _with_newer_data(viewer):
            yield Waiting(f"{assessment}: newer data has come", f"{assessment.get_absolute_url()}#newer")
    for review in reviewing.waiting(viewer):
        address = f"{review.assessment.get_absolute_url()}#sign-off"
        if review.is_open and viewer.may(signing.SIGN):
            yield Waiting(f"{review.assessment}: {review.asked_by} asks you to read and sign it", address)
        elif review.missing and viewer.may(living.WRITE):
            yield Waiting(f"{review.assessment}: {review.answered_by} gave it back. See what is missing", address)
    if viewer.may(signing.RELEASE):
        asked = Edition.objects.filter(partnership=viewer.partnership, release_asked_by__isnull=False)
        for edition in (
            asked.filter(released_at=None)
            .exclude(release_asked_by=viewer.person)
            .defer("content", "html", "open_html")
            .select_related("assessment", "release_asked_by")
        ):
            address = reverse("edition", args=[viewer.partnership.slug, edition.assessment_id, edition.number])
            late = edition.public_from is not None and edition.public_from < timezone.now()
            yield Waiting(f"{edition}: {edition.release_asked_by} asks you to agree to its release", address, late)


def _with_newer_data(viewer: Viewer) -> Iterator[Assessment]:
    """Drafts whose figures were worked out from older data than is held; what was signed once is left in peace."""
    drafts = living_queries.of_kind(viewer, Assessment.Kind.ASSESSMENT).filter(editions=None, followers=None)
    archive = Archive(settings.ARCHIVE)
    for assessment in drafts.exclude(computed_at=None):
        if differing.newer_data(assessment, archive):
            yield assessment
