"""The proofreader's page: remarks on a plan's own words, mended or left as they are with a reason."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from frankpledge.web.audit.models import AuditEvent
from frankpledge.web.plans import changes
from frankpledge.web.plans.models import Dismissal
from tests.web.plans.plans import a_chapter, an_action

WRONG = "Arson rose from 271 to 297, a rise of 9.2%."
FOLLOWS = "From 271 to 297 is a rise of 9.6%, not 9.2%."


@pytest.fixture
def here(cast_today, monkeypatch):
    monkeypatch.setattr("frankpledge.web.accounts.middleware.has_second_factor", lambda person: True)
    with scope(partnership=cast_today.partnerships["castermouth"]):
        yield cast_today


@pytest.fixture
def chapter(here):
    found = a_chapter(here)
    changes.write_chapter(chapter=found, words={"Aims": WRONG}, by=here.viewer("cora"))
    return found


def client(cast, who="cora"):
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def address(chapter):
    return f"{chapter.plan.get_absolute_url()}proofread/"


def marked(browser, chapter):
    return browser.get(address(chapter)).context["wrong"]


def test_a_remark_leads_to_the_place_to_mend_it(here, chapter):
    page = client(here).get(address(chapter)).content.decode()

    assert "a rise of <mark>9.2%</mark>." in page
    assert FOLLOWS in page
    assert f'href="{chapter.plan.get_absolute_url()}chapters/{chapter.pk}/"' in page


@pytest.mark.parametrize("end", [" .", "\n. It is dry.", "  , and more."])
def test_no_space_is_left_before_a_stop_that_a_broken_line_parted_from_its_figure(here, chapter, end):
    changes.write_chapter(
        chapter=chapter, words={"Aims": f"Arson rose from 271 to 297, a rise of 9.2%{end}"}, by=here.viewer("cora")
    )

    page = client(here).get(address(chapter)).content.decode()

    assert "a rise of <mark>9.2%</mark>" in page
    assert "</mark> " not in page


def test_every_text_of_the_plan_is_read(here, chapter):
    changes.write_foreword(plan=chapter.plan, foreword="The majority (40%) agree.", by=here.viewer("cora"))
    an_action(here, chapter, text="Fit 120% of homes.", public_sentence="Thefts doubled from 100 to 150.")

    assert {each.where for each in marked(client(here), chapter)} == {"The foreword", "Burglary: Aims", "Action 1"}


def test_it_is_left_for_a_reason_and_comes_back_when_the_sentence_changes(here, chapter):
    browser = client(here)
    (proof,) = marked(browser, chapter)
    answer = {"fingerprint": proof.remark.fingerprint}

    assert "Say why." in browser.post(f"{address(chapter)}dismiss/", answer).content.decode()
    browser.post(f"{address(chapter)}dismiss/", answer | {"because": "The return says so."})
    page = browser.get(address(chapter))

    assert page.context["wrong"] == []
    assert "because: The return says so." in page.content.decode()
    event = AuditEvent.objects.get(kind="plans.remark_dismissed")
    assert (event.reason, event.detail) == ("The return says so.", {"rule": "change"})

    changes.write_chapter(chapter=chapter, words={"Aims": f"Yet {WRONG}"}, by=here.viewer("cora"))

    assert len(marked(browser, chapter)) == 1


def test_a_remark_that_was_left_is_taken_up_again(here, chapter):
    browser = client(here)
    (proof,) = marked(browser, chapter)
    answer = {"fingerprint": proof.remark.fingerprint, "because": "So be it."}
    browser.post(f"{address(chapter)}dismiss/", answer)

    browser.post(f"{address(chapter)}take-up/", answer)

    assert len(marked(browser, chapter)) == 1
    assert not Dismissal.objects.exists()


def test_who_may_not_write_the_plan_reads_the_remarks_alone(here, chapter):
    page = client(here, "mo").get(address(chapter)).content.decode()

    assert FOLLOWS in page
    assert "Leave it" not in page
    assert client(here, "mo").post(f"{address(chapter)}dismiss/", {"because": "x"}).status_code == 403


def test_it_takes_the_same_questions_for_many_remarks(here, chapter):
    an_action(here, chapter, text="Arson rose from 271 to 297, a rise of 9%.")
    browser = client(here)
    browser.get(address(chapter))
    with CaptureQueriesContext(connection) as few:
        browser.get(address(chapter))
    for number in range(8):
        an_action(here, chapter, text=f"Arson rose from 271 to 297, a rise of {number}%.")

    with CaptureQueriesContext(connection) as many:
        browser.get(address(chapter))

    assert len(many) == len(few)


def test_the_check_before_publication_leads_to_it(here, chapter):
    page = client(here).get(f"{chapter.plan.get_absolute_url()}check/").content.decode()

    assert f'href="{address(chapter)}"' in page
