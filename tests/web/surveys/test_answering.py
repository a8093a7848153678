"""Answering a survey as a resident does, without scripts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone
from django_scopes import scope

from frankpledge.web.surveys import answer_asking, answering, changes, saving
from frankpledge.web.surveys.models import Response, ResultsWanted, SavedAnswers, Survey
from frankpledge.web.surveys.questionnaire import Text
from tests.web.cast import Cast
from tests.web.surveys.answering import Browser
from tests.web.surveys.asked import QUESTIONS, a_questionnaire
from tests.web.surveys.surveys import an_open_survey


@pytest.fixture(autouse=True)
def afresh(settings, tmp_path) -> None:
    """An archive that holds nothing, and nobody who asked in this minute."""
    settings.ARCHIVE = tmp_path
    for throttle in (answer_asking.BEGINNINGS, answer_asking.CODES, answer_asking.ADDRESSES):
        throttle.asked.clear()


@pytest.fixture
def survey(cast_today: Cast) -> Iterator[Survey]:
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield an_open_survey(cast_today)


def whole(survey: Survey, **answers: str) -> Browser:
    """Up to the page of all answers."""
    return Browser(survey).begin().answer_all(**answers)


def test_answers_given_one_by_one_become_one_response(survey: Survey) -> None:
    browser = whole(
        survey, problem__litter="very", victim="yes", reported="no", why=["small", "useless"], age="under_25"
    )
    assert "Check your answers" in browser.said
    browser.press()

    response = Response.objects.get()
    assert browser.status == HTTPStatus.OK
    assert browser.reference == response.reference
    assert response.answers == {
        "problem.litter": "very",
        "victim": "yes",
        "reported": "no",
        "why": ["small", "useless"],
        "age": "under_25",
    }
    assert (response.mode, response.language, response.entered_by) == ("web", "en", None)
    assert response.version.number == 1
    assert not SavedAnswers.objects.exists()


def test_each_page_asks_one_question_and_says_how_far_it_is(survey: Survey) -> None:
    browser = Browser(survey).begin()

    assert browser.key == "problem.litter"
    assert "Question 1 of about 9" in browser.said
    assert len(re.findall(r"<h1", browser.body)) == 1
    assert '<h1 class="govuk-fieldset__heading">' in browser.body


def test_nothing_cuts_a_comment_short(survey: Survey) -> None:
    """A browser takes maxlength="2,000" for 2."""
    words = "More light by the harbour. " * 50
    browser = Browser(survey).begin().open("questions/victim/").answer_all(channels="radio", radio=words)

    assert "maxlength" not in browser.open("questions/radio/").body
    browser.open("check/").press()

    assert Response.objects.get().answers["radio"] == words.strip()


def test_back_and_change_keep_what_was_answered(survey: Survey) -> None:
    browser = Browser(survey).begin().press(answer="fairly")
    back = re.search(r'<a href="([^"]+)"\s+class="govuk-back-link"', browser.body)
    assert back

    browser.open(back[1])

    assert re.search(r'value="fairly"\s+checked', browser.body)


def test_a_change_leads_to_what_it_newly_opens_and_then_back_to_all_answers(survey: Survey) -> None:
    browser = whole(survey, victim="no", age="under_25")

    browser.open("questions/victim/?change").press(answer="yes")
    assert browser.key == "reported"
    browser.press(answer="all")
    assert "Check your answers" in browser.said
    browser.press()

    assert Response.objects.get().answers == {"victim": "yes", "reported": "all", "age": "under_25"}


def test_answers_off_the_way_are_not_sent(survey: Survey) -> None:
    browser = whole(survey, victim="yes", reported="no", why="small")

    browser.open("questions/victim/?change").press(answer="no").press()

    assert Response.objects.get().answers == {"victim": "no"}


def test_a_question_that_needs_an_answer_says_so_and_keeps_the_page(survey: Survey) -> None:
    browser = Browser(survey).begin().press().press().press()
    assert browser.key == "victim"

    browser.press()

    assert browser.status == HTTPStatus.BAD_REQUEST
    assert "Choose an answer to go on" in browser.said
    assert "<title>Error: " in browser.body
    assert 'href="#answer"' in browser.body
    assert 'id="answer"' in browser.body


def test_what_must_be_answered_and_was_jumped_over_cannot_be_sent(survey: Survey) -> None:
    browser = Browser(survey).begin().open("check/")

    browser.press()

    assert browser.status == HTTPStatus.BAD_REQUEST
    assert "This question needs an answer before you send: A victim in the last year?" in browser.said
    assert not Response.objects.exists()


@pytest.mark.parametrize("answer", ["nonsense", "yes no", "<b>"])
def test_what_was_not_offered_is_refused(survey: Survey, answer: str) -> None:
    browser = Browser(survey).begin().open("questions/victim/")

    assert browser.press(answer=answer).status == HTTPStatus.BAD_REQUEST


def test_sent_twice_is_one_response_with_one_reference(survey: Survey) -> None:
    browser = whole(survey)
    check = browser.at
    first = browser.press().reference

    again = browser.press(check).reference
    and_again = browser.open("check/").reference

    assert first == again == and_again == Response.objects.get().reference


def test_a_second_answer_from_one_browser_counts_and_is_flagged(survey: Survey) -> None:
    browser = whole(survey).press()
    browser.open()
    assert "Answers have been sent from this browser" in browser.said

    browser.press().answer_all().press()

    assert sorted(Response.objects.values_list("perhaps_again", flat=True)) == [False, True]
    assert len(set(Response.objects.values_list("reference", flat=True))) == 2


def test_two_browsers_are_two_people(survey: Survey) -> None:
    for _ in range(2):
        whole(survey).press()

    assert list(Response.objects.values_list("perhaps_again", flat=True)) == [False, False]


def test_a_code_opens_the_answers_on_another_device(survey: Survey) -> None:
    browser = Browser(survey).begin().press(answer="very").press(answer="none", save="yes")
    assert "Your answers are saved" in browser.said
    code = browser.code

    other = Browser(survey).open("return/").press(code=f" {code.lower()} ")
    assert other.key == "problem.noise"
    assert re.search(r'value="none"\s+checked', other.body)
    other.answer_all(problem__noise="none").press()

    assert Response.objects.get().answers == {"problem.litter": "very", "problem.noise": "none", "victim": "no"}
    assert Browser(survey).open("return/").press(code=code).status == HTTPStatus.BAD_REQUEST


def test_saving_does_not_insist_on_an_answer(survey: Survey) -> None:
    browser = Browser(survey).begin().open("questions/victim/").press(save="yes")

    assert browser.code


def test_finishing_on_a_shared_computer_makes_it_forget(survey: Survey) -> None:
    browser = Browser(survey).begin().press(answer="very", save="yes")
    code = browser.code

    browser.press()
    assert "This browser has forgotten your answers" in browser.said
    browser.open("saved/")

    assert code not in browser.said
    assert "Start now" in browser.said


def test_codes_cannot_be_tried_for_long(survey: Survey, monkeypatch) -> None:
    monkeypatch.setattr(answer_asking.CODES, "per_minute", 3)
    browser = Browser(survey).open("return/")

    tries = [browser.press(code="AAAA-AAAA-AAAA").status for _ in range(4)]

    assert tries == [400, 400, 400, 429]


def test_a_whole_library_can_begin_in_one_minute(survey: Survey) -> None:
    assert answer_asking.BEGINNINGS.per_minute >= 500
    assert {Browser(survey).begin().status for _ in range(25)} == {200}


def test_unsent_answers_are_deleted_after_a_day(survey: Survey) -> None:
    browser = Browser(survey).begin().press(answer="very")
    later = timezone.now() + timedelta(hours=25)

    assert saving.purge(survey, timezone.now()) == 0
    assert saving.purge(survey, later) == 1
    assert browser.open("questions/problem.noise/").status == HTTPStatus.GONE
    assert "Your answers are no longer here" in browser.said


def test_whoever_began_goes_on_with_the_questions_they_began_with(cast_today: Cast, survey: Survey) -> None:
    browser = Browser(survey).begin().press(answer="very")
    by = cast_today.viewer("ana")
    asks = a_questionnaire(*(replace(each, text=Text("Changed", "Newid")) for each in QUESTIONS[1:]))
    written = changes.write(survey=survey, version=survey.version, asks=asks, by=by)
    changes.put_right(survey=written, version=written.version, because="A slip", by=by, today=cast_today.today)

    browser.answer_all().press()
    whole(survey).press()

    numbers = {response.version.number: response.answers for response in Response.objects.select_related("version")}
    assert numbers == {1: {"problem.litter": "very", "victim": "no"}, 2: {"victim": "no"}}


def test_a_closed_survey_says_when_it_closed_and_takes_nothing(cast_today: Cast, survey: Survey) -> None:
    browser = whole(survey)
    changes.close(survey=survey, by=cast_today.viewer("ana"), today=cast_today.today)

    for status in (browser.press().status, browser.open().status, browser.open("questions/victim/").status):
        assert status == HTTPStatus.GONE
    assert "This survey has closed" in browser.said
    assert not Response.objects.exists()


def test_who_is_in_the_middle_at_midnight_of_the_last_day_may_still_send(survey: Survey) -> None:
    midnight = timezone.make_aware(datetime.combine(survey.closes_on + timedelta(days=1), datetime.min.time()))
    begun = midnight - timedelta(minutes=5)
    code = answering.begin(survey, "en", begun)
    row = saving.found(survey, code, begun)
    draft = saving.opened(row, code)
    answering.put(draft, "victim", "no")
    saving.keep(row, survey, code, draft, begun)

    sent = answering.send(survey, code, "token", midnight + timedelta(minutes=30))

    assert Response.objects.get(reference=sent.reference).submitted_on == survey.closes_on
    with pytest.raises(answering.NotOpen):
        answering.begin(survey, "en", midnight)
    late = answering.begin(survey, "en", begun)
    with pytest.raises(answering.NotOpen):
        answering.send(survey, late, "token", midnight + timedelta(hours=3))


def test_before_its_first_day_it_says_when_it_opens(survey: Survey) -> None:
    first = survey.opens_on + timedelta(days=3)
    Survey.objects.filter(pk=survey.pk).update(opens_on=first)

    browser = Browser(survey).open()

    assert f"It opens on {first.day} " in browser.said
    assert "Start now" not in browser.said


@pytest.mark.parametrize("path", ["/answer/castermouth/other/", "/answer/nowhere/safe/"])
def test_no_survey_is_no_page(survey: Survey, path: str) -> None:
    assert Browser(survey).open(path).status == HTTPStatus.NOT_FOUND


def test_a_draft_is_no_page(survey: Survey) -> None:
    Survey.objects.filter(pk=survey.pk).update(state=Survey.State.DRAFT)

    assert Browser(survey).open().status == HTTPStatus.NOT_FOUND


def test_in_welsh_the_pages_are_welsh_and_so_is_the_response(survey: Survey) -> None:
    browser = Browser(survey).open("?language=cy")
    assert '<html lang="cy"' in browser.body
    assert "Dechrau nawr" in browser.said

    browser.press()
    assert "Cwestiwn 1 o tua 9" in browser.said
    assert "Problem fawr iawn" in browser.said
    browser.answer_all().press()

    assert "Mae eich atebion wedi’u hanfon" in browser.said
    assert Response.objects.get().language == "cy"


def test_the_language_can_be_changed_on_any_page_and_looking_changes_nothing(survey: Survey) -> None:
    browser = Browser(survey).begin().press(answer="very")

    browser.open("questions/problem.litter/?language=cy")
    assert re.search(r'value="very"\s+checked', browser.body)
    assert "Yn ôl" in browser.said
    assert "Back" in browser.open("questions/problem.litter/").said
    browser.open("questions/problem.litter/?language=cy").press(answer="very")

    assert "Cwestiwn 2" in browser.said


def test_an_error_in_welsh_is_welsh(survey: Survey) -> None:
    browser = Browser(survey).open("?language=cy").press().open("questions/victim/").press()

    assert "Dewiswch ateb i fynd ymlaen" in browser.said


def test_looking_changes_nothing(survey: Survey) -> None:
    browser = whole(survey)
    before = list(SavedAnswers.objects.values())

    for path in ("", "check/", "questions/victim/", "sent/", "saved/", "left/", "return/", "results/", "?language=cy"):
        Browser(survey).open(path)
        browser.open(path)

    assert list(SavedAnswers.objects.values()) == before
    assert not Response.objects.exists()
    assert not ResultsWanted.objects.exists()


def test_an_address_for_the_results_takes_consent(survey: Survey) -> None:
    browser = whole(survey).press()

    assert "Tick the box" in browser.press(email="res@example.org").said
    assert "Write an e-mail address such as" in browser.press(email="res@", consent="yes").said
    assert not ResultsWanted.objects.exists()
    assert "We will write to you" in browser.press(email="Res@example.org ", consent="yes").said
    assert [each.email for each in ResultsWanted.objects.all()] == ["res@example.org"]


def test_sending_asks_few_questions_of_the_database(survey: Survey, django_assert_max_num_queries) -> None:
    browser = whole(survey)

    with django_assert_max_num_queries(20):
        browser.client.post(browser.at, {"csrfmiddlewaretoken": browser.client.cookies["csrftoken"].value})

    assert Response.objects.count() == 1


def test_a_comment_keeps_no_control_character_that_a_database_would_refuse(survey: Survey) -> None:
    browser = (
        Browser(survey)
        .begin()
        .open("questions/victim/")
        .answer_all(channels="radio", radio="More\x00 light\x0b\r\nhere")
    )
    browser.open("check/").press()

    assert Response.objects.get().answers["radio"] == "More light\nhere"
