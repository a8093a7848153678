"""What is kept of somebody who answers, and what is not."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from frankpledge.archive.archive import Archive
from frankpledge.archive.load import load
from frankpledge.web.surveys import answering, changes, postcodes, saving
from frankpledge.web.surveys.models import Response, ResultsWanted, SavedAnswers, Survey
from frankpledge.web.surveys.saving import Draft, NothingSaved
from tests.web.cast import Cast
from tests.web.surveys.answering import Browser
from tests.web.surveys.surveys import an_open_survey

POSTCODES = (
    "pcds,lat,long,lsoa21cd,lad23cd\n"
    "ZF1 1AA,51.5,-1.0,E01000001,E07000001\n"
    "ZF1 1AB,51.6,-1.1,E01000002,E07000002\n"
    "ZF11 1AB,51.6,-1.1,E01000001,E07000001\n"
)
WARDS = (
    "LSOA21CD,LSOA21NM,WD23CD,WD23NM,LAD23CD,LAD23NM\n"
    "E01000001,Castermouth 001A,E05000001,Harbour,E07000001,Castermouth\n"
    "E01000002,Elsewhere 001A,E05000002,Elsewhere,E07000002,Elsewhere\n"
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("postcodes")
    (folder / "postcodes.csv").write_text(POSTCODES)
    (folder / "wards.csv").write_text(WARDS)
    report = load(Archive(folder / "archive"), [folder / "postcodes.csv", folder / "wards.csv"])
    assert report.ok, report.rejected
    return folder / "archive"


@pytest.fixture
def survey(cast_today: Cast, settings, archive: Path) -> Iterator[Survey]:
    settings.ARCHIVE = archive
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield an_open_survey(cast_today)


def everything_held() -> str:
    """Every value of every column of every table."""
    held = []
    with scopes_disabled():
        for model in apps.get_models():
            for row in model._base_manager.values_list():
                held += [
                    each.hex() + repr(bytes(each)) if isinstance(each, memoryview | bytes) else repr(each)
                    for each in row
                ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cache")
        held += [repr(row) for row in cursor.fetchall()]
    return "\n".join(held)


def test_a_postcode_becomes_an_area_and_is_nowhere(survey: Survey, caplog, capfd) -> None:
    browser = Browser(survey)
    with caplog.at_level(logging.DEBUG):
        browser.begin().answer_all(postcode="zf1 1aa")
        assert "We have found the area and thrown the postcode away: Harbour" in browser.said
        before = everything_held()
        browser.press()
        browser.open("sent/").open("")

    response = Response.objects.get()
    assert (response.place, response.lsoa, response.ward_name) == ("found", "E01000001", "Harbour")
    said = capfd.readouterr()
    cookies = repr(browser.client.cookies) + repr(dict(browser.client.session))
    for whole in (before, everything_held(), caplog.text, said.out, said.err, cookies, browser.body, browser.at):
        assert not re.search(r"zf1\s*\+?1aa", whole, re.IGNORECASE)


@pytest.mark.parametrize(
    ("written", "place"),
    [("ZF1 1AB", "found"), ("ZF11 1AB", "found"), ("ZF9 9ZZ", "unknown"), ("", "left_empty")],
)
def test_what_came_of_the_postcode_is_kept(survey: Survey, written: str, place: str) -> None:
    Browser(survey).begin().answer_all(postcode=written).press()

    response = Response.objects.get()
    assert response.place == place
    assert bool(response.lsoa) == (place == "found")


def test_outside_the_surveys_area_only_that_is_kept(survey: Survey) -> None:
    Survey.objects.filter(pk=survey.pk).update(area_code="E07000001", area_name="Castermouth")

    Browser(survey).begin().answer_all(postcode="ZF1 1AB").press()
    Browser(survey).begin().answer_all(postcode="ZF1 1AA").press()

    assert sorted(Response.objects.values_list("place", "lsoa")) == [("found", "E01000001"), ("outside", "")]


def test_an_area_can_be_taken_away_again(survey: Survey) -> None:
    browser = Browser(survey).begin().answer_all(postcode="ZF1 1AA")

    browser.open("questions/postcode/?change").press(answer="", forget="yes").press()

    assert Response.objects.get().place == "left_empty"


def test_leaving_the_box_empty_on_coming_back_keeps_the_area(survey: Survey) -> None:
    browser = Browser(survey).begin().answer_all(postcode="ZF1 1AA")

    browser.open("questions/postcode/?change").press(answer="").press()

    assert Response.objects.get().lsoa == "E01000001"


def test_without_a_look_up_no_postcode_is_asked_for(survey: Survey, settings, tmp_path) -> None:
    settings.ARCHIVE = tmp_path
    browser = Browser(survey).begin().open("questions/postcode/")
    assert "so we do not ask for yours" in browser.said
    assert 'name="answer"' not in browser.body

    browser.open("").open("questions/victim/").answer_all(postcode="ZF1 1AA").press()

    assert Response.objects.get().place == "left_empty"
    with pytest.raises(postcodes.NoLookUp):
        postcodes.area_of(tmp_path, "ZF11AA")


def test_answers_that_are_not_sent_cannot_be_read_in_the_database(survey: Survey) -> None:
    secret = "Nobody is to read this yet"
    browser = Browser(survey).begin().answer_all(channels="radio", radio=secret)
    assert secret in browser.said
    code = browser.press(save="yes").code.replace("-", "")

    held = everything_held()

    assert secret not in held
    assert code not in held
    assert secret.encode().hex() not in held


def test_a_code_opens_its_own_answers_alone(survey: Survey) -> None:
    now = timezone.now()
    mine, other = (answering.begin(survey, "en", now) for _ in range(2))
    row, strange = saving.found(survey, mine, now), saving.found(survey, other, now)
    row.sealed = strange.sealed

    for code in (mine, other):  # neither the row's own code nor that of what was put into it
        with pytest.raises(NothingSaved):
            saving.opened(row, code)


@pytest.mark.parametrize("typed", ["", "short", "K7QM-4XPD-9RTB-2", "K7QM-4XPD-9RT0", "K7QM4XPD9RTI"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert saving.read_code(typed) == ""


def test_nothing_joins_an_address_to_answers(survey: Survey) -> None:
    for number in range(12):
        browser = Browser(survey).begin().answer_all().press()
        browser.press(email=f"res{number}@example.org", consent="yes")
        assert "We will write to you" in browser.said

    fields = {field.name for field in ResultsWanted._meta.get_fields()}
    assert fields == {"id", "partnership", "survey", "email", "language"}
    kept = [each.email for each in ResultsWanted.objects.order_by("pk")]
    assert kept != [f"res{number}@example.org" for number in range(12)]  # by chance once in 12! = 479 million
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT email FROM {ResultsWanted._meta.db_table}")
        if connection.vendor == "sqlite":  # the order on the disk is that of the random numbers too
            assert [email for (email,) in cursor.fetchall()] == kept


def test_an_address_left_twice_is_kept_once_and_nobody_is_told(survey: Survey) -> None:
    pages = set()
    for _ in range(2):
        browser = Browser(survey).begin().answer_all().press()
        pages.add(browser.press(email="res@example.org", consent="yes").said)

    assert ResultsWanted.objects.count() == 1
    assert len(pages) == 1


def test_the_record_of_who_did_what_says_nothing_of_residents(survey: Survey) -> None:
    from frankpledge.web.audit.models import AuditEvent

    before = AuditEvent.objects.count()

    Browser(survey).begin().answer_all().press()

    assert AuditEvent.objects.count() == before


def test_closing_destroys_what_could_match_browsers(cast_today: Cast, survey: Survey) -> None:
    browser = Browser(survey).begin().answer_all().press()
    browser.press(email="res@example.org", consent="yes")
    browser.open().press().answer_all().press()
    Browser(survey).begin()
    sendings = set(Response.objects.values_list("sending", flat=True))
    marks = set(Response.objects.values_list("mark", flat=True))
    assert len(marks) == 1
    assert "" not in marks

    changes.close(survey=Survey.objects.get(pk=survey.pk), by=cast_today.viewer("ana"), today=cast_today.today)

    assert set(Response.objects.values_list("mark", flat=True)) == {""}
    assert not sendings & set(Response.objects.values_list("sending", flat=True))
    assert Survey.objects.get(pk=survey.pk).salt == ""
    assert not SavedAnswers.objects.exists()
    assert sorted(Response.objects.values_list("perhaps_again", flat=True)) == [False, True]
    assert ResultsWanted.objects.count() == 1


def test_the_same_browser_cannot_be_matched_across_surveys(cast_today: Cast, survey: Survey) -> None:
    second = an_open_survey(cast_today, slug="second")
    for asked in (survey, second):
        code = answering.begin(asked, "en", timezone.now())
        row = saving.found(asked, code, timezone.now())
        saving.keep(row, asked, code, Draft(answers={"victim": "no"}), timezone.now())
        answering.send(asked, code, "one token", timezone.now())

    assert len(set(Response.objects.values_list("mark", flat=True))) == 2


def test_cookies_go_to_this_survey_alone_and_scripts_cannot_read_them(survey: Survey) -> None:
    browser = Browser(survey).begin().answer_all().press()

    cookies: Any = browser.client.cookies
    for name in ("answers", "answered"):
        assert cookies[name]["path"] == browser.start
        assert cookies[name]["httponly"]
        assert cookies[name]["samesite"] == "Lax"
    assert cookies["answers"]["max-age"] == ""  # it goes with the browser's window
    assert timedelta(seconds=cookies["answered"]["max-age"]) <= timedelta(days=31)


def test_nothing_keeps_a_copy_of_a_page(survey: Survey) -> None:
    browser = Browser(survey).begin()

    response = browser.client.get(browser.at)

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert "sessionid" not in browser.client.cookies


def test_how_long_it_took_is_kept_in_minutes_and_the_day_without_a_time(survey: Survey) -> None:
    Browser(survey).begin().answer_all().press()

    response = Response.objects.get()
    assert response.minutes == 1
    assert [field.name for field in Response._meta.get_fields() if "Time" in type(field).__name__] == []
