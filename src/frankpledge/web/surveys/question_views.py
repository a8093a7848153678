"""Pages about the questions of a survey, and how it will look. They only translate."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from frankpledge.web.accounts import permissions
from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.surveys import changes, writing
from frankpledge.web.surveys.bank import bank
from frankpledge.web.surveys.faults import in_words
from frankpledge.web.surveys.forms import VersionForm
from frankpledge.web.surveys.models import Survey
from frankpledge.web.surveys.permissions import reason_not_to_write
from frankpledge.web.surveys.question_forms import FromBankForm, OwnForm, QuestionForm, RouteForm
from frankpledge.web.surveys.questionnaire import LANGUAGES, Kind, Page, Question, Questionnaire, Text
from frankpledge.web.surveys.scales import NAMES, options_of
from frankpledge.web.surveys.views import find, show


def add(request: Asked, survey_id: int) -> HttpResponse:
    """Add questions of the bank, or one in your own words."""
    held = find(request, survey_id)
    refusal = reason_not_to_write(request.viewer, held)
    asked, initial = held.asks, {"version": held.version}
    sent = request.POST.get("from")
    there = [each.code for each in asked.questions]
    banked = FromBankForm(request.POST if sent == "bank" else None, there=there, initial=initial)
    own = OwnForm(request.POST if sent == "own" else None, initial=initial, auto_id="own_%s")
    form: FromBankForm | OwnForm = own if sent == "own" else banked
    status = 403 if refusal else 200
    if not refusal and form.is_valid():
        said, made = form.cleaned_data, None
        if form is own:
            asked, made = writing.add_own(asked, Kind(said["kind"]), Text(said["text_en"]))
        else:
            for code in said["codes"]:
                asked, _ = writing.add_from_bank(asked, code)
        try:
            saved = changes.write(survey=held, version=said["version"], asks=asked, by=request.viewer)
            return redirect(_address(saved, made) if made else saved)
        except ValidationError as fault:
            form.add_error(None, fault)
            status = 409
    context = {"survey": held, "form": form, "banked": banked, "own": own, "refusal": refusal, "bank": bank()}
    return render(request, "surveys/add_question.html", context, status=status)


def change(request: Asked, survey_id: int, key: str) -> HttpResponse:
    """Words, answers and things asked about."""
    held = find(request, survey_id)
    question = _question(held, key)
    refusal = reason_not_to_write(request.viewer, held)
    form = QuestionForm(question, held.version, request.POST or None)
    status = 403 if refusal else 200
    if not refusal and form.is_valid():
        try:
            asks, version = writing.put(held.asks, form.written), form.cleaned_data["version"]
            return redirect(changes.write(survey=held, version=version, asks=asks, by=request.viewer))
        except ValidationError as fault:
            form.add_error(None, fault)
            status = 409
    context = {
        "survey": held,
        "question": question,
        "kind": NAMES[question.kind],
        "steps": options_of(question) if question.code or not form.has_options else (),
        "form": form,
        "newer": bank().newer(question),
        "welsh_checked": bank().welsh_checked,
        "refusal": refusal,
    }
    return render(request, "surveys/change_question.html", context, status=status)


def route(request: Asked, survey_id: int, key: str) -> HttpResponse:
    """Who is asked this question."""
    held = find(request, survey_id)
    question, asked = _question(held, key), held.asks
    refusal = reason_not_to_write(request.viewer, held)
    before = {each.key for each in writing.before(asked, key)}
    earlier = [page for page in asked.pages if page.question.key in before]
    form = RouteForm(question, earlier, held.version, request.POST or None)
    status = 403 if refusal else 200
    if not refusal and form.is_valid():
        try:
            asks = writing.put(asked, replace(question, route=form.route))
            version = form.cleaned_data["version"]
            return redirect(changes.write(survey=held, version=version, asks=asks, by=request.viewer))
        except ValidationError as fault:
            form.add_error(None, fault)
            status = 409
    context = {"survey": held, "question": question, "form": form, "refusal": refusal, "now": in_words(question, asked)}
    return render(request, "surveys/question_route.html", context, status=status)


@require_POST
def up(request: Asked, survey_id: int, key: str) -> HttpResponse:
    """One place further up."""
    return _write(request, survey_id, key, lambda asked: writing.move(asked, key, -1))


@require_POST
def down(request: Asked, survey_id: int, key: str) -> HttpResponse:
    """One place further down."""
    return _write(request, survey_id, key, lambda asked: writing.move(asked, key, 1))


@require_POST
def remove(request: Asked, survey_id: int, key: str) -> HttpResponse:
    """Ask it no more."""
    return _write(request, survey_id, key, lambda asked: writing.remove(asked, key))


@require_POST
def make_own(request: Asked, survey_id: int, key: str) -> HttpResponse:
    """Take it out of the bank's hands, to word it anew."""
    return _write(
        request, survey_id, key, lambda asked: writing.put(asked, writing.own(asked.question(key))), stay=True
    )


@require_POST
def newest_wording(request: Asked, survey_id: int, key: str) -> HttpResponse:
    """Ask it in the bank's newest words."""
    return _write(request, survey_id, key, lambda asked: writing.put(asked, writing.newest(asked.question(key))))


@dataclass(frozen=True)
class Shown:
    """A page as it is read in one language."""

    page: Page
    language: str
    route: str

    @property
    def said(self) -> dict[str, tuple[str, str]]:
        """Part → its words, and the language that they are in."""
        parts = {"text": self.page.question.text, "hint": self.page.question.hint}
        parts |= {"item": self.page.item.text} if self.page.item else {}
        return {name: (text.say(self.language), text.spoken(self.language)) for name, text in parts.items() if text}

    @property
    def options(self) -> list[tuple[str, str, str]]:
        """Key, words and their language of each answer."""
        return [
            (option.key, option.text.say(self.language), option.text.spoken(self.language))
            for option in options_of(self.page.question)
        ]


@require_GET
def preview(request: Asked, survey_id: int) -> HttpResponse:
    """Every page as people will see it on a telephone, with who is asked it."""
    held = find(request, survey_id)
    asked = held.asks
    language = request.GET.get("language", "en")
    if language not in LANGUAGES:
        raise Http404
    context = {
        "survey": held,
        "language": language,
        "languages": LANGUAGES,
        "around": {name: (text.say(language), text.spoken(language)) for name, text in _around(asked).items()},
        "pages": [Shown(page, language, in_words(page.question, asked)) for page in asked.pages],
        "welsh_checked": bank().welsh_checked,
    }
    return render(request, "surveys/preview_survey.html", context)


def _around(asked: Questionnaire) -> dict[str, Text]:
    return {"title": asked.title, "intro": asked.intro, "thanks": asked.thanks}


def _question(held: Survey, key: str) -> Question:
    try:
        return held.asks.question(key)
    except KeyError:
        raise Http404 from None


def _address(held: Survey, question: Question) -> str:
    return reverse("change_question", args=[held.partnership.slug, held.pk, question.key])


def _write(request: Asked, survey_id: int, key: str, writes: Any, *, stay: bool = False) -> HttpResponse:
    held = find(request, survey_id)
    question, form = _question(held, key), VersionForm(request.POST)
    permissions.require(reason_not_to_write(request.viewer, held))
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            saved = changes.write(survey=held, version=version, asks=writes(held.asks), by=request.viewer)
            return redirect(_address(saved, question) if stay else saved)
        except ValidationError as fault:
            form.add_error(None, fault)
            return show(request, find(request, survey_id), form, 409)
    return show(request, held, form)
