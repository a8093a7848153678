"""Questionnaires and scoring templates travel between installations as files; nothing else does, and nothing comes in half."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from frankpledge.web.scoring import changes as scoring
from frankpledge.web.scoring import standard
from frankpledge.web.scoring.models import Template
from frankpledge.web.surveys.bank import bank
from frankpledge.web.surveys.models import Survey
from tests.web.surveys.surveys import a_response, a_survey, an_open_survey

HERE = "/p/castermouth"


@pytest.fixture
def cora(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    client = Client()
    client.force_login(cast_today.people["cora"])
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield client


def sent(client, address, held):
    data = held if isinstance(held, bytes) else json.dumps(held).encode()
    return client.post(f"{HERE}{address}", {"file": SimpleUploadedFile("theirs.json", data)})


def survey_of(content, **whole):
    return {"frankpledge": "questionnaire", "format": 1, "content": content} | whole


def a_question(**facts):
    return {"key": "bins", "kind": "comment", "text": {"en": "What of the bins?"}} | facts


def test_a_survey_begins_with_the_questions_of_anothers_file(cast_today, cora):
    template = bank().templates[0].questionnaire
    theirs = a_survey(cast_today, template, slug="theirs")

    file = cora.get(f"{HERE}/surveys/{theirs.pk}/questions.json")
    answer = sent(cora, "/surveys/begin/file/", file.content)

    ours = Survey.objects.exclude(pk=theirs.pk).get()
    assert answer.headers["Location"] == ours.get_absolute_url()
    assert ours.asks == theirs.asks
    assert ours.state == Survey.State.DRAFT


def test_a_file_holds_questions_and_no_answers(cast_today, cora):
    survey = an_open_survey(cast_today)
    a_response(cast_today, survey, {"dark": "unsafe"}, reference="QQQQ-1111")

    whole = json.loads(cora.get(f"{HERE}/surveys/{survey.pk}/questions.json").content)

    assert set(whole) == {"frankpledge", "format", "content"}
    assert set(whole["content"]) == {"title", "intro", "thanks", "questions"}
    assert "QQQQ" not in json.dumps(whole)


def test_a_question_that_only_pretends_to_be_the_banks_becomes_ones_own(cora):
    real = bank().templates[0].questionnaire.as_json()
    bent = json.loads(json.dumps(real))
    bent["questions"][0]["text"]["en"] = "Are you not quite content?"

    sent(cora, "/surveys/begin/file/", survey_of(bent))

    asked = Survey.objects.get().asks
    assert (asked.questions[0].code, asked.questions[0].wording) == ("", 0)
    assert [each.code for each in asked.questions[1:]] == [each["code"] for each in real["questions"][1:]]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b'{"frankpledge": "questionnaire",', "breaks off or is damaged at line 1, column"),
        ([], "something that did not come from Frankpledge"),
        ({"frankpledge": "scoring template", "format": 1, "content": {}}, "holds a scoring template"),
        (survey_of({}, format=2), "its format is 2, and 1 is known here"),
        (survey_of({"questions": [a_question(key=5)]}), "questions 1, key: Input should be a valid string. It is 5"),
        (survey_of({"questions": [{"key": "bins"}]}), "questions 1, kind: Field required"),
        (survey_of({"questions": [a_question(key="../bins")]}), "is none"),
        (survey_of({"questions": [a_question(), a_question()]}), "Two of its questions have the same key"),
        (survey_of({"questions": [a_question(key=f"q{n}") for n in range(101)]}), "100 are taken at most"),
        (survey_of({"questions": [a_question(text={"en": "x" * 1_100_000})]}), "The most that is taken here is 1 MB"),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_refused_in_words_and_nothing_begins(cora, held, said):
    answer = sent(cora, "/surveys/begin/file/", held)

    assert said in answer.content.decode()
    assert not Survey.objects.exists()


def test_a_scoring_template_is_taken_in_from_anothers_file(cast_today, cora):
    theirs = scoring.take_template(matrix=standard.matrices()[0], by=cast_today.viewer("cora"), today=cast_today.today)

    file = cora.get(f"{HERE}/scoring/templates/{theirs.pk}/template.json")
    sent(cora, "/scoring/templates/file/", file.content)

    [ours] = Template.objects.exclude(pk=theirs.pk)
    assert ours.matrix == theirs.matrix
    assert ours.number == theirs.number + 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weight": "1e999"}, "a weight is 0 or more"),
        ({"weight": -1.0}, "a weight is 0 or more"),
        ({"weight": None}, "criteria 1, weight"),
        ({"code": "Harm/../"}, "is none"),
        ({"code": "new"}, "is none"),
        ({"levels": []}, "there are two at least"),
        ({"section": "elsewhere"}, "criteria 1, section"),
    ],
)
def test_a_scoring_template_with_a_fault_is_refused_in_words(cora, change, said):
    content = json.loads(json.dumps(standard.matrices()[0].to_json()))
    content["criteria"][0] |= change
    text = json.dumps({"frankpledge": "scoring template", "format": 1, "content": content})

    answer = sent(cora, "/scoring/templates/file/", text.replace('"1e999"', "1e999").encode())

    assert said in answer.content.decode()
    assert not Template.objects.exists()


def test_who_may_not_begin_is_refused_before_the_file_is_read(cast_today, cora):
    client = Client()
    client.force_login(cast_today.people["mo"])

    assert sent(client, "/surveys/begin/file/", survey_of({})).status_code == 403
    assert sent(client, "/scoring/templates/file/", b"{").status_code == 403
    assert not Survey.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"title": ' + "9" * 5000 + "}", "more than 9 digits"),
        ('{"questions": [{"key": "a", "kind": "several", "text": {"en": "x"}, "most": "9999999999"}]}', "9 digits"),
        ('{"questions": [{"key": "a", "kind": "several", "text": {"en": "x"}, "most": -1}]}', "write 0 for any"),
        (r'{"title": {"en": "\ud800"}}', "signs that cannot be shown"),
        (r'{"title": {"en": "a\u0000b"}}', "signs that cannot be shown"),
        (r'{"title": "\ud800"}', "title: Input should be"),
        (r'{"questions": [{"\ud800": 1}]}', "questions 1"),
    ],
)
def test_a_file_with_what_no_database_or_page_can_hold_is_refused_in_words(cora, content, said):
    held = '{"frankpledge": "questionnaire", "format": 1, "content": ' + content + "}"

    answer = sent(cora, "/surveys/begin/file/", held.encode())

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Survey.objects.exists()


def test_a_template_with_a_score_that_cannot_be_reckoned_with_is_refused(cora):
    content = json.loads(json.dumps(standard.matrices()[0].to_json()))
    content["criteria"][0]["levels"][-1]["score"] = 10**400

    answer = sent(
        cora, "/scoring/templates/file/", {"frankpledge": "scoring template", "format": 1, "content": content}
    )

    assert "more than 9 digits" in answer.content.decode()
    assert not Template.objects.exists()
