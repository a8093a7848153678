"""Pages of rounds from door to door, and the sheet to take along. They only translate."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.plans.forms import day
from frankpledge.web.surveys import rounds as changes
from frankpledge.web.surveys.keying import reason_not_to_key
from frankpledge.web.surveys.permissions import reason_not_to_begin
from frankpledge.web.surveys.results_views import the_survey

LINES = range(20)  # doors' worth of strokes on a sheet, by street


def _count(label: str) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"class": "govuk-input govuk-input--width-4", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=10_000, widget=widget)


class RoundForm(forms.Form):
    place = forms.CharField(
        label="Street or part of town",
        help_text="No house numbers and no postcodes: addresses are not kept.",
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-20"}),
    )
    on = day("Day of the round")
    knocked = _count("Doors knocked at")
    answered = _count("Answered the questions")
    refused = _count("Did not want to")


def survey_rounds(request: Asked, survey_id: int) -> HttpResponse:
    """Every round with the share of doors at which somebody answered, and a form for the next."""
    permissions.require(reason_not_to_begin(request.viewer))
    survey = the_survey(request, survey_id)
    refusal = reason_not_to_key(request.viewer, survey)
    form = RoundForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            changes.add(survey=survey, by=request.viewer, today=request.today, **form.cleaned_data)
            return redirect("survey_rounds", request.viewer.partnership.slug, survey.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {
        "survey": survey,
        "refusal": refusal,
        "form": form,
        "rounds": changes.rounds(request.viewer, survey),
        "reached": changes.reached(request.viewer, survey),
    }
    return render(request, "surveys/rounds.html", context)


@require_POST
def take_away(request: Asked, survey_id: int, round_id: int) -> HttpResponse:
    """Take away one that was entered wrongly."""
    permissions.require(reason_not_to_begin(request.viewer))
    survey = the_survey(request, survey_id)
    changes.take_away(round=changes.rounds(request.viewer, survey).get(pk=round_id), by=request.viewer)
    return redirect("survey_rounds", request.viewer.partnership.slug, survey.pk)


def sheet(request: Asked, survey_id: int) -> HttpResponse:
    """The sheet to print and take along: a line for each street, a stroke for each door."""
    permissions.require(reason_not_to_begin(request.viewer))
    return render(request, "surveys/rounds_sheet.html", {"survey": the_survey(request, survey_id), "lines": LINES})
