"""Pages on which the board chooses: how themes stand, one theme with all that is known, what was settled. Only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.citations import queries as citations
from frankpledge.web.scoring import drawing, queries, results, rounds
from frankpledge.web.scoring.forms import NoteForm
from frankpledge.web.scoring.models import Theme
from frankpledge.web.scoring.permissions import (
    reason_not_to_decide,
    reason_not_to_discuss,
    reason_not_to_prepare,
    reason_not_to_run,
)
from frankpledge.web.scoring.score_forms import SettleForm
from frankpledge.web.scoring.standing import rounds_of
from frankpledge.web.scoring.things import THEME
from frankpledge.web.scoring.what_if import WhatIfForm

NOT_YET = "The first round is still open. Until it is closed, nobody sees how the others scored."
NOT_BEGUN = "Nobody was asked to score yet."


@require_GET
def choosing_results(request: Asked, exercise_id: int) -> HttpResponse:
    """How the themes stand, at the stated weights or at those in the address."""
    exercise = queries.exercises(request.viewer).get(pk=exercise_id)
    if not exercise.seen:
        context = {"exercise": exercise, "closed": NOT_YET if exercise.opened else NOT_BEGUN}
        return render(request, "scoring/choosing_results.html", context)
    form = WhatIfForm(request.GET, matrix=exercise.template.matrix, residents=exercise.residents)
    asked = form.asked if form.is_valid() else {}
    standing = results.standing(request.viewer, exercise, **asked)
    decided = queries.decided(request.viewer, exercise)
    context = {
        "exercise": exercise,
        "matrix": exercise.template.matrix,
        "form": form,
        "standing": standing,
        "rows": [(line, decided.get(line.theme.pk)) for line in standing.lines],
        "dots": drawing.dots(standing),
        "shares": drawing.shares(standing),
        "pairs": [pair for pair in standing.pairs if pair.at_the_cut],
        "other_pairs": [pair for pair in standing.pairs if not pair.at_the_cut],
    }
    return render(request, "scoring/choosing_results.html", context)


@require_GET
def theme(request: Asked, exercise_id: int, theme_id: int) -> HttpResponse:
    """One theme: why it was or was not chosen, what it rests on, its figures, what the panel said."""
    return _show(request, _theme(request, exercise_id, theme_id))


@require_POST
def note_theme(request: Asked, exercise_id: int, theme_id: int) -> HttpResponse:
    """Write down what was said of it."""
    held = _theme(request, exercise_id, theme_id)
    permissions.require(reason_not_to_discuss(request.viewer, held.exercise))
    form = NoteForm(request.POST)
    if form.is_valid():
        rounds.note(theme=held, by=request.viewer, **form.cleaned_data)
        return redirect(held)
    return _show(request, held, form)


def settle_score(request: Asked, exercise_id: int, theme_id: int, criterion: str) -> HttpResponse:
    """Settle on a level in place of the panel's middle."""
    held = _theme(request, exercise_id, theme_id)
    asked = held.exercise.template.matrix.by_code.get(criterion)
    refusal = reason_not_to_decide(request.viewer, held.exercise)
    if asked is None:
        raise Theme.DoesNotExist
    form = SettleForm(request.POST or None, criterion=asked)
    if not refusal and form.is_valid():
        try:
            rounds.settle(theme=held, criterion=criterion, by=request.viewer, **form.cleaned_data)
            return redirect(held)
        except ValidationError as fault:
            form.add_error(None, fault)
    cell = results.known(request.viewer, held.exercise, [held])[held.pk, criterion]
    context = {"theme": held, "criterion": asked, "cell": cell, "form": form, "refusal": refusal}
    return render(request, "scoring/settle_score.html", context, status=403 if refusal else 200)


def _show(request: Asked, held: Theme, note: NoteForm | None = None) -> HttpResponse:
    viewer, exercise, number = request.viewer, held.exercise, str(held.pk)
    known = results.known(viewer, exercise, [held])
    decisions = list(queries.decisions(viewer).filter(theme=held))
    context = {
        "theme": held,
        "stands_as": queries.stands_as(viewer, held),
        "exercise": exercise,
        "cells": [
            (known[held.pk, each.code], rounds_of(known[held.pk, each.code]))
            for each in exercise.template.matrix.criteria
        ],
        "decision": decisions[0] if decisions else None,
        "earlier": decisions[1:],
        "rests_on": citations.rests_on(viewer, THEME, [number]).get(number, []),
        "cited_by": citations.cited_by(viewer, THEME, [number]).get(number, []),
        "notes": queries.notes(viewer, held),
        "merged": queries.decisions(viewer).filter(into=held, outcome="merged"),
        "note": note or NoteForm(),
        "form": note,
        "note_refusal": reason_not_to_discuss(viewer, exercise),
        "decide_refusal": reason_not_to_decide(viewer, exercise),
        "run_refusal": reason_not_to_run(viewer),
        "prepare_refusal": reason_not_to_prepare(viewer, exercise),
        "asks_residents": exercise.template.matrix.residents is not None,
    }
    return render(request, "scoring/theme.html", context)


def _theme(request: Asked, exercise: int, pk: int) -> Theme:
    return queries.themes(request.viewer).get(exercise=exercise, pk=pk)
