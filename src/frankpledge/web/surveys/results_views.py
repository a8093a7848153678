"""Pages of what was answered. They only translate."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.citations import queries as citations
from frankpledge.web.surveys import publishing_queries, queries, results_changes, results_content, results_weights
from frankpledge.web.surveys.models import Survey
from frankpledge.web.surveys.results_blocks import blocks
from frankpledge.web.surveys.results_forms import WeightingForm
from frankpledge.web.surveys.results_tests import tested
from frankpledge.web.surveys.results_things import RESULT, id_of
from frankpledge.web.surveys.results_weights import can_be_weighted
from frankpledge.web.surveys.results_words import words
from frankpledge.web.surveys.results_working import LIMIT, Results, work_out


@require_GET
def results(request: Asked, survey_id: int) -> HttpResponse:
    """Every question. Who writes the assessment sees every number; others see what was made ready for the public."""
    survey = the_survey(request, survey_id)
    whole = sees_whole(request)
    content = _content(request, survey)
    context: dict[str, Any] = {"survey": survey, "whole": whole, "lang": "en", "w": words("en")}
    if content is not None:
        ids = {page["page"]: id_of(survey.pk, page["page"]) for page in content["pages"]}
        cited = citations.cited_by(request.viewer, RESULT, list(ids.values()))
        context |= {
            "content": content,
            "blocks": blocks(content),
            "cited": {page: cited[number] for page, number in ids.items() if number in cited},
            "ids": ids,
            "weigh_refusal": results_changes.reason_not_to_weigh(request.viewer, survey),
        }
    return render(request, "surveys/results.html", context)


@require_GET
def by_group(request: Asked, survey_id: int, grouping: str) -> HttpResponse:
    """The headline of every question, group beside group."""
    survey = the_survey(request, survey_id)
    content = _content(request, survey)
    crosses = {cross["name"]: cross for cross in content["crosses"]} if content else {}
    if grouping not in results_content.GROUPINGS:
        raise Http404
    context = {
        "survey": survey,
        "whole": sees_whole(request),
        "content": content,
        "cross": crosses.get(grouping),
        "grouping": grouping,
        "others": [(cross["name"], cross["text"]) for cross in crosses.values()],
        "lang": "en",
        "w": words("en"),
    }
    return render(request, "surveys/results_by_group.html", context)


def tests_of(request: Asked, survey_id: int, page: str) -> HttpResponse:
    """One question by every grouping, with a test of difference where those who answered are a sample."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_ASSESSMENT))
    survey = the_survey(request, survey_id)
    found = _worked_out(request, survey, compare=False)
    if found is None or page not in found.frame.given:
        raise Http404
    context = {"survey": survey, "page": found.frame.questionnaire.page(page), "tables": tested(found, page)}
    return render(request, "surveys/results_question.html", context)


def weighting(request: Asked, survey_id: int) -> HttpResponse:
    """Which margins the answers are weighted to."""
    survey = the_survey(request, survey_id)
    refusal = results_changes.reason_not_to_weigh(request.viewer, survey)
    context: dict[str, Any] = {"survey": survey, "refusal": refusal}
    if refusal:
        status = 200 if sees_whole(request) else 403
        return render(request, "surveys/results_weighting.html", context, status=status)
    found = _worked_out(request, survey, compare=False)
    if found is None:
        raise Http404
    initial = {"margins": [each.name for each in found.weighed.margins], "limit": found.limit or LIMIT}
    able = can_be_weighted(found.frame, found.residents)
    form = WeightingForm(request.POST or None, initial=initial, able=able)
    if form.is_valid():
        try:
            results_changes.choose_weighting(survey=survey, by=request.viewer, **form.cleaned_data)
            return redirect("survey_weighting", request.viewer.partnership.slug, survey.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    said = results_weights.words(found.weighed, found.limit)
    context |= {
        "form": form,
        "fits": results_weights.fits(found.weighed, found.frame, found.residents),
        "said": said,
        "able": able,
    }
    return render(request, "surveys/results_weighting.html", context)


def the_survey(request: Asked, survey_id: int) -> Survey:
    """Raises DoesNotExist, which becomes a page that says so."""
    return queries.surveys(request.viewer).get(pk=survey_id)


def sees_whole(request: Asked) -> bool:
    """Whether small numbers are shown to this person."""
    return not permissions.reason_not_to(request.viewer, Permission.WRITE_ASSESSMENT, reading=True)


def _content(request: Asked, survey: Survey) -> dict[str, Any] | None:
    if not sees_whole(request):
        newest = publishing_queries.newest(request.viewer, survey)
        return newest.content if newest else None
    found = _worked_out(request, survey)
    if found is None:
        return None
    made = results_content.content(found)
    made["comments"] = publishing_queries.comments(request.viewer, survey, found.frame)
    return made


def _worked_out(request: Asked, survey: Survey, *, compare: bool = True) -> Results | None:
    return work_out(request.viewer, survey, settings.ARCHIVE, compare=compare)
