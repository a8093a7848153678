"""The quarterly pack: there by itself, its gaps named, and unchanging once signed."""

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from docx import Document

from frankpledge.documents import html
from frankpledge.web.accountability import changes, contents, tasks
from frankpledge.web.accountability.models import Pack, quarter_before
from frankpledge.web.accounts.permissions import NotAllowed
from frankpledge.web.plans import changes as plans
from tests.web.measures.measures import a_measure, enter
from tests.web.plans.plans import a_chapter, a_plan, an_action, say


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


def running(cast):
    """A plan of this year that was agreed, with one chapter."""
    plan = a_plan(cast, first_day=cast.today - timedelta(days=200), last_day=cast.today + timedelta(days=160))
    chapter = a_chapter(cast, plan)
    plans.move_on(plan=plan, stage="agreed", by=cast.viewer("chris"), today=cast.today)
    return chapter


def a_pack(cast):
    [pack] = changes.prepare(partnership=cast.partnerships["castermouth"], today=cast.today)
    return pack


def printed(cast, pack):
    return html.body(contents.document(contents.gather(cast.viewer("cora"), pack, cast.today)))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 10, 1), (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2026, 12, 31), (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2027, 1, 1), (date(2026, 10, 1), date(2026, 12, 31))),
    ],
)
def test_the_quarter_that_ended_last(day, quarter):
    assert quarter_before(day) == quarter


def test_a_draft_is_there_by_itself_once_and_for_plans_that_run_only(here):
    running(here)
    a_plan(here, title="A draft plan")
    with scope(partnership=None):
        assert [tasks.prepare_packs(), tasks.prepare_packs()] == [1, 0]

    assert Pack.objects.get().first_day == quarter_before(here.today)[0]


def test_what_is_missing_is_said_first_by_agency(here):
    chapter = running(here)
    an_action(here, chapter)  # nobody has said anything for 200 days
    an_action(here, chapter, lead=None)
    a_measure(here, chapter)
    pack = a_pack(here)

    missing = dict(contents.gaps(contents.gather(here.viewer("cora"), pack, here.today)))
    assert missing["Frankshire Fire Service"] == ["Action 1: no word yet."]
    assert missing["Measures"] == ["“Burglaries” has no figure."]
    assert len(missing["Nobody leads these"]) == 2
    assert "What is missing" in printed(here, pack).split("Summary")[0]


def test_it_says_how_the_actions_stand_and_what_is_in_the_way(here):
    chapter = running(here)
    say(here, an_action(here, chapter), "off_track", text="The fitter is ill")
    say(here, an_action(here, chapter), "complete", text="Eleven schools")
    page = printed(here, a_pack(here))

    assert "The plan has 2 actions: 1 off track, 1 complete." in page
    assert "The fitter is ill" in page
    assert "Eleven schools" in page


def test_a_measure_comes_with_its_chart_and_what_it_is_judged_by(here):
    chapter = running(here)
    measure = a_measure(here, chapter)
    for month in ("2025-09", "2025-10"):
        enter(here, measure, month, 12)
    page = printed(here, a_pack(here))

    assert "Burglaries, month by month" in page
    assert "provisional" in page


def test_a_signed_pack_no_longer_changes(here):
    chapter = running(here)
    action = an_action(here, chapter)
    pack = changes.write(pack=a_pack(here), summary="A good quarter.", ask="", version=0, by=here.viewer("cora"))
    signed = changes.sign(pack=pack, by=here.viewer("chris"), today=here.today)
    before = (signed.html, bytes(signed.pdf), signed.digest)

    say(here, action, "complete", text="All of them")
    signed.refresh_from_db()

    assert (signed.html, bytes(signed.pdf), signed.digest) == before
    assert "A good quarter." in signed.html
    assert signed.signed_as == "Chair"
    assert "A good quarter." in " ".join(each.text for each in Document(io.BytesIO(bytes(signed.word))).paragraphs)
    with pytest.raises(NotAllowed, match="signed"):
        changes.write(pack=signed, summary="x", ask="", version=1, by=here.viewer("cora"))


@pytest.mark.parametrize("who", ["cora", "ana", "lea"])
def test_only_the_chair_signs(here, who):
    running(here)
    with pytest.raises(NotAllowed):
        changes.sign(pack=a_pack(here), by=here.viewer(who), today=here.today)


def client(cast, who):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_two_who_write_at_once_lose_no_word(here):
    running(here)
    address = a_pack(here).get_absolute_url()
    client(here, "cora").post(f"{address}write/", {"summary": "Mine, first.", "ask": "", "version": 0})
    second = client(here, "cora").post(f"{address}write/", {"summary": "Mine, second.", "ask": "", "version": 0})

    assert second.status_code == 409
    assert "Mine, second." in second.content.decode()
    assert Pack.objects.get().summary == "Mine, first."


@pytest.mark.parametrize(("format", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>")])
def test_it_can_be_taken_away(here, format, begins):
    chapter = running(here)
    an_action(here, chapter)
    answer = client(here, "lea").get(f"{a_pack(here).get_absolute_url()}pack.{format}")

    assert answer.content.startswith(begins)
    assert "draft" in answer.headers["Content-Disposition"]
