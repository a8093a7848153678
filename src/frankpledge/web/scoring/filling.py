"""Evidence criteria fill themselves: figures become levels by the template's bands, with range and source."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments import living_queries
from frankpledge.web.assessments.things import FINDING, finding_id
from frankpledge.web.audit.record import record
from frankpledge.web.citations import changes as citations
from frankpledge.web.citations.models import Citation
from frankpledge.web.scoring.criteria import Criterion
from frankpledge.web.scoring.events import Event
from frankpledge.web.scoring.figures import Answer, answers
from frankpledge.web.scoring.models import Exercise, Filled, Theme
from frankpledge.web.scoring.permissions import reason_not_to_prepare
from frankpledge.web.scoring.things import THEME

Suggested = tuple[str, list[Any]]  # a type of crime with its findings


@transaction.atomic
def fill(*, exercise: Exercise, by: Viewer) -> int:
    """
    Take the figures of the exercise's assessment into its themes, and say that the themes rest on them. What people
    typed in stays. Returns how many answers there are now.
    """
    permissions.require(reason_not_to_prepare(by, exercise))
    if exercise.assessment is None:
        raise ValidationError("Choose the assessment that the figures come from.")
    findings = _open_findings(by, exercise)
    filled = 0
    for theme in exercise.themes.exclude(crime_type=""):
        found = answers(findings, theme.crime_type)
        theme.filled.filter(cited=FINDING).delete()
        typed = set(theme.filled.values_list("criterion", flat=True))
        for criterion in exercise.template.matrix.criteria:
            answer = found.get(criterion.evidence) if criterion.evidence else None
            if answer is not None and criterion.code not in typed:
                row = filled_with(theme, criterion, answer)
                row.cited, row.cited_id = FINDING, finding_id(exercise.assessment.pk, answer.key)
                row.full_clean()
                row.save()
                filled += 1
        for number in sorted(set(theme.filled.filter(cited=FINDING).values_list("cited_id", flat=True))):
            citations.cite(citing=THEME, citing_id=str(theme.pk), cited=FINDING, cited_id=number, by=by)
    record(Event.FILLED, subject=exercise, by=by, answers=filled)
    return filled


@transaction.atomic
def say_concern(
    *,
    theme: Theme,
    by: Viewer,
    percent: float,
    base: str,
    low: float | None = None,
    high: float | None = None,
    cited: str = "",
    cited_id: str = "",
) -> Filled:
    """
    What share of residents say that it is a very or fairly big problem, and of whom; `cited` leads to the survey.

    An open consultation is not a sample: its shares have no range.
    """
    permissions.require(reason_not_to_prepare(by, theme.exercise))
    criterion = theme.exercise.template.matrix.residents
    if criterion is None:
        raise ValidationError("The template does not ask what residents say.")
    if not 0 <= percent <= 100 or (low is not None and high is not None and not low <= percent <= high):
        raise ValidationError("A share is from 0 to 100 percent, within its range.")
    _forget(theme, criterion)
    row = filled_with(theme, criterion, Answer(percent, low, high, base.strip(), ""))
    row.cited, row.cited_id = cited, cited_id
    row.full_clean()
    row.save()
    if cited:
        citations.cite(citing=THEME, citing_id=str(theme.pk), cited=cited, cited_id=cited_id, by=by)
    record(Event.FILLED, subject=theme, by=by, answers=1)
    return row


def _forget(theme: Theme, criterion: Criterion) -> None:
    """Take out what filled a criterion before, and that the theme rests on it."""
    for before in theme.filled.filter(criterion=criterion.code):
        links = Citation.objects.filter(partnership=theme.partnership_id, citing=THEME, citing_id=str(theme.pk))
        links.filter(cited=before.cited, cited_id=before.cited_id).delete()
        before.delete()


def filled_with(theme: Theme, criterion: Criterion, answer: Answer) -> Filled:
    """A figure with the levels that it and the ends of its range fall in; not saved yet."""
    return Filled(
        partnership_id=theme.partnership_id,
        theme=theme,
        criterion=criterion.code,
        value=answer.value,
        low=answer.low,
        high=answer.high,
        base=answer.base[:300],
        level=criterion.level_of(answer.value) if answer.value is not None else None,
        low_level=criterion.level_of(answer.least),
        high_level=criterion.level_of(answer.most),
    )


def crime_types(viewer: Viewer, exercise: Exercise) -> list[str]:
    """The types of crime that the assessment has findings about."""
    kinds = {finding["crime_type"] for finding in _open_findings(viewer, exercise)} if exercise.assessment else set()
    return sorted(each for each in kinds if each)


def suggested(viewer: Viewer, exercise: Exercise, held: Iterable[Theme]) -> list[Suggested]:
    """
    Types of crime that no theme is about yet, each with its findings, those with the strongest evidence first.
    """
    taken = {theme.crime_type for theme in held}
    groups: dict[str, list[Any]] = {}
    if exercise.assessment is not None:
        found = living_queries.findings(viewer).filter(assessment=exercise.assessment, gone=False, included=True)
        for each in found.filter(restricted=False).order_by("position"):
            kind = each.data.get("crime_type") or ""
            if kind and kind not in taken:
                groups.setdefault(kind, []).append(each)
    order = {"strong": 0, "moderate": 1, "weak": 2, "context": 3}
    for findings in groups.values():
        findings.sort(key=lambda each: order.get(each.strength, 4))
    return sorted(groups.items(), key=lambda pair: (min(order.get(each.strength, 4) for each in pair[1]), pair[0]))


def _open_findings(viewer: Viewer, exercise: Exercise) -> list[dict[str, Any]]:
    """The findings' data, without those from restricted data, whoever asks."""
    found = living_queries.findings(viewer).filter(assessment=exercise.assessment, gone=False, restricted=False)
    return [dict(each.data) for each in found.only("data").order_by("position")]
