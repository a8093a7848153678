"""A survey whose results are public, for tests of what a choosing takes from it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from frankpledge.web.surveys import publishing
from frankpledge.web.surveys.models import Survey
from tests.web.cast import Cast
from tests.web.surveys.answered import answered, closed


def a_public_survey(
    cast: Cast, said: list[dict[str, Any]], public_from: datetime | None = None, sampling: str = "open"
) -> Survey:
    """Closed, and released by two people; public now, or from a moment to come."""
    survey = closed(cast, answered(cast, *said))
    survey.sampling = sampling
    survey.save(update_fields=["sampling"])
    made = publishing.make(survey=survey, archive=Path(settings.ARCHIVE), by=cast.viewer("ana"), today=cast.today)
    asked = publishing.ask_for_release(edition=made, public_from=public_from or timezone.now(), by=cast.viewer("cora"))
    publishing.release(edition=asked, by=cast.viewer("chris"), today=cast.today)
    return survey
