"""Candidates become themes, each resting on what it came from and filled with what is known; in one transaction."""

from collections.abc import Iterable

from django.db import transaction

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.citations import changes as citations
from frankpledge.web.scoring import changes, filling
from frankpledge.web.scoring.candidates import Known, shortened
from frankpledge.web.scoring.concern import Concern
from frankpledge.web.scoring.filling import Suggested
from frankpledge.web.scoring.models import Exercise, Filled, Theme
from frankpledge.web.scoring.things import THEME
from frankpledge.web.surveys.results_things import RESULT


@transaction.atomic
def take(
    *,
    exercise: Exercise,
    by: Viewer,
    suggested: Iterable[Suggested] = (),
    said: Iterable[Concern] = (),
    known: Iterable[Known] = (),
) -> list[Theme]:
    """
    A theme of each. Raises ValidationError where a theme of that name is there already; then none is made.
    """
    made = [
        changes.add_theme(exercise=exercise, title=kind, crime_type=kind, findings=findings, by=by)
        for kind, findings in suggested
    ]
    for concern in said:
        theme = changes.add_theme(exercise=exercise, title=shortened(concern.words), by=by)
        take_concern(theme=theme, concern=concern, by=by)
        made.append(theme)
    for each in known:
        theme = changes.add_theme(exercise=exercise, title=each.title, what=each.what, by=by)
        citations.cite(citing=THEME, citing_id=str(theme.pk), cited=each.kind, cited_id=each.id, by=by)
        made.append(theme)
    if exercise.assessment is not None:
        filling.fill(exercise=exercise, by=by)
    return made


def take_concern(*, theme: Theme, concern: Concern, by: Viewer) -> Filled:
    """Fill what residents say of a theme with the share of a survey, which it then rests on."""
    return filling.say_concern(
        theme=theme,
        percent=concern.percent,
        low=concern.low,
        high=concern.high,
        base=concern.of_whom,
        cited=RESULT,
        cited_id=concern.cited_id,
        by=by,
    )
