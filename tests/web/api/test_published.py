"""What anybody's program may read."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.http import http_date

from frankpledge.web.accounts.models import Partnership
from frankpledge.web.api.models import Token
from frankpledge.web.assessments import living, signing
from frankpledge.web.assessments.models import Correction
from tests.web.api import made

EDITIONS = "/api/v1/published/editions"


def test_a_published_edition_is_read_without_signing_in(edition) -> None:
    listed = made.program().get(EDITIONS).json()

    assert (listed["count"], listed["page"], listed["pages"]) == (1, 1, 1)
    line = listed["items"][0]
    assert line["partnership"] == {"slug": "castermouth", "name": "Safer Castermouth", "invented": False}
    assert (line["title"], line["number"], line["first_month"]) == ("Assessment 2025", 1, "2025-01")
    assert (line["sha256"], line["superseded_by"]) == (edition.digest, None)
    assert line["licence"].startswith("Open Government Licence v3.0")
    one = made.program().get(line["address"]).json()
    assert one["finding_count"] == 2
    assert one["versions"] == {"police_uk_street": 3}


def test_findings_carry_figures_words_and_the_address_of_their_table(edition) -> None:
    listed = made.program().get(f"{EDITIONS}/{edition.pk}/findings").json()

    burglary, robbery = listed["items"]
    assert burglary["figures"] == [
        {"name": "count", "value": 271, "low": None, "high": None, "unit": "", "base": "", "suppressed": False}
    ]
    assert burglary["words"] == "A hard winter."
    assert burglary["table"] == f"{EDITIONS}/{edition.pk}/findings/burglary/table"
    assert robbery["table"] is None
    assert made.program().get(burglary["address"]).json() == burglary


def test_findings_are_chosen_by_kind(edition) -> None:
    listed = made.program().get(f"{EDITIONS}/{edition.pk}/findings?kind=trend").json()

    assert [finding["id"] for finding in listed["items"]] == ["robbery"]


def test_a_table_is_given_as_json_and_as_csv_without_formulas(edition) -> None:
    address = f"{EDITIONS}/{edition.pk}/findings/burglary/table"

    assert made.program().get(address).json() == made.TABLE
    answer = made.program().get(f"{address}.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(answer.content.decode()))) == [
        ["year", "count"],
        ["2024", "300"],
        ["2025", ""],
        ["'=2026", "[c]"],
    ]
    assert made.program().get(f"{EDITIONS}/{edition.pk}/findings/robbery/table").status_code == 404


def test_the_dictionary_tells_what_each_figure_and_column_means(edition) -> None:
    listed = made.program().get(f"{EDITIONS}/{edition.pk}/dictionary").json()["items"]

    assert {
        "finding": "burglary",
        "table": True,
        "name": "count",
        "label": "Crimes",
        "unit": "count",
        "unit_means": "a whole number of what the column names",
    } in listed
    assert [(each["finding"], each["name"]) for each in listed if not each["table"]] == [
        ("burglary", "count"),
        ("robbery", "count"),
    ]


def test_a_mistake_that_is_told_is_in_the_log_and_makes_it_new(castermouth, edition) -> None:
    address = f"{EDITIONS}/{edition.pk}/corrections"
    before = made.program().get(address)["Last-Modified"]

    signing.correct(edition=edition, wrong="It says 271.", right="It was 272.", by=castermouth.viewer("cora"))
    Correction.objects.update(at=timezone.now() + timedelta(minutes=1))  # HTTP tells times by the second

    told = made.program().get(address, headers={"If-Modified-Since": before}).json()["items"]
    assert [(each["wrong"], each["right"], each["figure"]) for each in told] == [("It says 271.", "It was 272.", None)]


def test_a_figure_that_a_later_edition_gives_otherwise_is_in_the_log(castermouth, edition) -> None:
    made.compute(edition.assessment, 280)
    living.read_again(passage=edition.assessment.passages.get(), by=castermouth.viewer("ana"))
    second = made.publish(castermouth, edition.assessment)

    assert made.program().get(f"{EDITIONS}/{edition.pk}/corrections").json()["items"] == []
    logged = made.program().get(f"{EDITIONS}/{second.pk}/corrections").json()["items"]
    assert [(each["finding"], each["figure"], each["before"], each["after"], each["number"]) for each in logged] == [
        ("Burglary", "count", 271, 280, 2)
    ]
    assert made.program().get(f"{EDITIONS}/{edition.pk}").json()["superseded_by"] == second.pk


@pytest.mark.parametrize("what", ["signed", "embargo", "taken back"])
def test_what_is_not_public_is_not_there(castermouth, what) -> None:
    begun = made.draft(castermouth)
    if what == "signed":
        edition = signing.sign(assessment=begun, by=castermouth.viewer("chris"))
    else:
        edition = made.publish(castermouth, begun, ago=timedelta(days=-1 if what == "embargo" else 1))
    if what == "taken back":
        signing.undo_release(edition=edition, by=castermouth.viewer("cora"))

    assert made.program().get(EDITIONS).json()["count"] == 0
    assert made.program().get("/api/v1/published/partnerships").json()["items"] == []
    for rest in ("", "/findings", "/findings/burglary", "/findings/burglary/table", "/dictionary", "/corrections"):
        assert made.program().get(f"{EDITIONS}/{edition.pk}{rest}").status_code == 404


def test_what_is_invented_is_published_in_a_demonstration_alone(edition, settings) -> None:
    Partnership.objects.filter(slug="castermouth").update(demonstration=True)

    assert made.program().get(EDITIONS).json()["count"] == 0
    settings.DEMONSTRATION = True
    assert made.program().get(EDITIONS).json()["items"][0]["partnership"]["invented"] is True


def test_editions_are_those_of_the_partnership_asked_for(edition) -> None:
    assert made.program().get(f"{EDITIONS}?partnership=castermouth").json()["count"] == 1
    assert made.program().get(f"{EDITIONS}?partnership=thorley").json()["count"] == 0


def test_lists_come_in_pages(castermouth, edition) -> None:
    for _ in range(2):
        made.publish(castermouth, edition.assessment)

    first = made.program().get(f"{EDITIONS}?page_size=2").json()
    second = made.program().get(f"{EDITIONS}?page_size=2&page=2").json()
    beyond = made.program().get(f"{EDITIONS}?page_size=2&page=3").json()

    assert (first["count"], first["pages"], len(first["items"])) == (3, 2, 2)
    assert {each["id"] for each in first["items"] + second["items"]} >= {edition.pk}
    assert (len(second["items"]), beyond["items"]) == (1, [])


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (EDITIONS, 2),
        ("/api/v1/published/partnerships", 2),
        (f"{EDITIONS}/{{pk}}", 1),
        (f"{EDITIONS}/{{pk}}/findings", 1),
        (f"{EDITIONS}/{{pk}}/corrections", 3),
    ],
)
def test_the_number_of_questions_does_not_grow(castermouth, edition, address, most, django_assert_num_queries) -> None:
    program = made.program()
    program.get(EDITIONS)
    for _ in range(10):
        made.publish(castermouth, edition.assessment)

    with django_assert_num_queries(most):
        assert program.get(address.format(pk=edition.pk)).status_code == 200


def test_who_has_the_answer_already_is_told_so(edition) -> None:
    address = f"{EDITIONS}/{edition.pk}"
    answer = made.program().get(address)

    assert answer["Last-Modified"] == http_date(edition.released_at.timestamp())
    again = made.program().get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    since = made.program().get(address, headers={"If-Modified-Since": http_date(timezone.now().timestamp())})
    assert since.status_code == 304
    other = made.program().get(address, headers={"If-None-Match": '"something else"'})
    assert other.status_code == 200


def test_head_tells_the_size_and_sends_nothing(edition) -> None:
    address = f"{EDITIONS}/{edition.pk}"

    whole, head = made.program().get(address), made.program().head(address)

    assert (head.status_code, head.content) == (200, b"")
    assert (head["Content-Length"], head["ETag"]) == (str(len(whole.content)), whole["ETag"])


def test_any_site_may_read_what_is_published_and_nothing_else(castermouth, edition) -> None:
    origin = {"Origin": "https://elsewhere.example"}

    open_one = made.program().get(EDITIONS, headers=origin)
    preflight = made.program().options(EDITIONS, headers=origin)
    members = made.program(made.token(castermouth, "ana")).get("/api/v1/assessments", headers=origin)

    assert open_one["Access-Control-Allow-Origin"] == "*"
    assert (preflight.status_code, preflight["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")
    assert not any(name.startswith("Access-Control") for name in members.headers)
    assert members["Cache-Control"] == "private, no-cache"
    assert "Authorization" in members["Vary"]


def test_no_cookie_is_set_or_looked_at(edition) -> None:
    answer = made.program().get(EDITIONS)

    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"] == "public, max-age=60"


def test_too_many_askings_in_a_minute_are_refused_for_the_rest_of_it(db, monkeypatch) -> None:
    monkeypatch.setattr("frankpledge.web.api.throttle.THROTTLE.per_minute", 2)
    monkeypatch.setattr("frankpledge.web.api.throttle.time.time", lambda: 1_000_020.0)

    answers = [made.program().get(EDITIONS) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    assert answers[2].json()["detail"].startswith("That is more than 2 askings in a minute.")
    monkeypatch.setattr("frankpledge.web.api.throttle.time.time", lambda: 1_000_080.0)
    assert made.program().get(EDITIONS).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/none", 404),
        ("/api/none", 404),
        (f"{EDITIONS}/1/findings/a%0Ab", 404),
        (f"{EDITIONS}/999999999999999999999999", 404),
        (f"{EDITIONS}?page=0", 422),
        (f"{EDITIONS}?page_size=101", 422),
        (f"{EDITIONS}?page=many", 422),
    ],
)
def test_a_refusal_says_why(db, address, status) -> None:
    answer = made.program().get(address)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_nothing_is_written_by_reading_what_is_published(edition) -> None:
    before = Token.objects.count()

    answers = [getattr(made.program(), method)(EDITIONS) for method in ("post", "put", "patch", "delete")]

    assert [answer.status_code for answer in answers] == [405, 405, 405, 405]
    assert Token.objects.count() == before
