"""Every change to a survey itself: checked, made and recorded in one transaction."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.surveys import duplicates, queries
from frankpledge.web.surveys.events import Event
from frankpledge.web.surveys.faults import faults, missing_welsh
from frankpledge.web.surveys.models import Survey, SurveyVersion
from frankpledge.web.surveys.permissions import reason_not_to_begin, reason_not_to_write
from frankpledge.web.surveys.questionnaire import Questionnaire


class ChangedMeanwhile(ValidationError):
    """Somebody else changed this after the page was opened; nothing was saved."""


@transaction.atomic
def begin(
    *,
    title: str,
    slug: str,
    asks: Questionnaire,
    by: Viewer,
    like: Survey | None = None,
    area: tuple[str, str] = ("", ""),
) -> Survey:
    """A draft that asks this. `like` is the survey that it follows and is compared with; `area` a code and a name."""
    permissions.require(reason_not_to_begin(by))
    survey = Survey(
        partnership=by.partnership,
        slug=slug,
        title=title,
        questionnaire=asks.as_json(),
        compared_with=like,
        in_welsh=like.in_welsh if like else False,
        sampling=like.sampling if like else Survey.Sampling.OPEN,
        area_code=like.area_code if like else area[0],
        area_name=like.area_name if like else area[1],
    )
    survey.full_clean()
    survey.save()
    record(Event.BEGUN, subject=survey, by=by, questions=len(asks.questions))
    return survey


@transaction.atomic
def write(*, survey: Survey, version: int, asks: Questionnaire, by: Viewer) -> Survey:
    """
    What the draft asks from now on. `version` is the one that the page showed; raises ChangedMeanwhile if another came.

    Where the survey is open, people go on being asked the version before, until somebody puts it right (`put_right`).
    """
    permissions.require(reason_not_to_write(by, survey))
    held = _held(survey, version)
    held.questionnaire = asks.as_json()
    held.title = asks.title.en or held.title
    held.version += 1
    held.full_clean()
    held.save()
    record(Event.WRITTEN, subject=held, by=by, questions=len(asks.questions))
    return held


@transaction.atomic
def change_settings(
    *,
    survey: Survey,
    version: int,
    by: Viewer,
    slug: str,
    opens_on: date | None,
    closes_on: date | None,
    in_welsh: bool,
    sampling: str,
    compared_with: Survey | None,
    area: tuple[str, str],
) -> Survey:
    """Its days, its address, its languages and what it is compared with. An open one keeps its address and first day."""
    permissions.require(reason_not_to_write(by, survey))
    held = _held(survey, version)
    if held.state != Survey.State.DRAFT and (slug, opens_on) != (held.slug, held.opens_on):
        raise ValidationError("It is open: its address and its first day stay.")
    if held.state != Survey.State.DRAFT and in_welsh and not held.in_welsh:
        _require_welsh(queries.versions(by, held)[0].asks)
    held.slug, held.opens_on, held.closes_on = slug, opens_on, closes_on
    held.in_welsh, held.sampling, held.compared_with = in_welsh, sampling, compared_with
    held.area_code, held.area_name = area
    held.version += 1
    held.full_clean()
    held.save()
    record(Event.SETTINGS_CHANGED, subject=held, by=by, closes_on=f"{closes_on}")
    return held


@transaction.atomic
def open_survey(*, survey: Survey, version: int, by: Viewer, today: date) -> SurveyVersion:
    """People may answer, from its first day on: what it asks is frozen as version 1."""
    permissions.require(reason_not_to_write(by, survey))
    held = _held(survey, version)
    if held.state != Survey.State.DRAFT:
        raise ValidationError("It is open already.")
    if held.opens_on is None or held.closes_on is None:
        raise ValidationError("Say first from which day to which day it can be answered.")
    if held.closes_on < today:
        raise ValidationError("The last day to answer is past.")
    _require_whole(held)
    held.state = Survey.State.OPEN
    held.version += 1
    held.full_clean()
    held.save()
    frozen = _freeze(held, 1, "", by, today)
    record(Event.OPENED, subject=held, by=by, digest=frozen.digest)
    return frozen


@transaction.atomic
def put_right(*, survey: Survey, version: int, because: str, by: Viewer, today: date) -> SurveyVersion:
    """People are asked what the draft says from now on: the next version. Who has begun goes on with theirs."""
    permissions.require(reason_not_to_write(by, survey))
    held = _held(survey, version)
    if held.state != Survey.State.OPEN:
        raise ValidationError("It is not open; what you write is what it will ask.")
    newest = queries.versions(by, held)[0]
    if newest.digest == held.asks.digest():
        raise ValidationError("It asks this already.")
    _require_whole(held)
    frozen = _freeze(held, newest.number + 1, because.strip(), by, today)
    held.version += 1
    held.save()
    record(Event.PUT_RIGHT, subject=held, by=by, reason=because, number=frozen.number, digest=frozen.digest)
    return frozen


@transaction.atomic
def take_back(*, survey: Survey, version: int, by: Viewer) -> Survey:
    """What was written since it was opened is dropped: the draft is what people are asked."""
    newest = queries.versions(by, survey).first()
    if newest is None:
        raise ValidationError("It is not open; there is nothing to go back to.")
    return write(survey=survey, version=version, asks=newest.asks, by=by)


@transaction.atomic
def close(*, survey: Survey, by: Viewer, today: date) -> Survey:
    """
    Nobody can answer any more, nor be keyed in. Answers that people saved and did not send are deleted, and so is what
    tells one browser from another.
    """
    permissions.require(reason_not_to_begin(by))
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.state != Survey.State.OPEN:
        raise ValidationError("It is not open.")
    survey.state, survey.closed_on = Survey.State.CLOSED, today
    survey.version += 1
    survey.full_clean()
    survey.save()
    dropped = duplicates.forget(survey)
    record(Event.CLOSED, subject=survey, by=by, saved_and_not_sent=dropped)
    return survey


def _held(survey: Survey, version: int) -> Survey:
    held: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if held.version != version:
        raise ChangedMeanwhile("Somebody changed this survey while the page was open. Look again.")
    return held


def _require_whole(survey: Survey) -> None:
    found = faults(survey.asks)
    if found:
        raise ValidationError([each.words for each in found])
    if survey.in_welsh:
        _require_welsh(survey.asks)


def _require_welsh(asks: Questionnaire) -> None:
    if missing_welsh(asks):
        raise ValidationError("It is offered in Welsh too, and some of its words have no Welsh yet.")


def _freeze(survey: Survey, number: int, because: str, by: Viewer, today: date) -> SurveyVersion:
    frozen = SurveyVersion(
        partnership=by.partnership,
        survey=survey,
        number=number,
        questionnaire=survey.questionnaire,
        digest=survey.asks.digest(),
        because=because,
        made_on=today,
        made_by=by.person,
    )
    frozen.full_clean()
    frozen.save()
    return frozen
