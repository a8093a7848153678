"""Questions about surveys, each asked on a viewer's behalf."""

from datetime import date

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django_scopes import scopes_disabled

from frankpledge.web.accounts.models import PartnershipArea
from frankpledge.web.accounts.showing import may_be_public
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.surveys.models import Response, Survey, SurveyVersion


def surveys(viewer: Viewer) -> QuerySet[Survey]:
    """Every survey of the partnership, the newest first; drafts without a day before all others."""
    mine: QuerySet[Survey] = Survey.objects.filter(partnership=viewer.partnership)
    return mine.select_related("partnership", "compared_with").order_by("-opens_on", "-pk")


def public_surveys(slug: str, today: date) -> list[Survey]:
    """
    For anybody: what a partnership asks whoever wants to answer today. A survey whose people were chosen is not named:
    its answers would no longer be theirs alone.
    """
    with scopes_disabled():
        asked = Survey.objects.filter(may_be_public(), partnership__slug=slug, sampling=Survey.Sampling.OPEN)
        now = asked.filter(state=Survey.State.OPEN, opens_on__lte=today, closes_on__gte=today)
        return list(now.order_by("closes_on", "pk"))


def with_answers(viewer: Viewer, asked: QuerySet[Survey]) -> QuerySet[Survey]:
    """The surveys with `answers`, how many have been sent."""
    sent = Response.objects.filter(partnership=viewer.partnership, survey=OuterRef("pk")).order_by()
    counted = sent.values("survey").annotate(n=Count("pk")).values("n")
    return asked.annotate(answers=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def answers(viewer: Viewer, survey: Survey) -> int:
    """How many have been sent."""
    return int(Response.objects.filter(partnership=viewer.partnership, survey=survey).count())


def versions(viewer: Viewer, survey: Survey) -> QuerySet[SurveyVersion]:
    """What it asked, the newest first."""
    mine: QuerySet[SurveyVersion] = SurveyVersion.objects.filter(survey=survey, partnership=viewer.partnership)
    return mine.select_related("made_by")


def areas(viewer: Viewer) -> QuerySet[PartnershipArea]:
    """The areas that a survey of this partnership can be about."""
    mine: QuerySet[PartnershipArea] = PartnershipArea.objects.filter(partnership=viewer.partnership).live(localdate())
    return mine
