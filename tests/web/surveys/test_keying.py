"""Answers that came on paper, by telephone or at a stall, and the form that they came on."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope

from frankpledge.documents import paper_form as printing
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.surveys import changes, keying
from frankpledge.web.surveys.models import Response, Survey, SurveyVersion
from frankpledge.web.surveys.paper import paper_form, paper_pages
from tests.web.cast import Cast
from tests.web.surveys.asked import a_questionnaire
from tests.web.surveys.surveys import a_survey, an_open_survey


@pytest.fixture(autouse=True)
def nothing_held(settings, tmp_path, monkeypatch) -> None:
    settings.ARCHIVE = tmp_path
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)


@pytest.fixture
def survey(cast_today: Cast) -> Iterator[Survey]:
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield an_open_survey(cast_today)


def key_in(cast: Cast, survey: Survey, who: str = "ana", **facts: Any) -> Response:
    whole = {
        "version": SurveyVersion.objects.get(survey=survey),
        "typed": {"victim": "2"},
        "mode": "paper",
        "on": cast.today,
        "language": "en",
        "sending": uuid.uuid4(),
        "today": cast.today,
        "archive": None,
    } | facts
    return keying.key_in(survey=survey, by=cast.viewer(who), **whole)


def signed_in(cast: Cast, who: str = "ana") -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def screen(survey: Survey) -> str:
    return f"/p/castermouth/surveys/{survey.pk}/keying/"


def test_numbers_become_answers_and_say_who_keyed_them_in(cast_today: Cast, survey: Survey) -> None:
    typed = {"problem.litter": "1", "victim": "1", "reported": "3", "why": "1, 2", "radio": "", "age": " 2 "}

    response = key_in(cast_today, survey, typed=typed, mode="stall", batch="Library, May 3")

    assert response.answers == {
        "problem.litter": "very",
        "victim": "yes",
        "reported": "no",
        "why": ["small", "useless"],
        "age": "25_and_over",
    }
    assert (response.mode, response.batch, response.entered_by) == ("stall", "Library, May 3", cast_today.people["ana"])
    event = AuditEvent.objects.order_by("sequence").last()
    assert (event.kind, event.person, event.detail) == ("surveys.keyed", cast_today.people["ana"], {"mode": "stall"})


@pytest.mark.parametrize(
    ("asked", "typed", "fault"),
    [
        ("victim", "3", "Question 4: type a number from 1 to 2, not “3”"),
        ("victim", "1 2", "Question 4: choose one of the answers that are listed"),
        ("victim", "yes", "Question 4: type a number from 1 to 2, not “yes”"),
        ("problem.noise", "0", "Question 2: type a number from 1 to 5, not “0”"),
        ("postcode", "nowhere", "Question 11: write a whole postcode, such as AB1 2CD, or leave it empty"),
    ],
)
def test_what_is_not_printed_is_refused_with_its_number(
    cast_today: Cast, survey: Survey, asked: str, typed: str, fault: str
) -> None:
    with pytest.raises(keying.WronglyKeyed) as refused:
        key_in(cast_today, survey, typed={asked: typed})

    assert refused.value.by_page == {asked: fault}
    assert not Response.objects.exists()


def test_what_the_route_leads_past_is_left_out_and_said(cast_today: Cast, survey: Survey) -> None:
    typed = {"victim": "2", "reported": "1", "age": "1"}

    response = key_in(cast_today, survey, typed=typed)

    assert response.answers == {"victim": "no", "age": "under_25"}
    assert keying.off_the_way(a_questionnaire(), typed, response) == [5]


def test_on_paper_nothing_can_be_insisted_on_but_an_empty_form_is_none(cast_today: Cast, survey: Survey) -> None:
    assert key_in(cast_today, survey, typed={"age": "1"}).answers == {"age": "under_25"}
    with pytest.raises(ValidationError, match="nothing to keep"):
        key_in(cast_today, survey, typed={"age": " "})


def test_saved_twice_is_one_response(cast_today: Cast, survey: Survey) -> None:
    sending = uuid.uuid4()

    assert key_in(cast_today, survey, sending=sending) == key_in(cast_today, survey, sending=sending)
    assert Response.objects.count() == 1


def test_one_paper_keyed_in_twice_in_a_pile_is_flagged(cast_today: Cast, survey: Survey) -> None:
    first, same = (key_in(cast_today, survey, batch="Library") for _ in range(2))
    other = key_in(cast_today, survey, batch="Library", typed={"victim": "1"})
    elsewhere = key_in(cast_today, survey, batch="School")

    assert [each.perhaps_again for each in (first, same, other, elsewhere)] == [False, True, False, False]


@pytest.mark.parametrize("days", [1, -400])
def test_the_day_is_one_of_the_surveys(cast_today: Cast, survey: Survey, days: int) -> None:
    with pytest.raises(ValidationError, match="Say the day"):
        key_in(cast_today, survey, on=cast_today.today + timedelta(days=days))


def test_a_mode_of_its_own_or_the_web_is_refused(cast_today: Cast, survey: Survey) -> None:
    for mode in ("web", "pigeon"):
        with pytest.raises(ValidationError):
            key_in(cast_today, survey, mode=mode)


def test_who_may_not_write_may_not_key_in(cast_today: Cast, survey: Survey) -> None:
    with pytest.raises(NotAllowed):
        key_in(cast_today, survey, who="lea")


def test_a_closed_survey_takes_no_paper(cast_today: Cast, survey: Survey) -> None:
    closed = changes.close(survey=survey, by=cast_today.viewer("ana"), today=cast_today.today)

    with pytest.raises(NotAllowed, match="closed"):
        key_in(cast_today, closed)


def test_the_screen_saves_and_asks_for_the_next_of_the_same_pile(cast_today: Cast, survey: Survey) -> None:
    client = signed_in(cast_today)
    page = client.get(screen(survey)).content.decode()
    sending = re.search(r'name="sending"[^>]*value="([^"]+)"', page)
    assert sending
    facts = {"mode": "phone", "on": cast_today.today.isoformat(), "batch": "Tuesday", "language": "cy"}

    response = client.post(screen(survey), facts | {"sending": sending[1], "p4": "1", "p5": "1"}, follow=True)

    kept = Response.objects.get()
    assert (kept.mode, kept.language, kept.answers) == ("phone", "cy", {"victim": "yes", "reported": "all"})
    said = response.content.decode()
    assert f"Write {kept.reference} on the paper." in said
    assert 'value="Tuesday"' in said
    assert re.search(r'value="phone"[^>]*checked', said)
    assert sending[1] not in said


def test_the_screen_says_which_field_is_wrong_and_keeps_the_others(cast_today: Cast, survey: Survey) -> None:
    facts = {"mode": "paper", "on": cast_today.today.isoformat(), "language": "en", "sending": str(uuid.uuid4())}

    said = signed_in(cast_today).post(screen(survey), facts | {"p4": "7", "p3": "2"}).content.decode()

    assert '<a href="#id_p4">Question 4: type a number from 1 to 2, not “7”</a>' in said
    assert re.search(r'name="p3"[^>]*value="2"|value="2"[^>]*name="p3"', said)
    assert not Response.objects.exists()


def test_the_screen_asks_the_database_the_same_however_long_the_form(
    cast_today: Cast, survey: Survey, django_assert_max_num_queries
) -> None:
    client = signed_in(cast_today)
    client.get(screen(survey))

    with django_assert_max_num_queries(12):
        client.get(screen(survey))


def test_form_and_screen_have_the_same_numbers(survey: Survey) -> None:
    asks = a_questionnaire()

    printed, keyed = paper_form(survey, asks, "en").questions, paper_pages(asks)

    assert [each.number for each in printed] == [each.number for each in keyed] == list(range(1, 13))
    assert [len(each.options) for each in printed] == [len(each.keys) for each in keyed]
    assert keyed[3].by_code == {"1": "yes", "2": "no"}
    assert printed[4].only_if == "Only if at question 4 you chose: yes"
    assert printed[5].only_if == "Only if at question 5 you chose: some or no"


def test_the_form_is_printed_in_both_languages(cast_today: Cast, survey: Survey) -> None:
    client = signed_in(cast_today, "lea")
    for language, words in (("en", "Circle the number"), ("cy", "Rhowch gylch")):
        path = f"/p/castermouth/surveys/{survey.pk}/paper/{language}/"
        assert words in client.get(path).content.decode()
        file = client.get(f"{path}form.pdf")
        assert file.content.startswith(b"%PDF")
        assert file["Content-Type"] == "application/pdf"


def test_a_draft_can_be_printed_and_a_language_that_it_has_not_cannot(cast_today: Cast, survey: Survey) -> None:
    draft = a_survey(cast_today, slug="draft")
    client = signed_in(cast_today)

    assert client.get(f"/p/castermouth/surveys/{draft.pk}/paper/en/").status_code == HTTPStatus.OK
    assert client.get(f"/p/castermouth/surveys/{draft.pk}/paper/cy/").status_code == HTTPStatus.NOT_FOUND


def test_nothing_in_a_form_is_read_as_markup(survey: Survey) -> None:
    form = paper_form(survey, a_questionnaire(), "en")
    odd = '#read("/etc/passwd") $x$ *bold* @ref'

    made = printing.render(printing.PaperForm(**{**form.__dict__, "title": odd, "intro": odd}))

    assert made.startswith(b"%PDF")
