"""Pages on which a member scores: one theme at a time. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.scoring import queries, rounds
from frankpledge.web.scoring.models import Exercise, Theme
from frankpledge.web.scoring.permissions import reason_not_to_score
from frankpledge.web.scoring.score_forms import ScoreForm


def score_themes(request: Asked, exercise_id: int) -> HttpResponse:
    """What the viewer has scored, and what waits."""
    exercise = queries.exercises(request.viewer).get(pk=exercise_id)
    mine = queries.my_place(request.viewer, exercise)
    refusal = reason_not_to_score(request.viewer, exercise, mine)
    if refusal:
        context = {"exercise": exercise, "refusal": refusal}
        return render(request, "scoring/score_themes.html", context, status=403)
    themes = list(queries.themes(request.viewer).filter(exercise=exercise).order_by("number"))
    done = _done(request, exercise)
    waiting = [theme for theme in themes if theme.pk not in done]
    context = {
        "exercise": exercise,
        "rows": [(theme, theme.pk in done) for theme in themes],
        "next": waiting[0] if waiting else None,
        "done": len(themes) - len(waiting),
        "mine": mine,
        "finished": mine is not None and mine.finished == exercise.round,
    }
    return render(request, "scoring/score_themes.html", context)


def score_theme(request: Asked, exercise_id: int, theme_id: int) -> HttpResponse:
    """Score one theme; saving goes on to the next that waits."""
    exercise = queries.exercises(request.viewer).get(pk=exercise_id)
    theme = queries.themes(request.viewer).get(exercise=exercise, pk=theme_id)
    mine = queries.my_place(request.viewer, exercise)
    refusal = reason_not_to_score(request.viewer, exercise, mine)
    if refusal:
        context = {"exercise": exercise, "theme": theme, "refusal": refusal}
        return render(request, "scoring/score_theme.html", context, status=403)
    own = queries.scores(request.viewer, exercise).filter(panellist=mine, theme=theme)
    rounds_before = {each.criterion: each for each in own.filter(round=1)}
    held = rounds_before | {each.criterion: each for each in own.filter(round=exercise.round or 0)}
    figures = {each.criterion: each for each in queries.filled(request.viewer, exercise).filter(theme=theme)}
    form = ScoreForm(request.POST or None, criteria=exercise.template.matrix.judged, filled=figures, held=held)
    if form.is_valid():
        try:
            rounds.score(theme=theme, answers=form.answers, by=request.viewer)
            return _on(request, exercise, theme)
        except ValidationError as fault:
            form.add_error(None, fault)
    themes = list(queries.themes(request.viewer).filter(exercise=exercise).order_by("number"))
    place = [each.pk for each in themes].index(theme.pk)
    context = {
        "exercise": exercise,
        "theme": theme,
        "form": form,
        "place": place + 1,
        "of": len(themes),
        "before": themes[place - 1] if place else None,
        "after": themes[place + 1] if place + 1 < len(themes) else None,
    }
    return render(request, "scoring/score_theme.html", context)


@require_POST
def finish_scoring(request: Asked, exercise_id: int) -> HttpResponse:
    """The viewer has said all that they want to in this round."""
    exercise = queries.exercises(request.viewer).get(pk=exercise_id)
    permissions.require(reason_not_to_score(request.viewer, exercise, queries.my_place(request.viewer, exercise)))
    rounds.finish(exercise=exercise, by=request.viewer)
    return redirect("score_themes", request.viewer.partnership.slug, exercise.pk)


def _done(request: Asked, exercise: Exercise) -> set[int]:
    """The themes that the viewer has scored in this round."""
    mine = queries.scores(request.viewer, exercise).filter(panellist__person=request.viewer.person)
    return set(mine.filter(round=exercise.round or 0).values_list("theme", flat=True))


def _on(request: Asked, exercise: Exercise, theme: Theme) -> HttpResponse:
    """To the next theme in order, or back to the list: also where asked to save and stop."""
    slug = request.viewer.partnership.slug
    later = exercise.themes.filter(number__gt=theme.number).order_by("number").first()
    if later is None or "stop" in request.POST:
        return redirect("score_themes", slug, exercise.pk)
    return redirect("score_theme", slug, exercise.pk, later.pk)
