"""Pages on which is decided, and published what was decided. They only translate."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.priorities import queries as priorities
from frankpledge.web.scoring import deciding, publishing, queries
from frankpledge.web.scoring.decision_forms import DecideForm, ReviewForm
from frankpledge.web.scoring.models import Exercise, Publication
from frankpledge.web.scoring.permissions import reason_not_to_decide


@require_GET
def choosing_decisions(request: Asked, exercise_id: int) -> HttpResponse:
    """What was decided of every theme, and of what stood already, with each reason: "why not this?" in one click."""
    exercise = _exercise(request, exercise_id)
    decided = queries.decided(request.viewer, exercise)
    themes = queries.themes(request.viewer).filter(exercise=exercise).order_by("number")
    rows = [(theme, decided.get(theme.pk)) for theme in themes]
    context = {
        "exercise": exercise,
        "taken": [(theme, each) for theme, each in rows if each and each.was_taken],
        "left": [(theme, each) for theme, each in rows if each and not each.was_taken],
        "waiting": [theme for theme, each in rows if each is None],
        "reviewed": queries.reviewed(request.viewer, exercise).values(),
        "decide_refusal": reason_not_to_decide(request.viewer, exercise),
    }
    return render(request, "scoring/choosing_decisions.html", context)


def decide_theme(request: Asked, exercise_id: int, theme_id: int) -> HttpResponse:
    """Write down what becomes of a theme."""
    exercise = _exercise(request, exercise_id)
    theme = queries.themes(request.viewer).get(exercise=exercise, pk=theme_id)
    refusal = reason_not_to_decide(request.viewer, exercise)
    others = queries.themes(request.viewer).filter(exercise=exercise).exclude(pk=theme.pk)
    last = theme.decisions.filter(partnership=request.viewer.partnership).first()
    held = {name: getattr(last, name) for name in ("outcome", "reason", "law", "into_id", "minute")} if last else {}
    initial = {"on": request.today, "into": held.pop("into_id", None), **held}
    form = DecideForm(request.POST or None, others=others, initial=initial)
    if not refusal and form.is_valid():
        try:
            deciding.decide(theme=theme, by=request.viewer, today=request.today, **form.cleaned_data)
            return redirect(theme)
        except ValidationError as fault:
            form.add_error(None, "; ".join(fault.messages))
    stands_as = queries.stands_as(request.viewer, theme)
    context = {"theme": theme, "stands_as": stands_as, "form": form, "refusal": refusal}
    return render(request, "scoring/decide_theme.html", context, status=403 if refusal else 200)


def standing_review(request: Asked, exercise_id: int, priority_id: int) -> HttpResponse:
    """Keep, change or drop a priority that stood already."""
    exercise = _exercise(request, exercise_id)
    priority = priorities.priorities(request.viewer).get(pk=priority_id)
    refusal = reason_not_to_decide(request.viewer, exercise)
    form = ReviewForm(request.POST or None, initial={"on": request.today})
    if not refusal and form.is_valid():
        try:
            said = deciding.review(
                exercise=exercise, priority=priority, by=request.viewer, today=request.today, **form.cleaned_data
            )
            if said.verdict == said.Verdict.CHANGE:
                return redirect("change_priority", request.viewer.partnership.slug, priority.pk)
            return redirect(exercise)
        except ValidationError as fault:
            form.add_error(None, "; ".join(fault.messages))
    context = {"exercise": exercise, "priority": priority, "form": form, "refusal": refusal}
    return render(request, "scoring/standing_review.html", context, status=403 if refusal else 200)


def publish_choosing(request: Asked, exercise_id: int) -> HttpResponse:
    """Ask to publish how it was chosen, and see what would be published."""
    exercise = _exercise(request, exercise_id)
    refusal = publishing.reason_not_to_ask(request.viewer, exercise)
    if request.method == "POST":
        permissions.require(refusal)
        publishing.ask(exercise=exercise, by=request.viewer)
        return redirect("publish_choosing", request.viewer.partnership.slug, exercise.pk)
    newest = queries.publications(request.viewer, exercise).first()
    context = {
        "exercise": exercise,
        "refusal": refusal,
        "publication": newest,
        "release_refusal": publishing.reason_not_to_release(request.viewer, newest) if newest else "",
        "can_be_undone": newest is not None and newest.can_be_undone(timezone.now()),
    }
    no_role = permissions.reason_not_to(request.viewer, publishing.RELEASE)
    return render(request, "scoring/publish_choosing.html", context, status=403 if no_role else 200)


@require_POST
def release_choosing(request: Asked, exercise_id: int) -> HttpResponse:
    """The second of two people."""
    exercise = _exercise(request, exercise_id)
    permissions.require(permissions.reason_not_to(request.viewer, publishing.RELEASE))
    publishing.release(publication=_newest(request, exercise), by=request.viewer)
    return redirect("publish_choosing", request.viewer.partnership.slug, exercise.pk)


@require_POST
def undo_choosing(request: Asked, exercise_id: int) -> HttpResponse:
    """Take it back within ten minutes."""
    exercise = _exercise(request, exercise_id)
    permissions.require(permissions.reason_not_to(request.viewer, publishing.RELEASE))
    try:
        publishing.undo(publication=_newest(request, exercise), by=request.viewer)
    except ValidationError:
        return redirect("publish_choosing", request.viewer.partnership.slug, exercise.pk)
    return redirect("publish_choosing", request.viewer.partnership.slug, exercise.pk)


def _newest(request: Asked, exercise: Exercise) -> Publication:
    found = queries.publications(request.viewer, exercise).first()
    if found is None:
        raise Publication.DoesNotExist
    return found


def _exercise(request: Asked, pk: int) -> Exercise:
    return queries.exercises(request.viewer).get(pk=pk)
