"""The pages of questions: asked by address, saved with a title, taken away as a table in which nothing is a formula."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled

from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.questions import queries, things
from frankpledge.web.questions.models import Answer, Question
from tests.archive.own_places import district
from tests.web.cast import Cast
from tests.web.questions.drafts import CONTENT, a_question, an_answer

AT = "/p/castermouth/questions/"
ASK = f"{AT}ask/?source=police.uk&area=E22999001&counted_by=lsoa&crime_type=Burglary&breakdown=month&latest=2"


@pytest.fixture
def archive(tmp_path, settings):
    archive = district(tmp_path, months=2)
    settings.ARCHIVE = archive.folder
    return archive


@pytest.fixture
def client(cast_today: Cast, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)

    def of(who: str) -> Client:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(cast_today.people[who], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return of


@pytest.fixture
def here(cast_today: Cast):
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def test_asked_shown_saved_and_asked_again(archive, client):
    ana = client("ana")
    shown = ana.get(ASK).content.decode()
    assert "<strong>20</strong> rows in all" in shown
    assert "January 2025" in shown
    assert "<svg" in shown
    with scopes_disabled():
        assert not Question.objects.exists()

    page = ana.post(ASK, {"title": "Burglary"}, follow=True)
    again = ana.post(page.request["PATH_INFO"] + "again/", follow=True).content.decode()

    assert "Safer Castermouth, “Burglary”, answer 1 of" in page.content.decode()
    assert "Answer 1, of" in again  # nothing is new, so nothing was answered anew
    assert "the answer is still this one" in again
    with scopes_disabled():
        assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (ASK.replace("E22999001", "Nowhere"), "No area held is called"),
        (ASK.replace("latest=2", ""), "Say how many of the newest months"),
        (ASK.replace("latest=2", "first=2025-02&last=2025-01"), "before the first"),
        (ASK + "&first=2025-01&last=2025-02", "not both"),
        (ASK.replace("latest=2", "first=January&last=2025-01"), "January"),
        (ASK.replace("counted_by=lsoa", "counted_by=points"), "Only an own area that was drawn"),
        (ASK.replace("police.uk", "counts:Hospital"), "Select a valid choice"),
    ],
)
def test_what_cannot_be_answered_says_why(archive, client, address, says):
    assert says in client("ana").get(address).content.decode()


def test_with_nothing_held_the_page_says_what_to_do(client, settings, tmp_path):
    settings.ARCHIVE = tmp_path

    assert "Nothing that can be counted is held yet" in client("ana").get(f"{AT}ask/").content.decode()


def test_a_question_that_can_no_longer_be_answered_keeps_its_answers(archive, client, here):
    question = a_question(here)
    Question.objects.update(area_code="E22000000")

    refused = client("ana").post(f"{AT}{question.pk}/again/")

    assert refused.status_code == 404
    assert "No look-up held has the code" in refused.content.decode()
    assert Answer.objects.count() == 1


def test_the_table_has_no_formula_and_says_what_is_hidden_and_what_is_not_held(client, here):
    question = a_question(here)
    an_answer(
        here,
        question,
        columns=["=Type", "Code", "Count"],
        rows=[["=HYPERLINK(1)", "", 7], ["@x", "", None], ["March 2025", "2025-03", None]],
        not_held=["2025-03"],
        total=None,
    )

    answer = client("mo").get(f"{AT}{question.pk}/answers/2/answer.csv")

    assert answer["Content-Type"].startswith("text/csv")
    assert list(csv.reader(io.StringIO(answer.content.decode()))) == [
        ["'=Type", "Code", "Count"],
        ["'=HYPERLINK(1)", "", "7"],
        ["'@x", "", "[c]"],
        ["March 2025", "2025-03", ""],
        ["Total", "", "[c]"],
    ]


def test_restricted_questions_are_there_for_some_alone_and_a_look_is_recorded(client, here):
    question = a_question(here, restricted=True)
    at = f"{AT}{question.pk}/"

    assert client("mo").get(at).status_code == 404
    assert client("mo").get(f"{at}answers/1/answer.csv").status_code == 404
    assert "Burglary by month" not in client("mo").get(AT).content.decode()
    assert "restricted" in client("chris").get(at).content.decode()
    assert AuditEvent.objects.get(kind="audit.looked").subject == "questions.answer"


def test_a_restricted_table_leaves_by_an_export_alone(client, here):
    question = a_question(here, restricted=True)

    went = client("ana").get(f"{AT}{question.pk}/answers/1/answer.csv")

    assert went["Location"] == f"/p/castermouth/exports/new/answer/{question.answers.get().pk}/"


def test_a_question_put_away_is_listed_no_more_and_stays_at_its_address(client, here):
    question = a_question(here)
    ana = client("ana")

    ana.post(f"{AT}{question.pk}/away/", {"away": "1"})

    assert "Burglary by month" not in ana.get(AT).content.decode()
    assert "Burglary by month" in ana.get(f"{AT}?away").content.decode()
    assert ana.get(f"{AT}{question.pk}/answers/1/").status_code == 200


def test_an_answer_can_be_rested_on_by_who_may_see_it(client, here):
    question, hidden = a_question(here), a_question(here, "Hospital", restricted=True)
    ids = [str(question.answers.get().pk), str(hidden.answers.get().pk), "x"]
    mo, ana = (here.viewer(who) for who in ("mo", "ana"))

    assert [thing.title for thing in things.answers(mo, ids).values()] == ["Burglary by month, answer 1"]
    assert {thing.restricted for thing in things.answers(ana, ids).values()} == {True, False}
    assert [thing.said for thing in things.search(ana, "month burglary", 5)] == ["Castermouth: 7 in all"]


def test_what_moved_names_what_is_new(here):
    older = CONTENT | {"rows": [["A", "", 1], ["B", "", 2]]}
    newer = CONTENT | {"rows": [["A", "", 1], ["B", "", None], ["C", "", 4]]}

    assert queries.moved(newer, older) == [("B", "2", "hidden"), ("C", "not there", "4")]


@pytest.mark.parametrize("below", ["", "{question}/"])
def test_ten_times_the_rows_ask_the_database_no_more_often(client, here, below):
    question, ana = a_question(here), client("ana")
    at = AT + below.format(question=question.pk)
    an_answer(here, question)
    ana.get(at)
    with CaptureQueriesContext(connection) as few:
        ana.get(at)
    for number in range(10):
        a_question(here, f"Question {number}")
        an_answer(here, question)

    with CaptureQueriesContext(connection) as many:
        ana.get(at)

    assert len(many) == len(few)
