"""Answers that came on paper, by telephone or at a stall, keyed in by staff: an act of theirs, and on record as such."""

import re
import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.audit.record import record
from frankpledge.web.surveys import answering, routing
from frankpledge.web.surveys.checking import NotAnAnswer, check
from frankpledge.web.surveys.events import Event
from frankpledge.web.surveys.models import Response, Survey, SurveyVersion
from frankpledge.web.surveys.paper import PaperPage, paper_pages
from frankpledge.web.surveys.permissions import reason_not_to_begin
from frankpledge.web.surveys.questionnaire import Kind, Questionnaire
from frankpledge.web.surveys.saving import Draft

MODES = [(value, label) for value, label in Response.Mode.choices if value != Response.Mode.WEB]


class WronglyKeyed(ValidationError):
    """`by_page` says for each page what is wrong with what was typed."""

    def __init__(self, by_page: dict[str, str]):
        super().__init__(list(by_page.values()))
        self.by_page = by_page


def reason_not_to_key(viewer: Viewer, survey: Survey) -> str:
    """Why `viewer` may not key answers in, in words for them to read; else ""."""
    reason = reason_not_to_begin(viewer)
    if reason:
        return reason
    if survey.state == Survey.State.DRAFT:
        return "This survey is a draft. Open it first."
    return "" if survey.takes_paper else "This survey is closed: its answers are complete."


@transaction.atomic
def key_in(
    *,
    survey: Survey,
    version: SurveyVersion,
    typed: Mapping[str, str],
    mode: str,
    on: date,
    language: str,
    sending: uuid.UUID,
    by: Viewer,
    today: date,
    archive: Path,
    batch: str = "",
) -> Response:
    """
    One person's answers, `typed` by page as on the form: the numbers of options, or words. What the form's route leads
    past is left out. Keyed in twice under one `sending` it is the response of before. Raises WronglyKeyed.
    """
    permissions.require(reason_not_to_key(by, survey))
    before: Response | None = Response.objects.filter(
        partnership=by.partnership, survey=survey, sending=sending, entered_by=by.person
    ).first()
    if before is not None:
        return before
    if on > today or (survey.opens_on is not None and on < survey.opens_on):
        raise ValidationError("Say the day on which it was answered: from the survey’s first day until today.")
    questionnaire = answering.asked_of(version)
    draft = _read(questionnaire, survey, typed, archive)
    if not draft.answers and not draft.place:
        raise ValidationError("Nothing was answered: there is nothing to keep.")
    answers = routing.clear_unreached(questionnaire, draft.answers)
    place = answering.place_on_the_way(questionnaire, draft)
    response = Response(
        partnership=by.partnership,
        survey=survey,
        version=version,
        reference=answering.new_reference(),
        sending=sending,
        answers=answers,
        mode=mode,
        language=language,
        submitted_on=on,
        entered_by=by.person,
        batch=batch.strip(),
        perhaps_again=_same_in_batch(survey, batch.strip(), answers, place),
        **place,
    )
    response.full_clean()
    response.save(force_insert=True)
    record(Event.KEYED, subject=response, by=by, mode=mode)
    return response


def off_the_way(questionnaire: Questionnaire, typed: Mapping[str, str], response: Response) -> list[int]:
    """The numbers of questions that were typed and left out, because the route leads past them."""
    way = routing.pages(questionnaire, response.answers)
    return [each.number for each in paper_pages(questionnaire) if typed.get(each.page.key) and each.page.key not in way]


def _read(questionnaire: Questionnaire, survey: Survey, typed: Mapping[str, str], archive: Path) -> Draft:
    draft, wrong = Draft(), {}
    for asked in paper_pages(questionnaire):
        written = typed.get(asked.page.key, "").strip()
        if not written:
            continue  # on paper nothing can be insisted on
        try:
            value = check(questionnaire, asked.page.key, _given(asked, written))
        except NotAnAnswer as fault:
            wrong[asked.page.key] = f"Question {asked.number}: {str(fault)[0].lower()}{str(fault)[1:]}"
            continue
        if asked.page.question.kind == Kind.POSTCODE:
            draft.place = answering.place_of(archive, survey, value)
        else:
            draft.answers[asked.page.key] = value
    if wrong:
        raise WronglyKeyed(wrong)
    return draft


def _given(asked: PaperPage, written: str) -> list[str]:
    """What a form on a page would have sent. Raises NotAnAnswer for a number that is not printed."""
    if not asked.keys:
        return [written]
    codes = re.findall(r"\d+", written)
    unknown = [code for code in codes if code not in asked.by_code] or ([] if codes else [written])
    if unknown or re.sub(r"[\d\s,;.+&/-]", "", written):
        raise NotAnAnswer(f"Type a number from 1 to {len(asked.keys)}, not “{written[:20]}”")
    return [asked.by_code[code] for code in codes]


def _same_in_batch(survey: Survey, batch: str, answers: dict[str, Any], place: dict[str, Any]) -> bool:
    """Whether the same answers are in this pile already: perhaps one paper, keyed in twice."""
    if not batch:
        return False
    there = Response.objects.filter(survey=survey, batch=batch).exclude(mode=Response.Mode.WEB)
    return any(held == answers and lsoa == place.get("lsoa", "") for held, lsoa in there.values_list("answers", "lsoa"))
