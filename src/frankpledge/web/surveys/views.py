"""Pages about surveys as wholes. They only translate."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.citations import queries as citations
from frankpledge.web.surveys import answer_forms, answering, changes, queries
from frankpledge.web.surveys.bank import bank
from frankpledge.web.surveys.faults import faults, in_words, missing_welsh
from frankpledge.web.surveys.forms import BecauseForm, BeginForm, SettingsForm, VersionForm, WordsForm
from frankpledge.web.surveys.models import Survey
from frankpledge.web.surveys.permissions import reason_not_to_begin, reason_not_to_write
from frankpledge.web.surveys.questionnaire import Text
from frankpledge.web.surveys.scales import NAMES
from frankpledge.web.surveys.things import SURVEY
from frankpledge.web.surveys.writing import key_for


@require_GET
def surveys(request: Asked) -> HttpResponse:
    """Every survey: drafts, open ones and closed ones."""
    found = queries.with_answers(request.viewer, queries.surveys(request.viewer))
    context = {"surveys": found, "refusal": reason_not_to_begin(request.viewer), "today": request.today}
    return render(request, "surveys/surveys.html", context)


def begin(request: Asked) -> HttpResponse:
    """Begin a survey: with nothing, from a template, or as a copy."""
    viewer, refusal = request.viewer, reason_not_to_begin(request.viewer)
    earlier = list(queries.surveys(viewer))
    form = BeginForm(request.POST or None, surveys=earlier)
    if not refusal and form.is_valid():
        title, asks = form.cleaned_data["title"], form.begins_with
        if title != asks.title.en:
            asks = replace(asks, title=Text(title))
        here = list(queries.areas(viewer))
        survey = changes.begin(
            title=title,
            slug=key_for(title, [each.slug for each in earlier]),
            asks=asks,
            by=viewer,
            like=form.like,
            area=(here[0].code, here[0].name) if len(here) == 1 else ("", ""),
        )
        return redirect(survey)
    context = {"form": form, "refusal": refusal}
    return render(request, "surveys/begin_survey.html", context, status=403 if refusal else 200)


@require_GET
def survey(request: Asked, survey_id: int) -> HttpResponse:
    """One survey: its questions, what keeps it from opening, its days and its versions."""
    return show(request, find(request, survey_id))


def settings(request: Asked, survey_id: int) -> HttpResponse:
    """Its days, address, languages and comparison."""
    held = find(request, survey_id)
    refusal = reason_not_to_write(request.viewer, held)
    initial = {name: getattr(held, name) for name in ("opens_on", "closes_on", "slug", "sampling", "in_welsh")}
    initial |= {"area": held.area_code, "compared_with": held.compared_with_id, "version": held.version}
    earlier = queries.surveys(request.viewer).exclude(pk=held.pk)
    areas = queries.areas(request.viewer)
    form = SettingsForm(request.POST or None, initial=initial, areas=areas, earlier=earlier)
    status = 403 if refusal else 200
    if not refusal and form.is_valid():
        try:
            return redirect(changes.change_settings(survey=held, by=request.viewer, **form.chosen))
        except ValidationError as fault:
            form.add_error(None, fault)
            status = _status(fault)
    context = {"survey": held, "form": form, "refusal": refusal}
    return render(request, "surveys/survey_settings.html", context, status=status)


def words(request: Asked, survey_id: int) -> HttpResponse:
    """Title, introduction and thanks, in both languages."""
    held = find(request, survey_id)
    refusal = reason_not_to_write(request.viewer, held)
    form = WordsForm(request.POST or None, initial=WordsForm.of(held.asks) | {"version": held.version})
    status = 403 if refusal else 200
    if not refusal and form.is_valid():
        try:
            asks, version = form.around(held.asks), form.cleaned_data["version"]
            return redirect(changes.write(survey=held, version=version, asks=asks, by=request.viewer))
        except ValidationError as fault:
            form.add_error(None, fault)
            status = _status(fault)
    context = {"survey": held, "form": form, "refusal": refusal, "welsh_checked": bank().welsh_checked}
    return render(request, "surveys/survey_words.html", context, status=status)


@require_POST
def open_survey(request: Asked, survey_id: int) -> HttpResponse:
    """Open it."""
    return _change(request, survey_id, VersionForm(request.POST), changes.open_survey, today=request.today)


@require_POST
def put_right(request: Asked, survey_id: int) -> HttpResponse:
    """Ask people what the draft says."""
    return _change(request, survey_id, BecauseForm(request.POST), changes.put_right, today=request.today)


@require_POST
def take_back(request: Asked, survey_id: int) -> HttpResponse:
    """Drop what was written since it was opened."""
    return _change(request, survey_id, VersionForm(request.POST), changes.take_back)


@require_POST
def close(request: Asked, survey_id: int) -> HttpResponse:
    """Close it."""
    return _change(request, survey_id, forms.Form(request.POST), changes.close, today=request.today)


def find(request: Asked, pk: int) -> Survey:
    return queries.surveys(request.viewer).get(pk=pk)


def show(request: Asked, held: Survey, form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    """The page of one survey, with what was wrong with the form that was sent."""
    viewer, asked = request.viewer, held.asks
    versions = list(queries.versions(viewer, held))
    wrong, welsh = faults(asked), missing_welsh(asked) if held.in_welsh else []
    changed = bool(versions) and held.state == Survey.State.OPEN and versions[0].digest != asked.digest()
    context: dict[str, Any] = {
        "survey": held,
        "asked": asked,
        "rows": [
            {
                "question": question,
                "kind": NAMES[question.kind],
                "route": in_words(question, asked),
                "core": question.code in bank().core,
                "newer": bank().newer(question),
                "faults": [each.words for each in wrong if each.question == question.key],
                "welsh": [each.words for each in welsh if each.question == question.key],
            }
            for question in asked.questions
        ],
        "pages": len(asked.pages),
        "measured": answering.minutes(held),
        "estimated": answer_forms.minutes(asked),
        "faults": [each for each in wrong if not each.question],
        "welsh": [each for each in welsh if not each.question],
        "whole": not wrong and not welsh,
        "unready": len({each.question for each in (*wrong, *welsh) if each.question}),
        "versions": versions,
        "changed": changed,
        "answers": queries.answers(viewer, held),
        "takes_answers": held.takes_answers(request.today),
        "cited_by": citations.cited_by(viewer, SURVEY, [str(held.pk)]).get(str(held.pk), []),
        "refusal": reason_not_to_write(viewer, held),
        "begin_refusal": reason_not_to_begin(viewer),
        "because": BecauseForm(initial={"version": held.version}),
        "welsh_checked": bank().welsh_checked,
        "form": form,
    }
    return render(request, "surveys/survey.html", context, status=status)


def _change(request: Asked, survey_id: int, form: forms.Form, change: Any, **more: Any) -> HttpResponse:
    """Do it, and show the survey again; what stands against it is said on the page."""
    held = find(request, survey_id)
    permissions.require(reason_not_to_begin(request.viewer))
    if form.is_valid():
        try:
            change(survey=held, by=request.viewer, **form.cleaned_data, **more)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
            return show(request, find(request, survey_id), form, _status(fault))
    return show(request, held, form)


def _status(fault: ValidationError) -> int:
    return 409 if isinstance(fault, changes.ChangedMeanwhile) else 200
