"""Pages on which results are made ready and released. They only translate."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.roles import Permission
from frankpledge.web.citations import queries as citations
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.priorities.things import PRIORITY
from frankpledge.web.surveys import publishing as changes
from frankpledge.web.surveys import publishing_queries as queries
from frankpledge.web.surveys import results_job
from frankpledge.web.surveys.models import ResultsEdition, Survey
from frankpledge.web.surveys.public_reading import reading
from frankpledge.web.surveys.publishing_forms import BecauseForm, ReleaseForm
from frankpledge.web.surveys.results_views import the_survey


@require_GET
def publishing(request: Asked, survey_id: int) -> HttpResponse:
    """What is made ready, what is public, and what residents are told is done."""
    return _show(request, the_survey(request, survey_id))


@require_POST
def make(request: Asked, survey_id: int) -> HttpResponse:
    """Make the results ready as they are now: work in the background, told of on the page."""
    survey = the_survey(request, survey_id)
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_ASSESSMENT))
    refusal = changes.reason_not_to_make(request.viewer, survey)
    if refusal:
        return _show(request, survey, fault=refusal)
    results_job.ask(survey=survey, by=request.viewer, archive=settings.ARCHIVE)
    return redirect("survey_publishing", request.viewer.partnership.slug, survey.pk)


@require_GET
def edition(request: Asked, survey_id: int, results_id: int) -> HttpResponse:
    """Results exactly as residents will read them."""
    survey = the_survey(request, survey_id)
    held = queries.editions(request.viewer, survey).get(pk=results_id)
    context = reading(held, request.GET.get("lang", "en")) | {"survey": survey}
    return render(request, "surveys/publishing_edition.html", context)


@require_POST
def ask(request: Asked, survey_id: int, results_id: int) -> HttpResponse:
    """The first of two people asks for the release."""
    survey = the_survey(request, survey_id)
    permissions.require(permissions.reason_not_to(request.viewer, Permission.RELEASE))
    form = ReleaseForm(request.POST)
    if form.is_valid():
        try:
            held = queries.editions(request.viewer, survey).get(pk=results_id)
            changes.ask_for_release(edition=held, by=request.viewer, **form.cleaned_data)
            return redirect("survey_publishing", request.viewer.partnership.slug, survey.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    return _show(request, survey, release=form)


@require_POST
def release(request: Asked, survey_id: int, results_id: int) -> HttpResponse:
    """The second agrees."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.RELEASE))
    survey = the_survey(request, survey_id)
    held = queries.editions(request.viewer, survey).get(pk=results_id)
    changes.release(edition=held, by=request.viewer, today=request.today)
    return redirect("survey_publishing", request.viewer.partnership.slug, survey.pk)


@require_POST
def undo(request: Asked, survey_id: int, results_id: int) -> HttpResponse:
    """Take a release back, within ten minutes."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.RELEASE))
    survey = the_survey(request, survey_id)
    held = queries.editions(request.viewer, survey).get(pk=results_id)
    try:
        changes.undo_release(edition=held, by=request.viewer)
    except ValidationError as fault:
        return _show(request, survey, fault=" ".join(fault.messages))
    return redirect("survey_publishing", request.viewer.partnership.slug, survey.pk)


@require_POST
def say_because(request: Asked, survey_id: int) -> HttpResponse:
    """Write what is done because of what residents said."""
    survey = the_survey(request, survey_id)
    permissions.require(permissions.reason_not_to(request.viewer, Permission.WRITE_ASSESSMENT))
    form = BecauseForm(request.POST, priorities=priorities.current(request.viewer), auto_id="because_%s")
    if form.is_valid():
        changes.say_because(survey=survey, by=request.viewer, today=request.today, **form.cleaned_data)
        return redirect("survey_publishing", request.viewer.partnership.slug, survey.pk)
    return _show(request, survey, because=form)


@require_POST
def agree(request: Asked, survey_id: int, because_id: int) -> HttpResponse:
    """A second person lets residents read it."""
    permissions.require(permissions.reason_not_to(request.viewer, Permission.RELEASE))
    survey = the_survey(request, survey_id)
    said = queries.because(request.viewer, survey).get(pk=because_id)
    changes.agree_to_because(said=said, by=request.viewer, today=request.today)
    return redirect("survey_publishing", request.viewer.partnership.slug, survey.pk)


def _show(request: Asked, survey: Survey, fault: str = "", **asked: Any) -> HttpResponse:
    viewer, now = request.viewer, timezone.now()
    held = list(queries.editions(viewer, survey))
    said = list(queries.because(viewer, survey))
    moved = citations.rests_on(viewer, PRIORITY, [str(each.priority_id) for each in said])
    work = results_job.work(settings.ARCHIVE, survey) if not changes.reason_not_to_make(viewer, survey) else None
    context = {
        "survey": survey,
        "job": work if work and work.state != "done" else None,
        "editions": [_row(request, each, now) for each in held],
        "because_said": [
            (each, moved.get(str(each.priority_id), []), changes.reason_not_to_agree(viewer, each)) for each in said
        ],
        "make_refusal": changes.reason_not_to_make(viewer, survey),
        "release_refusal": permissions.reason_not_to(viewer, Permission.RELEASE),
        "write_refusal": permissions.reason_not_to(viewer, Permission.WRITE_ASSESSMENT),
        "release": ReleaseForm(initial={"public_from": f"{timezone.localtime(now):%Y-%m-%d %H:%M}"}),
        "because": BecauseForm(priorities=priorities.current(viewer), auto_id="because_%s"),
        "fault": fault,
        "form": next(iter(asked.values()), None),
        **asked,
    }
    return render(request, "surveys/publishing.html", context)


def _row(request: Asked, held: ResultsEdition, now: Any) -> dict[str, Any]:
    return {
        "edition": held,
        "public": held.is_public(now),
        "undo": held.can_be_undone(now),
        "refusal": changes.reason_not_to_release(request.viewer, held),
    }
