"""Pages where surveys are written: what they show, what a press does, and how many questions they ask."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from frankpledge.web.surveys import changes, writing
from frankpledge.web.surveys.models import Survey, SurveyVersion
from frankpledge.web.surveys.questionnaire import Kind, Question, Questionnaire, Text
from tests.web.surveys.asked import a_questionnaire, words
from tests.web.surveys.surveys import a_response, a_survey, an_open_survey

SURVEYS = "/p/castermouth/surveys/"


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def client(cast, who="ana"):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def a_row(table: str, number: int, **facts: Any) -> dict[str, Any]:
    return {f"{table}-{number}-{name}": value for name, value in facts.items()}


def rows(table: str, *english: str) -> dict[str, Any]:
    """What a table of rows sends: none there before, one for each of these."""
    sent: dict[str, Any] = {f"{table}-TOTAL_FORMS": len(english), f"{table}-INITIAL_FORMS": 0}
    for number, each in enumerate(english):
        sent |= a_row(table, number, en=each, place=number + 1)
    return sent


def test_a_survey_is_begun_from_a_template_opened_and_closed(here):
    browser = client(here)
    done = browser.post(f"{SURVEYS}begin/", {"title": "Safe here", "start": "template-short"})
    survey = Survey.objects.get()
    address = survey.get_absolute_url()
    assert (done.headers["Location"], survey.slug, len(survey.asks.questions)) == (address, "safe-here", 6)
    assert "Say from which day to which day" in read(browser, address)

    days = {"opens_on": f"{here.today}", "closes_on": f"{here.today + timedelta(days=9)}"}
    browser.post(f"{address}settings/", days | {"slug": "safe", "sampling": "open", "version": 1})
    assert "Open it" in read(browser, address)
    browser.post(f"{address}open/", {"version": 2})
    assert SurveyVersion.objects.get().asks == Survey.objects.get().asks
    browser.post(f"{address}close/")
    assert Survey.objects.get().state == "closed"
    assert "Begin another from it" in browser.get(f"{address}words/").content.decode()


def test_last_years_is_copied_and_compared_with(here):
    last = an_open_survey(here)
    client(here).post(f"{SURVEYS}begin/", {"title": "This year", "start": f"copy-{last.pk}"})

    copied = Survey.objects.get(slug="this-year")
    assert copied.compared_with == last
    assert copied.asks.questions == last.asks.questions


def test_two_surveys_of_one_title_have_two_addresses(here):
    browser = client(here)
    for _ in range(2):
        browser.post(f"{SURVEYS}begin/", {"title": "Safe", "start": "blank"})
    assert {each.slug for each in Survey.objects.all()} == {"safe", "safe-2"}


def test_an_own_question_is_written_with_its_answers_in_two_languages(here):
    survey = a_survey(here, Questionnaire(title=words("Safe")))
    browser, address = client(here), survey.get_absolute_url()

    added = browser.post(f"{address}add/", {"from": "own", "kind": "one", "text_en": "Which park?", "version": 1})
    where = added.headers["Location"]
    assert where == f"{address}questions/which-park/"
    assert "Answers to choose from" in read(browser, where)
    said = {"text_en": "Which park?", "text_cy": "Pa barc?", "version": 2, **rows("option", "North", "", "South")}
    said |= {"option-0-place": 2, "option-2-place": 1, "option-2-cy": "De", "option-0-aside": "on"}
    browser.post(where, said)

    question = Survey.objects.get().asks.question("which-park")
    assert [(each.key, each.text.cy, each.aside) for each in question.options] == [
        ("south", "De", False), ("north", "", True),
    ]  # fmt: skip
    assert question.text.cy == "Pa barc?"


def test_renaming_an_answer_keeps_its_key_and_emptying_it_takes_it_away(here):
    survey = a_survey(here)
    browser, where = client(here), f"{survey.get_absolute_url()}questions/victim/"
    said = {"text_en": "Victim?", "version": 1, **rows("option", "Yes, I was", "", "Unsure")}
    said |= {"option-0-key": "yes", "option-1-key": "no"}

    browser.post(where, said)

    assert [each.key for each in Survey.objects.get().asks.question("victim").options] == ["yes", "unsure"]


def test_of_a_bank_question_only_what_it_is_about_is_chosen(here):
    asked, _ = writing.add_from_bank(Questionnaire(title=words("Safe")), "problem")
    survey = a_survey(here, asked)
    browser, where = client(here), f"{survey.get_absolute_url()}questions/problem/"
    assert 'name="text_en"' not in read(browser, where)

    said = {"bank_items": ["litter", "drugs"], "version": 1, "text_en": "Mine", **rows("item", "Geese", "")}
    browser.post(where, said)

    question = Survey.objects.get().asks.question("problem")
    assert question.pages == ("problem.litter", "problem.drugs", "problem.geese")
    assert question.text == asked.question("problem").text
    assert [item.code for item in question.items] == ["litter", "drugs", ""]


def test_own_things_next_to_the_banks_do_not_take_their_keys(here):
    asked, _ = writing.add_from_bank(Questionnaire(title=words("Safe")), "problem")
    survey = a_survey(here, asked)
    said = {"bank_items": ["litter"], "version": 1, **rows("item", "Litter")}
    client(here).post(f"{survey.get_absolute_url()}questions/problem/", said)
    assert Survey.objects.get().asks.question("problem").pages == ("problem.litter", "problem.litter-2")


def test_questions_of_the_bank_are_added_with_those_before_them(here):
    survey = a_survey(here, Questionnaire(title=words("Safe")))
    browser, address = client(here), survey.get_absolute_url()
    browser.post(f"{address}add/", {"from": "bank", "codes": ["why-not", "age"], "version": 1})

    assert [each.code for each in Survey.objects.get().asks.questions] == ["victim", "reported", "why-not", "age"]
    assert "Only for people who said “Yes” to" in read(browser, address)


def test_who_is_asked_is_ticked_from_earlier_answers(here):
    survey = a_survey(here)
    browser, where = client(here), f"{survey.get_absolute_url()}questions/agree/route/"
    shown = read(browser, where)
    assert "A victim in the last year?" in shown
    assert "How much do you know?" not in shown  # it comes later

    browser.post(where, {"victim": ["yes"], "problem.litter": ["very", "fairly"], "version": 1})

    route = Survey.objects.get().asks.question("agree").route
    assert [(each.page, each.options) for each in route] == [
        ("problem.litter", ("very", "fairly")), ("victim", ("yes",)),
    ]  # fmt: skip


def test_a_question_moves_and_goes_and_what_that_breaks_is_said(here):
    survey = a_survey(here)
    browser, address = client(here), survey.get_absolute_url()
    browser.post(f"{address}questions/victim/down/", {"version": 1})
    shown = read(browser, address)
    assert "which comes later. Move one of them." in shown
    assert "1 question below is not ready." in shown
    assert browser.post(f"{address}questions/victim/up/", {"version": 1}).status_code == 409  # it changed
    browser.post(f"{address}questions/victim/up/", {"version": 2})
    browser.post(f"{address}questions/victim/remove/", {"version": 3})
    assert "victim" not in [each.key for each in Survey.objects.get().asks.questions]
    assert browser.get(f"{address}questions/victim/").status_code == 404


def test_a_newer_wording_is_offered_and_taken_or_the_question_is_made_own(here):
    older = writing.bank().entry("dealing").wordings[0]
    survey = a_survey(here, a_questionnaire(older))
    browser, address = client(here), survey.get_absolute_url()
    assert "which has newer words" in read(browser, address)

    browser.post(f"{address}questions/dealing/newest/", {"version": 1})
    assert Survey.objects.get().asks.question("dealing").wording == 2
    browser.post(f"{address}questions/dealing/own/", {"version": 2})
    assert Survey.objects.get().asks.question("dealing").code == ""


def test_after_opening_a_change_waits_until_somebody_says_why(here):
    survey = an_open_survey(here)
    browser, address = client(here), survey.get_absolute_url()
    browser.post(f"{address}questions/dark/remove/", {"version": survey.version})
    assert "People do not see your changes yet" in read(browser, address)

    version = Survey.objects.get().version
    assert "required" in browser.post(f"{address}put_right/", {"version": version}).content.decode()
    browser.post(f"{address}put_right/", {"because": "Asked twice", "version": version})
    shown = read(browser, address)
    assert "Version 2" in shown
    assert "Asked twice" in shown
    assert "People do not see your changes yet" not in shown


def test_what_has_no_welsh_is_listed_when_it_is_to_be_offered(here):
    survey = a_survey(here, a_questionnaire(Question("x", Kind.COMMENT, Text("Anything?"))))
    Survey.objects.filter(pk=survey.pk).update(in_welsh=True)
    shown = read(client(here), survey.get_absolute_url())
    assert "No Welsh for: Anything?" in shown
    assert "No Welsh speaker has checked the Welsh" in shown


def test_the_preview_shows_every_page_in_either_language(here):
    survey = a_survey(here)
    browser, address = client(here), f"{survey.get_absolute_url()}preview/"

    english, welsh = read(browser, address), read(browser, f"{address}?language=cy")

    assert english.count("<fieldset") == len(survey.asks.pages)
    assert "Only for people who said “yes” to “A victim in the last year?”" in english
    assert "Problem fawr iawn" in welsh
    assert browser.get(f"{address}?language=fr").status_code == 404


def test_an_unfinished_survey_of_another_partnership_is_not_there(here):
    with scope(partnership=here.partnerships["thorley"]):
        other = changes.begin(title="Theirs", slug="theirs", asks=a_questionnaire(), by=here.viewer("nina", "thorley"))
    assert client(here).get(f"{SURVEYS}{other.pk}/").status_code == 404
    assert "Theirs" not in read(client(here), SURVEYS)


def test_pages_ask_the_database_as_often_for_many_surveys_as_for_one(here):
    survey = an_open_survey(here)
    browser = client(here)
    addresses = [SURVEYS, survey.get_absolute_url()]
    counts = [_queries(browser, address) for address in addresses]

    for number in range(10):
        other = a_survey(here, slug=f"safe-{number}", asks=a_questionnaire())
        Survey.objects.filter(pk=other.pk).update(compared_with=survey)
        a_response(here, survey)

    assert [_queries(browser, address) for address in addresses] == counts


def _queries(browser: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    read(browser, address)  # what is kept after the first time
    with CaptureQueriesContext(connection) as asked:
        read(browser, address)
    return len(asked)
