"""Questions about surveys, each asked on a viewer's behalf."""

from django.db.models import QuerySet

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys.models import Survey, SurveyVersion


def surveys(viewer: Viewer) -> QuerySet[Survey]:
    """Every survey of the partnership, the newest first."""
    mine: QuerySet[Survey] = Survey.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership", "compared_with")


def versions(viewer: Viewer, survey: Survey) -> QuerySet[SurveyVersion]:
    """What it asked, the newest first."""
    mine: QuerySet[SurveyVersion] = SurveyVersion.objects.filter(survey=survey, partnership=viewer.partnership)
    return mine.select_related("made_by")
