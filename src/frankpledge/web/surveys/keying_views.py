"""Keying answers in, and the form on paper. They only translate."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from frankpledge.documents import paper_form as printing
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.surveys import keying, postcodes, queries
from frankpledge.web.surveys.answering import asked_of
from frankpledge.web.surveys.keying_forms import AnswersForm, PileForm, kept
from frankpledge.web.surveys.models import Survey, SurveyVersion
from frankpledge.web.surveys.paper import paper_form as printed
from frankpledge.web.surveys.questionnaire import Questionnaire


def key_in_answers(request: Asked, survey_id: int) -> HttpResponse:
    """The whole form on one page: numbers and Enter; what is said of the pile stays for the next."""
    survey = queries.surveys(request.viewer).get(pk=survey_id)
    refusal = keying.reason_not_to_key(request.viewer, survey)
    version = _newest(request, survey)
    if refusal or version is None:
        context = {"survey": survey, "refusal": refusal}
        return render(request, "surveys/keying.html", context, status=403 if refusal else 404)
    questionnaire = asked_of(version)
    held = f"keying-{survey.pk}"
    start = {"on": request.today.isoformat(), "mode": "paper", "language": "en"} | request.session.get(held, {})
    pile = PileForm(request.POST or None, initial=start)
    answers = AnswersForm(request.POST or None, survey=survey, questionnaire=questionnaire)
    if request.method == "POST" and pile.is_valid() and answers.is_valid():
        try:
            response = keying.key_in(
                survey=survey,
                version=version,
                typed=answers.typed,
                sending=answers.cleaned_data["sending"],
                by=request.viewer,
                today=request.today,
                archive=settings.ARCHIVE,
                **pile.cleaned_data,
            )
        except keying.WronglyKeyed as fault:
            answers.add_faults(fault.by_page)
        except ValidationError as fault:
            pile.add_error(None, fault)
        else:
            request.session[held] = kept(pile.cleaned_data)
            left_out = keying.off_the_way(questionnaire, answers.typed, response)
            _tell(request, response.reference, left_out, response.perhaps_again)
            return redirect("key_in_answers", request.viewer.partnership.slug, survey.pk)
    context = {
        "survey": survey,
        "pile": pile,
        "answers": answers,
        "again": uuid.uuid4(),
        "look_up": postcodes.can_look_up(settings.ARCHIVE),
        "faulty": pile.errors or answers.errors,
    }
    return render(request, "surveys/keying.html", context)


def _tell(request: Asked, reference: str, left_out: list[int], again: bool) -> None:
    words = f"Saved. Write {reference} on the paper."
    if left_out:
        numbers = ", ".join(map(str, left_out))
        words += f" Left out, because the answers before lead past it: question {numbers}."
    if again:
        words += " The same answers are in this pile already: is it one paper, keyed in twice?"
    messages.success(request, words)


@require_GET
def paper_form(request: Asked, survey_id: int, spoken: str) -> HttpResponse:
    """The form as a page to print."""
    survey, questionnaire = _printed(request, survey_id, spoken)
    context = {"survey": survey, "form": printed(survey, questionnaire, spoken), "language": spoken}
    return render(request, "surveys/paper_form.html", context)


@require_GET
def paper_form_file(request: Asked, survey_id: int, spoken: str) -> HttpResponse:
    """The form as PDF."""
    survey, questionnaire = _printed(request, survey_id, spoken)
    data = printing.render(printed(survey, questionnaire, spoken))
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{survey.slug}-{spoken}.pdf"'
    return response


def _printed(request: Asked, survey_id: int, spoken: str) -> tuple[Survey, Questionnaire]:
    """What is asked now; of a draft what it would ask."""
    survey = queries.surveys(request.viewer).get(pk=survey_id)
    if spoken not in survey.languages:
        raise Http404
    version = _newest(request, survey)
    return survey, asked_of(version) if version else survey.asks


def _newest(request: Asked, survey: Survey) -> SurveyVersion | None:
    return queries.versions(request.viewer, survey).order_by("-number").first()
