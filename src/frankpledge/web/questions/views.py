"""The pages of questions. Views only translate."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from frankpledge.archive.archive import Archive, NothingHeld
from frankpledge.archive.areas import AmbiguousArea, UnknownArea
from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked as Request
from frankpledge.web.audit.looks import looked
from frankpledge.web.questions import changes, queries
from frankpledge.web.questions.asking import CannotAnswer
from frankpledge.web.questions.forms import AskForm, SaveForm
from frankpledge.web.questions.models import Answer, Question


@require_GET
def questions(request: Request) -> HttpResponse:
    """The saved questions."""
    context = {
        "questions": queries.questions(request.viewer).filter(put_away="away" in request.GET),
        "away": "away" in request.GET,
        "refusal": permissions.reason_not_to(request.viewer, changes.WRITE),
    }
    return render(request, "questions/questions.html", context)


def ask(request: Request) -> HttpResponse:
    """Ask, see the answer, and save the question if it is worth it."""
    if refusal := permissions.reason_not_to(request.viewer, changes.WRITE):
        return render(request, "questions/ask.html", {"refusal": refusal}, status=403)
    snapshot = Archive(settings.ARCHIVE).snapshot()
    may = request.viewer.may(changes.RESTRICTED)
    form = AskForm(request.GET or None, snapshot, request.today, restricted=may)
    save = SaveForm(request.POST or None)
    found = None
    if form.is_valid():
        try:
            if save.is_valid():
                saved = changes.save(
                    **save.cleaned_data, asked=form.asked, snapshot=snapshot, by=request.viewer, today=request.today
                )
                return redirect(saved)
            found = changes.ask(snapshot, form.asked, by=request.viewer, today=request.today)
        except (CannotAnswer, UnknownArea, AmbiguousArea, NothingHeld) as reason:
            form.add_error(None, str(reason))
    context: dict[str, Any] = {"form": form, "save": save, "nothing": not form.fields["source"].choices}  # type: ignore[attr-defined]
    if found:
        context |= {"restricted": found.restricted, **_shown(form.asked.of_what, found.content)}
    return render(request, "questions/ask.html", context)


@require_GET
def question(request: Request, question_id: int) -> HttpResponse:
    """A saved question with its newest answer, and what moved since the one before."""
    saved = _question(request, question_id)
    return _answered(request, saved, list(queries.answers(request.viewer, saved)), 0)


@require_GET
def answer(request: Request, question_id: int, number: int) -> HttpResponse:
    """One answer, at an address that stays."""
    saved = _question(request, question_id)
    every = list(queries.answers(request.viewer, saved))
    at = next((place for place, each in enumerate(every) if each.number == number), None)
    if at is None:
        raise Answer.DoesNotExist
    return _answered(request, saved, every, at)


def _answered(request: Request, saved: Question, every: list[Answer], at: int) -> HttpResponse:
    chosen = every[at]
    _look(request, chosen)
    earlier = every[at + 1] if at + 1 < len(every) else None
    context = {
        "question": saved,
        "asked": queries.asked_in(saved),
        "answer": chosen,
        "newest": at == 0,
        "same": "same" in request.GET and at == 0,
        "answers": every,
        "earlier": earlier,
        "moved": queries.moved(chosen.content, earlier.content) if earlier else [],
        "citation": queries.citation(chosen, request.build_absolute_uri(chosen.get_absolute_url())),
        "refusal": permissions.reason_not_to(request.viewer, changes.WRITE),
        **_shown(saved.title, chosen.content),
    }
    return render(request, "questions/question.html", context)


@require_POST
def ask_again(request: Request, question_id: int) -> HttpResponse:
    """From what is held now."""
    permissions.require(permissions.reason_not_to(request.viewer, changes.WRITE))
    saved = _question(request, question_id)
    snapshot = Archive(settings.ARCHIVE).snapshot()
    before = next((each.pk for each in queries.answers(request.viewer, saved)), None)
    try:
        kept = changes.ask_again(
            question=saved, asked=queries.asked_in(saved), snapshot=snapshot, by=request.viewer, today=request.today
        )
    except (CannotAnswer, UnknownArea, AmbiguousArea, NothingHeld) as reason:
        return render(request, "questions/cannot.html", {"question": saved, "reason": reason}, status=404)
    return redirect(f"{kept.get_absolute_url()}?same" if kept.pk == before else kept)


@require_POST
def put_away(request: Request, question_id: int) -> HttpResponse:
    """List it no longer, or again."""
    permissions.require(permissions.reason_not_to(request.viewer, changes.WRITE))
    saved = _question(request, question_id)
    changes.put_away(question=saved, away=request.POST.get("away") == "1", by=request.viewer)
    return redirect("questions", request.viewer.partnership.slug)


@require_GET
def answer_csv(request: Request, question_id: int, number: int) -> HttpResponse:
    """The answer as a table. What is restricted leaves by an export, which is encrypted and recorded."""
    saved = _question(request, question_id)
    chosen = queries.answers(request.viewer, saved).get(number=number)
    if chosen.is_restricted:
        return redirect("new_export", request.viewer.partnership.slug, "answer", chosen.pk)
    name = f"question-{saved.pk}-answer-{chosen.number}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(queries.as_csv(chosen.content), content_type="text/csv; charset=utf-8", headers=headers)


def _shown(title: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "content": content,
        "rows": queries.rows(content),
        "has_codes": queries.has_codes(content),
        "charts": [mark_safe(drawn) for drawn in queries.chart(title, content)],  # drawn from escaped words
    }


def _look(request: Request, answer: Answer) -> None:
    if answer.is_restricted:
        looked(subject=answer, by=request.viewer)


def _question(request: Request, pk: int) -> Question:
    return queries.questions(request.viewer).get(pk=pk)
