"""Every change to templates, choosings and themes: checked, made and recorded in one transaction."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.assessments.models import Assessment, Found
from frankpledge.web.assessments.things import FINDING, finding_id
from frankpledge.web.audit.record import record
from frankpledge.web.citations import changes as citations
from frankpledge.web.citations.models import Citation
from frankpledge.web.priorities.models import Priority
from frankpledge.web.scoring.criteria import Matrix
from frankpledge.web.scoring.events import Event
from frankpledge.web.scoring.models import Exercise, Template, Theme
from frankpledge.web.scoring.permissions import reason_not_to_prepare, reason_not_to_run
from frankpledge.web.scoring.things import THEME


@transaction.atomic
def take_template(*, matrix: Matrix, by: Viewer, today: date) -> Template:
    """The partnership's own copy of one of the installation's templates, or of another's, as its next version."""
    permissions.require(reason_not_to_run(by))
    if matrix.faults():
        raise ValidationError(matrix.faults())
    template = _template(matrix, by, today)
    record(Event.TEMPLATE_TAKEN, subject=template, by=by, code=matrix.code, version=matrix.version)
    return template


@transaction.atomic
def change_template(*, template: Template, matrix: Matrix, because: str, by: Viewer, today: date) -> Template:
    """New criteria, words or weights. A version that a choosing uses stays as it is: the change is the next one."""
    permissions.require(reason_not_to_run(by))
    if matrix.faults():
        raise ValidationError(matrix.faults())
    held = Template.objects.select_for_update().get(pk=template.pk)
    if held.exercises.exists():
        held = _template(matrix, by, today, follows=held, because=because)
    else:
        held.content, held.because = matrix.to_json(), because.strip()
        held.full_clean()
        held.save()
    record(Event.TEMPLATE_CHANGED, subject=held, by=by, reason=because, version=held.number)
    return held


@transaction.atomic
def begin(
    *,
    title: str,
    template: Template,
    by: Viewer,
    today: date,
    assessment: Assessment | None = None,
    places: int = 5,
    residents: int | None = None,
    score_by: date | None = None,
) -> Exercise:
    """Begin a year's choosing. The weight of what residents say is the template's, where none is given."""
    permissions.require(reason_not_to_run(by))
    asked = template.matrix.residents
    exercise = Exercise(
        partnership=by.partnership,
        title=title.strip(),
        template=template,
        assessment=assessment,
        places=places,
        residents=residents if residents is not None else round(asked.weight) if asked else 0,
        begun_on=today,
        begun_by=by.person,
        score_by=score_by,
    )
    exercise.full_clean()
    exercise.save()
    record(Event.BEGUN, subject=exercise, by=by, template=template.pk)
    return exercise


@transaction.atomic
def change(*, exercise: Exercise, by: Viewer, **facts: Any) -> Exercise:
    """How it is done: its title, template, assessment, places, stated weight and day, until members are asked."""
    permissions.require(reason_not_to_run(by))
    if exercise.opened:
        raise ValidationError("Scoring has begun: how it is done stays as it is.")
    for name, value in facts.items():
        setattr(exercise, name, value)
    exercise.full_clean()
    exercise.save()
    record(Event.CHANGED, subject=exercise, by=by)
    return exercise


@transaction.atomic
def add_theme(
    *,
    exercise: Exercise,
    title: str,
    by: Viewer,
    what: str = "",
    crime_type: str = "",
    findings: Iterable[Found] = (),
    priority: Priority | None = None,
) -> Theme:
    """Something that could become a priority; it rests on these findings. `priority` is one that stands already."""
    permissions.require(reason_not_to_prepare(by, exercise))
    last = exercise.themes.aggregate(last=Max("number"))["last"] or 0
    theme = Theme(
        partnership=by.partnership,
        exercise=exercise,
        number=last + 1,
        title=title.strip(),
        what=what,
        crime_type=crime_type,
        priority=priority,
    )
    theme.full_clean()
    theme.save()
    for found in findings:
        citations.cite(
            citing=THEME,
            citing_id=str(theme.pk),
            cited=FINDING,
            cited_id=finding_id(found.assessment_id, found.key),
            by=by,
        )
    record(Event.THEME_ADDED, subject=theme, by=by)
    return theme


@transaction.atomic
def change_theme(
    *, theme: Theme, title: str, what: str, crime_type: str, by: Viewer, priority: Priority | None = None
) -> Theme:
    """New words for a theme, before it is scored."""
    permissions.require(reason_not_to_prepare(by, theme.exercise))
    theme.title, theme.what, theme.crime_type, theme.priority = title.strip(), what, crime_type, priority
    theme.full_clean()
    theme.save()
    record(Event.THEME_CHANGED, subject=theme, by=by)
    return theme


@transaction.atomic
def remove_theme(*, theme: Theme, by: Viewer) -> None:
    """Take a theme out before anybody was asked to score it; later it can be dropped, with a reason."""
    permissions.require(reason_not_to_prepare(by, theme.exercise))
    record(Event.THEME_REMOVED, subject=theme, by=by, title=theme.title)
    Citation.objects.filter(partnership=by.partnership, citing=THEME, citing_id=str(theme.pk)).delete()
    theme.filled.all().delete()
    theme.delete()


def _template(
    matrix: Matrix, by: Viewer, today: date, *, follows: Template | None = None, because: str = ""
) -> Template:
    name = follows.name if follows else matrix.name
    last = Template.objects.filter(partnership=by.partnership, name=name).aggregate(last=Max("number"))["last"] or 0
    template = Template(
        partnership=by.partnership,
        name=name,
        number=last + 1,
        content=matrix.to_json(),
        because=because.strip(),
        made_by=by.person,
        made_on=today,
        follows=follows,
    )
    template.full_clean()
    template.save()
    return template
