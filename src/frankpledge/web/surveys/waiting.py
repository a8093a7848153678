"""What waits in surveys: those that end soon or have ended, and results that a second person has to agree to."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from frankpledge.web.accounts.roles import Permission
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys import queries
from frankpledge.web.surveys.models import ResultsEdition, Survey
from frankpledge.web.waiting import Waiting

SOON = timedelta(days=14)


def waiting(viewer: Viewer, today: date) -> Iterator[Waiting]:
    slug = viewer.partnership.slug
    if viewer.may(Permission.WRITE_ASSESSMENT):
        for survey in queries.surveys(viewer).filter(state=Survey.State.OPEN, closes_on__lte=today + SOON):
            if survey.closes_on and survey.closes_on < today:
                yield Waiting(f"{survey}: its last day has passed. Close it", survey.get_absolute_url(), late=True)
            elif survey.closes_on:
                ends = f"{survey.closes_on.day} {survey.closes_on:%B}"
                yield Waiting(
                    f"{survey}: open until {ends}. See who has not answered yet",
                    reverse("survey_who", args=[slug, survey.pk]),
                )
    if viewer.may(Permission.RELEASE):
        asked = ResultsEdition.objects.filter(partnership=viewer.partnership, release_asked_by__isnull=False)
        waits = asked.filter(released_at=None).exclude(release_asked_by=viewer.person)
        for edition in waits.select_related("survey", "release_asked_by"):
            words = f"{edition.survey}: {edition.release_asked_by} asks you to agree to its results being public"
            yield Waiting(words, reverse("results_edition", args=[slug, edition.survey_id, edition.pk]))
