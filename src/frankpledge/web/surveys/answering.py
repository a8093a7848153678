"""
Taking answers in. No account, no name; what residents do is not in the record of who did what, because nobody is to be
told from it: opening, putting right and closing a survey are.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.timezone import localdate, localtime

from frankpledge.archive.archive import NothingHeld
from frankpledge.archive.areas import AmbiguousArea, UnknownArea
from frankpledge.web.evidence.kept import State, state
from frankpledge.web.places.areas import find
from frankpledge.web.surveys import duplicates, postcodes, routing, saving
from frankpledge.web.surveys.models import Response, ResultsWanted, SavedAnswers, Survey, SurveyVersion
from frankpledge.web.surveys.questionnaire import Kind, Questionnaire
from frankpledge.web.surveys.saving import LETTERS, Draft, NothingSaved

REFERENCE = 8  # letters and digits
TRIES = 5
GRACE = timedelta(hours=2)  # after the last day: for whoever is in the middle of it
MEASURED = 20
LONGEST = timedelta(hours=3)  # who took longer went away in between: their minutes say nothing


class NotOpen(Exception):
    """The survey takes no answers now."""


class NotComplete(Exception):
    """A page that has to be answered was not; its key is the argument."""


@dataclass(frozen=True)
class Sent:
    """What the person is shown. `again` where these very answers had been kept before."""

    reference: str
    language: str
    again: bool = False


def asked_of(version: SurveyVersion) -> Questionnaire:
    """The version's questions: frozen, so they are read from its JSON once."""
    return _asked(version.pk, version.digest, _Held(version))


class _Held:
    """A version as an argument that a cache does not look at."""

    def __init__(self, version: SurveyVersion):
        self.version = version

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=64)
def _asked(pk: int, digest: str, held: _Held) -> Questionnaire:
    return held.version.asks


def may_still_send(survey: Survey, now: datetime) -> bool:
    """Whether somebody who began in time may send: on the last day, and for two hours after it."""
    here = localtime(now)
    return survey.takes_answers(here.date()) or survey.takes_answers((here - GRACE).date())


def begin(survey: Survey, language: str, now: datetime) -> str:
    """Begin answering; returns the code that opens the answers again. Raises NotOpen."""
    version = survey.versions.order_by("-number").first()
    if version is None or not survey.takes_answers(localdate(now)):
        raise NotOpen
    return saving.begin(survey, version, Draft(language=language, begun_at=now.timestamp()), now)


def send(survey: Survey, code: str, token: str, now: datetime) -> Sent:
    """
    Keep the answers under this code as one response, and delete them where they were waiting.

    Sent again (a second click, Back and again, a retry after no answer came) it is the response of before. `token` is
    what the browser has since it last sent answers. Raises NotOpen, NotComplete, or NothingSaved where there is nothing.
    """
    for tried in range(TRIES):
        try:
            return _send(survey, code, token, now)
        except IntegrityError:  # another's reference, or the same answers at the same moment
            if tried == TRIES - 1:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _send(survey: Survey, code: str, token: str, now: datetime) -> Sent:
    try:
        row = saving.found(survey, code, now, lock=True)
    except NothingSaved:
        before = sent_before(survey, code)
        if before is None:
            raise
        return before
    if not may_still_send(survey, now):
        raise NotOpen
    draft = saving.opened(row, code)
    questionnaire = asked_of(row.version)
    if missing := first_missing(questionnaire, draft):
        raise NotComplete(missing)
    marked = duplicates.mark(survey, token)
    response = Response(
        partnership=survey.partnership,
        survey=survey,
        version=row.version,
        reference=new_reference(),
        sending=saving.sending_of(code),
        answers=routing.clear_unreached(questionnaire, draft.answers),
        language=draft.language,
        submitted_on=min(localdate(now), survey.closes_on or localdate(now)),
        minutes=_minutes(draft, now),
        mark=marked,
        perhaps_again=duplicates.seen(survey, marked),
        **place_on_the_way(questionnaire, draft),
    )
    response.save(force_insert=True)
    saving.throw_away(row)
    return Sent(response.reference, response.language)


def sent_before(survey: Survey, code: str) -> Sent | None:
    """What came of these answers, if they were sent."""
    kept = Response.objects.filter(
        partnership=survey.partnership_id, survey=survey, sending=saving.sending_of(code)
    ).only("reference", "language")
    response = kept.first()
    return Sent(response.reference, response.language, again=True) if response else None


def first_missing(questionnaire: Questionnaire, draft: Draft) -> str:
    """The first page on the way that must be answered and is not; "" where all is there."""
    for key in routing.pages(questionnaire, draft.answers):
        question = questionnaire.page(key).question
        if question.required and key not in draft.answers and not (question.kind == Kind.POSTCODE and draft.place):
            return key
    return ""


def place_on_the_way(questionnaire: Questionnaire, draft: Draft) -> dict[str, Any]:
    """The fields of Response that say what came of the postcode, if it was asked for."""
    way = routing.pages(questionnaire, draft.answers)
    if not any(questionnaire.page(key).question.kind == Kind.POSTCODE for key in way):
        return {"place": Response.Place.NOT_ASKED}
    return draft.place or {"place": Response.Place.LEFT_EMPTY}


def place_of(archive: Path, survey: Survey, postcode: str) -> dict[str, Any]:
    """What is kept of where somebody lives: the fields of Response. The postcode goes no further than this."""
    try:
        area = postcodes.area_of(archive, postcode)
    except (postcodes.Unknown, postcodes.NoLookUp):
        return {"place": Response.Place.UNKNOWN.value}
    about = lsoas_of(archive, survey)
    if about and area.lsoa not in about:
        return {"place": Response.Place.OUTSIDE.value}
    return {
        "place": Response.Place.FOUND.value,
        "lsoa": area.lsoa,
        "ward": area.ward,
        "ward_name": area.ward_name,
        "decile": area.decile,
        "decile_of": area.decile_of,
    }


def lsoas_of(archive: Path, survey: Survey) -> frozenset[str]:
    """The LSOAs that the survey is about; none where it names no area, or the archive does not know it."""
    return _lsoas(archive, state(archive), survey.area_code, survey.opens_on) if survey.area_code else frozenset()


@lru_cache(maxsize=64)
def _lsoas(archive: Path, now: State, code: str, on: Any) -> frozenset[str]:
    try:
        return frozenset(find(postcodes.snapshot(archive, now), code, on).lsoas)
    except (UnknownArea, AmbiguousArea, NothingHeld):
        return frozenset()


def put(draft: Draft, page: str, value: Any) -> None:
    """The answer to a page, None for an empty one, which was seen all the same."""
    draft.answers = routing.with_answer(draft.answers, page, value)
    if page not in draft.seen:
        draft.seen.append(page)


def next_unseen(questionnaire: Questionnaire, draft: Draft) -> str:
    """The first page on the way that was not sent yet; "" where all were."""
    return next((key for key in routing.pages(questionnaire, draft.answers) if key not in draft.seen), "")


@transaction.atomic
def want_results(survey: Survey, email: str, language: str) -> None:
    """
    Write to this address when the results are published. Raises ValidationError where it is none.

    Nothing says which answers were this person's, or whether the address was there already.
    """
    address = email.strip().lower()
    validate_email(address)
    ResultsWanted.objects.get_or_create(
        partnership=survey.partnership, survey=survey, email=address, defaults={"language": language}
    )


def unfinished(survey: Survey) -> int:
    """How many began and have not sent their answers. Nobody can read these."""
    return SavedAnswers.objects.filter(survey=survey).count()


def minutes(survey: Survey) -> int | None:
    """
    How long answering took on the web: within this three of four people had finished, so that most find the promise
    kept; None before `MEASURED` people have answered in one go.
    """
    took = Response.objects.filter(partnership=survey.partnership_id, survey=survey, minutes__isnull=False).order_by()
    rows = sorted(took.values_list("minutes").annotate(n=Count("pk")))
    people = sum(n for _, n in rows)
    if people < MEASURED:
        return None
    passed = 0
    for minute, n in rows:
        passed += n
        if passed >= 0.75 * people:
            return int(minute)
    return None


def new_reference() -> str:
    """Random: it says nothing about when it was given, or to how many."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(REFERENCE))
    return f"{letters[:4]}-{letters[4:]}"


def _minutes(draft: Draft, now: datetime) -> int | None:
    took = now.timestamp() - draft.begun_at
    if not draft.begun_at or draft.saved or not 0 <= took <= LONGEST.total_seconds():
        return None
    return max(1, round(took / 60))
