"""Pages about a choosing and its themes. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.assessments import living_queries
from frankpledge.web.assessments.models import Assessment
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.scoring import changes, concern, filling, queries, rounds, taking
from frankpledge.web.scoring.candidates import Candidates, candidates
from frankpledge.web.scoring.forms import (
    AskForm,
    CandidatesForm,
    ConcernForm,
    ExerciseForm,
    FromSurveyForm,
    SecondRoundForm,
    ThemeForm,
)
from frankpledge.web.scoring.models import Exercise, Theme
from frankpledge.web.scoring.permissions import reason_not_to_prepare, reason_not_to_run, reason_not_to_score
from frankpledge.web.surveys import queries as survey_queries
from frankpledge.web.surveys.models import Survey

FACTS = ("title", "template", "assessment", "places", "residents", "score_by")


@require_GET
def scoring(request: Asked) -> HttpResponse:
    """Every year's choosing."""
    context = {
        "exercises": queries.exercises(request.viewer),
        "refusal": reason_not_to_run(request.viewer),
        "templates": queries.templates(request.viewer).exists(),
    }
    return render(request, "scoring/scoring.html", context)


def begin_exercise(request: Asked) -> HttpResponse:
    """Begin a year's choosing."""
    refusal = reason_not_to_run(request.viewer)
    form = _exercise_form(request, None)
    if not refusal and form.is_valid():
        try:
            return redirect(changes.begin(by=request.viewer, today=request.today, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"form": form, "refusal": refusal}
    return render(request, "scoring/begin_exercise.html", context, status=403 if refusal else 200)


def change_exercise(request: Asked, exercise_id: int) -> HttpResponse:
    """How it is done, until members are asked."""
    exercise = _exercise(request, exercise_id)
    refusal = reason_not_to_run(request.viewer)
    form = _exercise_form(request, exercise)
    if not refusal and form.is_valid():
        try:
            return redirect(changes.change(exercise=exercise, by=request.viewer, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"exercise": exercise, "form": form, "refusal": refusal}
    return render(request, "scoring/begin_exercise.html", context, status=403 if refusal else 200)


@require_GET
def exercise(request: Asked, exercise_id: int) -> HttpResponse:
    """One choosing: where it is, its themes, its panel, and what to do next."""
    return _show(request, _exercise(request, exercise_id))


@require_POST
def move_exercise(request: Asked, exercise_id: int) -> HttpResponse:
    """Open or close a round, or say that all is decided."""
    held = _exercise(request, exercise_id)
    permissions.require(reason_not_to_run(request.viewer))
    second = SecondRoundForm(request.POST)
    if not second.is_valid():
        return _show(request, held, faults=[f"{second.fields['score_by'].label}: {second.errors['score_by'][0]}"])
    try:
        rounds.move(exercise=held, to=request.POST.get("to", ""), by=request.viewer, **second.cleaned_data)
    except ValidationError as fault:
        return _show(request, held, faults=fault.messages)
    return redirect(held)


def add_theme(request: Asked, exercise_id: int) -> HttpResponse:
    """A theme by hand."""
    held = _exercise(request, exercise_id)
    refusal = reason_not_to_prepare(request.viewer, held)
    form = _theme_form(request, held, None)
    if not refusal and form.is_valid():
        try:
            return redirect(changes.add_theme(exercise=held, by=request.viewer, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"exercise": held, "form": form, "refusal": refusal}
    return render(request, "scoring/change_theme.html", context, status=403 if refusal else 200)


def themes_from_findings(request: Asked, exercise_id: int) -> HttpResponse:
    """Themes from what the assessment found, what residents say and what else is known."""
    held = _exercise(request, exercise_id)
    refusal = reason_not_to_prepare(request.viewer, held)
    offered = Candidates([], None, [], []) if refusal else candidates(request.viewer, held, timezone.now())
    form = CandidatesForm(request.POST if request.method == "POST" else None, candidates=offered)
    if not refusal and form.is_valid():
        try:
            taking.take(exercise=held, by=request.viewer, **form.chosen)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {
        "exercise": held,
        "form": form,
        "offered": offered,
        "taken": held.themes.exclude(crime_type="").exists(),
        "refusal": refusal,
        "run_refusal": reason_not_to_run(request.viewer),
    }
    return render(request, "scoring/themes_from_findings.html", context, status=403 if refusal else 200)


def concern_from_survey(request: Asked, exercise_id: int) -> HttpResponse:
    """What residents say, out of a survey: choose the survey (`?survey=`), then what speaks of each theme."""
    held = _exercise(request, exercise_id)
    refusal = reason_not_to_prepare(request.viewer, held)
    surveys = [] if refusal else list(survey_queries.surveys(request.viewer).exclude(state=Survey.State.DRAFT))
    now = timezone.now()
    offered = [(each, concern.heard(request.viewer, each, now)) for each in surveys]
    chosen, found = next((pair for pair in offered if str(pair[0].pk) == request.GET.get("survey")), (None, None))
    said = found.concerns if found else ()
    themes = list(held.themes.all())
    items = [(each.key, f"{each.words}: {each.percent:.0f}% of {each.base:,}") for each in said]
    form = FromSurveyForm(request.POST or None, themes=themes, items=items, guessed=concern.guess(themes, said))
    if said and form.is_valid():
        by_key = {each.key: each for each in said}
        for theme, key in form.chosen:
            taking.take_concern(theme=theme, concern=by_key[key], by=request.viewer)
        return redirect(held)
    context = {"exercise": held, "form": form, "offered": offered, "chosen": chosen, "found": found, "refusal": refusal}
    return render(request, "scoring/concern_from_survey.html", context, status=403 if refusal else 200)


@require_POST
def fill_themes(request: Asked, exercise_id: int) -> HttpResponse:
    """Take the assessment's figures in, again where they moved."""
    held = _exercise(request, exercise_id)
    permissions.require(reason_not_to_prepare(request.viewer, held))
    try:
        filling.fill(exercise=held, by=request.viewer)
    except ValidationError as fault:
        return _show(request, held, faults=fault.messages)
    return redirect(held)


def change_theme(request: Asked, exercise_id: int, theme_id: int) -> HttpResponse:
    """New words for a theme."""
    held = _theme(request, exercise_id, theme_id)
    refusal = reason_not_to_prepare(request.viewer, held.exercise)
    form = _theme_form(request, held.exercise, held)
    if not refusal and form.is_valid():
        try:
            return redirect(changes.change_theme(theme=held, by=request.viewer, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"exercise": held.exercise, "theme": held, "form": form, "refusal": refusal}
    return render(request, "scoring/change_theme.html", context, status=403 if refusal else 200)


@require_POST
def remove_theme(request: Asked, exercise_id: int, theme_id: int) -> HttpResponse:
    """Take a theme out before anybody scored it."""
    held = _theme(request, exercise_id, theme_id)
    permissions.require(reason_not_to_prepare(request.viewer, held.exercise))
    changes.remove_theme(theme=held, by=request.viewer)
    return redirect(held.exercise)


def theme_concern(request: Asked, exercise_id: int, theme_id: int) -> HttpResponse:
    """Type in what residents say of a theme."""
    held = _theme(request, exercise_id, theme_id)
    refusal = reason_not_to_prepare(request.viewer, held.exercise)
    form = ConcernForm(request.POST or None)
    if not refusal and form.is_valid():
        try:
            filling.say_concern(theme=held, by=request.viewer, **form.cleaned_data)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"exercise": held.exercise, "theme": held, "form": form, "refusal": refusal}
    return render(request, "scoring/theme_concern.html", context, status=403 if refusal else 200)


def ask_panel(request: Asked, exercise_id: int) -> HttpResponse:
    """Who is asked to score."""
    held = _exercise(request, exercise_id)
    refusal = reason_not_to_run(request.viewer)
    people = queries.could_be_asked(request.viewer, held)
    form = AskForm(request.POST or None, people=people)
    if not refusal and form.is_valid():
        try:
            for person in form.cleaned_data["people"]:
                rounds.ask(exercise=held, person=person, by=request.viewer, today=request.today)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"exercise": held, "form": form, "people": people, "refusal": refusal}
    return render(request, "scoring/ask_panel.html", context, status=403 if refusal else 200)


@require_POST
def leave_panel(request: Asked, exercise_id: int, panellist_id: int) -> HttpResponse:
    """Somebody is no longer on the panel."""
    held = _exercise(request, exercise_id)
    permissions.require(reason_not_to_run(request.viewer))
    place = queries.panel(request.viewer, held).get(pk=panellist_id)
    try:
        rounds.leave(place=place, by=request.viewer, today=request.today)
    except ValidationError as fault:
        return _show(request, held, faults=fault.messages)
    return redirect(held)


def _show(request: Asked, held: Exercise, faults: list[str] | None = None) -> HttpResponse:
    viewer = request.viewer
    themes = list(queries.themes(viewer).filter(exercise=held).order_by("number"))
    decided = queries.decided(viewer, held)
    filled: dict[int, int] = {}
    for each in queries.filled(viewer, held):
        filled[each.theme_id] = filled.get(each.theme_id, 0) + 1
    mine = queries.my_place(viewer, held)
    reviewed = queries.reviewed(viewer, held)
    context = {
        "exercise": held,
        "rows": [(theme, decided.get(theme.pk), filled.get(theme.pk, 0)) for theme in themes],
        "panel": queries.panel(viewer, held).filter(left_on=None),
        "mine": mine if mine and mine.left_on is None else None,
        "to_fill": sum(bool(each.evidence) for each in held.template.matrix.criteria),
        "standing": [(each, reviewed.get(each.pk)) for each in priorities.current(viewer)],
        "prepare_refusal": reason_not_to_prepare(viewer, held),
        "run_refusal": reason_not_to_run(viewer),
        "score_refusal": reason_not_to_score(viewer, held, mine),
        "next_stages": [(stage, NEXT_WORDS[stage]) for stage in held.next_stages],
        "second_round": SecondRoundForm(),
        "faults": faults or [],
    }
    return render(request, "scoring/exercise.html", context)


NEXT_WORDS = {
    Exercise.Stage.FIRST: "Open the first round",
    Exercise.Stage.DISCUSSION: "Close the first round",
    Exercise.Stage.SECOND: "Open a second round",
    Exercise.Stage.CHOOSING: "Go on to decide",
    Exercise.Stage.DECIDED: "All is decided",
}


def _exercise(request: Asked, pk: int) -> Exercise:
    return queries.exercises(request.viewer).get(pk=pk)


def _theme(request: Asked, exercise: int, pk: int) -> Theme:
    return queries.themes(request.viewer).get(exercise=exercise, pk=pk)


def _exercise_form(request: Asked, held: Exercise | None) -> ExerciseForm:
    assessments = living_queries.of_kind(request.viewer, Assessment.Kind.ASSESSMENT)
    newest = {"assessment": assessments.first()}
    return ExerciseForm(
        request.POST or None,
        initial={name: getattr(held, name) for name in FACTS} if held else newest,
        templates=queries.templates(request.viewer),
        assessments=assessments,
    )


def _theme_form(request: Asked, held: Exercise, theme: Theme | None) -> ThemeForm:
    names = ("title", "what", "crime_type", "priority")
    types = filling.crime_types(request.viewer, held)
    if theme and theme.crime_type and theme.crime_type not in types:
        types.append(theme.crime_type)
    return ThemeForm(
        request.POST or None,
        initial={name: getattr(theme, name) for name in names} if theme else {},
        crime_types=types,
        priorities=priorities.current(request.viewer),
    )
