"""What every page of answering has in common: the survey, the language, the cookies, and how often one may ask."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.debug import sensitive_post_parameters
from django_scopes import scope

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.api.throttle import Throttle, asker
from frankpledge.web.surveys import answering, saving
from frankpledge.web.surveys.answer_forms import Words
from frankpledge.web.surveys.models import SavedAnswers, Survey
from frankpledge.web.surveys.questionnaire import LANGUAGES, Questionnaire
from frankpledge.web.surveys.saving import Draft, NothingSaved

CODE, ANSWERED = "answers", "answered"  # cookies
# A minute, for one network address: a school of 1,200 behind one address can begin a lesson, a guesser cannot go on.
BEGINNINGS, CODES, ADDRESSES = Throttle(600), Throttle(20), Throttle(60)


class Asking:
    """A request to answer a survey."""

    def __init__(self, request: HttpRequest, survey: Survey):
        self.request, self.survey = request, survey
        self.now: datetime = timezone.now()
        self.code = saving.read_code(request.COOKIES.get(CODE, ""))
        self.row: SavedAnswers | None = None
        self.draft = Draft()
        if self.code:
            try:
                self.row = saving.found(survey, self.code, self.now)
                self.draft = saving.opened(self.row, self.code)
            except NothingSaved:
                self.row = None
        chosen = request.POST.get("language") or request.GET.get("language") or ""
        known = chosen if chosen in survey.languages else self.draft.language
        self.speak(known if known in survey.languages else "en")

    def speak(self, language: str) -> None:
        self.language, self.words = language, Words(language)

    @property
    def questionnaire(self) -> Questionnaire:
        """Of the version that the answers are to; the newest before there are any."""
        version = self.row.version if self.row else self.survey.versions.order_by("-number").first()
        if version is None:
            raise Http404
        return answering.asked_of(version)

    @property
    def open(self) -> bool:
        """Whether somebody may begin, or go on with what they began in time."""
        if self.row is not None:
            return answering.may_still_send(self.survey, self.now)
        return self.survey.takes_answers(localdate(self.now))

    def keep(self) -> None:
        assert self.row is not None
        self.draft.language = self.language
        saving.keep(self.row, self.survey, self.code, self.draft, self.now)

    def address(self, name: str, *more: str) -> str:
        """Of a page of this survey, in the language of this one where that is not kept with answers."""
        path = reverse(name, args=[self.survey.partnership.slug, self.survey.slug, *more])
        return path if self.language == self.draft.language else f"{path}?language={self.language}"

    def go(self, name: str, *more: str) -> HttpResponse:
        return redirect(self.address(name, *more))

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        others = [(code, LANGUAGES[code]) for code in self.survey.languages if code != self.language]
        slugs = [self.survey.partnership.slug, self.survey.slug]
        whole = {
            "survey": self.survey,
            "words": self.words,
            "language": self.language,
            "others": others,
            "title": self.questionnaire.title.say(self.language),
            "run_by": self.words("run_by", partnership=self.survey.partnership.name),
            "start": reverse("answer_start", args=slugs),
            "asking": self,
        } | context
        return render(self.request, f"surveys/{template}.html", whole, status=status)

    def not_open(self) -> HttpResponse:
        """Closed, or not open yet: a page that says when."""
        opens, closes = self.survey.opens_on, self.survey.closes_on
        early = self.survey.state == Survey.State.OPEN and opens is not None and localdate(self.now) < opens
        last = self.survey.closed_on or closes
        if closes is not None and last is not None:
            last = min(last, closes)
        day = opens if early else last
        sentence = self.words("early" if early else "closed", day=self.words.day(day) if day else "")
        return self.page("answer_not_open", 200 if early else 410, early=early, sentence=sentence)

    def gone(self) -> HttpResponse:
        return self.page("answer_gone", 410)

    def too_often(self, throttle: Throttle) -> HttpResponse | None:
        """A page that asks to wait, where this network address has asked too often; else None."""
        seconds = throttle.seconds_to_wait(asker(self.request))
        if not seconds:
            return None
        response = self.page("answer_too_often", 429)
        response["Retry-After"] = str(seconds)
        return response

    def hand_code(self, response: HttpResponse, code: str) -> HttpResponse:
        """Until the browser is closed, and at this survey's address alone."""
        self._cookie(response, CODE, code, None)
        return response

    def hand_token(self, response: HttpResponse, token: str) -> HttpResponse:
        """Until the survey's last day is over."""
        left = (self.survey.closes_on or localdate(self.now)) - localdate(self.now) + timedelta(days=1)
        self._cookie(response, ANSWERED, token, left)
        return response

    def take_code(self, response: HttpResponse) -> HttpResponse:
        response.delete_cookie(CODE, path=self._path, samesite="Lax")
        return response

    @property
    def _path(self) -> str:
        return reverse("answer_start", args=[self.survey.partnership.slug, self.survey.slug])

    def _cookie(self, response: HttpResponse, name: str, value: str, age: timedelta | None) -> None:
        response.set_cookie(
            name,
            value,
            max_age=age,
            path=self._path,
            secure=bool(settings.CSRF_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",
        )


Page = Callable[..., HttpResponse]


def answer_page(page: Callable[..., HttpResponse]) -> Page:
    """
    A page that anybody may open, about a survey that was opened, in its partnership's scope. Nothing keeps a copy of
    it, and what is sent to it is not told when something breaks.
    """

    @login_not_required
    @sensitive_post_parameters()
    @wraps(page)
    def asked(request: HttpRequest, slug: str, survey_slug: str, **more: str) -> HttpResponse:
        partnership = Partnership.objects.filter(slug=slug).first()
        if partnership is None or (partnership.demonstration and not settings.DEMONSTRATION):
            raise Http404
        with scope(partnership=partnership):
            opened = Survey.objects.filter(slug=survey_slug, partnership=partnership).exclude(state=Survey.State.DRAFT)
            survey = opened.first()
            if survey is None:
                raise Http404
            survey.partnership = partnership
            response = page(Asking(request, survey), **more)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return asked
