"""
Answering a survey. Opening a page changes nothing; each button is one form, and after it an address that may be opened
again. Without scripts nothing is missing.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from frankpledge.web.surveys import answer_forms, answering, duplicates, postcodes, routing, saving
from frankpledge.web.surveys.answer_asking import (
    ADDRESSES,
    ANSWERED,
    BEGINNINGS,
    CODES,
    Asking,
    answer_page,
)
from frankpledge.web.surveys.checking import NotAnAnswer
from frankpledge.web.surveys.checking import check as checked
from frankpledge.web.surveys.questionnaire import Kind
from frankpledge.web.surveys.saving import NothingSaved

FORGET = "forget"  # the box that takes the area of a postcode away again


@answer_page
def start(asking: Asking) -> HttpResponse:
    """What the survey is, and what happens to answers. The button begins."""
    if not asking.open:
        return asking.not_open()
    if asking.request.method == "POST":
        return _begin(asking)
    before = answering.sent_before(asking.survey, asking.code) if asking.code else None
    questionnaire = asking.questionnaire
    survey = asking.survey
    return asking.page(
        "answer_start",
        begun=asking.row is not None,
        go_on=_where(asking) if asking.row else "",
        sent=before or asking.request.COOKIES.get(ANSWERED),
        intro=answer_forms.said(questionnaire.intro, asking.language),
        questions=asking.words("about_questions", count=len(questionnaire.pages)),
        minutes=asking.words("about_minutes", minutes=answering.minutes(survey) or answer_forms.minutes(questionnaire)),
        until=asking.words("until", day=asking.words.day(survey.closes_on)) if survey.closes_on else "",
        postcode=answer_forms.asks_for_postcode(questionnaire),
    )


def _begin(asking: Asking) -> HttpResponse:
    if wait := asking.too_often(BEGINNINGS):
        return wait
    if asking.row is not None and not asking.draft.saved:
        saving.throw_away(asking.row)
    code = answering.begin(asking.survey, asking.language, asking.now)
    asking.draft.language = asking.language  # it is kept with the answers now, and in no address
    first = routing.next_page(answering.asked_of(saving.found(asking.survey, code, asking.now).version), {})
    return asking.hand_code(asking.go("answer_question", first) if first else asking.go("answer_check"), code)


@answer_page
def question(asking: Asking, key: str) -> HttpResponse:
    """One question."""
    if asking.row is None:
        return _without_answers(asking)
    if not asking.open:
        return asking.not_open()
    questionnaire = asking.questionnaire
    if key not in routing.pages(questionnaire, asking.draft.answers):
        return redirect(_where(asking))
    error, given = "", None
    if asking.request.method == "POST":
        given = asking.request.POST.getlist("answer")
        error = _answer(asking, key, given)
        leaving = "save" in asking.request.POST
        if leaving or not error:
            asking.draft.saved = asking.draft.saved or leaving
            asking.draft.at_page = key if leaving else _after(asking, key)
            asking.keep()
            if leaving:
                return asking.go("answer_saved")
            return _on(asking, asking.draft.at_page)
    before = routing.page_before(questionnaire, asking.draft.answers, key)
    changing = "change" in asking.request.GET
    asked = answer_forms.asked_page(questionnaire, key, asking.draft, asking.words, given if error else None)
    return asking.page(
        "answer_question",
        400 if error else 200,
        asked=asked,
        error=error,
        progress=asking.words("question_of", at=asked.at, of=asked.of),
        look_up=postcodes.can_look_up(settings.ARCHIVE),
        changing=changing,
        back=asking.address("answer_check")
        if changing
        else asking.address("answer_question", before)
        if before
        else asking.address("answer_start"),
    )


def _answer(asking: Asking, key: str, given: list[str]) -> str:
    """Put what was given into the draft; returns what is wrong with it, in words, or ""."""
    questionnaire, draft = asking.questionnaire, asking.draft
    asked = questionnaire.page(key).question
    written = any(each.strip() for each in given)
    try:
        if asked.kind == Kind.POSTCODE:
            if asking.request.POST.get(FORGET):
                draft.place = {}
            elif not postcodes.can_look_up(settings.ARCHIVE):
                given = []
            elif written or not draft.place:
                found = checked(questionnaire, key, given, asking.language)
                draft.place = answering.place_of(settings.ARCHIVE, asking.survey, found) if found else {}
            answering.put(draft, key, None)  # the postcode itself is kept nowhere
        else:
            answering.put(draft, key, checked(questionnaire, key, given, asking.language))
    except NotAnAnswer as fault:
        return str(fault)
    return ""


def _on(asking: Asking, key: str) -> HttpResponse:
    """To the next page; a change goes on being one until all that it opened was seen."""
    if not key:
        return asking.go("answer_check")
    address = asking.address("answer_question", key)
    return redirect(f"{address}?change" if "change" in asking.request.GET else address)


def _after(asking: Asking, key: str) -> str:
    """The next page; after a change on the page of all answers, what it newly leads to; "" for that page."""
    if "change" in asking.request.GET:
        return answering.next_unseen(asking.questionnaire, asking.draft)
    return routing.next_page(asking.questionnaire, asking.draft.answers, key)


def _next(asking: Asking) -> str:
    """Where somebody was, if that is on their way still; else the first page that they have not seen."""
    way = routing.pages(asking.questionnaire, asking.draft.answers)
    at = asking.draft.at_page
    return at if at in way else answering.next_unseen(asking.questionnaire, asking.draft)


def _where(asking: Asking) -> str:
    at = _next(asking)
    return asking.address("answer_question", at) if at else asking.address("answer_check")


@answer_page
def check(asking: Asking) -> HttpResponse:
    """All answers, each with a link to change it. The button sends them."""
    if asking.request.method == "POST":
        return _send(asking)
    if asking.row is None:
        return _without_answers(asking)
    if not asking.open:
        return asking.not_open()
    return _show_answers(asking, 200)


def _show_answers(asking: Asking, status: int, missing: str = "") -> HttpResponse:
    way = routing.pages(asking.questionnaire, asking.draft.answers)
    return asking.page(
        "answer_check",
        status,
        rows=answer_forms.rows(asking.questionnaire, asking.draft, asking.words),
        missing=missing,
        back=asking.address("answer_question", way[-1]) if way else asking.address("answer_start"),
    )


def _send(asking: Asking) -> HttpResponse:
    if not asking.code:
        return asking.gone()
    if asking.row is not None and "save" in asking.request.POST:
        asking.draft.saved, asking.draft.at_page = True, ""
        asking.keep()
        return asking.go("answer_saved")
    token = asking.request.COOKIES.get(ANSWERED) or duplicates.new_token()
    try:
        answering.send(asking.survey, asking.code, token[:100], asking.now)
    except answering.NotComplete as fault:
        return _show_answers(asking, 400, str(fault))
    except answering.NotOpen:
        return asking.not_open()
    except NothingSaved:
        return asking.gone()
    asking.draft.language = asking.language
    return asking.hand_token(asking.go("answer_sent"), token[:100])


@answer_page
def sent(asking: Asking) -> HttpResponse:
    """The reference; and the address for the results, which is another matter and kept apart."""
    kept = answering.sent_before(asking.survey, asking.code) if asking.code else None
    if kept is None:
        return _without_answers(asking)
    if "language" not in asking.request.GET and "language" not in asking.request.POST:
        asking.speak(kept.language)
    asking.draft.language = kept.language
    thanks = asking.questionnaire.thanks
    error, email, field = "", "", ""
    if asking.request.method == "POST":
        if wait := asking.too_often(ADDRESSES):
            return wait
        email = asking.request.POST.get("email", "").strip()
        if not asking.request.POST.get("consent"):
            error, field = asking.words["consent_needed"], "consent"
        else:
            try:
                answering.want_results(asking.survey, email, asking.language)
                return asking.go("answer_wanted")
            except ValidationError:
                error, field = asking.words["email_wrong"], "email"
    return asking.page(
        "answer_sent",
        400 if error else 200,
        reference=kept.reference,
        thanks=answer_forms.said(thanks, asking.language) if thanks else None,
        error=error,
        field=field,
        email=email,
    )


@require_GET
@answer_page
def wanted(asking: Asking) -> HttpResponse:
    """That somebody will be written to. It says nothing of whom."""
    return asking.page("answer_wanted")


@answer_page
def saved(asking: Asking) -> HttpResponse:
    """The code, to be written down. The button makes this browser forget it."""
    if asking.request.method == "POST":
        return asking.take_code(asking.go("answer_left"))
    if asking.row is None:
        return _without_answers(asking)
    if not asking.draft.saved:
        return redirect(_where(asking))
    until = localtime(asking.row.kept_until).date()
    return asking.page(
        "answer_saved",
        code=saving.written(asking.code),
        how=asking.words("saved_how", day=asking.words.day(until)),
        where=asking.request.build_absolute_uri(asking.address("answer_start").partition("?")[0]),
        go_on=_where(asking),
    )


@require_GET
@answer_page
def left(asking: Asking) -> HttpResponse:
    """That this browser has forgotten."""
    return asking.page("answer_left")


@answer_page
def come_back(asking: Asking) -> HttpResponse:
    """Go on with a code."""
    error = ""
    if asking.request.method == "POST":
        if wait := asking.too_often(CODES):
            return wait
        code = saving.read_code(asking.request.POST.get("code", ""))
        try:
            row = saving.found(asking.survey, code, asking.now)
            asking.row, asking.draft = row, saving.opened(row, code)
        except NothingSaved:
            error = asking.words["return_wrong"]
        else:
            asking.speak(asking.draft.language)
            return asking.hand_code(redirect(_where(asking)), code)
    return asking.page("answer_return", 400 if error else 200, error=error)


def _without_answers(asking: Asking) -> HttpResponse:
    """No answers are open in this browser: sent, too old, or never begun."""
    if asking.code and answering.sent_before(asking.survey, asking.code) and asking.request.method == "GET":
        if asking.request.path == asking.address("answer_sent"):
            return asking.gone()
        return asking.go("answer_sent")
    if not asking.open:
        return asking.not_open()
    return asking.gone() if asking.code or asking.request.method == "POST" else asking.go("answer_start")
