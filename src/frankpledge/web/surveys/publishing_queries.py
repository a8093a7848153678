"""Questions about what is made ready for the public, and what is public."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from frankpledge.web.accounts.showing import may_be_public
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.priorities import restricting
from frankpledge.web.surveys import coding_queries
from frankpledge.web.surveys.models import BecauseOfYou, ResultsEdition, Survey
from frankpledge.web.surveys.tables import Frame


def editions(viewer: Viewer, survey: Survey) -> QuerySet[ResultsEdition]:
    """Those made ready, the newest first."""
    mine: QuerySet[ResultsEdition] = ResultsEdition.objects.filter(survey=survey, partnership=viewer.partnership)
    return mine.select_related("made_by", "release_asked_by", "released_by", "survey", "partnership")


def newest(viewer: Viewer, survey: Survey) -> ResultsEdition | None:
    return editions(viewer, survey).first()


def because(viewer: Viewer, survey: Survey) -> QuerySet[BecauseOfYou]:
    """What is said to residents, for each priority."""
    mine: QuerySet[BecauseOfYou] = BecauseOfYou.objects.filter(survey=survey, partnership=viewer.partnership)
    mine = mine.exclude(priority__in=restricting.hidden(viewer, restricting.Kind.PRIORITY))
    return mine.select_related("priority", "priority__partnership", "by", "released_by")


def comments(viewer: Viewer, survey: Survey, frame: Frame) -> list[dict[str, Any]]:
    """Themes and chosen words of each page of comments, as results show them; never a comment as it was written."""
    return coding_queries.themes(viewer, survey, frame)


def public(slug: str, now: datetime) -> Sequence[ResultsEdition]:
    """The newest public edition of each survey of a partnership, for anybody. It looks over the wall on purpose."""
    with scopes_disabled():
        released = ResultsEdition.objects.filter(
            may_be_public(), partnership__slug=slug, released_at__isnull=False, public_from__lte=now
        ).select_related("survey", "partnership")
        found: dict[int, ResultsEdition] = {each.survey_id: each for each in released.order_by("number")}
    return sorted(found.values(), key=lambda each: each.public_from or now, reverse=True)


def public_because(edition: ResultsEdition) -> list[BecauseOfYou]:
    """What two people agreed to say to residents of this survey, for anybody; of no priority that is restricted."""
    with scopes_disabled():
        said = BecauseOfYou.objects.filter(may_be_public(), survey_id=edition.survey_id, released_by__isnull=False)
        restricted = restricting.restricted(restricting.Kind.PRIORITY)
        return list(said.exclude(priority__in=restricted).select_related("priority"))
